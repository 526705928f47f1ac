"""Models, lengths, precisions and ways of searching → what each is worth on a set of questions, and what it costs.

A scratch library holds the passages of the set and nothing else; each model makes its vectors there, and is asked
through the same code as a search. Quality: the figures of every question, so that any two can be compared. Costs are
for the whole library: passages a second are timed with this program's settings, vectors are counted, and the time of a
search is the measured one plus what comparing with the further passages takes, in proportion. Refuses models that make
no vectors of passages (`ModelUnfit`); one that does not load is named and left out.
"""

from __future__ import annotations

import dataclasses
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from onyx_desktop.domain import Look, Mode, Phase, Precision, Step, Way
from onyx_desktop.errors import ModelUnfit, OnyxError
from onyx_desktop.index.view import View
from onyx_desktop.library.evaluate import ranked
from onyx_desktop.library.judged import fill
from onyx_desktop.library.library import Library
from onyx_desktop.library.looks import lengths
from onyx_desktop.library.meaning import EMBEDDING, lens_of
from onyx_desktop.library.stages import CANDIDATES
from onyx_desktop.library.ways import MODES, Ways
from onyx_desktop.measure import metrics
from onyx_desktop.models.shelf import Shelf
from onyx_desktop.paths import Home

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from onyx_desktop.library.lab.sets import QuestionSet
    from onyx_desktop.measure.collections import Collection
    from onyx_desktop.settings import Settings

FIGURES = ("ndcg@10", "recall@2", "recall@10", "recall@100", "mrr@10", "map")
WHOLE, ALONE = Way.AUTO, Way.MEANING
_TIMED = 20
_CODES = (Precision.INT8, Precision.BINARY)


