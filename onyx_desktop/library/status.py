"""The library in numbers, for the window and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class FolderState:
    """A folder of the library. searchable: files readable by words; embedded: also by meaning.

    skimmed: by meaning, if only by static vectors.

    available: it is there, its drive is plugged in. paused: a person holds it.
    """

    path: Path
    files: int
    searchable: int
    embedded: int
    skipped: int
    available: bool = True
    paused: bool = False
    skimmed: int = 0


@dataclass(frozen=True, slots=True)
class Status:
    """The library in numbers.

    model: the chosen one; answering: the one that a search asks, another only while the chosen one is being built.
    dimensions, precision: how its vectors are looked at. sizes: bytes by part ("catalog", "matrix", "tokens", …).
    scanned: pages that are pictures and wait for text recognition; recognised: those on which text was. recogniser:
    what recognises them; "" where nothing is here that could, or it is switched off. skimmed: files that are searchable
    by meaning, if only by static vectors.
    """

    folders: tuple[FolderState, ...]
    files: int
    searchable: int
    embedded: int
    skipped: int
    documents: int
    chunks: int
    model: str
    answering: str
    dimensions: int
    precision: str
    data_folder: Path
    sizes: Mapping[str, int]
    scanned: int = 0
    recognised: int = 0
    recogniser: str = ""
    skimmed: int = 0
