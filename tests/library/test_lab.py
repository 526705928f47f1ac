"""The lab over the sample documents, with the real model: questions, trials, geometry; and what is refused."""

from __future__ import annotations

import csv
import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.domain import Depth, Look, Precision, Way
from onyx_desktop.errors import BadCollection, NotInLibrary, SetMissing, TooFewQuestions
from onyx_desktop.library import Library, storage
from onyx_desktop.library.lab.advice import Advice, recommend, versus
from onyx_desktop.library.lab.gather import Wanted
from onyx_desktop.library.lab.lab import Lab
from onyx_desktop.library.lab.sets import QuestionSet
from onyx_desktop.library.lab.trial import ALONE, Plan, Tried
from onyx_desktop.measure.questions import Source
from onyx_desktop.settings import Settings
from tests.library.conftest import SAMPLES, run
from tests.quality.conftest import DATA

FAST = Settings(quality="fast", speed="fast")
SHORT = (
    "PEP 8 Style Guide for Python Code.rst",
    "PEP 13 Python Language Governance.rst",
    "Declaration of Independence.txt",
    "How to search with Onyx.md",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> paths.Home:
    return paths.home(tmp_path_factory.mktemp("lab"))


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    for name in SHORT:
        shutil.copy(SAMPLES / name, folder)
    return folder


@pytest.fixture(scope="module")
def lab(home: paths.Home, documents: Path) -> Iterator[Lab]:
    with Library.open(home, FAST) as library:
        run(library.update([documents]))
        yield Lab(library, home)


@pytest.fixture(scope="module")
def mine(lab: Lab) -> QuestionSet:
    return run(lab.make(Wanted(questions=30, passages=120)))


@pytest.fixture(scope="module")
def tried(lab: Lab, mine: QuestionSet) -> Tried:
    return run(lab.try_models(mine, Plan(ways=(Way.AUTO, Way.MEANING, Way.WORDS))))


def test_questions_are_made_from_the_library_and_find_no_copy_of_themselves(lab: Lab, mine: QuestionSet) -> None:
    assert 10 <= len(mine.questions) <= 30
    assert len(mine.sources) >= 3
    texts = {each.id: " ".join(f"{each.title} {each.text}".split()) for each in mine.collection.documents()}
    for each in mine.questions:
        assert set(each.answers) <= set(texts)
        if each.source is not Source.DEFINITION:
            assert not [key for key in each.answers if each.text.casefold() in texts[key].casefold()], each
    again = run(lab.make(Wanted(questions=30, passages=120)))
    assert again.questions == mine.questions, "the same library asks the same"
    assert lab.sets.names() == ["mine"]


def test_figures_of_every_question_for_every_way_and_look(tried: Tried, mine: QuestionSet) -> None:
    assert tried.questions == len(mine.questions)
    by_way = {each.contestant.way for each in tried.outcomes}
    assert by_way == {Way.AUTO, Way.MEANING, Way.WORDS}
    for each in tried.outcomes:
        assert all(len(single) == tried.questions for single in each.single.values())
        assert each.passages_a_second > 0
        assert each.ms > 0
        assert each.hours == pytest.approx(tried.whole / each.passages_a_second / 3600)
        assert each.model_bytes > 1_000_000
    looks = {each.contestant.look for each in tried.outcomes if each.contestant.way is ALONE}
    assert Look(384) in looks
    assert {each.dimensions for each in looks} >= {64, 128, 256, 384}
    assert {each.precision for each in looks} >= {Precision.FLOAT16, Precision.INT8}


def test_real_search_beats_chance_and_long_vectors_beat_short_ones(tried: Tried) -> None:
    alone = {each.contestant.look: each for each in tried.outcomes if each.contestant.way is ALONE}
    full, short = alone[Look(384)], alone[Look(64)]
    assert full.mean("ndcg@10") > 0.25
    assert full.mean("ndcg@10") > short.mean("ndcg@10")
    assert full.vectors_bytes == 6 * short.vectors_bytes
    compared = versus(full, short)
    assert compared.questions == tried.questions
    assert compared.difference.mean == pytest.approx(full.mean("ndcg@10") - short.mean("ndcg@10"))


def test_the_cheapest_of_those_that_are_as_good_is_recommended(tried: Tried, lab: Lab) -> None:
    assert lab.current.look == Look(384)
    made = lab.advise(tried)
    assert made is not None
    best = max(each.mean("ndcg@10") for each in tried.outcomes if each.contestant.way is ALONE)
    assert made.outcome.mean("ndcg@10") >= best - 0.02
    worst = next(each for each in tried.outcomes if each.contestant.look == Look(64))
    good = next(each for each in tried.outcomes if each.contestant == lab.current)
    perfect = dataclasses.replace(good, single={name: dict.fromkeys(each, 1.0) for name, each in good.single.items()})
    advised = recommend([worst, perfect], worst.contestant)
    assert advised is not None
    assert (advised.advice, advised.outcome) == (Advice.BETTER, perfect)
    assert recommend([], worst.contestant) is None
    twice = dataclasses.replace(good, hours=9.0, contestant=dataclasses.replace(good.contestant, model="slow"))
    cheaper = recommend([twice, good], twice.contestant)
    assert cheaper is not None
    assert (cheaper.advice, cheaper.outcome) == (Advice.CHEAPER, good)


def test_what_the_vectors_look_like_and_what_changes_would_do(lab: Lab, mine: QuestionSet) -> None:
    looks = run(lab.geometry(mine))
    assert looks.shape.dimensions == 384
    assert 0 < looks.shape.baseline < 0.6
    assert 10 < looks.shape.rank < 384
    assert looks.shape.alignment is not None
    as_they_are, *changes = looks.changes
    assert as_they_are.against is None
    assert {each.name for each in changes} == {
        "first numbers only", "centred", "principal components", "whitened",
    }  # fmt: skip
    for each in changes:
        assert each.against is not None
        assert each.ndcg == pytest.approx(as_they_are.ndcg + each.against.difference.mean)
    sizes = {(each.look.dimensions, each.look.precision): each.size_bytes for each in looks.rooms}
    assert sizes[384, Precision.FLOAT16] == looks.passages * 768
    assert sizes[384, Precision.BINARY] < sizes[384, Precision.INT8] < sizes[384, Precision.FLOAT16]


def test_sets_from_elsewhere(lab: Lab, documents: Path, tmp_path: Path) -> None:
    beir = run(lab.bring_in(DATA / "xquad-en", "from beir"))
    assert beir.documents == 120
    assert beir.sources == {Source.IMPORTED: len(beir.questions)}
    file = next(path for path in documents.iterdir() if path.suffix == ".txt")
    with (tmp_path / "asked.csv").open("w", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream)
        rows.writerow(("Question", "Path", "Text"))
        rows.writerow(("what does it say", str(file), ""))
        rows.writerow(("who pays for the roof", "", "The owner pays for the roof."))
    asked = run(lab.bring_in(tmp_path / "asked.csv", "asked"))
    assert [each.text for each in asked.questions] == ["what does it say", "who pays for the roof"]
    texts = {each.id: each.text for each in asked.collection.documents()}
    assert texts[next(iter(asked.questions[1].answers))] == "The owner pays for the roof."
    assert set(asked.questions[0].answers) <= set(texts)
    lab.sets.remove("asked")
    lab.sets.remove("from-beir")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "query or question"),
        ("question\nwhat\n", "text, passage"),
        ("question,text\n,something\n", "line 2"),
        ("question,text,score\nwhat,something,high\n", "line 2"),
        ("question,text\n", "no question"),
    ],
)
def test_a_bad_csv_is_refused_by_line(lab: Lab, tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "bad.csv").write_text(text)
    with pytest.raises(BadCollection, match=why):
        run(lab.bring_in(tmp_path / "bad.csv", "bad"))
    assert "bad" not in lab.sets.names()


def test_what_cannot_be_done_is_refused(lab: Lab, tmp_path: Path) -> None:
    with pytest.raises(SetMissing):
        run(lab.questions("never"))
    (tmp_path / "other.csv").write_text("question,path\nwhat,nowhere.txt\n")
    with pytest.raises(NotInLibrary):
        run(lab.bring_in(tmp_path / "other.csv", "other"))
    with pytest.raises(BadCollection):
        run(lab.bring_in(DATA, "no collection"))
    empty = paths.home(tmp_path / "empty")
    with Library.open(empty, FAST) as library, pytest.raises(TooFewQuestions):
        run(Lab(library, empty).make(Wanted()))


def test_erasing_the_index_erases_the_questions_too(documents: Path, tmp_path: Path) -> None:
    home = paths.home(tmp_path / "gone")
    with Library.open(home, FAST) as library:
        run(library.update([documents], Depth.WORDS))
        run(Lab(library, home).make(Wanted(questions=10, passages=60)))
    storage.erase(home)
    assert not (home.data / "lab").exists()
