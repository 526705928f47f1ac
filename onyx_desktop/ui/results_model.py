"""Hits → rows of a list, with what a screen reader says and what a drag carries.

The last card of a document with more passages unfolds: they come below it, further in. Refuses to reset when the same
hits come again, so that a list that is refreshed while indexing stays calm.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, QUrl

from onyx_desktop.ui import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from onyx_desktop.domain import Hit

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_COPIES_TOLD = 8


class Role(enum.IntEnum):
    """What a row can be asked for beside Qt's own roles.

    FOLD: `Fold` of a card that unfolds, else None. NESTED: whether it came by unfolding. WEAK_FROM: whether nothing
    from here on is a good match, while something above is.
    """

    HIT = Qt.ItemDataRole.UserRole + 1
    FOLD = Qt.ItemDataRole.UserRole + 2
    NESTED = Qt.ItemDataRole.UserRole + 3
    WEAK_FROM = Qt.ItemDataRole.UserRole + 4


@dataclass(frozen=True, slots=True)
class Fold:
    """How many more passages a card hides or, open, shows below it."""

    count: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class _Row:
    hit: Hit
    nested: bool = False


class ResultsModel(QAbstractListModel):
    """One row a hit, best first, and those that were unfolded."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()
        self._rows: list[_Row] = []
        self._open: set[int] = set()
        self._weak_from: int | None = None

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The rows, without those that were unfolded."""
        return self._hits

    def show(self, hits: Sequence[Hit], weak_from: int | None = None) -> bool:
        """Replace the rows; False if nothing changed. weak_from: from this hit on nothing is a good match."""
        if (tuple(hits), weak_from) == (self._hits, self._weak_from):
            return False
        self.beginResetModel()
        self._hits = tuple(hits)
        self._rows = [_Row(hit) for hit in hits]
        self._open.clear()
        self._weak_from = weak_from
        self.endResetModel()
        return True

    def unfold(self, document_id: int, hits: Sequence[Hit]) -> None:
        """Put more passages of a document below its last card."""
        after = self._last_of(document_id)
        if after < 0 or document_id in self._open or not hits:
            return
        self.beginInsertRows(_NO_INDEX, after + 1, after + len(hits))
        self._rows[after + 1 : after + 1] = [_Row(hit, nested=True) for hit in hits]
        self._open.add(document_id)
        self.endInsertRows()
        self.dataChanged.emit(self.index(after, 0), self.index(after, 0))

    def fold(self, document_id: int) -> int:
        """Take them away again; returns the row they were below, or -1."""
        after = self._last_of(document_id)
        if after < 0 or document_id not in self._open:
            return -1
        count = sum(row.nested and row.hit.document_id == document_id for row in self._rows)
        self.beginRemoveRows(_NO_INDEX, after + 1, after + count)
        del self._rows[after + 1 : after + 1 + count]
        self._open.remove(document_id)
        self.endRemoveRows()
        self.dataChanged.emit(self.index(after, 0), self.index(after, 0))
        return after

    def _last_of(self, document_id: int) -> int:
        """The row of a document's last card."""
        rows = [at for at, row in enumerate(self._rows) if not row.nested and row.hit.document_id == document_id]
        return rows[-1] if rows else -1

    def _fold_at(self, row: int) -> Fold | None:
        hit = self._rows[row].hit
        if not hit.more or self._rows[row].nested or self._last_of(hit.document_id) != row:
            return None
        return Fold(hit.more, hit.document_id in self._open)

    def _is_first_weak(self, row: int) -> bool:
        """Whether the line stands above this row; not at the top, where the banner says it."""
        place = sum(not each.nested for each in self._rows[:row])
        return bool(self._weak_from) and not self._rows[row].nested and place == self._weak_from

    def row_of(self, hit: Hit | None) -> int:
        """The row that shows this passage, or -1."""
        if hit is None:
            return -1
        return next((row for row, each in enumerate(self._rows) if each.hit.chunk_id == hit.chunk_id), -1)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Rows of the list; a row has none below it."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts for people and screen readers, and the hit itself."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        told = self._TOLD.get(role)
        return told(self, index.row()) if told else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be chosen and dragged out."""
        return super().flags(index) | (Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags)

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The file for file managers, the passage for editors."""
        hits = [self._rows[index.row()].hit for index in indexes]
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(str(hit.path)) for hit in hits])
        carried.setText("\n\n".join(hit.text for hit in hits))
        return carried

    def _spoken(self, row: int) -> str:
        """A row → "Lease_2024.pdf, page 4, strong match, 1 of 23, 3 copies, 2 more passages: Right arrow"."""
        hit = self._rows[row].hit
        page = f", page {hit.page_label or hit.page}" if hit.page is not None else ""
        match = wording.strength(hit.strength).lower()
        told = self.tr("{0}{1}, {2} match, {3} of {4}").format(hit.path.name, page, match, row + 1, len(self._rows))
        fold = self._fold_at(row)
        more = self.tr("{0}: Right arrow").format(wording.more(fold.count)) if fold and not fold.is_open else ""
        return ", ".join(filter(None, (told, wording.copies(hit), more)))

    _TOLD: ClassVar[Mapping[int, Callable[[ResultsModel, int], object]]] = MappingProxyType(
        {
            Qt.ItemDataRole.DisplayRole: lambda model, row: model._rows[row].hit.path.name,
            Qt.ItemDataRole.AccessibleTextRole: _spoken,
            Qt.ItemDataRole.AccessibleDescriptionRole: lambda model, row: model._rows[row].hit.snippet,
            Qt.ItemDataRole.ToolTipRole: lambda model, row: tooltip(model._rows[row].hit),
            Role.HIT: lambda model, row: model._rows[row].hit,
            Role.FOLD: _fold_at,
            Role.NESTED: lambda model, row: model._rows[row].nested,
            Role.WEAK_FROM: _is_first_weak,
        }
    )


def tooltip(hit: Hit) -> str:
    """The whole path, what each stage said, and that cosines of different models do not compare."""
    lines = [str(hit.path)]
    if hit.heading:
        lines.append(hit.heading)
    if hit.cosine is not None:
        lines.append(f"Cosine {hit.cosine:.2f}. Not comparable between models.")
    shared = sorted({hit.snippet[span.start : span.end].lower() for span in hit.words})
    if shared:
        lines.append("Words in common: " + ", ".join(shared))
    if hit.copies:
        lines.append(wording.copies(hit) + ":")
        lines += [str(each.path) for each in hit.copies[:_COPIES_TOLD]]
        lines += ["…"] if len(hit.copies) > _COPIES_TOLD else []
    return "\n".join(lines)
