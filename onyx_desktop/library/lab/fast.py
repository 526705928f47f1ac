"""A transformer of the shelf → a static model made of it, and what that is worth on questions about one's own files.

Made by `library.distilling`, then asked beside its teacher and beside the static model that comes with the program, by
vectors alone. The model stays on the shelf also where the measurement is stopped: making it was the long part.
"""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onyx_desktop.domain import Kind
from onyx_desktop.library import distilling
from onyx_desktop.library.lab import trial
from onyx_desktop.library.lab.trial import ALONE, Plan
from onyx_desktop.models.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from onyx_desktop.domain import ModelCard, Step
    from onyx_desktop.library.distilling import Wish
    from onyx_desktop.library.lab.sets import QuestionSet
    from onyx_desktop.library.lab.trial import Outcome
    from onyx_desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class Fast:
    """A static model that was made. embedded: the one that comes with the program, None where there is none.

    seconds: that making it took, without measuring.
    """

    card: ModelCard
    made: Outcome
    teacher: Outcome
    embedded: Outcome | None
    seconds: float


def make(of: QuestionSet, wish: Wish, settings: Settings, models: Path) -> Generator[Step, None, Fast]:
    """Make it, put it on the shelf, and measure; a job. Raises as `distilling.distil` and `trial.run`."""
    began = time.monotonic()
    card = yield from distilling.distil(wish, settings, models)
    seconds = time.monotonic() - began
    ours = next((each.id for each in Shelf(models).list() if each.embedded and each.kind is Kind.STATIC), None)
    names = tuple(dict.fromkeys((wish.teacher, card.id, *([ours] if ours else []))))
    alone = dataclasses.replace(settings, quality="fast", sparse="", reranker="", late_model="")
    tried = yield from trial.run(of, Plan(names, looks=False, ways=(ALONE,)), alone, models)
    for name in (wish.teacher, card.id):
        if name in tried.failed:
            raise tried.failed[name]
    by_model = {each.contestant.model: each for each in tried.outcomes}
    return Fast(card, by_model[card.id], by_model[wish.teacher], by_model.get(ours or ""), seconds)
