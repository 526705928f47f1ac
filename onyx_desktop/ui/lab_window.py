"""The lab: which model is best for the user's own files, and what its vectors look like. Stands beside the window.

Four pages over one choice of questions. What was measured stays while the program runs, also while the lab is closed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from onyx_desktop.ui import lab_words, wording
from onyx_desktop.ui.lab_desk import LabDesk, Task
from onyx_desktop.ui.lab_judge import JudgePage
from onyx_desktop.ui.lab_pages import MapPage, ShapePage, TrialPage, note
from onyx_desktop.ui.message_bar import MessageBar

if TYPE_CHECKING:
    from onyx_desktop.domain import Answer, Step
    from onyx_desktop.ui.desk import Desk
    from onyx_desktop.ui.palette import Tokens

_MINE = "mine"


class LabWindow(QDialog):
    """All pages."""

    passage_opened = Signal(object)  # lab.chart.Dot

    def __init__(self, desk: Desk, lab: LabDesk, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._lab = lab
        self.setWindowTitle(self.tr("Lab"))
        wide = 170 * self.fontMetrics().averageCharWidth()
        self.resize(QSize(wide, round(0.72 * wide)).boundedTo(self.screen().availableSize()))
        self.setMinimumSize(640, 460)
        self.message = MessageBar(self)
        self.sets = QComboBox(self)
        self.sets.setMinimumContentsLength(18)
        self.facts, self.progress = note("", self), QLabel(self)
        self.make = QPushButton(self.tr("Make questions from my documents"), self)
        self.bring_in, self.stop = QPushButton(self.tr("Import…"), self), QPushButton(self.tr("Stop"), self)
        self.trial, self.map = TrialPage(lab, tokens, self), MapPage(lab, tokens, self)
        self.shape, self.judge = ShapePage(lab, self), JudgePage(desk, lab, self)
        self._shown = {
            Task.TRIAL: self.trial.refresh, Task.SHAPE: self.shape.refresh, Task.CHART: self.map.refresh
        }  # fmt: skip
        self.pages = QTabWidget(self)
        for page, title in (
            (self.trial, self.tr("Models")),
            (self.judge, self.tr("Judge results")),
            (self.map, self.tr("Map")),
            (self.shape, self.tr("Vectors")),
        ):
            self.pages.addTab(page, title)
        self.pages.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its bar takes the keys
        self.pages.tabBar().setAccessibleName(self.tr("Pages of the lab"))
        self._arrange()
        self._connect()
        self.retint(tokens)
        self._on_changed(None)
        lab.list_sets()

    def _arrange(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        label = QLabel(self.tr("Questions"), self)
        label.setBuddy(self.sets)
        self.sets.setAccessibleName(self.tr("Questions"))
        for part in (label, self.sets, self.make, self.bring_in):
            head.addWidget(part)
        head.addStretch(1)
        foot.addWidget(self.progress, 1)
        foot.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.message)
        column.addLayout(head)
        column.addWidget(self.facts)
        column.addWidget(self.pages, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self.make.clicked.connect(self._lab.make)
        self.bring_in.clicked.connect(self._on_import)
        self.stop.clicked.connect(self._lab.cancel)
        self.trial.start.clicked.connect(lambda: self._lab.try_models(self.set_name))
        self.shape.start.clicked.connect(lambda: self._lab.look(self.set_name))
        self.map.start.clicked.connect(self._lab.draw)
        self.map.opened.connect(self.passage_opened)
        self.sets.currentIndexChanged.connect(self._on_set)
        self._lab.changed.connect(self._on_changed)
        self._lab.stepped.connect(self._on_step)
        self._lab.failed.connect(self.message.tell_error)

    @property
    def set_name(self) -> str:
        """The questions that are chosen."""
        return str(self.sets.currentData() or _MINE)

    def retint(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self.message.retint(tokens)
        for plot in (self.trial.plot, self.map.plot):
            plot.dress(tokens)

    def show_answer(self, answer: Answer) -> None:
        """Light up what was found."""
        self.map.plot.light({chunk for hit in answer.hits for chunk in (hit.chunk_id, *hit.chunks)})

    @Slot(object)
    def _on_changed(self, task: Task | None) -> None:
        busy = self._lab.running is not None
        for button in (self.make, self.bring_in, self.trial.start, self.shape.start, self.map.start):
            button.setEnabled(not busy)
        self.stop.setVisible(busy)
        if not busy:
            self.progress.setText("")
            self._show_sets()
            if task in self._shown:
                self._shown[task]()

    def _show_sets(self) -> None:
        chosen = self.sets.currentData()
        self.sets.blockSignals(True)
        self.sets.clear()
        for each in self._lab.results.get(Task.SETS, ()):
            self.sets.addItem(lab_words.set_name(each), each.name)
        self.sets.setCurrentIndex(max(0, self.sets.findData(chosen)))
        self.sets.blockSignals(False)
        self.sets.setEnabled(self.sets.count() > 0)
        self._on_set()

    @Slot()
    def _on_set(self) -> None:
        found = {each.name: each for each in self._lab.results.get(Task.SETS, ())}
        chosen = found.get(self.set_name)
        none = self.tr("Questions with known answers are made from titles, headings and sentences of your documents.")
        self.facts.setText(none if chosen is None else lab_words.set_facts(chosen))

    @Slot(object)
    def _on_step(self, step: Step) -> None:
        self.progress.setText(wording.progress(step))

    @Slot()
    def _on_import(self) -> None:
        kinds = self.tr("Questions (*.csv *.tsv queries.jsonl);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose questions"), str(Path.home()), kinds)
        if chosen:
            path = Path(chosen)
            self._lab.bring_in(path.parent if path.name == "queries.jsonl" else path)
