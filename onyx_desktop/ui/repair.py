"""An index that is damaged → whole again, on one press: checked and mended, or built anew from what can be saved.

What is derived is made again from the catalog. Where the catalog itself is broken it is put aside and the folders are
read again; the vectors are kept, so that takes minutes and not hours. Refuses to touch a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from onyx_desktop.errors import IndexDamaged, OnyxError
from onyx_desktop.jobs import Job, State
from onyx_desktop.ui import wording
from onyx_desktop.ui.messages import Message

if TYPE_CHECKING:
    from pathlib import Path

    from onyx_desktop.ui.main_window import MainWindow


class Repair(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def start(self) -> None:
        """Check the index and mend it."""
        desk = self._window.desk
        if not desk.ready:
            self._build_anew()
            return
        self._window.message.tell(Message(self.tr("The index is being checked and repaired …")))
        desk.cancel()
        desk.tend(lambda library: library.verify(repair=True), self._on_checked)

    def _on_checked(self, job: Job) -> None:
        window = self._window
        if isinstance(job.error, IndexDamaged):
            self._build_anew()
        elif isinstance(job.error, OnyxError):
            window.message.tell_error(job.error)
        elif job.state is State.DONE:
            text = self.tr("The index was repaired.") if job.result.repaired else self.tr("The index is sound.")
            window.message.tell(Message(text))
            window.desk.update()

    def _build_anew(self) -> None:
        window = self._window
        folders: list[Path] = list(window.folders.folders)

        def put_aside() -> None:
            from onyx_desktop.library import rescue

            folders.extend(each for each in rescue.set_aside(window.home) if each not in folders)

        def again() -> None:
            there = [each for each in folders if each.is_dir()]
            text = self.tr("The index was damaged and is built again. The damaged one is kept in the data folder.")
            if away := [wording.folder_name(each) for each in folders if each not in there]:
                text += " " + self.tr("Add these folders again when they are there: {0}.").format(", ".join(away))
            if not folders:
                text += " " + self.tr("Add your folders again; what was learned from them is kept.")
            window.message.tell(Message(text))
            if there:
                window.add_folders(there)

        window.search.clear()
        window.desk.erase(put_aside, again)
