"""The model page: cards at the left, the chosen one at the right, with its vectors' length and precision if it answers.

Shows what the model desk knows and asks it for deeds; never touches the library. It stands beside the window and blocks
nothing: search, index and download go on. Troubles are told in its own bar. A folder, a zip or a file of word vectors
that is dropped on it is imported.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from onyx_desktop.ui import model_words as words
from onyx_desktop.ui import wording
from onyx_desktop.ui.drop_sheet import DropSheet
from onyx_desktop.ui.message_bar import MessageBar
from onyx_desktop.ui.messages import Act, Message
from onyx_desktop.ui.model_desk import ModelDesk, Work
from onyx_desktop.ui.model_detail import ModelDetail
from onyx_desktop.ui.model_list import ModelList
from onyx_desktop.ui.model_looks import LooksPane
from onyx_desktop.ui.model_offer import ModelOffer
from onyx_desktop.ui.model_rows import Row
from onyx_desktop.ui.model_settings import ModelSettings
from onyx_desktop.ui.model_words import Stand

if TYPE_CHECKING:
    from onyx_desktop.domain import ModelCard, Step
    from onyx_desktop.errors import OnyxError
    from onyx_desktop.library.shelves import ModelState
    from onyx_desktop.ui.desk import Desk
    from onyx_desktop.ui.palette import Tokens

_TIME_AFTER_MS = 800


class ModelDialog(QDialog):
    """One page for all models."""

    def __init__(self, desk: Desk, models: ModelDesk, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._models = desk, models
        self._retry = ""
        self.setWindowTitle(self.tr("Search model"))
        wide = 180 * self.fontMetrics().averageCharWidth()
        self.resize(QSize(wide, round(0.7 * wide)).boundedTo(self.screen().availableSize()))
        self.setMinimumSize(640, 420)
        self.message, self.offer = MessageBar(self), ModelOffer(models, self)
        self.list = ModelList(tokens, self)
        self.detail, self.looks = ModelDetail(models, self), LooksPane(models, self)
        self.settings = ModelSettings(models, self)
        self.importing = QLabel(self)
        self.importing.setObjectName("muted")
        self.add, self.close_button = QPushButton(self.tr("Import…"), self), QPushButton(self.tr("Close"), self)
        self._arrange()
        self.sheet = DropSheet(tokens, self, self.tr("Drop to import this model"))
        self._timing = QTimer(self, singleShot=True, interval=_TIME_AFTER_MS)
        self._connect()
        self.retint(tokens)
        self.refresh()
        self.list.view.setFocus()
        models.refresh()

    def _arrange(self) -> None:
        right = QWidget(self)
        right.setObjectName("paper")
        inside = QVBoxLayout(right)
        inside.setContentsMargins(20, 16, 20, 16)
        inside.setSpacing(20)
        inside.addWidget(self.detail)
        inside.addWidget(self.looks)
        inside.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(right)
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.setChildrenCollapsible(False)
        both.addWidget(self.list)
        both.addWidget(scroll)
        both.setSizes([self.width() * 2 // 5, self.width() * 3 // 5])
        both.setStretchFactor(1, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addWidget(self.importing, 1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        for part in (self.message, self.offer):
            column.addWidget(part)
        column.addWidget(both, 1)
        column.addWidget(self.settings)
        column.addLayout(foot)

    def _connect(self) -> None:
        menu = QMenu(self.add)
        menu.addAction(self.tr("A folder …"), self._on_import_folder)
        menu.addAction(self.tr("A zip or a file of word vectors …"), self._on_import_file)
        self.add.setMenu(menu)
        self.close_button.clicked.connect(self.close)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter in the filter installs nothing
        self.sheet.dropped.connect(self._on_dropped)
        self.list.chosen.connect(self._on_chosen)
        self.message.acted.connect(self._on_acted)
        self._models.changed.connect(self.refresh)
        self._models.failed.connect(self._on_failed)
        self._models.stepped.connect(self._on_step)
        self._models.ended.connect(self._on_ended)
        self._desk.stepped.connect(self._on_build_step)
        self._timing.timeout.connect(self._on_rest)

    def retint(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self.list.delegate.tokens = tokens
        self.list.view.viewport().update()
        self.message.retint(tokens)
        self.sheet.tokens = tokens

    @Slot()
    def refresh(self) -> None:
        """Show what the model desk knows now."""
        self.list.show_rows([self._row(state) for state in self._models.states])
        if not self.list.model and self._models.answering is not None:
            self.list.choose(self._models.answering.card.id)
        self._show_chosen()
        self.settings.show_settings(self._models.settings)
        self.offer.refresh()

    def _row(self, state: ModelState) -> Row:
        stand = words.stand(state, self._models.running(Work.INSTALL, state.card.id))
        busy = stand in {Stand.DOWNLOADING, Stand.BUILDING}
        row = self.list.rows.row(state.card.id)
        share = row.share if row is not None and busy and row.stand is stand else None
        return Row(state, stand, self._models.speeds.get(state.card.id), share)

    def _show_chosen(self) -> None:
        state = self._models.state(self.list.model)
        self.detail.show_model(state)
        self.looks.show_model(state if state is not None and state.answering and state.chosen else None)

    @Slot(str)
    def _on_chosen(self, _model: str) -> None:
        self._show_chosen()
        self._timing.start()

    @Slot()
    def _on_rest(self) -> None:
        """Time an installed model once a person looks at it, unless the computer is busy with the index."""
        state = self._models.state(self.list.model)
        if state is None or not state.installed or not words.embeds(state.card.kind) or self._desk.updating:
            return
        if state.card.id not in self._models.speeds:
            self._models.measure_speed(state.card.id)

    # Progress and endings.

    @Slot(object, str, object)
    def _on_step(self, work: Work, model: str, step: Step) -> None:
        if work is Work.INSTALL:
            self.list.rows.step(model, step.done / step.total if step.total else None)
        elif work is Work.IMPORT:
            self.importing.setText(self.tr("Importing: {0}").format(wording.progress(step)))

    @Slot(object)
    def _on_build_step(self, step: Step) -> None:
        building = next((each for each in self._models.states if each.chosen and not each.answering), None)
        if building is not None:
            self.list.rows.step(building.card.id, step.done / step.total if step.total else None)
            self.detail.show_build(step)

    @Slot(object, str, object)
    def _on_ended(self, work: Work, model: str, result: ModelCard | None) -> None:
        if work is Work.IMPORT:
            self.importing.setText("")
        if work is Work.INSTALL and result is not None:
            self.message.tell(Message(self.tr("{0} is installed.").format(result.name)), 10.0)
        elif work is Work.IMPORT and result is not None:
            self.message.tell(Message(self.tr("{0} is imported.").format(result.name)), 10.0)
            self.list.filter.clear()
            QTimer.singleShot(0, self, lambda: self.list.await_model(result.id))
        elif work is Work.INSTALL:
            self._retry = model

    @Slot(object)
    def _on_failed(self, error: OnyxError) -> None:
        self.message.tell_error(error)

    @Slot(object)
    def _on_acted(self, act: Act) -> None:
        if act is Act.RETRY and self._retry:
            self._models.install(self._retry)
        elif act is Act.RETRY:
            self._models.refresh()

    # Import.

    @Slot()
    def _on_import_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose the folder of a model"), str(Path.home()))
        if chosen:
            self._models.import_model(Path(chosen))

    @Slot()
    def _on_import_file(self) -> None:
        endings = "*.zip *.txt *.vec *.bin *.gz *.model"
        kinds = f"{self.tr('Models')} ({endings});;{self.tr('All files')} (*)"
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a model file"), str(Path.home()), kinds)
        if chosen:
            self._models.import_model(Path(chosen))

    @Slot(list)
    def _on_dropped(self, paths: list[Path]) -> None:
        for path in paths:
            self._models.import_model(path)
