"""A file as the walk saw it, and why one may not be searchable."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class File:
    """A path as the walk saw it; a path and a content are two things."""

    path: Path
    size_bytes: int
    mtime_ns: int
    inode: int = 0
    device: int = 0


class Reason(enum.Enum):
    """Why a file is not searchable. The value is what the catalog and `--json` say."""

    PASSWORD = "password"
    NO_TEXT = "no-text"
    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    UNSUPPORTED = "unsupported"
    NO_PERMISSION = "no-permission"
    TIMED_OUT = "timed-out"
    CRASHED = "crashed"
    EMPTY = "empty"
    VANISHED = "vanished"
    TOO_MUCH_INSIDE = "too-much-inside"
    ONLINE_ONLY = "online-only"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that could not be read: data, not an error. `detail` is for the report, never a document's text.

    scanned: the numbers of its pages that are pictures, where it has no text at all.
    """

    file: File
    reason: Reason
    detail: str = ""
    scanned: tuple[int, ...] = ()
