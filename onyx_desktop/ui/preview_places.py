"""A passage of the index → its place on the page or in the text that is shown, found in short turns.

Each look at a page costs PDFium a reading of it, 5 to 20 ms, so each has a turn of the event loop of its own, and none
is made while a page is drawn. Comparing the texts is done on the search lane. Every step asks whether the hit is still
the wanted one, so the latest wins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSizeF, QTimer, Signal

from onyx_desktop.domain import Hit, SeenWord, Span
from onyx_desktop.ui.page_marks import Marks, side_bars
from onyx_desktop.ui.page_source import merged
from onyx_desktop.ui.rich_view import lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onyx_desktop.jobs import Job
    from onyx_desktop.library import Library
    from onyx_desktop.ui.desk import Desk
    from onyx_desktop.ui.page_canvas import PageCanvas
    from onyx_desktop.ui.page_source import PageSource
    from onyx_desktop.ui.rich_view import RichView, Shape
    from onyx_desktop.ui.text_view import Marked

MOST_WORDS = 24

Found = tuple[list[Span], list[Span], list[Span]]
"""Where the passage, its best sentence and the shared words stand."""


def places(library: Library, shown: str, ours: str, marked: Marked) -> Found:
    """Places of our text in a text that is shown; where the whole passage is not found, its lines. On the lane."""
    passage = library.locate(shown, ours, [marked.passage])
    if not passage:
        passage = library.locate(shown, ours, lines_of(ours, marked.passage))
    return passage, library.locate(shown, ours, marked.best), library.locate(shown, ours, marked.words)


class Places(QObject):
    """Marks the passage of one hit after the other."""

    marked = Signal(object)  # Hit
    lost = Signal(object)  # Hit: its page or text is shown, but its place in it was not found

    def __init__(self, desk: Desk, source: PageSource, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._source = desk, source
        self._job: Job | None = None
        self.hit: Hit | None = None

    def want(self, hit: Hit | None) -> None:
        """From now on only this hit counts."""
        if self._job is not None:
            self._job.cancel()
        self.hit = hit

    def when_idle(self, hit: Hit, call: Callable[..., None], *facts: object) -> None:
        """Go on when no page is being drawn, unless another hit is wanted by then."""

        def run() -> None:
            if hit is self.hit:
                call(hit, *facts)

        self._source.when_idle(run)

    def soon(self, hit: Hit, call: Callable[..., None], *facts: object) -> None:
        """In a later turn: short turns, not one long one."""
        QTimer.singleShot(0, self, lambda: self.when_idle(hit, call, *facts))

    def mark_text(self, hit: Hit, view: RichView, shape: Shape, marked: Marked) -> None:
        """Mark the passage in formatted text."""
        shown = view.show_shape(shape)

        def take(found: Found) -> None:
            if hit is not self.hit:
                return
            view.mark(shown, *found)
            if not found[0]:
                self.lost.emit(hit)
            self.marked.emit(hit)

        self._job = self._desk.ask(lambda library: places(library, shown, shape.words, marked), take)

    def mark_page(self, hit: Hit, canvas: PageCanvas, marked: Marked) -> None:
        """Mark the passage on its page."""
        self.soon(hit, self._read_page, canvas, marked)

    def mark_picture(self, hit: Hit, canvas: PageCanvas, marked: Marked, seen: Sequence[SeenWord]) -> None:
        """Mark the passage on a page that is a picture, by where its words were recognised."""
        self.soon(hit, self._place_seen, canvas, marked, seen)

    def _place_seen(self, hit: Hit, canvas: PageCanvas, marked: Marked, seen: Sequence[SeenWord]) -> None:
        page = (hit.page or 1) - 1
        size = self._source.size(page)

        def boxes(spans: Sequence[Span]) -> tuple[QRectF, ...]:
            return tuple(merged(_box(each, size) for each in seen if any(_overlap(each.span, span) for span in spans)))

        passage = boxes([marked.passage])
        if not passage:
            self.lost.emit(hit)
        words = tuple(_box(each, size) for each in seen if any(_overlap(each.span, span) for span in marked.words))
        canvas.mark(Marks(page, passage, boxes(marked.best), tuple(side_bars(passage))))
        canvas.mark_words(words[:MOST_WORDS])
        self.marked.emit(hit)

    def _read_page(self, hit: Hit, canvas: PageCanvas, marked: Marked) -> None:
        shown = self._source.text((hit.page or 1) - 1)

        def take(found: Found) -> None:
            self.when_idle(hit, self._place_passage, canvas, shown, found)

        self._job = self._desk.ask(lambda library: places(library, shown, marked.text, marked), take)

    def _place_passage(self, hit: Hit, canvas: PageCanvas, shown: str, found: Found) -> None:
        passage = tuple(self._source.boxes((hit.page or 1) - 1, shown, found[0]))
        if not passage:
            self.lost.emit(hit)
        self.soon(hit, self._place_best, canvas, shown, passage, found)

    def _place_best(self, hit: Hit, canvas: PageCanvas, shown: str, passage: tuple[QRectF, ...], found: Found) -> None:
        page = (hit.page or 1) - 1
        best = tuple(self._source.boxes(page, shown, found[1]))
        canvas.mark(Marks(page, passage, best, tuple(side_bars(passage))))
        self.marked.emit(hit)
        self.soon(hit, self._place_word, canvas, shown, found[2][:MOST_WORDS], [])

    def _place_word(self, hit: Hit, canvas: PageCanvas, shown: str, words: Sequence[Span], boxes: list[QRectF]) -> None:
        """One word a turn."""
        if not words:
            canvas.mark_words(tuple(boxes))
            return
        found = self._source.boxes((hit.page or 1) - 1, shown, words[:1])
        self.soon(hit, self._place_word, canvas, shown, words[1:], [*boxes, *found])


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _box(word: SeenWord, page: QSizeF) -> QRectF:
    left, top, right, bottom = word.box
    width, height = page.width(), page.height()
    return QRectF(left * width, top * height, (right - left) * width, (bottom - top) * height)
