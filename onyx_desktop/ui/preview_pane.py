"""A hit → its page with the passage marked, or its text at the passage.

Each step asks whether the hit is still the wanted one, so the latest wins. The file and the index are asked on the
search lane; the PDF is opened here when no page is being drawn (page_source.py). A PDF that PDFium can't show falls
back to the text of the index. Errors stand in the pane, never in a dialog.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from onyx_desktop.domain import Hit, Span
from onyx_desktop.ui.page_canvas import Marks, PageCanvas
from onyx_desktop.ui.page_source import PageSource
from onyx_desktop.ui.preview_bars import PreviewFoot, PreviewHead
from onyx_desktop.ui.text_view import Marked, TextView
from onyx_desktop.ui.why_panel import WhyPanel

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onyx_desktop.jobs import Job
    from onyx_desktop.library import Library, Passage
    from onyx_desktop.ui.desk import Desk
    from onyx_desktop.ui.palette import Tokens


@dataclass(frozen=True, slots=True)
class Look:
    """What the search lane found out about a hit. mtime_ns: of the file now; None if it is not there."""

    passage: Passage | None
    mtime_ns: int | None


def look(library: Library, hit: Hit, query: str) -> Look:
    """Read the passage's surroundings and the file's date, on the search lane."""
    try:
        mtime_ns = hit.path.stat().st_mtime_ns
    except OSError:
        mtime_ns = None
    return Look(library.passage(hit, query), mtime_ns)


def best_sentence(hit: Hit, passage: Span) -> tuple[Span, ...]:
    """The hit's best sentence as a span of the text that holds the passage; () where it has none."""
    if hit.best is None:
        return ()
    words = hit.snippet[hit.best.start : hit.best.end].split()
    found = re.search(r"\s+".join(map(re.escape, words)), hit.text) if words else None  # a snippet is on one line
    return (Span(passage.start + found.start(), passage.start + found.end()),) if found else ()


