"""Vectors → how they lie: whether they fill their space, and what turning or scaling them would change.

Anisotropy, the cosine of vectors that have nothing to do with each other (Ethayarajh, EMNLP 2019); alignment of a
question and its answer, and uniformity on the sphere (Wang and Isola, ICML 2020); the share of variance that the first
principal components explain, and the effective rank, the exponential of the entropy of those shares (Roy and Vetterli,
EUSIPCO 2007), which falls far below the dimensions where a model's vectors have collapsed. Whitening as in
BERT-whitening (Su et al., 2021), with a floor under the smallest variances so that noise is not blown up. Refuses fewer
than two vectors (`ValueError`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from onyx_desktop.domain import FloatArray, IntArray

SHOWN = (1, 2, 8, 32, 128)
"""Numbers of first components whose share of the variance is told."""

_PAIRS = 20_000
_SEED = 8
_FLOOR = 0.05  # of the largest variance; below it a direction is scaled as if it had this one
_TINY = float(np.finfo(np.float32).tiny)


@dataclass(frozen=True, slots=True)
class Shape:
    """How vectors lie.

    baseline, spread: mean and standard deviation of the cosines of random pairs. alignment: mean squared distance of
    questions and their answers, None without questions; smaller is nearer. uniformity: log of the mean of exp(-2 d²)
    over random pairs; lower is more even, about -4 at best. spectrum: (k,) share of the variance by component, the
    largest first. rank: the effective one.
    """

    vectors: int
    dimensions: int
    baseline: float
    spread: float
    uniformity: float
    spectrum: FloatArray
    rank: float
    alignment: float | None = None

    def explained(self, components: int) -> float:
        """The share of the variance in the first so many components."""
        return float(self.spectrum[:components].sum())


@dataclass(frozen=True, slots=True)
class Turn:
    """Centre, then turn (and scale): what PCA and whitening do to vectors. middle: (d,), matrix: (d, k)."""

    middle: FloatArray
    matrix: FloatArray

    def apply(self, vectors: FloatArray) -> FloatArray:
        """Vectors (n, d) → (n, k) of length 1."""
        turned = np.asarray((vectors - self.middle) @ self.matrix, np.float32)
        turned /= np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), np.finfo(np.float32).tiny)
        return turned


def shape(vectors: FloatArray, pairs: tuple[FloatArray, FloatArray] | None = None) -> Shape:
    """Vectors (n, d) of length 1. pairs: questions and their answers, row by row (m, d)."""
    if len(vectors) < 2:
        raise ValueError("fewer than two vectors have no shape")
    rng = np.random.default_rng(_SEED)
    one = rng.integers(0, len(vectors), _PAIRS)
    other = (one + rng.integers(1, len(vectors), _PAIRS)) % len(vectors)
    cosines = (vectors[one] * vectors[other]).sum(axis=1)
    shares, _ = _components(vectors)
    there = shares[shares > 0]
    alignment = None
    if pairs is not None and len(pairs[0]):
        alignment = float(((pairs[0] - pairs[1]) ** 2).sum(axis=1).mean())
    return Shape(
        vectors=len(vectors),
        dimensions=vectors.shape[1],
        baseline=float(cosines.mean()),
        spread=float(cosines.std()),
        uniformity=float(np.log(np.exp(-2 * (2 - 2 * cosines)).mean())),
        spectrum=shares / max(float(shares.sum()), _TINY),
        rank=float(np.exp(-(there / there.sum() * np.log(there / there.sum())).sum())) if len(there) else 1.0,
        alignment=alignment,
    )


def centred(vectors: FloatArray) -> Turn:
    """Only take the middle away."""
    return Turn(vectors.mean(axis=0), np.eye(vectors.shape[1], dtype=np.float32))


def principal(vectors: FloatArray, components: int) -> Turn:
    """Turn to the first so many principal components, without scaling."""
    _, directions = _components(vectors)
    return Turn(vectors.mean(axis=0), directions[:, :components])


def whitening(vectors: FloatArray, components: int = 0) -> Turn:
    """Turn to principal components and make their variances alike; 0: all of them."""
    variances, directions = _components(vectors)
    kept = components or len(variances)
    scales = 1 / np.sqrt(np.maximum(variances[:kept], _FLOOR * max(float(variances[0]), _TINY)))
    return Turn(vectors.mean(axis=0), (directions[:, :kept] * scales).astype(np.float32))


def near_kept(vectors: FloatArray, places: FloatArray, rows: IntArray, nearest: int) -> FloatArray:
    """(r,): of the nearest vectors of each row, the share that are among its nearest places, too.

    vectors: (n, d) of length 1, compared by the cosine; places: (n, 2), by the distance. rows: (r,) of them.
    """
    few = min(nearest, len(vectors) - 1)
    own = np.arange(len(rows))
    cosines = vectors[rows] @ vectors.T
    cosines[own, rows] = -np.inf
    apart = ((places[rows, np.newaxis] - places[np.newaxis]) ** 2).sum(axis=2)
    apart[own, rows] = np.inf
    alike = np.argpartition(-cosines, few - 1, axis=1)[:, :few]
    beside = np.argpartition(apart, few - 1, axis=1)[:, :few]
    return np.array([np.isin(*pair).mean() for pair in zip(alike, beside, strict=True)], np.float32)


def _components(vectors: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Variances (k,), the largest first, and their directions (d, k)."""
    away = vectors - vectors.mean(axis=0)
    values, directions = np.linalg.eigh((away.T @ away).astype(np.float64) / len(vectors))
    order = np.argsort(-values)
    return np.maximum(values[order], 0.0).astype(np.float32), directions[:, order].astype(np.float32)
