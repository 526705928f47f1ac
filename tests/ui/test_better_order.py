"""A reranker reads the best passages again: the first list at once, the better one when it is ready."""

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from onyx_desktop import paths
from onyx_desktop.domain import Answer, Kind, ModelCard, Reading
from onyx_desktop.models.cards import write_card
from onyx_desktop.models.convert import convert
from onyx_desktop.ui.main_window import MainWindow
from tests import tiny
from tests.ui.model_pages import LONG_MS

QUERY = "heating of the flat"


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reranker, as an install leaves it."""
    source, made = tmp_path_factory.mktemp("published"), tmp_path_factory.mktemp("installed") / "judge"
    tiny.publish(source, head="reranker")
    made.mkdir()
    files = convert(source, made, "float32")
    write_card(
        ModelCard("judge", "Judge", "local/judge", "1", "MIT", 0, 64, kind=Kind.RERANKER, files=files, languages="en"),
        made / "card.toml",
    )
    return made


@pytest.fixture
def judged(real_window: MainWindow, judge: Path, qtbot: QtBot) -> MainWindow:
    """The window, with the reranker on the shelf and chosen as a person does."""
    models = paths.home(real_window.home.data).models
    models.mkdir(exist_ok=True)
    (models / "judge").symlink_to(judge)
    with qtbot.waitSignal(real_window.models.changed, timeout=LONG_MS):
        real_window.models.refresh()
    qtbot.waitUntil(lambda: real_window.models.state("judge") is not None, timeout=LONG_MS)
    with qtbot.waitSignal(real_window.models.changed, timeout=LONG_MS):
        real_window.models.use("judge")
    qtbot.waitUntil(lambda: real_window.settings.quality == "best", timeout=LONG_MS)
    return real_window


def answers(window: MainWindow, qtbot: QtBot, query: str) -> list[tuple[Answer, str]]:
    """What comes for a question typed, with the line beside the count, until the order is final."""
    came: list[tuple[Answer, str]] = []
    window.search.answered.connect(lambda answer: came.append((answer, window.search.coverage.text())))
    window.bar.field.setText(query)
    qtbot.keyClick(window.bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(came) and came[-1][0].reading is not Reading.COMING, timeout=LONG_MS)
    return came


def test_the_better_order_follows_the_first_list(judged: MainWindow, qtbot: QtBot) -> None:
    (first, said), (better, after) = answers(judged, qtbot, QUERY)
    assert (first.reading, said) == (Reading.COMING, "reading the best again…")
    assert (better.reading, after) == (Reading.DONE, "")
    assert {hit.chunk_id for hit in first.hits} == {hit.chunk_id for hit in better.hits}
    assert all("reranker" in hit.stages for hit in better.hits[:3])
    assert [hit.chunk_id for hit in judged.search.model.hits] == [hit.chunk_id for hit in better.hits]
    assert judged.search.list.currentIndex().row() == 0


def test_the_chosen_result_stays_chosen(judged: MainWindow, qtbot: QtBot) -> None:
    pane = judged.search

    def go_down(answer: Answer) -> None:
        if answer.reading is Reading.COMING:
            pane.list.setFocus()
            pane.list.choose(2)

    pane.answered.connect(go_down)
    judged.activateWindow()
    (first, _), (better, _) = answers(judged, qtbot, QUERY)
    assert pane.list.hit is not None
    assert pane.list.hit.chunk_id == first.hits[2].chunk_id
    assert better.reading is Reading.DONE


def test_a_slow_reranker_is_left_out_and_said_so(
    judged: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(judged, qtbot, "soup")  # from here on it is known how fast it is
    monkeypatch.setattr("onyx_desktop.library.judging.RERANK_S", 1e-9)
    came = answers(judged, qtbot, QUERY)
    answer, said = came[-1]
    assert answer.reading is Reading.SKIPPED
    assert said == "order not refined: it would take about 1 s"


def test_a_newer_answer_shows_its_first_result_while_somebody_types(real_window: MainWindow, qtbot: QtBot) -> None:
    """While the library is indexed the same question is asked again and again: nobody has chosen what was first."""
    pane = real_window.search
    real_window.bar.field.setFocus()
    (answer, _), *_ = answers(real_window, qtbot, QUERY)
    turned = dataclasses.replace(answer, hits=tuple(reversed(answer.hits)))
    pane._show(turned)
    assert pane.list.hit is not None
    assert pane.list.hit.chunk_id == turned.hits[0].chunk_id
    pane.list.choose(2)
    pane._show(answer)
    assert pane.list.hit.chunk_id == turned.hits[2].chunk_id, "what a person has chosen stays chosen"
