"""Chroma kept equal to the matrix: what is derived may break, and is then made again without embedding.

A failure of Chroma never fails an update: the index is destroyed and filled again at the end of the update
or by `verify --repair`. Until then the exact search answers alone, and so it does while the child starts, which takes
a second or more: no question waits for that.
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import FloatArray, IntArray, Phase, Step
from onyx_desktop.errors import OnyxError
from onyx_desktop.index.dense import DenseIndexDamaged

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator

    from onyx_desktop.index.matrix import Matrix
    from onyx_desktop.index.store import Store
    from onyx_desktop.index.view import View

_BATCH = 2000


class Mirror:
    """One model's collection in Chroma, for the process that holds the writer's lock."""

    def __init__(self, store: Store, matrix: Matrix, fingerprint: str, least_chunks: int = 0) -> None:
        """least_chunks: it is worth asking when there are more than these; fewer are compared one by one."""
        self.collection = self._fingerprint = fingerprint
        self.least_chunks = least_chunks
        self._store = store
        self._matrix = matrix
        self._dense = store.dense
        self.used = False
        self.broken = False
        self.lost = ""  # why a server does not answer, see `Served`
        self.awake = store.served is not None
        self._waking: threading.Thread | None = None

    def upsert(self, chunk_ids: IntArray, rows: IntArray) -> None:
        """Store the vectors (rows of the matrix) of some chunks; both (n,)."""
        self._try(lambda: self._dense.upsert(self.collection, chunk_ids, self._matrix.vectors(rows)))

    def delete(self, chunk_ids: IntArray) -> None:
        """Forget some chunks, in the collections of all models."""

        def delete() -> None:
            for name in self._dense.collections():
                self._dense.delete(name, chunk_ids)

        self._try(delete)

    def nearest(self, query: FloatArray, limit: int) -> IntArray | None:
        """The ids of the chunks nearest to a query vector; None when Chroma can't be asked, by readers, or not yet."""
        if not self._store.writable and self._store.served is None:
            return None
        if not self.awake:
            self._wake(query)
            return None
        found: list[IntArray] = []
        self._try(lambda: found.append(self._dense.query(self.collection, query, limit)[0]))
        return found[0] if found else None

    def _wake(self, query: FloatArray) -> None:
        """Start Chroma and let it load its graph, on a thread that is gone afterwards."""
        if self._waking is None:
            self._waking = threading.Thread(target=self._ask_once, args=(query,), name="onyx-chroma-wakes", daemon=True)
            self._waking.start()

    def _ask_once(self, query: FloatArray) -> None:
        with contextlib.suppress(RuntimeError, OnyxError):  # closed meanwhile; or what the next question will be told
            self._try(lambda: self._dense.query(self.collection, query, 1))
        self.awake = True

    def complete(self, view: View) -> bool:
        """Whether nothing failed and Chroma holds as many vectors as there are live, embedded chunks."""
        counts: list[int] = []
        self._try(lambda: counts.append(self._dense.count(self.collection)))
        return counts == [len(embedded(view)[0])]

    def agrees(self, view: View) -> bool:
        """Whether Chroma holds exactly the live, embedded chunks, and a sample of them finds itself."""
        chunk_ids, rows = embedded(view)
        try:
            stored = self._dense.ids(self.collection)
            if not np.array_equal(np.sort(stored), chunk_ids):
                return False
            sample = np.linspace(0, len(chunk_ids) - 1, min(20, len(chunk_ids)), dtype=np.int64)
            return not len(sample) or self._dense.healthy(
                self.collection, chunk_ids[sample], self._matrix.vectors(rows[sample])
            )
        except DenseIndexDamaged:
            self.broken = True
            return False

    def forget_others(self, fingerprints: Collection[str]) -> None:
        """Drop the collections of models whose vectors are not kept any more."""

        def drop() -> None:
            for name in self._dense.collections():
                if name not in fingerprints and name != self.collection:
                    self._dense.drop(name)

        self._try(drop)

    def rebuild(self, view: View) -> Generator[Step, None, None]:
        """Make the collection anew from the matrix."""
        chunk_ids, rows = embedded(view)
        if self.broken:
            self._dense.destroy()  # with the collections of other models, which come back at their next update
        else:
            self._dense.drop(self.collection)
        self.broken = False
        for first in range(0, len(chunk_ids), _BATCH):
            part = slice(first, first + _BATCH)
            self.upsert(chunk_ids[part], rows[part])
            yield Step(Phase.CHECKING, min(first + _BATCH, len(chunk_ids)), len(chunk_ids))

    def _try(self, act: Callable[[], object]) -> bool:
        """Whether it went well."""
        self.used = True
        if self.broken:
            return False
        try:
            act()
        except DenseIndexDamaged:
            self.broken = True
        return not self.broken


class Without(Mirror):
    """No copy at all: a compact index, where the exact search over codes answers alone."""

    def upsert(self, chunk_ids: IntArray, rows: IntArray) -> None:
        """Nothing."""

    def delete(self, chunk_ids: IntArray) -> None:
        """Nothing."""

    def nearest(self, query: FloatArray, limit: int) -> IntArray | None:
        """Nothing that could be asked."""
        return None

    def complete(self, view: View) -> bool:
        """Nothing is missing."""
        return True

    def agrees(self, view: View) -> bool:
        """Nothing could be wrong."""
        return True

    def forget_others(self, fingerprints: Collection[str]) -> None:
        """Nothing is kept."""


def embedded(view: View) -> tuple[IntArray, IntArray]:
    """The ids of the live chunks that have a vector, and its row in the matrix; both (n,)."""
    there = view.rows >= 0
    return view.chunk_ids[there], view.rows[there]
