"""The left side over the real library: folders that open, counts, filters, pauses; and its model on its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QSettings, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from onyx_desktop import paths
from onyx_desktop.domain import Facets, Subfolder
from onyx_desktop.library.status import FolderState
from onyx_desktop.settings import Settings
from onyx_desktop.ui import sidebar_rows
from onyx_desktop.ui.desk import Desk
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.sidebar_model import ROW, Hold, Kind, Row, SidebarModel
from onyx_desktop.ui.sidebar_tree import GAP_PX, fitting
from tests.ui.model_pages import LONG_MS
from tests.ui.second_model import TEXTS


def names(window: MainWindow, kind: Kind) -> list[str]:
    return [row.name for row in window.folders.model.rows(kind)]


def press(window: MainWindow, qtbot: QtBot, key: object) -> None:
    """With the mouse, as a person does."""
    tree = window.folders.tree
    index = window.folders.model.find(key)
    tree.scrollTo(index)
    rect = tree.visualRect(index)
    place = QPoint(rect.left() + 40, rect.center().y())
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)


def menu_deed(window: MainWindow, qtbot: QtBot, key: object, text: str) -> None:
    """By the keyboard's way to the menu."""
    pane = window.folders
    pane.tree.setCurrentIndex(pane.model.find(key))
    pane.tree.menu_wanted.emit(pane.tree.currentIndex().data(ROW), QPoint(10, 10))
    assert pane.menu is not None
    next(action for action in pane.menu.actions() if action.text() == text).trigger()
    pane.menu.close()


@pytest.fixture
def library_window(real_window: MainWindow, qtbot: QtBot) -> Iterator[MainWindow]:
    qtbot.waitUntil(lambda: bool(names(real_window, Kind.FACET)), timeout=LONG_MS)
    yield real_window
    for path in letters(real_window).iterdir():  # other tests share the folder
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in TEXTS:
            path.unlink()


def letters(window: MainWindow) -> Path:
    return window.folders.folders[0]


# The window.


def test_the_sections_show_what_the_library_holds(library_window: MainWindow) -> None:
    rows = library_window.folders.model.rows(Kind.FACET)
    assert [(row.name, row.count) for row in rows if row.narrows.startswith("type:")] == [
        ("TXT", "5"),
        ("MD", "1"),
    ]
    (folder,) = library_window.folders.model.rows(Kind.FOLDER)
    assert (folder.name, folder.detail, folder.hold) == ("Letters", f"{len(TEXTS)} files ✓", Hold.NOTHING)
    assert "ready" in folder.spoken


def test_a_press_narrows_and_a_second_widens(library_window: MainWindow, qtbot: QtBot) -> None:
    window = library_window
    with qtbot.waitSignal(window.search.answered, timeout=LONG_MS):
        press(window, qtbot, "type:md")
    assert window.bar.query == "type:md"
    assert {hit.path.suffix for hit in window.search.model.hits} == {".md"}
    row = window.folders.model.find("type:md").data(ROW)
    assert row.active
    assert "filter in use" in row.spoken
    press(window, qtbot, "type:md")
    assert window.bar.query == ""
    assert not window.folders.model.find("type:md").data(ROW).active


def test_a_folder_narrows_by_keys(library_window: MainWindow, qtbot: QtBot) -> None:
    window = library_window
    tree = window.folders.tree
    tree.setFocus()
    tree.setCurrentIndex(window.folders.model.find(letters(window)))
    with qtbot.waitSignal(window.search.answered, timeout=LONG_MS):
        qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert window.bar.query == "in:Letters"
    assert window.search.model.rowCount() > 0


def test_counts_of_the_present_answer(library_window: MainWindow, qtbot: QtBot) -> None:
    window = library_window
    with qtbot.waitSignal(window.search.answered, timeout=LONG_MS):
        window.bar.field.setText("type:md")
    qtbot.waitUntil(lambda: window.folders.model.find("type:md").data(ROW).count == "1 / 1", timeout=LONG_MS)
    assert window.folders.model.find("type:txt").data(ROW).count == "0 / 5"
    window.bar.field.clear()
    qtbot.waitUntil(lambda: window.folders.model.find("type:md").data(ROW).count == "1")


