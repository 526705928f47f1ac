"""Paths and texts of a command line → a seed: what an answer shall be like, and which files it may come from."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from onyx_desktop.cli.progress import watch
from onyx_desktop.domain import Seed

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from onyx_desktop.library import Library

STDIN = Path("-")


def within(library: Library, paths: Sequence[Path]) -> Seed:
    """Each named file or folder may answer; "-": those of an earlier answer, read from stdin.

    Raises `NotInLibrary`.
    """
    named = [each for path in paths for each in (_listed(sys.stdin.read()) if path == STDIN else [path])]
    return Seed(within=(library.documents_in(named),) if paths else ())


def like(library: Library, arguments: argparse.Namespace) -> Seed:
    """What `onyx similar` was given; "-": a text from stdin. Raises what `Library.seed_of` raises."""
    if not arguments.paths and not arguments.text:
        arguments.refuse("a PATH or --text is needed")
    if arguments.page is not None and len(arguments.paths) != 1:
        arguments.refuse("--page needs one PATH")
    return Seed.joined(
        [
            *(
                Seed(texts=(sys.stdin.read(),)) if path == STDIN else watch(library.seed_of(path, arguments.page))
                for path in arguments.paths
            ),
            *(Seed(texts=(text,)) for text in arguments.text),
            within(library, arguments.within),
        ]
    )


def _listed(text: str) -> list[Path]:
    """The files of what `onyx search --json` printed, or a path a line."""
    try:
        answer = json.loads(text)
        return [Path(hit["path"]) for hit in answer["hits"]]
    except (ValueError, TypeError, KeyError):
        return [Path(line) for line in text.splitlines() if line.strip()]
