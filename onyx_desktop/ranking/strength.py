"""A cosine → a word: how far it lies above what unrelated texts have in this model.

Cosines of different models are not comparable, and a percentage of one means nothing; the distance from the model's own
background, in standard deviations, does. The background of the passages at hand says less: an index of one subject is
close to any question about it. For words: the share of the query's weight that the passage holds.
"""

from __future__ import annotations

from onyx_desktop.domain import Scale, Strength

_LADDER = (Strength.STRONG, Strength.GOOD, Strength.WEAK)
_ORDER = (*_LADDER, Strength.NEAREST)
_DEVIATIONS = (6.0, 4.4, 3.2)
_SHARES = (0.95, 0.7, 0.4)


def of_cosine(cosine: float, scale: Scale) -> Strength:
    """The word for a cosine of a model with this background."""
    return _step((cosine - scale.mean) / scale.deviation, _DEVIATIONS)


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
