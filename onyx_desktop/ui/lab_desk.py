"""Work of the lab → jobs on the trial lane, one at a time, and what they gave, kept while the window lives.

Neither a search nor an update waits for a measurement. Errors of the world leave by `failed`. The library and the lab
are loaded by then; nothing of them is imported before a person asks for it.
"""

from __future__ import annotations

import enum
import functools
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from onyx_desktop.domain import Phase, Step
from onyx_desktop.errors import OnyxError
from onyx_desktop.jobs import Job, State
from onyx_desktop.ui.desk import POLL_MS

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from onyx_desktop.library import Library, distilling
    from onyx_desktop.library.lab.begun import Begun
    from onyx_desktop.library.lab.lab import Lab
    from onyx_desktop.library.lab.sets import QuestionSet
    from onyx_desktop.library.lab.tune import Wish
    from onyx_desktop.paths import Home
    from onyx_desktop.ui.desk import Desk


class Task(enum.Enum):
    """What the lab can be at."""

    SETS = "sets"
    MAKE = "make"
    IMPORT = "import"
    TRIAL = "trial"
    SHAPE = "shape"
    CHART = "chart"
    TUNE = "tune"
    FAST = "fast"


class LabDesk(QObject):
    """All its signals are emitted in the main thread. `results`: what each task gave last."""

    changed = Signal(object)  # Task that has begun or ended
    stepped = Signal(object)  # Step
    failed = Signal(object)  # OnyxError

    def __init__(self, desk: Desk, home: Home) -> None:
        super().__init__()
        self._desk, self._home = desk, home
        self.results: dict[Task, Any] = {}
        self._job: Job | None = None
        self.running: Task | None = None
        self.begun: Begun | None = None  # the training that can be gone on with
        self._stale = False
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._on_poll)

    def list_sets(self) -> None:
        """Read which sets of questions there are; at the end of what runs, if something does."""
        self._stale = self.running is not None
        self._start(Task.SETS, _sets)

    def make(self) -> None:
        """Make questions from the library."""

        def run(lab: Lab) -> Generator[Step, None, list[QuestionSet]]:
            from onyx_desktop.library.lab.gather import Wanted

            yield from lab.make(Wanted())
            return (yield from _sets(lab))

        self._start(Task.MAKE, run)

    def bring_in(self, path: Path) -> None:
        """Import questions."""

        def run(lab: Lab) -> Generator[Step, None, list[QuestionSet]]:
            yield from lab.bring_in(path, path.stem)
            return (yield from _sets(lab))

        self._start(Task.IMPORT, run)

    def try_models(self, name: str) -> None:
        """Try all installed models on a set; gives what was tried, the advice and what answers now."""

        def run(lab: Lab) -> Generator[Step, None, Any]:
            from onyx_desktop.library.lab.trial import Plan

            tried = yield from lab.try_models((yield from lab.questions(name)), Plan())
            return tried, lab.advise(tried), lab.current

        self._start(Task.TRIAL, run)

    def look(self, name: str) -> None:
        """Find out what the vectors look like."""

        def run(lab: Lab) -> Generator[Step, None, Any]:
            return (yield from lab.geometry((yield from lab.questions(name))))

        self._start(Task.SHAPE, run)

    def draw(self, method: str) -> None:
        """Put the library on a plane. method: a value of `plane.Method`."""

        def run(lab: Lab) -> Generator[Step, None, Any]:
            from onyx_desktop.library.lab.plane import Method

            return (yield from lab.chart(Method(method)))

        self._start(Task.CHART, run)

    def tune(self, name: str, wish: Wish) -> None:
        """Train a model on a set, or go on with that; gives what came of it."""

        def run(lab: Lab) -> Generator[Step, None, Any]:
            return (yield from lab.tune((yield from lab.questions(name)), wish))

        self.begun = None
        self._start(Task.TUNE, run)

    def make_fast(self, name: str, wish: distilling.Wish) -> None:
        """Make a static model, and measure it on a set; gives what came of it."""

        def run(lab: Lab) -> Generator[Step, None, Any]:
            return (yield from lab.fast((yield from lab.questions(name)), wish))

        self._start(Task.FAST, run)

    def ask_begun(self) -> None:
        """Find out whether a training was stopped before its end; `changed` follows."""

        def on_known(begun: Begun | None) -> None:
            self.begun = begun
            self.changed.emit(Task.TUNE)

        self._desk.ask(lambda library: self._lab(library).begun, on_known, self.failed.emit)

    def judge(self, query: str, chunk_id: int, *, answers: bool) -> None:
        """Keep a person's word on a result."""

        def keep(library: Library) -> bool:
            return self._lab(library).judgements.judge(query, chunk_id, answers=answers)

        self._desk.ask(keep, lambda _kept: self.list_sets(), self.failed.emit)

    def cancel(self) -> None:
        """Stop at the next step."""
        if self._job is not None:
            self._job.cancel()

    def _lab(self, library: Library) -> Lab:
        from onyx_desktop.library.lab.lab import Lab

        return Lab(library, self._home)

    def _start(self, task: Task, call: Callable[[Lab], Generator[Step, None, Any]]) -> None:
        if self.running is not None:
            return

        def run(library: Library) -> Generator[Step, None, Any]:
            return (yield from call(self._lab(library)))

        self.running = task
        self._job = self._desk.work(run, functools.partial(self._on_ended, task), trial=True)
        self._timer.start()
        self.changed.emit(task)

    def _on_ended(self, task: Task, job: Job) -> None:
        self._timer.stop()
        self.running = self._job = None
        if job.state is State.DONE and not job.cancelled:
            self.results[Task.SETS if task in {Task.MAKE, Task.IMPORT} else task] = job.result
        self.changed.emit(task)
        if isinstance(job.error, OnyxError):
            self.failed.emit(job.error)
        if task is Task.TUNE:
            self.ask_begun()
        if self._stale:
            self.list_sets()

    @Slot()
    def _on_poll(self) -> None:
        if self._job is not None:
            step = self._job.latest
            self.stepped.emit(step if isinstance(step, Step) else Step(Phase.COUNTING))


def _sets(lab: Lab) -> Generator[Step, None, list[QuestionSet]]:
    yield Step(Phase.READING)
    from onyx_desktop.library.lab.judgements import NAME

    found = [lab.sets.read(name) for name in lab.sets.names() if name != NAME]
    if any(any(said.values()) for said in lab.judgements.all().values()):
        found.append((yield from lab.judgements.to_set(lab.sets)))
    return found
