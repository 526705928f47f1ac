"""A row of the results → a card: file, page, strength; folder, date, cosine; three lines of the passage.

Cards are equally high but for a line above the first weak one, and one on a card that unfolds. Nothing is told by
colour alone: strength is a bar and a word, the best sentence has a ground and a bar at its side, shared words are bold.
Refuses to lay out text itself (snippet_layout.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from onyx_desktop.domain import Hit
from onyx_desktop.ui import icons, wording
from onyx_desktop.ui.results_model import Fold, Role
from onyx_desktop.ui.snippet_layout import LINES, SnippetLayouts

if TYPE_CHECKING:
    from pathlib import Path

    from onyx_desktop.ui.palette import Tokens

MARGIN = 8
GAP = 4
PADDING = 12
ICON = 20
STEPS = 5
NESTED = 24
_STEP_WIDTH, _STEP_HEIGHT, _STEP_GAP = 5, 11, 2


class ResultsDelegate(QStyledItemDelegate):
    """Paints cards in the colours of `tokens`; `dimmed` while an answer is outdated."""

    def __init__(self, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.dimmed = False
        self.show_cosine = True
        self.folders: tuple[Path, ...] = ()
        self._layouts = SnippetLayouts()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as two lines of facts, three of text, and what else the row has."""
        line = QFontMetrics(option.font).lineSpacing()
        height = 2 * (GAP + PADDING) + max(line, ICON) + line + 10 + LINES * line
        height += _line_height(line) if index.data(Role.WEAK_FROM) else 0
        return QSize(240, height + (_fold_height(line) if index.data(Role.FOLD) else 0))

    def fold_box(self, rect: QRect, index: QModelIndex | QPersistentModelIndex, font: QFont) -> QRect:
        """Where in a row's rectangle a click unfolds it; empty where nothing does."""
        if not index.data(Role.FOLD):
            return QRect()
        card, height = self._card(rect, index, font), _fold_height(QFontMetrics(font).lineSpacing())
        return QRect(card.left() + 1, card.bottom() - height - 2, card.width() - 2, height + 2)

    def _card(self, rect: QRect, index: QModelIndex | QPersistentModelIndex, font: QFont) -> QRect:
        line = _line_height(QFontMetrics(font).lineSpacing()) if index.data(Role.WEAK_FROM) else 0
        inwards = NESTED if index.data(Role.NESTED) else 0
        return rect.adjusted(MARGIN + inwards, GAP + line, -MARGIN, -GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one card."""
        hit = index.data(Role.HIT)
        if not isinstance(hit, Hit):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.dimmed:
            painter.setOpacity(0.55)
        card = self._card(option.rect, index, option.font)
        if index.data(Role.WEAK_FROM):
            self._weak_line(
                painter, QRect(card.left(), option.rect.top(), card.width(), card.top() - option.rect.top())
            )
        self._ground(painter, card, option.state)
        fold = index.data(Role.FOLD)
        if fold:
            self._fold(painter, self.fold_box(option.rect, index, option.font), fold, option.font)
        inside = card.adjusted(PADDING + 4, PADDING, -PADDING, -PADDING)
        line = QFontMetrics(option.font).lineSpacing()
        head = QRect(inside.left(), inside.top(), inside.width(), max(line, ICON))
        self._head(painter, head, hit, option.font)
        facts = QRect(inside.left(), head.bottom() + 3, inside.width(), line)
        self._facts(painter, facts, hit, option.font)
        self._snippet(painter, QPointF(inside.left(), facts.bottom() + 7), inside.width(), hit, option.font)
        painter.restore()

    def _ground(self, painter: QPainter, card: QRect, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        width = 2.0 if chosen else 1.0
        edge = self.tokens.accent if chosen else self.tokens.border if hovered else self.tokens.line
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(self.tokens.selected if chosen else self.tokens.card))
        painter.drawRoundedRect(QRectF(card).adjusted(width / 2, width / 2, -width / 2, -width / 2), 8, 8)

    def _weak_line(self, painter: QPainter, box: QRect) -> None:
        """A rule across the list, with what it means in its middle."""
        text = self.tr("below here: weak")
        font = painter.font()
        width = QFontMetrics(font).horizontalAdvance(text) + 24
        middle = box.center().y() + 2
        painter.setPen(QPen(QColor(self.tokens.border), 1))
        left, right = box.center().x() - width // 2, box.center().x() + width // 2
        painter.drawLine(box.left(), middle, left, middle)
        painter.drawLine(right, middle, box.right(), middle)
        self._muted(painter, QRect(left, box.top() + 2, width, box.height()), text, font, Qt.AlignmentFlag.AlignHCenter)

    def _fold(self, painter: QPainter, box: QRect, fold: Fold, font: QFont) -> None:
        """The foot of a card: how many more there are, and which way they open."""
        painter.setPen(QPen(QColor(self.tokens.line), 1))
        painter.drawLine(box.left(), box.top(), box.right(), box.top())
        sign = "▾" if fold.is_open else "▸"
        painter.setFont(font)
        painter.setPen(QColor(self.tokens.accent))
        inside = box.adjusted(PADDING + 3, 0, -PADDING, 0)
        text = f"{sign} {wording.more(fold.count)}" if fold.is_open else f"{sign} +{wording.more(fold.count)}"
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, text)

    def _head(self, painter: QPainter, box: QRect, hit: Hit, font: QFont) -> None:
        name, colour = icons.for_file(hit.path, self.tokens)
        scale = painter.device().devicePixelRatioF()
        top = box.top() + (box.height() - ICON) // 2
        painter.drawPixmap(box.left(), top, icons.pixmap(name, colour, ICON, scale))
        right = self._strength(painter, box, hit, font)
        page = wording.page(hit.page, hit.page_label)
        plain = QFontMetrics(font)
        room = right - box.left() - ICON - 8 - 2 * MARGIN - (plain.horizontalAdvance(f"  ·  {page}") if page else 0)
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(bold)
        title = metrics.elidedText(hit.path.name, Qt.TextElideMode.ElideMiddle, room)
        at = box.left() + ICON + 8
        painter.setFont(bold)
        painter.setPen(QColor(self.tokens.text))
        painter.drawText(QRect(at, box.top(), room + 2, box.height()), Qt.AlignmentFlag.AlignVCenter, title)
        if page:
            at += metrics.horizontalAdvance(title)
            self._muted(painter, QRect(at, box.top(), right - at, box.height()), f"  ·  {page}", font)

    def _strength(self, painter: QPainter, box: QRect, hit: Hit, font: QFont) -> int:
        """The word and, before it, the bar; returns where they begin."""
        word = wording.strength(hit.strength)
        width = QFontMetrics(font).horizontalAdvance(
            wording.say("Nearest")
        )  # one width, so that the bars stand in line
        left = box.right() - width
        self._muted(painter, QRect(left, box.top(), width + 2, box.height()), word, font)
        left -= STEPS * (_STEP_WIDTH + _STEP_GAP) + 6
        painter.setPen(Qt.PenStyle.NoPen)
        top = box.top() + (box.height() - _STEP_HEIGHT) / 2
        for step in range(STEPS):
            filled = step < wording.steps(hit.strength)
            painter.setBrush(QColor(self.tokens.accent if filled else self.tokens.line_strong))
            height = _STEP_HEIGHT if filled else _STEP_HEIGHT - 6
            x = left + step * (_STEP_WIDTH + _STEP_GAP)
            painter.drawRoundedRect(QRectF(x, top + _STEP_HEIGHT - height, _STEP_WIDTH, height), 1.5, 1.5)
        return left

    def _facts(self, painter: QPainter, box: QRect, hit: Hit, font: QFont) -> None:
        metrics = QFontMetrics(font)
        cosine = f"{hit.cosine:.2f}" if self.show_cosine and hit.cosine is not None else ""
        self._muted(painter, box, cosine, font, Qt.AlignmentFlag.AlignRight)
        date = "  ·  ".join(filter(None, (wording.copies(hit), wording.date(hit.mtime_ns))))
        right = box.right() - metrics.horizontalAdvance("0.00") - 16
        width = metrics.horizontalAdvance(date)
        place = metrics.elidedText(
            wording.breadcrumb(hit.path, self.folders), Qt.TextElideMode.ElideLeft, right - width - box.left() - 16
        )
        self._muted(painter, box, place, font)
        self._muted(painter, QRect(right - width, box.top(), width + 2, box.height()), date, font)

    def _snippet(self, painter: QPainter, at: QPointF, width: int, hit: Hit, font: QFont) -> None:
        shown = self._layouts.get(hit, width, font, self.tokens)
        if shown.bar is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.tokens.accent))
            top, bottom = shown.bar
            painter.drawRoundedRect(QRectF(at.x() - 8, at.y() + top + 1, 3, bottom - top - 2), 1.5, 1.5)
        painter.setPen(QColor(self.tokens.text))
        shown.layout.draw(painter, at)

    def _muted(
        self,
        painter: QPainter,
        box: QRect,
        text: str,
        font: QFont,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(self.tokens.muted))
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, text)


def _line_height(line: int) -> int:
    return line + 10


def _fold_height(line: int) -> int:
    return line + 8
