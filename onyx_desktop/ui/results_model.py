"""Hits → rows and columns for the cards and the table alike, with what a screen reader says and what a drag carries.

The rows come in pages, so that ten thousand results cost as little as the first two hundred; when the last page is
shown and the library may hold more, `exhausted` asks for it. Refuses to reset when the same hits come again, or the
same with more behind them, so that a list that is refreshed while indexing stays calm.
"""

from __future__ import annotations

import enum
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from onyx_desktop.ui import results_cells as cells
from onyx_desktop.ui.bidi import hint
from onyx_desktop.ui.results_order import Arrangement, Column, Fold, Order, Row, arranged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from onyx_desktop.domain import Hit

__all__ = ["Column", "Fold", "Index", "Order", "ResultsModel", "Role"]

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
PAGE_ROWS = 200
MANY_PIECES = 200  # ranges of a selection; Qt looks at each cell of each
COLUMNS = len(Column)


class Role(enum.IntEnum):
    """What a row can be asked for beside Qt's own roles: the fields of `Row`."""

    HIT = Qt.ItemDataRole.UserRole + 1
    FOLD = Qt.ItemDataRole.UserRole + 2
    NESTED = Qt.ItemDataRole.UserRole + 3
    WEAK_FROM = Qt.ItemDataRole.UserRole + 4


