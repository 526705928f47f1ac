"""What is similar, as a person finds it: chips from a result, a file, a text, an answer; and how they go again."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from onyx_desktop.domain import NO_SEED, Mode, Seed
from onyx_desktop.ui import sheets
from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.chips import Chip, Chips
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.query_field import inserted
from onyx_desktop.ui.search_bar import SearchBar
from tests.ui.model_pages import LONG_MS
from tests.ui.second_model import TEXTS
from tests.ui.shelf_of_hits import ShelfOfHits

LETTER = (
    "Dear Ms Brown, last night it rained through the roof again, and the rug in my bedroom is soaked. The wallpaper "
    "comes off the wall, and I had to put buckets on the floor. I kept the bills of the cleaners and took pictures. "
    "My policy covers a burst pipe and storms, so I ask you to send somebody and to let me know how much you refund."
)


def ask(window: MainWindow, qtbot: QtBot, query: str) -> None:
    with qtbot.waitSignal(window.search.answered, timeout=LONG_MS):
        window.bar.field.setText(query)


def trigger(window: MainWindow, qtbot: QtBot, deed: Deed) -> None:
    with qtbot.waitSignal(window.search.answered, timeout=LONG_MS):
        window.deed_actions[deed].trigger()


def labels(window: MainWindow) -> list[str]:
    return [button.text() for button in window.bar.chips.buttons]


def names(window: MainWindow) -> list[str]:
    return [hit.path.name for hit in window.search.model.hits]


def drop(window: MainWindow, place: QPoint, *given: Path) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in given])
    buttons, keys, act = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QCoreApplication.sendEvent(window, QDragEnterEvent(QPoint(9, 400), act, carried, buttons, keys))
    QCoreApplication.sendEvent(window, QDragMoveEvent(place, act, carried, buttons, keys))
    assert window.sheet.isVisible()
    window.sheet.grab()
    QCoreApplication.sendEvent(window, QDropEvent(QPointF(place), act, carried, buttons, keys))
    assert not window.sheet.isVisible()


def on_field(window: MainWindow) -> QPoint:
    return window.bar.field.mapTo(window, window.bar.field.rect().center())


def test_find_similar_passages(real_window: MainWindow, qtbot: QtBot) -> None:
    ask(real_window, qtbot, "heating type:txt")
    assert names(real_window)[0] == "lease.txt"
    trigger(real_window, qtbot, Deed.SIMILAR)
    assert labels(real_window) == ["type: TXT", "like: lease"]
    assert real_window.bar.query == "type:txt", "filters stay, words go"
    assert set(names(real_window)) == set(TEXTS) - {"lease.txt", "soup.md"}
    assert "lease" in real_window.bar.chips.buttons[-1].accessibleName()
    with qtbot.waitSignal(real_window.search.answered, timeout=LONG_MS):
        qtbot.mouseClick(real_window.bar.chips.buttons[-1], Qt.MouseButton.LeftButton)
    assert labels(real_window) == ["type: TXT"]
    assert "lease.txt" in names(real_window)


def test_find_similar_documents(real_window: MainWindow, qtbot: QtBot) -> None:
    ask(real_window, qtbot, "heating")
    trigger(real_window, qtbot, Deed.SIMILAR_DOCUMENTS)
    assert labels(real_window) == ["like: lease, all of it"]
    assert "lease.txt" not in names(real_window)
    assert real_window.bar.query == ""


def test_more_and_less_like_this(real_window: MainWindow, qtbot: QtBot) -> None:
    ask(real_window, qtbot, "month")
    first, second = real_window.search.model.hits[:2]
    trigger(real_window, qtbot, Deed.MORE_LIKE)
    assert labels(real_window) == [f"more like: {first.path.stem}"]
    assert real_window.bar.query == "month", "the question stays"
    assert first.path.name not in names(real_window)
    real_window.search.list.choose(real_window.search.model.row_of(second))
    trigger(real_window, qtbot, Deed.LESS_LIKE)
    assert labels(real_window) == [f"more like: {first.path.stem}", f"less like: {second.path.stem}"]
    assert not {first.path.name, second.path.name} & set(names(real_window))
    with qtbot.waitSignal(real_window.search.answered, timeout=LONG_MS):
        real_window.similarity.less(first)
    assert labels(real_window)[-1] == f"less like: {first.path.stem}"
    assert len(labels(real_window)) == 2, "liked or not, never both"


def test_search_within_these_results_and_within_those(real_window: MainWindow, qtbot: QtBot) -> None:
    ask(real_window, qtbot, "name:s")
    found = set(names(real_window))
    assert 1 < len(found) < len(TEXTS)
    trigger(real_window, qtbot, Deed.WITHIN)
    assert labels(real_window) == [f"within: {len(found)} documents (name:s)"]
    assert real_window.bar.query == ""
    assert set(names(real_window)) == found, "listed until something is asked"
    ask(real_window, qtbot, "the name:l")
    inner = set(names(real_window))
    assert inner < found
    trigger(real_window, qtbot, Deed.WITHIN)
    assert len(labels(real_window)) == 2
    ask(real_window, qtbot, "pumpkin")
    assert set(names(real_window)) == inner
    trigger(real_window, qtbot, Deed.SIMILAR)
    assert [each.partition(":")[0] for each in labels(real_window)] == ["within", "within", "like"]
    assert set(names(real_window)) < inner


def test_a_pasted_text_becomes_a_chip(real_window: MainWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(LETTER)
    real_window.bar.field.setFocus()
    real_window.bar.field.setText("type:txt ")
    with qtbot.waitSignal(real_window.search.answered, timeout=LONG_MS):
        real_window.bar.field.paste()
    assert labels(real_window) == ["type: TXT", "like: “Dear Ms Brown, last night it …”"]
    assert real_window.bar.query == "type:txt"
    assert names(real_window)[0] == "insurance.txt"


def test_a_file_dropped_on_the_field(real_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    letter = tmp_path / "claim.html"
    letter.write_text(f"<p>{LETTER}</p>", encoding="utf-8")
    with qtbot.waitSignal(real_window.search.answered, timeout=LONG_MS):
        drop(real_window, on_field(real_window), letter)
        assert labels(real_window) == ["reading: claim.html"]
    assert labels(real_window) == ["like: claim.html"]
    assert names(real_window)[0] == "insurance.txt"


def test_a_file_that_cannot_be_read_is_told(real_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    film = tmp_path / "film.mkv"
    film.write_bytes(b"\x1aE\xdf\xa3")
    with qtbot.waitSignal(real_window.similarity.failed, timeout=LONG_MS):
        drop(real_window, on_field(real_window), film)
    assert labels(real_window) == []
    assert "film.mkv cannot be read. Type not supported." in real_window.message.text.text()


def test_a_reading_can_be_taken_out(real_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    book = tmp_path / "book.txt"
    book.write_text(LETTER * 500, encoding="utf-8")
    drop(real_window, on_field(real_window), book)
    real_window.bar.chips.take_out(real_window.bar.chips.chips[0])
    assert labels(real_window) == []
    ask(real_window, qtbot, "heating")
    assert labels(real_window) == []


def test_elsewhere_a_dropped_file_is_refused_with_a_hint(window: MainWindow, documents: Path) -> None:
    drop(window, QPoint(9, 400), next(documents.iterdir()))
    assert labels(window) == []
    assert "Drop a file on the search field" in window.message.text.text()


def test_a_folder_on_the_field_is_added(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "More"
    folder.mkdir()
    drop(window, on_field(window), folder)
    qtbot.waitUntil(lambda: folder in shelf.paths)
    assert labels(window) == []


def test_the_keys(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    ask(window, qtbot, "heating")
    hit = window.search.list.hit
    assert hit is not None
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert [chip.seed for chip in window.bar.chips.chips] == [Seed(passages=(hit.chunk_id,))]
    qtbot.waitUntil(lambda: shelf.seeds[-1] == Seed(passages=(hit.chunk_id,)))
    window.bar.field.setFocus()
    qtbot.keyClick(window.bar.field, Qt.Key.Key_Backspace)
    assert window.bar.chips.chips == ()


def test_escape_empties_the_field_and_then_the_chips(qtbot: QtBot) -> None:
    bar = SearchBar(10)
    qtbot.addWidget(bar)
    bar.show()
    bar.field.setText("heating")
    bar.chips.put([Chip("like", "a", Seed(passages=(1,))), Chip("like", "b", Seed(passages=(2,)))])
    left: list[int] = []
    for _ in range(3):
        qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
        left.append(len(bar.chips.chips))
    assert left == [2, 1, 0]
    with qtbot.assertNotEmitted(bar.asked, wait=50):
        qtbot.keyClick(bar.field, Qt.Key.Key_Escape)


def test_chips_ask_by_themselves_and_say_when_nothing_is_left(qtbot: QtBot) -> None:
    bar = SearchBar(10)
    qtbot.addWidget(bar)
    like = Chip("like", "a", Seed(passages=(1,)))
    with qtbot.waitSignal(bar.asked) as asked:
        bar.chips.put([like])
    assert asked.args == ["", Mode.AUTO, like.seed]
    with qtbot.waitSignal(bar.emptied):
        bar.chips.take_out(like)
    with qtbot.assertNotEmitted(bar.asked):
        bar.chips.put([Chip("reading", "a.pdf", NO_SEED)])


def test_chips_are_walked_and_taken_out_by_keys(qtbot: QtBot) -> None:
    chips = Chips()
    qtbot.addWidget(chips)
    chips.put([Chip("like", name, Seed(texts=(name,))) for name in ("one", "two", "three")])
    chips.show()
    chips.activateWindow()
    qtbot.waitUntil(chips.isActiveWindow)
    chips.buttons[0].setFocus()
    qtbot.keyClick(chips.buttons[0], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is chips.buttons[1]
    qtbot.keyClick(chips.buttons[1], Qt.Key.Key_Delete)
    assert [chip.text for chip in chips.chips] == ["one", "three"]
    assert QApplication.focusWidget() is chips.buttons[1]
    qtbot.keyClick(chips.buttons[1], Qt.Key.Key_Left)
    with qtbot.waitSignal(chips.left):
        qtbot.keyClick(chips.buttons[0], Qt.Key.Key_Escape)
    qtbot.keyClick(chips.buttons[0], Qt.Key.Key_Backspace)
    with qtbot.waitSignal(chips.left):
        qtbot.keyClick(chips.buttons[0], Qt.Key.Key_Space)
    assert chips.chips == ()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_many_chips_break_into_rows(qtbot: QtBot, direction: Qt.LayoutDirection) -> None:
    chips = Chips()
    qtbot.addWidget(chips)
    chips.setLayoutDirection(direction)
    chips.put(
        [Chip("like", f"a rather long name of a document {each}" * 3, Seed(passages=(each,))) for each in range(5)]
    )
    chips.resize(600, chips.heightForWidth(600))
    chips.show()
    places = [button.geometry() for button in chips.buttons]
    assert all(chips.rect().contains(place) for place in places)
    assert not any(one.intersects(other) for one in places for other in places if one is not other)
    assert chips.heightForWidth(600) > chips.heightForWidth(5000)
    first = places[0].center().x() < 300
    assert first is (direction == Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize(
    ("before", "after", "new", "rest"),
    [
        ("", "abc", "abc", ""),
        ("xy", "xabcy", "abc", "xy"),
        ("aa", "aaa", "a", "aa"),
        ("old words", "new", "new", ""),
        ("abc", "", "", ""),
    ],
)
def test_what_a_change_put_in(before: str, after: str, new: str, rest: str) -> None:
    assert inserted(before, after) == (new, rest)


def test_the_menu_of_a_result_and_the_sheet_of_keys(window: MainWindow, qtbot: QtBot) -> None:
    offered = {action.text() for action in window.search.list.actions()}
    assert {Deed.SIMILAR.text, Deed.SIMILAR_DOCUMENTS.text, Deed.MORE_LIKE.text, Deed.LESS_LIKE.text} <= offered
    dialog = sheets.keys_sheet(window)
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"Ctrl+Shift+S", "Find similar passages", "Search within these results"} <= texts
    dialog.deleteLater()
