"""A Message → a bar above the panes: one sentence, one act, and a way to put it away. Never covers the content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from onyx_desktop.ui import icons, wording
from onyx_desktop.ui.preview_bars import tool

if TYPE_CHECKING:
    from onyx_desktop.errors import OnyxError
    from onyx_desktop.ui.messages import Act, Message
    from onyx_desktop.ui.palette import Tokens


class MessageBar(QFrame):
    """Shows the latest message."""

    acted = Signal(object)  # Act

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._act: Act | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton(self)
        self.button.clicked.connect(self._on_clicked)
        self.close_button = tool(self, self.tr("Put away"))
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
        self.hide()

    def tell(self, message: Message, for_s: float = 0.0) -> None:
        """Show a message; `for_s` seconds long, or until it is put away."""
        self._act = message.act
        self.text.setText(message.text)
        self.button.setText(message.label)
        self.button.setVisible(message.act is not None)
        self.setProperty("grave", message.grave)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleName(message.text)
        self.show()
        self._timer.stop()
        if for_s:
            self._timer.start(round(for_s * 1000))

    def tell_error(self, error: OnyxError) -> None:
        """Show what is wrong in the world."""
        self.tell(wording.error(error))

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme."""
        self.close_button.setIcon(icons.icon("close", tokens))

    @Slot()
    def _on_clicked(self) -> None:
        self.hide()
        if self._act is not None:
            self.acted.emit(self._act)
