"""Scores of several stages for the same candidates → one score, and the best of them.

Convex combination of min-max normalised scores (Bruch, Gai, Ingber: "An Analysis of Fusion Functions for Hybrid
Retrieval", arXiv 2210.11934), which did better here than reciprocal rank fusion (Cormack, Clarke, Büttcher: "Reciprocal
Rank Fusion outperforms Condorcet and individual Rank Learning Methods", SIGIR 2009).
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

RECIPROCAL_K = 60
"""That of the paper: how little it matters to be first rather than second."""


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


def reciprocal(scores: FloatArray, k: int = RECIPROCAL_K) -> FloatArray:
    """1 / (k + rank), ranks from 1, (n,) float32; equal scores share the best of their ranks; NaN (no score) gets 0."""
    there = ~np.isnan(scores)
    better_first = np.sort(-scores[there])
    added = np.zeros(len(scores), np.float32)
    added[there] = 1 / (k + 1 + np.searchsorted(better_first, -scores[there], side="left"))
    return added


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
