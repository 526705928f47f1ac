"""The pages of a PDF as a strip of small pictures, drawn one by one while nothing else is drawn.

Only what is in sight is drawn, at most one page at a time, so that the large page never waits for more than one small
one. A hundred pictures are kept. A file of a thousand pages costs a thousand numbers, no drawing.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from onyx_desktop.ui.page_source import PageSource
    from onyx_desktop.ui.palette import Tokens

SIDE_PX = 96
KEPT = 100
_PADDING = 8
_REST_MS = 20
_NO_INDEX = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class StripModel(QAbstractListModel):
    """A row a page: its number, and its picture if it has been drawn."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = 0
        self._pictures: OrderedDict[int, QImage] = OrderedDict()

    def start(self, pages: int) -> None:
        """Another document, of so many pages."""
        self.beginResetModel()
        self._pages = pages
        self._pictures.clear()
        self.endResetModel()

    def take(self, page: int, picture: QImage) -> None:
        """A page is drawn."""
        self._pictures[page] = picture
        if len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        self.dataChanged.emit(self.index(page, 0), self.index(page, 0))

    def has(self, page: int) -> bool:
        """Whether a page is drawn; it counts as looked at."""
        if page in self._pictures:
            self._pictures.move_to_end(page)
        return page in self._pictures

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """The pages; none of them has another below it."""
        return 0 if parent.isValid() else self._pages

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Number, picture, and what is said."""
        if not index.isValid() or not 0 <= index.row() < self._pages:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._pictures.get(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("Page {0} of {1}").format(index.row() + 1, self._pages)
        return None


class StripDelegate(QStyledItemDelegate):
    """Paints a sheet with its number below."""

    def __init__(self, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The same for every page."""
        return QSize(SIDE_PX, SIDE_PX + option.fontMetrics.lineSpacing() + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The picture or, until it is there, an empty sheet."""
        painter.save()
        line = option.fontMetrics.lineSpacing()
        room = option.rect.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING - line)
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        size = QSize(room.height() * 5 // 7, room.height())
        if isinstance(picture, QImage):
            size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        sheet = QStyle.alignedRect(option.direction, Qt.AlignmentFlag.AlignCenter, size, room)
        painter.fillRect(sheet, Qt.GlobalColor.white)
        if isinstance(picture, QImage):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(sheet, picture)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(QColor(self.tokens.accent if chosen else self.tokens.line_strong), 3 if chosen else 1))
        painter.drawRect(sheet.adjusted(-1, -1, 0, 0))
        number = QRect(option.rect.left(), room.bottom() + 2, option.rect.width(), line + _PADDING - 2)
        painter.setPen(QColor(self.tokens.text if chosen else self.tokens.muted))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        if focused:
            painter.setPen(QPen(QColor(self.tokens.accent), 2))
            painter.drawRoundedRect(option.rect.adjusted(2, 2, -2, -2), 4, 4)
        painter.restore()


class PageStrip(QListView):
    """Small pages to choose from."""

    page_wanted = Signal(int)  # from 0

    def __init__(self, source: PageSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip_of_pages")
        self.setAccessibleName(self.tr("Pages"))
        self._source = source
        self._pages = StripModel(self)
        self._sheets = StripDelegate(tokens, self)
        self.setModel(self._pages)
        self.setItemDelegate(self._sheets)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(SIDE_PX + 24)
        self._next = QTimer(self, singleShot=True, interval=_REST_MS)
        self._next.timeout.connect(self._draw_next)
        self.verticalScrollBar().valueChanged.connect(self._next.start)
        source.opened.connect(self._on_opened)
        source.small_drawn.connect(self._on_small_drawn)

    @property
    def drawn(self) -> StripModel:
        """The pages, and which of them are drawn."""
        return self._pages

    def show_page(self, page: int) -> None:
        """Which page is large now."""
        index = self._pages.index(page, 0)
        if index.isValid() and index.row() != self.currentIndex().row():
            self.blockSignals(True)
            self.setCurrentIndex(index)
            self.blockSignals(False)
            self.scrollTo(index)
            self.viewport().update()
            self._next.start()

    def retint(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self._sheets.tokens = tokens
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """A page was chosen here, unless it was told to."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.page_wanted.emit(current.row())

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what is in sight."""
        super().showEvent(event)
        self._next.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw what came into sight."""
        super().resizeEvent(event)
        self._next.start()

    @Slot()
    def _on_opened(self) -> None:
        self.blockSignals(True)
        self._pages.start(self._source.pages)
        self.blockSignals(False)
        self._next.start()

    @Slot(int, QImage)
    def _on_small_drawn(self, page: int, picture: QImage) -> None:
        if page < self._pages.rowCount():
            self._pages.take(page, picture)
        self._next.start()

    @Slot()
    def _draw_next(self) -> None:
        """The first page in sight that has no picture, once nothing else is drawn."""
        if not self.isVisible():
            return
        if self._source.busy:
            self._next.start()
            return
        for page in self._in_sight():
            if not self._pages.has(page):
                self._source.draw_small(page, round(SIDE_PX * self.devicePixelRatioF()))
                return

    def _in_sight(self) -> range:
        first = self.indexAt(self.viewport().rect().topLeft() + QRect(0, 0, 9, 9).bottomRight())
        last = self.indexAt(self.viewport().rect().bottomLeft() + QRect(0, 0, 9, 9).topRight())
        if not first.isValid():
            return range(0)
        return range(first.row(), (last.row() if last.isValid() else self._pages.rowCount() - 1) + 1)
