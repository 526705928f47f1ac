"""An update as a whole: read, forget what is gone, embed, and keep Chroma equal to the matrix."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Depth, Phase, Step, Updated
from onyx_desktop.index import scans, words
from onyx_desktop.index.view import View
from onyx_desktop.library.drives import connected, devices
from onyx_desktop.library.embedding import Embedding
from onyx_desktop.library.meaning import prepare
from onyx_desktop.library.reading import Reading
from onyx_desktop.library.recognising import Recognising
from onyx_desktop.library.timing import remember, remembered, timed
from onyx_desktop.library.tokens import TokenRun, forget_others
from onyx_desktop.library.wearing import count_dead, renew, trim, worn

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

    from onyx_desktop.index.store import Store
    from onyx_desktop.library.choice import Choice
    from onyx_desktop.library.refiners import Refiners
    from onyx_desktop.settings import Settings

_PURGED_AT_ONCE = 200


class Update:
    """One update of one library."""

    def __init__(
        self, store: Store, settings: Settings, models: tuple[Choice, Refiners], room: Callable[[], None]
    ) -> None:
        self._store = store
        self._settings = settings
        self._choice, self._refiners = models
        self._room = room
        self._held: frozenset[int] = frozenset()

    def run(
        self, folders: Sequence[Path] | None, depth: Depth, gone: Sequence[Path] = ()
    ) -> Generator[Step, None, Updated]:
        """Folders (None: all that are there) up to a depth. gone: files to forget."""
        began = time.monotonic()
        self._room()
        self._held = self._paused(folders or ())
        if folders is None:
            # A drive that is not plugged in keeps its files in the catalog.
            known, there = self._store.catalog.folders(), devices(self._store.database)
            folders = [each for each, key in known.items() if key not in self._held and connected(each, there.get(key))]
        for done, total in words.renew(self._store.database):
            yield Step(Phase.CHECKING, done, total)
        recognising = Recognising(self._store.database, self._settings, self._room)
        reading = Reading(self._store.catalog, self._settings, self._room)
        yield from timed(reading.run(folders), lambda: reading.tally.chunks, self._chunks_a_second(depth))
        reading.forget(gone)
        embedded, reused = yield from self._deepen(depth)
        yield from self.purge()
        if depth is Depth.FULL:
            yield from recognising.run(self._held, self._learn)
            yield from self._mend_mirror()
        self._store.rest()
        tally = reading.tally
        return Updated(
            files=tally.files,
            indexed=tally.indexed + recognising.files,
            unchanged=tally.unchanged,
            moved=tally.moved,
            removed=tally.removed,
            skipped=max(0, tally.skipped - recognising.files),
            chunks=tally.chunks,
            embedded=embedded,
            reused=reused,
            recognised=recognising.recognised,
            seconds=time.monotonic() - began,
            depth=depth,
        )

    def _chunks_a_second(self, depth: Depth) -> float | None:
        if depth is not Depth.FULL:
            return None
        return remembered(self._store.database, self._choice.chosen.space.fingerprint)

    def _paused(self, named: Sequence[Path]) -> frozenset[int]:
        """The folders that a person holds; what is named for this update goes on."""
        held = set(self._settings.paused_folders)
        return frozenset(
            key
            for folder, key in self._store.catalog.folders().items()
            if str(folder) in held and not any(path.is_relative_to(folder) or folder in path.parents for path in named)
        )

    def embed(self, depth: Depth = Depth.FULL) -> Generator[Step, None, tuple[int, int]]:
        """Vectors of one depth for every document that lacks them: how many were made, how many were there."""
        if depth is Depth.STATIC:
            return (yield from self._skim()), 0
        meaning = self._choice.chosen
        tokens = self._choice.tokens(make=True)
        embedding = Embedding(self._store.database, meaning.space, meaning.mirror, tokens)
        began = time.monotonic()
        try:
            yield from embedding.run(self._room, self._held)
        finally:
            meaning.space.encoder.rest()
        remember(self._store.database, meaning.space.fingerprint, embedding.embedded, time.monotonic() - began)
        self._choice.settle()
        trim(self._store, meaning.space, self._choice.tokens())
        yield from prepare(self._store, meaning.space, self._settings.look)
        if (sparse := self._refiners.sparse) is not None:
            yield from sparse.build(self._room, self._held)
        yield from self._tokenise()
        return embedding.embedded, embedding.reused

    def _deepen(self, depth: Depth) -> Generator[Step, None, tuple[int, int]]:
        """Vectors of every depth up to this one; how many of the deepest were made, and how many were there."""
        counts = (0, 0)
        for each in (Depth.STATIC, Depth.FULL):
            if each <= depth:
                counts = yield from self.embed(each)
        return counts

    def _skim(self) -> Generator[Step, None, int]:
        """Static vectors for every document that has neither them nor the chosen model's; how many were made."""
        if (space := self._choice.static) is None:
            return 0
        self._choice.note(space)
        better = self._choice.chosen.space.fingerprint
        skimming = Embedding(self._store.database, space, None, better=better)
        yield from skimming.run(self._room, self._held)
        trim(self._store, space, None)
        return skimming.embedded

    def _learn(self) -> Generator[Step, None, None]:
        """Vectors of what was recognised; what it stood in before goes."""
        yield from self.embed()
        yield from self.purge()

    def _tokenise(self) -> Generator[Step, None, None]:
        """Token vectors for every document that lacks them, and none but those that the settings want."""
        tokens = self._choice.tokens(make=True)
        if tokens is not None:
            yield from TokenRun(self._store.database, tokens).run(self._room, self._held)
            forget_others(self._store, tokens.fingerprint)
        elif not self._settings.late:
            forget_others(self._store, None)

    def purge(self) -> Generator[Step, None, None]:
        """Delete the documents nobody points at any more, from Chroma first."""
        mirror = self._choice.chosen.mirror
        while orphans := self._store.catalog.orphans(_PURGED_AT_ONCE):
            rows = self._store.database.rows(
                f"SELECT id FROM chunks WHERE document_id IN ({', '.join('?' * len(orphans))})", orphans
            )
            mirror.delete(np.array([row[0] for row in rows], np.int64))  # together: each request takes its time
            for document in orphans:
                count_dead(self._store, len(self._store.catalog.purge(document)))
                yield Step(Phase.CHECKING)
        scans.purge(self._store.database)

    def _mend_mirror(self) -> Generator[Step, None, None]:
        """Fill Chroma again if it failed on the way or holds another number of vectors than it should."""
        meaning = self._choice.chosen
        if not meaning.mirror.used and self._store.graph_here and self._store.dense.there:
            return
        view = View(self._store.database, meaning.space.matrix)  # its own: the search lane is reading the other
        view.refresh()
        if not meaning.mirror.used and not len(view):
            return
        meaning.mirror.forget_others(self._choice.spaces())
        if not meaning.mirror.complete(view):
            yield from meaning.mirror.rebuild(view)
        if worn(self._store, len(view)):
            yield from renew(self._store, meaning.space.matrix, meaning.mirror.collection, view)
        if not self._store.graph_here and meaning.mirror.complete(view) and self._store.dense.there:
            self._store.dense.destroy()  # comes back from the matrix when it is wanted again
