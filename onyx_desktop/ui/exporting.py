"""Results → a file that a person chooses; PDF is made here, because only the window can set pages.

Writing runs on the search lane. Refuses nothing by itself: what can't be written comes back as an error of the world.
"""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QObject, QStandardPaths, Signal, Slot
from PySide6.QtGui import QFont, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QFileDialog

from onyx_desktop.ui import deeds, wording
from onyx_desktop.ui.bidi import isolated
from onyx_desktop.ui.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.domain import Hit
    from onyx_desktop.library import Library
    from onyx_desktop.ui.main_window import MainWindow

PDF = ".pdf"
_POINTS = 10
_NAME_CHARACTERS = 60


class Exports(QObject):
    """The way from results to a file."""

    told = Signal(object)  # Message

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    @Slot()
    def choose(self) -> None:
        """Ask for a file, and write the chosen results to it, or all where only one is chosen."""
        answer = self._window.search.answer
        if answer is None or not answer.hits:
            self.told.emit(Message(self.tr("There are no results to export.")))
            return
        kinds = (
            (self.tr("Report as PDF"), PDF),
            (self.tr("Report as HTML, to print"), ".html"),
            (self.tr("Note in Markdown"), ".md"),
            (self.tr("Table for a spreadsheet"), ".csv"),
            (self.tr("JSON for programs"), ".json"),
        )
        filters = [f"{text} (*{ending})" for text, ending in kinds]
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = Path(place) / f"{file_name(answer.query) or self.tr('Passages')}{PDF}"
        title = self.tr("Export results")
        name, kind = QFileDialog.getSaveFileName(self._window, title, str(suggested), ";;".join(filters))
        if name:
            path = Path(name)
            ending = next((each for (_, each), shown in zip(kinds, filters, strict=True) if shown == kind), PDF)
            hits = deeds.chosen(self._window)
            self.write(path if path.suffix else path.with_name(path.name + ending), hits if len(hits) > 1 else None)

    def write(self, path: Path, hits: Sequence[Hit] | None = None) -> None:
        """Write results to a file, in the format of its ending; None: all that are shown."""
        answer, like = self._window.search.answer, tuple(each.label for each in self._window.bar.chips.chips)
        if answer is None:
            return
        asked = answer
        chosen = tuple(answer.hits if hits is None else hits)

        def put(library: Library) -> int:
            from onyx_desktop.library import export

            found = dataclasses.replace(export.found(asked, library.status(), chosen, like), say=wording.say)
            if path.suffix.lower() == PDF:
                export.put(path, pdf(export.as_html(found), found.query))
            else:
                export.write(found, path)
            return len(chosen)

        def done(passages: int) -> None:
            written = wording.count(passages, "passage", "passages")
            told = self.tr("{0} written to {1}.").format(written, isolated(str(path)))
            self.told.emit(Message(told))

        self._window.desk.ask(put, done)


def pdf(html: str, title: str) -> bytes:
    """A report as numbered A4 pages; safe in any thread, for it touches no window."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Onyx Desktop")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    document = QTextDocument()
    document.setDefaultFont(QFont("sans-serif", _POINTS))
    document.setHtml(html)
    document.print_(writer)
    buffer.close()
    return bytes(buffer.data().data())


def file_name(query: str) -> str:
    """A question as the name of a file, on every system."""
    words = re.sub(r'[\x00-\x1f<>:"/\\|?*]+', " ", query)
    return " ".join(words.split())[:_NAME_CHARACTERS].strip(" .")
