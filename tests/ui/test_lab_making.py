"""The pages of the lab that make a model: a training that is stopped and gone on with, and a fast model measured."""

from __future__ import annotations

import dataclasses
import importlib.util
from pathlib import Path
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from onyx_desktop import paths
from onyx_desktop.library.lab import begun
from onyx_desktop.library.lab.sets import Asked, Sets
from onyx_desktop.measure.collections import Judged
from onyx_desktop.measure.questions import Source
from onyx_desktop.models.cards import load_cards, write_card
from onyx_desktop.models.convert import convert
from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.lab_desk import Task
from onyx_desktop.ui.lab_window import LabWindow
from onyx_desktop.ui.main_window import MainWindow
from tests import tiny
from tests.ui.model_pages import LONG_MS
from tests.ui.test_accessible import check
from tests.ui.test_lab_window import idle, press, turn_to

WORDS = [word for word in tiny.WORDS if word.isalpha()]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "tiny"
    folder.mkdir()
    tiny.publish(folder)
    return folder


@pytest.fixture
def lab(real_window: MainWindow, published: Path, qtbot: QtBot) -> LabWindow:
    """The lab with a small transformer on the shelf and forty questions that it can learn."""
    home = real_window.home
    files = convert(published, home.models / "tiny", "int8")
    card = dataclasses.replace(load_cards()["all-MiniLM-L6-v2"], id="tiny", name="Tiny", dimensions=32, max_tokens=64,
                               embedded=False, scores=MappingProxyType({}), files=MappingProxyType(files))  # fmt: skip
    write_card(card, home.models / "tiny" / "card.toml")
    ask(home)
    with qtbot.waitSignal(real_window.models.changed, timeout=LONG_MS):
        real_window.models.refresh()
    real_window.deed_actions[Deed.LAB].trigger()
    page = real_window.laboratory.page
    assert page is not None
    idle(real_window, qtbot)
    return page


def ask(home: paths.Home) -> None:
    """Each question is two words, its answer the same two among others."""
    pairs = [(one, other) for one in WORDS for other in WORDS if one < other][:40]
    corpus = [Judged(f"d{n}", "", f"{one} {other} {one} the") for n, (one, other) in enumerate(pairs)]
    questions = [Asked(f"q{n}", " ".join(pair), Source.IMPORTED, {f"d{n}": 1}) for n, pair in enumerate(pairs)]
    Sets(home.data).write("pairs", questions, corpus, {})


def test_a_training_is_begun_stopped_gone_on_with_and_judged(
    lab: LabWindow, real_window: MainWindow, published: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page, desk = lab.tune, real_window.laboratory.desk
    turn_to(lab, page)
    assert [page.model.itemText(each) for each in range(page.model.count())] == ["all-MiniLM-L6-v2", "Tiny"]
    page.model.setCurrentIndex(page.model.findData("tiny"))
    assert not page.start.isEnabled(), "no folder yet"
    assert not page.go_on.isVisible()
    page.loss.setCurrentIndex(page.loss.findData("margins"))
    assert "reranker has to be installed" in page.how.text()
    qtbot.keyClicks(page.published.field, str(tmp_path / "nothing"))
    assert not page.start.isEnabled(), "no reranker"
    page.loss.setCurrentIndex(page.loss.findData("pairs"))
    check(lab)
    press(page.start, qtbot)
    idle(real_window, qtbot)
    assert "no weights in it" in lab.message.text.text()

    page.published.field.setText(str(published))
    page.epochs.setCurrentIndex(page.epochs.findData(1))
    press(page.start, qtbot)
    assert lab.stop.isVisible()
    assert lab.bar.isVisible()
    assert not page.start.isEnabled()
    qtbot.waitUntil(lambda: begun.read(real_window.home.data) is not None, timeout=LONG_MS)
    press(lab.stop, qtbot)
    idle(real_window, qtbot)
    assert Task.TUNE not in desk.results
    qtbot.waitUntil(page.go_on.isVisible, timeout=LONG_MS)
    assert "tiny" in page.begun.text()
    assert "pairs" in page.begun.text()

    press(page.go_on, qtbot)
    idle(real_window, qtbot)
    tuned = desk.results[Task.TUNE]
    assert page.verdict.text().startswith("The new model is ")
    assert f"the {tuned.against.questions} questions" in page.verdict.text()
    assert [page.rows.item(row, 0).text()[-6:] for row in range(2)] == [" after", "before"]
    assert page.rows.item(1, 1).text() == f"{tuned.parent.mean('ndcg@10'):.3f}"
    assert page.use.isVisible() == (tuned.card is not None)
    qtbot.waitUntil(lambda: not page.go_on.isVisible(), timeout=LONG_MS)
    assert begun.read(real_window.home.data) is None


def test_a_fast_model_is_made_measured_and_offered(lab: LabWindow, real_window: MainWindow, qtbot: QtBot) -> None:
    page = lab.fast
    turn_to(lab, page)
    page.model.setCurrentIndex(page.model.findData("tiny"))
    assert [page.length.itemData(each) for each in range(page.length.count())] == [32]
    assert page.name.placeholderText() == "tiny-static-32"
    press(page.start, qtbot)
    press(lab.stop, qtbot)
    idle(real_window, qtbot)
    assert Task.FAST not in real_window.laboratory.desk.results
    assert page.rows.isHidden()
    press(page.start, qtbot)
    idle(real_window, qtbot)
    fast = real_window.laboratory.desk.results[Task.FAST]
    models = [page.rows.item(row, 0).text() for row in range(page.rows.rowCount())]
    assert models == ["tiny", "all-MiniLM-L6-v2-static", "tiny-static-32"]
    assert page.verdict.text().startswith("tiny-static-32 finds ")
    assert fast.made.passages_a_second > 0
    assert "which comes with the program" in page.facts.text()
    check(lab)
    qtbot.waitUntil(lambda: page.name.placeholderText() == "tiny-static-32-2", timeout=LONG_MS)
    page.use.setFocus()
    qtbot.keyClick(page.use, Qt.Key.Key_Space)
    assert real_window.model_page is not None
    qtbot.waitUntil(lambda: real_window.model_page.list.model == "tiny-static-32", timeout=LONG_MS)


def test_without_the_extra_a_sentence_says_how_to_get_it(
    real_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.util.find_spec
    gone = {"torch", "umap"}
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *more: None if name in gone else real(name, *more))
    real_window.deed_actions[Deed.LAB].trigger()
    page = real_window.laboratory.page
    assert page is not None
    idle(real_window, qtbot)
    turn_to(page, page.tune)
    assert "pip install 'onyx-desktop[lab]'" in page.tune.lacking.text()
    assert page.tune.lacking.isVisible()
    page.tune.published.field.setText(str(real_window.home.data))
    assert not page.tune.start.isEnabled()
    turn_to(page, page.map)
    assert page.map.lacking.isVisible()
    assert "umap-learn" in page.map.lacking.text()
    assert not page.map.method.isVisible()
    assert page.map.method.currentData() == "pca"
