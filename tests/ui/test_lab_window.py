"""The window of the lab over a real library: questions, a trial, the slider, the map, judgements, the theme."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from onyx_desktop.domain import Precision
from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.lab_desk import Task
from onyx_desktop.ui.lab_window import LabWindow
from onyx_desktop.ui.main_window import MainWindow
from tests.library.conftest import SAMPLES
from tests.ui.model_pages import LONG_MS
from tests.ui.test_accessible import check


@pytest.fixture
def lab(real_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> LabWindow:
    """The lab over the letters and a guide."""
    window = real_window
    (tmp_path / "Guides").mkdir()
    shutil.copy(SAMPLES / "How to search with Onyx.md", tmp_path / "Guides")
    with qtbot.waitSignal(window.desk.update_ended, timeout=LONG_MS):
        window.desk.add_folders([tmp_path / "Guides"])
    window.deed_actions[Deed.LAB].trigger()
    page = window.laboratory.page
    assert page is not None
    idle(window, qtbot)
    return page


def idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.laboratory.desk.running is None, timeout=10 * LONG_MS)


def turn_to(lab: LabWindow, page: QWidget) -> None:
    """Choose the tab that a page stands on."""
    tabs = [lab.pages.widget(number) for number in range(lab.pages.count())]
    lab.pages.setCurrentIndex(next(n for n, tab in enumerate(tabs) if tab is page or tab.isAncestorOf(page)))


def press(button: QWidget, qtbot: QtBot) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_trial_from_questions_to_advice(lab: LabWindow, real_window: MainWindow, qtbot: QtBot) -> None:
    window = real_window
    assert lab.sets.count() == 0
    assert not lab.sets.isEnabled()
    press(lab.make, qtbot)
    assert not lab.trial.start.isEnabled(), "one thing at a time"
    assert lab.stop.isVisible()
    idle(window, qtbot)
    assert lab.sets.currentText() == "From my documents"
    assert "questions over" in lab.facts.text()
    press(lab.trial.start, qtbot)
    idle(window, qtbot)
    page = lab.trial
    assert page.advice.text().startswith(("Keep ", "Take "))
    models = {each.contestant.model for each in window.laboratory.desk.results[Task.TRIAL][0].outcomes}
    assert len(models) >= 2, "every installed model"
    assert page.rows.rowCount() > 8
    page.rows.selectRow(0)
    row = next(n for n in range(page.rows.rowCount()) if page.rows.item(n, 0).text() == "all-MiniLM-L6-v2, 384 numbers")
    page.rows.selectRow(row)
    before = page.cost.text()
    assert "384 numbers" in before
    assert page.slider.stops[-1] == 384
    page.slider.setFocus()
    qtbot.keyClick(page.slider, Qt.Key.Key_Left)
    assert "256 numbers" in page.cost.text()
    assert page.cost.text() != before, "the slider moves the numbers"
    assert Precision.FLOAT16 in {each.contestant.look.precision for each in page._alone}
    check(lab)
    lab.close()
    window.deed_actions[Deed.LAB].trigger()
    assert window.laboratory.page is not None
    assert window.laboratory.page.trial.rows.rowCount() > 8, "what was measured is kept"


def test_the_map_lights_up_what_is_found_and_opens_a_passage(
    lab: LabWindow, real_window: MainWindow, qtbot: QtBot
) -> None:
    window = real_window
    turn_to(lab, lab.map)
    assert [lab.map.method.itemData(each) for each in range(lab.map.method.count())] == ["pca", "umap"]
    assert not lab.map.lacking.isVisible(), "what the second one needs is here"
    press(lab.map.start, qtbot)
    idle(window, qtbot)
    assert "percent are among its ten nearest dots" in lab.map.lead.text()
    assert lab.map.rows.rowCount() >= 1
    assert lab.map.plot.lit == 0
    with qtbot.waitSignal(window.search.answered, timeout=LONG_MS):
        window.bar.field.setText("how do I search for a phrase")
    assert lab.map.plot.lit > 0
    place = lab.map.plot.at(0).toPoint()
    viewport = lab.map.plot.viewport()
    qtbot.mouseMove(viewport, place + QPoint(1, 0))
    with qtbot.waitSignal(lab.passage_opened, timeout=LONG_MS) as opened:
        lab.passage_opened.disconnect(window.laboratory._on_opened)  # no program is started by a test
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert opened.args[0].path.exists()
    window.dress("dark")
    assert lab.map.plot.lit > 0
    window.dress("light")


def test_a_judged_result_becomes_a_question(lab: LabWindow, real_window: MainWindow, qtbot: QtBot) -> None:
    page = lab.judge
    turn_to(lab, page)
    assert not page.yes.isEnabled()
    page.field.setText("exact words")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.list.count() > 1, timeout=LONG_MS)
    qtbot.keyClick(page.list, Qt.Key.Key_Y)
    assert page.list.item(0).text().startswith("answers")
    assert page.list.currentRow() == 1
    press(page.no, qtbot)
    idle(real_window, qtbot)
    qtbot.waitUntil(lambda: lab.sets.findData("judged") >= 0, timeout=LONG_MS)
    (judged,) = [each for each in real_window.laboratory.desk.results[Task.SETS] if each.name == "judged"]
    assert [each.text for each in judged.questions] == ["exact words"]
    assert sorted(judged.questions[0].answers.values()) in ([1], [0, 1])


def test_too_little_is_said_in_the_bar_and_a_start_without_the_lab_stays_light(
    real_window: MainWindow, qtbot: QtBot
) -> None:
    window = real_window
    window.deed_actions[Deed.LAB].trigger()
    page = window.laboratory.page
    assert page is not None
    idle(window, qtbot)
    page._lab.bring_in(Path("nowhere.csv"))
    idle(window, qtbot)
    qtbot.waitUntil(page.message.isVisible, timeout=LONG_MS)
    assert "cannot be read" in page.message.text.text()
    assert QApplication.instance() is not None
