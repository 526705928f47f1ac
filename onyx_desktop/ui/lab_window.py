"""The lab: which model is best for the user's own files, and what its vectors look like. Stands beside the window.

Six pages over one choice of questions. What was measured stays while the program runs, also while the lab is closed.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from onyx_desktop.ui import lab_words, wording
from onyx_desktop.ui.lab_desk import LabDesk, Task
from onyx_desktop.ui.lab_fast import FastPage
from onyx_desktop.ui.lab_judge import JudgePage
from onyx_desktop.ui.lab_map import MapPage
from onyx_desktop.ui.lab_pages import ShapePage, TrialPage, deeds, note, scrolled
from onyx_desktop.ui.lab_tune import TunePage
from onyx_desktop.ui.message_bar import MessageBar
from onyx_desktop.ui.pace import Left

if TYPE_CHECKING:
    from onyx_desktop.domain import Answer, Step
    from onyx_desktop.ui.desk import Desk
    from onyx_desktop.ui.model_desk import ModelDesk
    from onyx_desktop.ui.palette import Tokens

_MINE = "mine"


class LabWindow(QDialog):
    """All pages."""

    passage_opened = Signal(object)  # lab.chart.Dot
    model_wanted = Signal(str)  # the id of one that was made here

    def __init__(self, desks: tuple[Desk, LabDesk, ModelDesk], tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        desk, lab, models = desks
        self._lab = lab
        self.setWindowTitle(self.tr("Lab"))
        wide = 170 * self.fontMetrics().averageCharWidth()
        self.resize(QSize(wide, round(0.72 * wide)).boundedTo(self.screen().availableSize()))
        self.setMinimumSize(640, 460)
        self.message = MessageBar(self)
        self.sets = QComboBox(self)
        self.sets.setMinimumContentsLength(24)
        self.facts, self.progress, self.bar = note("", self), QLabel(self), QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self._left = Left()
        self.make = QPushButton(self.tr("Make questions from my documents"), self)
        self.bring_in, self.stop = QPushButton(self.tr("Import…"), self), QPushButton(self.tr("Stop"), self)
        self.trial, self.map = TrialPage(lab, tokens, self), MapPage(lab, tokens, self)
        self.shape, self.judge = ShapePage(lab, self), JudgePage(desk, lab, self)
        self.tune, self.fast = TunePage(lab, models, self), FastPage(lab, models, self)
        self._shown = {
            Task.TRIAL: self.trial.refresh, Task.SHAPE: self.shape.refresh, Task.CHART: self.map.refresh,
            Task.TUNE: self.tune.refresh, Task.FAST: self.fast.refresh,
        }  # fmt: skip
        self.pages = QTabWidget(self)
        self._add_pages()
        self._arrange()
        self._connect()
        self.retint(tokens)
        self._on_changed(None)
        lab.list_sets()
        lab.ask_begun()

    def _add_pages(self) -> None:
        for page, title in (
            (scrolled(self.trial, self), self.tr("Models")),
            (self.judge, self.tr("Judge results")),
            (scrolled(self.map, self), self.tr("Map")),
            (scrolled(self.shape, self), self.tr("Vectors")),
            (self.tune, self.tr("Fine-tune")),
            (self.fast, self.tr("Make a fast model")),
        ):
            self.pages.addTab(page, title)
        self.pages.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its bar takes the keys
        self.pages.tabBar().setAccessibleName(self.tr("Pages of the lab"))

    def _arrange(self) -> None:
        foot = QHBoxLayout()
        label = QLabel(self.tr("Questions"), self)
        label.setBuddy(self.sets)
        self.sets.setAccessibleName(self.tr("Questions"))
        foot.addWidget(self.progress, 1)
        foot.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.message)
        column.addLayout(deeds(label, self.sets, self.make, self.bring_in))
        column.addWidget(self.facts)
        column.addWidget(self.pages, 1)
        column.addWidget(self.bar)
        column.addLayout(foot)

    def _connect(self) -> None:
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self.make.clicked.connect(self._lab.make)
        self.bring_in.clicked.connect(self._on_import)
        self.stop.clicked.connect(self._lab.cancel)
        self.trial.start.clicked.connect(lambda: self._lab.try_models(self.set_name))
        self.shape.start.clicked.connect(lambda: self._lab.look(self.set_name))
        self.tune.start.clicked.connect(lambda: self._lab.tune(self.set_name, self.tune.wish))
        self.tune.go_on.clicked.connect(self._on_go_on)
        self.fast.start.clicked.connect(lambda: self._lab.make_fast(self.set_name, self.fast.wish))
        for page in (self.tune, self.fast):
            page.use_wanted.connect(self.model_wanted)
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
        for page in (self.tune, self.fast):
            page.show_busy(busy)
        self.tune.show_begun(self._lab.begun)
        self.stop.setVisible(busy)
        self.bar.setVisible(busy)
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
        self.progress.setText(wording.progress(step) + self._left.told(step, time.monotonic()))
        self.bar.setRange(0, step.total)
        self.bar.setValue(step.done)

    @Slot()
    def _on_go_on(self) -> None:
        begun = self._lab.begun
        if begun is not None:
            self._lab.tune(begun.questions, begun.wish)

    @Slot()
    def _on_import(self) -> None:
        kinds = self.tr("Questions (*.csv *.tsv queries.jsonl);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose questions"), str(Path.home()), kinds)
        if chosen:
            path = Path(chosen)
            self._lab.bring_in(path.parent if path.name == "queries.jsonl" else path)
