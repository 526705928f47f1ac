"""Floors under the figures of `onyx evaluate`. A change that lowers one needs a reason in its commit message.

The collections ship with the project (tests/data); the floors lie a little under what was measured.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.domain import Way
from onyx_desktop.library import Library
from onyx_desktop.library.evaluate import Trial, evaluate
from onyx_desktop.settings import Settings
from tests.library.conftest import SAMPLES, run

DATA = Path(__file__).parents[1] / "data"
PARTS = (Way.WORDS, Way.MEANING)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory):
    models = tmp_path_factory.mktemp("models")
    known: dict[tuple[str, Way], dict[str, float]] = {}

    def figures(name: str, way: Way) -> dict[str, float]:
        if (name, way) not in known:
            known[name, way] = run(evaluate(Trial(DATA / name, way=way), Settings(), models)).figures
        return known[name, way]

    return figures


@pytest.mark.quality
@pytest.mark.parametrize(
    ("name", "way", "figure", "floor"),
    [
        ("scifact-600", Way.WORDS, "ndcg@10", 0.80),
        ("scifact-600", Way.MEANING, "ndcg@10", 0.80),
        ("scifact-600", Way.AUTO, "ndcg@10", 0.85),
        ("scifact-600", Way.AUTO, "recall@100", 0.98),
        ("xquad-en", Way.AUTO, "ndcg@10", 0.96),
        ("limit-small", Way.AUTO, "ndcg@10", 0.97),
        ("limit-small", Way.AUTO, "recall@2", 0.95),
    ],
)
def test_floor(measured, name: str, way: Way, figure: str, floor: float) -> None:
    assert measured(name, way)[figure] >= floor


@pytest.mark.quality
@pytest.mark.parametrize("name", ["scifact-600", "xquad-en"])
def test_together_beats_both_parts(measured, name: str) -> None:
    together = measured(name, Way.AUTO)["ndcg@10"]
    assert together > max(measured(name, way)["ndcg@10"] for way in PARTS)


@pytest.mark.quality
def test_the_samples_answer_their_questions(tmp_path: Path) -> None:
    """The right file first for most plain questions, and among the first five for nearly all; the page, too."""
    questions = tomllib.loads(paths.resource("samples/questions.toml").read_text(encoding="utf-8"))["question"]
    first = among = on_page = paged = 0
    with Library.open(paths.home(tmp_path), Settings(speed="fast")) as library:
        run(library.update([SAMPLES]))
        for question in questions:
            hits = library.search(question["text"], limit=10).hits
            files = list(dict.fromkeys(hit.path.name for hit in hits))
            first += files[0] == question["file"]
            among += question["file"] in files[:5]
            if "page" in question:
                paged += 1
                on_page += (question["file"], question["page"]) in {(hit.path.name, hit.page) for hit in hits}
    assert first >= 0.6 * len(questions)
    assert among >= 0.9 * len(questions)
    assert on_page >= 0.6 * paged
