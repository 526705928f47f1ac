"""The page of a PDF → what a screen reader is told of it: the passage first, then the text of the page.

A drawn page has no letters that Qt could offer, so its text is the description of the canvas, which readers say when
the canvas takes the focus and on demand. Turning a page is announced. The text of a page takes some 20 ms, so it is
fetched only while a screen reader listens. Refuses to describe a page by more than a reader can hold in mind: what is
beyond is in the text view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

if TYPE_CHECKING:
    from onyx_desktop.ui.page_canvas import PageCanvas
    from onyx_desktop.ui.page_source import PageSource

LONGEST = 8000  # characters


class PageVoice(QObject):
    """Describes one canvas."""

    def __init__(self, canvas: PageCanvas, source: PageSource) -> None:
        super().__init__(canvas)
        self._canvas, self._source = canvas, source
        self._passage, self._page = "", -1
        self._starts = False
        canvas.page_changed.connect(self._on_page_changed)

    def start(self, passage: str, page: int) -> None:
        """Another passage comes, on that page (from 0); tell before the canvas shows it."""
        self._passage, self._page = passage, page
        self._starts = True

    @Slot(int)
    def _on_page_changed(self, page: int) -> None:
        turned, self._starts = not self._starts, False
        passage = self._passage if page == self._page else ""
        self._describe(passage, "")
        if turned:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._canvas, self._canvas.accessibleName()))
        if QAccessible.isActive():
            self._source.when_idle(lambda: self._read(page, passage))

    def _read(self, page: int, passage: str) -> None:
        if page == self._canvas.page and page < self._source.pages:
            self._describe(passage, " ".join(self._source.text(page).split()))

    def _describe(self, passage: str, text: str) -> None:
        lines = [self.tr("The passage: {0}").format(" ".join(passage.split()))] if passage else []
        if text:
            shown = text if len(text) <= LONGEST else text[:LONGEST] + " …"
            lines.append(self.tr("The page: {0}").format(shown))
        self._canvas.setAccessibleDescription("\n".join(lines))
