"""What the library holds → what a question can be narrowed to, offered on the left side and beside the field.

Connects the counts of one window with the places that show them, and presses there with the question. Counting inside
folders and of the present results goes to the search lane like every question.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from onyx_desktop.ui.counts import Counts

if TYPE_CHECKING:
    from pathlib import Path

    from onyx_desktop.domain import Answer, Facets
    from onyx_desktop.jobs import Job
    from onyx_desktop.library.status import Status
    from onyx_desktop.ui.main_window import MainWindow


class Narrowing(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._job: Job | None = None
        self._of_answer: Facets | None = None
        self.counts = Counts(window.desk)
        self.counts.changed.connect(self._on_counted)
        window.search.answered.connect(self._on_answered)
        window.search.emptied.connect(self._on_emptied)
        window.bar.chips.filters_changed.connect(self._on_filters_changed)
        window.folders.filter_chosen.connect(window.bar.add_filter)
        window.folders.filter_dropped.connect(window.bar.drop_filter)
        window.folders.model.subfolders_wanted.connect(self._on_subfolders_wanted)
        window.desk.status_changed.connect(self._on_status)
        window.desk.update_started.connect(partial(window.folders.show_counting, True))
        window.desk.update_ended.connect(self._on_update_ended)

    @Slot(object)
    def _on_status(self, status: Status) -> None:
        self._window.bar.filter_menu.folders = tuple(state.path for state in status.folders)

    @Slot(object)
    def _on_update_ended(self, _result: object) -> None:
        self._window.folders.show_counting(False)

    @Slot(object)
    def _on_counted(self, facets: Facets) -> None:
        """The library has changed: its kinds, and the folders that are open."""
        self._window.bar.filter_menu.show_facets(facets)
        self._window.folders.show_facets(facets, self._of_answer)
        for folder in list(self._window.folders.model.opened()):
            self._on_subfolders_wanted(folder)

    @Slot(object)
    def _on_subfolders_wanted(self, folder: Path) -> None:
        pane = self._window.folders
        self._window.desk.ask(lambda library: library.overview.subfolders(folder), partial(pane.show_inside, folder))

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        if self._job is not None:
            self._job.cancel()
        paths = list(dict.fromkeys(hit.path for hit in answer.hits))
        self._job = self._window.desk.ask(lambda library: library.overview.facets(paths), self._on_answer_counted)

    def _on_answer_counted(self, facets: Facets) -> None:
        self._of_answer = facets
        self._window.folders.show_facets(self.counts.facets, facets)

    @Slot()
    def _on_emptied(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._of_answer = None
        self._window.folders.show_facets(self.counts.facets, None)

    @Slot()
    def _on_filters_changed(self) -> None:
        self._window.folders.show_query(self._window.bar.query)
