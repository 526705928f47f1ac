"""The first page a new user sees. It has one job: a folder, please."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from onyx_desktop.ui import icons


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
        self._fill(zone, title, text)
        across = QHBoxLayout(self)
        across.setContentsMargins(48, 48, 48, 48)
        across.addStretch(1)
        across.addWidget(zone, 6)
        across.addStretch(1)

    def _fill(self, zone: QFrame, title: QLabel, text: QLabel) -> None:
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
