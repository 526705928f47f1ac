"""The judged collections that ship, each indexed once, and what every way of ranking makes of them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.domain import Way
from onyx_desktop.library import Library
from onyx_desktop.library.evaluate import ranked
from onyx_desktop.library.judged import fill
from onyx_desktop.measure import metrics
from onyx_desktop.measure.collections import Collection, read
from onyx_desktop.settings import Settings
from tests.library.conftest import run

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
QUESTIONS = 120  # of each collection, from all parts
FIGURES = ("ndcg@10", "recall@2", "recall@100")

Indexed = Callable[[Path], tuple[Library, Collection]]
Figures = Callable[[Path], dict[Way, dict[str, float]]]


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Indexed]:
    """A collection's folder → a library that holds it, and some of its questions."""
    known: dict[Path, tuple[Library, Collection]] = {}
    with contextlib.ExitStack() as stack:

        def index(folder: Path) -> tuple[Library, Collection]:
            if folder not in known:
                home = paths.home(tmp_path_factory.mktemp(folder.name))
                library = stack.enter_context(Library.open(home, Settings(speed="fast")))
                collection = read(folder)
                run(fill(library, collection))
                known[folder] = library, some(collection)
            return known[folder]

        yield index


@pytest.fixture(scope="session")
def figures(indexed: Indexed) -> Figures:
    """A collection's folder → the figures of every way that needs no further model."""
    known: dict[Path, dict[Way, dict[str, float]]] = {}
    ways = (Way.WORDS, Way.MEANING, Way.LATE, Way.FUSED, Way.RRF, Way.AUTO)

    def measure(folder: Path) -> dict[Way, dict[str, float]]:
        if folder not in known:
            library, collection = indexed(folder)
            rankings = run(ranked(library, collection, ways))
            known[folder] = {way: metrics.averages(rankings[way], collection.qrels, FIGURES) for way in ways}
        return known[folder]

    return measure


def some(collection: Collection) -> Collection:
    """The same with fewer questions."""
    counted = collection.counted
    chosen = counted[:: max(1, len(counted) // QUESTIONS)][:QUESTIONS]
    return Collection(
        collection.name,
        collection.corpus,
        {each: collection.queries[each] for each in chosen},
        {each: collection.qrels[each] for each in chosen},
    )
