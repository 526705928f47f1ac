"""Saved and recent searches, as a person keeps, finds, renames, pins, deletes and clears them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from onyx_desktop.domain import Mode, Seed
from onyx_desktop.library.searches import Searches
from onyx_desktop.ui import search_keeping
from onyx_desktop.ui.chips import Chip
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.sidebar_model import Kind
from tests.ui.test_sidebar import menu_deed, press


@pytest.fixture
def kept_window(window: MainWindow, qtbot: QtBot) -> MainWindow:
    qtbot.waitUntil(lambda: window.keeping.searches is not None)
    return window


def ask(window: MainWindow, qtbot: QtBot, query: str) -> None:
    with qtbot.waitSignal(window.search.answered):
        window.bar.field.setText(query)
        qtbot.keyClick(window.bar.field, Qt.Key.Key_Return)


def names(window: MainWindow) -> list[str]:
    return [row.name for row in window.folders.model.rows(Kind.SAVED)]


def offered(window: MainWindow) -> list[str]:
    return [action.text() for action in window.keeping.menu.actions() if action.text()]


def test_a_search_is_saved_and_asked_again(kept_window: MainWindow, documents: Path, qtbot: QtBot) -> None:
    window = kept_window
    window.bar.mode.setCurrentIndex(window.bar.mode.findData(Mode.WORDS))
    ask(window, qtbot, "heating type:txt")
    qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert names(window) == ["heating type:txt"]
    (saved,) = Searches(documents.parent).saved
    assert (saved.query, saved.mode, saved.model) == ("heating type:txt", Mode.WORDS, "all-MiniLM-L6-v2")
    window.bar.mode.setCurrentIndex(window.bar.mode.findData(Mode.AUTO))
    ask(window, qtbot, "deposit")
    with qtbot.waitSignal(window.bar.asked) as asked:
        press(window, qtbot, saved.key)
    assert asked.args[:2] == ["heating type:txt", Mode.WORDS]
    assert window.bar.chosen_mode is Mode.WORDS
    assert [button.text() for button in window.bar.chips.buttons] == ["type: TXT"]


def test_nothing_is_no_search_to_save(kept_window: MainWindow, qtbot: QtBot) -> None:
    window = kept_window
    window.bar.save.click()
    assert "Type a question first" in window.message.text.text()
    assert names(window) == []


def test_likes_are_saved_with_a_search(kept_window: MainWindow, documents: Path, qtbot: QtBot) -> None:
    window = kept_window
    ask(window, qtbot, "heating")
    likes = [Chip("more like", "Lease p. 1", Seed(passages=(1,))), Chip("less like", "Notes", Seed(unlike=(4,)))]
    with qtbot.waitSignal(window.search.answered):
        window.bar.chips.put(likes)
    with qtbot.waitSignal(window.keeping.changed):
        qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert names(window) == ["heating · Lease p. 1 · Notes"]
    ask(window, qtbot, "deposit")
    window.bar.clear_chips()
    (saved,) = Searches(documents.parent).saved
    with qtbot.waitSignal(window.bar.asked) as asked:
        press(window, qtbot, saved.key)
    assert asked.args == ["heating", Mode.AUTO, Seed((1,), unlike=(4,))]
    assert [each.label for each in window.bar.chips.chips] == ["more like: Lease p. 1", "less like: Notes"]


def test_a_search_of_likes_alone_is_saved_and_what_is_gone_is_told(kept_window: MainWindow, qtbot: QtBot) -> None:
    window = kept_window
    gone = Chip("like", "Thrown away", Seed(passages=(0xDEAD,)))
    with qtbot.waitSignal(window.keeping.changed):
        window.bar.chips.put([Chip("like", "Lease p. 1", Seed(passages=(1,))), gone])
        window.bar.save.click()
    assert names(window) == ["Lease p. 1 · Thrown away"]
    window.bar.clear_chips()
    with qtbot.waitSignal(window.bar.asked) as asked:
        press(window, qtbot, window.keeping.saved[0].key)
    assert asked.args == ["", Mode.AUTO, Seed((1,))]
    assert "Thrown away" in window.message.text.text()


def test_rename_pin_delete_and_undo(kept_window: MainWindow, documents: Path, qtbot: QtBot) -> None:
    window = kept_window
    for query in ("heating", "deposit"):
        ask(window, qtbot, query)
        window.bar.save.click()
    tree, model = window.folders.tree, window.folders.model
    first, second = (each.key for each in window.keeping.saved)
    menu_deed(window, qtbot, first, "Rename")
    editor = tree.findChild(QLineEdit)
    assert editor is not None
    editor.setText("Cold flat")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    menu_deed(window, qtbot, second, "Pin")
    assert names(window) == ["deposit", "Cold flat"]
    assert "pinned" in model.rows(Kind.SAVED)[0].spoken
    tree.setCurrentIndex(model.find(first))
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert names(window) == ["deposit"]
    assert "Cold flat" in window.message.text.text()
    window.message.button.click()
    assert names(window) == ["deposit", "Cold flat"]
    assert [each.name for each in Searches(documents.parent).saved] == ["deposit", "Cold flat"]


def test_recent_searches_are_offered_from_the_empty_field(kept_window: MainWindow, qtbot: QtBot) -> None:
    window = kept_window
    for query in ("heating", "deposit"):
        ask(window, qtbot, query)
    window.bar.field.clear()
    qtbot.keyClick(window.bar.field, Qt.Key.Key_Down)
    assert window.keeping.menu.isVisible()
    assert offered(window) == ["deposit", "heating", "Clear recent searches"]
    with qtbot.waitSignal(window.bar.asked) as asked:
        qtbot.keyClick(window.keeping.menu, Qt.Key.Key_Down)
        qtbot.keyClick(window.keeping.menu, Qt.Key.Key_Return)
    assert asked.args[0] == "heating"


def test_a_question_that_stood_for_a_while_is_recent(
    kept_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = kept_window
    window.keeping._made.setInterval(30)
    with qtbot.waitSignal(window.search.answered):
        window.bar.field.setText("heating")
    qtbot.waitUntil(lambda: window.keeping.recent == ("heating",))
    assert search_keeping.MADE_AFTER_MS == 2000


def test_recent_searches_can_be_cleared_and_switched_off(kept_window: MainWindow, qtbot: QtBot) -> None:
    window = kept_window
    ask(window, qtbot, "heating")
    window.keeping.offer()
    window.keeping.menu.actions()[-1].trigger()
    assert window.keeping.recent == ()
    ask(window, qtbot, "deposit")
    window.keep(recent_searches=False)
    assert window.keeping.recent == (), "switching it off forgets"
    ask(window, qtbot, "deposit")
    assert window.keeping.recent == ()


def test_the_settings_clear_them_too(real_window: MainWindow, qtbot: QtBot) -> None:
    window = real_window
    qtbot.waitUntil(lambda: window.keeping.searches is not None)
    window.bar.field.setText("heating")
    qtbot.keyClick(window.bar.field, Qt.Key.Key_Return)
    assert window.keeping.recent == ("heating",)
    page = window.preferences.open()
    page.privacy.forget.click()
    assert window.keeping.recent == ()
    page.close()


def test_down_goes_to_the_results_where_something_is_typed(kept_window: MainWindow, qtbot: QtBot) -> None:
    window = kept_window
    ask(window, qtbot, "heating")
    qtbot.keyClick(window.bar.field, Qt.Key.Key_Down)
    assert not window.keeping.menu.isVisible()
    assert QApplication.focusWidget() is not window.bar.field


def test_a_data_folder_that_cannot_be_written_is_told(
    kept_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = kept_window

    def refuse(*_args: object, **_kwargs: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", refuse)
    ask(window, qtbot, "heating")
    window.bar.save.click()
    assert "could not be written" in window.message.text.text()
    assert names(window) == ["heating"], "kept until the program ends"


def test_the_menu_of_a_row_comes_where_the_pointer_is(kept_window: MainWindow, qtbot: QtBot) -> None:
    window = kept_window
    ask(window, qtbot, "heating")
    window.bar.save.click()
    row = window.folders.model.rows(Kind.SAVED)[0]
    window.folders.tree.menu_wanted.emit(row, QPoint(5, 5))
    assert window.folders.menu is not None
    assert [action.text() for action in window.folders.menu.actions()] == ["Search", "Rename", "Pin", "Delete"]
    window.folders.menu.close()
