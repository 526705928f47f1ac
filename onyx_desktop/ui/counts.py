"""When the library changes → how many files of each kind it holds, asked for now and then and not more often.

Counting goes over every file, so that during an update it is done every ten seconds at most.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from onyx_desktop.domain import Facets

if TYPE_CHECKING:
    from onyx_desktop.jobs import Job
    from onyx_desktop.library.status import Status
    from onyx_desktop.ui.desk import Desk

EVERY_S = 10.0


class Counts(QObject):
    """Asks one desk."""

    changed = Signal(object)  # Facets, of the whole library

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._job: Job | None = None
        self._known: tuple[int, int] | None = None
        self._asked_at = 0.0
        self.facets = Facets()
        desk.status_changed.connect(self._on_status)

    @Slot(object)
    def _on_status(self, status: Status) -> None:
        state = (status.files, status.searchable)
        waits = self._job is not None and not self._job.over
        soon = self._desk.updating and time.monotonic() - self._asked_at < EVERY_S
        if state != self._known and not waits and not soon:
            self._known, self._asked_at = state, time.monotonic()
            self._job = self._desk.ask(lambda library: library.overview.facets(), self._on_facets)

    def _on_facets(self, facets: Facets) -> None:
        if facets != self.facets:
            self.facets = facets
            self.changed.emit(facets)
