"""The manual → a window beside the window: its chapters at the left, its text at the right, and a field to find words.

Written as Markdown in resources/manual, one file a language; where a language has none, English. Nothing in it is
fetched, and it has no link out of itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
)

from onyx_desktop import paths
from onyx_desktop.ui import wording

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

ENGLISH = "en"
_ABOVE_PX = 6  # of the heading that is gone to


def opened(window: QWidget) -> Manual:
    """The manual of a window; a second wish brings the same one forward."""
    made = window.findChild(Manual) or Manual(window, file_for(QLocale().name()))
    made.show()
    made.raise_()
    made.activateWindow()
    return made


def file_for(locale: str) -> Path:
    """The manual in the language of a locale ("de_AT"), or in English."""
    folder = paths.resource("manual")
    wanted = folder / f"{locale.partition('_')[0]}.md"
    return wanted if wanted.exists() else folder / f"{ENGLISH}.md"


class Manual(QDialog):
    """One window of it."""

    def __init__(self, parent: QWidget, file: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(wording.say("Manual"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field, self.list, self.text = QLineEdit(self), QListWidget(self), QTextBrowser(self)
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setMarkdown(file.read_text(encoding="utf-8"))
        self.text.setAccessibleName(wording.say("Manual"))
        self.text.document().setDocumentMargin(24)
        self.list.setObjectName("pages")
        self.list.setAccessibleName(wording.say("Chapters"))
        self.field.setObjectName("field")
        self.field.setPlaceholderText(wording.say("Find in the manual"))
        self.field.setAccessibleName(wording.say("Find in the manual"))
        self._fill()
        self._arrange()
        self.list.currentItemChanged.connect(self._on_chapter)
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self.find_next)
        for keys in (QKeySequence(QKeySequence.StandardKey.Find), QKeySequence("Ctrl+K")):
            QShortcut(keys, self, self.field.setFocus)
        QShortcut(QKeySequence("F3"), self, self.find_next)
        self.list.setFocus()

    def _fill(self) -> None:
        block = self.text.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() == 2:
                item = QListWidgetItem(block.text(), self.list)
                item.setData(Qt.ItemDataRole.UserRole, block.position())
            block = block.next()

    def _arrange(self) -> None:
        wide = self.fontMetrics().averageCharWidth()
        self.resize(150 * wide, 105 * wide)
        self.resize(self.size().boundedTo(self.screen().availableSize()))
        self.list.setFixedWidth(self.list.sizeHintForColumn(0) + 56)
        left, row = QVBoxLayout(), QHBoxLayout(self)
        left.setContentsMargins(12, 12, 12, 12)
        left.addWidget(self.field)
        left.addWidget(self.list, 1)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left)
        row.addWidget(self.text, 1)

    @Slot(QListWidgetItem)
    def _on_chapter(self, item: QListWidgetItem | None) -> None:
        """Put the heading at the top of what is seen."""
        if item is not None:
            cursor = QTextCursor(self.text.document())
            cursor.setPosition(item.data(Qt.ItemDataRole.UserRole))
            self.text.moveCursor(QTextCursor.MoveOperation.End)
            self.text.setTextCursor(cursor)
            top = self.text.cursorRect(cursor).top()
            bar = self.text.verticalScrollBar()
            bar.setValue(bar.value() + top - _ABOVE_PX)

    @Slot(str)
    def _on_typed(self, _text: str) -> None:
        """Begin at the beginning with each letter."""
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.find_next()

    @Slot()
    def find_next(self) -> bool:
        """Select the next place of what is typed, from the beginning again after the last; whether there is one."""
        typed = self.field.text()
        if not typed:
            return False
        if self.text.find(typed):
            return True
        before = self.text.textCursor()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        if self.text.find(typed, QTextDocument.FindFlag(0)):
            return True
        self.text.setTextCursor(before)
        return False
