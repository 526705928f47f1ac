"""The other passages of the document in the preview: "match 1 of 3", and the way to the next and the previous one.

They are what the question found in this document, in the order of the document: those among the results and those that
the library only counted, which are asked for once. A match that has a row is chosen there; one that has none is shown
in the preview, and the chosen row stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

if TYPE_CHECKING:
    from onyx_desktop.domain import Hit
    from onyx_desktop.jobs import Job
    from onyx_desktop.ui.desk import Desk
    from onyx_desktop.ui.preview_pane import PreviewPane
    from onyx_desktop.ui.search_pane import SearchPane

REST_MS = 250


class Matches(QObject):
    """Steps through the passages of the document that is shown."""

    def __init__(self, desk: Desk, search: SearchPane, preview: PreviewPane) -> None:
        super().__init__(preview)
        self._desk, self._search, self._preview = desk, search, preview
        self._job: Job | None = None
        self._key: tuple[object, int] | None = None  # what `hits` are of: a question and a document
        self.hits: list[Hit] = []
        self._stepped = False
        self._counted = 0  # passages that the library only counted, and that are not here yet
        self._wish = 0
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._ask_for_more)
        preview.shown.connect(self._on_shown)
        preview.head.match_stepped.connect(self.step)

    @Slot(int)
    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) match; as soon as all of them are known."""
        if self._counted:
            self._wish = by
            self._rest.start(0)
            return
        at = self._place
        if at < 0 or not 0 <= at + by < len(self.hits):
            return
        wanted = self.hits[at + by]
        self._stepped = True
        row = self._search.model.row_of(wanted)
        if row >= 0:
            self._search.list.choose(row)
        else:
            answer = self._search.answer
            self._preview.show_hit(wanted, answer.query if answer is not None else "")

    @property
    def _place(self) -> int:
        """Where the shown passage is among the matches, or -1."""
        shown = self._preview.hit
        places = (at for at, hit in enumerate(self.hits) if shown is not None and hit.chunk_id == shown.chunk_id)
        return next(places, -1)

    @Slot(object)
    def _on_shown(self, hit: Hit) -> None:
        found = [each for each in self._search.model.hits if each.document_id == hit.document_id]
        key = (self._search.question, hit.document_id)
        if key != self._key or not {each.chunk_id for each in found} <= {each.chunk_id for each in self.hits}:
            self._key = key
            self._take(found)
            self._counted = max((each.more for each in found), default=0)
            self._wish = 0
            self._rest.start(REST_MS)
        self._tell()

    @Slot()
    def _ask_for_more(self) -> None:
        """Once somebody rests on a result: it is a search of its own."""
        if self._job is not None:
            self._job.cancel()
        asked, key, limit = self._search.question, self._key, self._search.limit
        if not self._counted or asked is None or key is None or key[0] != asked:
            return
        found, document_id, (query, mode, seed) = list(self.hits), key[1], asked

        def take(more: tuple[Hit, ...]) -> None:
            if key == self._key:
                self._counted = 0
                self._take([*found, *more])
                self._tell()
                wish, self._wish = self._wish, 0
                if wish:
                    self.step(wish)

        self._job = self._desk.ask(lambda library: library.more(document_id, query, limit, mode, seed), take)

    def _take(self, hits: list[Hit]) -> None:
        once = {hit.chunk_id: hit for hit in hits}
        self.hits = sorted(once.values(), key=lambda hit: (hit.page or 0, hit.start))

    def _tell(self) -> None:
        head = self._preview.head
        count = len(self.hits) + self._counted if self._place >= 0 else 0
        head.show_match(0 if self._counted else self._place + 1, count)
        if self._stepped:
            self._stepped = False
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._preview, head.match.text()))
