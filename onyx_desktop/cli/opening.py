"""The library that a command works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop import paths, settings
from onyx_desktop.library import Library

if TYPE_CHECKING:
    import argparse


def open_library(arguments: argparse.Namespace, *, write: bool = False) -> Library:
    """Open what --data-dir, ONYX_HOME or the system names. Raises as `Library.open`."""
    home = paths.home(arguments.data_dir)
    return Library.open(home, settings.load(home.settings_file), write=write)
