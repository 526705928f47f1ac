"""Vectors and words on disk: the catalog is the truth, the rest is derived from it."""
