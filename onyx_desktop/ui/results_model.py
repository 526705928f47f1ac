"""Hits → rows of a list, with what a screen reader says and what a drag carries.

Refuses to reset when the same hits come again, so that a list that is refreshed while indexing stays calm.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, QUrl

from onyx_desktop.ui import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.domain import Hit

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class Role(enum.IntEnum):
    """What a row can be asked for beside Qt's own roles."""

    HIT = Qt.ItemDataRole.UserRole + 1


class ResultsModel(QAbstractListModel):
    """One row a hit, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The rows."""
        return self._hits

    def show(self, hits: Sequence[Hit]) -> bool:
        """Replace the rows; False if nothing changed."""
        if tuple(hits) == self._hits:
            return False
        self.beginResetModel()
        self._hits = tuple(hits)
        self.endResetModel()
        return True

    def row_of(self, hit: Hit | None) -> int:
        """The row that shows this passage, or -1."""
        if hit is None:
            return -1
        return next((row for row, each in enumerate(self._hits) if each.chunk_id == hit.chunk_id), -1)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Rows of the list; a row has none below it."""
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts for people and screen readers, and the hit itself."""
        if not index.isValid() or not 0 <= index.row() < len(self._hits):
            return None
        hit = self._hits[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return hit.path.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(hit, index.row())
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return hit.snippet
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(hit)
        return hit if role == Role.HIT else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be chosen and dragged out."""
        return super().flags(index) | (Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags)

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The file for file managers, the passage for editors."""
        hits = [self._hits[index.row()] for index in indexes]
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(str(hit.path)) for hit in hits])
        carried.setText("\n\n".join(hit.text for hit in hits))
        return carried

    def _spoken(self, hit: Hit, row: int) -> str:
        """A row → "Lease_2024.pdf, page 4, strong match, 1 of 23"."""
        page = f", page {hit.page_label or hit.page}" if hit.page is not None else ""
        match = wording.strength(hit.strength).lower()
        return self.tr("{0}{1}, {2} match, {3} of {4}").format(hit.path.name, page, match, row + 1, len(self._hits))


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
    return "\n".join(lines)
