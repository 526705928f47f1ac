"""The settings: a list of pages at the left, one page at the right. Everything takes effect at once, so there is no OK.

Where the list and the widest page have no room beside each other, as with large letters, a choice above the page takes
the place of the list. Stands beside the window and blocks nothing. Shows what it is given and asks for deeds; never
touches the library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from onyx_desktop.ui import icons, settings_pages
from onyx_desktop.ui.model_looks import LooksPane
from onyx_desktop.ui.settings_advanced import AdvancedPage
from onyx_desktop.ui.settings_folders import FoldersPage
from onyx_desktop.ui.settings_index import IndexPage
from onyx_desktop.ui.settings_kit import CalmComboBox
from onyx_desktop.ui.settings_privacy import PrivacyPage
from onyx_desktop.ui.settings_start import add_start

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from onyx_desktop.library.status import Status
    from onyx_desktop.paths import Home
    from onyx_desktop.ui.model_desk import ModelDesk
    from onyx_desktop.ui.palette import Tokens
    from onyx_desktop.ui.settings_kit import Choices, SettingsPage

PAGES = (
    "Folders and exclusions",
    "Search",
    "Model",
    "Index",
    "Performance",
    "Appearance",
    "Language",
    "Privacy",
    "Advanced",
)
_ICONS = ("folder", "search", "model", "server", "speed", "theme", "language", "shield", "settings")


class SettingsWindow(QDialog):
    """All pages."""

    models_wanted = Signal()

    def __init__(self, choices: Choices, models: ModelDesk, home: Home, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self._models = models
        self.folders = FoldersPage(choices)
        self.looks = LooksPane(models)
        self.index = IndexPage(choices)
        self.privacy, self.advanced = PrivacyPage(choices, home), AdvancedPage(choices)
        self.model = settings_pages.model_page(choices, self.models_wanted.emit, self.looks)
        performance = settings_pages.performance_page(choices)
        add_start(performance, home)
        self.pages: tuple[SettingsPage, ...] = (
            self.folders,
            settings_pages.search_page(choices),
            self.model,
            self.index,
            performance,
            settings_pages.appearance_page(choices),
            settings_pages.language_page(choices),
            self.privacy,
            self.advanced,
        )
        self.list, self._stack = QListWidget(self), QStackedWidget(self)
        self.list.setAccessibleName(self.tr("Pages of the settings"))
        self.list.setObjectName("pages")
        self.above = CalmComboBox(self)
        self.above.setAccessibleName(self.tr("Pages of the settings"))
        self.above.view().setAccessibleName(self.tr("Pages of the settings"))
        self.list.setIconSize(QSize(20, 20))
        for page in self.pages:
            QListWidgetItem(page.title, self.list)
            self.above.addItem(page.title)
            self._stack.addWidget(page)
            page.refresh()
        self._arrange()
        self.list.currentRowChanged.connect(self._on_page)
        self.above.currentIndexChanged.connect(self.list.setCurrentRow)
        models.changed.connect(self._on_models)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _arrange(self) -> None:
        wide = 150 * self.fontMetrics().averageCharWidth()
        self.resize(QSize(wide, round(0.7 * wide)).boundedTo(self.screen().availableSize()))
        self.setMinimumSize(560, 400)
        self.list.setFixedWidth(self.list.sizeHintForColumn(0) + 56)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter in a field takes the field, and presses nothing
        self._margin = QHBoxLayout()
        self._margin.addWidget(self.above)
        self.above.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(self._margin)
        column.addWidget(self._stack, 1)
        row.addLayout(column, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list beside the page, or a choice above it."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """No page shall have to be scrolled sideways."""
        page = max(each.inside.minimumSizeHint().width() for each in self.pages)
        page += self.page.verticalScrollBar().sizeHint().width()
        narrow = self.width() < self.list.width() + page
        if narrow == self.above.isHidden():
            focused = self.list.hasFocus() or self.above.hasFocus()
            self.list.setVisible(not narrow)
            self.above.setVisible(narrow)
            self._margin.setContentsMargins(*(24, 12, 24, 0) if narrow else (0, 0, 0, 0))
            if focused:
                (self.above if narrow else self.list).setFocus()

    @property
    def page(self) -> SettingsPage:
        """The page that is shown."""
        return self.pages[self._stack.currentIndex()]

    def show_page(self, page: SettingsPage) -> None:
        """Go to a page."""
        self.list.setCurrentRow(self.pages.index(page))

    def show_status(self, status: Status) -> None:
        """Take the library's numbers."""
        self.folders.show_status(status)
        self.advanced.status = status

    def show_sizes(self, sizes: Mapping[str, int]) -> None:
        """Take the bytes on disk by part."""
        self.privacy.show_sizes(sizes)
        self.advanced.sizes = sizes

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme; their room grows with the text."""
        for row, name in enumerate(_ICONS):
            self.list.item(row).setIcon(icons.icon(name, tokens))
        self.list.setFixedWidth(self.list.sizeHintForColumn(0) + 56)
        self._fold()

    @Slot(int)
    def _on_page(self, row: int) -> None:
        self._stack.setCurrentIndex(row)
        self.above.setCurrentIndex(row)
        self._on_models()

    @Slot()
    def _on_models(self) -> None:
        """The pane of lengths measures what it shows, so it is shown a model only while it is looked at."""
        answering = self._models.answering
        looked_at = self.page is self.model and answering is not None and answering.chosen
        self.looks.show_model(answering if looked_at else None)
