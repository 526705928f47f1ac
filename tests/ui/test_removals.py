"""What is removed goes at once, is really gone, and comes back by Ctrl+Z until the program is quit."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.main_window import MainWindow
from tests.ui.model_pages import LONG_MS
from tests.ui.shelf_of_hits import ShelfOfHits

QUERY = "the roof let the rain in"


def ask(window: MainWindow, qtbot: QtBot, query: str = QUERY) -> None:
    with qtbot.waitSignal(window.search.answered, timeout=LONG_MS):
        window.bar.field.setText(query)


def files(window: MainWindow) -> set[str]:
    library = window.desk._library
    assert library is not None
    return {Path(path.decode()).name for (path,) in library.store.database.rows("SELECT path FROM files")}


def shown(window: MainWindow) -> set[str]:
    return {hit.path.name for hit in window.search.model.hits}


def trigger(window: MainWindow, qtbot: QtBot, deed: Deed) -> None:
    """Do it and wait until the index has followed."""
    with qtbot.waitSignal(window.desk.update_ended, timeout=LONG_MS):
        window.deed_actions[deed].trigger()


def test_folders_come_back_in_the_order_they_went(
    window: MainWindow, shelf: ShelfOfHits, documents: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "Papers"
    other.mkdir()
    with qtbot.waitSignal(window.desk.update_ended):
        window.add_folders([other])
    assert not window.deed_actions[Deed.UNDO].isEnabled()
    window.remove_folder(documents)
    window.remove_folder(other)
    qtbot.waitUntil(lambda: shelf.paths == [])
    undo = window.deed_actions[Deed.UNDO]
    assert "Papers" in undo.text()
    window.preview.setFocus()
    with qtbot.waitSignal(window.desk.update_ended):
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert shelf.paths == [other]
    assert "Contracts" in undo.text()
    with qtbot.waitSignal(window.desk.update_ended):
        undo.trigger()
    assert set(shelf.paths) == {other, documents}
    assert not undo.isEnabled()
    window.deed_actions[Deed.REDO].trigger()
    qtbot.waitUntil(lambda: shelf.paths == [other])


def test_control_z_in_the_search_field_first_undoes_what_was_done_there(
    window: MainWindow, shelf: ShelfOfHits, documents: Path, qtbot: QtBot
) -> None:
    field = window.bar.field
    window.remove_folder(documents)
    qtbot.waitUntil(lambda: shelf.paths == [])
    field.setFocus()
    qtbot.keyClicks(field, "heating")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    assert shelf.paths == []
    with qtbot.waitSignal(window.desk.update_ended):
        qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert shelf.paths == [documents]


def test_a_file_is_left_out_and_comes_back(real_window: MainWindow, qtbot: QtBot) -> None:
    ask(real_window, qtbot)
    hit = real_window.search.list.hit
    assert hit is not None
    before = files(real_window)
    with qtbot.waitSignal(real_window.desk.update_ended, timeout=LONG_MS):
        real_window.deed_actions[Deed.LEAVE_OUT_FILE].trigger()
        assert hit.path.name not in shown(real_window), "gone at once for the eye"
    assert files(real_window) == before - {hit.path.name}
    assert str(hit.path) in real_window.settings.excluded
    ask(real_window, qtbot, QUERY + " again")
    assert hit.path.name not in shown(real_window)
    with qtbot.waitSignal(real_window.desk.update_ended, timeout=LONG_MS):
        real_window.message.button.click()
    assert files(real_window) == before
    assert str(hit.path) not in real_window.settings.excluded
    trigger(real_window, qtbot, Deed.REDO)
    assert files(real_window) == before - {hit.path.name}


def test_a_type_and_a_folder_are_left_out(real_window: MainWindow, qtbot: QtBot) -> None:
    ask(real_window, qtbot)
    before = files(real_window)
    hit = real_window.search.list.hit
    assert hit is not None
    trigger(real_window, qtbot, Deed.LEAVE_OUT_TYPE)
    assert real_window.settings.excluded[-1] == f"*{hit.path.suffix}"
    assert not {name for name in files(real_window) if name.endswith(hit.path.suffix)}
    trigger(real_window, qtbot, Deed.UNDO)
    assert files(real_window) == before


def test_leaving_out_a_folder_of_the_library_takes_it_off(real_window: MainWindow, qtbot: QtBot) -> None:
    ask(real_window, qtbot)
    hit = real_window.search.list.hit
    assert hit is not None
    assert hit.path.parent in real_window.search.delegate.folders
    before = real_window.settings.excluded
    real_window.deed_actions[Deed.LEAVE_OUT_FOLDER].trigger()
    qtbot.waitUntil(lambda: files(real_window) == set())
    assert real_window.settings.excluded == before
    trigger(real_window, qtbot, Deed.UNDO)
    assert files(real_window)
