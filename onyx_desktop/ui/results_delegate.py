"""A row of the results → a card: file, page, strength; folder, date, cosine; three lines of the passage.

Cards are equally high but for a line above the first weak one, and one on a card that unfolds. Nothing is told by
colour alone: strength is a bar and a word, the best sentence has a ground and a bar at its side, shared words are bold.
All is mirrored where reading begins at the right. Refuses to lay out text itself (snippet_layout.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from onyx_desktop.domain import Strength
from onyx_desktop.ui import icons, wording
from onyx_desktop.ui.bidi import isolated, plain
from onyx_desktop.ui.model_words import decimal
from onyx_desktop.ui.results_cells import recognised
from onyx_desktop.ui.results_model import ResultsModel
from onyx_desktop.ui.snippet_layout import LINES, SnippetLayouts
from onyx_desktop.ui.strength_bar import BAR_PX, paint_bar

if TYPE_CHECKING:
    from pathlib import Path

    from onyx_desktop.domain import Hit
    from onyx_desktop.ui.palette import Tokens
    from onyx_desktop.ui.results_order import Fold, Row

MARGIN = 8
GAP = 4
PADDING = 12
_PIN = 16
ICON = 20
NESTED = 24
_LEAST_TITLE_PX = 48
_LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What one card is painted with. inside: the card without its edges; boxes in it are mirrored by `place`."""

    painter: QPainter
    font: QFont
    metrics: QFontMetrics
    card: QRect
    inside: QRect
    direction: Qt.LayoutDirection

    def place(self, left: int, top: int, width: int, height: int) -> QRect:
        """A box given as if reading began at the left."""
        return QStyle.visualRect(self.direction, self.card, QRect(left, top, max(0, width), height))

    def write(self, box: QRect, text: str, colour: str, side: Qt.AlignmentFlag = _LEADING) -> None:
        """One line in the middle of a box's height."""
        self.painter.setFont(self.font)
        self.painter.setPen(QColor(colour))
        self.painter.drawText(box, side, text)


