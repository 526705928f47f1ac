"""The table beside the cards: one model, one selection, one order; and what is kept of them."""

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from onyx_desktop import paths
from onyx_desktop.domain import Hit
from onyx_desktop.settings import Settings
from onyx_desktop.ui import search_pane
from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.desk import Desk
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.palette import DARK, LIGHT, Tokens
from onyx_desktop.ui.results_keys import label
from onyx_desktop.ui.results_model import MANY_PIECES, PAGE_ROWS, ResultsModel, Role
from onyx_desktop.ui.results_order import BEST, Arrangement, Column, Fold, Order, arranged, natural
from onyx_desktop.ui.results_views import ResultsViews
from tests.ui.shelf_of_hits import ASTRAL, PDF, TEXT, ShelfOfHits
from tests.ui.test_main_window import ask
from tests.ui.test_results import hit

DAY_NS = 86_400 * 10**9


def of(number: int, document: int, name: str, more: int = 0) -> Hit:
    path = Path("/home/x") / f"Folder {document % 7}" / name
    return dataclasses.replace(
        hit(number), document_id=document, path=path, more=more, size_bytes=number * 1000, mtime_ns=number * DAY_NS
    )


HITS = (of(1, 1, "Note 10.pdf"), of(2, 2, "Note 9.txt"), of(3, 1, "Note 10.pdf", 2), of(4, 3, "Übung.md"))


def names(views: ResultsViews) -> list[object]:
    return [views.model.index(row, 0).data() for row in range(views.model.rowCount())]


@pytest.fixture
def views(qtbot: QtBot) -> ResultsViews:
    made = ResultsViews(LIGHT)
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    made.model.show(HITS, 3)
    made.list.choose(0)
    return made


def test_numbers_in_names_are_counted() -> None:
    assert sorted(("Note 10", "Übung", "note 9", "Zug"), key=natural) == ["note 9", "Note 10", "Übung", "Zug"]


@pytest.mark.parametrize(
    ("order", "chunks"),
    [
        (BEST, [1, 2, 3, 4]),
        (Order(Column.MATCH, descending=False), [4, 3, 2, 1]),
        (Order(Column.NAME, descending=False), [2, 1, 3, 4]),
        (Order(Column.NAME, descending=True), [4, 1, 3, 2]),
        (Order(Column.DATE, descending=True), [4, 3, 2, 1]),
        (Order(Column.TYPE, descending=False), [4, 1, 3, 2]),
        (Order(Column.SIZE, descending=False), [1, 2, 3, 4]),
    ],
    ids=str,
)
def test_rows_come_in_the_order_that_was_chosen(order: Order, chunks: list[int]) -> None:
    assert [row.hit.chunk_id for row in arranged(HITS, Arrangement(order), {})] == chunks


def test_a_document_has_one_row_with_its_best_passage() -> None:
    rows = arranged(HITS, Arrangement(by_document=True, weak_from=1), {})
    assert [row.hit.chunk_id for row in rows] == [1, 2, 4]
    assert rows[0].fold == Fold(1, is_open=False)
    assert [row.first_weak for row in rows] == [False, True, False]
    opened = arranged(HITS, Arrangement(by_document=True), {1: [of(9, 1, "Note 10.pdf")]})
    assert [(row.hit.chunk_id, row.nested) for row in opened] == [
        (1, False),
        (3, True),
        (9, True),
        (2, False),
        (4, False),
    ]


def test_the_line_above_the_weak_ones_is_drawn_only_best_first() -> None:
    assert any(row.first_weak for row in arranged(HITS, Arrangement(weak_from=2), {}))
    by_name = Arrangement(Order(Column.NAME, descending=False), weak_from=2)
    assert not any(row.first_weak for row in arranged(HITS, by_name, {}))


