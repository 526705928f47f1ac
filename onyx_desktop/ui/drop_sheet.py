"""A folder dragged over the window → a sheet that says where it goes, and then its path.

Sees the drags of its parent as an event filter, so any place of the window takes a drop. Refuses what is not local.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from onyx_desktop.ui import icons

if TYPE_CHECKING:
    from onyx_desktop.ui.palette import Tokens


class DropSheet(QWidget):
    """Lies over the whole window while something is dragged above it."""

    dropped = Signal(list)  # list[Path]

    def __init__(self, tokens: Tokens, parent: QWidget, text: str = "") -> None:
        super().__init__(parent)
        self.tokens = tokens
        self._text = text or self.tr("Drop to search in this folder")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        parent.setAcceptDrops(True)
        parent.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow a drag over the parent."""
        match event.type():
            case QEvent.Type.DragEnter if isinstance(event, QDragEnterEvent) and local_paths(event.mimeData()):
                event.acceptProposedAction()
                self.cover()
            case QEvent.Type.DragLeave:
                self.hide()
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                self.hide()
                event.acceptProposedAction()
                self.dropped.emit(local_paths(event.mimeData()))
            case _:
                return False
        return True

    def cover(self) -> None:
        """Show over all of the parent."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A veil, a dashed frame and one sentence."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(self.tokens.window)
        veil.setAlphaF(0.92)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(QColor(self.tokens.accent), 3, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(24, 24, -24, -24), 16, 16)
        middle = self.rect().center()
        drawn = icons.pixmap("drop", self.tokens.accent, 64, self.devicePixelRatioF())
        painter.drawPixmap(middle.x() - 32, middle.y() - 72, drawn)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(self.tokens.text))
        painter.drawText(self.rect().adjusted(0, 48, 0, 0), Qt.AlignmentFlag.AlignCenter, self._text)


def local_paths(carried: QMimeData) -> list[Path]:
    """The paths on this computer that a drag carries."""
    return [Path(url.toLocalFile()) for url in carried.urls() if url.isLocalFile()]
