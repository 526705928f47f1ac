"""Deeds on a hit or on the window's look → what happens. Keeps main_window.py an arrangement without logic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from onyx_desktop.ui import open_file, wording
from onyx_desktop.ui.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onyx_desktop.domain import Hit
    from onyx_desktop.library import Library
    from onyx_desktop.ui.desk import Desk
    from onyx_desktop.ui.main_window import MainWindow


def chosen(window: MainWindow) -> list[Hit]:
    """The results that a deed is for."""
    return window.search.selected_hits()


class HitDeeds(QObject):
    """Opens, shows and copies what was found; tells in a message what did not work."""

    told = Signal(object)  # Message

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def open(self, hit: Hit) -> None:
        """Open the file in the user's program, at the page where it can. Asking the desktop takes a process."""
        self._desk.ask(lambda library: _openable(library, hit), lambda found: self._open(found[0] or hit.path, *found))

    def open_all(self, hits: Sequence[Hit]) -> None:
        """Open each file once, at the page of its first result."""
        for hit in {hit.path: hit for hit in reversed(hits)}.values():
            self.open(hit)

    def _open(self, path: Path, there: Path | None, command: list[str]) -> None:
        if there is None:
            self.told.emit(Message(wording.say("The file is not there any more: {0}").format(path)))
        elif not open_file.open_file(path, command):
            self.told.emit(Message(wording.say("No program opened {0}.").format(path.name)))

    def show_in_folder(self, hit: Hit) -> None:
        """Show the hit's file in the file manager, or the one that it lies in."""
        from onyx_desktop.library.members import on_disk  # heavy, and loaded by now

        self.show_path(on_disk(hit.path) or hit.path)

    def show_path(self, path: Path) -> None:
        """Show any file in the file manager."""
        open_file.show_in_folder(path, self)

    def copy_passages(self, hits: Sequence[Hit]) -> None:
        """Passages as they stand in their documents, with an empty line between."""
        QGuiApplication.clipboard().setText("\n\n".join(hit.text for hit in hits))

    def copy_citations(self, hits: Sequence[Hit]) -> None:
        """File, page and path of each; nothing is invented."""
        QGuiApplication.clipboard().setText("\n\n".join(map(citation, hits)))


def _openable(library: Library, hit: Hit) -> tuple[Path | None, list[str]]:
    """The file to open, if it is there, and the command that opens it at the page."""
    there = library.openable(hit.path)
    return there, open_file.viewer_command(there, hit.page) if there is not None else []


def citation(hit: Hit) -> str:
    """Where a passage stands, for a note or a letter."""
    page = wording.page(hit.page, hit.page_label)
    return f"{hit.path.name}{', ' + page if page else ''}\n{hit.path}"
