"""What each stage gave the candidates of a question → what it adds to their score.

Words count in full for a good share of the best BM25 score there could be, or for the best passage: sharing a few
common words with a question is no answer, even if no passage shares more. A cosine counts by how far it lies above the
model's background. How much the one counts beside the other is the route. A passage's document lends it part of its own
cosine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.index import words
from onyx_desktop.library.surroundings import Surroundings
from onyx_desktop.ranking import fuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onyx_desktop.domain import FloatArray, IntArray, Scale
    from onyx_desktop.index.view import View
    from onyx_desktop.library.stages import Question
    from onyx_desktop.ranking.route import Route, Weights


class Fusion:
    """The fusion over one view and one model."""

    def __init__(self, view: View, scale: Scale, weights: Weights) -> None:
        self._view = view
        self._weights = weights
        self._surroundings = Surroundings(view)
        self._full = fuse.Bounds(low=scale.mean, high=scale.mean + weights.deviations * scale.deviation)

    def shares(
        self, question: Question, positions: IntArray, stages: Mapping[str, FloatArray], way: Route
    ) -> dict[str, FloatArray]:
        """What words and meaning add to the score of each candidate: (n,) each, 0 where they have nothing to say."""
        by_words = stages["words"]
        if "pairs" in stages:
            by_words = by_words + np.float32(self._weights.pairs) * np.nan_to_num(stages["pairs"])
        ideal = self._weights.full_share * words.ideal(question.terms, len(self._view))
        full = fuse.Bounds(0.0, max(ideal, float(np.nanmax(by_words, initial=0))))
        shares = {"words": fuse.convex([(by_words, way.words, full)])}
        if "sparse" in stages:  # as much as the words whose place they share; not learned, for want of a model here
            shares["sparse"] = fuse.convex([(stages["sparse"], way.words, fuse.OBSERVED)])
        if question.vector is not None:
            own, lent = 1 - self._weights.document, self._weights.document
            of_document = self._surroundings.cosines(question.vector, positions)
            of_document = np.where(np.isnan(stages["meaning"]), np.nan, of_document)
            parts = ((stages["meaning"], own), (of_document, lent))
            shares["meaning"] = fuse.convex([(each, (1 - way.words) * part, self._full) for each, part in parts])
        return shares

    def refined(self, late: FloatArray, way: Route) -> FloatArray:
        """What late interaction adds, (n,); never below 0, so that what was refined stays above what was not."""
        known = late[~np.isnan(late)]
        middle = float(np.median(known)) if len(known) else 0.0
        weight = np.float32((1 - way.words) * self._weights.late)
        added: FloatArray = weight * np.maximum(np.nan_to_num(late, nan=middle), 0)
        return added
