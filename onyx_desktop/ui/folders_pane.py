"""What the library holds → the left side: folders and their state, saved searches, kinds of files, problems.

A press on a row narrows the question to it, a second press widens it again; what else can be done stands in a row's
menu. The pane shows what it is told and asks for deeds. Refuses to ask before removing: the files are not touched, and
the removal can be undone.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QVBoxLayout, QWidget

from onyx_desktop.domain import Facets
from onyx_desktop.ranking.query_edit import holds
from onyx_desktop.ui import icons, sidebar_rows, wording
from onyx_desktop.ui.elided_button import ElidedButton
from onyx_desktop.ui.preview_bars import icon_px
from onyx_desktop.ui.sidebar_model import Hold, Kind, Row, SidebarModel
from onyx_desktop.ui.sidebar_tree import SidebarTree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtCore import QSettings

    from onyx_desktop.domain import Subfolder
    from onyx_desktop.library.searches import SavedSearch
    from onyx_desktop.library.status import FolderState, Status
    from onyx_desktop.ui.palette import Tokens

_FACETS = ("type", "lang", "date")
LEAST_PX, LEAST_LETTERS = 160, 22


class FoldersPane(QWidget):
    """The left side."""

    folder_wanted = Signal()
    folder_removed = Signal(object)  # Path
    folder_paused = Signal(object, bool)  # Path, whether it shall be held
    folder_reread = Signal(object)  # Path
    folder_shown = Signal(object)  # Path
    folder_excluded = Signal(object)  # Path, of a folder inside one
    file_missed = Signal(object)  # Path: the folder it should be in
    problems_wanted = Signal()
    filter_chosen = Signal(str)
    filter_dropped = Signal(str)
    search_chosen = Signal(object)  # key of a saved search
    search_renamed = Signal(object, str)
    search_pinned = Signal(object, bool)
    search_removed = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self._states: tuple[FolderState, ...] = ()
        self._facets = Facets()
        self._answer: Facets | None = None
        self._saved: tuple[SavedSearch, ...] = ()
        self._model_id = self._query = ""
        self._unfolded: set[str] = set()
        self._counting = False
        self.model = SidebarModel(self)
        self.tree = SidebarTree(self.model, tokens, self)
        self.tree.used.connect(self._on_used)
        self.tree.paused.connect(self._on_paused)
        self.tree.removed.connect(self._on_removed)
        self.tree.menu_wanted.connect(self._on_menu_wanted)
        self.model.renamed.connect(self.search_renamed)
        self.add = QPushButton(self.tr("Add folder…"), self)
        self.add.setObjectName("link")
        self.add.clicked.connect(self.folder_wanted)
        self.problems = ElidedButton(self)
        self.problems.setObjectName("link")
        self.problems.clicked.connect(self.problems_wanted)
        self.problems.hide()
        self.menu: QMenu | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 2, 8)
        column.setSpacing(4)
        column.addWidget(self.tree, 1)
        column.addWidget(self.problems)
        column.addWidget(self.add)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Those of the library, as shown."""
        return tuple(state.path for state in self._states)

    def show_status(self, status: Status) -> None:
        """Show all folders and how far each is."""
        self._states = status.folders
        self._model_id = status.answering
        self.problems.setVisible(status.skipped > 0)
        self.problems.tell(wording.count(status.skipped, "file could not be read", "files could not be read"))
        self._show_folders()
        self._show_saved()

    def show_counting(self, counting: bool) -> None:
        """Tell folders of which nothing is known yet from those that are empty."""
        if counting != self._counting:
            self._counting = counting
            self._show_folders()

    def show_inside(self, folder: Path, inside: Sequence[Subfolder]) -> None:
        """Show the folders in a folder."""
        home = next((each for each in self.folders if folder.is_relative_to(each)), None)
        if home is not None:
            rows = [sidebar_rows.subfolder(each, home, self.folders, self._active) for each in inside]
            self.model.show_inside(folder, rows)

    def show_facets(self, library: Facets, answer: Facets | None) -> None:
        """Show the kinds of files. answer: of the present results, if there are any."""
        self._facets, self._answer = library, answer
        for place, key in enumerate(_FACETS):
            self._show_facet(key, place)

    def show_saved(self, saved: Sequence[SavedSearch]) -> None:
        """Show the saved searches."""
        self._saved = tuple(saved)
        self._show_saved()

    def show_query(self, query: str) -> None:
        """Mark the rows whose filters are in use."""
        if query != self._query:
            self._query = query
            self._show_folders()
            self.show_facets(self._facets, self._answer)

    def reveal(self, path: Path) -> None:
        """Put the cursor on a folder."""
        self.tree.setCurrentIndex(self.model.find(path))
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def drop(self, path: Path) -> None:
        """Take a folder away at once, before the library has done so."""
        self._states = tuple(state for state in self._states if state.path != path)
        self.model.drop(path)

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme, and room for large letters."""
        self.setMinimumWidth(max(LEAST_PX, LEAST_LETTERS * QFontMetrics(QApplication.font()).averageCharWidth()))
        self.tree.delegate.tokens = tokens
        self.tree.viewport().update()
        self.add.setIcon(icons.icon("folder-plus", tokens))
        self.problems.setIcon(icons.icon("warning", tokens))
        side = icon_px()
        for button in (self.add, self.problems):
            button.setIconSize(QSize(side, side))

    def _active(self, narrows: str) -> bool:
        return bool(self._query) and holds(self._query, narrows)

    def save(self, kept: QSettings) -> None:
        """Keep which sections are closed."""
        kept.setValue("sidebar/folded", " ".join(sorted(map(str, self.tree.folded))))

    def restore(self, kept: QSettings) -> None:
        """Close what was closed the last time, before there is anything in it."""
        self.tree.folded = set(str(kept.value("sidebar/folded", "")).split())

    def _show_folders(self) -> None:
        rows = [
            sidebar_rows.folder(state, self.folders, self._active, counting=self._counting) for state in self._states
        ]
        self.model.show_section(sidebar_rows.section("folders"), rows, 0)

    def _show_saved(self) -> None:
        rows = [sidebar_rows.saved(each, self._model_id) for each in self._saved]
        self.model.show_section(sidebar_rows.section("saved"), rows, 1)

    def _show_facet(self, key: str, place: int) -> None:
        rows = sidebar_rows.facets(key, self._facets, self._answer, self._active, all_=key in self._unfolded)
        narrowing = len(rows) > 1 or any(row.active for row in rows)  # one kind alone narrows nothing
        self.model.show_section(sidebar_rows.section(key), rows if narrowing else [], 2 + place)

    @Slot(object)
    def _on_used(self, row: Row) -> None:
        if row.kind is Kind.SAVED:
            self.search_chosen.emit(row.key)
        elif row.kind is Kind.MORE and isinstance(row.key, tuple):
            self._unfolded ^= {str(row.key[1])}
            self.show_facets(self._facets, self._answer)
        elif row.narrows:
            (self.filter_dropped if row.active else self.filter_chosen).emit(row.narrows)

    @Slot(object)
    def _on_paused(self, row: Row) -> None:
        self.folder_paused.emit(row.key, row.hold is not Hold.PAUSE)

    @Slot(object)
    def _on_removed(self, row: Row) -> None:
        match row.kind:
            case Kind.FOLDER:
                self.folder_removed.emit(row.key)
            case Kind.SUBFOLDER:
                self.folder_excluded.emit(row.key)
            case Kind.SAVED:
                self.search_removed.emit(row.key)

    @Slot(object, QPoint)
    def _on_menu_wanted(self, row: Row, where: QPoint) -> None:
        deeds = self.deeds(row)
        if deeds:
            self.menu = QMenu(self)
            for text, call in deeds:
                self.menu.addAction(text).triggered.connect(call)
            self.menu.popup(where)

    def deeds(self, row: Row) -> list[tuple[str, Callable[[], object]]]:
        """What can be done with a row: words, and the deed."""
        use = (
            self.tr("Search everywhere again") if row.active else self.tr("Search only here"),
            lambda: self._on_used(row),
        )
        match row.kind:
            case Kind.FOLDER | Kind.SUBFOLDER:
                return [use, *self._of_folder(row)]
            case Kind.SAVED:
                pin = self.tr("Unpin") if row.pinned else self.tr("Pin")
                return [
                    (self.tr("Search"), lambda: self._on_used(row)),
                    (self.tr("Rename"), lambda: self.tree.edit(self.model.find(row.key))),
                    (pin, lambda: self.search_pinned.emit(row.key, not row.pinned)),
                    (self.tr("Delete"), lambda: self._on_removed(row)),
                ]
            case Kind.FACET:
                return [use]
            case _:
                return []

    def _of_folder(self, row: Row) -> list[tuple[str, Callable[[], object]]]:
        of_library = row.kind is Kind.FOLDER
        pause = self.tr("Go on indexing") if row.hold is Hold.PAUSE else self.tr("Pause indexing")
        remove = self.tr("Remove from the search") if of_library else self.tr("Leave out of the search")
        deeds: list[tuple[str, Callable[[], object]]] = [
            (pause, partial(self._on_paused, row)),
            (self.tr("Read all its files again"), partial(self.folder_reread.emit, row.key)),
            (self.tr("Show in the file manager"), partial(self.folder_shown.emit, row.key)),
            (self.tr("Why not a file in here…"), partial(self.file_missed.emit, row.key)),
            (remove, partial(self._on_removed, row)),
        ]
        return deeds if of_library else deeds[1:]
