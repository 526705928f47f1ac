"""A file in a file, before it is read: its name made harmless, its date, and how to get its bytes up to a limit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from onyx_desktop.documents.parts import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SEPARATORS = re.compile(r"[/\\]+")
_FORBIDDEN = re.compile(r'[\t\n:*?"<>|]')
_LONGEST_NAME = 100
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Inner:
    """name: as the container has it. size_bytes: as it claims; mtime_ns: 0 where nobody knows.

    read: its bytes, at most so many. Raises `Unreadable` (PASSWORD, TOO_LARGE, TOO_MUCH_INSIDE, DAMAGED).
    """

    name: str
    size_bytes: int
    mtime_ns: int
    read: Callable[[int], bytes]


def named(found: Iterator[Inner]) -> Iterator[tuple[str, Inner]]:
    """Each with the name it has in the library: inside its container, harmless as a path, and given only once.

    The same container always gives the same names. Hidden ones are left out, as on disk.
    """
    given: set[str] = set()
    for inner in found:
        parts = [_part(part) for part in _SEPARATORS.split(inner.name) if part.strip(". ")][-_DEEPEST:]
        if not parts or any(part.startswith(".") or part == "__MACOSX" for part in parts):
            continue
        path = PurePosixPath(*parts)
        name, number = str(path), 1
        while name in given:
            number += 1
            name = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
        given.add(name)
        yield name, inner


def _part(part: str) -> str:
    """One name of a path, without what file systems refuse; the suffix is kept where the rest is cut."""
    bare = " ".join(_FORBIDDEN.sub(" ", clean(part)).split())
    if len(bare) <= _LONGEST_NAME:
        return bare or "_"
    suffix = PurePosixPath(bare).suffix[:20]
    return bare[: _LONGEST_NAME - len(suffix)].rstrip() + suffix
