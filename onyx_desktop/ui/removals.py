"""Removals → deeds that can be taken back until the program is quit, in the order in which they were done.

A removal is never asked about and never final: a folder that is taken off, files that are left out. What can't be taken
back, deleting the whole index, is asked about on its own page and does not pass here.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QUndoCommand, QUndoStack

from onyx_desktop.ui import wording
from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.bidi import isolated
from onyx_desktop.ui.messages import Act, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from onyx_desktop.domain import Hit
    from onyx_desktop.ui.main_window import MainWindow

UNDO_S = 10.0


class _Removal(QUndoCommand):
    def __init__(self, text: str, do: Callable[[], object], undo: Callable[[], object]) -> None:
        super().__init__(text)
        self._do, self._undo = do, undo

    def redo(self) -> None:
        self._do()

    def undo(self) -> None:
        self._undo()


class Removals(QObject):
    """What was removed in this window, and the way back."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.stack = QUndoStack(self)
        window.bar.undo_elsewhere.connect(self.stack.undo)
        for changed in (self.stack.undoTextChanged, self.stack.redoTextChanged):
            changed.connect(self._on_changed)
        self._on_changed()

    def do(self, text: str, do: Callable[[], object], undo: Callable[[], object]) -> None:
        """Remove something, and say so beside the way back. text: "Removed Contracts.", what the bar says."""
        self.stack.push(_Removal(text, do, undo))
        self._window.message.tell(Message(text, Act.UNDO, self.tr("Undo")), UNDO_S)

    def folder(self, folder: Path) -> None:
        """Take a folder off, at once for the eye."""
        window = self._window

        def do() -> None:
            window.folders.drop(folder)
            window.search.forget(folder)
            window.preview.forget(folder)
            window.desk.remove_folder(folder)

        text = self.tr("Removed {0}. Your files are not touched.").format(wording.folder_name(folder))
        self.do(text, do, lambda: window.add_folders([folder]))

    def files(self, hits: Sequence[Hit]) -> None:
        """Leave out the files of some results."""
        self.leave_out([str(hit.path) for hit in hits], [hit.path for hit in hits])

    def folders(self, hits: Sequence[Hit]) -> None:
        """Leave out the folders that hold the files of some results; a folder of the library is taken off instead."""
        parents = dict.fromkeys(hit.path.parent for hit in hits)
        known = set(self._window.search.delegate.folders)
        for folder in known.intersection(parents):
            self.folder(folder)
        inside = [folder for folder in parents if folder not in known]
        self.leave_out([str(folder) for folder in inside], inside)

    def types(self, hits: Sequence[Hit]) -> None:
        """Leave out all files whose names end as those of some results."""
        suffixes = {hit.path.suffix.lower() for hit in hits if hit.path.suffix}
        answer = self._window.search.answer
        alike = [hit.path for hit in (answer.hits if answer else ()) if hit.path.suffix.lower() in suffixes]
        self.leave_out(sorted(f"*{suffix}" for suffix in suffixes), alike)

    def leave_out(self, names: Sequence[str], gone: Sequence[Path]) -> None:
        """Leave out names, patterns or paths. gone: what that takes from the results, files or folders."""
        window = self._window
        new = [name for name in dict.fromkeys(names) if name not in window.settings.excluded]
        if not new:
            return

        def do() -> None:
            for path in gone:
                window.search.forget(path)
                window.preview.forget(path)
            window.preferences.change(excluded=(*window.settings.excluded, *new))

        def undo() -> None:
            kept = tuple(each for each in window.settings.excluded if each not in new)
            window.preferences.change(excluded=kept)

        shown = ", ".join(isolated(name.rsplit(os.sep, 1)[-1]) for name in new)
        self.do(self.tr("{0} is left out of the search. Your files are not touched.").format(shown), do, undo)

    @Slot()
    def _on_changed(self) -> None:
        """Name in the menu what would be taken back."""
        actions = self._window.deed_actions
        for deed, can, text in (
            (Deed.UNDO, self.stack.canUndo(), self.stack.undoText()),
            (Deed.REDO, self.stack.canRedo(), self.stack.redoText()),
        ):
            actions[deed].setEnabled(can)
            actions[deed].setText(f"{deed.text}: {text}" if text else deed.text)
