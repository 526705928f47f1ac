"""A result that is pinned stands first for its question, in every order, and lets go again."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.results_model import Role
from onyx_desktop.ui.results_order import Column


def ask(window: MainWindow, qtbot: QtBot, query: str) -> None:
    with qtbot.waitSignal(window.search.answered):
        window.bar.field.setText(query)


def shown(window: MainWindow) -> list[int]:
    model = window.search.model
    return [model.index(row, 0).data(Role.HIT).chunk_id for row in range(model.rowCount())]


def test_a_pinned_result_stays_on_top_of_its_question(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "heating landlord")
    model, before = window.search.model, shown(window)
    assert len(before) > 2
    window.search.list.choose(2)
    plain = window.search.list.grab().toImage()
    window.search.list.setFocus()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.search.list, Qt.Key.Key_Up, keys)
    assert shown(window) == [before[2], before[0], before[1], *before[3:]]
    assert model.row(0).pinned
    assert not model.row(1).pinned
    assert window.search.list.currentIndex().row() == 0, "what is selected stays selected"
    assert "pinned" in model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert window.search.list.grab().toImage() != plain
    model.sort(Column.NAME, Qt.SortOrder.AscendingOrder)
    assert shown(window)[0] == before[2]
    model.sort(-1)
    model.group(True)
    assert shown(window)[0] == before[2]
    model.group(False)
    ask(window, qtbot, "heating")
    assert not any(model.row(row).pinned for row in range(model.rowCount())), "another question has its own pins"
    ask(window, qtbot, "heating landlord")
    assert shown(window)[0] == before[2]
    window.search.list.choose(0)
    window.deed_actions[Deed.PIN].trigger()
    assert shown(window) == before


def test_several_are_pinned_in_their_order(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "heating landlord")
    before = shown(window)
    window.search.list.choose(1)
    window.deed_actions[Deed.PIN].trigger()
    window.search.list.choose(2)
    window.deed_actions[Deed.PIN].trigger()
    assert shown(window) == [before[1], before[2], before[0], *before[3:]]
