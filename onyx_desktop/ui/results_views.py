"""The cards and the table over one model and one selection, of which one is in sight; and how they looked last time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QItemSelection, QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from onyx_desktop.ui.results_delegate import ResultsDelegate
from onyx_desktop.ui.results_list import ResultsList
from onyx_desktop.ui.results_model import MANY_PIECES, ResultsModel
from onyx_desktop.ui.results_order import BEST, Column, Order
from onyx_desktop.ui.results_table import ResultsTable
from onyx_desktop.ui.results_table_delegate import TableDelegate

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtGui import QAction

    from onyx_desktop.domain import Hit
    from onyx_desktop.ui.palette import Tokens

_FLAG = QItemSelectionModel.SelectionFlag
_HINT = QAbstractItemView.ScrollHint.EnsureVisible


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person was: the chosen passage, those selected, and how far down."""

    chosen: Hit | None
    selected: frozenset[int]
    scrolled: tuple[int, int]


class ResultsViews(QStackedWidget):
    """Results as cards or as a table."""

    selection_changed = Signal()
    table_shown = Signal(bool)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ResultsModel(self)
        self.delegate = ResultsDelegate(tokens, self)
        self.list = ResultsList(self.model, self.delegate, self)
        self.table = ResultsTable(self.model, TableDelegate(self.delegate, self), self)
        self.table.setSelectionModel(self.list.selectionModel())
        for view in (self.list, self.table):
            self.addWidget(view)
        for name in ("opened", "shown_in_folder", "copied", "unfold_wanted", "fold_wanted", "left_upwards", "peeked"):
            getattr(self.table, name).connect(getattr(self.list, name))
        self.list.selectionModel().selectionChanged.connect(self.selection_changed)
        self._put_away: Place | None = None
        self.model.order_changes.connect(self._on_order_changes)
        self.model.order_changed.connect(self._on_order_changed)

    @property
    def view(self) -> ResultsList | ResultsTable:
        """The one in sight."""
        return self.table if self.currentWidget() is self.table else self.list

    @property
    def is_table(self) -> bool:
        """Whether the table is in sight."""
        return self.currentWidget() is self.table

    def selected_hits(self) -> list[Hit]:
        """The selected results in the order of the rows."""
        ranges = self.list.selectionModel().selection().toList()
        rows = {row for each in ranges for row in range(each.top(), each.bottom() + 1)}
        return [self.model.row(row).hit for row in sorted(rows)]

    def select_all(self) -> None:
        """Select every result."""
        self.view.selectAll()

    def offer(self, actions: list[QAction]) -> None:
        """What can be done with a result, for the menus of both."""
        for view in (self.list, self.table):
            view.addActions(actions)

    def show_table(self, table: bool) -> None:
        """Put the table or the cards into sight, at the chosen result, with the keys if the other had them."""
        if table == self.is_table:
            return
        had_focus = self.view.hasFocus()
        self.setCurrentWidget(self.table if table else self.list)
        if self.list.currentIndex().isValid():
            self.view.scrollTo(self.list.currentIndex().siblingAtColumn(0), _HINT)
        if had_focus:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table_shown.emit(table)

    def place(self) -> Place:
        """Where a person is now."""
        chunks = frozenset(hit.chunk_id for hit in self.selected_hits())
        scrolled = (self.list.verticalScrollBar().value(), self.table.verticalScrollBar().value())
        return Place(self.list.hit, chunks, scrolled)

    def go_back(self, place: Place) -> None:
        """Choose and select again what still is among the rows, else the first row; stay where one was."""
        row = self.model.row_of(place.chosen)
        self.list.choose(max(0, row))
        if len(place.selected) > 1:
            self._select(place.selected)
        if row >= 0:
            self.list.verticalScrollBar().setValue(place.scrolled[0])
            self.table.verticalScrollBar().setValue(place.scrolled[1])

    def _select(self, chunks: frozenset[int]) -> None:
        """Select the rows of these passages, neighbours as one range."""
        chosen = [self.model.row(number).hit.chunk_id in chunks for number in range(self.model.rowCount())]
        edges = [0, *(n for n, (one, next_one) in enumerate(pairwise(chosen), 1) if one != next_one)]
        wanted = QItemSelection()
        for first, end in pairwise((*edges, len(chosen))):
            if first < end and chosen[first]:
                wanted.select(self.model.index(first, 0), self.model.index(end - 1, len(Column) - 1))
        self.list.selectionModel().select(wanted, _FLAG.ClearAndSelect)

    def look_anew(self) -> None:
        """Paint again what is in sight."""
        self.view.viewport().update()

    def retint(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self.delegate.tokens = tokens
        self.look_anew()

    def sort(self, order: Order) -> None:
        """Put the rows in another order."""
        way = Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
        self.model.sort(order.column, way)

    def group(self, by_document: bool) -> None:
        """One row a document, or one a passage; the chosen passage stays chosen if it has a row."""
        place = self.place()
        self.model.group(by_document)
        if self.model.rowCount():
            self.go_back(place)

    def offer_columns(self) -> None:
        """Let the columns of the table be chosen; the table comes into sight."""
        self.show_table(True)
        self.table.offer_columns()

    def turn_grouping(self) -> None:
        """A row a document instead of a passage, or the other way round."""
        self.group(not self.model.by_document)

    def save(self, kept: QSettings) -> None:
        """Keep which one is shown, the order and the columns."""
        order = self.model.order
        kept.setValue("results/table", self.is_table)
        kept.setValue("results/documents", self.model.by_document)
        kept.setValue("results/column", int(order.column))
        kept.setValue("results/descending", order.descending)
        kept.setValue("results/columns", self.table.columns())

    def restore(self, kept: QSettings) -> None:
        """Look as the last time; what cannot be read is left as it is."""
        self.show_table(bool(kept.value("results/table", False, bool)))
        self.model.group(bool(kept.value("results/documents", False, bool)))
        column = kept.value("results/column", int(BEST.column), int)
        if isinstance(column, int) and 0 <= column < len(Column):
            self.sort(Order(Column(column), bool(kept.value("results/descending", BEST.descending, bool))))
        columns = kept.value("results/columns")
        if isinstance(columns, QByteArray):
            self.table.set_columns(columns)

    @Slot()
    def _on_order_changes(self) -> None:
        """Put away a selection in many pieces: Qt follows each of its cells, 300 ms for thousands."""
        if self.list.selectionModel().selection().count() > MANY_PIECES:
            self._put_away = self.place()
            self.list.selectionModel().clearSelection()

    @Slot()
    def _on_order_changed(self) -> None:
        self.table.show_order()
        if self._put_away is not None:
            self._select(self._put_away.selected)
            self._put_away = None
