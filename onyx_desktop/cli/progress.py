"""A job → a bar on a terminal, a line now and then elsewhere; the only importer of tqdm."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TypeVar

from tqdm import tqdm

from onyx_desktop.cli.wording import PHASES, duration

if TYPE_CHECKING:
    from collections.abc import Generator

    from onyx_desktop.domain import Step

Result = TypeVar("Result")
_LINE_EVERY_S = 5.0


def watch(job: Generator[Step, None, Result]) -> Result:
    """Pull a job to its end and show how far it is on stderr; returns what it returns."""
    show = _Bar() if sys.stderr.isatty() else _Lines()
    try:
        while True:
            try:
                show.step(next(job))
            except StopIteration as stop:
                result: Result = stop.value
                return result
    finally:
        job.close()
        show.close()


class _Bar:
    def __init__(self) -> None:
        self._bar: tqdm[None] | None = None
        self._phase: object = None

    def step(self, step: Step) -> None:
        if step.phase is not self._phase:
            self.close()
            self._phase = step.phase
            self._bar = tqdm(desc=PHASES[step.phase], unit="", leave=False, file=sys.stderr, dynamic_ncols=True)
        assert self._bar is not None
        self._bar.total = step.total or None
        self._bar.n = step.done
        self._bar.set_postfix_str(step.path.name[:40] if step.path else "", refresh=False)
        self._bar.update(0)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


class _Lines:
    def __init__(self) -> None:
        self._last = time.monotonic()

    def step(self, step: Step) -> None:
        now = time.monotonic()
        if now - self._last < _LINE_EVERY_S:
            return
        self._last = now
        of = f" of {step.total:,}" if step.total else ""
        left = f", about {duration(step.seconds_left)} left" if step.seconds_left is not None else ""
        print(f"{PHASES[step.phase]}: {step.done:,}{of}{left}", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Nothing to take down."""
