"""A question → cards. The latest question wins; the old cards stay until the new ones are here.

After 300 ms of waiting the old cards are dimmed and a thin line runs. An answer that is no longer asked for is dropped.
While indexing, `refresh` asks the same question again, quietly: the list changes only where the hits changed, and the
chosen passage stays chosen. Refuses to hide weak results: it says that they are weak.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from onyx_desktop.domain import NO_SEED, Answer, Hit, Mode, Reading, Seed
from onyx_desktop.ui import hints, motion, wording
from onyx_desktop.ui.quiet_page import QuietPage
from onyx_desktop.ui.results_head import ResultsHead
from onyx_desktop.ui.results_model import Role
from onyx_desktop.ui.results_order import BEST, read_anew, weak_from
from onyx_desktop.ui.results_views import ResultsViews

if TYPE_CHECKING:
    from pathlib import Path

    from onyx_desktop.jobs import Job
    from onyx_desktop.library.status import Status
    from onyx_desktop.ui.desk import Desk
    from onyx_desktop.ui.palette import Tokens

LIMIT = 30  # at first; when the last row comes into sight, four times as many
SORTED = 480  # where they are not sorted by match
MOST = 2000
DIM_AFTER_MS = 300
REFRESH_EVERY_S = 3.0


class SearchPane(QWidget):
    """The middle of the window."""

    answered = Signal(object)  # Answer
    chosen = Signal(object, str)  # Hit, the query that found it
    emptied = Signal()

    def __init__(self, desk: Desk, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self._desk = desk
        self._job: Job | None = None
        self._asked: tuple[str, Mode, Seed] | None = None
        self._answered: tuple[str, Mode, Seed] | None = None
        self._asked_at = 0.0
        self.answer: Answer | None = None
        self._status: Status | None = None
        self.limit = LIMIT
        self.head = ResultsHead(self)  # before the results: the keys go from one to the next as the eye does
        self.views = ResultsViews(tokens, self)
        self.model, self.delegate, self.list = self.views.model, self.views.delegate, self.views.list
        self.list.selected.connect(self._on_selected)
        self.list.unfold_wanted.connect(self.unfold)
        self.list.fold_wanted.connect(self.fold)
        self.views.selection_changed.connect(self._tell_found)
        self.model.exhausted.connect(self._on_exhausted)
        self._dim = QTimer(self, singleShot=True, interval=DIM_AFTER_MS)
        self._dim.timeout.connect(self._on_slow)
        self._build()
        self._show_hint(None)

    def _build(self) -> None:
        self.coverage = self.head.coverage
        self.head.order_wanted.connect(self.views.sort)
        self.head.grouping_wanted.connect(self.views.group)
        self.head.table_wanted.connect(self.views.show_table)
        self.views.table_shown.connect(self.head.show_table)
        self.model.order_changed.connect(self._on_order_changed)
        self.banner = QLabel(self)
        self.banner.setObjectName("banner")
        self.banner.setWordWrap(True)
        self.banner.hide()
        banner_row = QHBoxLayout()
        banner_row.setContentsMargins(8, 0, 8, 4)
        banner_row.addWidget(self.banner)
        self._line = QProgressBar(self)
        self._line.setObjectName("thread")
        self._line.setAccessibleName(self.tr("Searching"))
        self._line.setTextVisible(False)
        self._line.setRange(0, 1)
        self.page = QuietPage(self)
        self.hint = self.page.text
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.page)
        self._stack.addWidget(self.views)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._line)
        column.addWidget(self.head)
        column.addLayout(banner_row)
        column.addWidget(self._stack, 1)

    def ask(self, query: str, mode: Mode, seed: Seed = NO_SEED) -> None:
        """Search; an older question that waits or runs is dropped."""
        self._asked = (query, mode, seed)
        self.limit = LIMIT if self.model.order == BEST else SORTED
        self._dim.start()
        self._send()

    def refresh(self, at_once: bool = False) -> None:
        """Ask again because more files became searchable; at most every few seconds, never over a running search."""
        due = at_once or time.monotonic() - self._asked_at >= REFRESH_EVERY_S
        if self._asked is not None and self._job is None and due:
            self._send()

    def clear(self) -> None:
        """Nothing is asked any more."""
        if self._job is not None:
            self._job.cancel()
        self._asked, self._job, self.answer = None, None, None
        self._settle()
        self.model.show(())
        self._show_hint(None)
        self.emptied.emit()

    @property
    def question(self) -> tuple[str, Mode, Seed] | None:
        """What the results answer: words, mode, and what they shall be like; None where there are none."""
        return self._answered if self.answer is not None else None

    def forget(self, folder: Path) -> None:
        """Drop the results of a removed folder at once."""
        self.model.show([hit for hit in self.model.hits if not hit.path.is_relative_to(folder)])

    @Slot(object)
    def unfold(self, hit: Hit) -> None:
        """Show the other passages of a result's document below it."""
        if self._answered is None:
            return
        if not hit.more:  # the answer holds them all
            self.model.unfold(hit.document_id, ())
            return
        answered, limit = self._answered, self.limit
        query, mode, seed = answered

        def show(hits: tuple[Hit, ...]) -> None:
            if self._answered == answered:
                self.model.unfold(hit.document_id, hits)

        self._desk.ask(lambda library: library.more(hit.document_id, query, limit, mode, seed), show)

    @Slot(object)
    def fold(self, hit: Hit) -> None:
        """Hide them again."""
        inside = self.list.currentIndex().data(Role.NESTED)
        row = self.model.fold(hit.document_id)
        if row >= 0 and inside:
            self.list.choose(row)

    def summarise(self, status: Status) -> None:
        """Show the library in numbers where no question is asked."""
        if self._asked is None:
            self._show_hint(status)

    def retint(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self.views.retint(tokens)
        self.head.retint(tokens)
        self.page.retint(tokens)

    def _send(self) -> None:
        if self._asked is None:
            return
        if self._job is not None:
            self._job.cancel()
        (query, mode, seed), limit = self._asked, self.limit
        self._asked_at = time.monotonic()
        if (
            self.answer is not None
            and self.question == self._asked
            and self.answer.reading in {Reading.COMING, Reading.DONE}
        ):
            self._job = self._desk.follow(lambda library: library.better(query, limit, mode, seed), self._on_answer)
        else:
            self._job = self._desk.ask(lambda library: library.first(query, limit, mode, seed), self._on_answer)

    def _on_answer(self, answer: Answer) -> None:
        """Comes only from the newest question: the desk drops the answers of cancelled jobs."""
        self._job = None
        self._show(answer)
        if answer.reading is Reading.COMING:
            self._send()
        self._widen()  # the order may have changed while this answer was on its way

    def _show(self, answer: Answer) -> None:
        """A newer answer to the same question shows its first result only while nobody has turned to another."""
        new_question = self.answer is None or self._answered != self._asked
        typing = isinstance(QApplication.focusWidget(), QLineEdit | None) and self.list.currentIndex().row() <= 0
        self._answered = self._asked
        place = self.views.place()
        self.answer = answer
        self._settle()
        more = len(answer.hits) >= self.limit < MOST
        changed = self.model.show(answer.hits, weak_from(answer), more=more, calm=not new_question)
        self._tell_found()
        self._warn(answer)
        if not answer.hits:
            self._show_nothing(answer)
        else:
            self._stack.setCurrentWidget(self.views)
            if new_question or typing:
                self.list.choose(0)
                self.views.view.scrollToTop()
            elif changed and not self.list.currentIndex().isValid():
                self.views.go_back(place)
            elif changed and read_anew(place.chosen, self.list.hit):
                self.list.choose(self.list.currentIndex().row())
        if new_question:
            announcement = QAccessibleAnnouncementEvent(self.list, wording.found(answer))
            QAccessible.updateAccessibility(announcement)
        self.answered.emit(answer)

    def _warn(self, answer: Answer) -> None:
        lines = [wording.notice(key, value) for key, value in answer.notices]
        if answer.hits and weak_from(answer) == 0:
            lines.append(self.tr("No close match. These are the nearest passages."))
        self.banner.setText("\n".join(lines))
        self.banner.setVisible(bool(lines))

    def _settle(self) -> None:
        self._dim.stop()
        motion.stop(self._line, 1)
        self._line.reset()
        if self.delegate.dimmed:
            self.delegate.dimmed = False
            self.views.look_anew()

    @Slot(object)
    def _on_selected(self, hit: Hit) -> None:
        self.chosen.emit(hit, self.answer.query if self.answer is not None else "")

    @Slot()
    def _tell_found(self) -> None:
        if self.answer is not None:
            self.head.show_answer(self.answer, len(self.views.selected_hits()))

    @Slot()
    def _on_exhausted(self) -> None:
        """The last row is in sight: ask for more of them, quietly."""
        self._ask_for(min(4 * self.limit, MOST))

    def _ask_for(self, limit: int) -> None:
        if self._job is None and self._asked is not None and limit > self.limit:
            self.limit = limit
            self._send()

    @Slot()
    def _on_order_changed(self) -> None:
        self._widen()
        self.head.show_order(self.model.order)
        self.head.show_grouping(self.model.by_document)

    def _widen(self) -> None:
        """The newest of the best thirty are not the newest: an order takes more than the best."""
        if self.model.order != BEST and self.model.may_hold_more:
            self._ask_for(SORTED)

    def selected_hits(self) -> list[Hit]:
        """The selected results, in the order in which they stand."""
        return self.views.selected_hits()

    def enter(self) -> None:
        """Give the keys to the results, if there are any."""
        self.views.view.enter()

    @Slot()
    def _on_slow(self) -> None:
        motion.run(self._line)
        self.delegate.dimmed = True
        self.views.look_anew()

    def _show_hint(self, status: Status | None) -> None:
        self.head.tell("", "")
        self.banner.hide()
        self._status = status or self._status
        self.hint.setText(hints.empty_field(self._status))
        self._stack.setCurrentWidget(self.page)

    def _show_nothing(self, answer: Answer) -> None:
        self.hint.setText(hints.nothing_found(answer))
        self._stack.setCurrentWidget(self.page)
