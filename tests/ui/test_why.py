"""Why this result, why not this file: the panel, with the real library."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from onyx_desktop.domain import Fate, State
from onyx_desktop.ui import palette, sheets, why_text
from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.sidebar_model import Kind

WIDE = (1280, 800)


def search(window: MainWindow, qtbot: QtBot, query: str) -> None:
    with qtbot.waitSignal(window.search.answered, check_params_cb=lambda answer: answer.query == query):
        window.bar.field.setText(query)


def letters(window: MainWindow) -> Path:
    (folder,) = window.folders.folders
    return folder


def text(window: MainWindow) -> str:
    return window.why.panel.view.toPlainText().replace("\xa0", " ")


def explained(window: MainWindow, qtbot: QtBot, name: str) -> str:
    qtbot.waitUntil(lambda: window.why.panel.told is not None and window.why.panel.told.path.name == name)
    return text(window)


@pytest.fixture
def asked(real_window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window with an answer in which the lease is first."""
    real_window.resize(*WIDE)
    search(real_window, qtbot, "landlord repairs heating")
    hit = real_window.search.list.hit
    assert hit is not None
    assert hit.path.name == "lease.txt"
    qtbot.waitUntil(real_window.preview.foot.isVisible)
    return real_window


def test_the_chosen_result_is_explained(asked: MainWindow, qtbot: QtBot) -> None:
    assert not asked.why.panel.isVisible()
    QTest.mouseClick(asked.preview.foot.why, Qt.MouseButton.LeftButton)
    told = explained(asked, qtbot, "lease.txt")
    assert asked.why.panel.isVisible()
    assert asked.preview.foot.why.isChecked()
    assert asked.why.panel.title.accessibleName() == "Why this result?"
    for part in (
        "It is result 1 of",
        "Words in common",
        "landlord",
        "heating",
        "repairs",
        "Meaning",
        "1 of 6",
        "Time:",
    ):
        assert part in told, told
    QTest.mouseClick(asked.preview.foot.why, Qt.MouseButton.LeftButton)
    assert not asked.why.panel.isVisible()
    assert not asked.preview.foot.why.isChecked()


def test_it_follows_the_chosen_result_and_the_next_question(asked: MainWindow, qtbot: QtBot) -> None:
    asked.deed_actions[Deed.WHY].trigger()
    explained(asked, qtbot, "lease.txt")
    asked.search.list.choose(1)
    second = asked.search.list.hit
    assert second is not None
    assert "It is result 2 of" in explained(asked, qtbot, second.path.name)
    search(asked, qtbot, "pumpkin soup")
    assert "pumpkin" in explained(asked, qtbot, "soup.md")
    asked.bar.field.clear()
    qtbot.waitUntil(lambda: not asked.why.panel.isVisible())


def test_a_missed_file_is_chosen(asked: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    search(asked, qtbot, "landlord heating type:md")
    begun: list[str] = []

    def choose(_parent: QWidget, _title: str, folder: str) -> tuple[str, str]:
        begun.append(folder)
        return str(letters(asked) / "lease.txt"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    asked.deed_actions[Deed.WHY_NOT].trigger()
    told = explained(asked, qtbot, "lease.txt")
    assert begun == [str(letters(asked))]
    assert asked.why.panel.title.accessibleName() == "Why not lease.txt?"
    assert "left out by this part of your question: type:md" in told
    assert "Without that it would be number 1" in told
    assert not asked.preview.foot.why.isChecked()

    search(asked, qtbot, "landlord heating")  # the file stays, the question is new
    qtbot.waitUntil(lambda: asked.why.panel.told is not None and asked.why.panel.told.fate is Fate.SHOWN)
    assert asked.why.panel.title.accessibleName() == "lease.txt is among the results"
    (row,) = asked.folders.model.rows(Kind.FOLDER)
    next(call for text, call in asked.folders.deeds(row) if text == "Why not a file in here…")()
    assert len(begun) == 2


def test_a_missed_file_is_dropped(asked: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    asked.deed_actions[Deed.WHY].trigger()
    other = tmp_path / "elsewhere & <b>bold.txt"
    other.write_text("heating")
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(other))])
    act, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    panel = asked.why.panel
    entered = QDragEnterEvent(QPoint(9, 9), act, carried, buttons, keys)
    QCoreApplication.sendEvent(panel, entered)
    assert entered.isAccepted()
    QCoreApplication.sendEvent(panel, QDropEvent(QPointF(9, 9), act, carried, buttons, keys))
    told = explained(asked, qtbot, other.name)
    assert "in none of the folders that you search in" in told
    assert panel.title.accessibleName() == f"Why not {other.name}?"
    folder = QMimeData()
    folder.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    QCoreApplication.sendEvent(panel, QDragEnterEvent(QPoint(9, 9), act, folder, buttons, keys))
    assert asked.sheet.isVisible(), "a folder is the window's matter"


