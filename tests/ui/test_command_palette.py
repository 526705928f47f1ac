"""The palette of commands: a few letters, Enter, done."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from onyx_desktop.settings import Settings
from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.command_palette import CommandModel, CommandPalette, fit
from onyx_desktop.ui.main_window import MainWindow


@pytest.fixture
def palette(window: MainWindow, qtbot: QtBot) -> CommandPalette:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_P, keys)
    made = window.findChild(CommandPalette)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("show f", "Show folders", "Show the file in its folder"),
        ("sif", "Show the file in its folder", "Settings"),
        ("set", "Settings", "Show preview"),
        ("PAUSE", "Pause indexing", "Previous pane"),
        ("cc", "Copy citation", "Search"),
    ],
)
def test_the_better_fit_comes_first(typed: str, better: str, worse: str) -> None:
    assert fit(typed, better) > fit(typed, worse)


def test_letters_that_are_not_there_do_not_fit() -> None:
    assert fit("xyz", "Settings") == 0
    assert fit("gnittes", "Settings") == 0
    assert fit("", "Settings") > 0


def test_it_lists_every_deed_with_its_key(palette: CommandPalette, window: MainWindow) -> None:
    model = palette.model
    assert model.rowCount() == len(window.deed_actions.all) + len(window.preferences.commands)
    shown = {model.index(row, 0).data(): model.index(row, 1).data() for row in range(model.rowCount())}
    assert shown["Settings"] == "Ctrl+,"
    assert "Colours: Dark" in shown


def test_typing_narrows_and_enter_does_it(
    palette: CommandPalette, window: MainWindow, kept: list[Settings], qtbot: QtBot
) -> None:
    assert palette.field.hasFocus() or palette.focusWidget() is palette.field
    qtbot.keyClicks(palette.field, "colours dark")
    assert palette.model.index(0, 0).data() == "Colours: Dark"
    with qtbot.waitSignal(palette.finished):
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert kept[-1].theme == "dark"
    window.dress("light")


def test_arrows_choose_and_escape_does_nothing(palette: CommandPalette, qtbot: QtBot) -> None:
    first = palette.list.currentIndex().row()
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == first + 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == first
    with qtbot.waitSignal(palette.finished) as finished:
        qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert finished.args == [QDialog.DialogCode.Rejected.value]


def test_what_can_not_be_done_is_last_and_does_nothing(palette: CommandPalette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "copy passage")
    assert palette.model.index(0, 0).data() == Deed.COPY_PASSAGE.text
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.field.setText("qqqq")
    assert palette.nothing.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_the_model_keeps_the_rules(window: MainWindow, qtmodeltester: ModelTester) -> None:
    model = CommandModel(window.deed_actions.all)
    qtmodeltester.check(model)
    model.narrow("show")
    assert 0 < model.rowCount() < len(window.deed_actions.all)
