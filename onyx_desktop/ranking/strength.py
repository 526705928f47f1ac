"""What the stages say of a passage → a word: how far it lies above what unrelated texts have in this model.

Cosines of different models are not comparable, and a percentage of one means nothing; the distance from the model's own
background (the sample texts' unrelated pairs) in standard deviations does. The background of the passages at hand says
less: an index of one subject is close to any question about it. A large index holds something close to every question,
so its size counts against a passage. The figures were learned with the embedded model on eight collections, from their
own questions and those of the others; tests/bench/strength.py measures them, through a whole search.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onyx_desktop.domain import Strength

if TYPE_CHECKING:
    from onyx_desktop.domain import Scale

_LADDER = (Strength.STRONG, Strength.GOOD, Strength.WEAK)
WEAK = frozenset({Strength.WEAK, Strength.NEAREST})
"""What is no answer."""

_LATE_COSINE, _LATE_SHARE, _LATE_SIZE, _LATE_BOUNDS = 0.6, 2.0, 0.9, (6.2, 4.6, 3.3)
_SHARE, _SHARE_SIZE, _SHARE_BOUNDS = 9.0, 0.5, (6.5, 4.5, 3.3)
_COSINE_BOUNDS = (6.0, 4.4, 3.2)
_WORDS_BOUNDS = (0.95, 0.7, 0.4)


@dataclass(frozen=True, slots=True)
class Background:
    """What unrelated texts have: their cosines, and their late interaction. passages: how many are searched."""

    cosine: Scale
    late: Scale | None
    passages: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one passage; NaN where a stage was not asked or has nothing.

    words: the BM25 score as a share of the best there could be. held: the share of the question's weight whose words it
    holds. late: 0…1, the mean over the question's tokens.
    """

    cosine: float = math.nan
    words: float = math.nan
    held: float = math.nan
    late: float = math.nan


def of(evidence: Evidence, background: Background) -> Strength:
    """The word for a passage."""
    size = math.log10(max(1, background.passages))
    if math.isnan(evidence.cosine):
        return _step(evidence.held, _WORDS_BOUNDS)
    cosine = deviations(evidence.cosine, background.cosine)
    if background.late is not None and not math.isnan(evidence.late):
        late = deviations(evidence.late, background.late)
        words = 0.0 if math.isnan(evidence.words) else min(1.0, evidence.words)
        return _step(late + _LATE_COSINE * cosine + _LATE_SHARE * words - _LATE_SIZE * size, _LATE_BOUNDS)
    if math.isnan(evidence.words):
        return _step(cosine, _COSINE_BOUNDS)
    return _step(cosine + _SHARE * evidence.words - _SHARE_SIZE * size, _SHARE_BOUNDS)


def deviations(value: float, scale: Scale) -> float:
    """How far a value lies above a background."""
    return (value - scale.mean) / scale.deviation


def least_cosine(scale: Scale) -> float:
    """Below this cosine a passage is merely the nearest."""
    return scale.mean + _COSINE_BOUNDS[-1] * scale.deviation


def weak_from(words: list[Strength]) -> int | None:
    """From which place on nothing is strong or good; None if there is something to the last."""
    count = len(words)
    while count and words[count - 1] in WEAK:
        count -= 1
    return None if count == len(words) else count


def _step(value: float, bounds: tuple[float, ...]) -> Strength:
    """NaN is nearest."""
    return next((word for word, bound in zip(_LADDER, bounds, strict=True) if value >= bound), Strength.NEAREST)
