"""What each stage gave the candidates of a question → what it adds to their score, in the way the settings name.

The arithmetic is `ranking.weigh`; here is gathered what it needs. A passage's document lends it part of its own cosine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop.domain import Fusing
from onyx_desktop.index import words
from onyx_desktop.library.surroundings import Surroundings
from onyx_desktop.ranking import fuse, weigh

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onyx_desktop.domain import FloatArray, IntArray, Scale
    from onyx_desktop.index.view import View
    from onyx_desktop.library.stages import Question
    from onyx_desktop.ranking.route import Route, Weights


class Fusion:
    """The fusion over one view and one model."""

    def __init__(self, view: View, scale: Scale, weights: Weights, fusing: Fusing = Fusing.CONVEX) -> None:
        self._view = view
        self._scale = scale
        self._weights = weights
        self._fusing = fusing
        self._surroundings = Surroundings(view)
        self.static: Scale | None = None
        """The background of the static model, once it was asked."""

    def shares(
        self, question: Question, positions: IntArray, stages: Mapping[str, FloatArray], way: Route
    ) -> dict[str, FloatArray]:
        """What words and meaning add to the score of each candidate: (n,) each, 0 where they have nothing to say."""
        evidence = self.evidence(question, positions, stages)
        if self._fusing is Fusing.RRF:
            return weigh.by_ranks(evidence, self._weights)
        return weigh.by_scores(evidence, way.words, self._weights)

    def alone(self, stages: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
        """As `shares`, where words or meaning alone are asked."""
        if "static" not in stages or self.static is None:
            return {name: fuse.min_max(only) for name, only in stages.items()}
        cosines, static = stages["meaning"], stages["static"]
        return {
            "meaning": fuse.convex([(cosines, 1.0, weigh.full(self._scale, self._weights))]),
            "static": fuse.convex([(static, self._weights.static, weigh.full(self.static, self._weights))]),
        }

    def refined(self, late: FloatArray, way: Route) -> FloatArray:
        """What late interaction adds, (n,); never below 0, so that what was refined stays above what was not."""
        if self._fusing is Fusing.RRF:
            return weigh.late_by_ranks(late)
        return weigh.late_by_scores(late, way.words, self._weights)

    def evidence(self, question: Question, positions: IntArray, stages: Mapping[str, FloatArray]) -> weigh.Evidence:
        """What is known of some candidates; stages: what each gave them, (n,), by its name."""
        return weigh.Evidence(
            words=stages["words"],
            best_words=words.ideal(question.terms, len(self._view)),
            pairs=stages.get("pairs"),
            sparse=stages.get("sparse"),
            cosines=stages.get("meaning"),
            document=None if question.vector is None else self._surroundings.cosines(question.vector, positions),
            scale=self._scale,
            static=stages.get("static"),
            static_scale=self.static,
        )
