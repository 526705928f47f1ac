"""Typing → questions: after a short rest, at once on Enter, and never while the text says nothing yet.

Emits `asked` for what should be searched and `emptied` when nothing is left to search. While an input method composes,
QLineEdit reports no text, so nothing is asked half-written. Refuses a text below two characters, or one where a
character is a word (CJK).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QToolButton, QWidget

from onyx_desktop.domain import Mode
from onyx_desktop.ui import icons, wording

if TYPE_CHECKING:
    from onyx_desktop.ui.palette import Tokens

SLOW_MS = 100  # an engine that takes longer is asked less often
SLOW_DEBOUNCE_MS = 300
_CJK = ((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7AF), (0x20000, 0x3FFFF))


def worth_asking(text: str) -> bool:
    """Whether a text says enough to search for."""
    text = text.strip()
    return len(text) >= 2 or any(low <= ord(each) <= high for each in text for low, high in _CJK)


class SearchBar(QWidget):
    """The field, the choice of mode, and room for the menu."""

    asked = Signal(str, object)  # query, Mode
    emptied = Signal()
    left_downwards = Signal()

    def __init__(self, debounce_ms: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._debounce_ms = self.rest_ms = debounce_ms
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_rested)
        self.field = QLineEdit(self)
        self.field.setObjectName("query")
        self.field.setAccessibleName(self.tr("Search"))
        self.field.setPlaceholderText(self.tr("Describe what you are looking for"))
        self.field.setClearButtonEnabled(True)
        self.field.setAcceptDrops(False)  # a folder dropped here is for the window
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.returnPressed.connect(self._on_rested)
        self._glass = QAction(self)
        self.field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.mode = QComboBox(self)
        self.mode.setAccessibleName(self.tr("How to search"))
        self.mode.view().setAccessibleName(self.tr("How to search"))
        for each in Mode:
            self.mode.addItem(wording.mode(each), each)
            self.mode.setItemData(self.mode.count() - 1, wording.mode_hint(each), Qt.ItemDataRole.ToolTipRole)
        self.mode.currentIndexChanged.connect(self._on_mode_changed)
        self.menu = QToolButton(self)
        self.menu.setAccessibleName(self.tr("Menu"))
        self.menu.setToolTip(self.tr("Menu"))
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.mode)
        row.addWidget(self.menu)
        self._explain_mode()

    @property
    def query(self) -> str:
        """What stands in the field."""
        return self.field.text().strip()

    @property
    def chosen_mode(self) -> Mode:
        """Which stages shall answer."""
        return Mode(self.mode.currentData())

    @property
    def waiting(self) -> bool:
        """Whether a question rests before it is asked."""
        return self._timer.isActive()

    def took(self, ms: float) -> None:
        """Tell how long the last search took; slow ones are asked for less often."""
        slow = ms > SLOW_MS and self._debounce_ms > 0
        self.rest_ms = max(self._debounce_ms, SLOW_DEBOUNCE_MS) if slow else self._debounce_ms

    def focus(self) -> None:
        """Put the cursor into the field, all selected."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme."""
        self._glass.setIcon(icons.icon("search", tokens))
        self.menu.setIcon(icons.icon("menu", tokens))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes to the first result and keeps the text; Escape empties the field."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down:
                self.left_downwards.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.field.clear()
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        if worth_asking(text):
            self._timer.start(self.rest_ms)
            return
        self._timer.stop()
        if not text.strip():
            self.emptied.emit()

    @Slot()
    def _on_rested(self) -> None:
        self._timer.stop()
        if worth_asking(self.query):
            self.asked.emit(self.query, self.chosen_mode)

    @Slot()
    def _on_mode_changed(self) -> None:
        self._explain_mode()
        self._on_rested()

    def _explain_mode(self) -> None:
        self.mode.setToolTip(wording.mode_hint(self.chosen_mode))
