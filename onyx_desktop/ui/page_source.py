"""A PDF file → page images, page text and the places of a passage, without ever holding up the event loop.

Drawing a page takes 10 to 100 ms and more, and `QPdfDocument.render` keeps Python's lock meanwhile (measured: a second
thread stood still for 105 ms), so a Python thread would not help. QPdfPageRenderer draws in a thread of Qt's own.
PDFium has one lock for all documents: whoever asks for text while a page is drawn waits for the page. So everything
else waits here in a queue until the drawing is done (`when_idle`). Refuses to draw beyond 4096 px a side.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer

from onyx_desktop.domain import Span
from onyx_desktop.ui.offsets import from_utf16, spans_to_utf16

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


SIDE_PX = 4096
_REACH = 2.0  # points: PDFium finds a letter only between two places
_LOOK_BACK = 6  # lines that a box may still belong to: they come in the order of reading


class Opened(enum.Enum):
    """How opening a file went."""

    WELL = "well"
    LOCKED = "locked"  # it asks for a password
    BADLY = "badly"


class PageSource(QObject):
    """One open PDF. Pages count from 0 here, as PDFium does."""

    drawn = Signal(int, QImage)  # page from 0, image in device pixels
    small_drawn = Signal(int, QImage)  # the same, of `draw_small`
    opened = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = QPdfDocument(self)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.setDocument(self._document)
        self._renderer.pageRendered.connect(self._on_rendered)
        self._drawing: set[int] = set()  # numbers of the requests on their way
        self._small: set[int] = set()  # those of them that are for the strip
        self._waiting: list[Callable[[], None]] = []
        self._sizes: dict[int, QSizeF] = {}
        self.pages = 0
        self._file: tuple[Path, int] | None = None

    def when_idle(self, call: Callable[[], None]) -> None:
        """Run `call` now, or as soon as the page in hand is drawn."""
        if self._drawing:
            self._waiting.append(call)
        else:
            call()

    @property
    def busy(self) -> bool:
        """Whether a page is being drawn."""
        return bool(self._drawing)

    def open(self, path: Path, changed_ns: int) -> Opened:
        """Open a file that was last changed then. Call it only when idle."""
        if (path, changed_ns) == self._file and self._document.status() == QPdfDocument.Status.Ready:
            return Opened.WELL
        self._document.close()
        self._sizes.clear()
        self._file = (path, changed_ns)
        error = self._document.load(str(path))
        self.pages = self._document.pageCount() if error == QPdfDocument.Error.None_ else 0
        self.opened.emit()
        if error == QPdfDocument.Error.None_:
            return Opened.WELL
        return Opened.LOCKED if error == QPdfDocument.Error.IncorrectPassword else Opened.BADLY

    def size(self, page: int) -> QSizeF:
        """The page in points (1/72 inch). The first time a page is asked for, call it only when idle."""
        if page not in self._sizes:
            self._sizes[page] = self._document.pagePointSize(page)
        return self._sizes[page]

    def text(self, page: int) -> str:
        """The page's text as this PDFium sees it. Call it only when idle."""
        return self._document.getAllText(page).text()

    def boxes(self, page: int, text: str, spans: Iterable[Span]) -> list[QRectF]:
        """Where spans of the page's `text` stand, in points, one box a line. Call it only when idle."""
        found: list[QRectF] = []
        for start, length in spans_to_utf16(text, spans):
            selection = self._document.getSelectionAtIndex(page, start, length)
            found.extend(polygon.boundingRect() for polygon in selection.bounds())
        return merged(found)

    def selected(self, page: int, start: QPointF, end: QPointF) -> tuple[str, list[QRectF]]:
        """The text between two places of a page, in points, and where it stands. Call it only when idle."""
        selection = self._document.getSelection(page, start, end)
        return selection.text(), merged(polygon.boundingRect() for polygon in selection.bounds())

    def word(self, page: int, at: QPointF) -> tuple[str, list[QRectF]]:
        """The word at a place of a page, in points, and where it stands; "" beside all. Call it only when idle."""
        near = self._document.getSelection(page, at - QPointF(_REACH, 0), at + QPointF(_REACH, 0))
        if not near.isValid():
            return "", []
        text = self.text(page)
        start = end = from_utf16(text, near.startIndex())
        while start and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end].isalnum():
            end += 1
        return text[start:end], self.boxes(page, text, [Span(start, end)])

    def whole(self, page: int) -> tuple[str, list[QRectF]]:
        """All text of a page, and where it stands. Call it only when idle."""
        selection = self._document.getAllText(page)
        return selection.text(), merged(polygon.boundingRect() for polygon in selection.bounds())

    def draw(self, page: int, size: QSize) -> None:
        """Ask for a page; `drawn` follows, unless it is asked for already."""
        self._request(page, size)

    def draw_small(self, page: int, side_px: int) -> bool:
        """Ask for a page within a square; `small_drawn` follows if this is True. Call it only when idle."""
        size = self.size(page).scaled(side_px, side_px, Qt.AspectRatioMode.KeepAspectRatio).toSize()
        number = self._request(page, size.expandedTo(QSize(1, 1)))
        if number:
            self._small.add(number)
        return number != 0

    def _request(self, page: int, size: QSize) -> int:
        if not 0 <= page < self.pages or size.isEmpty():
            return 0
        if max(size.width(), size.height()) > SIDE_PX:
            size = size.scaled(SIDE_PX, SIDE_PX, Qt.AspectRatioMode.KeepAspectRatio)
        number = self._renderer.requestPage(page, size)  # 0 where it refuses; the same number where it is asked already
        if number:
            self._drawing.add(number)
        return number

    def _on_rendered(self, page: int, _size: QSize, image: QImage, _options: object, number: int) -> None:
        self._drawing.discard(number)
        small = number in self._small
        self._small.discard(number)
        if not image.isNull():
            (self.small_drawn if small else self.drawn).emit(page, image)
        while self._waiting and not self._drawing:
            self._waiting.pop(0)()


def merged(boxes: Iterable[QRectF]) -> list[QRectF]:
    """Boxes of one line joined: some PDFs give one box a glyph. Columns side by side stay apart."""
    lines: list[tuple[float, float, float, float]] = []  # left, top, right, bottom: plain numbers are quicker
    for box in boxes:
        left, top, width, height = box.x(), box.y(), box.width(), box.height()
        if width <= 0 or height <= 0:
            continue
        right, bottom = left + width, top + height
        for number in range(len(lines) - 1, max(-1, len(lines) - 1 - _LOOK_BACK), -1):
            x, y, end, foot = lines[number]
            high, low = foot - y, max(height, foot - y)
            if min(foot, bottom) - max(y, top) > 0.5 * min(high, height) and max(x, left) - min(end, right) < low:
                lines[number] = (min(x, left), min(y, top), max(end, right), max(foot, bottom))
                break
        else:
            lines.append((left, top, right, bottom))
    return [QRectF(left, top, right - left, bottom - top) for left, top, right, bottom in lines]
