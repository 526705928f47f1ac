"""The foot of the preview: why it was found and what to do with it; and what both of its bars are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from onyx_desktop.ui import icons
from onyx_desktop.ui.bidi import hint
from onyx_desktop.ui.flow import Flow

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from onyx_desktop.domain import Hit
    from onyx_desktop.ui.palette import Tokens

LARGE_PX = 20  # letters of the usual size are less high


class ElidedLabel(QLabel):
    """One line that shortens itself in the middle, and tells the whole in its tooltip."""

    def __init__(self, parent: QWidget | None = None, mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle) -> None:
        super().__init__(parent)
        self._mode = mode
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(24)

    def tell(self, text: str) -> None:
        """Show a text as far as there is room."""
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip(hint(text))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, self._mode, self.width()))


def tool(parent: QWidget, name: str) -> QToolButton:
    """A button with an icon only; its name is spoken and shown as tooltip."""
    button = QToolButton(parent)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setMinimumSize(28, 28)
    return button


def grow_icon(button: QAbstractButton) -> None:
    """Make an icon as large as the letters are now."""
    side = max(16, button.fontMetrics().height())
    button.setIconSize(QSize(side, side))


def icon_px() -> int:
    """The side of an icon beside text: 16, and as large as the letters where these are much larger than usual.

    Of the program's font: a widget learns of a new size only when it is shown.
    """
    height = QFontMetrics(QApplication.font()).height()
    return height if height > LARGE_PX else 16


class PreviewFoot(QWidget):
    """What was found, the way to the file, and to why it was found."""

    opened = Signal()
    shown_in_folder = Signal()
    why_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shared = ElidedLabel(self, Qt.TextElideMode.ElideRight)
        self.shared.setObjectName("muted")
        self.open = QPushButton(self.tr("Open"), self)
        self.open.setObjectName("primary")
        self.folder = QPushButton(self.tr("Show in folder"), self)
        self.open.clicked.connect(self.opened)
        self.folder.clicked.connect(self.shown_in_folder)
        self.why = QPushButton(self.tr("Why this result?"), self)
        self.why.setObjectName("link")
        self.why.setCheckable(True)
        self.why.clicked.connect(self.why_wanted)
        buttons = QWidget(self)
        flow = Flow(buttons, spacing=8)
        for each in (self.open, self.folder, self.why):
            flow.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.shared)
        column.addWidget(buttons)

    def clear(self) -> None:
        """No hit."""
        self.hide()

    def show_hit(self, hit: Hit) -> None:
        """Say why it was found."""
        self.show()
        paged = hit.page is not None and hit.path.suffix.lower() == ".pdf"  # no program opens a slide or a sheet's row
        self.open.setText(self.tr("Open at page {0}").format(hit.page) if paged else self.tr("Open"))
        lines = [hit.heading] if hit.heading else []
        shared = list(dict.fromkeys(hit.snippet[span.start : span.end].lower() for span in hit.words))
        if hit.best is not None:
            lines.append(self.tr("closest sentence marked"))
        if shared:
            lines.append(self.tr("words in common: {0}").format(", ".join(shared[:8])))
        self.shared.tell(" · ".join(lines))

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme."""
        self.folder.setIcon(icons.icon("folder-open", tokens))
        self.why.setIcon(icons.icon("info", tokens))
        for each in (self.folder, self.why):
            grow_icon(each)
