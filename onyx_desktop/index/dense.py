"""Vectors and ids → Chroma → nearest ids: the client of the child process in `chroma_child.py`.

Chroma is in a folder of this computer, or a server that a person chose. It is derived either way: it holds ids and
vectors and comes back from the matrix at any time, without embedding. So nothing here repairs: the child has a deadline
for every request, a child that dies or falls silent is replaced once and the request repeated (every request may be
repeated without harm), and what fails then is `DenseIndexDamaged`, on which the caller calls `destroy()` and fills the
index again. A server that does not answer is `DenseIndexLost`, and nothing of it is destroyed. Refuses vectors that are
not finite or of no length, which would quietly bend the graph, and texts for a folder: only a server is given them.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from onyx_desktop.errors import DiskFull, IndexInUse
from onyx_desktop.index import chroma_child as child
from onyx_desktop.index.chroma_folder import InUse, owning
from onyx_desktop.index.chroma_process import CLOSE_S, ChildProcess, Turn, deadline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onyx_desktop.domain import FloatArray, IntArray, Server

BATCH = 128  # rows a request: some 100 ms, the longest that a query waits for the writer
_DELETED = 1000  # ids a request: they cost less than rows
_PAGE = 50_000  # ids a request
_START_S, _READ_S, _WRITE_S = 60.0, 60.0, 180.0  # the first read loads the graph; every 5,000th write saves it
_SERVER_QUERY_S = 10.0
_EQUALS = 10  # a vector may have this many equals before `healthy` stops looking for itself among them
_SAME = 1e-3  # cosine: what float16 in the matrix and float32 in the graph may differ by


Beside = tuple["FloatArray", list[str], list[dict[str, Any]]]
"""Vectors (n, dim) float32, and the texts and facts that were given with them, n each."""


class DenseIndexDamaged(Exception):
    """Chroma failed, or its child died or fell silent twice running (args: folder, what it said).

    Not an `OnyxError`, because no person can do anything about it: the library destroys the index and fills it again
    from the matrix.
    """


class DenseIndexLost(DenseIndexDamaged):
    """The server can't be reached, does not let us in or fails (args: its address, why in a few words)."""


