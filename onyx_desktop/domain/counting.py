"""What a library holds, counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Subfolder:
    """A folder inside a folder of the library, with all that lies below it. searchable: files readable by words.

    opens: there are folders in it.
    """

    path: Path
    files: int
    searchable: int
    skipped: int
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Facets:
    """What searchable files are, each with how many: suffixes with their dot and language codes, the most first.

    years: of the last change, the newest first.
    """

    types: tuple[tuple[str, int], ...] = ()
    languages: tuple[tuple[str, int], ...] = ()
    years: tuple[tuple[int, int], ...] = ()