class PreviewPane(QWidget):
    """The right side of the window."""

    shown = Signal(object)  # Hit: it is in sight and marked
    file_opened = Signal(object)  # Hit
    shown_in_folder = Signal(object)  # Hit

    def __init__(self, desk: Desk, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self._desk = desk
        self._job: Job | None = None
        self.hit: Hit | None = None
        self.source = PageSource(self)
        self.canvas = PageCanvas(self.source, tokens, self)
        self.text = TextView(tokens, self)
        self.head, self.foot = PreviewHead(self), PreviewFoot(self)
        self.notice = QLabel(self)
        self.notice.setObjectName("banner")
        self.notice.setWordWrap(True)
        self.notice.hide()
        self._empty = QLabel(self.tr("Choose a result to see its page here."), self)
        self._empty.setObjectName("muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget(self)
        for each in (self._empty, self.canvas, self.text):
            self._stack.addWidget(each)
        self.why = WhyPanel(tokens, self)
        self.why.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for part, stretch in ((self.head, 0), (self.notice, 0), (self._stack, 5), (self.why, 5), (self.foot, 0)):
            self._column.addWidget(part, stretch)
        self._connect()
        self.clear()

    def _connect(self) -> None:
        self.head.page_wanted.connect(self.canvas.show_page)
        self.head.zoom_stepped.connect(self.canvas.step_zoom)
        self.head.width_wanted.connect(self._on_width_wanted)
        self.canvas.page_changed.connect(self._on_page_changed)
        self.canvas.zoom_changed.connect(self._on_zoom_changed)
        self.foot.opened.connect(self._on_opened)
        self.foot.shown_in_folder.connect(self._on_shown_in_folder)

    def show_hit(self, hit: Hit, query: str = "") -> None:
        """Show a passage, its words shared with the query bold; an older wish that is not fulfilled yet is dropped."""
        if self._job is not None:
            self._job.cancel()
        self.hit = hit
        self._job = self._desk.ask(
            lambda library: look(library, hit, query), lambda found: self._when_idle(hit, self._on_look, found)
        )

    def clear(self) -> None:
        """Nothing is chosen."""
        if self._job is not None:
            self._job.cancel()
        self.hit = None
        self.notice.hide()
        self.head.clear()
        self.foot.clear()
        self._stack.setCurrentWidget(self._empty)

    def take_why(self) -> None:
        """Have the explanation back that stood in a window of its own."""
        self._column.insertWidget(self._column.indexOf(self.foot), self.why, 5)

    def forget(self, folder: Path) -> None:
        """The folder was removed: what lies in it is no longer shown."""
        if self.hit is not None and self.hit.path.is_relative_to(folder):
            self.clear()

    def retint(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self.canvas.tokens = tokens
        self.canvas.viewport().update()
        self.text.retint(tokens)
        self.why.retint(tokens)
        self.head.retint(tokens)
        self.foot.retint(tokens)

    def _when_idle(self, hit: Hit, call: Callable[..., None], *facts: object) -> None:
        """Go on when no page is being drawn, unless another hit is wanted by then."""

        def run() -> None:
            if hit is self.hit:
                call(hit, *facts)

        self.source.when_idle(run)

    def _on_look(self, hit: Hit, found: Look) -> None:
        self.foot.show_hit(hit)
        self._tell(self._trouble(hit, found))
        if found.passage is None:
            self.head.show_file(hit.path, 0)
            self._stack.setCurrentWidget(self._empty)
            return
        is_pdf = hit.page is not None and hit.path.suffix.lower() == ".pdf" and found.mtime_ns is not None
        if is_pdf and self.source.open(hit.path) and self.source.pages >= (hit.page or 0):
            self._show_page(hit, found.passage)
            return
        if is_pdf:
            self._tell(self.tr("This PDF cannot be drawn. This is the text that was found in it."))
        self._show_text(hit, found.passage)

    def _trouble(self, hit: Hit, found: Look) -> str:
        if found.passage is None:
            return self.tr("This document has just left the index.")
        if found.mtime_ns is None:
            return self.tr("The file is not there any more. This is its text from the index.")
        if found.mtime_ns != hit.mtime_ns:
            return self.tr("The file has changed since it was indexed; the place may differ.")
        return ""

    def _tell(self, text: str) -> None:
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    def _show_text(self, hit: Hit, passage: Passage) -> None:
        self.head.show_file(hit.path, 0)
        self._stack.setCurrentWidget(self.text)
        self.text.show_passage(Marked(passage.text, passage.span, best_sentence(hit, passage.span), passage.words))
        self.shown.emit(hit)

    def _show_page(self, hit: Hit, passage: Passage) -> None:
        """Show the page now, and look for the passage on it in the turns of the event loop that follow."""
        self.head.show_file(hit.path, self.source.pages)
        self._stack.setCurrentWidget(self.canvas)
        self.canvas.setAccessibleDescription(hit.text)
        self.canvas.start((hit.page or 1) - 1)
        self._soon(hit, self._read_page, passage)

    def _soon(self, hit: Hit, call: Callable[..., None], *facts: object) -> None:
        """In a later turn, because each look at a page costs PDFium a reading of it: short turns, not one long one."""
        QTimer.singleShot(0, lambda: self._when_idle(hit, call, *facts))

    def _read_page(self, hit: Hit, passage: Passage) -> None:
        shown_text = self.source.text((hit.page or 1) - 1)
        best = best_sentence(hit, passage.span)

        def places(library: Library) -> tuple[list[Span], list[Span]]:
            return (
                library.locate(shown_text, passage.text, [passage.span]),
                library.locate(shown_text, passage.text, best),
            )

        self._job = self._desk.ask(places, lambda found: self._when_idle(hit, self._on_places, shown_text, found))

    def _on_places(self, hit: Hit, shown_text: str, found: tuple[list[Span], list[Span]]) -> None:
        passage = tuple(self.source.boxes((hit.page or 1) - 1, shown_text, found[0]))
        if not passage:
            self._tell(self.tr("The passage is on this page, but its place could not be found."))
        self._soon(hit, self._mark, shown_text, passage, found[1])

    def _mark(self, hit: Hit, shown_text: str, passage: tuple[QRectF, ...], best: list[Span]) -> None:
        page = (hit.page or 1) - 1
        self.canvas.mark(Marks(page, passage, tuple(self.source.boxes(page, shown_text, best))))
        self.shown.emit(hit)

    @Slot(int)
    def _on_page_changed(self, page: int) -> None:
        self.head.show_page(page, self.source.pages)
        name = self.hit.path.name if self.hit is not None else ""
        self.canvas.setAccessibleName(self.tr("Page {0} of {1}, {2}").format(page + 1, self.source.pages, name))

    @Slot()
    def _on_zoom_changed(self) -> None:
        self.head.show_zoom(self.canvas.scale, fits=self.canvas.zoom is None)

    @Slot()
    def _on_width_wanted(self) -> None:
        self.canvas.set_zoom(None)

    @Slot()
    def _on_opened(self) -> None:
        if self.hit is not None:
            self.file_opened.emit(self.hit)

    @Slot()
    def _on_shown_in_folder(self) -> None:
        if self.hit is not None:
            self.shown_in_folder.emit(self.hit)
