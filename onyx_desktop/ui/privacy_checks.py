"""The counter of connections, and the check of privacy that a person can run with one click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from onyx_desktop import network
from onyx_desktop.ui import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from onyx_desktop.library.privacy import Check

_HOLDS = {
    "connections-are-refused": "A connection that nobody asked for is refused: just tried.",
    "no-open-connections": "None of the program's {0} processes has a connection open.",
    "libraries-send-nothing": "The libraries in the program are told to send no reports.",
    "only-you-may-read": "Only your account may read the {0} files that are stored.",
}
_FAILS = {
    "connections-are-refused": "A connection that nobody asked for was not refused.",
    "no-open-connections": "One of the program's {0} processes has a connection open. Is a model being installed?",
    "libraries-send-nothing": "The libraries in the program are not told to send no reports.",
    "only-you-may-read": "Other accounts of this computer may read the {0} files that are stored.",
}


class PrivacyChecks(QWidget):
    """Asks for the check by its button; is told what came out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counter, self.results = QLabel(self), QLabel(self)
        self.counter.setObjectName("headline")
        self.button = QPushButton(wording.say("Check privacy now"), self)
        self.results.hide()
        for label in (self.counter, self.results):
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.counter)
        column.addWidget(self.button)
        column.setAlignment(self.button, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.results)
        self.count()

    def count(self) -> None:
        """Say how often the program connected, as it is now."""
        made, refused = network.counts()
        told = wording.say("Connections since the program started: {0}").format(wording.number(made))
        if refused:
            told += " · " + wording.say("refused: {0}").format(wording.number(refused))
        self.counter.setText(told)

    def tell(self, checks: Sequence[Check]) -> None:
        """Show what holds and what does not."""
        lines = [
            ("✓ " if each.holds else "✗ ")
            + wording.say((_HOLDS if each.holds else _FAILS)[each.claim.value]).format(wording.number(each.number))
            for each in checks
        ]
        self.results.setText("\n".join(lines))
        self.results.show()
        self.count()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.results, self.results.text()))

    def showEvent(self, event: QShowEvent) -> None:
        """Count anew whenever the page is opened."""
        super().showEvent(event)
        self.count()
