"""Indexing lets a person's search go first, and goes on when the results are there."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from onyx_desktop.ui import courtesy
from onyx_desktop.ui.main_window import MainWindow
from tests.ui.shelf_of_hits import ShelfOfHits


@pytest.fixture
def _slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour, so that only what happens ends it."""
    monkeypatch.setattr(courtesy, "TYPING_S", 3600.0)
    monkeypatch.setattr(courtesy, "SEARCH_S", 3600.0)


@pytest.mark.usefixtures("_slow")
def test_an_update_waits_while_somebody_types_until_the_results_are_there(
    window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot
) -> None:
    lane = window.desk._lanes.index
    courtesy.Courtesy(window, lane)
    shelf.search_gate.clear()
    qtbot.keyClick(window.bar.field, "h")
    assert lane.gives_way
    ended = window.desk.update_ended
    told: list[object] = []
    ended.connect(told.append)
    window.desk.update()
    for letter in "eating":
        qtbot.keyClick(window.bar.field, letter)
    qtbot.waitUntil(lambda: ("heating", window.bar.chosen_mode) in shelf.asked)
    assert lane.gives_way
    assert told == []
    assert not window.desk.paused, "nothing that a person has to end"
    with qtbot.waitSignal(ended):
        shelf.search_gate.set()
    assert window.search.model.rowCount()


@pytest.mark.usefixtures("_slow")
def test_enter_on_the_same_question_holds_it_too(window: MainWindow, qtbot: QtBot) -> None:
    lane = window.desk._lanes.index
    courtesy.Courtesy(window, lane)
    window.bar.field.write("heating")
    assert not lane.gives_way
    with qtbot.waitSignal(window.bar.asked):
        qtbot.keyClick(window.bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not lane.gives_way)