def test_subfolders_come_when_a_folder_is_opened(library_window: MainWindow, qtbot: QtBot) -> None:
    window = library_window
    inside = letters(window) / "Old"
    (inside / "Older").mkdir(parents=True)
    (inside / "Older/one.txt").write_text("A letter about the roof.", encoding="utf-8")
    with qtbot.waitSignal(window.desk.update_ended, timeout=LONG_MS):
        window.desk.update()
    model, tree = window.folders.model, window.folders.tree
    qtbot.waitUntil(lambda: "7 files" in model.rows(Kind.FOLDER)[0].detail)
    assert names(window, Kind.SUBFOLDER) == []
    tree.setCurrentIndex(model.find(letters(window)))
    qtbot.keyClick(tree, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: names(window, Kind.SUBFOLDER) == ["Old"], timeout=LONG_MS)
    assert model.hasChildren(model.find(inside))
    tree.expand(model.find(inside))
    qtbot.waitUntil(lambda: names(window, Kind.SUBFOLDER) == ["Old", "Older"], timeout=LONG_MS)
    assert not model.hasChildren(model.find(inside / "Older"))
    with qtbot.waitSignal(window.search.answered, timeout=LONG_MS):
        press(window, qtbot, inside / "Older")
    assert window.bar.query == "in:Letters/Old/Older"
    assert [hit.path.name for hit in window.search.model.hits] == ["one.txt"]
    menu_deed(window, qtbot, inside, "Leave out of the search")
    assert str(inside) in window.settings.excluded
    qtbot.waitUntil(lambda: model.rows(Kind.FOLDER)[0].detail == "6 files ✓", timeout=LONG_MS)
    with qtbot.waitSignal(window.desk.update_ended, timeout=LONG_MS):
        window.removals.stack.undo()
    qtbot.waitUntil(lambda: model.rows(Kind.FOLDER)[0].detail == "7 files ✓", timeout=LONG_MS)


def test_a_folder_is_paused_and_goes_on(library_window: MainWindow, kept: list[Settings], qtbot: QtBot) -> None:
    window = library_window
    folder = letters(window)
    tree = window.folders.tree
    tree.setCurrentIndex(window.folders.model.find(folder))
    with qtbot.waitSignal(window.desk.update_ended, timeout=LONG_MS):
        qtbot.keyClick(tree, Qt.Key.Key_P)
    assert kept[-1].paused_folders == (str(folder),)
    qtbot.waitUntil(lambda: window.folders.model.rows(Kind.FOLDER)[0].hold is Hold.PAUSE, timeout=LONG_MS)
    (folder / "new.txt").write_text("Nobody reads this yet.", encoding="utf-8")
    with qtbot.waitSignal(window.desk.update_ended, timeout=LONG_MS) as ended:
        window.desk.update()
    assert ended.args[0].files == 0
    with qtbot.waitSignal(window.desk.update_ended, timeout=LONG_MS) as ended:
        menu_deed(window, qtbot, folder, "Go on indexing")
    assert ended.args[0].indexed == 1


def test_the_button_on_a_folder_pauses_it(library_window: MainWindow, qtbot: QtBot) -> None:
    window = library_window
    tree, index = window.folders.tree, window.folders.model.find(letters(library_window))
    place = tree.delegate.button(tree.visualRect(index)).center()
    with qtbot.waitSignal(window.folders.folder_paused) as paused:
        qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert paused.args == [letters(window), True]
    assert window.bar.query == "", "the button is not the row"


def test_a_folder_is_read_again(library_window: MainWindow, qtbot: QtBot) -> None:
    window = library_window
    with qtbot.waitSignal(
        window.desk.update_ended, timeout=LONG_MS, check_params_cb=lambda result: result is not None
    ) as ended:
        menu_deed(window, qtbot, letters(window), "Read all its files again")
    assert ended.args[0].indexed == len(TEXTS)
    assert "are read again" in window.message.text.text()


