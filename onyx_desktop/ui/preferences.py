"""A change of a setting → its effect, at once; and the window in which it is changed.

Some settings are the window's own look, most are the library's, and a few mean that folders are walked again. This is
the one place that knows which. Refuses nothing: the pages have refused already what can't be.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication

from onyx_desktop.domain import Reason
from onyx_desktop.jobs import Job, State
from onyx_desktop.ui import palette, wording
from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.server_deeds import ServerDeeds
from onyx_desktop.ui.settings_kit import Choices
from onyx_desktop.ui.settings_window import PAGES, SettingsWindow

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from onyx_desktop.domain import Step
    from onyx_desktop.errors import OnyxError
    from onyx_desktop.library import Library
    from onyx_desktop.library.privacy import Check
    from onyx_desktop.library.status import Status
    from onyx_desktop.library.storage import Compacted
    from onyx_desktop.ui.main_window import MainWindow

_LIMITS = frozenset({"max_file_mb", "file_deadline_s", "reader_memory_mb"})
_LIMITED = frozenset({Reason.TOO_LARGE, Reason.TIMED_OUT, Reason.CRASHED})
_WALKED = frozenset({"compact", "excluded", "paused_folders"})
_LOOKS = frozenset({"theme", "text_size", "motion"})


class Preferences(QObject):
    """The settings of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.page: SettingsWindow | None = None
        self.choices = Choices(lambda: window.settings, self.change, self)
        self.commands = [QAction(f"{wording.say('Settings')}: {wording.say(title)}", self) for title in PAGES]
        for row, command in enumerate(self.commands):
            command.triggered.connect(functools.partial(self._on_command, row))
        window.settings_kept.connect(self.choices.changed)
        window.desk.status_changed.connect(self._on_status)
        window.models.failed.connect(self._on_failed)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system)

    def change(self, **changes: object) -> None:
        """Choose otherwise."""
        names = set(changes)
        window = self._window
        if "language" in names:
            window.keep(**changes)
            window.language_wanted.emit()
        elif "show_cosine" in names:
            window.deed_actions[Deed.SHOW_COSINE].setChecked(bool(changes["show_cosine"]))
            window.show_cosine(bool(changes["show_cosine"]))
        elif names <= _LOOKS:
            window.keep(**changes)
            window.dress(window.settings.theme)
        else:
            window.models.change(**changes)
        if names & _WALKED:
            window.desk.ask(lambda _library: None, lambda _done: window.desk.update())
        if names & _LIMITS:
            window.desk.ask(_retry_limited, lambda _done: window.desk.update())

    @Slot()
    def open(self) -> SettingsWindow:
        """Open the settings, or bring them forward."""
        if self.page is None:
            window = self._window
            self.page = SettingsWindow(self.choices, window.models, window.home, window)
            self.page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.page.finished.connect(self._on_closed)
            self.page.models_wanted.connect(window.show_models)
            self.page.folders.folder_wanted.connect(window.choose_folder)
            self.page.folders.folder_removed.connect(window.remove_folder)
            self.page.privacy.folder_wanted.connect(self._on_data_folder)
            self.page.privacy.erase_wanted.connect(self._on_erase)
            self.page.privacy.check_wanted.connect(self._on_check)
            self.page.privacy.forget_wanted.connect(window.keeping.forget_recent)
            self.page.advanced.compact_wanted.connect(self._on_compact)
            ServerDeeds(window, self.page.index)
            self.page.retint(palette.tokens_for(window.settings.theme))
            window.desk.refresh_status()
            self._measure()
            self.page.show()
        self.page.raise_()
        self.page.activateWindow()
        return self.page

    @Slot()
    def _on_system(self) -> None:
        """The system wears other colours, or wants more contrast."""
        self._window.dress(self._window.settings.theme)

    def _on_command(self, row: int, _checked: bool = False) -> None:
        self.open().list.setCurrentRow(row)

    def retint(self, tokens: palette.Tokens) -> None:
        """Take the colours of a theme."""
        if self.page is not None:
            self.page.retint(tokens)

    def _measure(self) -> None:
        home = self._window.home

        def sizes(library: Library) -> Mapping[str, int]:
            from onyx_desktop.library import storage

            return storage.parts(library, home)

        self._window.desk.ask(sizes, self._on_sizes)

    def _on_sizes(self, sizes: Mapping[str, int]) -> None:
        if self.page is not None:
            self.page.show_sizes(sizes)

    @Slot(object)
    def _on_status(self, status: Status) -> None:
        if self.page is not None:
            self.page.show_status(status)

    @Slot(object)
    def _on_failed(self, error: OnyxError) -> None:
        if self._window.model_page is None:  # it has a bar of its own
            self._window.message.tell_error(error)

    @Slot()
    def _on_closed(self) -> None:
        self.page = None

    @Slot()
    def _on_data_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._window.home.data)))

    @Slot()
    def _on_erase(self) -> None:
        window = self._window

        def delete() -> None:
            from onyx_desktop.library import storage

            storage.erase(window.home)

        def erased() -> None:
            window.bar.field.clear()
            window.models.refresh()
            self._measure()

        window.search.clear()
        window.desk.erase(delete, erased)

    @Slot()
    def _on_check(self) -> None:
        home = self._window.home

        def check(library: Library) -> Sequence[Check]:
            from onyx_desktop.library import privacy

            return privacy.checks(home, library.store.server)

        self._window.desk.ask(check, self._on_checked)

    def _on_checked(self, checks: Sequence[Check]) -> None:
        if self.page is not None:
            self.page.privacy.checks.tell(checks)

    @Slot()
    def _on_compact(self) -> None:
        def compact(library: Library) -> Generator[Step, None, Compacted]:
            from onyx_desktop.library import storage

            return (yield from storage.compact(library))

        self._window.desk.tend(compact, self._on_compacted)

    def _on_compacted(self, job: Job) -> None:
        if job.error is not None:
            self._window.desk.failed.emit(job.error)
        if self.page is not None:
            self.page.advanced.show_compacted(job.result if job.state is State.DONE else None)
            self._measure()


def _retry_limited(library: Library) -> None:
    """Let files that ran into a limit be read again under the new one."""
    library.retry([each.file.path for each in library.problems() if each.reason in _LIMITED])
