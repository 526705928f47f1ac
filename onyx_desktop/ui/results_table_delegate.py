"""A cell of the table → its text with the icon of the file, the bar of the match, and a ring around the chosen row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from onyx_desktop.ui import icons, wording
from onyx_desktop.ui import results_cells as cells
from onyx_desktop.ui.bidi import isolated
from onyx_desktop.ui.model_words import decimal
from onyx_desktop.ui.results_model import Column, ResultsModel
from onyx_desktop.ui.strength_bar import BAR_PX, paint_bar

if TYPE_CHECKING:
    from onyx_desktop.domain import Hit
    from onyx_desktop.ui.palette import Tokens
    from onyx_desktop.ui.results_delegate import ResultsDelegate
    from onyx_desktop.ui.results_order import Row

ICON = 16
_ELIDED = {Column.NAME: Qt.TextElideMode.ElideMiddle, Column.FOLDER: Qt.TextElideMode.ElideLeft}
_QUIET = frozenset({Column.PAGE, Column.DATE, Column.FOLDER, Column.TYPE, Column.SIZE})


class TableDelegate(QStyledItemDelegate):
    """Paints rows as the delegate of the cards is told to: colours, dimmed or not, with the cosine or not."""

    def __init__(self, cards: ResultsDelegate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards = cards

    @property
    def tokens(self) -> Tokens:
        """The colours."""
        return self._cards.tokens

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """What stands in the cell, and how it is shortened."""
        super().initStyleOption(option, index)
        column, row = Column(index.column()), _row(index)
        option.displayAlignment = cells.alignment(column)
        option.textElideMode = _ELIDED.get(column, Qt.TextElideMode.ElideRight)
        if column is Column.NAME:
            self._name(option, row)
        elif column is Column.FOLDER:
            option.text = isolated(wording.breadcrumb(row.hit.path, self._cards.folders))
        elif column is Column.MATCH:
            option.text = isolated(self._match(row.hit))
        else:
            option.text = isolated(option.text)
        if column in _QUIET:
            option.palette.setColor(QPalette.ColorRole.Text, QColor(self.tokens.muted))
            option.palette.setColor(QPalette.ColorRole.HighlightedText, QColor(self.tokens.muted))

    def _name(self, option: QStyleOptionViewItem, row: Row) -> None:
        name, colour = icons.for_file(row.hit.path, self.tokens)
        scale = option.widget.devicePixelRatioF() if option.widget is not None else 1.0
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        side = max(ICON, option.fontMetrics.height())
        option.icon = QIcon(icons.pixmap(name, colour, side, scale))
        option.decorationSize = QSize(side, side)
        closed = "◂ " if option.direction == Qt.LayoutDirection.RightToLeft else "▸ "
        sign = ("▾ " if row.fold.is_open else closed) if row.fold else "    " if row.nested else ""
        option.text = f"{sign}{isolated(row.hit.path.name)}"

    def _match(self, hit: Hit) -> str:
        word = wording.strength(hit.strength)
        return f"{word} {decimal(hit.cosine, 2)}" if self._cards.show_cosine and hit.cosine is not None else word

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell, then what the style does not know."""
        painter.save()
        if self._cards.dimmed:
            painter.setOpacity(0.55)
        option = QStyleOptionViewItem(option)
        option.state &= ~QStyle.StateFlag.State_HasFocus  # the ring is around the row, not in one cell
        if index.column() == Column.MATCH:
            self._paint_match(painter, option, index)
        else:
            super().paint(painter, option, index)
        if _row(index).first_weak:
            painter.setPen(QPen(QColor(self.tokens.border), 1, Qt.PenStyle.DashLine))
            painter.drawLine(option.rect.topLeft(), option.rect.topRight())
        self._ring(painter, option.rect, index, option.widget)
        painter.restore()

    def _paint_match(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The bar where reading begins, the word after it."""
        self.initStyleOption(option, index)
        style = option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        inside = option.rect.adjusted(6, 0, -6, 0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QStyle.alignedRect(
            option.direction,
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter,
            QSize(BAR_PX, inside.height()),
            inside,
        )
        paint_bar(painter, QRectF(bar), _row(index).hit.strength, self.tokens)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        room = inside.adjusted(0 if mirrored else BAR_PX + 6, 0, -BAR_PX - 6 if mirrored else 0, 0)
        text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(option.font)
        painter.setPen(QColor(self.tokens.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, text)

    def _ring(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, widget: object) -> None:
        """The edges of this cell that are edges of the current row."""
        if not isinstance(widget, QTableView) or not widget.hasFocus() or widget.currentIndex().row() != index.row():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(self.tokens.accent), 2))
        painter.drawLine(rect.left(), rect.top() + 1, rect.right(), rect.top() + 1)
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())


def _row(index: QModelIndex | QPersistentModelIndex) -> Row:
    model = index.model()
    if not isinstance(model, ResultsModel):
        raise TypeError(type(model))
    return model.row(index.row())
