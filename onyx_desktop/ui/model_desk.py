"""Deeds on models → jobs of the library, and what they gave, kept for the model page.

Lives as long as the window, so a download goes on, and what was measured is kept, while the page is closed. Small
questions go to the search lane, long work to the shelf lane, measurements to the trial lane: neither a search nor an
update waits for them. Errors of the world leave by `failed`; the page has a bar of its own.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from onyx_desktop.domain import Look, Phase, Precision, Step
from onyx_desktop.errors import OnyxError
from onyx_desktop.jobs import Job, State
from onyx_desktop.ui.desk import POLL_MS

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from onyx_desktop.domain import Updated
    from onyx_desktop.library import Library
    from onyx_desktop.library.looks import LookFigures
    from onyx_desktop.library.shelves import ModelState, Speed
    from onyx_desktop.settings import Settings
    from onyx_desktop.ui.desk import Desk


class Work(enum.Enum):
    """What may be under way for a model beside searching and indexing."""

    INSTALL = "install"
    IMPORT = "import"
    SPEED = "speed"
    LOOK = "look"
    LOOKS = "looks"


_TRIALS = frozenset({Work.SPEED, Work.LOOK, Work.LOOKS})


def _reading(settings: Settings) -> dict[str, str]:
    """The refining models that read every document before they can be asked."""
    return {field: getattr(settings, field) for field in ("sparse", "late_model")}


class ModelDesk(QObject):
    """All its signals are emitted in the main thread."""

    changed = Signal()  # the states, what was measured or what is running: all may be read again
    stepped = Signal(object, str, object)  # Work, model id, Step
    ended = Signal(object, str, object)  # Work, model id, what it gave; None when stopped or failed
    failed = Signal(object)  # OnyxError
    switched = Signal(object, object)  # ModelState that answers now, ModelState that answered before

    def __init__(self, desk: Desk, settings: Callable[[], Settings], keep: Callable[..., None]) -> None:
        super().__init__()
        self._desk, self._settings, self._keep = desk, settings, keep
        self.states: tuple[ModelState, ...] = ()
        self.speeds: dict[str, Speed] = {}
        self.figures: dict[tuple[str, int, Precision], LookFigures] = {}
        self.offer: ModelState | None = None  # answered until a new model was built; its vectors may be deleted
        self._building = ""
        self._change: Job | None = None
        self._jobs: dict[tuple[Work, str], Job] = {}
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._on_poll)
        desk.opened.connect(self.refresh)
        desk.update_ended.connect(self._on_updated)

    @property
    def settings(self) -> Settings:
        """What is chosen now."""
        return self._settings()

    def state(self, model: str) -> ModelState | None:
        """What is known of a model."""
        return next((each for each in self.states if each.card.id == model), None)

    @property
    def answering(self) -> ModelState | None:
        """The model that answers now."""
        return next((each for each in self.states if each.answering), None)

    def running(self, work: Work, model: str = "") -> bool:
        """Whether this is under way or waits for its turn."""
        return (work, model) in self._jobs

    @property
    def downloading(self) -> bool:
        """Whether there is, or soon will be, a connection to the model hub."""
        return any(work is Work.INSTALL for work, _ in self._jobs)

    def look_figures(self, look: Look) -> LookFigures | None:
        """What was measured for a length and a precision of the model in use, if it was."""
        used = self.answering
        full = used.card.dimensions if used is not None else 0
        length = look.dimensions or full
        return None if used is None else self.figures.get((used.card.id, length, look.precision))

    # Questions and small changes, on the search lane.

    @Slot()
    def refresh(self) -> None:
        """Ask for the states of all models."""
        self._ask(lambda library: library.models(), self._on_models)

    def change(self, **changes: object) -> None:
        """Keep settings and let them take effect; a model that is not complete is built by an update."""
        before = self.settings
        self._keep(**changes)
        settings = self.settings

        def take(library: Library) -> list[ModelState]:
            library.apply(settings)
            return library.models()

        def on_taken(states: list[ModelState]) -> None:
            chosen = next((each for each in states if each.chosen), None)
            complete = chosen is not None and chosen.answering
            rebuilt = "float32" in {before.precision, settings.precision} and before.precision != settings.precision
            if settings.model != before.model:
                self._building = "" if complete else settings.model
                self.offer = None
            self._on_models(states)
            self._desk.refresh_status()
            reads = any(now and now != getattr(before, field) for field, now in _reading(settings).items())
            if rebuilt or reads or not complete or (self._desk.updating and settings.model != before.model):
                self._desk.update()  # a running one builds what was chosen before

        def on_failed(error: OnyxError) -> None:
            if self.settings == settings:
                self._keep(**{name: getattr(before, name) for name in changes})
            self.failed.emit(error)
            self.changed.emit()

        self._change = self._desk.ask(take, on_taken, on_failed)

    def use(self, model: str) -> None:
        """Answer with this model, or refine by it: at once if what it makes is complete, else as soon as it is."""
        from onyx_desktop.library.refiners import choosing  # the library is loaded after the window is painted

        state = self.state(model)
        if state is None or self._field(model) == "model":
            self.change(model=model, dimensions=0)
        else:
            self.change(**choosing(self._settings(), state.card.kind, model))

    def leave(self, model: str) -> None:
        """Do without a model that refines; what it has made is kept."""
        self.change(**{self._field(model): ""})

    def _field(self, model: str) -> str:
        state = self.state(model)
        from onyx_desktop.library.refiners import field_of  # the library is loaded after the window is painted

        return "model" if state is None else field_of(state.card.kind)

    def remove(self, model: str) -> None:
        """Take an installed model off the shelf, with what it made."""

        def take(library: Library) -> list[ModelState]:
            library.remove_model(model)
            return library.models()

        self.speeds.pop(model, None)
        self._ask(take, self._on_models)

    def drop_vectors(self, model: str) -> None:
        """Delete a model's vectors; using it again embeds again."""
        if self.offer is not None and self.offer.card.id == model:
            self.offer = None

        def take(library: Library) -> list[ModelState]:
            library.drop_vectors(model)
            return library.models()

        self._ask(take, self._on_models)

    def keep_both(self) -> None:
        """Put the offer away."""
        self.offer = None
        self.changed.emit()

    # Long work, on the shelf lane; measurements, on the trial lane.

    def install(self, model: str) -> None:
        """Download a model, or go on with a download that was stopped."""
        self._start(Work.INSTALL, model, lambda library: library.install(model))

    def import_model(self, path: Path) -> None:
        """Take a model from a folder, a zip or a file of word vectors."""
        self._start(Work.IMPORT, "", lambda library: library.import_model(path))

    def measure_speed(self, model: str) -> None:
        """Time a model on some of the user's passages."""
        self._start(Work.SPEED, model, lambda library: library.speed(model))

    def measure_look(self, look: Look) -> None:
        """Measure one length and precision; a measurement of another one gives way."""
        self.cancel(Work.LOOK)
        self._jobs.pop((Work.LOOK, ""), None)
        self._start(Work.LOOK, "", lambda library: library.look_figures(look))

    def measure_looks(self) -> None:
        """Measure every length, and every precision at full length and at the chosen one, on the user's own index."""
        chosen = self.settings.look

        def measure(library: Library) -> Generator[Step, None, list[LookFigures]]:
            found = yield from library.looks()
            known = {(each.look.dimensions, each.look.precision) for each in found}
            for each in sorted({precision for _, precision in known}, key=list(Precision).index):
                if chosen.dimensions and (chosen.dimensions, each) not in known:
                    found.append((yield from library.look_figures(dataclasses.replace(chosen, precision=each))))
            return found

        self._start(Work.LOOKS, "", measure)

    def cancel(self, work: Work, model: str = "") -> None:
        """Stop at the next step; what is downloaded is kept for the next time."""
        job = self._jobs.get((work, model))
        if job is not None:
            job.cancel()

    def _start(self, work: Work, model: str, call: Callable[[Library], Generator[Step, None, Any]]) -> None:
        if (work, model) in self._jobs:
            return
        change = self._change

        def run(library: Library) -> Generator[Step, None, Any]:
            while change is not None and not change.over:  # settings that were changed before take effect before
                time.sleep(0.01)
                yield Step(Phase.COUNTING)
            return (yield from call(library))

        ended = functools.partial(self._on_ended, work, model)
        self._jobs[work, model] = self._desk.work(run, ended, trial=work in _TRIALS)
        self._timer.start()
        self.changed.emit()

    def _ask(self, question: Callable[[Library], Any], answered: Callable[[Any], None]) -> None:
        self._desk.ask(question, answered, self.failed.emit)

    # Endings: what runs in the main thread.

    def _on_models(self, states: list[ModelState]) -> None:
        before, self.states = self.answering, tuple(states)
        now = self.answering
        if before is not None and now is not None and now.card.id != before.card.id:
            self._desk.refresh_status()
            if now.card.id == self._building:
                self._building = ""
                self.offer = self.state(before.card.id)
                self.switched.emit(now, before)
        self.changed.emit()

    @Slot(object)
    def _on_updated(self, result: Updated | None) -> None:
        if result is not None and (result.indexed or result.removed or result.embedded):
            self.figures.clear()
        self.refresh()

    def _on_ended(self, work: Work, model: str, job: Job) -> None:
        if self._jobs.get((work, model)) is job:
            self._jobs.pop((work, model))
        if not self._jobs:
            self._timer.stop()
        result = job.result if job.state is State.DONE and not job.cancelled else None
        if work is Work.SPEED and result is not None:
            self.speeds[model] = result
        if work in {Work.LOOK, Work.LOOKS} and result is not None:
            self._take_figures([result] if work is Work.LOOK else result)
        self.ended.emit(work, model, result)
        if isinstance(job.error, OnyxError):
            self.failed.emit(job.error)
        self.refresh() if work in {Work.INSTALL, Work.IMPORT} else self.changed.emit()

    def _take_figures(self, measured: list[LookFigures]) -> None:
        used = self.answering
        if used is not None:
            for each in measured:
                length = each.look.dimensions or used.card.dimensions
                self.figures[used.card.id, length, each.look.precision] = each

    @Slot()
    def _on_poll(self) -> None:
        for (work, model), job in list(self._jobs.items()):
            step = job.latest if isinstance(job.latest, Step) else Step(Phase.COUNTING)
            self.stepped.emit(work, model, step)
