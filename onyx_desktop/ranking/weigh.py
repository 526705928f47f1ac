"""What the stages said of some candidates → what each of them adds to a candidate's score.

Two ways. By scores (the default): words count in full for a good share of the best BM25 score there could be, or for
the best passage, because sharing a few common words with a question is no answer, even if no passage shares more; a
cosine counts by how far it lies above the model's background; how much the one counts beside the other is the route. By
ranks (reciprocal rank fusion): every stage alike, whatever its scores. It needs nothing that has to be learned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.ranking import fuse

if TYPE_CHECKING:
    from onyx_desktop.domain import FloatArray, Scale
    from onyx_desktop.ranking.route import Weights


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of n candidates: (n,) each, NaN where a stage has no score, None where it was not asked.

    words: BM25; best_words: the best score there could be. pairs: BM25 of two words side by side. sparse: of learned
    terms. cosines: of the passages; document: of their documents; scale: the model's background. static: the cosines of
    the static model, for the passages that have no other; static_scale: its background.
    """

    words: FloatArray
    best_words: float
    pairs: FloatArray | None = None
    sparse: FloatArray | None = None
    cosines: FloatArray | None = None
    document: FloatArray | None = None
    scale: Scale | None = None
    static: FloatArray | None = None
    static_scale: Scale | None = None


def by_scores(evidence: Evidence, words_weight: float, weights: Weights) -> dict[str, FloatArray]:
    """What "words", "sparse" and "meaning" add, (n,) each, 0 where they have nothing to say: a convex combination."""
    words = _words(evidence, weights)
    most = max(weights.full_share * evidence.best_words, float(np.nanmax(words, initial=0)))
    shares = {"words": fuse.convex([(words, words_weight, fuse.Bounds(0.0, most))])}
    if evidence.sparse is not None:  # as much as the words whose place they share; not learned, for want of a model
        shares["sparse"] = fuse.convex([(evidence.sparse, words_weight, fuse.OBSERVED)])
    if evidence.cosines is not None and evidence.scale is not None:
        bounds = full(evidence.scale, weights)
        shares["meaning"] = fuse.convex([(_cosines(evidence, weights), 1 - words_weight, bounds)])
    if evidence.static is not None and evidence.static_scale is not None:
        bounds = full(evidence.static_scale, weights)
        shares["static"] = fuse.convex([(evidence.static, weights.static * (1 - words_weight), bounds)])
    return shares


def full(scale: Scale, weights: Weights) -> fuse.Bounds:
    """What of a model's cosines counts nothing, and what counts in full."""
    return fuse.Bounds(scale.mean, scale.mean + weights.deviations * scale.deviation)


def by_ranks(evidence: Evidence, weights: Weights) -> dict[str, FloatArray]:
    """The same by reciprocal ranks."""
    shares = {"words": fuse.reciprocal(_words(evidence, weights))}
    if evidence.sparse is not None:
        shares["sparse"] = fuse.reciprocal(evidence.sparse)
    if evidence.cosines is not None:
        shares["meaning"] = fuse.reciprocal(_cosines(evidence, weights))
    if evidence.static is not None:
        shares["static"] = np.float32(weights.static) * fuse.reciprocal(evidence.static)
    return shares


def late_by_scores(late: FloatArray, words_weight: float, weights: Weights) -> FloatArray:
    """What late interaction adds to those it was asked of, (n,); the middle for those without a score.

    Never below 0, so that what was refined stays above what was not.
    """
    weight = np.float32((1 - words_weight) * weights.late)
    added: FloatArray = weight * np.maximum(_filled(late), 0)
    return added


def late_by_ranks(late: FloatArray) -> FloatArray:
    """The same by reciprocal ranks."""
    return fuse.reciprocal(_filled(late))


def _words(evidence: Evidence, weights: Weights) -> FloatArray:
    if evidence.pairs is None:
        return evidence.words
    both: FloatArray = evidence.words + np.float32(weights.pairs) * np.nan_to_num(evidence.pairs)
    return both


def _cosines(evidence: Evidence, weights: Weights) -> FloatArray:
    """Of the passages, with what their documents lend them; NaN where a passage has none."""
    assert evidence.cosines is not None
    if evidence.document is None:
        return evidence.cosines
    lent = np.float32(weights.document)
    mixed: FloatArray = (1 - lent) * evidence.cosines + lent * evidence.document
    return mixed


def _filled(late: FloatArray) -> FloatArray:
    known = late[~np.isnan(late)]
    filled: FloatArray = np.nan_to_num(late, nan=float(np.median(known)) if len(known) else 0.0)
    return filled
