"""A folder or a file dragged over the window → a sheet that says where it goes, and then its path.

Sees the drags of its parent as an event filter, so any place of the window takes a drop; where there is a search field,
files alone dropped on it are searched with. Refuses what is not local.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from onyx_desktop.ui import icons

if TYPE_CHECKING:
    from onyx_desktop.ui.palette import Tokens


class DropSheet(QWidget):
    """Lies over the whole window while something is dragged above it."""

    dropped = Signal(list)  # list[Path]
    dropped_on_field = Signal(list)  # list[Path], files only

    def __init__(self, tokens: Tokens, parent: QWidget, text: str = "", field: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self._field = field
        self._files = self._on_field = False
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
                self._files = self._field is not None and all(map(Path.is_file, local_paths(event.mimeData())))
                self._point_at(event.position().toPoint())
                self.cover()
            case QEvent.Type.DragMove if isinstance(event, QDragMoveEvent):
                event.acceptProposedAction()
                self._point_at(event.position().toPoint())
            case QEvent.Type.DragLeave:
                self.hide()
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                self.hide()
                event.acceptProposedAction()
                self._point_at(event.position().toPoint())
                (self.dropped_on_field if self._on_field else self.dropped).emit(local_paths(event.mimeData()))
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

    def _field_rect(self) -> QRect:
        parent = self.parentWidget()
        if self._field is None or parent is None:
            return QRect()
        return QRect(self._field.mapTo(parent, QPoint(0, 0)), self._field.size())

    def _point_at(self, place: QPoint) -> None:
        """Follow the drag; the places to drop change their look."""
        on_field = self._files and self._field_rect().contains(place)
        if on_field != self._on_field:
            self._on_field = on_field
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A veil, a dashed frame and one sentence."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(self.tokens.window)
        veil.setAlphaF(0.92)
        painter.fillRect(self.rect(), veil)
        if self._files:
            self._invite(painter, self._field_rect())
            return
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

    def _invite(self, painter: QPainter, field: QRect) -> None:
        """Files go to the search field and nowhere else."""
        colour, width = (self.tokens.accent, 3) if self._on_field else (self.tokens.border, 2)
        painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(field).adjusted(1, 1, -1, -1), 8, 8)
        painter.setPen(QColor(self.tokens.text))
        painter.drawText(field, Qt.AlignmentFlag.AlignCenter, self.tr("Drop here to find what is similar"))


def local_paths(carried: QMimeData) -> list[Path]:
    """The paths on this computer that a drag carries."""
    return [Path(url.toLocalFile()) for url in carried.urls() if url.isLocalFile()]
