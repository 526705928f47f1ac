"""No question, or no answer → what could be done next, each with its true count.

Without a question: saved and recent searches, the documents that changed last. Without an answer: each filter that
could be left out, with how many passages that would give, counted by really asking; exact words instead;
and what stands in the way: folders that are not complete, files that could not be read. A count that comes too late
is dropped.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from onyx_desktop import paths
from onyx_desktop.domain import Mode
from onyx_desktop.ranking.query import parse, render
from onyx_desktop.ranking.query_edit import bare
from onyx_desktop.ui import filter_words, hints, wording
from onyx_desktop.ui.quiet_page import Group, Offer
from onyx_desktop.ui.sidebar_rows import folder_share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from onyx_desktop.domain import Answer, Seed
    from onyx_desktop.jobs import Job
    from onyx_desktop.library.status import FolderState, Status
    from onyx_desktop.ui.main_window import MainWindow

LIMIT = 100  # passages that are counted one by one; more are "100 or more"
SAVED, RECENT, LATEST = 5, 5, 5
MOST_WAYS = 9


class States(QObject):
    """The quiet page of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._page = window.search.page
        self._jobs: list[Job] = []
        self._latest: tuple[Path, ...] = ()
        self._status: Status | None = None
        self._counted: list[tuple[str, Mode, str, int]] = []  # query, mode, what is said, passages
        window.search.answered.connect(self._on_answered)
        window.search.emptied.connect(self._on_emptied)
        window.keeping.changed.connect(self._on_kept)
        window.desk.status_changed.connect(self._on_status)

    @property
    def counting(self) -> bool:
        """Whether counts are still to come."""
        return any(not job.over for job in self._jobs)

    # Nothing is asked.

    @Slot()
    def _on_emptied(self) -> None:
        self._drop()
        self._show_empty()

    @Slot()
    def _on_kept(self) -> None:
        if self._window.search.answer is None:
            self._show_empty()

    @Slot(object)
    def _on_status(self, status: Status) -> None:
        changed = self._status is None or status.searchable != self._status.searchable
        self._status = status
        if self._window.search.answer is not None:
            if not self._window.search.answer.hits:
                self._show_ways()
        elif changed:
            self._window.desk.ask(lambda library: library.overview.newest(LATEST), self._on_latest)

    def _on_latest(self, latest: Sequence[Path]) -> None:
        self._latest = tuple(latest)
        if self._window.search.answer is None:
            self._show_empty()

    def _show_empty(self) -> None:
        window, bar, keeping = self._window, self._window.bar, self._window.keeping
        saved = [
            Offer(each.name, "pin" if each.pinned else "bookmark", partial(keeping.open, each.key), each.query)
            for each in keeping.saved[:SAVED]
        ]
        recent = [Offer(each, "search", partial(bar.ask_search, each)) for each in keeping.recent[:RECENT]]
        latest = [
            Offer(self._placed(each), "file-text", partial(bar.ask_search, _named(each)), str(each))
            for each in self._latest
        ]
        window.search.page.offer(
            [
                Group(self.tr("For example"), self._examples()),
                Group(self.tr("Saved searches"), tuple(saved)),
                Group(self.tr("Recent searches"), tuple(recent)),
                Group(self.tr("Changed last"), tuple(latest)),
            ]
        )

    def _placed(self, path: Path) -> str:
        """A file's name and the way to it."""
        return " · ".join(filter(None, (path.name, wording.breadcrumb(path, self._window.folders.folders))))

    def _examples(self) -> tuple[Offer, ...]:
        """Questions about the sample documents, if they are in the library."""
        if paths.resource(wording.SAMPLES) not in self._window.folders.folders:
            return ()
        ask = self._window.bar.ask_search
        return tuple(Offer(each, "search", partial(ask, each)) for each in hints.sample_questions())

    # Nothing is found.

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        self._drop()
        if answer.hits:
            self._page.offer([])
            return
        question = self._window.search.question
        if question is None:
            return
        _, mode, seed = question
        for query, other, words in [*_wider(answer.query, mode), *_otherwise(answer)][:MOST_WAYS]:
            self._ask(query, other, words, seed)
        self._show_ways()

    def _ask(self, query: str, mode: Mode, words: str, seed: Seed) -> None:
        counted = partial(self._on_counted, query, mode, words)
        self._jobs.append(self._window.desk.ask(lambda library: library.first(query, LIMIT, mode, seed), counted))

    def _on_counted(self, query: str, mode: Mode, words: str, answer: Answer) -> None:
        if answer.hits:
            self._counted.append((query, mode, words, len(answer.hits)))
            self._show_ways()

    def _show_ways(self) -> None:
        bar = self._window.bar
        ways = [
            Offer(_promise(words, count), "search", partial(bar.ask_instead, query, mode))
            for query, mode, words, count in self._counted
        ]
        self._page.offer([Group("", tuple(ways)), Group(self.tr("What is not searched"), tuple(self._hindrances()))])

    def _hindrances(self) -> Iterator[Offer]:
        """Folders that are not complete, and files that could not be read."""
        window, status = self._window, self._status
        if status is None:
            return
        for state in status.folders:
            if (words := _hindrance(state)) and state.paused:
                yield Offer(words, "pause", partial(window.folder_deeds.pause, state.path, False), self.tr("Go on"))
            elif words:
                yield Offer(words, "folder", partial(window.folders.reveal, state.path))
        if status.skipped:
            words = wording.count(status.skipped, "file could not be read", "files could not be read")
            yield Offer(words, "warning", window.show_problems)

    def _drop(self) -> None:
        for job in self._jobs:
            job.cancel()
        self._jobs, self._counted = [], []


def _wider(typed: str, mode: Mode) -> Iterator[tuple[str, Mode, str]]:
    """The question without each of its filters, and without quotation marks."""
    query = parse(typed, alone=False)
    for part in query.chips:
        kept = list(query.parts)
        kept.remove(part)
        if part.understood and kept:
            yield render(kept), mode, wording.say("Remove filter “{0}”").format(filter_words.label(part))
    if len(query.chips) > 1 and (words_alone := bare(typed)):
        yield words_alone, mode, wording.say("Remove all filters")
    if query.phrases:
        loose = " ".join(part.value if part.kind == "phrase" else part.text for part in query.parts)
        yield loose, mode, wording.say("Search without the quotation marks")


def _otherwise(answer: Answer) -> Iterator[tuple[str, Mode, str]]:
    """The same in another mode."""
    if answer.mode is Mode.WORDS:
        yield answer.query, Mode.AUTO, wording.say("Search by meaning as well")
    else:
        yield answer.query, Mode.WORDS, wording.say("Search by exact words instead")


def _promise(words: str, count: int) -> str:
    """What pressing it would give: "Remove filter “after: 2023” (would give 14)"."""
    number = wording.number(count) if count < LIMIT else wording.say("{0} or more").format(wording.number(LIMIT))
    return wording.say("{0} (would give {1})").format(words, number)


def _hindrance(state: FolderState) -> str:
    """Why a folder is not searched as a whole; "" if it is."""
    share, name = folder_share(state), wording.folder_name(state.path)
    if not state.available:
        return wording.say("{0} is not connected").format(name)
    if share >= 1:
        return ""
    text = wording.say("{0} is paused at {1} %") if state.paused else wording.say("{0} is {1} % indexed")
    return text.format(name, int(100 * share))


def _named(path: Path) -> str:
    return f'name:"{path.name}"' if any(each.isspace() for each in path.name) else f"name:{path.name}"