def test_a_folder_that_is_gone_is_marked_and_kept(library_window: MainWindow, qtbot: QtBot) -> None:
    window = library_window
    folder = letters(window)
    away = folder.rename(folder.with_name("drawer"))
    with qtbot.waitSignal(window.desk.update_ended, timeout=LONG_MS):
        window.desk.update()
    qtbot.waitUntil(lambda: window.folders.model.rows(Kind.FOLDER)[0].hold is Hold.ABSENCE, timeout=LONG_MS)
    assert window.folders.model.rows(Kind.FOLDER)[0].detail == "not connected"
    away.rename(folder)
    with qtbot.waitSignal(window.desk.update_ended, timeout=LONG_MS):
        window.desk.update()
    qtbot.waitUntil(lambda: window.folders.model.rows(Kind.FOLDER)[0].detail == "6 files ✓", timeout=LONG_MS)


# The model and its rows.


def rows(*names_: str, kind: Kind = Kind.FACET) -> list[Row]:
    return [Row(kind, name, name, opens=kind is Kind.FOLDER) for name in names_]


def section(name: str) -> Row:
    return Row(Kind.SECTION, name, name)


def test_the_model_is_one_that_qt_accepts(qtbot: QtBot) -> None:
    model = SidebarModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_section(section("types"), rows("a", "b", "c"), 2)
    model.show_section(section("folders"), rows("x", "y", kind=Kind.FOLDER), 0)
    assert [model.index(at, 0).data() for at in range(model.rowCount())] == ["folders", "types"]
    model.show_section(section("types"), rows("c", "d", "a"), 2)
    types = model.index(1, 0)
    assert [model.index(at, 0, types).data() for at in range(3)] == ["c", "d", "a"]
    with qtbot.waitSignal(model.subfolders_wanted) as wanted:
        model.fetchMore(model.find("x"))
    assert wanted.args == ["x"]
    model.show_inside("x", rows("x1", "x2", kind=Kind.SUBFOLDER))
    assert model.rowCount(model.find("x")) == 2
    model.show_inside("y", [])
    assert not model.hasChildren(model.find("y"))
    model.drop("x")
    assert not model.find("x1").isValid()
    model.show_section(section("types"), [], 2)
    assert model.rowCount() == 1
    assert not model.parent(QModelIndex()).isValid()


def test_what_did_not_change_is_not_told(qtbot: QtBot) -> None:
    model = SidebarModel()
    model.show_section(section("types"), rows("a", "b"), 2)
    with qtbot.assertNotEmitted(model.dataChanged), qtbot.assertNotEmitted(model.rowsInserted):
        model.show_section(section("types"), rows("a", "b"), 2)


def test_only_saved_searches_are_renamed(qtbot: QtBot) -> None:
    model = SidebarModel()
    model.show_section(section("saved"), rows("s", kind=Kind.SAVED), 1)
    model.show_section(section("types"), rows("a"), 2)
    assert not model.setData(model.find("a"), "b")
    assert not model.setData(model.find("s"), "  ")
    with qtbot.waitSignal(model.renamed) as renamed:
        assert model.setData(model.find("s"), " Heating ")
    assert renamed.args == ["s", "Heating"]
    assert model.find("s").flags() & Qt.ItemFlag.ItemIsEditable


@pytest.mark.parametrize(
    ("folder", "others", "expected"),
    [
        ("/home/a/Contracts", ["/home/a/Papers"], "Contracts"),
        ("/app/samples/documents", ["/home/a/Documents/Letters"], "samples/documents"),
        ("/a/Old", ["/b/Old"], "a/Old"),
        ("/a", ["/b/a"], "/a"),
    ],
)
def test_a_folder_is_named_by_what_tells_it_apart(folder: str, others: list[str], expected: str) -> None:
    assert sidebar_rows.tail(Path(folder), [Path(folder), *map(Path, others)]) == expected


