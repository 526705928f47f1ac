from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QLabel

from onyx_desktop import paths
from onyx_desktop.ui import commands, sheets
from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.main_window import MainWindow


def test_every_deed_is_connected(window: MainWindow) -> None:
    assert set(commands.slots(window)) == set(Deed)
    assert all(window.deed_actions[deed].receivers("2triggered(bool)") > 0 for deed in Deed)


def test_no_key_is_given_twice() -> None:
    keys = [QKeySequence(key).toString() for deed in Deed for key in deed.keys]
    assert all(keys)
    assert len(set(keys)) == len(keys)


def test_the_menu_shows_every_deed(window: MainWindow) -> None:
    menu = window.bar.menu.menu()
    shown = {action.text() for action in menu.actions()}
    assert {deed.text for deed in Deed} <= shown


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
