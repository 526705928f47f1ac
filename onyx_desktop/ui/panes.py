"""The three panes of the window and how they share its width; or, at the first start, the welcome instead of them.

The preview folds below 1000 px and the folders below 760 px, so that the results always have room to be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from onyx_desktop.ui.folders_pane import LEAST_PX
from onyx_desktop.ui.welcome import Welcome

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from onyx_desktop.ui.folders_pane import FoldersPane
    from onyx_desktop.ui.preview_pane import PreviewPane
    from onyx_desktop.ui.search_pane import SearchPane

WIDTHS_PX = (220, 500, 560)
PREVIEW_FROM_PX = 1000
SIDEBAR_FROM_PX = 760


class Panes(QStackedWidget):
    """Folders | results | preview, or the welcome."""

    def __init__(self, folders: FoldersPane, search: SearchPane, preview: PreviewPane, parent: QWidget) -> None:
        super().__init__(parent)
        self.folders, self.search, self.preview = folders, search, preview
        self.welcome = Welcome(self)
        self.sidebar_wanted = self.preview_wanted = True
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(8)
        self._splitter.setChildrenCollapsible(False)
        for pane, least in ((folders, LEAST_PX), (search, 340), (preview, 320)):
            pane.setMinimumWidth(least)
            self._splitter.addWidget(pane)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setStretchFactor(2, 1)
        self._splitter.setSizes(list(WIDTHS_PX))
        self.addWidget(self._splitter)
        self.addWidget(self.welcome)

    def show_welcome(self, welcome: bool) -> None:
        """The first start, or the panes."""
        self.setCurrentWidget(self.welcome if welcome else self._splitter)

    @property
    def welcoming(self) -> bool:
        """Whether the library has no folder yet."""
        return self.currentWidget() is self.welcome

    def fold(self) -> None:
        """Show the panes that are wanted and for which there is room."""
        self.folders.setVisible(self.sidebar_wanted and self.width() >= SIDEBAR_FROM_PX)
        self.preview.setVisible(self.preview_wanted and self.width() >= PREVIEW_FROM_PX)

    def show_sidebar(self, wanted: bool) -> None:
        """Show or hide the folders."""
        self.sidebar_wanted = wanted
        self.fold()

    def show_preview(self, wanted: bool) -> None:
        """Show or hide the preview."""
        self.preview_wanted = wanted
        self.fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold and unfold with the width."""
        super().resizeEvent(event)
        self.fold()

    def cycle(self, step: int) -> None:
        """Give the focus to the next (1) or previous (-1) visible pane."""
        stops: list[QWidget] = [
            self.folders.tree,
            self.search.views.list,
            self.search.views.table,
            self.preview.canvas,
            self.preview.text,
        ]
        visible = [each for each in stops if each.isVisible()]
        if not visible:
            return
        owners = [self.folders, self.search, self.preview]
        focus = self.window().focusWidget()
        now = next((n for n, stop in enumerate(visible) if _owner(owners, stop) is _owner(owners, focus)), None)
        target = (0 if step > 0 else -1) if now is None else (now + step) % len(visible)
        visible[target].setFocus(Qt.FocusReason.TabFocusReason)

    def save(self, geometry: QSettings, window: QWidget) -> None:
        """Keep the shape of the window, the widths, and whether there is any folder."""
        geometry.setValue("geometry", window.saveGeometry())
        geometry.setValue("splitter", self._splitter.saveState())
        geometry.setValue("welcome", self.welcoming)
        self.folders.save(geometry)
        self.search.views.save(geometry)
        self.preview.save(geometry)

    def restore(self, geometry: QSettings, window: QWidget) -> None:
        """Look as the last time, before the library is open; nothing is known at the first start: the welcome."""
        shape, widths = geometry.value("geometry"), geometry.value("splitter")
        if isinstance(shape, QByteArray):
            window.restoreGeometry(shape)
        if isinstance(widths, QByteArray):
            self._splitter.restoreState(widths)
        self.folders.restore(geometry)
        self.search.views.restore(geometry)
        self.preview.restore(geometry)
        self.show_welcome(bool(geometry.value("welcome", True, bool)))


def _owner(owners: list[QWidget], widget: QWidget | None) -> QWidget | None:
    return next((each for each in owners if widget is not None and (each is widget or each.isAncestorOf(widget))), None)
