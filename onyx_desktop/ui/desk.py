"""Questions of the window → jobs on the four lanes → answers in the main thread.

Every call of the library passes here, and none runs in the main thread: searching, previews, counts and small changes
go to the search lane, updates to the index lane, downloads and imports of models to the shelf lane, measurements to
the trial lane. So a paused or busy index never blocks a search, nor does a download. A failed job leaves on one of two
roads: an OnyxError by `failed`, or to the one who asked for it; a bug by the `report` that was handed in. A cancelled
job says nothing.
"""

from __future__ import annotations

import functools
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from onyx_desktop.domain import Phase, Step, Updated
from onyx_desktop.errors import OnyxError
from onyx_desktop.jobs import Job, Lane, State
from onyx_desktop.ui.bridge import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Sequence
    from pathlib import Path

    from onyx_desktop.library import Library
    from onyx_desktop.library.status import FolderState, Status

T = TypeVar("T")
POLL_MS = 100
STATUS_EVERY = 20  # polls: counts are asked for every two seconds while indexing


@dataclass(frozen=True, slots=True)
class Lanes:
    """The four threads of the program."""

    index: Lane
    search: Lane
    shelf: Lane
    trial: Lane


class Desk(QObject):
    """Lives in the main thread; all its signals are emitted there."""

    opened = Signal()
    failed = Signal(object)  # OnyxError
    status_changed = Signal(object)  # Status
    stepped = Signal(object)  # Step
    update_started = Signal()
    update_ended = Signal(object)  # Updated, or None when cancelled or failed

    def __init__(
        self, lanes: Lanes, open_library: Callable[[], Library], report: Callable[[BaseException], None]
    ) -> None:
        super().__init__()
        self._lanes = lanes
        self._open_library = open_library
        self._report = report
        self._library: Library | None = None
        self._update: Job | None = None
        self._status_job: Job | None = None
        self._polls = 0
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._on_poll)

    @property
    def ready(self) -> bool:
        """Whether the library is open."""
        return self._library is not None

    @property
    def updating(self) -> bool:
        """Whether an update runs, waits or is held by a pause."""
        return self._update is not None

    @property
    def paused(self) -> bool:
        """Whether indexing is held."""
        return self._lanes.index.paused

    def open(self) -> None:
        """Open the library; `opened` or `failed` follows. Questions asked meanwhile wait behind it."""
        self._lanes.search.submit(self._opening(), functools.partial(self._on_ended, self._on_opened))

    def ask(
        self,
        question: Callable[[Library], T],
        answered: Callable[[T], None] | None = None,
        failed: Callable[[OnyxError], None] | None = None,
    ) -> Job:
        """Put a question to the library, on the search lane; `answered` runs here. Cancel the job to drop it.

        failed: takes an error of the world instead of the window's bar.
        """
        return self.follow(lambda library: _once(question, library), answered, failed)

    def follow(
        self,
        call: Callable[[Library], Generator[Any, None, T]],
        answered: Callable[[T], None] | None = None,
        failed: Callable[[OnyxError], None] | None = None,
    ) -> Job:
        """As `ask`, for what takes a while: a job of the library, on the search lane, that a cancel stops half way."""
        ended = functools.partial(self._on_ended, answered, failed=failed)
        return self._lanes.search.submit(self._working(call), ended)

    def work(
        self, call: Callable[[Library], Generator[Step, None, Any]], ended: Callable[[Job], None], *, trial: bool
    ) -> Job:
        """Long work on models, on the shelf lane or the trial lane; `ended` runs here and sees errors of the world."""
        lane = self._lanes.trial if trial else self._lanes.shelf
        return lane.submit(self._working(call), functools.partial(self._on_worked, ended))

    def tend(self, call: Callable[[Library], Generator[Step, None, Any]], ended: Callable[[Job], None]) -> Job:
        """Long work on the index itself, behind the update on the index lane; a new update stops it. As `work`."""
        return self._lanes.index.submit(self._working(call), functools.partial(self._on_worked, ended))

    def erase(self, delete: Callable[[], None], erased: Callable[[], None]) -> None:
        """Stop all work, close the library, let `delete` delete its files, and open it anew."""
        self._update = None
        self._timer.stop()
        others = (self._lanes.index, self._lanes.shelf, self._lanes.trial)
        nothing = functools.partial(_once, lambda _library: None)
        ends = [lane.submit(self._working(nothing)) for lane in others]  # over when all before is over
        for lane in others:
            lane.cancel_all()

        def on_erased(folders: tuple[FolderState, ...]) -> None:
            self._on_opened(folders)
            self.update_ended.emit(None)
            erased()

        self._lanes.search.submit(self._erasing(delete, ends), functools.partial(self._on_ended, on_erased))

    def update(self, paths: Sequence[Path] | None = None) -> None:
        """Bring the index up to date with these paths, or with all folders; a running update gives way."""
        self._start(lambda library: library.update(paths))

    def catch_up(self, changed: Collection[Path]) -> None:
        """Bring the index up to date with changed, new and deleted paths; a running update gives way."""
        self._start(lambda library: library.follow(changed))

    def _start(self, call: Callable[[Library], Generator[Step, None, Updated]]) -> None:
        self._lanes.index.cancel_all()
        self._update = self._lanes.index.submit(self._working(call), self._on_updated)
        self._polls = 0
        self._timer.start()
        self.update_started.emit()

    def cancel(self) -> None:
        """Stop the update; what is indexed stays searchable."""
        self._lanes.index.cancel_all()

    def pause(self) -> None:
        """Hold the update within one step."""
        self._lanes.index.pause()

    def resume(self) -> None:
        """Let the update go on."""
        self._lanes.index.resume()

    def add_folders(self, folders: Sequence[Path]) -> None:
        """Put folders on the shelf and index them, small and recent files of all folders first."""

        def add(library: Library) -> Status:
            for folder in folders:
                library.add_folder(folder)
            return library.status()

        def on_added(status: Status) -> None:
            self.status_changed.emit(status)
            self.update()

        self.ask(add, on_added)

    def remove_folder(self, folder: Path) -> None:
        """Take a folder off the shelf; a running update lets go of it first and then goes on with the rest."""
        running, self._update = self._update, None
        self._lanes.index.cancel_all()

        def on_removed(status: Status) -> None:
            self.status_changed.emit(status)
            if running is not None and status.folders:
                self.update()
            elif running is not None:
                self._finish(None)

        self._lanes.search.submit(self._removing(folder, running), functools.partial(self._on_ended, on_removed))

    def retry(self, paths: Sequence[Path]) -> None:
        """Read refused files again."""
        self.ask(lambda library: library.retry(paths), lambda _done: self.update())

    def refresh_status(self) -> None:
        """Ask for the counts, unless the last question is still open."""
        if self._status_job is None or self._status_job.over:
            self._status_job = self.ask(lambda library: library.status(), self.status_changed.emit)

    def close(self, timeout_s: float = 5.0) -> None:
        """End the lanes, then close the library. The window is hidden by then, so waiting is allowed."""
        self._timer.stop()
        lanes = (self._lanes.search, self._lanes.index, self._lanes.shelf, self._lanes.trial)
        for lane in lanes[1:]:
            lane.cancel_all()
        still = [lane for lane in lanes if not lane.close(timeout_s)]
        if not still and self._library is not None:
            self._library.close()

    # Work: what runs on a lane's thread.

    def _opening(self) -> Generator[None, None, tuple[FolderState, ...]]:
        yield
        if self._library is None:
            self._library = self._open_library()
        return tuple(self._library.folders())

    def _working(self, call: Callable[[Library], Generator[Step, None, Any]]) -> Generator[Step, None, Any]:
        yield Step(Phase.COUNTING)
        return None if self._library is None else (yield from call(self._library))

    def _removing(self, folder: Path, running: Job | None) -> Generator[None, None, Status | None]:
        while running is not None and not running.over:
            time.sleep(0.01)
            yield
        if self._library is None:
            return None
        self._library.remove_folder(folder)
        return self._library.status()

    def _erasing(self, delete: Callable[[], None], ends: Sequence[Job]) -> Generator[None, None, Any]:
        while not all(job.over for job in ends):
            time.sleep(0.01)
            yield
        library, self._library = self._library, None
        if library is not None:
            library.close()
        delete()
        return (yield from self._opening())

    # Endings: what runs in the main thread.

    def _on_worked(self, ended: Callable[[Job], None], job: Job) -> None:
        ended(job)
        if job.error is not None and not isinstance(job.error, OnyxError):
            self._report(job.error)

    def _on_opened(self, folders: tuple[FolderState, ...]) -> None:
        self.opened.emit()
        self.refresh_status()
        if folders:
            self.update()

    def _on_ended(
        self,
        answered: Callable[[Any], None] | None,
        job: Job,
        failed: Callable[[OnyxError], None] | None = None,
    ) -> None:
        if failed is not None and isinstance(job.error, OnyxError):
            failed(job.error)
        elif job.error is not None:
            self._fail(job.error)
        elif job.state is State.DONE and not job.cancelled and self._library is not None:
            tell(answered, job.result)

    def _on_updated(self, job: Job) -> None:
        if job is not self._update:
            return  # an update that gave way to a newer one
        if job.error is not None:
            self._fail(job.error)
        self._finish(job.result)

    def _finish(self, result: Updated | None) -> None:
        self._update = None
        self._timer.stop()
        self.refresh_status()
        self.update_ended.emit(result)

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, OnyxError):
            self.failed.emit(error)
        else:
            self._report(error)

    @Slot()
    def _on_poll(self) -> None:
        if self._update is not None and isinstance(self._update.latest, Step):
            self.stepped.emit(self._update.latest)
        self._polls += 1
        if self._polls % STATUS_EVERY == 0 and not self.paused:
            self.refresh_status()


def _once(question: Callable[[Library], T], library: Library) -> Generator[Any, None, T]:
    yield
    return question(library)
