"""What indexing a folder would take, before it is begun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LARGE_FILES = 500
LARGE_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Counted:
    """A kind of files, or a folder inside the folder. name: the suffix with its dot, or the folder's name."""

    name: str
    files: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Quote:
    """files, size_bytes: what would be read and is not in the library yet. types, inside: the largest first.

    left_out: files that would not be read, by their type or size. known: files that are in the library already.
    sampled: how many files were read for it; 0 where nothing was measured, and then the figures below are 0 as well.
    pages: of files that have pages. seconds: until everything can be found by meaning. disk_bytes: of the index.
    """

    folder: Path
    files: int
    size_bytes: int
    types: tuple[Counted, ...]
    inside: tuple[Counted, ...]
    left_out: int
    known: int
    sampled: int = 0
    pages: int = 0
    passages: int = 0
    seconds: float = 0.0
    disk_bytes: int = 0

    @property
    def large(self) -> bool:
        """Whether a person would want to be told before it begins."""
        return self.files > LARGE_FILES or self.size_bytes > LARGE_BYTES
