"""What is searchable now: the live chunks, held as arrays, and those nearest to a query.

A chunk is live while a file points at its document. The view follows the catalog: additions are appended, anything else
reloads it. Filters are masks over it; how vectors are compared is the matter of `scan`.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Phase, Step
from onyx_desktop.index.filters import conditions, passages
from onyx_desktop.index.scan import Scan

if TYPE_CHECKING:
    from collections.abc import Generator

    from onyx_desktop.domain import BoolArray, Filters, FloatArray, IntArray
    from onyx_desktop.index.codes import Lens
    from onyx_desktop.index.database import Database
    from onyx_desktop.index.matrix import Matrix

_ABSENT = -1
_AT_ONCE = 50_000
_CHUNKS = """
SELECT count(*), max(id), group_concat(id), group_concat(document_id), group_concat(hex(vector_key), '')
FROM (SELECT id, document_id, vector_key FROM chunks WHERE id > ? ORDER BY id LIMIT ?)
"""
"""As three texts, because a million rows as objects of Python take seconds and a quarter of a gigabyte."""
_LIVE = "SELECT DISTINCT document_id FROM files WHERE document_id IS NOT NULL"


class View:
    """The live chunks in the order of their ids. For one thread: another one makes its own.

    chunk_ids, document_ids: (n,) int64. keys: (n,) the 16 bytes that name what is embedded. rows: (n,) int64 rows of
    the matrix, -1 where not embedded yet. state: another one after everything that changed any of them.
    """

    def __init__(self, database: Database, matrix: Matrix, lens: Lens | None = None, *, kept: bool = True) -> None:
        """lens: how the vectors are looked at; None: in full, by the cosine. kept: codes are kept on disk."""
        self._database = database
        self._matrix = matrix
        self._scan = Scan(matrix, lens, kept=kept)
        self._guard = threading.Lock()
        self.state: tuple[int, int, int, int] = (-1, 0, 0, 0)
        self._clear()

    def __len__(self) -> int:
        return len(self.chunk_ids)

    def refresh(self) -> None:
        """Follow what has been written since the last call."""
        with self._guard:
            self._matrix.refresh()
            row = self._database.row(
                "SELECT coalesce((SELECT value FROM facts WHERE key = 'reshaped'), 0), coalesce(max(id), 0) FROM chunks"
            )
            generation = self._matrix.generation  # before its rows are taken, so that a rewrite meanwhile is noticed
            self._scan.refresh()
            state = (int(row[0]), int(row[1]), self._scan.count, generation)
            if state == self.state:
                return
            if (state[0], state[3]) != (self.state[0], self.state[3]):
                self._clear()
            self._extend(int(self.chunk_ids[-1]) if len(self) else 0)
            waiting = np.flatnonzero(self.rows == _ABSENT)
            if len(waiting):
                rows = self._matrix.rows_of(self.keys[waiting])
                self.rows[waiting] = np.where(rows < self._scan.count, rows, _ABSENT)
            self.state = state

    def positions(self, chunk_ids: IntArray) -> tuple[IntArray, BoolArray]:
        """Where chunks stand in the view, and which of them are live at all."""
        if not len(self):
            return np.zeros(len(chunk_ids), np.int64), np.zeros(len(chunk_ids), np.bool_)
        places = np.minimum(np.searchsorted(self.chunk_ids, chunk_ids), len(self) - 1)
        return places, self.chunk_ids[places] == chunk_ids

    def nearest(self, query: FloatArray, allowed: BoolArray, limit: int) -> FloatArray:
        """How alike a query vector and the nearest allowed chunks are: (n,) float32, NaN where not a candidate.

        At least the `limit` best are candidates, as far as the look's precision finds them; their figures are exact.
        """
        found = np.full(len(self), np.nan, np.float32)
        usable = np.flatnonzero(allowed & (self.rows != _ABSENT))
        candidates, similarities = self._scan.nearest(query, self.rows[usable], limit)
        found[usable[candidates]] = similarities
        return found

    def cosines(self, query: FloatArray) -> FloatArray:
        """How alike a query vector and every live chunk are, exactly: (n,) float32, NaN where not embedded."""
        return self.cosines_at(query, np.arange(len(self)))

    def cosines_at(self, query: FloatArray, positions: IntArray) -> FloatArray:
        """As `cosines`, but only at some positions: (m,) float32, NaN where not embedded."""
        rows = self.rows[positions]
        cosines = np.full(len(positions), np.nan, np.float32)
        embedded = rows != _ABSENT
        cosines[embedded] = self._scan.similarities(query, rows[embedded])
        return cosines

    def vectors_at(self, positions: IntArray) -> FloatArray:
        """The vectors of live chunks as they are compared, made length 1: (m, d) float32, rows of 0 if not embedded."""
        rows = self.rows[positions]
        embedded = np.flatnonzero(rows != _ABSENT)
        found = self._scan.vectors(rows[embedded])
        vectors = np.zeros((len(positions), found.shape[1]), np.float32)
        vectors[embedded] = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), np.finfo(np.float32).tiny)
        return vectors

    def prepare(self) -> Generator[Step, None, None]:
        """Make what the look's precision needs and keep it on disk, where other views find it; a job."""
        self.refresh()
        for done in self._scan.build():
            yield Step(Phase.EMBEDDING, done, len(self._matrix))

    @property
    def coded(self) -> int:
        """How many stored vectors are found by their codes; none where there are too few to learn from."""
        return self._scan.coded

    @property
    def searched_bytes(self) -> int:
        """What a query has to go through to find its candidates."""
        return self._scan.size_bytes

    def mask(self, filters: Filters) -> BoolArray:
        """Which live chunks belong to a file that passes the filters, and are on a page that does: (n,) bool."""
        if not filters:
            return np.ones(len(self), np.bool_)
        where, values = conditions(filters)
        rows = self._database.rows(
            f"SELECT DISTINCT document_id FROM files WHERE document_id IS NOT NULL AND {where}", values
        )
        passing = np.isin(self.document_ids, np.array([row[0] for row in rows], np.int64))
        on_pages = passages(filters)
        if on_pages is not None:
            where, values = on_pages
            rows = self._database.rows(
                # In this order, else SQLite looks at every passage: ten times as long for a million.
                "SELECT chunks.id FROM documents CROSS JOIN pages ON pages.document_id = documents.id"
                f" CROSS JOIN chunks ON chunks.page_id = pages.id WHERE {where}",
                values,
            )
            passing &= np.isin(self.chunk_ids, np.array([row[0] for row in rows], np.int64))
        return passing

    def _clear(self) -> None:
        self.chunk_ids: IntArray = np.empty(0, np.int64)
        self.document_ids: IntArray = np.empty(0, np.int64)
        self.rows: IntArray = np.empty(0, np.int64)
        self.keys = np.empty(0, "V16")

    def _extend(self, after: int) -> None:
        """Take the live chunks of ids beyond `after`."""
        ids, documents, keys = [self.chunk_ids], [self.document_ids], [self.keys]
        count = _AT_ONCE
        while count == _AT_ONCE:
            count, last, *texts = self._database.row(_CHUNKS, (after, _AT_ONCE))
            if count:
                after = last
                ids.append(np.array(texts[0].split(","), np.int64))
                documents.append(np.array(texts[1].split(","), np.int64))
                keys.append(np.frombuffer(bytes.fromhex(texts[2]), "V16"))
        if len(ids) == 1:
            return
        known = len(self.chunk_ids)
        found, of, named = (np.concatenate(each) for each in (ids, documents, keys))
        live = np.isin(of, np.array([row[0] for row in self._database.rows(_LIVE)], np.int64))
        live[:known] = True
        self.chunk_ids, self.document_ids, self.keys = found[live], of[live], named[live]
        self.rows = np.concatenate([self.rows, np.full(len(self.chunk_ids) - known, _ABSENT, np.int64)])