def test_what_cannot_be_explained_is_a_sentence(real_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    real_window.resize(*WIDE)
    real_window.why.ask_file(letters(real_window) / "lease.txt")
    assert "Search for something first" in text(real_window)
    search(real_window, qtbot, "heating")
    explained(real_window, qtbot, "lease.txt")
    real_window.why.ask_file(tmp_path / "nowhere.txt")
    qtbot.waitUntil(lambda: "neither on the disk nor in the library" in text(real_window))
    real_window.why.ask_file(tmp_path)
    qtbot.waitUntil(lambda: "is a folder" in text(real_window))


def test_without_room_for_a_preview_it_has_a_window_of_its_own(asked: MainWindow, qtbot: QtBot) -> None:
    asked.deed_actions[Deed.PREVIEW].trigger()
    assert not asked.preview.isVisible()
    asked.deed_actions[Deed.WHY].trigger()
    explained(asked, qtbot, "lease.txt")
    dialog = asked.why.dialog
    assert dialog is not None
    assert asked.why.panel.isVisible()
    assert asked.why.panel.window() is dialog
    QTest.keyClick(asked.why.panel, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    asked.deed_actions[Deed.PREVIEW].trigger()
    asked.deed_actions[Deed.WHY].trigger()
    assert asked.why.panel.window() is asked
    assert asked.why.panel.isVisible()


def test_keys(asked: MainWindow, qtbot: QtBot) -> None:
    asked.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)
    asked.search.list.enter()
    QTest.keyClick(asked.search.list, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    explained(asked, qtbot, "lease.txt")
    view = asked.why.panel.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not asked.why.panel.isVisible()
    assert asked.search.list.hasFocus()
    dialog = sheets.keys_sheet(asked)
    assert {"Ctrl+E", "Why this result?", "Ctrl+Shift+E"} <= {label.text() for label in dialog.findChildren(QLabel)}
    dialog.deleteLater()


def test_everything_in_it_has_a_name(asked: MainWindow, qtbot: QtBot) -> None:
    asked.deed_actions[Deed.WHY].trigger()
    explained(asked, qtbot, "lease.txt")
    panel = asked.why.panel
    for widget in (panel.other, panel.close_button, panel.view):
        assert widget.accessibleName() or widget.text()  # type: ignore[union-attr]  # each has one of the two
        assert widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def test_it_wears_the_theme(asked: MainWindow, qtbot: QtBot) -> None:
    asked.deed_actions[Deed.WHY].trigger()
    explained(asked, qtbot, "lease.txt")
    assert palette.LIGHT.text.lower() in asked.why.panel.view.toHtml()
    asked.dress("dark")
    assert palette.DARK.text.lower() in asked.why.panel.view.toHtml()
    assert palette.LIGHT.text.lower() not in asked.why.panel.view.toHtml()


def test_every_state_and_fate_has_its_sentence() -> None:
    assert set(why_text._STATES) == set(State) - {State.READY}
    assert set(why_text._FATES) == set(Fate)