@dataclass(frozen=True, slots=True)
class Contestant:
    """A model, how its vectors are looked at, and by which way it is asked. look: with its true length."""

    model: str
    look: Look
    way: Way


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a contestant is worth and costs.

    single: figure → question → value. passages_a_second: of the model, here. ms: a search of the whole library.
    hours: to make all its vectors. vectors_bytes: of them all, as a search goes through them. model_bytes: its files.
    coded: false where the set is too small for the precision, and vectors were compared exactly.
    """

    contestant: Contestant
    single: Mapping[str, Mapping[str, float]]
    passages_a_second: float
    ms: float
    hours: float
    vectors_bytes: int
    model_bytes: int
    coded: bool = True

    def mean(self, figure: str) -> float:
        """The average of a figure over the questions."""
        return statistics.fmean(self.single[figure].values())


@dataclass(frozen=True, slots=True)
class Plan:
    """What to try. models: ids; none: every installed one that makes vectors of passages.

    looks: shorter lengths and coarser precisions, too. ways: of the whole search at full length. whole: passages of the
    library, for which costs are told.
    """

    models: tuple[str, ...] = ()
    looks: bool = True
    ways: tuple[Way, ...] = (WHOLE, ALONE)
    whole: int = 0


@dataclass(frozen=True, slots=True)
class Tried:
    """All outcomes, and the models that could not be tried with the reason."""

    questions: int
    passages: int
    whole: int
    outcomes: tuple[Outcome, ...]
    failed: Mapping[str, OnyxError] = dataclasses.field(default_factory=lambda: MappingProxyType({}))


def models_of(shelf: Shelf, named: Sequence[str] = ()) -> list[str]:
    """The installed models that make vectors of passages, or those named. Raises `ModelMissing`, `ModelUnfit`."""
    for name in named:
        if shelf.find(name)[0].kind not in EMBEDDING:
            raise ModelUnfit(name, "it makes no vectors of passages")
    return list(named) or [card.id for card in shelf.list() if card.kind in EMBEDDING]


def run(of: QuestionSet, plan: Plan, settings: Settings, models: Path) -> Generator[Step, None, Tried]:
    """Try everything that is planned; a job. Raises `BadCollection`, `ModelMissing`, `ModelUnfit`."""
    collection, shelf = of.collection, Shelf(models)
    wanted = models_of(shelf, plan.models)
    outcomes: list[Outcome] = []
    failed: dict[str, OnyxError] = {}
    with tempfile.TemporaryDirectory(prefix="onyx-lab-") as scratch:
        data = Path(scratch)
        home = Home(data, data, data / "logs", models)
        for model in wanted:
            chosen = dataclasses.replace(settings, model=model, dimensions=0, precision="float16", distance="cosine")
            try:
                with Library.open(home, chosen) as library:
                    outcomes += yield from _Bench(library, collection, plan, chosen).model(model, shelf)
            except OnyxError as error:
                if len(wanted) == 1:
                    raise
                failed[model] = error
    return Tried(len(collection.counted), of.documents, plan.whole or of.documents, tuple(outcomes), failed)


class _Bench:
    """One model in the scratch library."""

    def __init__(self, library: Library, collection: Collection, plan: Plan, settings: Settings) -> None:
        self._library = library
        self._collection = collection
        self._plan = plan
        self._settings = settings

    def model(self, model: str, shelf: Shelf) -> Generator[Step, None, list[Outcome]]:
        yield from fill(self._library, self._collection)
        speed = (yield from self._library.speed(model)).passages_a_second
        space = self._library.choice.answering.space
        full = Look(space.matrix.dimensions)
        there = [way for way in self._plan.ways if Ways(self._library).there(way)]
        outcomes = []
        for look in self._looks(full, space.card.lengths):
            ways = there if look == full else [way for way in there if way is ALONE]
            outcomes += yield from self._look(model, look, ways)
        facts = {"passages_a_second": speed, "model_bytes": shelf.size_bytes(model)}
        facts["hours"] = (self._plan.whole or len(self._library.choice.answering.view)) / speed / 3600
        return [dataclasses.replace(each, **facts) for each in outcomes]  # type: ignore[arg-type]  # named above

    def _looks(self, full: Look, trained: Sequence[int]) -> list[Look]:
        if not self._plan.looks:
            return [full]
        shorter = [dataclasses.replace(full, dimensions=each) for each in reversed(lengths(full.dimensions, trained))]
        return shorter + [dataclasses.replace(full, precision=each) for each in _CODES]

    def _look(self, model: str, look: Look, ways: Sequence[Way]) -> Generator[Step, None, list[Outcome]]:
        dimensions, precision = look.dimensions, look.precision.value
        self._library.apply(dataclasses.replace(self._settings, dimensions=dimensions, precision=precision))
        rankings = yield from ranked(self._library, self._collection, ways)
        scan_ms, size_bytes, coded = yield from self._scan(look)
        outcomes = []
        for way in ways:
            single = {name: metrics.single(rankings[way], self._judged(), name) for name in FIGURES}
            ms = yield from self._search_ms(way)
            further = 0.0 if way is Way.WORDS else scan_ms
            contestant = Contestant(model, look, way)
            outcomes.append(Outcome(contestant, single, 0.0, ms + further, 0.0, size_bytes, 0, coded))
        return outcomes

    def _judged(self) -> Mapping[str, Mapping[str, int]]:
        return {query: self._collection.qrels[query] for query in self._collection.counted}

    def _scan(self, look: Look) -> Generator[Step, None, tuple[float, int, bool]]:
        """Milliseconds that the library's further passages add to a search; bytes of all; whether codes were used."""
        space = self._library.choice.answering.space
        view = View(self._library.store.database, space.matrix, lens_of(space, look), kept=False)
        yield from view.prepare()
        count = max(1, len(view))
        times = []
        for vector in space.matrix.vectors(view.rows[view.rows >= 0][:_TIMED]):
            began = time.perf_counter()
            view.nearest(vector, view.rows >= 0, CANDIDATES)
            times.append((time.perf_counter() - began) * 1000)
        more = max(0, (self._plan.whole or count) - count) / count
        exact = look.precision in {Precision.FLOAT32, Precision.FLOAT16}
        bytes_each = view.searched_bytes / count
        scan_ms = statistics.median(times) * more if times else 0.0
        return scan_ms, round(bytes_each * (self._plan.whole or count)), exact or view.coded > 0

    def _search_ms(self, way: Way) -> Generator[Step, None, float]:
        """Half of all searches of the scratch library take this long at most."""
        texts = [self._collection.queries[each] for each in self._collection.counted[: _TIMED + 1]]
        mode = MODES.get(way, Mode.AUTO)
        times = []
        for number, text in enumerate(texts):
            times.append(self._library.search(text, mode=mode).ms)
            yield Step(Phase.MEASURING, number, len(texts))
        return statistics.median(times[1:] or times)
