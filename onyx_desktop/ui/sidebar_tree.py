"""The tree of the left side: how its rows look, and what keys and clicks on them mean.

A press on a row uses it; keys do the same as the mouse, and what can be done with a row besides stands in its menu. The
branch marks are drawn here, so that they take the colours of the theme and turn round with the direction of reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from onyx_desktop.ui import icons
from onyx_desktop.ui.bidi import isolated
from onyx_desktop.ui.sidebar_model import ROW, Hold, Kind, Row

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from onyx_desktop.ui.palette import Tokens
    from onyx_desktop.ui.sidebar_model import SidebarModel

Index = QModelIndex | QPersistentModelIndex
ICON_PX, BUTTON_PX, GAP_PX, BAR_PX = 18, 24, 6, 3
_ICONS = {Kind.FOLDER: "folder", Kind.SUBFOLDER: "folder", Kind.SAVED: "bookmark"}
_USED = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class SidebarDelegate(QStyledItemDelegate):
    """Draws one row."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line, or two for a folder of the library."""
        row, line = index.data(ROW), option.fontMetrics.height()
        if row.kind is Kind.SECTION:
            return QSize(120, line + 18)
        return QSize(120, 2 * line + 16 if row.kind is Kind.FOLDER else max(line + 10, 28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, icon, name, counts."""
        row: Row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect
        self._ground(painter, option, row)
        if row.kind is Kind.SECTION:
            font = QFont(option.font)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            self._text(painter, option, rect.adjusted(2, 8, -GAP_PX, 0), row.name, self.tokens.muted)
        else:
            self._row(painter, option, row)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        tokens, rect = self.tokens, option.rect.adjusted(0, 1, -2, -1)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if row.active or (hovered and row.kind is not Kind.SECTION):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selected if row.active else tokens.hover))
            painter.drawRoundedRect(rect, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            pen = painter.pen()
            pen.setColor(QColor(tokens.accent))
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)

    def _row(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        tokens, inside = self.tokens, option.rect.adjusted(GAP_PX, 0, -8, 0)
        line = option.fontMetrics.height()
        top = inside.top() + (7 if row.kind is Kind.FOLDER else (inside.height() - line) // 2)
        left, side = inside.left(), max(ICON_PX, line)
        if name := self._icon_of(row):
            colour = tokens.warn if row.hold is Hold.ABSENCE else tokens.accent
            colour = tokens.muted if row.kind is not Kind.FOLDER else colour
            self._icon(painter, option, QRect(left, top + (line - side) // 2, side, side), name, colour)
        left += side + GAP_PX  # names stand below each other, with an icon or without
        right = inside.right()
        if row.kind is Kind.FOLDER and self._shows_button(option, row):
            place = self.button(option.rect)
            name = "play" if row.hold is Hold.PAUSE else "pause"
            self._icon(painter, option, place.adjusted(4, 4, -4, -4), name, tokens.text)
            right = place.left() - GAP_PX
        if count := fitting(row, option.fontMetrics, right - left):
            width = option.fontMetrics.horizontalAdvance(count)
            place = QRect(inside.right() - width, top, width + 2, line)
            self._text(painter, option, place, count, tokens.muted)
            right = place.left() - GAP_PX
        colour = tokens.accent if row.kind is Kind.MORE else tokens.text
        self._text(painter, option, QRect(left, top, right - left, line), row.name, colour)
        if row.kind is Kind.FOLDER:
            colour = tokens.warn if row.hold is Hold.ABSENCE else tokens.muted
            self._text(painter, option, QRect(left, top + line + 1, right - left, line), row.detail, colour)
            if row.hold is Hold.WORK:
                self._bar(painter, option, QRect(left, top + 2 * line + 4, inside.right() - left, BAR_PX), row.share)

    @staticmethod
    def button(rect: QRect) -> QRect:
        """Where a folder's button to pause is, read from the left."""
        return QRect(rect.right() - BUTTON_PX - 6, rect.top() + 4, BUTTON_PX, BUTTON_PX)

    @staticmethod
    def _shows_button(option: QStyleOptionViewItem, row: Row) -> bool:
        near = QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus
        return row.hold in {Hold.WORK, Hold.PAUSE} or bool(option.state & near and row.hold is not Hold.ABSENCE)

    @staticmethod
    def _icon_of(row: Row) -> str:
        if row.hold is Hold.ABSENCE:
            return "warning"
        if row.pinned:
            return "pin"
        return "check" if row.active else _ICONS.get(row.kind, "")

    def _icon(self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, name: str, colour: str) -> None:
        place = QStyle.visualRect(option.direction, option.rect, place)
        scale = painter.device().devicePixelRatioF()
        painter.drawPixmap(place.topLeft(), icons.pixmap(name, colour, place.width(), scale))

    def _text(self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, text: str, colour: str) -> None:
        shown = QStyle.visualRect(option.direction, option.rect, place).adjusted(0, -2, 0, 2)  # isolates are taller
        painter.setPen(QColor(colour))
        elided = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideMiddle, place.width())
        side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        painter.drawText(shown, side | Qt.AlignmentFlag.AlignVCenter, isolated(elided))

    def _bar(self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, share: float) -> None:
        done = QRect(place.topLeft(), QSize(round(place.width() * share), place.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        for each, colour in ((place, self.tokens.line), (done, self.tokens.accent)):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QStyle.visualRect(option.direction, option.rect, each), 1.5, 1.5)


def fitting(row: Row, letters: QFontMetrics, room: int) -> str:
    """As much of a row's count as leaves its name whole; the name comes first."""
    name = letters.horizontalAdvance(row.name) + GAP_PX
    told = (each for each in (row.count, row.brief) if name + letters.horizontalAdvance(each) <= room)
    return next(told, row.brief or row.count)


class SidebarTree(QTreeView):
    """Sections and their rows."""

    used = Signal(object)  # Row
    paused = Signal(object)  # Row: hold this folder, or let it go on
    removed = Signal(object)  # Row
    menu_wanted = Signal(object, QPoint)  # Row, where on the screen

    def __init__(self, model: SidebarModel, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tree")
        self.setAccessibleName(self.tr("Folders, saved searches and kinds of files"))
        self.delegate = SidebarDelegate(tokens, self)
        self.setItemDelegate(self.delegate)
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QTreeView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setModel(model)
        model.rowsInserted.connect(self._on_rows_inserted)
        self.folded: set[object] = set()  # sections that a person closed
        self.collapsed.connect(self._on_collapsed)
        self.expanded.connect(self._on_expanded)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """A chevron that points where the rows below would be."""
        if not self.model().hasChildren(index):
            return
        row: Row = index.data(ROW)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        size = 14
        middle = rect.center().y() + (4 if row.kind is Kind.SECTION else 0)
        if row.kind is Kind.FOLDER:
            middle = rect.top() + 7 + self.fontMetrics().height() // 2
        left = rect.left() if mirrored else rect.right() - size + 1
        scale = painter.device().devicePixelRatioF()
        drawn = icons.pixmap("chevron-left" if mirrored else "chevron-right", self.delegate.tokens.muted, size, scale)
        painter.save()
        painter.translate(left + size / 2, middle)
        if self.isExpanded(index):
            painter.rotate(-90 if mirrored else 90)
        painter.drawPixmap(QPoint(-size // 2, -size // 2), drawn)
        painter.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space use a row, Delete removes it, P holds a folder."""
        row = self.currentIndex().data(ROW)
        if row is None or self.state() == QTreeView.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() in _USED:
            self._use(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit(row)
        elif event.key() == Qt.Key.Key_P and row.kind is Kind.FOLDER and not event.modifiers():
            self.paused.emit(row)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on a row uses it, on its button holds it, on its chevron opens it."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        super().mouseReleaseEvent(event)
        rect = self.visualRect(index)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid() or not rect.contains(place):
            return
        row = index.data(ROW)
        button = QStyle.visualRect(self.layoutDirection(), rect, self.delegate.button(rect))
        if row.kind is Kind.FOLDER and button.contains(place) and row.hold is not Hold.ABSENCE:
            self.paused.emit(row)
        else:
            self._use(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the row below the pointer, or with the current one."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            place = self.visualRect(index).center() if by_key else event.pos()
            self.menu_wanted.emit(index.data(ROW), self.viewport().mapToGlobal(place))

    def viewportEvent(self, event: QEvent) -> bool:
        """Repaint the row that the pointer leaves; its button goes with it."""
        if event.type() in {QEvent.Type.HoverMove, QEvent.Type.HoverLeave}:
            self.viewport().update()
        return super().viewportEvent(event)

    def _use(self, index: QModelIndex) -> None:
        if index.data(ROW).kind is Kind.SECTION:
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self.used.emit(index.data(ROW))

    @Slot(QModelIndex, int, int)
    def _on_rows_inserted(self, parent: QModelIndex, _first: int, _last: int) -> None:
        """Sections are open unless a person closed them."""
        model: QAbstractItemModel = self.model()
        section = parent if parent.isValid() and not parent.parent().isValid() else None
        if section is not None and section.data(ROW).key not in self.folded and model.rowCount(section):
            self.expand(section)

    @Slot(QModelIndex)
    def _on_collapsed(self, index: QModelIndex) -> None:
        if index.data(ROW).kind is Kind.SECTION:
            self.folded.add(index.data(ROW).key)

    @Slot(QModelIndex)
    def _on_expanded(self, index: QModelIndex) -> None:
        self.folded.discard(index.data(ROW).key)
