"""Arranges the panes and connects them to the desk: a pane asks, the desk answers, a pane shows. No logic here."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QVBoxLayout, QWidget

from onyx_desktop import paths
from onyx_desktop.ui import commands, icons, menus, motion, palette, wording
from onyx_desktop.ui.actions import Actions, Deed
from onyx_desktop.ui.deeds import HitDeeds
from onyx_desktop.ui.drop_sheet import DropSheet
from onyx_desktop.ui.exporting import Exports
from onyx_desktop.ui.folder_deeds import FolderDeeds
from onyx_desktop.ui.folders_pane import FoldersPane
from onyx_desktop.ui.laboratory import Laboratory
from onyx_desktop.ui.matches import Matches
from onyx_desktop.ui.message_bar import MessageBar
from onyx_desktop.ui.messages import Act, Message
from onyx_desktop.ui.model_desk import ModelDesk
from onyx_desktop.ui.model_dialog import ModelDialog
from onyx_desktop.ui.narrowing import Narrowing
from onyx_desktop.ui.notice import Notice
from onyx_desktop.ui.panes import Panes
from onyx_desktop.ui.pins import Pins
from onyx_desktop.ui.preferences import Preferences
from onyx_desktop.ui.preview_pane import PreviewPane
from onyx_desktop.ui.quoting import Quoting
from onyx_desktop.ui.removals import Removals
from onyx_desktop.ui.repair import Repair
from onyx_desktop.ui.search_bar import SearchBar
from onyx_desktop.ui.search_keeping import SearchKeeping
from onyx_desktop.ui.search_pane import SearchPane
from onyx_desktop.ui.similarity import Similarity
from onyx_desktop.ui.states import States
from onyx_desktop.ui.status_strip import StatusStrip
from onyx_desktop.ui.why import Why

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QCloseEvent

    from onyx_desktop.domain import Answer, Step, Updated
    from onyx_desktop.library.shelves import ModelState
    from onyx_desktop.library.status import Status
    from onyx_desktop.settings import Settings
    from onyx_desktop.ui.desk import Desk
    from onyx_desktop.ui.problems_dialog import ProblemsDialog


class MainWindow(QMainWindow):
    """The window of one library."""

    closed = Signal()
    settings_kept = Signal()
    language_wanted = Signal()

    def __init__(self, desk: Desk, settings: Settings, save: Callable[[Settings], None], home: paths.Home) -> None:
        super().__init__()
        self.desk, self.settings, self._save, self.home = desk, settings, save, home
        self._geometry = QSettings(str(home.config / "window.ini"), QSettings.Format.IniFormat)
        self._counts = (0, 0)
        self.dialog: ProblemsDialog | None = None
        self.model_page: ModelDialog | None = None
        self.models = ModelDesk(desk, lambda: self.settings, self.keep)
        tokens = palette.tokens_for(settings.theme)
        self.bar, self.message = SearchBar(settings.debounce_ms, self), MessageBar(self)
        self.folders = FoldersPane(tokens, self)
        self.search = SearchPane(desk, tokens, self)
        self.preview = PreviewPane(desk, tokens, self)
        self.panes = Panes(self.folders, self.search, self.preview, self)
        self.strip, self.deed_actions = StatusStrip(self), Actions(self)
        self.deeds = HitDeeds(desk, self)
        self.similarity = Similarity(desk, self.bar)
        self.why = Why(desk, self.search, self.preview, self.folders)
        self.matches = Matches(desk, self.search, self.preview)
        self.preferences, self.narrowing = Preferences(self), Narrowing(self)
        self.removals, self.exports, self.pins = Removals(self), Exports(self), Pins(self.bar, self.search)
        self.folder_deeds, self.keeping = FolderDeeds(self), SearchKeeping(self)
        self.states, self.repair, self.notice = States(self), Repair(self), Notice(self)
        self.quoting, self.laboratory = Quoting(self), Laboratory(self)
        self._arrange()
        self.sheet = DropSheet(tokens, self, field=self.bar.field)
        self.sheet.dropped.connect(self.quoting.add)
        self.sheet.dropped_on_field.connect(self.similarity.to_files)
        self.similarity.failed.connect(self.message.tell_error)
        self._connect_panes()
        self._connect_desk()
        commands.connect(self)
        self.search.delegate.show_cosine = settings.show_cosine
        self.preview.inverts = settings.invert_pages
        self.dress(settings.theme)
        self.panes.restore(self._geometry, self)

    def _arrange(self) -> None:
        self.setWindowTitle("Onyx Desktop")
        self.setWindowIcon(icons.application_icon())
        self.setMinimumSize(480, 400)
        self.resize(1280, 800)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.bar, self.message, self.panes, self.strip):
            column.addWidget(part, 1 if part is self.panes else 0)
        self.setCentralWidget(middle)
        menus.give(self.deed_actions, self, self.bar.menu)
        self.search.views.offer(menus.of_hit(self.deed_actions, self))
        self.bar.field.setFocus()

    def _connect_panes(self) -> None:
        self.bar.asked.connect(self.search.ask)
        self.bar.emptied.connect(self.search.clear)
        self.bar.left_downwards.connect(self.search.enter)
        self.search.list.left_upwards.connect(self.bar.focus)
        self.search.chosen.connect(self.preview.show_hit)
        self.search.list.opened.connect(self.deeds.open)
        self.search.list.shown_in_folder.connect(self.deeds.show_in_folder)
        self.search.answered.connect(self._on_answered)
        self.search.emptied.connect(self.preview.clear)
        self.preview.file_opened.connect(self.deeds.open)
        self.preview.shown_in_folder.connect(self.deeds.show_in_folder)
        self.deeds.told.connect(self.message.tell)
        for pane in (self.folders, self.panes.welcome):
            pane.folder_wanted.connect(self.choose_folder)
        self.panes.welcome.samples_wanted.connect(self.add_samples)
        self.strip.pause_wanted.connect(self.set_paused)
        self.strip.cancel_wanted.connect(self.desk.cancel)
        self.strip.models_wanted.connect(self.show_models)
        self.message.acted.connect(lambda act: commands.act(self, act))
        self.exports.told.connect(self.message.tell)

    def _connect_desk(self) -> None:
        self.desk.failed.connect(self.message.tell_error)
        self.desk.status_changed.connect(self._on_status)
        self.desk.update_started.connect(self._on_update_started)
        self.desk.stepped.connect(self._on_step)
        self.desk.update_ended.connect(self._on_update_ended)
        self.models.switched.connect(self._on_switched)
        self.models.changed.connect(self._on_models_changed)

    # What a person can do.

    @Slot()
    def choose_folder(self) -> None:
        """Ask for a folder."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder to search in"), str(Path.home()))
        if chosen:
            self.quoting.add([Path(chosen)])

    @Slot()
    def add_samples(self) -> None:
        """Make the sample documents the first folder."""
        self.add_folders([paths.resource(wording.SAMPLES)])

    def add_folders(self, folders: Sequence[Path]) -> None:
        """Put folders on the shelf at once; files that were given instead are refused in a sentence."""
        real = self.quoting.real(folders)
        if real:
            self.panes.show_welcome(False)
            self.desk.add_folders(real)

    def remove_folder(self, folder: Path) -> None:
        """Take a folder off, at once for the eye; it can be brought back."""
        self.removals.folder(folder)

    @Slot()
    def show_models(self) -> None:
        """Open the model page, or bring it forward."""
        if self.model_page is None:
            self.model_page = ModelDialog(self.desk, self.models, palette.tokens_for(self.settings.theme), self)
            self.model_page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.model_page.finished.connect(self._on_models_closed)
            self.model_page.show()
        self.model_page.raise_()
        self.model_page.activateWindow()

    @Slot(bool)
    def set_paused(self, paused: bool) -> None:
        """Hold indexing or let it go on; the choice outlives the program."""
        (self.desk.pause if paused else self.desk.resume)()
        self.strip.show_paused(paused)
        self.deed_actions[Deed.PAUSE].setChecked(paused)
        self.keep(paused=paused)

    @Slot()
    def show_problems(self) -> None:
        """List the files that could not be read."""
        self.desk.ask(lambda library: library.problems(), self.folder_deeds.show_problems)

    @Slot(bool)
    def show_cosine(self, shown: bool) -> None:
        """Show or hide the cosine on the cards."""
        self.search.delegate.show_cosine = shown
        self.search.views.look_anew()
        self.keep(show_cosine=shown)

    @Slot(bool)
    def invert_pages(self, inverted: bool) -> None:
        """Show the pages of PDFs dark in the dark theme, or white as they are."""
        self.preview.inverts = inverted
        self.preview.retint(palette.tokens_for(self.settings.theme))
        self.keep(invert_pages=inverted)

    def dress(self, theme: str) -> None:
        """Take the colours of a theme, everywhere."""
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        tokens = palette.apply(application, theme, self.settings.text_size)
        motion.apply(application, self.settings.motion)
        for part in (self.bar, self.message, self.folders, self.search, self.preview, self.strip, self.deed_actions):
            part.retint(tokens)
        self.preferences.retint(tokens)
        self.laboratory.retint(tokens)
        self.sheet.tokens = tokens
        if self.model_page is not None:
            self.model_page.retint(tokens)
        self.keep(theme=theme)

    def keep(self, **changes: object) -> None:
        """Change settings and write them, if anything changed."""
        changed = dataclasses.replace(self.settings, **changes)  # type: ignore[arg-type]  # each caller names its field
        if changed != self.settings:
            self.settings = changed
            self._save(changed)
            self.settings_kept.emit()

    # What the desk and the panes tell.

    @Slot(object)
    def _on_status(self, status: Status) -> None:
        self.panes.show_welcome(not status.folders)
        self.folders.show_status(status)
        self.strip.show_status(status)
        self.search.delegate.folders = tuple(state.path for state in status.folders)
        self.search.summarise(status)
        counts = (status.searchable, status.embedded)
        if counts != self._counts:
            self._counts = counts
            self.search.refresh()

    @Slot()
    def _on_update_started(self) -> None:
        self.strip.start()
        self.strip.show_paused(self.desk.paused)

    @Slot(object)
    def _on_step(self, step: Step) -> None:
        if not self.desk.paused:
            self.strip.show_step(step)

    @Slot(object)
    def _on_update_ended(self, _result: Updated | None) -> None:
        self.strip.finish()
        self.search.refresh(at_once=True)

    @Slot(object, object)
    def _on_switched(self, now: ModelState, before: ModelState) -> None:
        self.search.refresh(at_once=True)
        if self.model_page is None:
            text = self.tr("{0} answers your searches now. The vectors of {1} are kept.")
            label = self.tr("Search model…")
            self.message.tell(Message(text.format(now.card.name, before.card.name), Act.MODELS, label))

    @Slot()
    def _on_models_changed(self) -> None:
        self.strip.show_online(self.models.downloading)

    @Slot()
    def _on_models_closed(self) -> None:
        self.model_page = None

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        self.bar.took(answer.ms)
        if not answer.hits:
            self.preview.clear()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the shape of the window and tell that it is gone."""
        self.panes.save(self._geometry, self)
        super().closeEvent(event)
        self.closed.emit()
