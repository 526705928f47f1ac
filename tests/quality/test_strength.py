"""Strong and good are promises: kept for questions with an answer, and not made for those of another collection.

Of the whole development collections tests/bench/strength.py tells; these are the small ones that ship, and a few
questions of each.
"""

from __future__ import annotations

import pytest

from onyx_desktop.domain import Mode
from onyx_desktop.library import Library
from tests.bench.strength import Judged, answered, apart
from tests.quality.conftest import DATA, Indexed

NAMES = ("limit-small", "scifact-600", "xquad-en")
QUESTIONS, LIMIT = 24, 10


@pytest.fixture(scope="module")
def parts(indexed: Indexed) -> list[tuple[Judged, Library]]:
    return [(Judged(name, collection), library) for name in NAMES for library, collection in [indexed(DATA / name)]]


@pytest.mark.quality
@pytest.mark.parametrize("mode", [Mode.AUTO, Mode.MEANING])
@pytest.mark.parametrize("place", range(len(NAMES)), ids=NAMES)
def test_questions_with_an_answer_are_promised_one(parts: list[tuple[Judged, Library]], place: int, mode: Mode) -> None:
    judged, library = parts[place]
    floor = 0.85 if mode is Mode.AUTO or judged.name != "limit-small" else 0.0  # vectors alone know no names
    assert answered(library, judged.questions(QUESTIONS), LIMIT, mode) >= floor


@pytest.mark.quality
@pytest.mark.parametrize("mode", [Mode.AUTO, Mode.MEANING])
@pytest.mark.parametrize("place", range(len(NAMES)), ids=NAMES)
def test_questions_of_another_collection_are_not(parts: list[tuple[Judged, Library]], place: int, mode: Mode) -> None:
    judged, library = parts[place]
    for other, _ in parts:
        if apart(judged, other):
            assert answered(library, other.questions(QUESTIONS), LIMIT, mode) <= 0.1
