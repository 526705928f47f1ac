"""The lab of one library: sets of questions, trials, what the vectors look like. Made by window and command line.

Reads the library and writes only below `<data>/lab/`, so it needs no writer's lock and goes on beside an update.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from onyx_desktop.domain import Look
from onyx_desktop.errors import ModelUnfit, TooFewQuestions
from onyx_desktop.library.lab import (
    ask,
    begun,
    chart,
    extra,
    fast,
    gather,
    geometry,
    imported,
    judgements,
    made,
    trial,
    tune,
)
from onyx_desktop.library.lab.advice import recommend
from onyx_desktop.library.lab.judgements import Judgements
from onyx_desktop.library.lab.plane import Method
from onyx_desktop.library.lab.sets import DEFAULT, Sets
from onyx_desktop.library.lab.trial import ALONE, Contestant

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from onyx_desktop.domain import Step
    from onyx_desktop.library import distilling
    from onyx_desktop.library.lab.advice import Recommendation
    from onyx_desktop.library.lab.ask import Server
    from onyx_desktop.library.lab.begun import Begun
    from onyx_desktop.library.lab.chart import Chart
    from onyx_desktop.library.lab.fast import Fast
    from onyx_desktop.library.lab.gather import Wanted
    from onyx_desktop.library.lab.geometry import Looks
    from onyx_desktop.library.lab.made import Made
    from onyx_desktop.library.lab.sets import QuestionSet
    from onyx_desktop.library.lab.trial import Plan, Tried
    from onyx_desktop.library.lab.tune import Tuned, Wish
    from onyx_desktop.library.library import Library
    from onyx_desktop.paths import Home


_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")


class Lab:
    """The lab over an open library."""

    def __init__(self, library: Library, home: Home) -> None:
        self.library, self.home = library, home
        self.sets = Sets(home.data)
        self.judgements = Judgements(home.data, library.store.database)

    def make(self, wanted: Wanted) -> Generator[Step, None, QuestionSet]:
        """Make questions from the library; a job. Raises `TooFewQuestions`."""
        return (yield from gather.make(self.library.store.database, self.sets, wanted))

    def make_by_model(self, wanted: Wanted, server: Server) -> Generator[Step, None, QuestionSet]:
        """Let a language model ask about the library; a job. Raises `ServerUnusable`."""
        return (yield from ask.make(self.library.store.database, self.sets, wanted, server))

    def bring_in(self, path: Path, name: str) -> Generator[Step, None, QuestionSet]:
        """Take questions from a BEIR folder or a CSV file; a job. Raises `BadCollection`, `NotInLibrary`."""
        return (yield from imported.bring_in(self.library.store, self.sets, path, name))

    def questions(self, name: str = DEFAULT) -> Generator[Step, None, QuestionSet]:
        """A set by its name; the automatic one is made if it is not there yet, the judged one anew; a job.

        Raises `SetMissing`, `TooFewQuestions`.
        """
        if name == judgements.NAME:
            return (yield from self.judgements.to_set(self.sets))
        if name == DEFAULT and DEFAULT not in self.sets.names():
            return (yield from self.make(gather.Wanted()))
        return self.sets.read(name)

    def try_models(self, of: QuestionSet, plan: Plan) -> Generator[Step, None, Tried]:
        """Try models on a set, with costs for this library; a job. Raises as `trial.run`."""
        (passages,) = self.library.store.database.row(
            "SELECT count(*) FROM chunks WHERE document_id IN (SELECT document_id FROM files)"
        )
        whole = dataclasses.replace(plan, whole=max(int(passages), 1))
        return (yield from trial.run(of, whole, self.library.settings, self.home.models))

    def geometry(self, of: QuestionSet) -> Generator[Step, None, Looks]:
        """What the vectors of the model that answers look like; a job. Raises `TooFewQuestions` without vectors."""
        space = self.library.choice.answering.space
        try:
            return (yield from geometry.look(self.library.store, space, of))
        except ValueError as error:
            raise TooFewQuestions(0, gather.LEAST) from error

    def chart(self, method: Method = Method.PCA) -> Generator[Step, None, Chart]:
        """The library on a plane; a job. Raises `LabMissing`, `MapFailed`."""
        return (yield from chart.draw(self.library.store, self.library.choice.answering.space, method))

    def tune(self, of: QuestionSet, wish: Wish) -> Generator[Step, None, Tuned]:
        """Make a model better on a set of questions; a job. Stopped, it is what `begun` tells. Raises as `tune.tune`.

        Raises `ModelUnfit`, too, where the published folder has no weights.
        """
        extra.require(extra.TRAINING)
        if not any(next(wish.published.glob(each), None) for each in _WEIGHTS):
            raise ModelUnfit(str(wish.published), "there are no weights in it (model.safetensors)")
        begun.keep(self.home.data, of, wish)
        tuned = yield from tune.tune(of, wish, self.library.settings, (self.home.data, self.home.models))
        begun.forget(self.home.data)
        made.add(self.home.data, made.record("trained", tuned.child, tuned.parent, kept=tuned.card is not None))
        return tuned

    def fast(self, of: QuestionSet, wish: distilling.Wish) -> Generator[Step, None, Fast]:
        """Make a static model of an installed one, and measure both; a job. Raises as `fast.make`."""
        found = yield from fast.make(of, wish, self.library.settings, self.home.models)
        made.add(self.home.data, made.record("distilled", found.made, found.teacher, kept=True))
        return found

    @property
    def begun(self) -> Begun | None:
        """The training that was stopped and can be gone on with."""
        return begun.read(self.home.data)

    @property
    def made(self) -> list[Made]:
        """What was made here, the oldest first."""
        return made.read(self.home.data)

    @property
    def current(self) -> Contestant:
        """What answers now, by vectors alone."""
        settings, space = self.library.settings, self.library.choice.answering.space
        full = space.matrix.dimensions
        look = Look(min(settings.dimensions or full, full), settings.look.precision)
        return Contestant(space.card.id, look, ALONE)

    def advise(self, tried: Tried) -> Recommendation | None:
        """What to do after a trial."""
        return recommend(tried.outcomes, self.current)
