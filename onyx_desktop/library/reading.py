"""Depths 0 and 1: folders → files → documents → chunks → words in the catalog.

Unchanged files cost a stat, moved and copied ones no reading. What a tenth of a second brings is committed together,
a large file by itself, so that a crash costs no more than that; what was listed but not read waits for the next run.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onyx_desktop.documents.formats import supported
from onyx_desktop.documents.process import Limits, Readers
from onyx_desktop.documents.readers import RENEWED, VERSION
from onyx_desktop.domain import File, Member, Phase, Reason, Skipped, Step
from onyx_desktop.files.changes import Known, compare, content_hash
from onyx_desktop.files.walk import leaving_out, walk
from onyx_desktop.library.passages import Read, read_and_split

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from pathlib import Path

    from onyx_desktop.index.catalog import Catalog, FileRow
    from onyx_desktop.settings import Settings

_TICK_S = 0.1
_AT_ONCE = 50
_COMMITTED_CHUNKS = 200
"""So many passages are committed without waiting for more."""

_FILE_BYTES = 20_000  # opening a file takes as long as reading about so much of one
_RETRIED = {Reason.NO_PERMISSION, Reason.VANISHED, Reason.ONLINE_ONLY}
"""Reasons that can pass without the file changing; tried again at every update."""


@dataclass
class Tally:
    """What an update has done so far; mutable, private to one run."""

    files: int = 0
    unchanged: int = 0
    moved: int = 0
    removed: int = 0
    indexed: int = 0
    skipped: int = 0
    chunks: int = 0
    embedded: int = 0
    began: float = field(default_factory=time.monotonic)


class Reading:
    """One run over some folders. `room` is called before each write and raises when the disk is full."""

    def __init__(self, catalog: Catalog, settings: Settings, room: Callable[[], None]) -> None:
        self.tally = Tally()
        self._catalog = catalog
        self._settings = settings
        self._room = room
        self._done = self._total = 0
        self._bytes_done = self._bytes = 0

    def run(self, folders: Iterable[Path]) -> Generator[Step, None, None]:
        """Count all folders, then read what is new, small and recent files first."""
        self._catalog.retry_for(VERSION, RENEWED)
        waiting: dict[Path, File] = {}
        for folder in folders:
            yield from self._look(folder, waiting)
        self._total, self._bytes = len(waiting), sum(map(self._cost, waiting.values()))
        readers = Readers(self._settings.threads, limits_of(self._settings), read_and_split)
        try:
            yield from self._read(readers, sorted(waiting.values(), key=_urgency))
        finally:
            readers.close()

    def forget(self, gone: Iterable[Path]) -> None:
        """Take files out that are not there any more; after the reading, so that what moved is still known."""
        self.tally.removed += self._catalog.note_gone(gone)

    def _look(self, folder: Path, waiting: dict[Path, File]) -> Generator[Step, None, None]:
        """Walk a folder and write down what is there; adds the files to read to `waiting`."""
        folder_id = self._catalog.add_folder(folder)
        known = {path: row for path, row in self._catalog.files(folder_id).items() if _within(path, folder)}
        found: list[File] = []
        refused: list[Skipped] = []
        last = time.monotonic()
        root = next(path for path, key in self._catalog.folders().items() if key == folder_id)
        for entry in walk(folder, self._settings.excluded, root):
            if isinstance(entry, Skipped):
                refused.append(entry)
            else:
                found.append(entry)
            if time.monotonic() - last > _TICK_S:
                last = time.monotonic()
                yield Step(Phase.COUNTING, done=self.tally.files + len(found), path=folder)
        self.tally.files += len(found) + len(refused)
        unreadable = {skipped.file.path for skipped in refused}
        changes = compare(_compared(known, unreadable), found)
        self._room()
        self._catalog.note_found(folder_id, [*changes.new, *(skipped.file for skipped in refused)], changes.moved)
        self.tally.moved += len(changes.moved)
        self.tally.removed += self._catalog.note_gone(changes.gone)
        for skipped in refused:
            self._catalog.note_skipped(skipped)
            self.tally.skipped += 1
        again = [file for file in changes.unchanged if _waits(known[file.path])]
        self.tally.unchanged += len(changes.unchanged) - len(again)
        waiting.update((file.path, file) for file in (*changes.new, *changes.changed, *again))
        waiting.update((file.path, file) for old, file in changes.moved if _waits(known[old]))

    def _read(self, readers: Readers[Read], files: list[File]) -> Generator[Step, None, None]:
        """Nothing that was read waits over a yield: who pauses or stops there loses nothing."""
        hashes: dict[Path, bytes] = {}
        outcomes = readers.read(self._unknown(files, hashes))
        gathered: list[tuple[File, bytes, Read]] = []
        last = 0.0
        path: Path | None = None
        for outcome in outcomes:
            if isinstance(outcome, Skipped):
                path = outcome.file.path
                self._refuse(outcome, hashes.pop(path, b""))
            elif outcome is not None:
                file, (document, chunks, inside) = outcome
                path = file.path
                members = self._wanted(file, inside)
                if len(members) > _AT_ONCE:
                    self._store(gathered)
                    for _ in self._ahead(members):
                        yield self._step(path)
                gathered.append((file, hashes.pop(path), (document, chunks, members)))
            if outcome is None or time.monotonic() - last > _TICK_S:
                self._store(gathered)
                last = time.monotonic()
                yield self._step(path)
            elif sum(len(read[1]) for _, _, read in gathered) > _COMMITTED_CHUNKS:
                self._store(gathered)
        self._store(gathered)
        yield self._step(None)

    def _step(self, path: Path | None) -> Step:
        share = min(1.0, self._bytes_done / self._bytes) if self._bytes else 1.0
        return Step(Phase.READING, self._done, self._total, path, share=share)

    def _cost(self, file: File) -> int:
        """What reading a file is worth in the share: its bytes, or nothing where it is refused unread."""
        wanted = supported(file.path) and file.size_bytes <= self._settings.max_file_mb << 20
        return file.size_bytes + _FILE_BYTES if wanted else 0

    def _unknown(self, files: list[File], hashes: dict[Path, bytes]) -> Iterator[File]:
        """The files whose content the catalog does not know; the others are linked in passing."""
        for file in files:
            if not supported(file.path):  # before the hash: nobody wants every film on the disk read
                self._refuse(Skipped(file, Reason.UNSUPPORTED, file.path.suffix.lower()))
                continue
            if file.size_bytes > self._settings.max_file_mb << 20:
                self._refuse(Skipped(file, Reason.TOO_LARGE, f"{file.size_bytes} bytes"))
                continue
            try:
                content = content_hash(file.path)
            except OSError as error:
                self._refuse(Skipped(file, _reason(error)))
                continue
            document = self._catalog.document_with(content)
            if document is None:
                hashes[file.path] = content
                yield file
            else:
                self._room()
                self._catalog.link(file, document)
                self.tally.indexed += 1
                self._count(file)

    def _store(self, gathered: list[tuple[File, bytes, Read]]) -> None:
        """Store what was read, in one transaction: each has its price, and a thousand notes would pay it each."""
        if not gathered:
            return
        self._room()
        with self._catalog.database.transaction():
            for file, content, (document, chunks, members) in gathered:
                if not _changed_meanwhile(file):  # else the next update sees it as changed and reads it again
                    self._catalog.add_document(file, content, document, chunks, members)
                    self.tally.chunks += len(chunks) + sum(len(each.chunks) for each in members)
                    self.tally.indexed += 1
                self._count(file)
        gathered.clear()

    def _ahead(self, members: list[Member]) -> Iterator[None]:
        """Store many members' documents one by one, so that a large archive holds nobody up for seconds.

        Nobody points at them until their archive is stored; after a crash before that, they are purged.
        """
        last = time.monotonic()
        for each in members:
            if each.document is not None:
                self._room()
                self._catalog.keep(each.content_hash, each.document, each.chunks)
            if time.monotonic() - last > _TICK_S:
                yield
                last = time.monotonic()

    def _wanted(self, file: File, members: list[Member]) -> list[Member]:
        """The members that nobody leaves out; one that lies in such a one is left out with it."""
        if not members:
            return members
        kept: list[Member] = []
        places: dict[int, int] = {}
        leave_out = leaving_out(file.path, self._settings.excluded)
        for place, each in enumerate(members):
            path = file.path.joinpath(*each.name.split("/"))
            lies_in = None if each.parent is None else places.get(each.parent)
            orphaned = each.parent is not None and lies_in is None
            if not orphaned and leave_out(path) is None:
                places[place] = len(kept)
                kept.append(replace(each, parent=lies_in))
        return kept

    def _refuse(self, skipped: Skipped, content: bytes = b"") -> None:
        self._catalog.note_skipped(skipped, content)
        self.tally.skipped += 1
        self._count(skipped.file)

    def _count(self, file: File) -> None:
        self._done += 1
        self._bytes_done += self._cost(file)


def limits_of(settings: Settings) -> Limits:
    """What one file may cost."""
    return Limits(settings.file_deadline_s, settings.reader_memory_mb, settings.max_file_mb << 20)


def _within(path: Path, folder: Path) -> bool:
    return path == folder or folder in path.parents


def _compared(known: dict[Path, FileRow], unreadable: set[Path]) -> dict[Path, Known]:
    """What to compare the walk with; a file in a folder that can't be read just now is not gone."""
    return {
        path: Known(row.file.size_bytes, row.file.mtime_ns, row.file.inode, row.file.device)
        for path, row in known.items()
        if not unreadable or (path not in unreadable and unreadable.isdisjoint(path.parents))
    }


def _waits(row: FileRow) -> bool:
    return row.waiting or row.reason in _RETRIED


def _urgency(file: File) -> tuple[bool, int]:
    """Small files first, and among them the recent ones."""
    return file.size_bytes > 2 << 20, -file.mtime_ns


def _reason(error: OSError) -> Reason:
    if isinstance(error, FileNotFoundError):
        return Reason.VANISHED
    return Reason.NO_PERMISSION if isinstance(error, PermissionError) else Reason.DAMAGED


def _changed_meanwhile(file: File) -> bool:
    try:
        now = os.stat(file.path)
    except OSError:
        return True
    return (now.st_size, now.st_mtime_ns) != (file.size_bytes, file.mtime_ns)
