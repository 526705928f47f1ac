"""The line a person types a question on: keys that lead elsewhere, and text that arrives at once.

A long text that is pasted or dropped is no line to be typed on: it goes to `long_pasted` instead. Down leads
to the results, or from the empty field to earlier searches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

LONG_CHARACTERS = 300  # a text that arrives at once and is longer is something to be like, no question
_MOST_CHARACTERS = 1_000_000
_CJK = ((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7AF), (0x20000, 0x3FFFF))


def worth_asking(text: str) -> bool:
    """Whether a text says enough to search for."""
    text = text.strip()
    return len(text) >= 2 or any(low <= ord(each) <= high for each in text for low, high in _CJK)


def inserted(before: str, after: str) -> tuple[str, str]:
    """What a change of the text put in, and the text without it."""
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    return after[start : len(after) - end], after[:start] + after[len(after) - end :]


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (first, second) in pairs if first != second), min(len(one), len(other)))


class QueryField(QLineEdit):
    """Tells of changes by `changed`; `write` changes it without telling."""

    changed = Signal()
    long_pasted = Signal(str)
    left_downwards = Signal()
    recent_wanted = Signal()
    taken_back = Signal()  # the last chip, please
    undo_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("query")
        self.setAccessibleName(self.tr("Search"))
        self.setPlaceholderText(self.tr("Describe what you are looking for"))
        self.setClearButtonEnabled(True)
        self.setMaxLength(_MOST_CHARACTERS)
        self.setAcceptDrops(False)  # a folder dropped here is for the window
        self._before = ""
        self.textChanged.connect(self._on_text_changed)

    def write(self, text: str) -> None:
        """Put a text in the place of this one."""
        self.blockSignals(True)
        self.setText(text)
        self.blockSignals(False)
        self._before = text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leaves; Escape takes back the selection, the text, the last like; Ctrl+Z the text, then the chips."""
        at_start = self.cursorPosition() == 0 and not self.hasSelectedText() and not event.isAutoRepeat()
        if event.key() == Qt.Key.Key_Down:
            (self.left_downwards if self.text() else self.recent_wanted).emit()
        elif event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif event.key() == Qt.Key.Key_Backspace and at_start:
            self.taken_back.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            self.undo_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        if self.hasSelectedText():
            self.deselect()
        elif self.text():
            self.clear()
        else:
            self.taken_back.emit()

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        new, rest = inserted(self._before, text)
        self._before = text
        if len(new) > LONG_CHARACTERS:
            self.setText(rest)
            self.long_pasted.emit(new)
        else:
            self.changed.emit()