@pytest.mark.parametrize(
    ("state", "detail", "hold"),
    [
        (FolderState(Path("/a"), 0, 0, 0, 0), "no files yet", Hold.NOTHING),
        (FolderState(Path("/a"), 10, 9, 9, 1), "9 files ✓", Hold.NOTHING),
        (FolderState(Path("/a"), 10, 9, 3, 1), "40 % of 10 files", Hold.WORK),
        (FolderState(Path("/a"), 10, 9, 3, 1, paused=True), "paused at 40 %", Hold.PAUSE),
        (FolderState(Path("/a"), 10, 9, 9, 1, paused=True), "paused · 10 files", Hold.PAUSE),
        (FolderState(Path("/a"), 10, 9, 3, 1, available=False), "not connected", Hold.ABSENCE),
    ],
)
def test_the_state_of_a_folder_in_words(state: FolderState, detail: str, hold: Hold) -> None:
    row = sidebar_rows.folder(state, [Path("/a")], lambda _: False)
    assert (row.detail, row.hold) == (detail, hold)


def test_a_folder_of_which_nothing_is_known_is_being_counted() -> None:
    state = FolderState(Path("/a"), 0, 0, 0, 0)
    assert sidebar_rows.folder(state, [Path("/a")], lambda _: False, counting=True).detail == "counting …"


def test_many_kinds_are_shown_a_few_at_a_time() -> None:
    counted = Facets(types=tuple((f".x{number}", 100 - number) for number in range(20)))
    few = sidebar_rows.facets("type", counted, None, lambda _: False, all_=False)
    assert len(few) == sidebar_rows.SHOWN + 1
    assert (few[-1].kind, few[-1].name) == (Kind.MORE, "12 more")
    assert len(sidebar_rows.facets("type", counted, None, lambda _: False, all_=True)) == 21


def test_a_subfolder_with_a_blank_is_a_filter_in_quotes() -> None:
    row = sidebar_rows.subfolder(
        Subfolder(Path("/home/a/My Papers/Flat 3"), 2, 2, 0),
        Path("/home/a/My Papers"),
        [Path("/home/a/My Papers")],
        bool,
    )
    assert row.narrows == 'in:"My Papers/Flat 3"'


def test_many_subfolders_come_in_one_piece(qtbot: QtBot) -> None:
    model = SidebarModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_section(section("folders"), rows("x", kind=Kind.FOLDER), 0)
    inserted: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))
    many = rows(*(f"{number:04}" for number in range(300)), kind=Kind.SUBFOLDER)
    model.show_inside("x", [each for number, each in enumerate(many) if not 100 <= number < 200])
    model.show_inside("x", many)
    assert inserted == [(0, 199), (100, 199)]
    model.show_inside("x", many[::-1])
    inside = model.find("x")
    assert [model.index(at, 0, inside).data() for at in range(300)] == [each.name for each in many[::-1]]


def test_sections_that_were_closed_are_closed_the_next_time(
    window: MainWindow, desk: Desk, home: paths.Home, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(names(window, Kind.FACET)))
    tree, model = window.folders.tree, window.folders.model
    press(window, qtbot, "type")
    assert not tree.isExpanded(model.find("type"))
    window.close()
    again = MainWindow(desk, Settings(theme="light"), lambda _settings: None, home)
    qtbot.addWidget(again)
    again.show()
    desk.refresh_status()
    desk.opened.emit()
    qtbot.waitUntil(lambda: bool(names(again, Kind.FACET)))
    assert not again.folders.tree.isExpanded(again.folders.model.find("type"))
    assert again.folders.tree.isExpanded(again.folders.model.find("folders"))
    press(again, qtbot, "type")
    again.close()
    assert QSettings(str(home.config / "window.ini"), QSettings.Format.IniFormat).value("sidebar/folded") == ""


def test_a_name_comes_before_its_count(qapp: QApplication) -> None:
    letters = QFontMetrics(qapp.font())
    row = Row(Kind.FACET, "type:doc", "Word", "7 / 120", "7")
    whole, brief = (letters.horizontalAdvance(f"Word{count}") + GAP_PX for count in (row.count, row.brief))
    assert [fitting(row, letters, room) for room in (whole, whole - 1, brief, 0)] == ["7 / 120", "7", "7", "7"]
    assert fitting(Row(Kind.SUBFOLDER, "a", "letters", "1,204"), letters, 0) == "1,204"
