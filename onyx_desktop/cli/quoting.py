"""`onyx quote FOLDER`: what indexing a folder would take, before it is begun."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from onyx_desktop.cli import wording
from onyx_desktop.cli.opening import open_library
from onyx_desktop.cli.output import as_text, show
from onyx_desktop.cli.progress import watch

if TYPE_CHECKING:
    import argparse

_TYPES = 8


def quote(arguments: argparse.Namespace) -> int:
    """Measure a folder; nothing is written."""
    with open_library(arguments, write=False) as library:
        told = watch(library.overview.quote(arguments.path.expanduser().absolute(), always=True))
    document = dataclasses.asdict(told) | {"folder": as_text(told.folder), "seconds": round(told.seconds, 1)}
    lines = [f"{told.files:,} files to read, {wording.size(told.size_bytes)}"]
    lines += [f"  {each.name:8} {each.files:>8,}  {wording.size(each.size_bytes)}" for each in told.types[:_TYPES]]
    if told.left_out:
        lines.append(f"{told.left_out:,} other files would not be read: their type is unknown, or they are too large")
    if told.known:
        lines.append(f"{told.known:,} files are in the library already")
    if told.sampled:
        pages = f"about {told.pages:,} pages, " if told.pages else ""
        lines.append(
            f"{pages}about {told.passages:,} passages, about {wording.duration(told.seconds)}, about"
            f" {wording.size(told.disk_bytes)} on disk (measured on {told.sampled} of the files)"
        )
    return show(arguments, document, lines)
