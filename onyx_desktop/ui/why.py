"""The chosen result, or a file that is missed → a question to the library → the panel.

The panel stands in the preview, or in a window of its own where there is no room for a preview. While it is open it
follows the chosen result, or stays with the file that was asked about, for each new question.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout

from onyx_desktop.domain import Asked, Explanation, Hit
from onyx_desktop.ui import wording

if TYPE_CHECKING:
    from onyx_desktop.errors import OnyxError
    from onyx_desktop.jobs import Job
    from onyx_desktop.ui.desk import Desk
    from onyx_desktop.ui.folders_pane import FoldersPane
    from onyx_desktop.ui.preview_pane import PreviewPane
    from onyx_desktop.ui.search_pane import SearchPane


class Why(QObject):
    """Answers "Why this result?" and "Why not this file?"."""

    def __init__(self, desk: Desk, search: SearchPane, preview: PreviewPane, folders: FoldersPane) -> None:
        super().__init__(preview)
        self._desk, self._search, self._preview, self._folders = desk, search, preview, folders
        self.panel = preview.why
        self.file: Path | None = None
        self.dialog: QDialog | None = None
        self._job: Job | None = None
        preview.foot.why_wanted.connect(self.toggle)
        self.panel.closed.connect(self.close)
        self.panel.file_wanted.connect(self.choose_file)
        self.panel.file_dropped.connect(self.ask_file)
        folders.file_missed.connect(self.choose_file_in)
        preview.shown.connect(self._on_shown)  # not before, so that the page never waits for its explanation
        search.answered.connect(self._on_answered)
        search.emptied.connect(self.close)

    @property
    def open(self) -> bool:
        """Whether anything is explained."""
        return not self.panel.isHidden()

    @Slot()
    def toggle(self) -> None:
        """Explain the chosen result; or close what explains it."""
        if self.open and self.file is None:
            self.close()
        elif self._search.list.hit is not None:
            self.file = None
            self._show()

    @Slot()
    def choose_file(self) -> None:
        """Ask for a file that was expected among the results."""
        folders = self._folders.folders
        self.choose_file_in(self.file.parent if self.file is not None else folders[0] if folders else Path.home())

    @Slot(object)
    def choose_file_in(self, folder: Path) -> None:
        """Ask for a file, beginning in a folder."""
        window = self._preview.window()
        chosen, _ = QFileDialog.getOpenFileName(window, self.tr("Which file did you expect?"), str(folder))
        if chosen:
            self.ask_file(Path(chosen))

    @Slot(object)
    def ask_file(self, path: Path) -> None:
        """Say why a file is not among the results, or where it is."""
        self.file = path
        self._show()

    @Slot()
    def close(self) -> None:
        """Explain nothing any more."""
        if self._job is not None:
            self._job.cancel()
        self.file = None
        had_focus = self.panel.isAncestorOf(self.panel.window().focusWidget() or self._preview)
        self.panel.hide()
        self._preview.foot.why.setChecked(False)
        if self.dialog is not None:
            dialog, self.dialog = self.dialog, None
            self._preview.take_why()
            dialog.close()
        elif had_focus:
            self._search.enter()

    def _show(self) -> None:
        if not self._preview.isVisible() and self.dialog is None:
            self._show_apart()
        self.panel.show()
        self._preview.foot.why.setChecked(self.file is None)
        self._ask()

    def _show_apart(self) -> None:
        """In a window of its own, where the preview is folded."""
        self.dialog = QDialog(self._search.window())
        self.dialog.setWindowTitle(self.tr("Why?"))
        self.dialog.resize(520, 480)
        column = QVBoxLayout(self.dialog)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self.dialog.finished.connect(self.close)
        self.dialog.show()

    def _ask(self) -> None:
        if self._job is not None:
            self._job.cancel()
        question, hit = self._search.question, self._search.list.hit
        if question is None:
            missed = self.file.name if self.file is not None else ""
            sentence = self.tr("Search for something first. Then Onyx can say why a file is not among the results.")
            self.panel.tell(self.tr("Why not {0}?").format(missed), sentence)
        elif self.file is not None:
            self._send(Asked(question[0], self.file, self._search.limit, *question[1:]))
        elif hit is not None:
            self._send(Asked(question[0], hit.path, self._search.limit, *question[1:], hit.chunk_id))

    def _send(self, asked: Asked) -> None:
        def on_failed(error: OnyxError) -> None:
            self.panel.tell(self.tr("Why not {0}?").format(asked.path.name), wording.error(error).text)

        self._job = self._desk.ask(lambda library: library.explain(asked), self._on_told, on_failed)

    def _on_told(self, told: Explanation) -> None:
        answer = self._search.answer
        timings = answer.timings if answer is not None else told.timings
        self.panel.explain(told, timings, chosen=self.file is None)

    @Slot(object)
    def _on_shown(self, _hit: Hit) -> None:
        if self.open and self.file is None:
            self._ask()

    @Slot(object)
    def _on_answered(self, _answer: object) -> None:
        if self.open:
            self._ask()
