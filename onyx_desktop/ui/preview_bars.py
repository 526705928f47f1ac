"""The two bars of the preview: which file, page and zoom above; why it was found and what to do below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSpinBox, QToolButton, QVBoxLayout, QWidget

from onyx_desktop.ui import icons
from onyx_desktop.ui.page_canvas import POINTS

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from onyx_desktop.domain import Hit
    from onyx_desktop.ui.palette import Tokens


class ElidedLabel(QLabel):
    """One line that shortens itself in the middle, and tells the whole in its tooltip."""

    def __init__(self, parent: QWidget | None = None, mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle) -> None:
        super().__init__(parent)
        self._mode = mode
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(24)

    def tell(self, text: str) -> None:
        """Show a text as far as there is room."""
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip(text)
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


class PreviewHead(QWidget):
    """File name, page and zoom."""

    page_wanted = Signal(int)  # from 0
    zoom_stepped = Signal(int)  # +1 or -1
    width_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(self)
        self.title.setObjectName("title")
        self.previous, self.next = tool(self, self.tr("Previous page")), tool(self, self.tr("Next page"))
        self.smaller, self.larger = tool(self, self.tr("Smaller")), tool(self, self.tr("Larger"))
        self.width_button = tool(self, self.tr("As wide as the pane"))
        self.width_button.setCheckable(True)
        self.page = QSpinBox(self)
        self.page.setAccessibleName(self.tr("Page"))
        self.page.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page.setKeyboardTracking(False)
        self.of, self.zoom = QLabel(self), QLabel(self)
        self.of.setObjectName("muted")
        self.zoom.setObjectName("muted")
        self.zoom.setMinimumWidth(self.fontMetrics().horizontalAdvance("400 %") + 4)
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        self.setMinimumHeight(44)
        row.setSpacing(2)
        row.addWidget(self.title, 1)
        for each in (self.previous, self.page, self.of, self.next, self.smaller, self.zoom, self.larger):
            row.addWidget(each)
        row.addWidget(self.width_button)
        self._paged = [each for each in self.children() if isinstance(each, QWidget) and each is not self.title]
        self._connect()

    def _connect(self) -> None:
        self.previous.clicked.connect(self._on_previous)
        self.next.clicked.connect(self._on_next)
        self.smaller.clicked.connect(self._on_smaller)
        self.larger.clicked.connect(self._on_larger)
        self.width_button.clicked.connect(self.width_wanted)
        self.page.valueChanged.connect(self._on_page_typed)

    def clear(self) -> None:
        """No file."""
        self.title.tell("")
        self._show_paged(False)

    def show_file(self, path: Path, pages: int) -> None:
        """Name the file; pages 0: it has none."""
        self.title.tell(path.name)
        self.title.setToolTip(str(path))
        self._show_paged(pages > 0)

    def show_page(self, page: int, pages: int) -> None:
        """Say which page (from 0) is shown."""
        self.page.blockSignals(True)
        self.page.setRange(1, max(1, pages))
        self.page.setValue(page + 1)
        self.page.blockSignals(False)
        self.of.setText(f" / {pages}")
        self.previous.setEnabled(page > 0)
        self.next.setEnabled(page + 1 < pages)

    def show_zoom(self, scale: float, fits: bool) -> None:
        """Say how large the page is; scale: logical pixels per point."""
        self.zoom.setText(f"{round(100 * scale / POINTS)} %")
        self.width_button.setChecked(fits)

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme."""
        for button, name in (
            (self.previous, "chevron-left"),
            (self.next, "chevron-right"),
            (self.smaller, "minus"),
            (self.larger, "plus"),
            (self.width_button, "fit-width"),
        ):
            button.setIcon(icons.icon(name, tokens))

    def _show_paged(self, visible: bool) -> None:
        for each in self._paged:
            each.setVisible(visible)

    @Slot()
    def _on_previous(self) -> None:
        self.page_wanted.emit(self.page.value() - 2)

    @Slot()
    def _on_next(self) -> None:
        self.page_wanted.emit(self.page.value())

    @Slot()
    def _on_smaller(self) -> None:
        self.zoom_stepped.emit(-1)

    @Slot()
    def _on_larger(self) -> None:
        self.zoom_stepped.emit(1)

    @Slot(int)
    def _on_page_typed(self, page: int) -> None:
        self.page_wanted.emit(page - 1)


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
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.open)
        buttons.addWidget(self.folder)
        buttons.addStretch(1)
        buttons.addWidget(self.why)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.shared)
        column.addLayout(buttons)

    def clear(self) -> None:
        """No hit."""
        self.hide()

    def show_hit(self, hit: Hit) -> None:
        """Say why it was found."""
        self.show()
        self.open.setText(self.tr("Open at page {0}").format(hit.page) if hit.page else self.tr("Open"))
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
