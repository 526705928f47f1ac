"""Product quantisation: each stretch of eight numbers becomes the number of the nearest of 256 typical ones.

Trained on the user's own vectors by k-means. A query is never rounded: its inner products with all typical stretches
make a table, and a vector's score is the sum of what its codes find there. The smallest of the trained codes, and the
slowest to build; not faster than the others to search.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from onyx_desktop.domain import FloatArray

    Codes = npt.NDArray[Any]

_STRETCH = 8
_TYPICAL = 256
_TRAINED_ON = 16_384
_ROUNDS = 8
_BLOCK = 2048  # rows whose inner products with all typical stretches stay in the cache
_SCORED_AT_ONCE = 8192


@dataclass(frozen=True, eq=False)
class Product:
    """books: (d / 8, 256, 8) float32."""

    books: FloatArray = field(default_factory=lambda: np.empty((0, _TYPICAL, _STRETCH), np.float32))
    oversampling: float = 10
    rows_needed: int = 1000
    stored: ClassVar[bool] = False
    quick: ClassVar[bool] = False
    name: ClassVar[str] = "product"

    def fit(self, sample: FloatArray) -> Product:
        """Learn the typical stretches from (n, d) real vectors."""
        chance = np.random.default_rng(0)
        chosen = sample[np.sort(chance.permutation(len(sample))[:_TRAINED_ON])]
        return replace(self, books=np.stack([_means(part, chance) for part in _stretches(chosen)]))

    @property
    def parameters(self) -> Mapping[str, Codes]:
        """The typical stretches."""
        return {"books": self.books}

    def restored(self, parameters: Mapping[str, Codes]) -> Product:
        """With the parameters of an earlier fit. Raises `KeyError`."""
        return replace(self, books=parameters["books"])

    def encode(self, vectors: FloatArray) -> Codes:
        """(n, d) → (n, d / 8) uint8."""
        parts = _stretches(vectors)
        return np.stack([_nearest(part, book) for part, book in zip(parts, self.books, strict=True)], axis=1)

    def scores(self, query: FloatArray, codes: Codes) -> FloatArray:
        """Estimated cosines of a query (d,): (n,) float32."""
        tables = np.einsum("mkd,md->mk", self.books, _stretches(query[np.newaxis])[:, 0])
        scores = np.zeros(len(codes), np.float32)
        found = np.empty(_SCORED_AT_ONCE, np.float32)
        for first in range(0, len(codes), _SCORED_AT_ONCE):
            part = np.ascontiguousarray(codes[first : first + _SCORED_AT_ONCE].T)
            total = scores[first : first + _SCORED_AT_ONCE]
            for table, column in zip(tables, part, strict=True):
                total += np.take(table, column, out=found[: len(total)], mode="clip")
        return scores


def _stretches(vectors: FloatArray) -> FloatArray:
    """(n, d) → (d / 8, n, 8); the last stretch is filled up with zeros."""
    missing = -vectors.shape[1] % _STRETCH
    whole = np.pad(vectors, ((0, 0), (0, missing))) if missing else vectors
    return np.ascontiguousarray(whole.reshape(len(vectors), -1, _STRETCH).transpose(1, 0, 2))


def _means(part: FloatArray, chance: np.random.Generator) -> FloatArray:
    """Lloyd's k-means of (n, 8): (256, 8) float32. A mean that nobody is near to starts again at a random row."""
    means = part[chance.choice(len(part), _TYPICAL, replace=len(part) < _TYPICAL)]
    for _ in range(_ROUNDS):
        places = _nearest(part, means)
        counts = np.bincount(places, minlength=_TYPICAL)
        sums = np.stack([np.bincount(places, part[:, each], _TYPICAL) for each in range(_STRETCH)], axis=1)
        means = (sums / np.maximum(counts, 1)[:, np.newaxis]).astype(np.float32)
        lonely = np.flatnonzero(counts == 0)
        means[lonely] = part[chance.integers(len(part), size=len(lonely))]
    return means


def _nearest(part: FloatArray, means: FloatArray) -> npt.NDArray[np.uint8]:
    """The nearest mean of each row: (n,) uint8."""
    half_lengths = np.square(means).sum(axis=1, keepdims=True) / 2
    against = np.concatenate([means, -half_lengths], axis=1).T
    places = np.empty(len(part), np.uint8)
    for first in range(0, len(part), _BLOCK):
        block = part[first : first + _BLOCK]
        rows = np.concatenate([block, np.ones((len(block), 1), np.float32)], axis=1)
        places[first : first + len(block)] = (rows @ against).argmax(axis=1)
    return places
