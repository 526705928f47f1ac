"""What a reader reads: a file on disk (`pathlib.Path` is one) or one that lies in another and is held in memory.

A member of an archive or a mail is never written to disk to be read: readers may run where nothing can be written.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Literal, Protocol


class Source(Protocol):
    """As much of a path as readers need."""

    @property
    def name(self) -> str:
        """The file's name."""

    @property
    def stem(self) -> str:
        """The name without its suffix."""

    @property
    def suffix(self) -> str:
        """The suffix with its dot."""

    def read_bytes(self) -> bytes:
        """All of it. Raises OSError."""

    def open(self, mode: Literal["rb"], /) -> IO[bytes]:
        """It as a stream. Raises OSError."""


@dataclass(frozen=True, slots=True)
class Held:
    """A file in memory. name: without folders."""

    name: str
    data: bytes

    @property
    def stem(self) -> str:
        """The name without its suffix."""
        return PurePosixPath(self.name).stem

    @property
    def suffix(self) -> str:
        """The suffix with its dot."""
        return PurePosixPath(self.name).suffix

    def read_bytes(self) -> bytes:
        """All of it."""
        return self.data

    def open(self, mode: Literal["rb"], /) -> IO[bytes]:
        """It as a stream."""
        return io.BytesIO(self.data)
