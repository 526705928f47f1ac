"""A judged collection → figures, through the same code as a search, in a scratch folder or one that is kept."""

from __future__ import annotations

import contextlib
import dataclasses
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Depth, Mode, Phase, Step, Way
from onyx_desktop.errors import BadCollection, FolderMissing, StageMissing
from onyx_desktop.library.judged import fill, kept_in, names
from onyx_desktop.library.library import Library
from onyx_desktop.library.ways import MODES, REFINING, Ways
from onyx_desktop.measure import metrics
from onyx_desktop.measure.collections import read
from onyx_desktop.paths import Home

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from onyx_desktop.domain import Answer, Look
    from onyx_desktop.measure.collections import Collection
    from onyx_desktop.settings import Settings

FIGURES = ("ndcg@10", "recall@2", "recall@10", "recall@100", "mrr@10", "map", "hit@10")
_DEEP = 100
_TICK = 8


@dataclass(frozen=True, slots=True)
class Trial:
    """What to measure. files: a folder that is the corpus, instead of the collection's own documents.

    way: what is asked. stages: every other way that can be gone here, too. work: where the index is kept for the next
    time; None: it is made in a scratch folder, which is gone afterwards. figures_of_look: also what the length and the
    precision cost and keep, as the window shows it. depth: how deep the corpus is indexed, STATIC or FULL.
    """

    collection: Path
    files: Path | None = None
    way: Way = Way.AUTO
    limit_queries: int | None = None
    stages: bool = False
    work: Path | None = None
    figures_of_look: bool = False
    depth: Depth = Depth.FULL


@dataclass(frozen=True, slots=True)
class Measured:
    """figures: those of the command line's contract. steps: milliseconds of each step of a search, by name.

    stages: by way, its figures and its milliseconds: of a whole search, or of what late interaction, the reranker and
    sparse terms add to one. "p50": of half of the questions at most, "p95": of all but one in twenty.
    """

    figures: Mapping[str, float]
    steps: Mapping[str, Mapping[str, float]]
    stages: Mapping[Way, Mapping[str, float]] = field(default_factory=lambda: MappingProxyType({}))


def evaluate(trial: Trial, settings: Settings, models: Path) -> Generator[Step, None, Measured]:
    """Index the corpus, ask every query that has an answer, and return what came of it.

    Milliseconds a query are those of a whole search with ten hits and their snippets, the vector of the query included.
    Raises `BadCollection`, `FolderMissing`, `StageMissing`.
    """
    collection = read(trial.collection)
    if trial.files is None and collection.corpus is None:
        raise BadCollection(trial.collection, "no corpus.jsonl is there; name the folder of its files with --files")
    if trial.files is not None and not trial.files.is_dir():
        raise FolderMissing(trial.files)
    depth = Depth.WORDS if trial.way is Way.WORDS and not trial.stages else trial.depth
    with _opened(trial, collection, settings, models) as library:
        if not Ways(library).there(trial.way):
            raise StageMissing(trial.way.value)
        began = time.monotonic()
        skipped = yield from fill(library, collection, trial.files, depth)
        seconds = time.monotonic() - began
        measured = yield from _ask(library, collection, trial)
        figures = dict(measured.figures)
        if trial.figures_of_look:
            figures |= yield from _look(library, settings.look)
    figures |= {"index_seconds": round(seconds, 2)} | ({"skipped": skipped} if trial.files else {})
    return dataclasses.replace(measured, figures=figures)


@contextlib.contextmanager
def _opened(trial: Trial, collection: Collection, settings: Settings, models: Path) -> Iterator[Library]:
    with contextlib.ExitStack() as stack:
        if trial.work is None:
            data = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="onyx-evaluate-")))
        else:
            data = kept_in(trial.work.absolute(), collection, trial.files)
        home = Home(data, data, data / "logs", models)
        yield stack.enter_context(Library.open(home, dataclasses.replace(settings, speed="fast")))


