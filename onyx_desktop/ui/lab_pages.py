"""Pages of the lab's window, models and vectors, and what all its pages are made of. Each shows what the desk knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from onyx_desktop.domain import Precision, Way
from onyx_desktop.ui import lab_words, model_words, wording
from onyx_desktop.ui.flow import Flow
from onyx_desktop.ui.lab_desk import LabDesk, Task
from onyx_desktop.ui.lab_plots import TrialPlot
from onyx_desktop.ui.lab_words import FIGURE
from onyx_desktop.ui.model_slider import StopSlider

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from onyx_desktop.library.lab.geometry import Looks
    from onyx_desktop.library.lab.trial import Outcome
    from onyx_desktop.ui.palette import Tokens


_ROWS_SEEN = 4  # at least, however little room there is


class FiguresTable(QTableWidget):
    """A table that gives its first column what the others leave, and scrolls sideways before it cuts a name."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self.share()

    def share(self) -> None:
        """Stretch the first column if all names fit."""
        header = self.horizontalHeader()
        wanted = max(self.sizeHintForColumn(0) + 8, header.sectionSizeHint(0))
        others = sum(header.sectionSize(each) for each in range(1, self.columnCount()))
        fits = wanted + others <= self.viewport().width()
        header.setSectionResizeMode(0, header.ResizeMode.Stretch if fits else header.ResizeMode.ResizeToContents)


def table(parent: QWidget, name: str, heads: Sequence[str]) -> FiguresTable:
    """A table to read, not to write in; numbers stand at the right."""
    made = FiguresTable(0, len(heads), parent)
    made.setObjectName("figures")
    made.setAccessibleName(name)
    for column, text in enumerate(heads):
        head, side = QTableWidgetItem(text), Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        head.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        made.setHorizontalHeaderItem(column, head)
    made.verticalHeader().hide()
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    made.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    made.horizontalHeader().setHighlightSections(False)
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.setTabKeyNavigation(False)
    rows = _ROWS_SEEN * made.verticalHeader().defaultSectionSize()
    made.setMinimumHeight(rows + made.horizontalHeader().sizeHint().height())
    return made


def fill(into: FiguresTable, rows: Sequence[Sequence[str]]) -> None:
    """Show other rows."""
    into.setRowCount(len(rows))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            cell = QTableWidgetItem(text)
            if column:
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            into.setItem(row, column, cell)
    into.share()


def deeds(*controls: QWidget) -> Flow:
    """Controls side by side, in as many rows as large letters need."""
    made = Flow(spacing=8)
    for each in controls:
        if isinstance(each, QLabel):  # its text stands beside that of what it names
            each.setMinimumHeight(max(other.sizeHint().height() for other in controls))
        made.addWidget(each)
    return made


def scrolled(page: QWidget, parent: QWidget) -> QScrollArea:
    """A page that scrolls where letters are large or the window is small."""
    made = QScrollArea(parent)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidgetResizable(True)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setObjectName("sheet")
    made.setWidget(page)
    return made


def note(text: str, parent: QWidget, name: str = "muted") -> QLabel:
    """A line that wraps."""
    made = QLabel(text, parent)
    made.setObjectName(name)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


