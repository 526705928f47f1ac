"""Folders and their counts → the left side: what is searched, what could not be read, and the way to add more.

Refuses to ask before removing: the files are not touched, and the removal can be undone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from onyx_desktop.ui import icons, wording
from onyx_desktop.ui.preview_bars import ElidedLabel, tool

if TYPE_CHECKING:
    from pathlib import Path

    from onyx_desktop.library.status import FolderState, Status
    from onyx_desktop.ui.palette import Tokens


class FolderRow(QFrame):
    """One folder: its name, how much of it can be searched, and the button that takes it off."""

    removed = Signal(object)  # Path
    file_missed = Signal(object)  # Path

    def __init__(self, path: Path, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("folder")
        self.path = path
        self.name, self.counts, self._icon = ElidedLabel(self), QLabel(self), QLabel(self)
        self.name.tell(wording.folder_name(path))
        self.name.setToolTip(str(path))
        self.counts.setObjectName("muted")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Indexed part of {0}").format(wording.folder_name(path)))
        self.remove = tool(self, self.tr("Remove {0} from the search").format(wording.folder_name(path)))
        self.remove.clicked.connect(self._on_remove)
        missed = QAction(self.tr("Why not a file in here…"), self)
        missed.triggered.connect(self._on_missed)
        self.addAction(missed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self.name)
        texts.addWidget(self.counts)
        texts.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 4, 6)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.retint(tokens)

    def tell(self, state: FolderState) -> None:
        """Show the folder's counts; the bar only while something is left to do."""
        self.counts.setText(wording.folder(state))
        done, total = state.searchable + state.skipped, state.files
        self.bar.setVisible(state.available and total > 0 and done < total)
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        self.setAccessibleName(f"{wording.folder_name(self.path)}, {wording.folder(state)}")

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme."""
        self._icon.setPixmap(icons.pixmap("folder", tokens.accent, 20, self.devicePixelRatioF()))
        self.remove.setIcon(icons.icon("close", tokens))
        self.remove.setIconSize(QSize(14, 14))

    @Slot()
    def _on_missed(self) -> None:
        self.file_missed.emit(self.path)

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self.path)


class FoldersPane(QWidget):
    """The list of folders."""

    folder_wanted = Signal()
    folder_removed = Signal(object)  # Path
    file_missed = Signal(object)  # Path: the folder it should be in
    problems_wanted = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self._tokens = tokens
        self.rows: dict[Path, FolderRow] = {}
        title = QLabel(self.tr("Folders"), self)
        title.setObjectName("section")
        self.add = QPushButton(self.tr("Add folder…"), self)
        self.add.setObjectName("link")
        self.add.clicked.connect(self.folder_wanted)
        self.problems = QPushButton(self)
        self.problems.setObjectName("link")
        self.problems.clicked.connect(self.problems_wanted)
        self.problems.hide()
        inside = QWidget(self)
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self._list.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 4, 8)
        column.setSpacing(4)
        title.setContentsMargins(8, 0, 0, 4)
        column.addWidget(title)
        column.addWidget(scroll, 1)
        column.addWidget(self.problems)
        column.addWidget(self.add)

    def show_status(self, status: Status) -> None:
        """Rows for all folders, kept where they are."""
        wanted = {state.path for state in status.folders}
        for path in self.rows.keys() - wanted:
            self.drop(path)
        for state in status.folders:
            if state.path not in self.rows:
                row = FolderRow(state.path, self._tokens, self)
                row.removed.connect(self.folder_removed)
                row.file_missed.connect(self.file_missed)
                self.rows[state.path] = row
                self._list.insertWidget(self._list.count() - 1, row)
            self.rows[state.path].tell(state)
        self.problems.setVisible(status.skipped > 0)
        self.problems.setText(wording.count(status.skipped, "file could not be read", "files could not be read"))

    def drop(self, path: Path) -> None:
        """Take a row away at once, before the library has done so."""
        row = self.rows.pop(path, None)
        if row is not None:
            self._list.removeWidget(row)
            row.deleteLater()

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme."""
        self._tokens = tokens
        self.add.setIcon(icons.icon("folder-plus", tokens))
        self.problems.setIcon(icons.icon("warning", tokens))
        for row in self.rows.values():
            row.retint(tokens)
