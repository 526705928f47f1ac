"""A button that shortens its text where there is no room, and then tells the whole in its tooltip and its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from onyx_desktop.ui.bidi import hint

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_ICON_PX = 24
_PADDING_PX = 18


class ElidedButton(QPushButton):
    """For narrow panes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def tell(self, text: str) -> None:
        """Show a text as far as there is room."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - _PADDING_PX - (0 if self.icon().isNull() else _ICON_PX)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip("" if shown == self._whole else hint(self._whole))
