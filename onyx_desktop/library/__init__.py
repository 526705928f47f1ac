"""The only door for the window and the command line: it glues the stages, which do not know each other.

What it shows is imported when it is asked for: the reader processes live in this package, too, and each would wait for
the models' runtime and for Chroma's client, which they never use.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onyx_desktop.library.library import Library
    from onyx_desktop.library.preview import Passage
    from onyx_desktop.library.verify import Finding, Report

__all__ = ["Finding", "Library", "Passage", "Report"]

_PLACES = {"Finding": "verify", "Library": "library", "Passage": "preview", "Report": "verify"}


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_PLACES[name]}"), name)
