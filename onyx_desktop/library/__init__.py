"""The only door for the window and the command line: it glues the stages, which do not know each other."""

from onyx_desktop.library.library import Library
from onyx_desktop.library.preview import Passage
from onyx_desktop.library.verify import Finding, Report

__all__ = ["Finding", "Library", "Passage", "Report"]
