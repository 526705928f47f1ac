"""Scores of several stages for the same candidates → one score; ranked lists → one order.

Convex combination of min-max normalised scores is the default, reciprocal rank fusion the alternative (Bruch, Gai,
Ingber: "An Analysis of Fusion Functions for Hybrid Retrieval", arXiv 2210.11934; Cormack, Clarke, Büttcher: "Reciprocal
Rank Fusion", SIGIR 2009).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.domain import FloatArray, IntArray


class Bounds(NamedTuple):
    """What becomes 0 and 1. None: the lowest, or highest, of the scores at hand."""

    low: float | None = None
    high: float | None = None


OBSERVED = Bounds()


def min_max(scores: FloatArray, bounds: Bounds = OBSERVED) -> FloatArray:
    """Scores (n,) mapped onto 0…1; NaN (the stage has no score) becomes 0; equal scores between no bounds all 1.

    A fixed bound keeps the scale of a stage when all its candidates are poor: between observed ones the least bad of
    them would count as much as a perfect answer.
    """
    if not len(scores) or np.isnan(scores).all():
        return np.zeros(len(scores), np.float32)
    low = np.nanmin(scores) if bounds.low is None else bounds.low
    high = np.nanmax(scores) if bounds.high is None else bounds.high
    if high - low < 1e-12:
        return np.where(np.isnan(scores), 0.0, 1.0).astype(np.float32)
    return np.where(np.isnan(scores), 0.0, (scores - low) / (high - low)).astype(np.float32)


def convex(stages: Sequence[tuple[FloatArray, float, Bounds]]) -> FloatArray:
    """Σ weight · min_max(scores, bounds) over stages, for the same candidates: (n,) float32."""
    total = np.zeros(len(stages[0][0]) if stages else 0, np.float32)
    for scores, weight, bounds in stages:
        total += np.float32(weight) * min_max(scores, bounds)
    return total


def reciprocal_rank(scores: Sequence[FloatArray], k: float = 60.0) -> FloatArray:
    """Σ 1 / (k + rank) over stages, rank from 1; a candidate without a score (NaN) in a stage gets nothing from it."""
    total = np.zeros(len(scores[0]) if scores else 0, np.float32)
    for each in scores:
        total += np.where(np.isnan(each), 0.0, 1.0 / (k + ranks(each)))
    return total


def ranks(scores: FloatArray) -> IntArray:
    """The rank of each score from 1, best first; ties in the order of the candidates; NaN last."""
    order = np.argsort(-np.nan_to_num(scores, nan=-np.inf), kind="stable")
    places = np.empty(len(scores), np.int64)
    places[order] = np.arange(1, len(scores) + 1)
    return places


def best(scores: FloatArray, limit: int) -> IntArray:
    """The positions of the `limit` best scores, best first; NaN and -inf never."""
    usable = np.flatnonzero(np.isfinite(scores))
    if len(usable) > limit:
        usable = usable[np.argpartition(-scores[usable], limit - 1)[:limit]]
    return usable[np.argsort(-scores[usable], kind="stable")]
