"""A query → the nearest rows of a matrix: codes find candidates, the full vectors decide between them.

What the codes leave open is compared as it is stored: rows that have none yet, and all rows when a filter leaves few.
Figures are always those of the full vectors in float32, cut to the look's length.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from onyx_desktop.index.codes import Codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from onyx_desktop.domain import FloatArray, IntArray
    from onyx_desktop.index.codes import Codec, Lens
    from onyx_desktop.index.matrix import Matrix

_BLOCK_ROWS = 4096


class Scan:
    """The vectors of one matrix under one look."""

    def __init__(self, matrix: Matrix, lens: Lens | None, *, kept: bool) -> None:
        """kept: codes are kept on disk."""
        self._matrix = matrix
        self._lens = lens or _Plain(matrix.dimensions)
        self._codec = self._lens.codec
        self._stored: npt.NDArray[Any] = matrix.stored
        self._codes: Codes | None = None
        if self._codec is not None and not self._codec.stored:
            self._codes = Codes(matrix, self._lens, self._codec, kept=kept)

    @property
    def count(self) -> int:
        """The rows it knows."""
        return len(self._stored)

    @property
    def coded(self) -> int:
        """The first so many rows are found by their codes, all others by comparing them."""
        if self._codes is not None:
            return min(self._codes.count, self.count)
        return 0 if self._codec is None else self.count

    @property
    def size_bytes(self) -> int:
        """What a query has to go through to find its candidates."""
        plain = self.count if self._codes is None else self.count - self.coded
        codes = 0 if self._codes is None else self._codes.size_bytes
        return codes + plain * self._lens.dimensions * self._stored.itemsize

    def refresh(self) -> None:
        """Follow the matrix; until the next call this is what is searched, whatever is written or rewritten."""
        self._stored = self._matrix.stored
        if self._codes is not None:
            self._codes.refresh()

    def build(self) -> Iterator[int]:
        """Make all codes; yields how many rows are done."""
        if self._codes is not None:
            yield from self._codes.build()

    def nearest(self, query: FloatArray, rows: IntArray, limit: int) -> tuple[IntArray, FloatArray]:
        """Places in `rows` of candidates, at least the `limit` nearest, and how alike they are; both (m,)."""
        cut = self._lens.cut(query)
        coded, rest = np.flatnonzero(rows < self.coded), np.flatnonzero(rows >= self.coded)
        if self._codec is not None and len(coded) > (wanted := math.ceil(self._codec.oversampling * limit)):
            coded = coded[_best(self._scores(cut)[rows[coded]], wanted)]
        places = np.concatenate([coded, rest])
        sieve = self._lens.sieve
        if sieve is not None and len(places) > (wanted := math.ceil(sieve.oversampling * limit)):
            places = places[_best(sieve.scores(cut, self._stored[rows[places]]), wanted)]
        found = places, self.similarities(query, rows[places])
        if self._codes is not None:  # some thousand vectors in all corners of the file were looked at
            self._matrix.let_go()
        return found

    def similarities(self, query: FloatArray, rows: IntArray) -> FloatArray:
        """How alike a query vector and some rows are, exactly: (m,) float32."""
        cut = self._lens.cut(query)
        found = np.empty(len(rows), np.float32)
        for first in range(0, len(rows), _BLOCK_ROWS):
            block = slice(first, first + _BLOCK_ROWS)
            found[block] = self._lens.similarities(cut, self._lens.cut(self._stored[rows[block]]))
        return found

    def vectors(self, rows: IntArray) -> FloatArray:
        """Some rows as they are compared, cut to the look's length: (m, d) float32."""
        return self._lens.cut(self._stored[rows])

    def _scores(self, query: FloatArray) -> FloatArray:
        """Estimates for the coded rows."""
        if self._codes is not None:
            return self._codes.scores(query)
        assert self._codec is not None
        return self._codec.scores(query, self._stored)


def _best(scores: FloatArray, limit: int) -> IntArray:
    """The places of the `limit` best of more scores than that, in order of the rows."""
    return np.sort(np.argpartition(scores, len(scores) - limit)[-limit:])


@dataclass(frozen=True, slots=True)
class _Plain:
    """Full vectors, compared by the cosine."""

    dimensions: int
    codec: Codec | None = None
    sieve: Codec | None = None

    def cut(self, vectors: npt.NDArray[Any]) -> FloatArray:
        return np.asarray(vectors, np.float32)

    def similarities(self, query: FloatArray, vectors: FloatArray) -> FloatArray:
        found: FloatArray = vectors @ query
        return found