def _ask(library: Library, collection: Collection, trial: Trial) -> Generator[Step, None, Measured]:
    counted = collection.counted[: trial.limit_queries]
    asked = [way for way in Way if way is trial.way or (trial.stages and Ways(library).there(way))]
    answers = yield from _search(library, [collection.queries[each] for each in counted], asked)
    judged = dataclasses.replace(collection, queries={each: collection.queries[each] for each in counted})
    rankings = yield from ranked(library, judged, asked, trial.files)
    figures = {way: _figures(rankings[way], collection, trial) for way in asked}
    searches = answers[MODES.get(trial.way, Mode.AUTO)]
    times = _percentiles([each.ms for each in searches])
    return Measured(
        figures={
            **figures[trial.way],
            "queries": len(counted),
            "documents": sum(map(len, names(library, trial.files).values())),
            **{f"query_ms_{share}": each for share, each in times.items()},
        },
        steps={step: _percentiles([each.timings.get(step, 0.0) for each in searches]) for step in _steps(searches)},
        stages={way: figures[way] | _times(way, answers) for way in asked} if trial.stages else {},
    )


def ranked(
    library: Library, collection: Collection, ways: Sequence[Way], files: Path | None = None
) -> Generator[Step, None, dict[Way, dict[str, list[str]]]]:
    """The collection's names of the first hundred documents, best first, by way and query; a job."""
    known, counted = names(library, files), collection.counted
    asked, found = Ways(library), {way: dict[str, list[str]]() for way in ways}
    for number, query in enumerate(counted):
        for way, documents in asked.documents(collection.queries[query], ways).items():
            found[way][query] = [name for document in documents for name in known.get(document, [])][:_DEEP]
        if number % _TICK == 0:
            yield Step(Phase.CHECKING, number, len(counted))
    return found


def _search(
    library: Library, texts: Sequence[str], ways: Sequence[Way]
) -> Generator[Step, None, dict[Mode, list[Answer]]]:
    """Whole searches, for their time."""
    answers: dict[Mode, list[Answer]] = {MODES.get(way, Mode.AUTO): [] for way in ways}
    for mode in answers:
        library.search(texts[0], mode=mode)  # loads what is loaded once
    for number, text in enumerate(texts):
        for mode, given in answers.items():
            given.append(library.search(text, mode=mode))
        if number % _TICK == 0:
            yield Step(Phase.CHECKING, number, len(texts))
    return answers


def _figures(rankings: Mapping[str, Sequence[str]], collection: Collection, trial: Trial) -> dict[str, float]:
    chosen = FIGURES if trial.files else FIGURES[:-1]
    qrels = {query: collection.qrels[query] for query in rankings}
    return {name: round(figure, 4) for name, figure in metrics.averages(rankings, qrels, chosen).items()}


def _steps(answers: Sequence[Answer]) -> list[str]:
    """The steps of some searches, in their order."""
    return list(dict.fromkeys(step for answer in answers for step in answer.timings))


def _times(way: Way, by_mode: Mapping[Mode, Sequence[Answer]]) -> dict[str, float]:
    """Milliseconds of a way, as `Measured` says."""
    answers = by_mode[MODES.get(way, Mode.AUTO)]
    if way in MODES:
        return _percentiles([answer.ms for answer in answers])
    if way in {Way.FUSED, Way.RRF}:
        later = [sum(answer.timings.get(step, 0.0) for step in REFINING) for answer in answers]
        return _percentiles([answer.ms - each for answer, each in zip(answers, later, strict=True)])
    return _percentiles([answer.timings.get(way.value, 0.0) for answer in answers])


def _percentiles(times: Sequence[float]) -> dict[str, float]:
    return {f"p{share}": round(float(np.percentile(times, share)), 1) for share in (50, 95)}


def _look(library: Library, look: Look) -> Generator[Step, None, dict[str, float]]:
    """The figures of the window's table, by the same code."""
    seen = yield from library.look_figures(look)
    return {
        "look_bytes": seen.size_bytes,
        "look_ms": round(seen.ms, 2),
        "same_top_10": round(seen.same_top_10, 4),
        "recall@10_of_exact": round(seen.recall_10, 4),
    }
