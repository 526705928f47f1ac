"""Strong and good are promises: kept for questions with an answer, and not made for those of another collection.

Of the whole development collections tests/bench/strength.py tells; these are the small ones that ship.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.domain import Mode
from onyx_desktop.library import Library
from onyx_desktop.measure.collections import read
from onyx_desktop.settings import Settings
from tests.bench.strength import Judged, answered, apart

DATA = Path(__file__).parents[1] / "data"
NAMES = ("limit-small", "scifact-600", "xquad-en")
QUESTIONS, LIMIT = 40, 10


@pytest.fixture(scope="module")
def parts() -> list[Judged]:
    return [Judged(name, read(DATA / name)) for name in NAMES]


@pytest.fixture(scope="module", params=NAMES)
def indexed(request: pytest.FixtureRequest, parts: list[Judged], tmp_path_factory: pytest.TempPathFactory):
    judged = next(each for each in parts if each.name == request.param)
    with Library.open(paths.home(tmp_path_factory.mktemp(judged.name)), Settings(speed="fast")) as library:
        judged.index(library)
        yield judged, library


@pytest.mark.quality
@pytest.mark.parametrize("mode", [Mode.AUTO, Mode.MEANING])
def test_questions_with_an_answer_are_promised_one(indexed: tuple[Judged, Library], mode: Mode) -> None:
    judged, library = indexed
    floor = 0.85 if mode is Mode.AUTO or judged.name != "limit-small" else 0.0  # vectors alone know no names
    assert answered(library, judged.questions(QUESTIONS), LIMIT, mode) >= floor


@pytest.mark.quality
@pytest.mark.parametrize("mode", [Mode.AUTO, Mode.MEANING])
def test_questions_of_another_collection_are_not(
    indexed: tuple[Judged, Library], parts: list[Judged], mode: Mode
) -> None:
    judged, library = indexed
    for other in parts:
        if apart(judged, other):
            assert answered(library, other.questions(QUESTIONS), LIMIT, mode) <= 0.1
