"""The table: the same results as the cards, one line each, sorted by a click on a column.

Which columns are shown, how wide they are and in which order they stand is the user's; the header's menu and a drag
change it. Refuses to sort by itself: the model does, for the cards too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QKeyEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from onyx_desktop.domain import Hit
from onyx_desktop.ui import results_cells as cells
from onyx_desktop.ui.results_keys import drag, press
from onyx_desktop.ui.results_model import MANY_PIECES, Column, ResultsModel, Role

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

    from onyx_desktop.ui.results_table_delegate import TableDelegate

_DIGITS_WIDE = {
    Column.NAME: 24,
    Column.PAGE: 6,
    Column.MATCH: 18,
    Column.DATE: 13,
    Column.FOLDER: 18,
    Column.TYPE: 7,
    Column.SIZE: 9,
    Column.PASSAGE: 60,
}


class ResultsTable(QTableView):
    """A dense table of results."""

    opened = Signal(object)  # Hit
    shown_in_folder = Signal(object)  # Hit
    copied = Signal(object)  # Hit
    unfold_wanted = Signal(object)  # Hit
    fold_wanted = Signal(object)  # Hit
    left_upwards = Signal()
    peeked = Signal()

    def __init__(self, model: ResultsModel, delegate: TableDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("table")
        self.setAccessibleName(self.tr("Results, as a table"))
        self._model, self._cells = model, delegate
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setDragEnabled(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.doubleClicked.connect(self._on_double_clicked)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._dress_header()
        self._fit_rows()

    def _dress_header(self) -> None:
        header = self.horizontalHeader()
        header.setObjectName("columns")
        header.setAccessibleName(self.tr("Columns of the results"))
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        # A selection of its own, always empty: else it looks at every row of each column whenever it is painted.
        header.setSelectionModel(QItemSelectionModel(self._model, header))
        header.setMinimumSectionSize(36)
        header.setStretchLastSection(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        digit = self.fontMetrics().horizontalAdvance("0")
        for column, wide in _DIGITS_WIDE.items():
            self.setColumnWidth(column, wide * digit)
        self.show_order()
        self.setSortingEnabled(True)

    def show_order(self) -> None:
        """Point the header's arrow at what the rows are sorted by."""
        order = self._model.order
        way = Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
        header = self.horizontalHeader()
        if (header.sortIndicatorSection(), header.sortIndicatorOrder()) != (order.column, way):
            header.setSortIndicator(order.column, way)

    def setSelectionModel(self, model: QItemSelectionModel) -> None:
        """Of the rows only; the header keeps its own."""
        own = self.horizontalHeader().selectionModel()
        super().setSelectionModel(model)
        if own is not None:
            self.horizontalHeader().setSelectionModel(own)

    def columns(self) -> QByteArray:
        """Widths, places and which are shown, to be kept."""
        return self.horizontalHeader().saveState()

    def set_columns(self, kept: QByteArray) -> None:
        """Take widths and places that were kept; the arrow follows the model."""
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.restoreState(kept)
        header.blockSignals(False)
        self.show_order()

    def menu_of_columns(self) -> QMenu:
        """Which columns are shown; the name always is."""
        menu = QMenu(self)
        for column in Column:
            action = QAction(cells.heading(column), menu)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(column))
            action.setEnabled(column is not Column.NAME)
            action.setData(int(column))
            menu.addAction(action)
        menu.triggered.connect(self._on_column_chosen)
        return menu

    def enter(self) -> None:
        """Take the focus, if there is anything to choose."""
        if self._model.rowCount():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def selectAll(self) -> None:
        """All results, also those that no scrolling has brought in yet."""
        self._model.show_all()
        super().selectAll()

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What to paint again: all that is in sight for a selection in many pieces, to save looking at each."""
        if selection.count() > MANY_PIECES:
            return QRegion(self.viewport().rect())
        return super().visualRegionForSelection(selection)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Carry the selected results out."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        drag(self, [self._model.row(row).hit for row in rows], self._cells.tokens)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As `press` says; Home and End go to the first and the last row."""
        if press(self, event):
            return
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self._model.rowCount() - 1}
        row = ends.get(Qt.Key(event.key()))
        if row is not None and not event.modifiers():
            self.setCurrentIndex(self._model.index(row, self.currentIndex().column()))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring around the row."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring."""
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Rows as high as the letters."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit_rows()

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)

    def offer_columns(self) -> None:
        """The menu of the header, for the keys."""
        self._on_header_menu(QPoint(8, self.horizontalHeader().height()))

    @Slot(QPoint)
    def _on_header_menu(self, place: QPoint) -> None:
        menu = self.menu_of_columns()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    @Slot(QAction)
    def _on_column_chosen(self, action: QAction) -> None:
        self.setColumnHidden(int(action.data()), not action.isChecked())

    def _on_double_clicked(self, index: QModelIndex | QPersistentModelIndex) -> None:
        hit = index.data(Role.HIT)
        if isinstance(hit, Hit):
            self.opened.emit(hit)
