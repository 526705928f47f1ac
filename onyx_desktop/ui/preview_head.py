"""The head of the preview: which file and which match, page, zoom, and whether its pages or its text are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSpinBox, QToolButton, QVBoxLayout, QWidget

from onyx_desktop.ui import icons, wording
from onyx_desktop.ui.bidi import hint, plain
from onyx_desktop.ui.flow import Flow, side_by_side
from onyx_desktop.ui.page_canvas import POINTS
from onyx_desktop.ui.preview_bars import ElidedLabel, grow_icon, tool

if TYPE_CHECKING:
    from pathlib import Path

    from onyx_desktop.ui.palette import Tokens


class PreviewHead(QWidget):
    """File name, match, page, zoom and view."""

    page_wanted = Signal(int)  # from 0
    zoom_stepped = Signal(int)  # +1 or -1
    width_wanted = Signal()
    whole_wanted = Signal()
    match_stepped = Signal(int)  # +1 or -1
    strip_wanted = Signal(bool)
    text_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(self)
        self.title.setObjectName("title")
        self.back, self.forth = tool(self, self.tr("Previous match")), tool(self, self.tr("Next match"))
        self.match = QLabel(self)
        self.match.setObjectName("muted")
        self.strip = tool(self, self.tr("Small pages"))
        self.previous, self.page = tool(self, self.tr("Previous page")), QSpinBox(self)
        self.next = tool(self, self.tr("Next page"))
        self.smaller, self.larger = tool(self, self.tr("Smaller")), tool(self, self.tr("Larger"))
        self.width_button = tool(self, self.tr("As wide as the pane"))
        self.whole_button = tool(self, self.tr("The whole page"))
        for each in (self.strip, self.width_button, self.whole_button):
            each.setCheckable(True)
        self.page.setAccessibleName(self.tr("Page"))
        self.page.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page.setKeyboardTracking(False)
        self.of, self.zoom = QLabel(self), QLabel(self)
        self.zoom.setMinimumWidth(self.fontMetrics().horizontalAdvance("400 %") + 4)
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages, self.text = self._view(self.tr("Page")), self._view(self.tr("Text"))
        self.only_text = QLabel(self.tr("text only"), self)
        for label in (self.of, self.zoom, self.only_text):
            label.setObjectName("muted")
        self._arrange()
        self._connect()

    def _view(self, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAccessibleName(self.tr("Show as: {0}").format(text))
        button.setCheckable(True)
        button.setMinimumSize(28, 28)
        return button

    def _arrange(self) -> None:
        views = QButtonGroup(self)
        views.addButton(self.pages)
        views.addButton(self.text)
        name = QHBoxLayout()
        name.setSpacing(2)
        name.addWidget(self.title, 1)
        for each in (self.back, self.match, self.forth):
            name.addWidget(each)
        self._tools = QWidget(self)
        flow = Flow(self._tools, spacing=8)
        for low in (self.page, self.of, self.zoom, self.only_text):
            low.setMinimumHeight(28)
        self._paged = [
            side_by_side(self.strip, self.previous, self.page, self.of, self.next),
            side_by_side(self.smaller, self.zoom, self.larger),
            side_by_side(self.width_button, self.whole_button),
        ]
        self._views = side_by_side(self.pages, self.text)
        for part in (*self._paged, self._views, self.only_text):
            flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 8, 4)
        column.setSpacing(2)
        column.addLayout(name)
        column.addWidget(self._tools)
        self.setMinimumHeight(44)

    def _connect(self) -> None:
        self.previous.clicked.connect(self._on_previous)
        self.next.clicked.connect(self._on_next)
        self.smaller.clicked.connect(self._on_smaller)
        self.larger.clicked.connect(self._on_larger)
        self.width_button.clicked.connect(self.width_wanted)
        self.whole_button.clicked.connect(self.whole_wanted)
        self.page.valueChanged.connect(self._on_page_typed)
        self.strip.clicked.connect(self.strip_wanted)
        self.back.clicked.connect(self._on_back)
        self.forth.clicked.connect(self._on_forth)
        self.pages.clicked.connect(self._on_pages)
        self.text.clicked.connect(self._on_text)

    def clear(self) -> None:
        """No file."""
        self.title.tell("")
        self._tools.hide()
        self.show_match(0, 0)

    def show_file(self, path: Path, pages: int, *, has_page: bool, as_text: bool) -> None:
        """Name the file. pages: 0 for none. has_page: whether it can be shown as its author made it."""
        self.title.tell(plain(path.name))
        self.title.setToolTip(hint(str(path)))
        self._tools.show()
        for each in self._paged:
            each.setVisible(pages > 0)
        self._views.setVisible(has_page)
        self.only_text.setVisible(not has_page)
        (self.text if as_text else self.pages).setChecked(True)

    def show_match(self, place: int, count: int) -> None:
        """Which of the document's matches this is, from 1, or 0 while it is not known; one alone is not told."""
        for each in (self.back, self.match, self.forth):
            each.setVisible(count > 1)
        told = self.tr("match {0} of {1}").format(wording.number(place) if place else "…", wording.number(count))
        self.match.setText(told)
        self.back.setEnabled(place > 1)
        self.forth.setEnabled(0 < place < count)

    def enter_page(self) -> None:
        """Let a page be typed, if there are pages."""
        if self.page.isVisible():
            self.page.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.page.selectAll()

    def show_page(self, page: int, pages: int) -> None:
        """Say which page (from 0) is shown."""
        self.page.blockSignals(True)
        self.page.setRange(1, max(1, pages))
        self.page.setValue(page + 1)
        self.page.blockSignals(False)
        self.of.setText(f" / {wording.number(pages)}")
        self.previous.setEnabled(page > 0)
        self.next.setEnabled(page + 1 < pages)

    def show_zoom(self, scale: float, *, fits_width: bool, fits_page: bool) -> None:
        """Say how large the page is; scale: logical pixels per point."""
        self.zoom.setText(f"{round(100 * scale / POINTS)} %")
        self.width_button.setChecked(fits_width)
        self.whole_button.setChecked(fits_page)

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme."""
        for button, name in (
            (self.back, "chevron-up"),
            (self.forth, "chevron-down"),
            (self.strip, "pages"),
            (self.previous, "chevron-left"),
            (self.next, "chevron-right"),
            (self.smaller, "minus"),
            (self.larger, "plus"),
            (self.width_button, "fit-width"),
            (self.whole_button, "fit-page"),
        ):
            button.setIcon(icons.icon(name, tokens))
            grow_icon(button)

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

    @Slot()
    def _on_back(self) -> None:
        self.match_stepped.emit(-1)

    @Slot()
    def _on_forth(self) -> None:
        self.match_stepped.emit(1)

    @Slot()
    def _on_pages(self) -> None:
        self.text_wanted.emit(False)

    @Slot()
    def _on_text(self) -> None:
        self.text_wanted.emit(True)
