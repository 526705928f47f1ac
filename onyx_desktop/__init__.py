"""Onyx Desktop: private document search by meaning."""

__version__ = "0.1.0"