class ResultsDelegate(QStyledItemDelegate):
    """Paints cards in the colours of `tokens`; `dimmed` while an answer is outdated."""

    def __init__(self, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.dimmed = False
        self.show_cosine = True
        self.folders: tuple[Path, ...] = ()
        self._layouts = SnippetLayouts()
        self._line_px = 0  # of the font that the cards are written in; 0: not known
        self._sizes: dict[tuple[bool, bool], QSize] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as two lines of facts, three of text, and what else the row has. Quick: a list asks it of all."""
        if self._line_px == 0:
            self._line_px = QFontMetrics(option.font).lineSpacing()
        row = index.model().row(index.row())  # type: ignore[attr-defined]  # always a ResultsModel
        shape = (row.first_weak, row.fold is not None)
        return self._sizes.get(shape) or self._size(*shape)

    def _size(self, first_weak: bool, foldable: bool) -> QSize:
        line = self._line_px
        height = 2 * (GAP + PADDING) + max(line, ICON) + line + 10 + LINES * line
        height += (_line_height(line) if first_weak else 0) + (_fold_height(line) if foldable else 0)
        self._sizes[first_weak, foldable] = QSize(240, height)
        return self._sizes[first_weak, foldable]

    def forget_sizes(self) -> None:
        """The letters have another size now."""
        self._line_px = 0
        self._sizes.clear()

    def fold_box(self, rect: QRect, index: QModelIndex | QPersistentModelIndex, font: QFont) -> QRect:
        """Where in a row's rectangle a click unfolds it; empty where nothing does."""
        if not index.isValid() or not _row(index).fold:
            return QRect()
        line = QFontMetrics(font).lineSpacing()
        direction = self.parent_direction()
        card, height = _card(rect, _row(index), line, direction), _fold_height(line)
        return QRect(card.left() + 1, card.bottom() - height - 2, card.width() - 2, height + 2)

    def parent_direction(self) -> Qt.LayoutDirection:
        """Where reading begins in the pane that shows the cards."""
        owner = self.parent()
        direction = getattr(owner, "layoutDirection", None)
        return direction() if direction is not None else Qt.LayoutDirection.LeftToRight

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one card."""
        row, line = _row(index), QFontMetrics(option.font).lineSpacing()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        if self.dimmed:
            painter.setOpacity(0.55)
        card = _card(option.rect, row, line, option.direction)
        inside = card.adjusted(PADDING + 4, PADDING, -PADDING, -PADDING)
        sheet = _Sheet(painter, option.font, QFontMetrics(option.font), card, inside, option.direction)
        if row.first_weak:
            self._weak_line(sheet, QRect(card.left(), option.rect.top(), card.width(), card.top() - option.rect.top()))
        self._ground(painter, card, option.state)
        if row.fold:
            self._fold(sheet, self.fold_box(option.rect, index, option.font), row.fold)
        height = max(line, ICON)
        self._head(sheet, inside.top(), height, row.hit)
        self._facts(sheet, inside.top() + height + 2, line, row.hit)
        self._snippet(sheet, inside.top() + height + line + 8, row.hit)
        if row.pinned:
            scale = painter.device().devicePixelRatioF()
            place = sheet.place(card.left() + 2, card.top() - 4, _PIN, _PIN)
            painter.drawPixmap(place.topLeft(), icons.pixmap("pin", self.tokens.accent, _PIN, scale))
        painter.restore()

    def _ground(self, painter: QPainter, card: QRect, state: QStyle.StateFlag) -> None:
        """Chosen: a ground and an edge, two px wide where the keys are; the focus on a row not chosen is dashed."""
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        width = 2.0 if focused else 1.0
        edge = self.tokens.accent if chosen or focused else self.tokens.border if hovered else self.tokens.line
        dashes = Qt.PenStyle.DashLine if focused and not chosen else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(edge), width, dashes))
        painter.setBrush(QColor(self.tokens.selected if chosen else self.tokens.card))
        painter.drawRoundedRect(QRectF(card).adjusted(width / 2, width / 2, -width / 2, -width / 2), 8, 8)

    def _weak_line(self, sheet: _Sheet, box: QRect) -> None:
        """A rule across the list, with what it means in its middle."""
        text = self.tr("below here: weak")
        half = sheet.metrics.horizontalAdvance(text) // 2 + 12
        middle, centre = box.center().y() + 2, box.center().x()
        sheet.painter.setPen(QPen(QColor(self.tokens.border), 1))
        sheet.painter.drawLine(box.left(), middle, centre - half, middle)
        sheet.painter.drawLine(centre + half, middle, box.right(), middle)
        sheet.write(
            QRect(centre - half, box.top() + 2, 2 * half, box.height()),
            text,
            self.tokens.muted,
            Qt.AlignmentFlag.AlignCenter,
        )

    def _fold(self, sheet: _Sheet, box: QRect, fold: Fold) -> None:
        """The foot of a card: how many more there are, and which way they open."""
        sheet.painter.setPen(QPen(QColor(self.tokens.line), 1))
        sheet.painter.drawLine(box.left(), box.top(), box.right(), box.top())
        closed = "◂" if sheet.direction == Qt.LayoutDirection.RightToLeft else "▸"
        more = wording.more(fold.count)
        text = f"▾ {isolated(more)}" if fold.is_open else f"{closed} {isolated('+' + more)}"
        inside = box.adjusted(PADDING + 3, 0, -PADDING - 3, 0)
        sheet.write(inside, text, self.tokens.accent)

    def _head(self, sheet: _Sheet, top: int, height: int, hit: Hit) -> None:
        """Icon, name and page; at the end the strength."""
        name, colour = icons.for_file(hit.path, self.tokens)
        scale = sheet.painter.device().devicePixelRatioF()
        left = sheet.inside.left()
        icon = sheet.place(left, top, height, height)
        sheet.painter.drawPixmap(icon.topLeft(), icons.pixmap(name, colour, height, scale))
        end = self._strength(sheet, top, height, hit)
        tail = "".join(f"  ·  {isolated(each)}" for each in _place(hit) if each)
        bold = QFont(sheet.font)
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(bold)
        left += height + 8
        room = max(_LEAST_TITLE_PX, end - left - 2 * MARGIN - sheet.metrics.horizontalAdvance(tail))
        title = isolated(metrics.elidedText(plain(hit.path.name), Qt.TextElideMode.ElideMiddle, room))
        sheet.painter.setFont(bold)
        sheet.painter.setPen(QColor(self.tokens.text))
        sheet.painter.drawText(sheet.place(left, top, room + 2, height), _LEADING, title)
        left += metrics.horizontalAdvance(title)
        sheet.write(sheet.place(left, top, end - left - MARGIN, height), tail, self.tokens.muted)

    def _strength(self, sheet: _Sheet, top: int, height: int, hit: Hit) -> int:
        """The word and, before it, the bar; returns where they begin, as if reading began at the left."""
        # One width for all words, so that the bars stand in line.
        width = max(sheet.metrics.horizontalAdvance(word) for word in map(wording.strength, Strength))
        left = sheet.inside.right() - width
        box = sheet.place(left, top, width + 2, height)
        sheet.write(box, isolated(wording.strength(hit.strength)), self.tokens.muted)
        left -= BAR_PX + 8
        paint_bar(sheet.painter, QRectF(sheet.place(left, top, BAR_PX, height)), hit.strength, self.tokens)
        return left

    def _facts(self, sheet: _Sheet, top: int, height: int, hit: Hit) -> None:
        """Folder; at the end copies, date and cosine."""
        cosine = decimal(hit.cosine, 2) if self.show_cosine and hit.cosine is not None else ""
        left, right = sheet.inside.left(), sheet.inside.right()
        figure = sheet.metrics.horizontalAdvance("0.00") if self.show_cosine else 0
        sheet.write(
            sheet.place(right - figure, top, figure + 2, height), isolated(cosine), self.tokens.muted, _TRAILING
        )
        right -= figure + 16 if figure else 0
        date = "  ·  ".join(map(isolated, filter(None, (wording.copies(hit), wording.date(hit.mtime_ns)))))
        width = sheet.metrics.horizontalAdvance(date)
        sheet.write(sheet.place(right - width, top, width + 2, height), date, self.tokens.muted, _TRAILING)
        way = plain(wording.breadcrumb(hit.path, self.folders))
        place = sheet.metrics.elidedText(way, Qt.TextElideMode.ElideLeft, right - width - left - 16)
        sheet.write(sheet.place(left, top, right - width - left - 16, height), isolated(place), self.tokens.muted)

    def _snippet(self, sheet: _Sheet, top: int, hit: Hit) -> None:
        width = sheet.inside.width()
        shown = self._layouts.get(hit, width, sheet.font, self.tokens)
        if shown.bar is not None:
            first, last = shown.bar
            bar = sheet.place(sheet.inside.left() - 8, top + round(first) + 1, 3, round(last - first) - 2)
            sheet.painter.setPen(Qt.PenStyle.NoPen)
            sheet.painter.setBrush(QColor(self.tokens.accent))
            sheet.painter.drawRoundedRect(QRectF(bar), 1.5, 1.5)
        sheet.painter.setPen(QColor(self.tokens.text))
        shown.layout.draw(sheet.painter, QPointF(sheet.place(sheet.inside.left(), top, width, 1).topLeft()))


def _place(hit: Hit) -> tuple[str, str]:
    """Where in the file, and that its text was recognised in a picture."""
    return wording.page(hit.page, hit.page_label), recognised(hit)


def _card(rect: QRect, row: Row, line: int, direction: Qt.LayoutDirection) -> QRect:
    above = _line_height(line) if row.first_weak else 0
    inwards = NESTED if row.nested else 0
    card = rect.adjusted(MARGIN + inwards, GAP + above, -MARGIN, -GAP)
    return QStyle.visualRect(direction, rect, card)


def _row(index: QModelIndex | QPersistentModelIndex) -> Row:
    model = index.model()
    if not isinstance(model, ResultsModel):
        raise TypeError(type(model))
    return model.row(index.row())


def _line_height(line: int) -> int:
    return line + 10


def _fold_height(line: int) -> int:
    return line + 8