def test_the_model_keeps_the_rules_whatever_is_asked_of_it(qtmodeltester: ModelTester, qapp: object) -> None:
    model = ResultsModel()
    qtmodeltester.check(model)
    model.show(HITS, 2, more=True)
    for turn in (
        lambda: model.sort(Column.NAME),
        lambda: model.group(True),
        lambda: model.unfold(1, [of(9, 1, "Note 10.pdf")]),
        lambda: model.sort(Column.SIZE, Qt.SortOrder.DescendingOrder),
        lambda: model.fold(1),
        lambda: model.show([*HITS, of(5, 5, "Fifth.pdf")], 2),
        model.fetchMore,
        lambda: model.show(()),
    ):
        turn()
        qtmodeltester.check(model)


def test_the_same_selection_in_the_cards_and_in_the_table(views: ResultsViews, qtbot: QtBot) -> None:
    qtbot.keyClick(views.list, Qt.Key.Key_Down)
    qtbot.keyClick(views.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [each.chunk_id for each in views.selected_hits()] == [2, 3]
    views.show_table(True)
    assert [each.chunk_id for each in views.selected_hits()] == [2, 3]
    assert views.table.currentIndex().row() == 2
    qtbot.keyClick(views.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(views.selected_hits()) == len(HITS)
    qtbot.keyClick(views.table, Qt.Key.Key_Home)
    assert [each.chunk_id for each in views.selected_hits()] == [1]


def test_a_selection_in_many_pieces_goes_with_its_rows(views: ResultsViews, qtbot: QtBot) -> None:
    many = [of(number, number, f"{(number * 7919) % 1009}.pdf") for number in range(1, 801)]
    views.model.show(many, calm=False)
    views.model.show_all()
    places = range(0, 800, 2)
    views._select(frozenset(many[place].chunk_id for place in places))
    pieces = views.list.selectionModel().selection().count()
    assert pieces > MANY_PIECES
    chosen = {each.chunk_id for each in views.selected_hits()}
    views.sort(Order(Column.NAME, descending=False))
    assert {each.chunk_id for each in views.selected_hits()} == chosen
    views.model.pin(frozenset({many[-1].chunk_id}))
    assert {each.chunk_id for each in views.selected_hits()} == chosen
    qtbot.keyClick(views.list, Qt.Key.Key_Home)
    assert [each.chunk_id for each in views.selected_hits()] == [many[-1].chunk_id]


def test_a_click_on_a_column_sorts_and_the_selection_goes_with_its_rows(views: ResultsViews, qtbot: QtBot) -> None:
    views.show_table(True)
    header = views.table.horizontalHeader()
    told = [views.table.currentIndex().data(Role.HIT).chunk_id]

    def click(column: Column) -> None:
        place = QPoint(header.sectionViewportPosition(column) + 12, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)

    click(Column.NAME)
    assert views.model.order == Order(Column.NAME, descending=False)
    assert names(views) == ["Note 9.txt", "Note 10.pdf", "Note 10.pdf", "Übung.md"]
    click(Column.NAME)
    assert views.model.order == Order(Column.NAME, descending=True)
    click(Column.DATE)
    assert views.model.order == Order(Column.DATE, descending=True), "the newest first at the first click"
    assert [each.chunk_id for each in views.selected_hits()] == told
    views.sort(BEST)
    assert header.sortIndicatorSection() == Column.MATCH


def test_columns_are_hidden_from_the_menu_of_the_header(views: ResultsViews) -> None:
    menu = views.table.menu_of_columns()
    actions = {action.text(): action for action in menu.actions()}
    assert not actions["Name"].isEnabled()
    actions["Folder"].trigger()
    assert views.table.isColumnHidden(Column.FOLDER)
    views.table.selectAll()
    assert len(views.selected_hits()) == len(HITS), "a row is selected, not what is seen of it"


def test_columns_are_chosen_with_the_keys(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "heating")
    window.deed_actions[Deed.COLUMNS].trigger()
    assert window.search.views.is_table
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in range(2):
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    hidden = [column for column in Column if window.search.views.table.isColumnHidden(column)]
    assert len(hidden) == 1


def test_a_cell_speaks(views: ResultsViews) -> None:
    def spoken(column: Column) -> object:
        return views.model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole)

    assert spoken(Column.NAME) == "Note 10.pdf, page iv, good match, 1 of 4"
    assert spoken(Column.MATCH) == "Match: Good, cosine 0.71"
    assert spoken(Column.SIZE) == "Size: 1.0 kB"
    assert views.model.headerData(Column.DATE, Qt.Orientation.Horizontal) == "Changed"


def test_a_drag_carries_each_file_once_and_every_passage(views: ResultsViews, monkeypatch: pytest.MonkeyPatch) -> None:
    dragged: list[QMimeData] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, _action: dragged.append(drag.mimeData()))
    for table in (False, True):
        views.show_table(table)
        views.view.selectAll()
        views.view.startDrag(Qt.DropAction.CopyAction)
    assert len(dragged) == 2
    for each in dragged:
        assert [Path(url.toLocalFile()).name for url in each.urls()] == ["Note 10.pdf", "Note 9.txt", "Übung.md"]
        assert each.text().count("The landlord shall") == 4


