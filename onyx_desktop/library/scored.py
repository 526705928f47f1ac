"""What ranking hands on: candidates with what each stage said of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from onyx_desktop.domain import FloatArray, IntArray, Scale, Span
    from onyx_desktop.index.words import Term
    from onyx_desktop.ranking.query import Query

    Meant = Callable[[int], list[tuple[Span, float]]]
    """A chunk → which places of its text mean what the question's words mean, and how much each weighs."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidates: positions in the view (n,), their score (n,), and what each stage gave them, by its name.

    stages: "words", "meaning" (the cosine), …: (n,) float32, NaN where the stage has no score; in the order asked.
    shares: what of `fused` is due to each stage, (n,) float32. static: the background of the stage "static".
    """

    positions: IntArray
    fused: FloatArray
    stages: Mapping[str, FloatArray]
    shares: Mapping[str, FloatArray] = field(default_factory=lambda: MappingProxyType({}))

    static: Scale | None = None

    def cosines(self, scale: Scale) -> FloatArray:
        """Of "meaning"; where that lacks and "static" does not, a cosine as far above the background: (n,)."""
        cosines = self.of("meaning")
        if self.static is None or "static" not in self.stages:
            return cosines
        above = (self.stages["static"] - self.static.mean) / self.static.deviation
        return np.where(np.isnan(cosines), scale.mean + above * scale.deviation, cosines).astype(np.float32)

    def of(self, stage: str) -> FloatArray:
        """What a stage gave; all NaN if it was not asked."""
        return self.stages.get(stage, np.full(len(self.positions), np.nan, np.float32))


@dataclass(frozen=True, slots=True)
class Ranked:
    """What `Hits.make` needs of a search.

    scale: the background of the cosines. late: that of the stage "late". meant: for snippets, where it is known.
    """

    query: Query
    terms: list[Term]
    scored: Scored
    scale: Scale
    limit: int
    late: Scale | None = None
    meant: Meant | None = None
    diversity: float = 0.0
