import dataclasses
import enum

import pytest

from onyx_desktop.domain import Distance, Kind, Look, ModelCard, Phase, Precision, Step
from onyx_desktop.library.looks import LookFigures
from onyx_desktop.library.shelves import ModelState, Speed
from onyx_desktop.settings import PROVIDERS, SPEEDS
from onyx_desktop.ui import model_words as words
from onyx_desktop.ui.model_facts import facts
from onyx_desktop.ui.model_words import Stand

CARD = ModelCard("tiny", "Tiny", "someone/tiny", "main", "MIT", 384, 512, languages="en", size_mb=133, speed="fast")


def state(card: ModelCard = CARD, **changes: object) -> ModelState:
    plain = ModelState(card, False, False, False, 0, 0, 0)
    return dataclasses.replace(plain, **changes)


@pytest.mark.parametrize(
    ("members", "speak"),
    [
        (Kind, words.kind),
        (Kind, words.kind_hint),
        (Precision, words.precision),
        (Precision, words.precision_hint),
        (Distance, words.distance),
        (SPEEDS, words.speed_choice),
        (PROVIDERS, words.provider),
    ],
)
def test_every_member_has_its_own_words(members: type[enum.Enum] | tuple[str, ...], speak: object) -> None:
    assert callable(speak)
    said = [speak(each) for each in members]
    assert all(said)
    assert len(set(said)) == len(said)


def test_the_guide_has_three_sentences() -> None:
    assert words.distance_guide().count(". ") == 2


@pytest.mark.parametrize(
    ("size_bytes", "said"),
    [(0, "0 B"), (999, "999 B"), (1_200, "1.2 kB"), (210_400_000, "210 MB"), (9_940_000, "9.9 MB"),
     (999_600_000, "1.0 GB"), (1_340_000_000, "1.3 GB")],
)  # fmt: skip
def test_sizes(size_bytes: int, said: str) -> None:
    assert words.size(size_bytes) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(3, "less than a minute"), (61, "about 1 min"), (33 * 60, "about 35 min"), (11 * 3600, "about 11 h")],
)
def test_durations_are_rough(seconds: float, said: str) -> None:
    assert words.duration(seconds) == said


def test_a_speed_has_two_certain_digits() -> None:
    assert words.per_minute(Speed(31.7, 0)) == "1,900 passages a minute"
    assert words.per_minute(Speed(0.05, 0)) == "3 passages a minute"
    assert words.measured(Speed(1.17, 39_600)) == "70 passages a minute · re-indexing takes about 11 h"
    assert words.measured(Speed(1.17, 0)) == "70 passages a minute · nothing to re-index"


@pytest.mark.parametrize(
    ("languages", "said"),
    [("en", "English"), ("en, zh", "English, Chinese"), ("multilingual (100)", "100 languages"), ("many", "many"),
     ("", ""), ("de, fr, es, it, pt", "5 languages")],
)  # fmt: skip
def test_languages(languages: str, said: str) -> None:
    assert words.languages(dataclasses.replace(CARD, languages=languages)) == said


def test_the_live_line() -> None:
    found = LookFigures(Look(256), 61_000_000, 9.2, 0.94, 0.99)
    said = "Index 61 MB · search 9.2 ms · same top 10 as full in 9.4 of 10 of your passages"
    assert words.figures(found) == said


def test_a_download_says_how_much_how_fast_and_how_long() -> None:
    step = Step(Phase.DOWNLOADING, 30_000_000, 210_000_000)
    assert words.download(step, 1_000_000) == "30 MB of 210 MB · 1.0 MB a second · about 3 min left"
    assert words.download(step, 0) == "30 MB of 210 MB"
    assert words.download(Step(Phase.DOWNLOADING, 30_000_000), 0) == "30 MB"
    assert words.download(Step(Phase.CONVERTING), 0) == "Preparing the model …"


@pytest.mark.parametrize(
    ("known", "stand"),
    [
        (state(), Stand.ABSENT),
        (state(installed=True), Stand.INSTALLED),
        (state(dataclasses.replace(CARD, embedded=True), installed=True), Stand.EMBEDDED),
        (state(installed=True, chosen=True), Stand.BUILDING),
        (state(installed=True, chosen=True, answering=True), Stand.IN_USE),
        (state(installed=True, answering=True), Stand.IN_USE),
    ],
)
def test_where_a_model_stands(known: ModelState, stand: Stand) -> None:
    assert words.stand(known) is stand
    assert words.stand(known, downloading=True) is Stand.DOWNLOADING


def test_refining_models_say_what_they_do() -> None:
    assert "beside the embedding model" in words.refining()


def test_facts_without_a_source_are_marked() -> None:
    card = dataclasses.replace(CARD, unverified=("max_tokens",), scores={"SciFact": 64.5}, scores_source="a table")
    said = dict(facts(state(card, installed=True, size_bytes=23_000_000, vectors_bytes=61_000_000)))
    assert said["Longest text"] == "512 tokens (not verified)"
    assert said["Languages"] == "English"
    assert said["Published scores"] == "SciFact 64.5 (a table)"
    assert said["Size"] == "23 MB on disk, weights in float32, 61 MB of vectors of your passages"


def test_a_licence_that_forbids_business_says_so() -> None:
    card = dataclasses.replace(CARD, licence="CC-BY-NC-4.0", commercial=False)
    assert dict(facts(state(card)))["Licence"] == "CC-BY-NC-4.0, not for commercial use"


def test_shorter_vectors_are_named_only_where_they_were_trained() -> None:
    assert dict(facts(state()))["Vectors"] == "384 dimensions"
    trained = dataclasses.replace(CARD, lengths=(64, 128, 384))
    assert dict(facts(state(trained)))["Vectors"] == "384 dimensions, can be cut to 64, 128"
    assert "Vectors" not in dict(facts(state(dataclasses.replace(CARD, kind=Kind.RERANKER, dimensions=0))))
