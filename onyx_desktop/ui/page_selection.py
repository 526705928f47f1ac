"""A drag of the mouse over a page → the text below it, marked and ready to be copied.

PDFium is asked only while it draws nothing, and only for the newest place of the pointer, so a quick hand does not make
a queue. It knows only letters: beside one it finds nothing, so a place is moved to the nearest line first. A page
without letters gives an empty selection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.ui.page_source import PageSource

_INSIDE = 0.2  # points


class PageSelection(QObject):
    """What is selected on one page."""

    changed = Signal()

    def __init__(self, source: PageSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._start: QPointF | None = None
        self._end = QPointF()
        self._asked = self._ended = False
        self.page = -1
        self.text = ""
        self.boxes: list[QRectF] = []
        self._lines: list[QRectF] = []  # of the page on which the drag began

    def clear(self) -> None:
        """Select nothing."""
        self._start = None
        if self.text or self.boxes:
            self.text, self.boxes = "", []
            self.changed.emit()

    def begin(self, page: int, at: QPointF) -> None:
        """The button went down at a place of a page, in points."""
        self.clear()
        self.page, self._start, self._ended = page, at, False
        self._lines = []

    def move(self, at: QPointF) -> None:
        """The pointer is here now."""
        self._end = self._end if self._ended else at
        if self._start is not None and not self._asked and not self._ended:
            self._asked = True
            self._source.when_idle(self._ask)

    def end(self) -> None:
        """The button went up; what is selected stays, also if it is still being looked up."""
        self._ended = True

    def select_all(self, page: int) -> None:
        """All text of a page."""

        def take() -> None:
            self.page, self._start = page, None
            self._take(*self._source.whole(page))

        self._source.when_idle(take)

    def select_word(self, page: int, at: QPointF) -> None:
        """The word at a place of a page, in points."""

        def take() -> None:
            self.page, self._start = page, None
            self._take(*self._source.word(page, at))

        self._source.when_idle(take)

    def menu(self, parent: QWidget, page: int) -> QMenu:
        """What can be done with the text of a page; deletes itself."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy"), self.copy).setEnabled(bool(self.text))
        menu.addAction(self.tr("Select all text of this page"), lambda: self.select_all(page))
        return menu

    def copy(self) -> bool:
        """Put the text onto the clipboard; False if there is none."""
        if self.text:
            QGuiApplication.clipboard().setText(self.text.replace("\r\n", "\n"))
        return bool(self.text)

    def _ask(self) -> None:
        self._asked = False
        if self._start is None:
            return
        if not self._lines:
            self._lines = self._source.whole(self.page)[1]
            self._asked = bool(self._lines)
            if self._asked:  # each look at a page has a turn of its own
                QTimer.singleShot(0, self, lambda: self._source.when_idle(self._ask))
        else:
            text, boxes = self._source.selected(
                self.page, nearest(self._start, self._lines), nearest(self._end, self._lines)
            )
            if text:  # between two words there is none
                self._take(text, boxes)

    def _take(self, text: str, boxes: list[QRectF]) -> None:
        self.text, self.boxes = text, boxes
        self.changed.emit()


def nearest(place: QPointF, lines: Sequence[QRectF]) -> QPointF:
    """The place in a line of text that is nearest to a place on the page."""

    def distance(line: QRectF) -> tuple[float, float]:
        above, below = line.top() - place.y(), place.y() - line.bottom()
        left, right = line.left() - place.x(), place.x() - line.right()
        return max(above, below, 0.0), max(left, right, 0.0)

    line = min(lines, key=distance)
    return QPointF(min(max(place.x(), line.left() + _INSIDE), line.right() - _INSIDE), line.center().y())