@pytest.mark.parametrize("table", [False, True], ids=["cards", "table"])
def test_the_mouse_drags_what_is_selected(
    views: ResultsViews, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, table: bool
) -> None:
    dragged: list[QMimeData] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, _action: dragged.append(drag.mimeData()))
    views.show_table(table)
    qtbot.keyClick(views.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    viewport = views.view.viewport()
    start = views.view.visualRect(views.model.index(1, 0)).center()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for far in (4, 20, 40):
        qtbot.mouseMove(viewport, start + QPoint(far, far))
    qtbot.waitUntil(lambda: bool(dragged))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton)
    assert [Path(url.toLocalFile()).name for url in dragged[0].urls()] == ["Note 10.pdf", "Note 9.txt"]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_label_of_a_drag_is_as_sharp_as_the_screen(qapp: QApplication, tokens: Tokens) -> None:
    drawn = label(HITS, qapp.font(), tokens, 2.0)
    assert drawn.devicePixelRatio() == 2.0
    assert drawn.height() > 2 * QFontMetrics(qapp.font()).height()


def test_ten_thousand_results(views: ResultsViews, qtbot: QtBot) -> None:
    many = [of(n, n, f"Lease {(n * 7919) % 10_007}.pdf") for n in range(10_000)]
    views.model.show(many)
    assert views.model.rowCount() == PAGE_ROWS
    bar = views.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: views.model.rowCount() == 2 * PAGE_ROWS)
    views.sort(Order(Column.NAME, descending=False))
    assert names(views)[:2] == ["Lease 0.pdf", "Lease 1.pdf"]
    assert views.model.rowCount() < len(many), "sorted without a look at each"
    views.show_table(True)
    views.select_all()
    assert len(views.selected_hits()) == len(many)
    qtbot.keyClick(views.table, Qt.Key.Key_End)
    assert views.table.currentIndex().row() == len(many) - 1
    assert views.model.row_of(many[5]) >= 0


# In the window.


def test_keys_change_between_cards_and_table(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "heating")
    views = window.search.views
    window.search.enter()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert views.table.isVisible()
    assert views.table.hasFocus()
    assert window.search.head.table.isChecked()
    with qtbot.waitSignal(window.search.chosen):
        qtbot.keyClick(views.table, Qt.Key.Key_Down)
    qtbot.keyClick(views.table, Qt.Key.Key_Up)
    qtbot.keyClick(views.table, Qt.Key.Key_Up)
    qtbot.waitUntil(window.bar.field.hasFocus)
    qtbot.keyClick(window.bar.field, Qt.Key.Key_Down)
    assert views.table.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert views.list.isVisible()
    assert views.list.hasFocus()


