"""Steps of an update → how far it is as a whole, how fast, and how long still; a promise only where it can be kept.

One bar for reading and embedding together, by work and not by files: reading is a fifth of it, as it is on most
computers; recognising scanned pages has one of its own. A bar never moves back. Percent and time only after ten seconds
and two percent, rounded and renewed at most every five seconds: a promise that jumps is worth less than none. Knows no
widget and asks no clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onyx_desktop.domain import Phase
from onyx_desktop.ui import wording

if TYPE_CHECKING:
    from onyx_desktop.domain import Step

PROMISE_AFTER_S = 10.0
PROMISE_AFTER_SHARE = 0.02
RENEW_S = 5.0
RATE_OVER_S = 20.0
_COUNTED = {
    Phase.READING: ("file", "files"),
    Phase.SKIMMING: ("passage", "passages"),
    Phase.EMBEDDING: ("passage", "passages"),
    Phase.REFINING: ("passage", "passages"),
    Phase.RECOGNISING: ("page", "pages"),
}
_SPANS = {
    Phase.READING: (0.0, 0.2),
    Phase.SKIMMING: (0.2, 0.2),  # seconds beside minutes
    Phase.EMBEDDING: (0.2, 0.95),
    Phase.REFINING: (0.95, 1.0),
}


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be shown. share: of the whole, None while it can't be told. text: what is done, how far, how long."""

    share: float | None
    text: str
    rate: str


class Pace:
    """Of one update; `now` is in seconds of any clock that does not go back."""

    def __init__(self, now: float) -> None:
        self._began = now
        self._renewed = 0.0
        self._share = 0.0
        self._promise = ""
        self._phase: Phase | None = None
        self._marks: list[tuple[float, int]] = []

    def look(self, step: Step, now: float) -> Look:
        """What to show after a step."""
        share = self._whole(step)
        if share is not None and self._due(now):
            left = "" if step.seconds_left is None else f" · {wording.time_left(step.seconds_left)}"
            self._promise, self._renewed = f" · {int(100 * share)} %{left}", now
        return Look(share, wording.progress(step) + (self._promise if step.total else ""), self._rate(step, now))

    def _whole(self, step: Step) -> float | None:
        """How much of everything is done, never less than before."""
        if step.phase is Phase.RECOGNISING and step.total:  # a piece of work of its own, when all else is done
            return step.done / step.total
        if not step.total or step.phase not in _SPANS:
            return self._share or None
        begin, end = _SPANS[step.phase]
        within = step.share if step.share is not None else step.done / step.total
        self._share = max(self._share, begin + (end - begin) * min(1.0, within))
        return self._share

    def _due(self, now: float) -> bool:
        old = now - self._began >= PROMISE_AFTER_S
        return old and self._share >= PROMISE_AFTER_SHARE and now - self._renewed >= RENEW_S

    def _rate(self, step: Step, now: float) -> str:
        """How many files or passages a minute, over the last seconds; "" before there is anything to go by."""
        if step.phase is not self._phase:
            self._phase, self._marks = step.phase, []
        self._marks = [each for each in self._marks if now - each[0] <= RATE_OVER_S]
        self._marks.append((now, step.done))
        seconds, done = now - self._marks[0][0], step.done - self._marks[0][1]
        if seconds < RENEW_S or done <= 0 or step.phase not in _COUNTED:
            return ""
        minute = round(60 * done / seconds)
        one, many = _COUNTED[step.phase]
        return wording.say("{0} a minute").format(wording.count(minute, one, many))


class Left:
    """Of work that says nothing of time itself: how long still, by how it went since this phase began."""

    def __init__(self) -> None:
        self._begin: tuple[Phase, int, int, float] | None = None
        self._promise, self._renewed = "", 0.0

    def told(self, step: Step, now: float) -> str:
        """What stands behind a step, as " · about 3 min left"; nothing while it can't be told."""
        if self._begin is None or self._begin[:2] != (step.phase, step.total) or step.done < self._begin[2]:
            self._begin = (step.phase, step.total, step.done, now)
            self._promise = ""
        *_, first, began = self._begin
        done, elapsed = step.done - first, now - began
        due = elapsed >= PROMISE_AFTER_S and done >= PROMISE_AFTER_SHARE * step.total and done > 0
        if due and (not self._promise or now - self._renewed >= RENEW_S):
            left = wording.time_left(elapsed * (step.total - step.done) / done)
            self._promise, self._renewed = f" · {left}", now
        return self._promise if step.total else ""
