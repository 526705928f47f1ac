"""A container (archive, mail, mailbox) → its own document, and those of the files that lie in it, to three levels.

A member is read by the reader that its name or content asks for, from memory, exactly as a file on disk would be. What
Onyx does not read at all is not listed; whatever else is not searchable is, with its reason. The limits (levels,
number, bytes, text, time) hold for the container as a whole, so that no bomb gets further than any large file. After a
crash the container is read once more without its members.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from onyx_desktop.documents import readers
from onyx_desktop.documents.formats import kind_of
from onyx_desktop.documents.inner import Inner, named
from onyx_desktop.documents.parts import DOCUMENT_CHARACTERS
from onyx_desktop.documents.source import Held
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Member, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onyx_desktop.documents.source import Source

LEVELS = 3
MOST_MEMBERS = 5_000
MOST_BYTES = 500 << 20
MEMBER_BYTES = 100 << 20
_SECONDS, _SECONDS_PER_MB = 40.0, 1.0  # of the processor: other programs may keep it busy
_HASH_BYTES = 16


def read(path: Path, again: bool = False) -> tuple[Document, list[Member]]:
    """A file and what lies in it. Raises as `readers.read`."""
    inside = readers.inside(path)
    if inside is None:
        return readers.read(path, again), []
    document = readers.read(path)
    seconds = _SECONDS + _SECONDS_PER_MB * path.stat().st_size / (1 << 20)
    reading = _Reading(time.process_time() + seconds, again)
    reading.take(inside, "", None, 1)
    return document, reading.members


def extract(path: Path, again: bool, *, member: str) -> bytes:
    """The bytes of a member, by its name in the library. Raises `Unreadable`: VANISHED where it is not there now."""
    held: Source = path
    rest = member
    for _ in range(LEVELS):
        inside = readers.inside(held)
        for name, inner in named(inside) if inside is not None else ():
            if rest == name or rest.startswith(f"{name}/"):
                data = inner.read(MEMBER_BYTES)
                if rest == name:
                    return data
                held, rest = Held(PurePosixPath(name).name, data), rest[len(name) + 1 :]
                break
        else:
            break
    raise Unreadable(Reason.VANISHED, "no such member")


@dataclass
class _Left:
    """What a container may still cost."""

    members: int = MOST_MEMBERS
    size_bytes: int = MOST_BYTES
    characters: int = DOCUMENT_CHARACTERS


class _Reading:
    """Reads one container; `members` in the order they were met, a container before what lies in it."""

    def __init__(self, ends_s: float, again: bool) -> None:
        self.members: list[Member] = []
        self._ends_s = ends_s
        self._again = again
        self._left = _Left()

    def take(self, inside: Iterator[Inner], folder: str, parent: int | None, level: int) -> None:
        """Read everything inside. folder: the names on the way there, with a slash at the end."""
        try:
            for name, inner in named(inside):
                if kind_of(PurePosixPath(name)) is None:
                    continue
                if self._left.members <= 0:
                    raise Unreadable(Reason.TOO_MUCH_INSIDE, f"more than {MOST_MEMBERS} files")
                self._left.members -= 1
                self._one(inner, name, folder, parent, level)
        except Unreadable as refused:
            rest = Member(f"{folder}(the rest)", 0, 0, b"", parent, reason=refused.reason, detail=refused.detail)
            self.members.append(rest)

    def _one(self, inner: Inner, name: str, folder: str, parent: int | None, level: int) -> None:
        data, document, held = b"", None, None
        scanned: tuple[int, ...] = ()
        try:
            data = self._bytes(inner, level)
            held = Held(PurePosixPath(name).name, data)
            document = readers.read(held)
            self._left.characters -= sum(len(page.text) for page in document.pages)
            reason, detail = None, ""
        except Unreadable as refused:
            if refused.reason is Reason.UNSUPPORTED and (kind_of(PurePosixPath(name)) or ("",))[0] == "picture":
                return  # the logo under a signature
            reason, detail, scanned = refused.reason, refused.detail, refused.scanned
        except MemoryError:
            reason, detail = Reason.TOO_LARGE, "MemoryError"
        except Exception as error:  # as for a file on disk: a reader's mistake costs its file, not the others
            reason, detail = Reason.DAMAGED, type(error).__name__
        digest = hashlib.blake2b(data, digest_size=_HASH_BYTES).digest()
        size_bytes = len(data) or inner.size_bytes
        facts = (folder + name, size_bytes, inner.mtime_ns, digest, parent, document)
        self.members.append(Member(*facts, reason=reason, detail=detail, scanned=scanned))
        if document is not None and held is not None and (inside := readers.inside(held)) is not None:
            self.take(inside, f"{folder}{name}/", len(self.members) - 1, level + 1)

    def _bytes(self, inner: Inner, level: int) -> bytes:
        """Raises `Unreadable` where a limit is reached."""
        if level > LEVELS:
            raise Unreadable(Reason.TOO_MUCH_INSIDE, f"more than {LEVELS} levels")
        if self._again:
            raise Unreadable(Reason.CRASHED, "while the files inside were read")
        if time.process_time() > self._ends_s:
            raise Unreadable(Reason.TIMED_OUT, "too many files inside")
        if self._left.size_bytes <= 0 or self._left.characters <= 0:
            raise Unreadable(Reason.TOO_MUCH_INSIDE, f"{MOST_BYTES >> 20} MB unpacked")
        data = inner.read(min(MEMBER_BYTES, self._left.size_bytes))
        self._left.size_bytes -= len(data)
        return data
