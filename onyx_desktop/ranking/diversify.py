"""Scores and how alike candidates are → an order in which the first ones do not all say the same.

Maximal marginal relevance (Carbonell and Goldstein, "The use of MMR, diversity-based reranking for reordering documents
and producing summaries", SIGIR 1998): next comes the candidate with the largest λ·relevance - (1 - λ)·the largest
similarity to one already taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.ranking.fuse import min_max

if TYPE_CHECKING:
    from onyx_desktop.domain import FloatArray, IntArray


def diversified(scores: FloatArray, vectors: FloatArray, diversity: float, count: int) -> IntArray:
    """The order of candidates, (n,): the first `count` by marginal relevance, the rest by score.

    scores: (n,), mapped onto 0…1. vectors: (n, d) of length 1, or 0 where there is none: it is like nothing.
    diversity: 1 - λ; 0 gives the order of the scores.
    """
    order = np.argsort(-scores, kind="stable")
    if diversity <= 0 or len(order) < 2:
        return order
    relevance = min_max(scores[order])
    rows = vectors[order]
    alike = np.zeros(len(order), np.float32)
    left = np.ones(len(order), np.bool_)
    taken: list[int] = []
    while len(taken) < min(count, len(order)):
        worth = (1 - diversity) * relevance - diversity * (alike if taken else 0.0)
        best = int(np.argmax(np.where(left, worth, -np.inf)))
        taken.append(best)
        left[best] = False
        similar = rows @ rows[best]
        alike = similar if len(taken) == 1 else np.maximum(alike, similar)
    return np.concatenate([order[taken], order[left]])
