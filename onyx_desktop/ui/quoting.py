"""Folders to add → added at once, or after a look at what they would take where they are large.

Counting goes to the trial lane; a small folder is added without a word. Refuses to make anyone wait for a quote: Start
is there from the beginning, and ends the counting.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from onyx_desktop.domain import Step
from onyx_desktop.errors import OnyxError
from onyx_desktop.jobs import Job, State
from onyx_desktop.ui.messages import Message
from onyx_desktop.ui.quote_dialog import QuoteDialog

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onyx_desktop.ui.main_window import MainWindow

POLL_MS = 100
SHOWN_AFTER = 5  # polls: what is counted sooner is not shown


class Quoting(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[Path] = []
        self._job: Job | None = None
        self._polls = 0
        self.dialog: QuoteDialog | None = None
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._on_poll)

    def add(self, folders: Sequence[Path]) -> None:
        """Add folders, one after the other; large ones are asked about."""
        self._waiting += [each for each in self.real(folders) if each not in self._waiting]
        self._next()

    def real(self, folders: Sequence[Path]) -> list[Path]:
        """Those that are folders; files that were given instead are refused in a sentence."""
        real = [folder for folder in folders if folder.is_dir()]
        if len(real) < len(folders):
            text = self.tr("Onyx searches whole folders. Drop a file on the search field to find what is similar.")
            self._window.message.tell(Message(text))
        return real

    def _next(self) -> None:
        if self._job is None and self.dialog is None and self._waiting:
            folder = self._waiting[0]
            self._polls = 0
            self._job = self._window.desk.work(
                lambda library: library.overview.quote(folder), partial(self._on_quoted, folder), trial=True
            )
            self._timer.start()

    @Slot()
    def _on_poll(self) -> None:
        self._polls += 1
        if self._job is None:
            self._timer.stop()
        elif self._polls >= SHOWN_AFTER and self._window.desk.ready:
            dialog = self._shown(self._waiting[0])
            if isinstance(self._job.latest, Step):
                dialog.show_step(self._job.latest)

    def _shown(self, folder: Path) -> QuoteDialog:
        if self.dialog is None:
            self.dialog = QuoteDialog(folder, self._window)
            self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.dialog.finished.connect(self._on_answered)
            self.dialog.open()
        return self.dialog

    def _on_quoted(self, folder: Path, job: Job) -> None:
        if job is not self._job:
            return  # a person did not wait for it
        self._job = None
        quote = job.result if job.state is State.DONE else None
        if quote is not None and quote.large:
            self._shown(folder).show_quote(quote)
            return
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.finished.disconnect(self._on_answered)
            dialog.close()
        if isinstance(job.error, OnyxError):
            self._window.desk.failed.emit(job.error)
        self._take(folder, job.error is None)

    @Slot(int)
    def _on_answered(self, answer: int) -> None:
        """Start, or cancel; also while it is still being counted."""
        dialog, self.dialog = self.dialog, None
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
        if dialog is not None:
            out = dialog.left_out()
            if answer and out:
                names = tuple(map(str, out))
                self._window.keep(excluded=(*self._window.settings.excluded, *names))
                settings = self._window.settings
                self._window.desk.ask(lambda library: library.apply(settings))
            self._take(dialog.folder, bool(answer))

    def _take(self, folder: Path, wanted: bool) -> None:
        self._waiting.remove(folder)
        if wanted:
            self._window.panes.show_welcome(False)
            self._window.desk.add_folders([folder])
        self._next()