class ResultsModel(QAbstractTableModel):
    """One row a hit or a document, in the chosen order, and those that were unfolded."""

    exhausted = Signal()
    order_changes = Signal()  # about to
    order_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()
        self._how = Arrangement()
        self._opened: dict[int, Sequence[Hit]] = {}
        self._rows: list[Row] = []
        self._shown = 0
        self.may_hold_more = False
        self.pinned: frozenset[int] = frozenset()  # chunks; what is shown next heeds it, `pin` at once

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The answer's hits, best first, however they are shown."""
        return self._hits

    @property
    def order(self) -> Order:
        """What the rows are sorted by."""
        return self._how.order

    @property
    def by_document(self) -> bool:
        """Whether a document has one row."""
        return self._how.by_document

    @property
    def is_even(self) -> bool:
        """Whether no row unfolds or has a line above it, so that all cards are equally high."""
        return not any(row.fold or row.first_weak for row in self._rows)

    def row(self, number: int) -> Row:
        """A row; for the delegates, which ask for many."""
        return self._rows[number]

    def show(self, hits: Sequence[Hit], weak_from: int | None = None, *, more: bool = False, calm: bool = True) -> bool:
        """Replace the rows; False if nothing changed.

        more: whether the library may hold more than it was asked for. calm: the question is the same, so rows that
        were there stay as they are.
        """
        self.may_hold_more = more
        how = replace(self._how, weak_from=weak_from, pinned=self.pinned)
        if (tuple(hits), how) == (self._hits, self._how):
            return False
        there = {hit.document_id for hit in hits} if calm else set()
        opened = {document: more for document, more in self._opened.items() if document in there}
        rows, self._opened = arranged(hits, how, opened), opened
        if calm and _begins_like(rows, self._rows):
            self._lengthen(rows)
        else:
            self.beginResetModel()
            self._rows, self._shown = rows, min(len(rows), PAGE_ROWS)
            self.endResetModel()
        self._hits, self._how = tuple(hits), how
        return True

    def _lengthen(self, rows: list[Row]) -> None:
        """The rows that are there may look otherwise now; none of them moves."""
        self.layoutAboutToBeChanged.emit()
        self._rows = rows
        self.layoutChanged.emit()
        self._show_until(PAGE_ROWS)

    def group(self, by_document: bool) -> None:
        """One row a document, or one a passage."""
        if by_document == self._how.by_document:
            return
        self.beginResetModel()
        self._how = replace(self._how, by_document=by_document)
        self._opened.clear()
        self._rows = arranged(self._hits, self._how, self._opened)
        self._shown = min(len(self._rows), PAGE_ROWS)
        self.endResetModel()
        self.order_changed.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the rows in another order; what is selected stays selected."""
        wanted = Order(Column(column), order == Qt.SortOrder.DescendingOrder) if column >= 0 else Order()
        if wanted == self._how.order:
            return
        self._rearrange(replace(self._how, order=wanted))

    def pin(self, chunks: frozenset[int]) -> None:
        """Put some passages above all others, and no others; what is selected stays selected."""
        self.pinned = chunks
        self._rearrange(replace(self._how, pinned=chunks))

    def _rearrange(self, how: Arrangement) -> None:
        self.order_changes.emit()
        rows = arranged(self._hits, how, self._opened)
        places = {row.hit.chunk_id: place for place, row in enumerate(rows)}
        self._show_until(1 + max((places[self._chunk(each)] for each in self.persistentIndexList()), default=-1))
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        now = [self.index(places[self._chunk(each)], each.column()) for each in before]
        self._how, self._rows = how, rows
        self.changePersistentIndexList(before, now)
        self.layoutChanged.emit()
        self.order_changed.emit()

    def _chunk(self, index: QModelIndex) -> int:
        return self._rows[index.row()].hit.chunk_id

    def unfold(self, document_id: int, hits: Sequence[Hit]) -> None:
        """Put more passages of a document below its last row."""
        after = self._last_of(document_id)
        fold = self._rows[after].fold if after >= 0 else None
        rows = arranged(self._hits, self._how, {**self._opened, document_id: hits})
        added = len(rows) - len(self._rows)
        if fold is None or document_id in self._opened or not added:
            return
        self._show_until(after + 1)
        self.beginInsertRows(_NO_INDEX, after + 1, after + added)
        self._opened[document_id] = hits
        self._rows = rows
        self._shown += added
        self.endInsertRows()
        self._tell_changed(after)

    def fold(self, document_id: int) -> int:
        """Take them away again; returns the row they were below, or -1."""
        after = self._last_of(document_id)
        if after < 0 or document_id not in self._opened:
            return -1
        del self._opened[document_id]
        rows = arranged(self._hits, self._how, self._opened)
        removed = len(self._rows) - len(rows)
        self._show_until(after + removed + 1)
        self.beginRemoveRows(_NO_INDEX, after + 1, after + removed)
        self._rows = rows
        self._shown -= removed
        self.endRemoveRows()
        self._tell_changed(after)
        return after

    def _tell_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, COLUMNS - 1))

    def _last_of(self, document_id: int) -> int:
        """The row of a document's last card."""
        found = [at for at, row in enumerate(self._rows) if not row.nested and row.hit.document_id == document_id]
        return found[-1] if found else -1

    def row_of(self, hit: Hit | None) -> int:
        """The row that shows this passage, brought in if it has not been; or -1."""
        if hit is None:
            return -1
        found = next((place for place, row in enumerate(self._rows) if row.hit.chunk_id == hit.chunk_id), -1)
        self._show_until(found + 1)
        return found

    def show_all(self) -> None:
        """Bring in all rows, to select them."""
        self._show_until(len(self._rows))

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Rows that are brought in; a row has none below it."""
        return 0 if parent.isValid() else self._shown

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """The columns of the table; the cards show the first, all of it on one card."""
        return 0 if parent.isValid() else COLUMNS

    def canFetchMore(self, parent: Index = _NO_INDEX) -> bool:
        """Whether there are rows that are not brought in, here or in the library."""
        return not parent.isValid() and (self._shown < len(self._rows) or (self.may_hold_more and self._shown > 0))

    def fetchMore(self, _parent: Index = _NO_INDEX) -> None:
        """Bring in a page of rows, or ask for more of them, once."""
        if self._shown < len(self._rows):
            self._show_until(self._shown + PAGE_ROWS)
        elif self.may_hold_more:
            self.may_hold_more = False
            self.exhausted.emit()

    def _show_until(self, count: int) -> None:
        count = min(count, len(self._rows))
        if count > self._shown:
            self.beginInsertRows(_NO_INDEX, self._shown, count - 1)
            self._shown = count
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts for people and screen readers, and the hit itself, whichever column is asked."""
        if not index.isValid() or not 0 <= index.row() < self._shown:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cells.text(self._rows[index.row()].hit, Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column():
            column = Column(index.column())
            return f"{cells.heading(column)}: {cells.spoken(self._rows[index.row()].hit, column)}"
        told = self._TOLD.get(role)
        return told(self, index.row()) if told else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the columns are called, and which way they are sorted first."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.InitialSortOrderRole:
            return int(cells.first_order(Column(section)).value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(cells.alignment(Column(section)))
        told = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        return cells.heading(Column(section)) if told else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be chosen and dragged out."""
        return super().flags(index) | (Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags)

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The files for file managers, each once, and the passages for editors."""
        return cells.carried(self._rows[row].hit for row in sorted({index.row() for index in indexes}))

    def _spoken(self, row: int) -> str:
        """A row → "Lease_2024.pdf, page 4, strong match, 1 of 23, 3 copies, 2 more passages: Right arrow"."""
        return cells.row_spoken(self._rows[row], row, len(self._rows))

    _TOLD: ClassVar[Mapping[int, Callable[[ResultsModel, int], object]]] = MappingProxyType(
        {
            Qt.ItemDataRole.AccessibleTextRole: _spoken,
            Qt.ItemDataRole.AccessibleDescriptionRole: lambda model, row: model._rows[row].hit.snippet,
            Qt.ItemDataRole.ToolTipRole: lambda model, row: hint(cells.tooltip(model._rows[row].hit)),
            Role.HIT: lambda model, row: model._rows[row].hit,
            Role.FOLD: lambda model, row: model._rows[row].fold,
            Role.NESTED: lambda model, row: model._rows[row].nested,
            Role.WEAK_FROM: lambda model, row: model._rows[row].first_weak,
        }
    )


def _begins_like(rows: Sequence[Row], before: Sequence[Row]) -> bool:
    """Whether the rows are those that were there, with more behind them."""
    if not before or len(rows) < len(before):
        return False
    return all(new.hit.chunk_id == old.hit.chunk_id for new, old in zip(rows, before, strict=False))
