"""A filter whose key is misspelled → a quiet offer in the row of chips, which a press takes.

Such a part stays text, for it may be meant as such; so nothing is changed unasked, and the offer is one button like a
chip: Tab leads to it, Space or Enter takes it, Delete waves it away until the line says something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from onyx_desktop.ranking.query_edit import meant
from onyx_desktop.ui.bidi import isolated

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_TAKEN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_WAVED_AWAY = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class TypoHint(QPushButton):
    """Hidden where there is nothing to offer."""

    taken = Signal(str)  # the line as it was meant
    left = Signal()  # the focus belongs to the search field

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self.setProperty("state", "hint")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._offered = self._line = self._waved_away = ""
        self.clicked.connect(self._on_clicked)
        self.hide()

    def look(self, typed: str) -> None:
        """Offer what the line may have meant."""
        found = meant(typed)
        self._offered, self._line = found or ("", "")
        self.setText(self.tr("Did you mean {0}?").format(isolated(self._offered)).replace("&", "&&"))
        self.setAccessibleName(self.tr("Did you mean {0}?").format(self._offered))
        self.setToolTip(self.tr("Press to use it as a filter. As it is typed, it is searched for as text."))
        self.setVisible(found is not None and self._offered != self._waved_away)
        if found is None:
            self._waved_away = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes it, Delete waves it away, Escape leaves it."""
        if event.key() in _TAKEN:
            self.click()
        elif event.key() in _WAVED_AWAY:
            self._waved_away = self._offered
            self.hide()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_clicked(self) -> None:
        self.taken.emit(self._line)
        self.left.emit()