class TrialPage(QWidget):
    """Which model is best for the user's own files, and what it would cost."""

    def __init__(self, lab: LabDesk, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._lab = lab
        self._alone: list[Outcome] = []
        self.start = QPushButton(self.tr("Try all installed models"), self)
        self.advice = note(
            self.tr("Every installed model answers your questions over a sample of your documents."), self
        )
        self.plot = TrialPlot(tokens, self)
        self.slider, self.cost = StopSlider(self), note("", self, "")
        heads = (self.tr("Model"), "nDCG@10", self.tr("Recall@10"), self.tr("Asked"), self.tr("Passages a second"))
        self.rows = table(
            self, self.tr("What was tried"), (*heads, self.tr("Indexing"), self.tr("Vectors"), self.tr("Search"))
        )
        self._length = QLabel(self.tr("Length"), self)
        self._length.setBuddy(self.slider)
        length = QHBoxLayout()
        length.addWidget(self._length)
        length.addWidget(self.slider)
        length.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(self.advice)
        column.addLayout(deeds(self.start))
        column.addWidget(self.plot, 3)
        column.addWidget(self.cost)
        column.addLayout(length)
        column.addWidget(self.rows, 2)
        self.slider.chosen.connect(self._on_length)
        self.rows.itemSelectionChanged.connect(self._on_row)
        self.refresh()

    def refresh(self) -> None:
        """Show what was tried."""
        found = self._lab.results.get(Task.TRIAL)
        for part in (self.plot, self._length, self.slider, self.cost, self.rows):
            part.setVisible(found is not None)
        if found is None:
            return
        tried, advised, self._used = found
        self.advice.setText(lab_words.advice(advised))
        self.advice.setObjectName("headline")
        self._alone = [each for each in tried.outcomes if each.contestant.way is Way.MEANING]
        ordered = sorted(tried.outcomes, key=lambda each: -each.mean(FIGURE))
        fill(self.rows, [_cells(each) for each in ordered])
        self._ordered = ordered
        self.show_outcome(advised.outcome if advised is not None else ordered[0])

    def show_outcome(self, outcome: Outcome) -> None:
        """Mark one, and tell what it would cost."""
        told = outcome.contestant
        lengths = sorted({
            each.contestant.look.dimensions for each in self._alone
            if each.contestant.model == told.model and each.contestant.look.precision is Precision.FLOAT16
        })  # fmt: skip
        self._model = told.model
        self.slider.show_stops(lengths, told.look.dimensions)
        self.plot.show_outcomes(self._alone, next((each for each in self._alone if each.contestant == told), None))
        quality = self.tr("{0}: nDCG@10 {1}.").format(
            lab_words.contestant(outcome), model_words.decimal(outcome.mean(FIGURE), 3)
        )
        self.cost.setText(" ".join((quality, lab_words.cost(outcome), self._beside(outcome))))

    def _beside(self, outcome: Outcome) -> str:
        """How it stands to what is in use, if both were asked alike."""
        from onyx_desktop.library.lab.advice import versus  # heavy, and loaded by now

        used = next((each for each in self._alone if each.contestant == self._used), None)
        if used is None or used is outcome or outcome.contestant.way is not Way.MEANING:
            return ""
        return lab_words.compared(outcome, used, versus(outcome, used))

    @Slot(int)
    def _on_length(self, length: int) -> None:
        for each in self._alone:
            told = each.contestant
            if (told.model, told.look.dimensions, told.look.precision) == (self._model, length, Precision.FLOAT16):
                self.show_outcome(each)

    @Slot()
    def _on_row(self) -> None:
        rows = self.rows.selectionModel().selectedRows()
        if rows:
            self.show_outcome(self._ordered[rows[0].row()])


def _cells(of: Outcome) -> tuple[str, ...]:
    coded = "" if of.coded else " *"
    return (
        lab_words.contestant(of) + coded, model_words.decimal(of.mean(FIGURE), 3),
        model_words.decimal(of.mean("recall@10"), 3), lab_words.way(of.contestant.way),
        wording.number(round(of.passages_a_second)), lab_words.hours(of.hours), model_words.size(of.vectors_bytes),
        f"{model_words.milliseconds(of.ms)} ms",
    )  # fmt: skip


class ShapePage(QWidget):
    """What the vectors look like, and what changing them would do."""

    def __init__(self, lab: LabDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self._lab = lab
        self.start = QPushButton(self.tr("Look at the vectors"), self)
        self.lead = note(
            self.tr("How the model's vectors lie, and what shortening or turning them would change."), self
        )
        heads = (self.tr("Change"), self.tr("Numbers"), "nDCG@10", self.tr("Against as they are"))
        self.changes = table(self, self.tr("Changes of the vectors"), heads)
        self.rooms = table(self, self.tr("Room for all passages"), (self.tr("Length and precision"), self.tr("Size")))
        both = QHBoxLayout()
        both.addWidget(self.changes, 3)
        both.addWidget(self.rooms, 2)
        column = QVBoxLayout(self)
        column.addWidget(self.lead)
        column.addLayout(deeds(self.start))
        column.addLayout(both, 1)
        self.refresh()

    def refresh(self) -> None:
        """Show what was found."""
        looks: Looks | None = self._lab.results.get(Task.SHAPE)
        for part in (self.changes, self.rooms):
            part.setVisible(looks is not None)
        if looks is None:
            return
        self.lead.setText(lab_words.shape(looks))
        fill(self.changes, [lab_words.change(each) for each in looks.changes])
        rows = [
            (f"{room.look.dimensions}, {model_words.precision(room.look.precision)}", model_words.size(room.size_bytes))
            for room in looks.rooms
        ]
        fill(self.rooms, rows)
