"""A PDF file → page images, page text and the places of a passage, without ever holding up the event loop.

Drawing a page takes 10 to 100 ms and more, and `QPdfDocument.render` keeps Python's lock meanwhile (measured: a second
thread stood still for 105 ms), so a Python thread would not help. QPdfPageRenderer draws in a thread of Qt's own.
PDFium has one lock for all documents: whoever asks for text while a page is drawn waits for the page. So everything
else waits here in a queue until the drawing is done (`when_idle`). Refuses to draw beyond 4096 px a side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer

from onyx_desktop.ui.offsets import spans_to_utf16

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from onyx_desktop.domain import Span

SIDE_PX = 4096


class PageSource(QObject):
    """One open PDF. Pages count from 0 here, as PDFium does."""

    drawn = Signal(int, QImage)  # page from 0, image in device pixels

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = QPdfDocument(self)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.setDocument(self._document)
        self._renderer.pageRendered.connect(self._on_rendered)
        self._drawing: set[int] = set()  # numbers of the requests on their way
        self._waiting: list[Callable[[], None]] = []
        self._sizes: dict[int, QSizeF] = {}
        self.pages = 0
        self.path: Path | None = None

    def when_idle(self, call: Callable[[], None]) -> None:
        """Run `call` now, or as soon as the page in hand is drawn."""
        if self._drawing:
            self._waiting.append(call)
        else:
            call()

    def open(self, path: Path) -> bool:
        """Open a file; False if PDFium can't. Call it only when idle."""
        if path == self.path and self._document.status() == QPdfDocument.Status.Ready:
            return True
        self._document.close()
        self._sizes.clear()
        self.path = path
        loaded = self._document.load(str(path)) == QPdfDocument.Error.None_
        self.pages = self._document.pageCount() if loaded else 0
        return loaded

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

    def draw(self, page: int, size: QSize) -> None:
        """Ask for a page; `drawn` follows, unless it is asked for already."""
        if not 0 <= page < self.pages or size.isEmpty():
            return
        if max(size.width(), size.height()) > SIDE_PX:
            size = size.scaled(SIDE_PX, SIDE_PX, Qt.AspectRatioMode.KeepAspectRatio)
        number = self._renderer.requestPage(page, size)  # 0 where it refuses; the same number where it is asked already
        if number:
            self._drawing.add(number)

    def _on_rendered(self, page: int, _size: QSize, image: QImage, _options: object, number: int) -> None:
        self._drawing.discard(number)
        if not image.isNull():
            self.drawn.emit(page, image)
        while self._waiting and not self._drawing:
            self._waiting.pop(0)()


def merged(boxes: Iterable[QRectF]) -> list[QRectF]:
    """Boxes of one line joined: some PDFs give one box a glyph. Columns side by side stay apart."""
    lines: list[QRectF] = []
    for box in boxes:
        if box.width() <= 0 or box.height() <= 0:
            continue
        for number, line in enumerate(lines):
            overlap = min(line.bottom(), box.bottom()) - max(line.top(), box.top())
            gap = max(line.left(), box.left()) - min(line.right(), box.right())
            if overlap > 0.5 * min(line.height(), box.height()) and gap < max(line.height(), box.height()):
                lines[number] = line.united(box)
                break
        else:
            lines.append(QRectF(box))
    return lines
