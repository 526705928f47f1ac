"""The lowest depth: pages that are pictures → their text, page by page, when everything else is done.

Each page is kept as soon as it is recognised, so that stopping costs the page in hand; now and then, and at the end of
a file, the document is stored anew with what is known by then, and its new passages learned. Texts that were recognised
before become part of a file that is read again, also where no engine is here any more.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from onyx_desktop.documents import recognition
from onyx_desktop.documents.process import Limits, Readers
from onyx_desktop.domain import Phase, Recognised, Skipped, Step
from onyx_desktop.index import scans
from onyx_desktop.library.passages import read_recognised

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator
    from pathlib import Path
    from typing import Any

    from onyx_desktop.domain import File
    from onyx_desktop.index.database import Database
    from onyx_desktop.index.scans import Scan
    from onyx_desktop.settings import Settings

LANGUAGES = recognition.LANGUAGES
"""Two-letter codes of the languages that text may be recognised in."""

_PATIENCE = 5
"""A page may take so many times as long as reading a file may."""

_COMPOSED_PAGES = 25
"""So many pages of one file are recognised before its document is stored anew."""

_LEARNED_S = 120.0
"""At least so long, but for the end, between two times that new passages are learned."""


def engine(settings: Settings) -> recognition.Engine | None:
    """The engine that the settings want and this computer has."""
    return recognition.engine(settings.scan_language) if settings.recognise else None


class Recognising:
    """One run over everything that waits. `room` is called before each write and raises when the disk is full."""

    def __init__(self, database: Database, settings: Settings, room: Callable[[], None]) -> None:
        self._database = database
        self._engine = engine(settings)
        self._language = settings.scan_language
        self._room = room
        limits = Limits(
            deadline_s=_PATIENCE * settings.file_deadline_s,
            memory_mb=settings.reader_memory_mb,
            max_bytes=settings.max_file_mb << 20,
            runs_programs=self._engine is not None and self._engine.name == recognition.PROGRAM,
        )
        self._eyes: Readers[Recognised] = Readers(1, limits, recognition.page)
        self._cutters = Readers(1, limits, read_recognised)
        self.recognised = 0  # pages with text
        self.files = 0  # on disk, that had none before
        self._done = self._total = 0
        self._learned = time.monotonic()

    def run(
        self, held: Collection[int], learn: Callable[[], Generator[Step, None, Any]]
    ) -> Generator[Step, None, None]:
        """Recognise what waits. held: folders that shall wait longer. learn: makes vectors of new passages; a job."""
        key = self._engine.key if self._engine is not None else None
        waiting = [(scan, self._pages(scan)) for scan in scans.waiting(self._database, key, held)]
        self._total = sum(len(pages) for _, pages in waiting)
        fresh = False
        try:
            for scan, pages in waiting:
                fresh |= yield from self._one(scan, pages)
                if fresh and time.monotonic() - self._learned > _LEARNED_S:
                    yield from learn()
                    fresh, self._learned = False, time.monotonic()
            if fresh:
                yield from learn()
        finally:
            self._eyes.close()
            self._cutters.close()

    def _pages(self, scan: Scan) -> list[int]:
        return scans.pages(self._database, scan, self._engine.key) if self._engine is not None else []

    def _one(self, scan: Scan, pages: list[int]) -> Generator[Step, None, bool]:
        """Whether the file's document was stored anew."""
        fresh = False
        for place, number in enumerate(pages, 1):
            if not _same(scan.file):  # the next update reads it
                self._done += len(pages) - place + 1
                return fresh
            yield from self._page(scan, number)
            if place % _COMPOSED_PAGES == 0 and place < len(pages):
                fresh |= yield from self._compose(scan)
        return (yield from self._compose(scan)) or fresh

    def _page(self, scan: Scan, number: int) -> Generator[Step, None, None]:
        key = self._engine.key if self._engine is not None else ""
        yield self._step(scan.file.path)
        for outcome in self._eyes.ask([(scan.file, (number, scan.member, self._language))]):
            if outcome is None:
                yield self._step(scan.file.path)
                continue
            found = Recognised("") if isinstance(outcome, Skipped) else outcome[1]
            self._room()
            self.recognised += bool(found.text)
            scans.store(self._database, scan, number, key, found)
        self._done += 1

    def _compose(self, scan: Scan) -> Generator[Step, None, bool]:
        texts = scans.texts(self._database, scan)
        if not _same(scan.file):
            return False
        for outcome in self._cutters.ask([(scan.file, (scan.member, texts))] if texts else []):
            if outcome is None:
                yield self._step(scan.file.path)
            elif not isinstance(outcome, Skipped):
                self._room()
                self.files += scans.compose(self._database, scan, *outcome[1])
                return True
        scans.leave(self._database, scan)
        return False

    def _step(self, path: Path) -> Step:
        return Step(Phase.RECOGNISING, self._done, self._total, path)


def _same(file: File) -> bool:
    """Whether a file is still the one that was read."""
    try:
        now = os.stat(file.path)
    except OSError:
        return False
    return (now.st_size, now.st_mtime_ns) == (file.size_bytes, file.mtime_ns)
