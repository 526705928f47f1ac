"""A table of tokens and a teacher's vectors of texts → a table whose means point where the teacher's vectors point.

As Model2Vec's tokenlearn does it: a text's vector is the sum of the rows of its tokens, so a row can be moved by how
far the sums miss. Minimised is 1 - cosine, so the length of a row is free to become the token's importance. Adam
(Kingma, Ba, arXiv 1412.6980) over the rows that a batch touches, the rate falling to 0. numpy alone; the same texts in
the same order give the same table, but for the last bits.

The teacher's vectors are cut to the table's width along their own principal components, not centred: a cosine is what
must stay.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onyx_desktop.domain import FloatArray, IntArray

_BATCH = 1024
_RATE = 0.1  # of the typical number in the table
_FIRST, _SECOND, _TINY = 0.9, 0.99, 1e-10


def directions(vectors: FloatArray, dimensions: int) -> FloatArray:
    """What keeps most of unit vectors (n, width): (width, dimensions), the first the most."""
    moments = vectors.T.astype(np.float64) @ vectors.astype(np.float64)
    _, found = np.linalg.eigh(moments)
    kept = found[:, ::-1][:, :dimensions]
    largest = np.abs(kept).argmax(axis=0)
    signed: FloatArray = (kept * np.sign(kept[largest, np.arange(kept.shape[1])])).astype(np.float32)
    return signed


@dataclass
class Fit:
    """The table in the making. table: (tokens, dimensions), changed in place; loss: 1 - cosine, mean of a pass."""

    table: FloatArray
    loss: float = float("nan")
    _moments: list[FloatArray] = field(init=False)

    def __post_init__(self) -> None:
        self._moments = [np.zeros_like(self.table), np.zeros_like(self.table)]

    def run(self, texts: Sequence[IntArray], vectors: FloatArray, passes: int) -> Iterator[tuple[int, int]]:
        """Learn; texts: the token ids of each, vectors: (n, dimensions), length 1. Yields batches done, and of all."""
        known = np.array([place for place, ids in enumerate(texts) if len(ids)], np.int64)
        order = np.random.default_rng(0)
        a_pass = -(-len(known) // _BATCH)
        scale = float(np.linalg.norm(self.table, axis=1).mean()) / self.table.shape[1] ** 0.5
        done, total = 0, passes * a_pass
        for _ in range(passes):
            missed = 0.0
            shuffled = order.permutation(known)
            for first in range(0, len(known), _BATCH):
                places = shuffled[first : first + _BATCH]
                missed += self._learn([texts[each] for each in places], vectors[places], done, total, scale)
                done += 1
                yield done, total
            self.loss = missed / max(1, len(known))

    def _learn(self, texts: list[IntArray], wanted: FloatArray, done: int, total: int, scale: float) -> float:
        sums = np.stack([self.table[ids].sum(axis=0) for ids in texts])
        lengths = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), _TINY)
        given = sums / lengths
        cosines = (given * wanted).sum(axis=1, keepdims=True)
        slopes = (cosines * given - wanted) / lengths
        rows, gradient = _spread(texts, slopes)
        step = _RATE * scale * (1 - done / total)
        self._move(rows, gradient, done + 1, step)
        return float((1 - cosines).sum())

    def _move(self, rows: IntArray, gradient: FloatArray, count: int, step: float) -> None:
        first, second = self._moments
        first[rows] = _FIRST * first[rows] + (1 - _FIRST) * gradient
        second[rows] = _SECOND * second[rows] + (1 - _SECOND) * gradient * gradient
        mean = first[rows] / (1 - _FIRST**count)
        spread = np.sqrt(second[rows] / (1 - _SECOND**count))
        self.table[rows] -= np.float32(step) * mean / (spread + _TINY)


def _spread(texts: list[IntArray], slopes: FloatArray) -> tuple[IntArray, FloatArray]:
    """The rows that texts touch, (m,), and the sum of the slopes (n, dimensions) of the texts each stands in."""
    rows, places = np.unique(np.concatenate(texts), return_inverse=True)
    gradient = np.zeros((len(rows), slopes.shape[1]), np.float32)
    first = 0
    for ids, slope in zip(texts, slopes, strict=True):
        at, times = np.unique(places[first : first + len(ids)], return_counts=True)
        gradient[at] += times[:, np.newaxis].astype(np.float32) * slope
        first += len(ids)
    return rows, gradient