def test_the_head_sorts_groups_and_counts(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "heating the lease notice")
    head, model = window.search.head, window.search.model
    passages = model.rowCount()
    newest = next(action for action in head.sort.menu().actions() if action.text() == "Newest")
    newest.trigger()
    assert model.order == Order(Column.DATE, descending=True)
    assert head.sort.text() == "Newest ▾"
    qtbot.mouseClick(head.documents, Qt.MouseButton.LeftButton)
    assert model.by_document
    assert model.rowCount() == len({each.document_id for each in model.hits}) < passages
    window.deed_actions[Deed.GROUPED].trigger()
    assert model.rowCount() == passages
    assert head.passages.isChecked()
    window.deed_actions[Deed.SELECT_ALL].trigger()
    assert head.found.text().startswith(f"{passages} selected · ")
    assert {each.path.name for each in window.search.selected_hits()} == {PDF, TEXT, ASTRAL}


def test_the_keys_copy_all_that_is_selected(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "heating the lease notice")
    window.search.enter()
    qtbot.keyClick(window.search.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(window.search.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = [each.text for each in window.search.selected_hits()]
    assert len(copied) == 2
    assert QGuiApplication.clipboard().text() == "\n\n".join(copied)


def test_a_document_unfolds_what_the_answer_holds_of_it(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "lease notice")
    window.search.views.group(True)
    before = window.search.model.rowCount()
    row = next(at for at in range(before) if window.search.model.row(at).fold)
    window.search.list.choose(row)
    qtbot.keyClick(window.search.list, Qt.Key.Key_Right)
    assert window.search.model.rowCount() == before + 1
    qtbot.keyClick(window.search.list, Qt.Key.Key_Left)
    assert window.search.model.rowCount() == before


def test_more_is_asked_for_when_the_last_row_is_seen(
    window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_pane, "LIMIT", 1)
    ask(window, qtbot, "the lease notice heating")
    first = window.search.list.hit
    qtbot.waitUntil(lambda: window.search.model.rowCount() == 4)
    assert len(shelf.asked) > 1
    assert window.search.list.hit == first
    assert not window.search.delegate.dimmed


def test_another_order_than_the_best_asks_for_more_than_the_best(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_pane, "LIMIT", 2)
    monkeypatch.setattr(ResultsModel, "canFetchMore", lambda _model, _parent=None: False)  # as if out of sight
    ask(window, qtbot, "the lease notice heating")
    assert window.search.model.rowCount() == 2
    window.search.views.sort(Order(Column.DATE, descending=True))
    qtbot.waitUntil(lambda: window.search.limit == search_pane.SORTED and window.search.model.rowCount() == 4)
    ask(window, qtbot, "the notice heating lease")
    assert window.search.model.rowCount() == 4, "at once, while the order stays"


def test_what_is_unfolded_stays_so_while_the_list_is_refreshed(qapp: QApplication) -> None:
    model = ResultsModel()
    model.show(HITS)
    model.unfold(1, [of(8, 1, "Note 10.pdf"), of(9, 1, "Note 10.pdf")])
    assert model.show([*HITS, of(5, 5, "Fifth.pdf")])
    assert [model.row(row).hit.chunk_id for row in range(model.rowCount())] == [1, 2, 3, 8, 9, 4, 5]
    model.show(HITS, calm=False)
    assert not any(model.row(row).nested for row in range(model.rowCount()))


def test_the_shape_of_the_results_is_remembered(window: MainWindow, desk: Desk, home: paths.Home, qtbot: QtBot) -> None:
    views = window.search.views
    views.show_table(True)
    views.group(True)
    views.sort(Order(Column.SIZE, descending=False))
    views.table.setColumnWidth(Column.NAME, 321)
    views.table.setColumnHidden(Column.TYPE, True)
    window.close()
    again = MainWindow(desk, Settings(theme="light"), lambda _settings: None, home)
    qtbot.addWidget(again)
    now = again.search.views
    assert now.is_table
    assert again.search.head.table.isChecked()
    assert now.model.by_document
    assert now.model.order == Order(Column.SIZE, descending=False)
    assert now.table.columnWidth(Column.NAME) == 321
    assert now.table.isColumnHidden(Column.TYPE)


def test_everything_above_the_results_has_a_name(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "heating")
    walked = [each for each in window.search.head.findChildren(QWidget) if each.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert len(walked) == 5
    assert all(each.accessibleName() for each in walked)
