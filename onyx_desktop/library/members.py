"""A member's path (`mail.eml/contract.pdf`) → the file on disk that holds it, and a copy of it that can be opened.

A copy is made when a person opens a member, by a reader process like any other reading of strange files, into the data
folder and nowhere else; it is read-only, so that nobody works on what will be gone. Copies go when the library is
opened for writing the next time and when it is closed. Pictures are shown as copies, too: as the pages of a PDF.
"""

from __future__ import annotations

import functools
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from onyx_desktop.documents import recognition
from onyx_desktop.documents.process import Limits, Readers
from onyx_desktop.documents.unpack import extract
from onyx_desktop.domain import File, Skipped
from onyx_desktop.errors import FileUnreadable

if TYPE_CHECKING:
    from collections.abc import Callable

_FOLDER = "opened"


def on_disk(path: Path) -> Path | None:
    """The file itself, or the one on disk in which it lies; None where neither is there."""
    return next((each for each in (path, *path.parents) if each.is_file()), None)


class Opened:
    """The copies that were made to be opened."""

    def __init__(self, data: Path) -> None:
        self._folder = data / _FOLDER
        self._made: dict[tuple[Path, Path, int], Path] = {}

    def copy(self, path: Path, limits: Limits) -> Path | None:
        """A file that programs can open: itself, or a copy of a member; None where it is not there any more.

        The same copy as long as the file on disk is the same.

        Raises `FileUnreadable` for a member that can't be unpacked.
        """
        disk = on_disk(path)
        return disk if disk is None or disk == path else self._copied(disk, path, path.name, extract, limits)

    def drawable(self, path: Path, limits: Limits) -> Path | None:
        """A PDF that can be shown: the file itself, or a copy of a member or of a picture. As `copy`."""
        disk = on_disk(path)
        if disk is None or path.suffix.lower() == ".pdf":
            return self.copy(path, limits)
        return self._copied(disk, path, f"{path.name}.pdf", recognition.as_pdf, limits)

    def _copied(self, disk: Path, path: Path, name: str, make: Callable[..., bytes], limits: Limits) -> Path:
        key = (disk, path.with_name(name), disk.stat().st_mtime_ns)
        if key in self._made and self._made[key].exists():
            return self._made[key]
        data = _made(disk, "" if disk == path else path.relative_to(disk).as_posix(), make, limits)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=self._folder)) / name
        made.write_bytes(data)
        made.chmod(0o400)
        self._made[key] = made
        return made

    def clear(self) -> None:
        """Delete every copy; one that a program holds on to goes the next time."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _made(disk: Path, member: str, make: Callable[..., bytes], limits: Limits) -> bytes:
    status = disk.stat()
    readers: Readers[bytes] = Readers(1, limits, functools.partial(make, member=member))
    try:
        outcomes = readers.read([File(disk, status.st_size, status.st_mtime_ns)])
        (outcome,) = [each for each in outcomes if each is not None]
    finally:
        readers.close()
    if isinstance(outcome, Skipped):
        raise FileUnreadable(disk / member, outcome.reason)
    return outcome[1]
