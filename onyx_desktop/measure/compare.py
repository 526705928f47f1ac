"""Figures of single questions → how sure an average is, and whether one search is better than another.

Two ways of searching are compared on the same questions, pair by pair, because questions differ far more than ways do
(Smucker, Allan and Carterette, CIKM 2007). The chance that a difference is none: the paired randomisation test (Fisher;
Cohen 1995), in which each question's two figures are swapped or not at random. Intervals: the percentile bootstrap over
questions (Efron 1979). The drawing is seeded, so the same figures give the same verdict. Refuses nothing: with too few
questions the interval is wide and the verdict is "no difference that is larger than chance".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

DRAWS = 5000
LEVEL = 0.95
CHANCE = 0.05
"""Below this probability a difference counts as larger than chance."""

_BLOCK = 500
_SEED = 8


@dataclass(frozen=True, slots=True)
class Interval:
    """An average and the bounds between which it lies with 95 percent certainty, as far as these questions tell."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The first way against the second.

    difference: of their averages, above 0 where the first is higher, with its interval. chance: how probable a
    difference this large would be if the ways were the same. questions: how many were asked of both.
    """

    difference: Interval
    chance: float
    questions: int

    @property
    def verdict(self) -> int:
        """1: the first is better; -1: the second is; 0: no difference that is larger than chance."""
        if self.chance >= CHANCE:
            return 0
        return 1 if self.difference.mean > 0 else -1


def interval(values: Sequence[float], draws: int = DRAWS) -> Interval:
    """The average of one figure over questions, with its bounds. Raises `ValueError` for no questions."""
    if not len(values):
        raise ValueError("no question was asked")
    figures = np.asarray(values, np.float64)
    rng = np.random.default_rng(_SEED)
    means = [
        figures[rng.integers(0, len(figures), (min(_BLOCK, draws - first), len(figures)))].mean(axis=1)
        for first in range(0, draws, _BLOCK)
    ]
    outside = 50 * (1 - LEVEL)
    low, high = np.percentile(np.concatenate(means), (outside, 100 - outside))
    return Interval(float(figures.mean()), float(low), float(high))


def compare(first: Sequence[float], second: Sequence[float], draws: int = DRAWS) -> Comparison:
    """Two ways on the same questions, in the same order. Raises `ValueError` where they do not pair."""
    if len(first) != len(second):
        raise ValueError("the questions do not pair")
    differences = np.asarray(first, np.float64) - np.asarray(second, np.float64)
    rng = np.random.default_rng(_SEED)
    seen = abs(differences.sum()) - 1e-9  # sums that differ by rounding only are as large
    as_large = 0
    for start in range(0, draws, _BLOCK):
        signs = rng.integers(0, 2, (min(_BLOCK, draws - start), len(differences))) * 2 - 1
        as_large += int(np.count_nonzero(np.abs(signs @ differences) >= seen))
    return Comparison(interval(differences.tolist(), draws), (as_large + 1) / (draws + 1), len(differences))
