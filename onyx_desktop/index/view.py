"""What is searchable now: the live chunks, held as arrays, and their cosines with a query.

A chunk is live while a file points at its document. The view follows the catalog: additions are appended, anything else
reloads it. Exact search is a matrix product over all rows; up to `exact_limit` chunks the vectors stay in memory as
float32, above that they are read block by block from the float16 file.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.domain import BoolArray, Filters, FloatArray, IntArray
    from onyx_desktop.index.database import Database
    from onyx_desktop.index.matrix import Matrix

_ABSENT = -1
_CHUNKS = (
    "SELECT chunks.id, chunks.document_id, vector_key FROM chunks WHERE chunks.id > ? AND EXISTS"
    " (SELECT 1 FROM files WHERE files.document_id = chunks.document_id) ORDER BY chunks.id"
)


class View:
    """The live chunks in the order of their ids. For one thread: another one makes its own.

    chunk_ids, document_ids: (n,) int64. rows: (n,) int64 rows of the matrix, -1 where not embedded yet.
    """

    def __init__(self, database: Database, matrix: Matrix, exact_limit: int) -> None:
        self._database = database
        self._matrix = matrix
        self._exact_limit = exact_limit
        self._guard = threading.Lock()
        self._state: tuple[int, int, int] = (-1, 0, 0)
        self._held = np.empty((0, matrix.dimensions), np.float32)
        self._held_rows = 0
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
            state = (int(row[0]), int(row[1]), len(self._matrix))
            if state == self._state:
                return
            if state[0] != self._state[0] or state[2] < self._state[2]:
                self._clear()
            self._extend(self._database.rows(_CHUNKS, (int(self.chunk_ids[-1]) if len(self) else 0,)))
            waiting = np.flatnonzero(self.rows == _ABSENT)
            if len(waiting):
                self.rows[waiting] = self._matrix.rows_of([bytes(key) for key in self._keys[waiting]])
            self._hold()
            self._state = state

    def positions(self, chunk_ids: IntArray) -> tuple[IntArray, BoolArray]:
        """Where chunks stand in the view, and which of them are live at all."""
        if not len(self):
            return np.zeros(len(chunk_ids), np.int64), np.zeros(len(chunk_ids), np.bool_)
        places = np.minimum(np.searchsorted(self.chunk_ids, chunk_ids), len(self) - 1)
        return places, self.chunk_ids[places] == chunk_ids

    def cosines(self, query: FloatArray) -> FloatArray:
        """The cosine of every live chunk with a query vector of length 1: (n,) float32, NaN where not embedded."""
        cosines = np.full(len(self), np.nan, np.float32)
        embedded = self.rows != _ABSENT
        if not embedded.any():
            return cosines
        if self._held_rows:  # all rows the view knows; the writer may have added more since
            by_row = self._held[: self._held_rows] @ query
        else:
            by_row = np.concatenate([block @ query for _, block in self._matrix.blocks()])
        cosines[embedded] = by_row[self.rows[embedded]]
        return cosines

    def cosines_at(self, query: FloatArray, positions: IntArray) -> FloatArray:
        """As `cosines`, but only at some positions: (m,) float32, NaN where not embedded."""
        rows = self.rows[positions]
        cosines = np.full(len(positions), np.nan, np.float32)
        embedded = rows != _ABSENT
        cosines[embedded] = self._matrix.vectors(rows[embedded]) @ query
        return cosines

    def mask(self, filters: Filters) -> BoolArray:
        """Which live chunks belong to a file that passes the filters: (n,) bool."""
        if not filters:
            return np.ones(len(self), np.bool_)
        where, values = conditions(filters)
        rows = self._database.rows(
            f"SELECT DISTINCT document_id FROM files WHERE document_id IS NOT NULL AND {where}", values
        )
        return np.isin(self.document_ids, np.array([row[0] for row in rows], np.int64))

    def _clear(self) -> None:
        self.chunk_ids: IntArray = np.empty(0, np.int64)
        self.document_ids: IntArray = np.empty(0, np.int64)
        self.rows: IntArray = np.empty(0, np.int64)
        self._keys = np.empty(0, "V16")
        self._held_rows = 0

    def _extend(self, rows: Sequence[tuple[int, int, bytes]]) -> None:
        if not rows:
            return
        ids, documents, keys = zip(*rows, strict=True)
        self.chunk_ids = np.concatenate([self.chunk_ids, np.array(ids, np.int64)])
        self.document_ids = np.concatenate([self.document_ids, np.array(documents, np.int64)])
        self._keys = np.concatenate([self._keys, np.frombuffer(b"".join(keys), "V16")])
        self.rows = np.concatenate([self.rows, np.full(len(rows), _ABSENT, np.int64)])

    def _hold(self) -> None:
        """Keep the vectors in memory while they are few; the store doubles, so that growing costs little."""
        count = len(self._matrix)
        if count > self._exact_limit:
            self._held, self._held_rows = np.empty((0, self._matrix.dimensions), np.float32), 0
            return
        if count > len(self._held):
            larger = np.empty((max(count, 2 * len(self._held)), self._matrix.dimensions), np.float32)
            larger[: self._held_rows] = self._held[: self._held_rows]
            self._held = larger
        if count > self._held_rows:
            self._held[self._held_rows : count] = self._matrix.vectors(np.arange(self._held_rows, count))
            self._held_rows = count


def conditions(filters: Filters) -> tuple[str, list[object]]:
    """A WHERE clause over the table `files`, with its values."""
    parts: list[str] = ["1"]
    values: list[object] = []
    for suffixes, word in ((filters.types, "IN"), (filters.not_types, "NOT IN")):
        if suffixes:
            parts.append(f"suffix {word} ({', '.join('?' * len(suffixes))})")
            values += sorted(suffixes)
    for folders, word in ((filters.folders, ""), (filters.not_folders, "NOT ")):
        for folder in folders:
            patterns = _folder_patterns(folder)
            match = " OR ".join(["replace(CAST(path AS TEXT), '\\', '/') LIKE ? ESCAPE '!'"] * len(patterns))
            parts.append(f"{word}({match})")
            values += patterns
    for bound, sign in ((filters.after_ns, ">="), (filters.before_ns, "<")):
        if bound is not None:
            parts.append(f"mtime_ns {sign} ?")
            values.append(bound)
    return " AND ".join(parts), values


def _folder_patterns(folder: str) -> list[str]:
    """LIKE patterns for a folder at any depth; LIKE ignores case for ASCII only, so other letters come in variants."""
    clean = folder.replace("\\", "/").rstrip("/")
    for special in "!%_":
        clean = clean.replace(special, "!" + special)
    rooted = clean.startswith("/") or clean[1:2] == ":"
    variants = dict.fromkeys((clean, clean.lower(), clean.upper(), clean.title()))
    return [f"{each}/%" if rooted else f"%/{each.strip('/')}/%" for each in variants]
