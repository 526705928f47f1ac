"""A button that shortens its text where there is no room, and then tells the whole in its tooltip and its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from onyx_desktop.ui.bidi import hint

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_GAP_PX = 8
_PADDING_PX = 18


class ElidedButton(QPushButton):
    """For narrow panes."""

    def __init__(self, parent: QWidget | None = None, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__(parent)
        self._whole = self._about = ""
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def tell(self, text: str, about: str = "") -> None:
        """Show a text as far as there is room. about: what the tooltip says besides."""
        self._whole, self._about = text, about
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        icon = 0 if self.icon().isNull() else self.iconSize().width() + _GAP_PX
        room = self.width() - _PADDING_PX - icon
        shown = self.fontMetrics().elidedText(self._whole, self._mode, room)
        self.setText(shown.replace("&", "&&"))
        told = self._about if shown == self._whole else "\n".join(filter(None, (self._whole, self._about)))
        self.setToolTip(hint(told) if told else "")
