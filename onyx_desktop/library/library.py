"""`Library.update(folders)` goes from files to hits, `Library.search(query)` comes back.

Made by `app.py` and `cli.py`, which hand it settings; knows no thread of its own. Opening it is quick: the model is
loaded when the first vector is needed, Chroma when there is something to write.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from onyx_desktop.domain import Answer, Depth, Hit, Mode, Skipped, Span, Step, Updated
from onyx_desktop.errors import DiskFull, FolderMissing
from onyx_desktop.index.store import Store
from onyx_desktop.library import preview
from onyx_desktop.library.meaning import Meaning, load
from onyx_desktop.library.status import FolderState, Status
from onyx_desktop.library.update import Update
from onyx_desktop.library.verify import Report, Verify
from onyx_desktop.models.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from onyx_desktop.paths import Home
    from onyx_desktop.settings import Settings

_LEAST_FREE_BYTES = 64 << 20


class Library:
    """One data folder, open. One thread may search and ask while another updates."""

    def __init__(self, home: Home, settings: Settings, *, write: bool) -> None:
        """Use `open`."""
        home.create()
        self._home = home
        self._settings = settings
        self._loading = threading.Lock()
        self._meaning: Meaning | None = None
        self.store = Store(home.data, write=write)

    @classmethod
    def open(cls, home: Home, settings: Settings, *, write: bool = True) -> Library:
        """Open the library of a data folder.

        Raises `IndexInUse` if `write` and another process writes, `IndexTooNew`, `IndexDamaged`.
        """
        return cls(home, settings, write=write)

    def close(self) -> None:
        """End the child processes and let the next writer in."""
        self.store.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def meaning(self) -> Meaning:
        """The chosen model. Raises `ModelMissing`, `ModelDamaged`."""
        with self._loading:
            if self._meaning is None:
                self._meaning = load(self.store, Shelf(self._home.models), self._settings)
            return self._meaning

    def folders(self) -> list[FolderState]:
        """Every folder with its counts."""
        rows = self.store.database.rows(
            "SELECT folder_id, count(*), count(document_id), count(reason),"
            " count(document_id) FILTER (WHERE EXISTS (SELECT 1 FROM marks WHERE marks.document_id = files.document_id"
            " AND fingerprint = ?)) FROM files GROUP BY folder_id",
            (self.meaning.encoder.fingerprint,),
        )
        counts = {row[0]: row[1:] for row in rows}
        states = []
        for path, key in self.store.catalog.folders().items():
            files, searchable, skipped, embedded = counts.get(key, (0, 0, 0, 0))
            states.append(FolderState(path, files, searchable, embedded, skipped, path.exists()))
        return states

    def add_folder(self, path: Path) -> None:
        """Make a folder part of the library; the next update reads it. Raises `FolderMissing`."""
        self.store.catalog.add_folder(_existing(path))

    def remove_folder(self, path: Path) -> int:
        """Take a folder out; its passages are gone from results at once. Returns how many files it had."""
        return self.store.catalog.remove_folder(path)

    def update(self, paths: Sequence[Path] | None = None, depth: Depth = Depth.FULL) -> Generator[Step, None, Updated]:
        """Bring the index up to date with the folders (None: all of them); a job, see `jobs`.

        Raises `FolderMissing` for a named path that is not there, `DiskFull`, `ModelMissing`, `ModelDamaged`.
        """
        folders = [_existing(path) for path in paths] if paths is not None else None
        with self._disk_errors():
            update = Update(self.store, self._settings, lambda: self.meaning, self._room)
            return (yield from update.run(folders, depth))

    def embed(self) -> Generator[Step, None, int]:
        """Vectors for every document that lacks them; an update does it too."""
        return (yield from Update(self.store, self._settings, lambda: self.meaning, self._room).embed())

    def tidy(self) -> Generator[Step, None, None]:
        """Delete what nobody points at any more; an update does it too."""
        yield from Update(self.store, self._settings, lambda: self.meaning, self._room).purge()

    def search(self, query: str, limit: int = 10, mode: Mode = Mode.AUTO) -> Answer:
        """The passages that answer, best first."""
        return self.meaning.search.answer(query, limit, mode)

    def ranked_documents(self, query: str, mode: Mode = Mode.AUTO) -> list[int]:
        """The ids of the documents that hold candidates, by their best passage: what measuring needs."""
        return self.meaning.search.documents(query, mode)

    def passage(self, hit: Hit, query: str = "") -> preview.Passage | None:
        """The text around a hit, with the words it shares with the query; None if the document is gone."""
        return preview.passage(self.store.database, hit, self.meaning.search.marks(hit, query))

    def locate(self, shown: str, ours: str, spans: Sequence[Span]) -> list[Span]:
        """Spans of our page text → spans of the text another engine shows for that page."""
        return preview.locate(shown, ours, spans)

    def problems(self) -> list[Skipped]:
        """The files that could not be read."""
        return self.store.catalog.problems()

    def retry(self, paths: Sequence[Path]) -> None:
        """Read refused files again at the next update."""
        self.store.catalog.retry(paths)

    def forget(self, paths: Sequence[Path]) -> int:
        """Take folders, or single files, out of the index; the files themselves are not touched."""
        count = 0
        for path in map(_absolute, paths):
            folders = self.store.catalog.folders()
            inside = [folder for folder in folders if folder == path or path in folder.parents]
            count += sum(self.store.catalog.remove_folder(folder) for folder in inside)
            for folder, key in folders.items():
                if folder in path.parents:
                    known = [each for each in self.store.catalog.files(key) if each == path or path in each.parents]
                    count += self.store.catalog.note_gone(known)
        return count

    def status(self) -> Status:
        """The library in numbers."""
        folders = tuple(self.folders())
        documents, chunks = self.store.database.row(
            "SELECT count(DISTINCT chunks.document_id), count(*) FROM chunks"
            " WHERE document_id IN (SELECT document_id FROM files)"
        )
        return Status(
            folders=folders,
            files=sum(folder.files for folder in folders),
            searchable=sum(folder.searchable for folder in folders),
            embedded=sum(folder.embedded for folder in folders),
            skipped=sum(folder.skipped for folder in folders),
            documents=documents,
            chunks=chunks,
            model=self._settings.model,
            dimensions=self.meaning.encoder.dimensions,
            data_folder=self._home.data,
            sizes=self.store.sizes(),
        )

    def verify(self, repair: bool) -> Generator[Step, None, Report]:
        """Check that everything derived agrees with the truth; with `repair`, make it so without embedding again."""
        with self._disk_errors():
            return (yield from Verify(self.store, self.meaning.encoder, self.meaning.matrix).run(repair))

    def _room(self) -> None:
        if self.store.free_bytes() < _LEAST_FREE_BYTES:
            raise DiskFull(self._home.data)

    @contextlib.contextmanager
    def _disk_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise DiskFull(self._home.data) from error
            raise


def _existing(path: Path) -> Path:
    absolute = _absolute(path)
    if not absolute.exists():
        raise FolderMissing(path)
    return absolute


def _absolute(path: Path) -> Path:
    """Without `..`, links kept: what the person named is what is shown."""
    return Path(os.path.abspath(path.expanduser()))
