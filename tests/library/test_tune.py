"""Fine-tuning of a tiny model with the real libraries: split, stopped, gone on with, kept only where it is better."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.domain import Phase
from onyx_desktop.errors import TooFewQuestions, TuningFailed
from onyx_desktop.library.lab.sets import Asked, QuestionSet, Sets
from onyx_desktop.library.lab.tune import Wish, split, tune
from onyx_desktop.measure.collections import Judged
from onyx_desktop.measure.questions import Source
from onyx_desktop.models.shelf import Shelf
from onyx_desktop.settings import Settings
from onyx_desktop.vectors import sample
from tests import tiny
from tests.library.conftest import run

FAST = Settings(quality="fast", speed="fast")
WORDS = [word for word in tiny.WORDS if word.isalpha()]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> paths.Home:
    return paths.home(tmp_path_factory.mktemp("tune"))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "tiny"
    tiny.publish(folder)
    return folder


@pytest.fixture(scope="module")
def parent(home: paths.Home, published: Path) -> str:
    return run(Shelf(home.models).import_model(published, sample.rows)).id


@pytest.fixture(scope="module")
def asked(home: paths.Home) -> QuestionSet:
    """Each question is two words, its answer the same two among others."""
    pairs = [(one, other) for one in WORDS for other in WORDS if one < other][:40]
    corpus = [Judged(f"d{n}", "", f"{one} {other} {one} the") for n, (one, other) in enumerate(pairs)]
    questions = [Asked(f"q{n}", " ".join(pair), Source.IMPORTED, {f"d{n}": 1}) for n, pair in enumerate(pairs)]
    return Sets(home.data).write("pairs", questions, corpus, {})


def test_questions_are_split_by_their_text_and_none_is_in_two_parts(asked: QuestionSet) -> None:
    parts = split(asked.questions)
    texts = [{each.text for each in part} for part in (parts.train, parts.dev, parts.held)]
    assert sum(map(len, texts)) == len(set.union(*texts)) == 40
    assert list(map(len, texts)) == [27, 3, 10]
    assert split(tuple(reversed(asked.questions))) == parts
    assert len(split(asked.questions, 25).held) == 25
    with pytest.raises(TooFewQuestions):
        split(asked.questions[:19])


def test_training_is_stopped_gone_on_with_and_judged(
    home: paths.Home, published: Path, parent: str, asked: QuestionSet
) -> None:
    wish = Wish(parent, published, epochs=3, batch=1, rate=1e-4, max_tokens=32, hard=1)
    places = (home.data, home.models)
    job = tune(asked, wish, FAST, places)
    folder = home.data / "lab" / "tuning" / f"{parent}-pairs"
    for step in job:
        if step.phase is Phase.TRAINING and step.done and (folder / "state.pt").is_file():
            break
    job.close()
    kept = [(folder / "state.pt").is_file(), (folder / "model").is_dir()]  # on a slow machine it may be done by now
    assert any(kept), "what was done is kept"
    lines = [json.loads(line) for line in (folder / "train.jsonl").read_text().splitlines()]
    assert len(lines) == 27
    held = {each.text for each in split(asked.questions).held}
    assert not held & {each["query"] for each in lines}, "held out is held out"
    assert all(len(each["wrong"]) == 1 and each["answer"] not in each["wrong"] for each in lines if each["wrong"])

    tuned = run(tune(asked, wish, FAST, places))
    assert tuned.against.questions == 10
    assert (tuned.card is not None) == (tuned.against.verdict > 0)
    there = {card.id for card in Shelf(home.models).list()}
    assert any(name.endswith("-tuned") for name in there) == (tuned.card is not None)
    difference = tuned.child.mean("ndcg@10") - tuned.parent.mean("ndcg@10")
    assert tuned.against.difference.mean == pytest.approx(difference)
    assert not folder.exists(), "nothing is left behind"


def test_what_cannot_be_tuned_is_refused(home: paths.Home, parent: str, asked: QuestionSet, tmp_path: Path) -> None:
    places = (home.data, home.models)
    with pytest.raises(TuningFailed):
        run(tune(asked, Wish(parent, tmp_path), FAST, places))
