"""Files that could not be read → groups by reason, each with what can be done about it.

Types that Onyx does not read are not a person's problem: they form a group of their own, folded, at the end. The dialog
shows what it is given and asks for deeds; it never touches the library.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from onyx_desktop.domain import Reason, Skipped
from onyx_desktop.ui import wording
from onyx_desktop.ui.bidi import hint

if TYPE_CHECKING:
    from collections.abc import Sequence

_PATH = Qt.ItemDataRole.UserRole


def grouped(skipped: Sequence[Skipped]) -> list[tuple[Reason, list[Skipped]]]:
    """By reason, the most frequent first, unsupported types last; files by path."""
    order = list(Reason)
    ordered = sorted(skipped, key=lambda each: (order.index(each.reason), str(each.file.path)))
    groups = [(why, list(some)) for why, some in groupby(ordered, key=lambda each: each.reason)]
    return sorted(groups, key=lambda group: (group[0] is Reason.UNSUPPORTED, -len(group[1])))


def left_out(files: int, unsupported: int) -> str:
    """How many files could not be read, and how many of them Onyx is not made for."""
    parts = [wording.count(files, "file could not be read", "files could not be read")]
    if unsupported:
        parts.append(wording.say("{0} of them of a type that Onyx does not read").format(wording.number(unsupported)))
    return ", ".join(parts) + ". " + wording.say("Everything else can be searched.")


class ProblemsDialog(QDialog):
    """The list of files that could not be read."""

    retry_wanted = Signal(list)  # list[Path]
    folder_wanted = Signal(object)  # Path

    def __init__(self, skipped: Sequence[Skipped], folders: Sequence[Path] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folders = folders
        self.setWindowTitle(self.tr("Files that could not be read"))
        self.resize(840, 560)
        self._groups = grouped(skipped)
        text = left_out(len(skipped), sum(each.reason is Reason.UNSUPPORTED for each in skipped))
        head = QLabel(text, self)
        head.setWordWrap(True)
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName(self.tr("Files that could not be read"))
        self.tree.setHeaderLabels([self.tr("File"), self.tr("Folder")])
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.tree.setUniformRowHeights(True)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.tree.itemSelectionChanged.connect(self._on_selection_changed)
        self._fill()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        self.retry = self._button(self.tr("Try again"))
        self.retry.clicked.connect(self._on_retry)
        self.folder = self._button(self.tr("Show in folder"))
        self.folder.clicked.connect(self._on_folder)
        self.copy = self._button(self.tr("Copy list"))
        self.copy.clicked.connect(self._on_copy)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(self.tree, 1)
        column.addWidget(self.buttons)
        self._on_selection_changed()

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        return button

    def _fill(self) -> None:
        for why, some in self._groups:
            group = QTreeWidgetItem([f"{wording.reason(why)}  ({wording.number(len(some))})", ""])
            group.setToolTip(0, wording.advice(why))
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            self.tree.addTopLevelItem(group)
            note = QTreeWidgetItem([wording.advice(why), ""])
            note.setFlags(Qt.ItemFlag.ItemIsEnabled)
            note.setForeground(0, self.palette().placeholderText())
            group.addChild(note)
            note.setFirstColumnSpanned(True)
            for each in some:
                row = QTreeWidgetItem([each.file.path.name, wording.breadcrumb(each.file.path, self._folders)])
                row.setData(0, _PATH, each.file.path)
                row.setToolTip(0, hint(str(each.file.path)))
                row.setToolTip(1, hint(str(each.file.path)))
                group.addChild(row)
            group.setExpanded(why is not Reason.UNSUPPORTED)
        self.tree.setColumnWidth(0, 440)

    def chosen(self) -> list[Path]:
        """The selected files; a selected group stands for all its files."""
        paths: dict[Path, None] = {}
        for row in self.tree.selectedItems():
            children = [row.child(number) for number in range(row.childCount())]
            for each in [row, *children]:
                path = each.data(0, _PATH) if each is not None else None
                if isinstance(path, Path):
                    paths[path] = None
        return list(paths)

    @Slot()
    def _on_selection_changed(self) -> None:
        self.folder.setEnabled(len(self.chosen()) == 1)

    @Slot()
    def _on_retry(self) -> None:
        everything = [each.file.path for why, some in self._groups if why is not Reason.UNSUPPORTED for each in some]
        self.retry_wanted.emit(self.chosen() or everything)
        self.accept()

    @Slot()
    def _on_folder(self) -> None:
        self.folder_wanted.emit(self.chosen()[0])

    @Slot()
    def _on_copy(self) -> None:
        lines = [
            f"{wording.reason(why)}\t{each.file.path}\t{each.detail}" for why, some in self._groups for each in some
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))
