"""The first page a new user sees, and the sheet that shows where a drop goes. Each has one job: a folder, please."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from onyx_desktop.ui import icons

if TYPE_CHECKING:
    from onyx_desktop.ui.palette import Tokens


class Welcome(QWidget):
    """Shown while the library has no folder."""

    folder_wanted = Signal()
    samples_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel(self)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._icon.setPixmap(icons.application_icon().pixmap(88, 88))
        title = QLabel(self.tr("Drop a folder here"), self)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.7)
        font.setWeight(QFont.Weight.DemiBold)
        title.setFont(font)
        text = QLabel(
            self.tr("Search your own documents by meaning, in your own words.\nEverything stays on this computer."),
            self,
        )
        text.setObjectName("muted")
        for each in (title, text):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = QPushButton(self.tr("Choose folder…"), self)
        self.choose.setObjectName("primary")
        self.choose.clicked.connect(self.folder_wanted)
        self.samples = QPushButton(self.tr("Try with sample documents"), self)
        self.samples.setObjectName("link")
        self.samples.clicked.connect(self.samples_wanted)
        zone = QFrame(self)
        zone.setObjectName("welcome")
        zone.setMaximumSize(720, 440)
        inside = QVBoxLayout(zone)
        inside.setContentsMargins(48, 40, 48, 40)
        inside.setSpacing(12)
        inside.addStretch(1)
        inside.addWidget(self._icon)
        inside.addSpacing(8)
        inside.addWidget(title)
        inside.addWidget(text)
        inside.addSpacing(16)
        inside.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignCenter)
        inside.addWidget(self.samples, 0, Qt.AlignmentFlag.AlignCenter)
        inside.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(48, 48, 48, 48)
        across.addStretch(1)
        across.addWidget(zone, 6)
        across.addStretch(1)


class DropSheet(QWidget):
    """Lies over the whole window while something is dragged above it."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

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
        painter.drawText(
            self.rect().adjusted(0, 48, 0, 0), Qt.AlignmentFlag.AlignCenter, self.tr("Drop to search in this folder")
        )
