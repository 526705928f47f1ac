"""Outcomes of a trial → which is best, which is as good and costs less, and by how much the present choice is behind.

"As good" is meant as the paired test means it (see `measure.compare`): no difference on these questions that is larger
than chance, and at most two points of nDCG@10, because few questions tell little and would call everything as good.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onyx_desktop.library.lab.trial import ALONE
from onyx_desktop.measure.compare import Comparison, Interval, compare, interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.library.lab.trial import Contestant, Outcome

FIGURE = "ndcg@10"
_NEAR = 0.02
_MUCH_QUICKER, _MUCH_SMALLER = 0.7, 0.5  # below this share of the present cost another choice is worth its trouble


class Advice(enum.Enum):
    """What a person should do."""

    KEEP = "keep"  # what is chosen is the best, or as good as it and not dearer
    BETTER = "better"  # something else finds more
    CHEAPER = "cheaper"  # something else finds as much and costs clearly less


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What to do, with what was recommended and what is in use; against: the first compared with the second."""

    advice: Advice
    outcome: Outcome
    current: Outcome | None
    against: Comparison | None


def versus(one: Outcome, other: Outcome, figure: str = FIGURE) -> Comparison:
    """Two outcomes on the questions that both were asked."""
    both = [query for query in one.single[figure] if query in other.single[figure]]
    return compare([one.single[figure][query] for query in both], [other.single[figure][query] for query in both])


def sure(of: Outcome, figure: str = FIGURE) -> Interval:
    """The average of an outcome, and where it lies with 95 percent certainty."""
    return interval(list(of.single[figure].values()))


def recommend(outcomes: Sequence[Outcome], current: Contestant) -> Recommendation | None:
    """The cheapest of those that are as good as the best, by vectors alone; None where nothing was tried."""
    alone = [each for each in outcomes if each.contestant.way is ALONE and each.coded]
    if not alone:
        return None
    best = max(alone, key=lambda each: each.mean(FIGURE))
    as_good = [each for each in alone if each is best or _as_good(each, best)]
    pick = min(as_good, key=_cost)
    used = next((each for each in alone if each.contestant == current), None)
    if used is None or used is pick:
        return Recommendation(Advice.KEEP if used is pick else Advice.BETTER, pick, used, None)
    against = versus(pick, used)
    if used not in as_good:
        return Recommendation(Advice.BETTER, pick, used, against)
    quicker = _cost(pick)[0] <= _MUCH_QUICKER * _cost(used)[0] and _cost(used)[0] > 0
    if quicker or pick.vectors_bytes <= _MUCH_SMALLER * used.vectors_bytes:
        return Recommendation(Advice.CHEAPER, pick, used, against)
    return Recommendation(Advice.KEEP, used, used, None)


def _as_good(each: Outcome, best: Outcome) -> bool:
    near = best.mean(FIGURE) - each.mean(FIGURE) <= _NEAR
    return near and versus(each, best).verdict == 0


def _cost(outcome: Outcome) -> tuple[float, int]:
    """Hours to the nearest tenth, so that noise in timing does not choose; then the room that the vectors take."""
    return round(outcome.hours, 1), outcome.vectors_bytes
