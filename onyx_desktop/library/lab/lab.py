"""The lab of one library: sets of questions, trials, what the vectors look like. Made by window and command line.

Reads the library and writes only below `<data>/lab/`, so it needs no writer's lock and goes on beside an update.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from onyx_desktop.domain import Look
from onyx_desktop.errors import TooFewQuestions
from onyx_desktop.library.lab import ask, chart, gather, geometry, imported, judgements, trial, tune
from onyx_desktop.library.lab.advice import recommend
from onyx_desktop.library.lab.judgements import Judgements
from onyx_desktop.library.lab.sets import DEFAULT, Sets
from onyx_desktop.library.lab.trial import ALONE, Contestant

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from onyx_desktop.domain import Step
    from onyx_desktop.library.lab.advice import Recommendation
    from onyx_desktop.library.lab.ask import Server
    from onyx_desktop.library.lab.chart import Chart
    from onyx_desktop.library.lab.gather import Wanted
    from onyx_desktop.library.lab.geometry import Looks
    from onyx_desktop.library.lab.sets import QuestionSet
    from onyx_desktop.library.lab.trial import Plan, Tried
    from onyx_desktop.library.lab.tune import Tuned, Wish
    from onyx_desktop.library.library import Library
    from onyx_desktop.paths import Home


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

    def chart(self) -> Generator[Step, None, Chart]:
        """The library on a plane; a job."""
        return (yield from chart.draw(self.library.store, self.library.choice.answering.space))

    def tune(self, of: QuestionSet, wish: Wish) -> Generator[Step, None, Tuned]:
        """Make a model better on a set of questions; a job. Raises as `tune.tune`."""
        return (yield from tune.tune(of, wish, self.library.settings, (self.home.data, self.home.models)))

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
