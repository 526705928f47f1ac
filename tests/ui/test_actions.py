from collections.abc import Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QLabel, QMenu
from pytestqt.qtbot import QtBot

from onyx_desktop import paths
from onyx_desktop.ui import commands, menus, sheets
from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.main_window import MainWindow


def test_every_deed_is_connected(window: MainWindow) -> None:
    assert set(commands.slots(window)) == set(Deed)
    assert all(window.deed_actions[deed].receivers("2triggered(bool)") > 0 for deed in Deed)


def test_no_key_is_given_twice() -> None:
    keys = [QKeySequence(key).toString() for deed in Deed for key in deed.keys]
    assert all(keys)
    assert len(set(keys)) == len(keys)


def leaves(actions: Iterable[QAction]) -> Iterator[QAction]:
    for action in actions:
        menu = action.menu()
        if isinstance(menu, QMenu):
            yield from leaves(menu.actions())
        elif not action.isSeparator():
            yield action


def test_the_menu_of_the_button_and_the_menu_bar_show_every_deed(window: MainWindow) -> None:
    menu = window.bar.menu.menu()
    assert menu is not None
    shown = list(leaves(menu.actions()))
    assert {window.deed_actions[deed] for deed in Deed} <= set(shown)
    assert len(menu.actions()) < 30, "it fits on a screen"
    menus.give(window.deed_actions, window, window.bar.menu, "darwin")
    assert set(leaves(window.menuBar().actions())) >= {window.deed_actions[deed] for deed in Deed}
    assert window.deed_actions[Deed.QUIT].menuRole() is QAction.MenuRole.QuitRole
    assert [action.text() for action in window.menuBar().actions()] == ["File", "Edit", "Result", "View", "Help"]


def test_alt_alone_and_f10_open_the_menu(window: MainWindow, qtbot: QtBot) -> None:
    menu = window.bar.menu.menu()
    assert menu is not None
    opened: list[bool] = []

    def close() -> None:
        opened.append(menu.isVisible())
        menu.close()

    menu.aboutToShow.connect(lambda: QTimer.singleShot(0, close))  # a menu holds its caller until it is closed
    qtbot.keyClick(window, Qt.Key.Key_F10)
    assert opened == [True]
    qtbot.keyClick(window, Qt.Key.Key_Alt, Qt.KeyboardModifier.AltModifier)
    assert opened == [True, True]


def test_alt_with_another_key_opens_nothing(window: MainWindow, qtbot: QtBot) -> None:
    menu = window.bar.menu.menu()
    assert menu is not None
    qtbot.keyPress(window, Qt.Key.Key_Alt, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    qtbot.keyRelease(window, Qt.Key.Key_Alt)
    assert not menu.isVisible()


def test_deeds_on_a_result_wait_for_one(window: MainWindow, qtbot: QtBot) -> None:
    on_hits = [window.deed_actions[deed] for deed in commands.ON_HITS]
    assert not any(action.isEnabled() for action in on_hits)
    with qtbot.waitSignal(window.search.answered):
        window.bar.field.setText("heating")
    assert all(action.isEnabled() for action in on_hits)
    window.bar.field.clear()
    qtbot.waitUntil(lambda: not any(action.isEnabled() for action in on_hits))


def test_every_icon_is_there() -> None:
    assert all((paths.resource("icons") / f"{deed.icon}.svg").exists() for deed in Deed if deed.icon)


def test_the_sheet_of_keys_names_them(window: MainWindow) -> None:
    dialog = sheets.keys_sheet(window)
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"F6", "Next pane", "Ctrl+Enter"} <= texts
    dialog.deleteLater()


def test_about_says_where_the_index_lies(window: MainWindow, home: paths.Home) -> None:
    dialog = sheets.about(window, home.data)
    assert isinstance(dialog, QDialog)
    assert any(str(home.data) in label.text() for label in dialog.findChildren(QLabel))
    dialog.deleteLater()


def test_the_table_of_keys_in_the_readme_names_every_key_of_a_deed() -> None:
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## Keyboard")[2].partition("\n## ")[0]
    cells = [cell for line in section.splitlines() for cell in line.split("|")[1::2]]
    told = {key.strip(" `") for cell in cells for key in cell.replace("Ctrl+,", "Ctrl+comma").split(",")}
    keys = {deed.keys[0].replace("Ctrl+,", "Ctrl+comma") for deed in Deed if deed.keys}
    assert keys - told == set()
