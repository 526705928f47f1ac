"""The page of folders and exclusions: what is searched, and what is left out of it.

Taking a folder off is not asked about, because it can be undone. Refuses a name that could never match in a sentence.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QWidget

from onyx_desktop.ui import wording
from onyx_desktop.ui.bidi import hint, isolated
from onyx_desktop.ui.settings_kit import Choices, SettingsPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.library.status import Status

_VALUE = Qt.ItemDataRole.UserRole
_SHOWN_ROWS = 6


class FoldersPage(SettingsPage):
    """Two lists."""

    folder_wanted = Signal()
    folder_removed = Signal(object)  # Path

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(wording.say("Folders and exclusions"), choices, parent)
        self.folders = self._list(wording.say("Folders that are searched"))
        self.add = QPushButton(wording.say("Add folder…"), self.inside)
        self.remove = QPushButton(wording.say("Remove"), self.inside)
        self.remove.setAccessibleName(wording.say("Remove the chosen folder from the search"))
        self._buttons(self.add, self.remove)
        self.note(wording.say("Your files are only ever read. Removing a folder can be undone."))
        self.section(wording.say("Left out"))
        self.excluded = self._list(wording.say("Names and paths that are left out"))
        self.name = QLineEdit(self.inside)
        self.name.setObjectName("field")
        self.name.setAccessibleName(wording.say("Name to leave out"))
        self.name.setPlaceholderText(wording.say("a name, a pattern such as *.tmp, or a whole path"))
        self.leave_out, self.take_back = (
            QPushButton(wording.say("Leave out"), self.inside),
            QPushButton(wording.say("Search again"), self.inside),
        )
        self.take_back.setAccessibleName(wording.say("Search what the chosen line leaves out"))
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.leave_out)
        row.addWidget(self.take_back)
        self.put(row)
        self.trouble = QLabel(self.inside)
        self.trouble.setObjectName("trouble")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.put(self.trouble)
        self.note(wording.say("Hidden files and folders, whose names begin with a dot, are always left out."))
        self.add.clicked.connect(self.folder_wanted)
        self.remove.clicked.connect(self._on_remove)
        self.name.returnPressed.connect(self._on_leave_out)
        self.leave_out.clicked.connect(self._on_leave_out)
        self.take_back.clicked.connect(self._on_take_back)
        for each in (self.folders, self.excluded):
            each.itemSelectionChanged.connect(self._on_selection)
        self.refresh()

    def show_status(self, status: Status) -> None:
        """List the folders with their counts."""
        rows = [
            (
                f"{isolated(wording.folder_name(state.path))}  ·  {wording.folder(state)}\n{isolated(str(state.path))}",
                state.path,
            )
            for state in status.folders
        ]
        _fill(self.folders, rows)
        self._on_selection()

    def refresh(self) -> None:
        """Show what is left out."""
        super().refresh()
        _fill(self.excluded, [(isolated(each), each) for each in self.choices.settings.excluded])
        self._on_selection()

    def _list(self, name: str) -> QListWidget:
        made = QListWidget(self.inside)
        made.setAccessibleName(name)
        made.setObjectName("rows")
        made.setFixedHeight(_SHOWN_ROWS * (made.fontMetrics().height() + 10) + 8)
        self.put(made)
        return made

    def _buttons(self, *buttons: QPushButton) -> None:
        row = QHBoxLayout()
        for each in buttons:
            row.addWidget(each)
        row.addStretch(1)
        self.put(row)

    @Slot()
    def _on_selection(self) -> None:
        self.remove.setEnabled(self.folders.currentItem() is not None)
        self.take_back.setEnabled(self.excluded.currentItem() is not None)

    @Slot()
    def _on_remove(self) -> None:
        row = self.folders.takeItem(self.folders.currentRow())
        self.folder_removed.emit(row.data(_VALUE))

    @Slot()
    def _on_leave_out(self) -> None:
        name = os.path.expanduser(self.name.text().strip())
        refusal = refused(name, self.choices.settings.excluded)
        self.trouble.setText(refusal)
        self.trouble.setVisible(bool(refusal))
        self.name.setAccessibleDescription(refusal)
        if not refusal:
            self.name.clear()
            self.choices.change(excluded=(*self.choices.settings.excluded, name))

    @Slot()
    def _on_take_back(self) -> None:
        gone = self.excluded.currentItem().data(_VALUE)
        self.choices.change(excluded=tuple(each for each in self.choices.settings.excluded if each != gone))


def refused(name: str, known: tuple[str, ...]) -> str:
    """Why this can't be left out; "" if it can."""
    if not name:
        return wording.say("Give the name of a file or folder.")
    if name in known:
        return wording.say("“{0}” is left out already.").format(name)
    if not os.path.isabs(name) and ("/" in name or os.sep in name):
        return wording.say("Give one name, or a whole path from its beginning. “{0}” is a part of a path.").format(name)
    if name.strip("*?.") == "":
        return wording.say("“{0}” would leave out everything.").format(name)
    return ""


def _fill(rows: QListWidget, wanted: Sequence[tuple[str, object]]) -> None:
    """Show these rows; nothing is touched where they are shown already."""
    if [rows.item(at).text() for at in range(rows.count())] == [text for text, _ in wanted]:
        return
    rows.clear()
    for text, value in wanted:
        row = QListWidgetItem(text, rows)
        row.setData(_VALUE, value)
        row.setToolTip(hint(str(value)))
