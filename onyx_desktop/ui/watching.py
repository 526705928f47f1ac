"""Changes on disk → updates, within seconds; and a look at all folders now and then, for drives that report nothing.

A change waits while an update runs, so that a first indexing of hours is not begun again for every saved letter; after
a while the update gives way once, takes the new files first, as it always does, and goes on. It gives way at once where
only scanned pages are left. While indexing is held
changes are gathered.
"""

from __future__ import annotations

import functools
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from onyx_desktop.domain import Phase
from onyx_desktop.files.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from onyx_desktop.domain import Step, Updated
    from onyx_desktop.jobs import Lane
    from onyx_desktop.library.status import Status
    from onyx_desktop.settings import Settings
    from onyx_desktop.ui.desk import Desk

GIVES_WAY_S = 600.0
_MINUTE_MS = 60_000


class Watching(QObject):
    """Watches the folders of the desk's library, on a lane of its own, for as long as it lives."""

    def __init__(
        self, desk: Desk, lane: Lane, post: Callable[[Callable[[], None]], None], settings: Callable[[], Settings]
    ) -> None:
        super().__init__(desk)
        self._desk, self._lane, self._post, self._settings = desk, lane, post, settings
        self._watch: Watch | None = None
        self._watched: tuple[tuple[Path, ...], tuple[str, ...]] = ((), ())
        self._changed: set[Path] = set()
        self._gave_way = time.monotonic()
        self._rescan = QTimer(self)
        self._rescan.timeout.connect(self._on_rescan)
        desk.status_changed.connect(self._on_status)
        self._recognising = False
        desk.stepped.connect(self._on_step)
        desk.update_ended.connect(self._on_update_ended)

    @property
    def blind(self) -> bool:
        """Whether the system reports no changes, so that they are seen at the next look at all folders."""
        return self._watch is not None and self._watch.blind

    def close(self, timeout_s: float = 5.0) -> None:
        """End the watch."""
        self._rescan.stop()
        if self._watch is not None:
            self._watch.stop()
        self._lane.close(timeout_s)

    @Slot(object)
    def _on_status(self, status: Status) -> None:
        settings = self._settings()
        minutes = settings.rescan_minutes
        if minutes and self._rescan.interval() != minutes * _MINUTE_MS:
            self._rescan.start(minutes * _MINUTE_MS)
        elif not minutes:
            self._rescan.stop()
        there = tuple(state.path for state in status.folders if state.available) if settings.watch else ()
        wanted = (there, settings.excluded)
        if wanted != self._watched:
            self._watched = wanted
            self._restart()

    def _restart(self) -> None:
        if self._watch is not None:
            self._watch.stop()
        folders, excluded = self._watched
        self._watch = Watch(folders, excluded)
        self._lane.replace(self._watching(self._watch))

    def _watching(self, watch: Watch) -> Generator[None, None, None]:
        """On the lane's thread."""
        for burst in watch.bursts():
            if burst:
                self._post(functools.partial(self._on_burst, burst))
            yield

    def _on_burst(self, burst: frozenset[Path]) -> None:
        self._changed |= burst
        if not self._desk.updating or self._recognising:
            self._catch_up()
        elif not self._desk.paused and time.monotonic() - self._gave_way >= GIVES_WAY_S:
            self._gave_way = time.monotonic()
            self._changed.clear()
            self._desk.update()

    @Slot(object)
    def _on_step(self, step: Step) -> None:
        self._recognising = step.phase is Phase.RECOGNISING

    @Slot(object)
    def _on_update_ended(self, _result: Updated | None) -> None:
        self._gave_way = time.monotonic()
        self._recognising = False
        if self._changed:
            self._catch_up()

    def _catch_up(self) -> None:
        if self._desk.ready and not self._desk.paused:
            changed, self._changed = frozenset(self._changed), set()
            self._recognising = False
            self._desk.catch_up(changed)

    @Slot()
    def _on_rescan(self) -> None:
        if self._desk.ready and not self._desk.updating and not self._desk.paused:
            self._desk.update()
