"""A page of an open PDF → pixels, with the passage marked and in sight, and text that can be selected.

Draws one page at a time in the width of the pane, whole, or at a fixed zoom; the last image is stretched until the
sharp one is here. The page stays white in the dark theme, as its author made it, unless inverted pages are wanted.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from onyx_desktop.ui.page_marks import Marks, has_ink, paint_marks, paint_selection
from onyx_desktop.ui.page_selection import PageSelection

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QContextMenuEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
        QWheelEvent,
    )

    from onyx_desktop.ui.page_source import PageSource
    from onyx_desktop.ui.palette import Tokens

MARGIN = 16
POINTS = 96 / 72  # px per point at 100 %
ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
KEPT = 6


class PageCanvas(QAbstractScrollArea):
    """Shows `page` (from 0) of `source`; `zoom` None means: as wide as the pane, or whole if `fits_page`."""

    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, source: PageSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Page"))
        self.tokens = tokens
        self.page = 0
        self.zoom: float | None = None
        self.fits_page = False
        self.inverted = False
        self.marks = Marks()
        self.selection = PageSelection(source, self)
        self.selection.changed.connect(self.viewport().update)
        self._source = source
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._latest: tuple[int, QImage] | None = None
        self._redraw = QTimer(self, singleShot=True, interval=80)
        self._redraw.timeout.connect(self._draw)
        source.drawn.connect(self._on_drawn)
        self.verticalScrollBar().setSingleStep(24)

    @property
    def scale(self) -> float:
        """Logical pixels per point."""
        if self.zoom is not None:
            return self.zoom * POINTS
        page = self._source.size(self.page)
        if page.isEmpty():
            return POINTS
        scale = (self.viewport().width() - 2 * MARGIN) / page.width()
        if self.fits_page:
            scale = min(scale, (self.viewport().height() - 2 * MARGIN) / page.height())
        return max(0.1, scale)

    @property
    def page_px(self) -> QSize:
        """The page in logical pixels."""
        return (self._source.size(self.page) * self.scale).toSize()

    @property
    def origin(self) -> QPointF:
        """Where the page's corner lies in the viewport now."""
        view, page = self.viewport().size(), self.page_px
        left, top = (
            max(MARGIN, (one - other) // 2)
            for one, other in ((view.width(), page.width()), (view.height() if self.fits_page else 0, page.height()))
        )
        return QPointF(left - self.horizontalScrollBar().value(), top - self.verticalScrollBar().value())

    @property
    def has_ink(self) -> bool:
        """Whether anything is drawn on the page in sight, as far as it is drawn."""
        if self._latest is None or self._latest[0] != self.page:
            return False
        return has_ink(self._latest[1])

    def start(self, page: int) -> None:
        """Another document is open: forget the old one's images and marks."""
        self._images.clear()
        self._latest = None
        self.marks = Marks()
        self._turn(page)

    def show_page(self, page: int) -> None:
        """Turn to a page, as soon as the one in hand is drawn."""
        wanted = min(max(0, page), self._source.pages - 1)
        if wanted != self.page:
            self._source.when_idle(functools.partial(self._turn, wanted))

    def _turn(self, page: int) -> None:
        self.page = page
        self.selection.clear()
        self.verticalScrollBar().setValue(0)
        self._arrange()
        self._draw()
        self.page_changed.emit(page)

    def mark(self, marks: Marks) -> None:
        """Mark a passage and bring it into sight."""
        self.marks = marks
        self.show_page(marks.page)
        self.viewport().update()
        places = marks.best or marks.passage
        if places:
            top = min(box.top() for box in marks.passage or places) * self.scale
            self._arrange()
            self.verticalScrollBar().setValue(round(top + MARGIN - self.viewport().height() * 0.25))

    def mark_words(self, words: tuple[QRectF, ...]) -> None:
        """Mark the shared words too, without moving."""
        self.marks = replace(self.marks, words=words)
        self.viewport().update()

    def set_zoom(self, zoom: float | None, *, fits_page: bool = False) -> None:
        """A factor of the true size, or None for the width of the pane or for the whole page; the middle stays."""
        bar = self.verticalScrollBar()
        middle = (bar.value() + self.viewport().height() / 2) / max(1, self.page_px.height())
        self.zoom, self.fits_page = zoom, fits_page
        self._arrange()
        bar.setValue(round(middle * self.page_px.height() - self.viewport().height() / 2))
        self._redraw.start()
        self.zoom_changed.emit()

    def step_zoom(self, direction: int) -> None:
        """The next larger (1) or smaller (-1) zoom."""
        now = self.scale / POINTS
        if direction > 0:
            self.set_zoom(next((each for each in ZOOMS if each > now * 1.01), ZOOMS[-1]))
        else:
            self.set_zoom(next((each for each in reversed(ZOOMS) if each < now * 0.99), ZOOMS[0]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The page, then the marks on it."""
        if not 0 <= self.page < self._source.pages:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sheet = QRectF(self.origin, QSizeF(self.page_px))
        painter.fillRect(sheet, Qt.GlobalColor.white)
        image = self._images.get((self.page, self._device_size().width()))
        if image is None and self._latest is not None and self._latest[0] == self.page:
            image = self._latest[1]
        if image is not None:
            painter.drawImage(sheet, image)
        if self.inverted:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
            painter.fillRect(sheet, Qt.GlobalColor.white)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        self._paint_marks(painter)
        painter.setPen(QColor(self.tokens.line))
        painter.drawRect(sheet)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self.tokens.accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_marks(self, painter: QPainter) -> None:
        painter.save()
        painter.translate(self.origin)
        painter.scale(self.scale, self.scale)
        if self.marks.page == self.page:
            paint_marks(painter, self.marks, inverted=self.inverted)
        if self.selection.page == self.page:
            paint_selection(painter, self.selection.boxes)
        painter.restore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A new width is a new scale; the sharp image follows when the resizing rests."""
        super().resizeEvent(event)
        self._arrange()
        self._redraw.start()
        if self.zoom is None:
            self.zoom_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """PgUp and PgDn turn pages, Home and End go to the first and the last; Ctrl+C copies what is selected."""
        pages = {
            Qt.Key.Key_PageDown: self.page + 1,
            Qt.Key.Key_PageUp: self.page - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self._source.pages - 1,
        }
        wanted = pages.get(Qt.Key(event.key()))
        if wanted is not None:
            self.show_page(wanted)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.selection.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selection.select_all(self.page)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to select text."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.selection.begin(self.page, self.to_page(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select up to here."""
        self.selection.move(self.to_page(event.position()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """What is selected stays."""
        self.selection.end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word."""
        self.selection.select_word(self.page, self.to_page(event.position()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy, and select the page."""
        self.selection.menu(self, self.page).popup(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """The ring comes and goes with the focus."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.viewport().update()
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom; the wheel at the end of a page turns it."""
        turn = event.angleDelta().y()
        bar = self.verticalScrollBar()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if turn > 0 else -1)
        elif turn < 0 and bar.value() == bar.maximum() and self.page + 1 < self._source.pages:
            self.show_page(self.page + 1)
        elif turn > 0 and bar.value() == bar.minimum() and self.page > 0:
            self.show_page(self.page - 1)
            bar.setValue(bar.maximum())
        else:
            super().wheelEvent(event)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """The whole view is repainted: it is one image."""
        self.viewport().update()

    def to_viewport(self, point: QPointF) -> QPoint:
        """A place on the page, in points → a pixel of the viewport."""
        return (self.origin + point * self.scale).toPoint()

    def to_page(self, pixel: QPointF) -> QPointF:
        """A pixel of the viewport → a place on the page, in points."""
        return (pixel - self.origin) / self.scale

    def _device_size(self) -> QSize:
        return (QSizeF(self.page_px) * self.devicePixelRatioF()).toSize()

    def _arrange(self) -> None:
        view, page = self.viewport().size(), self.page_px
        for bar, inside, whole in (
            (self.verticalScrollBar(), view.height(), page.height() + 2 * MARGIN),
            (self.horizontalScrollBar(), view.width(), page.width() + 2 * MARGIN),
        ):
            bar.setRange(0, max(0, whole - inside))
            bar.setPageStep(inside)
        self.viewport().update()

    @Slot()
    def _draw(self) -> None:
        if (self.page, self._device_size().width()) not in self._images:
            self._source.draw(self.page, self._device_size())

    @Slot(int, QImage)
    def _on_drawn(self, page: int, image: QImage) -> None:
        self._images[page, image.width()] = image
        if len(self._images) > KEPT:
            self._images.popitem(last=False)
        if page == self.page:
            self._latest = (page, image)
            self.viewport().update()
