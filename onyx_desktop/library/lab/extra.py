"""The `lab` extra: whether what a part of the lab needs is installed. Nothing of it is imported here."""

from __future__ import annotations

import importlib.util

from onyx_desktop.errors import LabMissing

INSTALL = "pip install 'onyx-desktop[lab]'"
"""What a person types to get it."""

TRAINING = {"torch": "torch", "sentence_transformers": "sentence-transformers"}
"""What training needs: module → the library's name."""

MAP = {"umap": "umap-learn"}
"""What a map by neighbourhoods needs."""


def lacking(needed: dict[str, str]) -> str:
    """The first library that is not there; "" if all are."""
    return next((name for module, name in needed.items() if importlib.util.find_spec(module) is None), "")


def require(needed: dict[str, str]) -> None:
    """Raise `LabMissing` unless all are there."""
    if name := lacking(needed):
        raise LabMissing(name)
