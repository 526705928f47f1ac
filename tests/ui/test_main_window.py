"""The window as a person uses it: typing, choosing, dropping, pausing, removing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from onyx_desktop.domain import Mode, Strength
from onyx_desktop.errors import DiskFull
from onyx_desktop.settings import Settings
from onyx_desktop.ui import wording
from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.results_model import Role
from tests.ui.shelf_of_hits import PDF, TEXT, ShelfOfHits, refused


def ask(window: MainWindow, qtbot: QtBot, query: str) -> None:
    with qtbot.waitSignal(window.search.answered):
        window.bar.field.clear()
        qtbot.keyClicks(window.bar.field, query)


def drop(window: MainWindow, *given: Path) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in given])
    buttons, keys, act = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QCoreApplication.sendEvent(window, QDragEnterEvent(QPoint(9, 9), act, carried, buttons, keys))
    assert window.sheet.isVisible()
    QCoreApplication.sendEvent(window, QDropEvent(QPointF(9, 9), act, carried, buttons, keys))
    assert not window.sheet.isVisible()


def test_typing_shows_results(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    ask(window, qtbot, "keep the heating")
    hits = window.search.model.hits
    assert hits[0].path.name == PDF
    assert {hit.path.name for hit in hits} >= {PDF, TEXT}
    assert window.search.list.hit == hits[0]
    assert shelf.asked == [("keep the heating", Mode.AUTO)], "a search for each pause, not for each key"


def test_the_library_is_never_called_in_the_main_thread(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.preview.shown):
        ask(window, qtbot, "heating")
    assert shelf.threads == {"onyx-index", "onyx-search"}


def test_the_latest_question_wins(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    shelf.search_gate.clear()
    window.bar.field.setText("deposit keys")
    qtbot.waitUntil(lambda: len(shelf.asked) == 1)
    window.bar.field.setText("pets neighbours")
    answers: list[str] = []
    window.search.answered.connect(lambda answer: answers.append(answer.query))
    qtbot.waitUntil(lambda: not window.bar.waiting)
    shelf.search_gate.set()
    qtbot.waitUntil(lambda: "pets neighbours" in answers)
    assert answers == ["pets neighbours"]


def test_old_results_stay_and_are_dimmed_while_a_slow_search_runs(
    window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot
) -> None:
    ask(window, qtbot, "heating")
    before = window.search.model.hits
    shelf.search_gate.clear()
    window.bar.field.setText("deposit")
    qtbot.waitUntil(lambda: window.search.delegate.dimmed)
    assert window.search.model.hits == before
    with qtbot.waitSignal(window.search.answered):
        shelf.search_gate.set()
    assert not window.search.delegate.dimmed


def test_a_refreshed_list_keeps_the_chosen_passage(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "heating")
    window.search.list.choose(1)
    chosen = window.search.list.hit
    with qtbot.waitSignal(window.search.answered):
        window.search.refresh(at_once=True)
    assert window.search.list.hit == chosen


def test_an_empty_field_shows_no_results(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "heating")
    window.bar.field.clear()
    assert window.search.model.rowCount() == 0
    assert window.preview.hit is None


def test_the_mode_is_asked_for(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    ask(window, qtbot, "heating")
    with qtbot.waitSignal(window.search.answered):
        window.bar.mode.setCurrentIndex(window.bar.mode.findData(Mode.WORDS))
    assert shelf.asked[-1] == ("heating", Mode.WORDS)


def test_weak_results_are_called_weak_and_shown(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    shelf.strength = Strength.NEAREST
    ask(window, qtbot, "heating")
    assert window.search.banner.isVisible()
    assert window.search.banner.text() == "No close match. These are the nearest passages."
    assert window.search.model.rowCount() > 0
    shelf.strength = Strength.GOOD
    ask(window, qtbot, "landlord")
    assert not window.search.banner.isVisible()


def test_nothing_found_says_so(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "zzz <b>")
    assert "Nothing found" in window.search.hint.text()
    assert "zzz &lt;b&gt;" in window.search.hint.text()
    assert window.search.hint.isVisible()


def test_partial_coverage_is_said(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    shelf.searched = 2
    ask(window, qtbot, "heating")
    assert window.search.coverage.text() == "searched 2 of 3 files"


def test_a_dropped_folder_is_added_and_indexed(
    window: MainWindow, shelf: ShelfOfHits, tmp_path: Path, qtbot: QtBot
) -> None:
    new = tmp_path / "Papers"
    new.mkdir()
    with qtbot.waitSignal(window.desk.update_ended):
        drop(window, new)
    assert new in shelf.paths
    assert new in window.folders.folders
    assert shelf.updates == 2


def test_a_dropped_file_is_refused_in_a_sentence(window: MainWindow, shelf: ShelfOfHits, documents: Path) -> None:
    drop(window, documents / TEXT)
    assert window.message.isVisible()
    assert "folder" in window.message.text.text()
    assert shelf.paths == [documents]


def test_indexing_pauses_goes_on_and_is_remembered(
    window: MainWindow, shelf: ShelfOfHits, kept: list[Settings], qtbot: QtBot
) -> None:
    shelf.step_gate.clear()
    window.desk.update()
    qtbot.waitUntil(lambda: window.strip.pause.isVisible() and shelf.updates == 2)
    window.strip.pause.click()
    assert window.desk.paused
    assert kept[-1].paused
    assert window.strip.text.text() == "Paused"
    ask(window, qtbot, "heating")  # a paused index does not block searching
    assert window.search.model.rowCount() > 0
    shelf.step_gate.set()
    with qtbot.waitSignal(window.desk.update_ended):
        window.strip.pause.click()
    assert not kept[-1].paused
    qtbot.waitUntil(lambda: window.strip.text.text() == "3 files ready")


@pytest.mark.parametrize("paused", [False, True])
def test_indexing_can_be_stopped(window: MainWindow, shelf: ShelfOfHits, paused: bool, qtbot: QtBot) -> None:
    shelf.step_gate.clear()
    window.desk.update()
    qtbot.waitUntil(lambda: shelf.updates == 2)
    if paused:
        window.set_paused(True)
    with qtbot.waitSignal(window.desk.update_ended) as ended:
        window.strip.cancel.click()
    assert ended.args == [None]
    assert shelf.closed_updates == 1
    assert not window.strip.pause.isVisible()


def test_removing_a_folder_takes_its_results_away_at_once(
    window: MainWindow, shelf: ShelfOfHits, documents: Path, qtbot: QtBot
) -> None:
    ask(window, qtbot, "heating")
    window.folders.tree.setCurrentIndex(window.folders.model.find(documents))
    qtbot.keyClick(window.folders.tree, Qt.Key.Key_Delete)
    assert window.search.model.rowCount() == 0
    assert documents not in window.folders.folders
    qtbot.waitUntil(lambda: shelf.paths == [])
    qtbot.waitUntil(lambda: window.panes.welcoming)
    with qtbot.waitSignal(window.desk.update_ended):
        window.message.button.click()  # undo
    assert shelf.paths == [documents]
    qtbot.waitUntil(lambda: documents in window.folders.folders)


def test_removing_while_a_paused_update_runs_lets_go_of_it_first(
    window: MainWindow, shelf: ShelfOfHits, documents: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "Papers"
    other.mkdir()
    shelf.paths.append(other)
    shelf.step_gate.clear()
    window.desk.update()
    qtbot.waitUntil(lambda: shelf.updates == 2)
    window.set_paused(True)
    window.remove_folder(documents)
    qtbot.waitUntil(lambda: shelf.paths == [other])
    assert shelf.closed_updates == 1
    shelf.step_gate.set()
    with qtbot.waitSignal(window.desk.update_ended):
        window.set_paused(False)
    assert shelf.updates == 3, "the rest goes on"


def test_an_error_of_the_world_is_a_bar_with_one_act(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    shelf.error = DiskFull(Path("data"))
    with qtbot.waitSignal(window.desk.failed):
        window.desk.update()
    assert "disk is full" in window.message.text.text()
    shelf.error = None
    with qtbot.waitSignal(window.desk.update_ended, check_params_cb=lambda result: result is not None):
        window.message.button.click()


def test_problems_can_be_retried(window: MainWindow, shelf: ShelfOfHits, documents: Path, qtbot: QtBot) -> None:
    shelf.skipped = refused(documents)
    window.desk.refresh_status()
    qtbot.waitUntil(window.folders.problems.isVisible)
    assert window.folders.problems.text() == "6 files could not be read"
    window.folders.problems.click()
    qtbot.waitUntil(lambda: window.dialog is not None)
    assert window.dialog is not None
    window.dialog.retry.click()
    qtbot.waitUntil(lambda: len(shelf.retried) == 3)
    assert {path.suffix for path in shelf.retried} == {".pdf"}


def test_keys_lead_from_the_field_to_the_results_and_back(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "heating")
    window.bar.field.setFocus()
    qtbot.keyClick(window.bar.field, Qt.Key.Key_Down)
    qtbot.waitUntil(window.search.list.hasFocus)
    qtbot.keyClick(window.search.list, Qt.Key.Key_Up)
    qtbot.waitUntil(window.bar.field.hasFocus)
    assert window.bar.query == "heating"


def test_enter_opens_and_control_enter_shows_in_the_folder(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "heating")
    window.search.list.opened.disconnect()
    window.search.list.shown_in_folder.disconnect()
    with qtbot.waitSignal(window.search.list.opened):
        qtbot.keyClick(window.search.list, Qt.Key.Key_Return)
    with qtbot.waitSignal(window.search.list.shown_in_folder):
        qtbot.keyClick(window.search.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_passage_and_citation_are_copied(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "keep the heating")
    window.deed_actions[Deed.COPY_PASSAGE].trigger()
    assert QGuiApplication.clipboard().text() == "The landlord shall keep the heating in working order."
    window.deed_actions[Deed.COPY_CITATION].trigger()
    assert QGuiApplication.clipboard().text().splitlines()[0] == f"{PDF}, p. 1"


def test_narrow_windows_fold_their_sides(window: MainWindow) -> None:
    window.resize(1280, 800)
    assert window.preview.isVisible()
    assert window.folders.isVisible()
    window.resize(900, 600)
    assert not window.preview.isVisible()
    window.resize(700, 600)
    assert not window.folders.isVisible()
    assert window.search.isVisible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_is_worn_and_remembered(window: MainWindow, kept: list[Settings], theme: str) -> None:
    window.dress("light" if theme == "dark" else "dark")
    window.dress(theme)
    assert kept[-1].theme == theme
    assert (window.palette().window().color().lightness() < 128) is (theme == "dark")
    middle = window.grab().toImage().pixelColor(window.width() // 3, window.height() // 2)
    assert (middle.lightness() < 128) is (theme == "dark")


def test_everything_that_takes_the_focus_has_a_name(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.preview.shown):
        ask(window, qtbot, "heating")
    window.message.tell(wording.error(DiskFull(Path("data"))))
    walked = 0
    for widget in window.findChildren(QWidget):
        inner = isinstance(widget.parent(), QComboBox) or (
            isinstance(widget, QLineEdit) and widget is not window.bar.field
        )
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or inner or widget.objectName().startswith("qt_"):
            continue
        walked += 1
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        name = widget.accessibleName() or text
        assert name, f"{type(widget).__name__} {widget.objectName()} has no name"
    assert walked > 15


def test_a_row_speaks(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "keep the heating")
    index = window.search.model.index(0, 0)
    assert (
        index.data(Qt.ItemDataRole.AccessibleTextRole)
        == f"{PDF}, page 1, strong match, 1 of {window.search.model.rowCount()}"
    )
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == index.data(Role.HIT).snippet
