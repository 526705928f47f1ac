"""`Library.update(folders)` goes from files to hits, `Library.search(query)` comes back.

Made by `app.py` and `cli.py`, which hand it settings; knows no thread of its own. Opening it is quick: the model is
loaded when the first vector is needed, Chroma when there is something to write.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from onyx_desktop.domain import NO_SEED, Answer, Depth, Hit, Mode, Seed, Skipped, Span, Step, Updated
from onyx_desktop.errors import DiskFull, FolderMissing, OnyxError
from onyx_desktop.index.store import Store
from onyx_desktop.library import following, preview, seeding
from onyx_desktop.library.anchors import Anchors
from onyx_desktop.library.choice import Choice
from onyx_desktop.library.explain import Explain
from onyx_desktop.library.looks import all_looks, one_look
from onyx_desktop.library.members import Opened
from onyx_desktop.library.overview import Overview
from onyx_desktop.library.pulling import to_the_end
from onyx_desktop.library.reading import limits_of
from onyx_desktop.library.refiners import Refiners, choosing
from onyx_desktop.library.searches import Searches
from onyx_desktop.library.shelves import Shelves
from onyx_desktop.library.update import Update
from onyx_desktop.library.verify import Report, Verify
from onyx_desktop.models.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator, Sequence

    from onyx_desktop.domain import Asked, Explanation, Look, ModelCard
    from onyx_desktop.library.looks import LookFigures
    from onyx_desktop.library.shelves import ModelState, Speed
    from onyx_desktop.library.status import FolderState, Status
    from onyx_desktop.paths import Home
    from onyx_desktop.settings import Settings

_LEAST_FREE_BYTES = 64 << 20


class Library:
    """One data folder, open. One thread may search and ask while another updates."""

    def __init__(self, home: Home, settings: Settings, *, write: bool) -> None:
        """Use `open`."""
        home.create()
        self._home, self._writes, self._settings = home, write, settings
        self.store = Store(home.data, write=write)
        self._shelf = Shelf(home.models)
        self.refiners = Refiners(self.store, self._shelf, settings)
        self.choice = Choice(self.store, self._shelf, settings, self.refiners)
        self.overview = Overview(self.store, self.choice, lambda: self._settings)
        self.searches, self.anchors = Searches(home.data), Anchors(self.store)
        self._opened = Opened(home.data)
        if write:
            self._opened.clear()
        self._shelves = Shelves(self.store, self._shelf, self.choice)

    @classmethod
    def open(cls, home: Home, settings: Settings, *, write: bool = True) -> Library:
        """Open the library of a data folder.

        Raises `IndexInUse` if `write` and another process writes, `IndexTooNew`, `IndexDamaged`.
        """
        return cls(home, settings, write=write)

    def close(self) -> None:
        """End the child processes and let the next writer in."""
        if self._writes:
            self._opened.clear()
        self.store.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def settings(self) -> Settings:
        """What it works by."""
        return self._settings

    def apply(self, settings: Settings) -> None:
        """Take other settings at once: how vectors are looked at, speed, and the model.

        A model whose vectors are not complete is built by the next update while the one before answers, and so are the
        terms of a sparse model. Raises `ModelMissing`, `ModelDamaged`, `ModelUnfit`; the old settings then stay.
        """
        self.refiners.check(settings)
        self.choice.apply(settings)
        self.refiners.apply(settings)
        self._settings = settings

    def folders(self) -> list[FolderState]:
        """Every folder with its counts."""
        return self.overview.folders(self._settings.paused_folders)

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
            update = self._updating()
            return (yield from update.run(folders, depth))

    def follow(self, changed: Collection[Path]) -> Generator[Step, None, Updated]:
        """Bring the index up to date with changed, new and deleted paths in its folders; a job, as `update`."""
        there, gone = following.sorted_out(self.store, changed, self._settings.paused_folders)
        with self._disk_errors():
            return (yield from self._updating().run(there, Depth.FULL, gone))

    def embed(self, depth: Depth = Depth.FULL) -> Generator[Step, None, int]:
        """Vectors of a depth for every document that lacks them; an update does it too. Returns how many were made."""
        embedded, _ = yield from self._updating().embed(depth)
        return embedded

    def tidy(self) -> Generator[Step, None, None]:
        """Delete what nobody points at any more; an update does it too."""
        yield from self._updating().purge()

    def search(self, query: str, limit: int = 10, mode: Mode = Mode.AUTO, seed: Seed = NO_SEED) -> Answer:
        """The passages that answer, best first. seed: what they shall be like besides, and where they may come from."""
        return to_the_end(self.better(query, limit, mode, seed))

    def first(self, query: str, limit: int = 10, mode: Mode = Mode.AUTO, seed: Seed = NO_SEED) -> Answer:
        """As `search`, without waiting for a reranker; `Answer.reading` says whether `better` will change the order."""
        return self.choice.answering.search.first(query, limit, mode, seed)

    def better(
        self, query: str, limit: int = 10, mode: Mode = Mode.AUTO, seed: Seed = NO_SEED
    ) -> Generator[Step, None, Answer]:
        """As `search`; a job that can be let go between two passages that a reranker reads."""
        return self.choice.answering.search.better(query, limit, mode, seed)

    def seed_of(self, path: Path, page: int | None = None) -> Generator[Step, None, Seed]:
        """What is like a file, in the library or not, or like one of its pages; a job. Raises what `seeding` says."""
        return seeding.seed_of(self.store, self._settings, _absolute(path), page)

    def documents_in(self, paths: Sequence[Path]) -> frozenset[int]:
        """The documents of files and folders, to search within. Raises `NotInLibrary`."""
        return seeding.documents_in(self.store, map(_absolute, paths))

    def more(
        self, document_id: int, query: str, limit: int = 10, mode: Mode = Mode.AUTO, seed: Seed = NO_SEED
    ) -> tuple[Hit, ...]:
        """The other passages of a document, best first: those that `search` with as many hits counts in `Hit.more`."""
        return to_the_end(self.choice.answering.search.more(document_id, query, limit, mode, seed))

    def explain(self, asked: Asked) -> Explanation:
        """Why a file is among the results of a question, or why not. Raises `FileMissing`, `NotAFile`."""
        late = self.choice.late
        return Explain(self.store, self.choice.answering, self._settings.excluded, late).explain(asked)

    def ranked_documents(self, query: str, mode: Mode = Mode.AUTO) -> list[int]:
        """The ids of the documents that hold candidates, by their best passage: what measuring needs."""
        return self.choice.answering.search.documents(query, mode)

    def passage(self, hit: Hit, query: str = "") -> preview.Passage | None:
        """The text around a hit, with the words it shares with the query; None if the document is gone."""
        return preview.passage(self.store.database, hit, self.choice.answering.search.marks(hit, query))

    def openable(self, path: Path, *, drawn: bool = False) -> Path | None:
        """A file for other programs, or a PDF to show: itself, or a copy; None if gone. Raises `FileUnreadable`."""
        limits = limits_of(self._settings)
        return self._opened.drawable(path, limits) if drawn else self._opened.copy(path, limits)

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
            count += self.store.catalog.note_gone(self._files_in(path))
        return count

    def unread(self, path: Path) -> Generator[Step, None, None]:
        """Forget what was read in a folder, so that the next update reads it again; a job. Vectors are kept."""
        self.store.catalog.note_gone(self._files_in(path))
        yield from self.tidy()

    def status(self) -> Status:
        """The library in numbers."""
        return self.overview.status(self._settings, self._home.data)

    def models(self) -> list[ModelState]:
        """Every model of the catalogue and every imported one, with what it is to this library."""
        return self._shelves.models(self._settings)

    def choosing(self, model_id: str) -> dict[str, str]:
        """The settings that change when this model is chosen, the first names it. Raises as `Shelf.find`."""
        return choosing(self._settings, self._shelf.find(model_id)[0].kind, model_id)

    def failures(self) -> tuple[OnyxError, ...]:
        """Why chosen models that refine the search, or a server, are left out of it, as far as it is known."""
        return (*self.refiners.failures.values(), *self.choice.failures)

    def install(self, model_id: str) -> Generator[Step, None, ModelCard]:
        """Download a model of the catalogue; a job. Raises what `Shelf.install` raises."""
        return self._shelves.install(model_id, self._settings)

    def import_model(self, path: Path) -> Generator[Step, None, ModelCard]:
        """Take a model from a folder, a zip or a file of word vectors; a job. Raises what the shelf raises."""
        return self._shelves.import_model(path)

    def remove_model(self, model_id: str) -> None:
        """Delete a model and its vectors. Raises `ModelInUse`, `ModelMissing`."""
        self._shelves.remove(model_id, self._settings)

    def verify_model(self, model_id: str) -> None:
        """Read every file of a model again. Raises `ModelMissing`, `ModelDamaged`."""
        self._shelf.verify(model_id)

    def drop_vectors(self, model_id: str) -> int:
        """Delete the vectors of a model that neither answers nor is being built; returns the bytes that freed."""
        return self.choice.drop(model_id)

    def speed(self, model_id: str) -> Generator[Step, None, Speed]:
        """Time a model on 20 passages of this library; a job."""
        return self._shelves.speed(model_id)

    def looks(self) -> Generator[Step, None, list[LookFigures]]:
        """What every length and precision costs and keeps, on this library's own passages; a job."""
        return all_looks(self.store, self.choice.answering.space, self._settings.look)

    def look_figures(self, look: Look) -> Generator[Step, None, LookFigures]:
        """As `looks`, for one look; a job."""
        return one_look(self.store, self.choice.answering.space, look)

    def verify(self, repair: bool) -> Generator[Step, None, Report]:
        """Check that everything derived agrees with the truth; with `repair`, make it so without embedding again."""
        with self._disk_errors():
            return (yield from Verify(self.store, *self.choice.kept()).run(repair))

    def _files_in(self, path: Path) -> list[Path]:
        """The known files at or below a path."""
        return [
            each
            for folder, key in self.store.catalog.folders().items()
            if folder == path or folder in path.parents or path in folder.parents
            for each in self.store.catalog.files(key)
            if each.is_relative_to(path)
        ]

    def _updating(self) -> Update:
        return Update(self.store, self._settings, (self.choice, self.refiners), self._room)

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
