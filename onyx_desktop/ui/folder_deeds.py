"""What a person does with a folder on the left side → the library, and what the window says of it.

Refuses nothing: what is taken away can be brought back, and what is paused goes on from where it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot

from onyx_desktop.errors import OnyxError
from onyx_desktop.ui import wording
from onyx_desktop.ui.filter_menu import in_folder
from onyx_desktop.ui.messages import Message
from onyx_desktop.ui.problems_dialog import ProblemsDialog
from onyx_desktop.ui.sidebar_rows import tail

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from onyx_desktop.domain import Skipped
    from onyx_desktop.jobs import Job
    from onyx_desktop.ui.main_window import MainWindow

TOLD_S = 8.0


class FolderDeeds(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        folders = window.folders
        folders.problems_wanted.connect(window.show_problems)
        folders.folder_removed.connect(window.remove_folder)
        folders.folder_paused.connect(self.pause)
        folders.folder_reread.connect(self.reread)
        folders.folder_shown.connect(window.deeds.show_path)
        folders.folder_excluded.connect(self.exclude)
        self._named: list[Path] | None = []  # until it is known what the library holds
        window.desk.status_changed.connect(self._on_status)

    def search_in(self, named: Sequence[Path]) -> None:
        """Folders that were named from outside: add those that the library does not hold; narrow to a single one."""
        if self._named is not None:
            self._named += named
            return
        window, known = self._window, self._window.folders.folders
        real = window.quoting.real(named)
        window.quoting.add([each for each in real if _holder(each, known) is None])
        if len(real) == 1 and {*known, *real} != set(real):
            whole = _holder(real[0], known) or real[0]
            inside = real[0].relative_to(whole).parts
            window.bar.add_filter(in_folder("/".join((tail(whole, [*known, whole]), *inside))))

    @Slot(object)
    def _on_status(self, _status: object) -> None:
        named, self._named = self._named, None
        if named:
            self.search_in(named)

    @Slot(object, bool)
    def pause(self, folder: Path, held: bool) -> None:
        """Hold a folder's files, or let them go on; a running update takes it up at once."""
        window, path = self._window, str(folder)
        others = tuple(each for each in window.settings.paused_folders if each != path)
        window.preferences.change(paused_folders=(*others, path) if held else others)

    @Slot(object)
    def reread(self, folder: Path) -> None:
        """Read all files of a folder again."""
        window = self._window
        window.desk.cancel()

        def on_forgotten(job: Job) -> None:
            if isinstance(job.error, OnyxError):
                window.desk.failed.emit(job.error)
            window.desk.update()

        window.desk.tend(lambda library: library.unread(folder), on_forgotten)
        text = self.tr("The files in {0} are read again.").format(wording.folder_name(folder))
        window.message.tell(Message(text), TOLD_S)

    @Slot(object)
    def exclude(self, folder: Path) -> None:
        """Leave a folder inside one out of the search; it can be brought back."""
        self._window.removals.leave_out([str(folder)], [folder])

    def show_problems(self, skipped: list[Skipped]) -> None:
        """List the files that could not be read, and what can be done about each."""
        window = self._window
        window.dialog = ProblemsDialog(skipped, window.folders.folders, window)
        window.dialog.retry_wanted.connect(window.desk.retry)
        window.dialog.folder_wanted.connect(window.deeds.show_path)
        window.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.dialog.open()


def _holder(folder: Path, known: Iterable[Path]) -> Path | None:
    """The folder of the library in which a folder lies, or which it is."""
    return next((each for each in known if folder.is_relative_to(each)), None)
