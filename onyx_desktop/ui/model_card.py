"""A row of the model list → a card: name and state; languages, lengths, size; licence and speed; a bar while it works.

All cards are equally high. Nothing is told by colour alone: the state is an icon and words, a licence that forbids
business says so, the bar has its percentage beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from onyx_desktop.ui import icons
from onyx_desktop.ui import model_words as words
from onyx_desktop.ui.model_rows import Role, Row, second_facts

if TYPE_CHECKING:
    from onyx_desktop.ui.palette import Tokens

MARGIN, GAP, PADDING, ICON = 8, 3, 10, 16
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ModelCardDelegate(QStyledItemDelegate):
    """Paints cards and headings in the colours of `tokens`."""

    def __init__(self, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A card has three lines, a heading one."""
        line = QFontMetrics(option.font).lineSpacing()
        if not isinstance(index.data(Role.ROW), Row):
            return QSize(200, line + 18)
        return QSize(200, 2 * (GAP + PADDING) + max(line, ICON) + 2 * line + 8)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one card or heading."""
        row = index.data(Role.ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Row):
            self._card(painter, option, row)
        else:
            bold = QFont(option.font)
            bold.setWeight(QFont.Weight.DemiBold)
            inside = option.rect.adjusted(MARGIN + 4, 8, -MARGIN, 0)
            painter.setFont(bold)
            self._text(painter, inside, str(index.data()), _LEFT)
        painter.restore()

    def _card(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        card = option.rect.adjusted(MARGIN, GAP, -MARGIN, -GAP)
        self._ground(painter, card, option.state)
        inside = card.adjusted(PADDING, PADDING, -PADDING, -PADDING)
        line = QFontMetrics(option.font).lineSpacing()
        head = QRect(inside.left(), inside.top(), inside.width(), max(line, ICON))
        left = self._stand(painter, head, row, option.font)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        name = QRect(head.left(), head.top(), left - head.left() - 8, head.height())
        painter.setFont(bold)
        self._text(painter, name, row.state.card.name, _LEFT, self.tokens.text)
        painter.setFont(option.font)
        second = QRect(inside.left(), head.bottom() + 4, inside.width(), line)
        self._text(painter, second, words.facts(row.state), _LEFT)
        third = second.translated(0, line + 2)
        warns = not row.state.card.commercial
        colour = self.tokens.warn if warns else self.tokens.muted
        self._text(painter, third, second_facts(row), _LEFT, colour)
        if row.share is not None:
            self._bar(painter, QRectF(inside.left(), card.bottom() - 5, inside.width(), 3), row.share)

    def _ground(self, painter: QPainter, card: QRect, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        width = 2.0 if chosen else 1.0
        edge = self.tokens.accent if focused else self.tokens.border if chosen or hovered else self.tokens.line
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(self.tokens.selected if chosen else self.tokens.card))
        painter.drawRoundedRect(QRectF(card).adjusted(width / 2, width / 2, -width / 2, -width / 2), 8, 8)

    def _stand(self, painter: QPainter, box: QRect, row: Row, font: QFont) -> int:
        """Icon and words of the state at the right; returns where they begin."""
        text = row.stand.text
        if row.share is not None:
            text = f"{text} · {int(100 * row.share)} %"
        width = QFontMetrics(font).horizontalAdvance(text)
        plain = row.stand.icon in {"", "folder", "model"}
        colour = self.tokens.muted if plain else self.tokens.accent
        room = QRect(box.right() - width - 2, box.top(), width + 4, box.height())
        painter.setFont(font)
        self._text(painter, room, text, _RIGHT, colour)
        left = box.right() - width - 2
        if row.stand.icon:
            left -= ICON + 4
            top = box.top() + (box.height() - ICON) // 2
            scale = painter.device().devicePixelRatioF()
            painter.drawPixmap(left, top, icons.pixmap(row.stand.icon, colour, ICON, scale))
        return left

    def _bar(self, painter: QPainter, box: QRectF, share: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.tokens.line_strong))
        painter.drawRoundedRect(box, 1.5, 1.5)
        painter.setBrush(QColor(self.tokens.accent))
        painter.drawRoundedRect(QRectF(box.left(), box.top(), box.width() * min(1.0, share), box.height()), 1.5, 1.5)

    def _text(self, painter: QPainter, box: QRect, text: str, side: Qt.AlignmentFlag, colour: str = "") -> None:
        painter.setPen(QColor(colour or self.tokens.muted))
        fitted = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, side, fitted)
