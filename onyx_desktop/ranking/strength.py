"""A cosine → a word: how far it lies above this query's own background in this index.

Cosines of different models are not comparable, and a percentage of one means nothing; the distance from the mean of the
passages at hand, in standard deviations, does. For words: the share of the query's weight that the passage holds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onyx_desktop.domain import FloatArray, Strength

_LADDER = (Strength.STRONG, Strength.GOOD, Strength.WEAK)
_ORDER = (*_LADDER, Strength.NEAREST)
_DEVIATIONS = (5.0, 4.0, 3.0)
_SHARES = (0.9, 0.6, 0.3)
_SAMPLE = 20_000
_FEWEST = 200
"""Fewer passages than this say too little of themselves; the model's usual background stands in for the rest."""

_USUAL_MEAN, _USUAL_DEVIATION = 0.06, 0.085
"""Cosines of all-MiniLM-L6-v2 between unrelated English texts."""


@dataclass(frozen=True, slots=True)
class Background:
    """Mean and standard deviation of the cosines of a query with passages that have nothing to do with it."""

    mean: float
    deviation: float


def background(cosines: FloatArray) -> Background:
    """From the cosines of a query with the passages of the index: (n,), NaN where not embedded.

    The upper tenth is left out: it may hold what answers.
    """
    known = cosines[~np.isnan(cosines)]
    known = known[:: max(1, len(known) // _SAMPLE)]
    usual = max(0, _FEWEST - len(known)) / _FEWEST
    if not len(known):
        return Background(_USUAL_MEAN, _USUAL_DEVIATION)
    below = known[known <= np.quantile(known, 0.9)]
    mean, deviation = float(below.mean()), float(known.std())
    return Background(
        usual * _USUAL_MEAN + (1 - usual) * mean,
        max(0.02, usual * _USUAL_DEVIATION + (1 - usual) * deviation),
    )


def of_cosine(cosine: float, behind: Background) -> Strength:
    """The word for a cosine."""
    return _step((cosine - behind.mean) / behind.deviation, _DEVIATIONS)


def of_words(share: float) -> Strength:
    """The word for the share (0…1) of the query's weight whose words the passage holds."""
    return _step(share, _SHARES)


def stronger(one: Strength, other: Strength) -> Strength:
    """The better of two words."""
    return min(one, other, key=_ORDER.index)


def weaker(word: Strength) -> Strength:
    """The next lower word."""
    return _ORDER[min(_ORDER.index(word) + 1, len(_ORDER) - 1)]


def _step(value: float, bounds: tuple[float, ...]) -> Strength:
    return next((word for word, bound in zip(_LADDER, bounds, strict=True) if value >= bound), Strength.NEAREST)