class DenseIndex:
    """One place of Chroma collections, each for one model fingerprint and length. Safe from any thread.

    Only one `DenseIndex` in one process may use a folder (`IndexInUse` otherwise). Making one starts nothing; the child
    starts with the first request.
    """

    def __init__(self, place: Path | Server) -> None:
        """place: a folder of this computer, or a server."""
        self._place = place.absolute() if isinstance(place, Path) else place
        self._turn = Turn()
        self._child: ChildProcess | None = None
        self._closed = False

    @property
    def there(self) -> bool:
        """Whether there is anything on disk; somebody may have deleted it, or left it on another computer."""
        return not isinstance(self._place, Path) or self._place.exists()

    def upsert(
        self,
        collection: str,
        ids: IntArray,
        vectors: FloatArray,
        texts: Sequence[str] = (),
        facts: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        """Put vectors (n, dim) float32 under ids (n,) int64, new or not; makes the collection.

        texts, facts: what a server is given beside each vector, n of them, or none.

        Sent in batches of 128, so that a query need not wait long; a failure leaves whole batches behind. Raises
        `ValueError` for shapes that don't fit (also the collection's), repeated ids, vectors not finite or zero;
        `DenseIndexDamaged`, `DiskFull`, `IndexInUse`.
        """
        _check(ids, vectors)
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            rows = np.ascontiguousarray(vectors[part], np.float32)
            beside = (list(texts[part]), list(facts[part])) if texts else ()
            self._ask("upsert", _WRITE_S, collection, np.ascontiguousarray(ids[part], np.int64), rows, *beside)

    def delete(self, collection: str, ids: IntArray) -> None:
        """Remove ids (n,); ids and collections that are not there are no error. Raises as `upsert`.

        Chroma never reuses the place of a deleted vector: fill a new collection when a fifth is gone.
        """
        for start in range(0, len(ids), _DELETED):
            part = np.ascontiguousarray(ids[start : start + _DELETED], np.int64)
            self._ask("delete", _WRITE_S, collection, part)

    def query(self, collection: str, vector: FloatArray, limit: int) -> tuple[IntArray, FloatArray]:
        """Ids (k,) int64 and cosines (k,) float32 of the nearest to `vector` (dim,), best first, k ≤ limit.

        Approximate: a few of a long list may be missed. Empty arrays when there is nothing to find. Raises `ValueError`
        for a vector of the wrong shape; `DenseIndexDamaged`, `IndexInUse`.
        """
        if vector.ndim != 1:
            raise ValueError(f"one vector (dim,), not {vector.shape}")
        if limit < 1:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        limit_s = _READ_S if isinstance(self._place, Path) else _SERVER_QUERY_S
        found: list[tuple[IntArray, FloatArray]] = self._ask(
            "query", limit_s, collection, vector[None].astype(np.float32), limit
        )
        return found[0]

    def count(self, collection: str) -> int:
        """How many vectors the collection holds; 0 if there is none of that name."""
        return int(self._ask("count", _READ_S, collection))

    def ids(self, collection: str) -> IntArray:
        """All ids (n,) int64, ascending."""
        pages = [np.empty(0, np.int64)]
        while len(page := self._ask("ids", _READ_S, collection, sum(map(len, pages)), _PAGE)):
            pages.append(page)
        return np.unique(np.concatenate(pages))

    def read(self, collection: str, after: int, limit: int) -> Beside:
        """Vectors (n, dim) float32, texts and facts from place `after` on, in Chroma's order; n ≤ limit."""
        found: Beside = self._ask("read", _READ_S, collection, after, limit)
        return found

    def drop(self, collection: str) -> None:
        """Forget a collection if it is there; its files go when the child starts next."""
        self._ask("drop", _WRITE_S, collection)

    def collections(self) -> list[str]:
        """Name all collections."""
        names: list[str] = self._ask("collections", _READ_S)
        return names

    def healthy(
        self, collection: str, sample_ids: IntArray, sample_vectors: FloatArray, expected: int | None = None
    ) -> bool:
        """Whether each of sample_vectors (s, dim) finds itself first, or among its equals; damage is often silent.

        expected: how many vectors there must be; at least the sample if not given. False also for a store that can't be
        opened or read. Call it after opening and after a repair, but don't repair in a loop: the graph is approximate,
        and now and then a vector among many deleted ones can't be reached.
        """
        if len(sample_ids) != len(sample_vectors):
            raise ValueError(f"{len(sample_ids)} ids for {len(sample_vectors)} vectors")
        try:
            count = self.count(collection)
            if count < len(sample_ids) or (expected is not None and count != expected):
                return False
            vectors = np.ascontiguousarray(sample_vectors, np.float32)
            found = self._ask("query", _READ_S, collection, vectors, _EQUALS) if len(vectors) else []
        except DenseIndexDamaged:
            return False
        return all(_finds(wanted, each, count) for wanted, each in zip(sample_ids.tolist(), found, strict=True))

    def rest(self) -> None:
        """End the child and give its memory back; the next request starts another."""
        with self._turn:
            self._stop()

    def destroy(self) -> None:
        """End the child and delete the folder with all that Chroma left in it; the next request begins a new one.

        Raises `IndexInUse` when another process has the folder open.
        """
        assert isinstance(self._place, Path), "a server's other collections are not ours"
        with self._turn:
            self._stop()
            if self._place.exists():
                try:
                    with owning(self._place, CLOSE_S):
                        shutil.rmtree(self._place)
                except InUse as error:
                    raise IndexInUse(self._place) from error

    def successor(self) -> DenseIndex:
        """An empty index beside this folder, to be filled and given to `take`; what an earlier one left is gone."""
        assert isinstance(self._place, Path), "a server looks after its own files"
        made = DenseIndex(self._place.with_name(self._place.name + ".new"))
        made.destroy()
        return made

    def take(self, successor: DenseIndex) -> None:
        """Put a successor's files in place of these; both children end before.

        A crash on the way leaves no files here, or these. Raises `IndexInUse`.
        """
        assert isinstance(self._place, Path)
        assert isinstance(successor._place, Path)
        successor.close()
        old = self._place.with_name(self._place.name + ".old")
        with self._turn:
            self._stop()
            try:
                with owning(self._place, CLOSE_S):
                    shutil.rmtree(old, ignore_errors=True)
                    if self._place.exists():
                        self._place.rename(old)
                    successor._place.rename(self._place)
            except InUse as error:
                raise IndexInUse(self._place) from error
        shutil.rmtree(old, ignore_errors=True)

    def remove(self) -> None:
        """Delete the files of an index that is closed, and its lock."""
        assert isinstance(self._place, Path)
        shutil.rmtree(self._place, ignore_errors=True)
        self._place.with_name(self._place.name + ".lock").unlink(missing_ok=True)

    def close(self) -> None:
        """End the child, also one that hangs; requests in hand and later ones raise `RuntimeError`. Idempotent."""
        self._closed = True
        running = self._child
        with deadline(CLOSE_S, running.kill) if running else contextlib.nullcontext(), self._turn:
            self._stop()

    def _ask(self, name: str, limit_s: float, *arguments: Any) -> Any:  # noqa: ANN401 - the public methods are typed
        """Request and answer in turn. Raises as the public methods say."""
        with self._turn:
            kind, value = self._answer(name, limit_s, arguments)
            if kind not in {child.OK, child.WRONG}:
                self._stop()
        if kind == child.OK:
            return value
        if kind == child.WRONG:
            raise ValueError(value)
        if kind == child.IN_USE:
            raise IndexInUse(self._place)
        if not isinstance(self._place, Path):
            raise DenseIndexLost(self._place.address, value)
        raise (DiskFull if kind == child.FULL else DenseIndexDamaged)(self._place, value)

    def _answer(self, name: str, limit_s: float, arguments: tuple[Any, ...]) -> tuple[str, Any]:
        """Ask the child, starting it if need be; once more with a new one if it dies or falls silent.

        A server that falls silent is not waited for a second time; one that was started again is asked again.
        """
        server = not isinstance(self._place, Path)
        for trial in range(2):
            if self._closed:
                raise RuntimeError("the index is closed")
            new = self._child is None
            try:
                if self._child is None:
                    self._child = ChildProcess(self._place, _START_S)
                    opened = self._child.receive(_START_S)
                    if opened[0] != child.OK:
                        return opened
                answer = self._child.ask(limit_s, (name, limit_s, *arguments))
                if answer[0] != child.LOST or new or trial:
                    return answer
                self._stop()
            except (EOFError, OSError):
                self._stop()
                if server:
                    return child.LOST, "it did not answer in time"
            except BaseException:  # Ctrl-C between question and answer: the next question must not get this answer
                self._stop()
                raise
        return child.DAMAGED, "the child was lost twice"

    def _stop(self) -> None:
        if self._child is not None:
            self._child.stop()
            self._child = None


def _finds(wanted: int, found: tuple[IntArray, FloatArray], count: int) -> bool:
    """Whether `wanted` is among the equals of its vector, or these are more than were asked for."""
    ids, cosines = found
    equal = cosines > 1.0 - _SAME
    return bool(wanted in ids[equal] or (equal.all() and len(ids) == _EQUALS < count))


def _check(ids: IntArray, vectors: FloatArray) -> None:
    if vectors.ndim != 2 or ids.shape != vectors.shape[:1]:
        raise ValueError(f"ids {ids.shape} and vectors {vectors.shape} are not (n,) and (n, dim)")
    if len(np.unique(ids)) != len(ids):
        raise ValueError("ids repeat")
    lengths = np.linalg.norm(vectors, axis=1)
    if not (np.isfinite(lengths) & (lengths > 0)).all():
        raise ValueError("a vector is not finite or has no length")
