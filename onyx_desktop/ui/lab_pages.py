"""The pages of the lab's window: questions, models, vectors and map. Each shows what the lab's desk knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from onyx_desktop.domain import Precision, Way
from onyx_desktop.ui import lab_words, model_words, wording
from onyx_desktop.ui.lab_desk import LabDesk, Task
from onyx_desktop.ui.lab_plots import MapPlot, TrialPlot
from onyx_desktop.ui.lab_words import FIGURE
from onyx_desktop.ui.model_slider import StopSlider

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.library.lab.chart import Chart, Dot
    from onyx_desktop.library.lab.geometry import Looks
    from onyx_desktop.library.lab.trial import Outcome
    from onyx_desktop.ui.palette import Tokens


def table(parent: QWidget, name: str, heads: Sequence[str]) -> QTableWidget:
    """A table to read, not to write in; numbers stand at the right."""
    made = QTableWidget(0, len(heads), parent)
    made.setAccessibleName(name)
    made.setHorizontalHeaderLabels(list(heads))
    made.verticalHeader().hide()
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    made.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    made.horizontalHeader().setHighlightSections(False)
    made.setShowGrid(False)
    made.setTabKeyNavigation(False)
    return made


def fill(into: QTableWidget, rows: Sequence[Sequence[str]]) -> None:
    """Show other rows."""
    into.setRowCount(len(rows))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            cell = QTableWidgetItem(text)
            if column:
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            into.setItem(row, column, cell)


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
        row, length = QHBoxLayout(), QHBoxLayout()
        row.addWidget(self.advice, 1)
        row.addWidget(self.start)
        label = QLabel(self.tr("Length"), self)
        label.setBuddy(self.slider)
        length.addWidget(label)
        length.addWidget(self.slider)
        length.addWidget(self.cost, 1)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self.plot, 3)
        column.addLayout(length)
        column.addWidget(self.rows, 2)
        self.slider.chosen.connect(self._on_length)
        self.rows.itemSelectionChanged.connect(self._on_row)
        self.refresh()

    def refresh(self) -> None:
        """Show what was tried."""
        found = self._lab.results.get(Task.TRIAL)
        for part in (self.plot, self.slider, self.cost, self.rows):
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


class MapPage(QWidget):
    """The library on a plane."""

    opened = Signal(object)  # Dot

    def __init__(self, lab: LabDesk, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._lab = lab
        self.start = QPushButton(self.tr("Draw the map"), self)
        self.lead = note(self.tr("Each dot is a passage; what lies near each other is alike."), self)
        self.plot = MapPlot(tokens, self)
        self.told = note("", self, "")
        self.told.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.rows = table(self, self.tr("Groups of passages"), (self.tr("Telling words"), self.tr("Passages")))
        row, both = QHBoxLayout(), QHBoxLayout()
        row.addWidget(self.lead, 1)
        row.addWidget(self.start)
        both.addWidget(self.plot, 3)
        both.addWidget(self.rows, 1)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addLayout(both, 1)
        column.addWidget(self.told)
        self.plot.hovered.connect(self._on_hovered)
        self.plot.pressed.connect(self.opened.emit)
        self.refresh()

    def refresh(self) -> None:
        """Show the map that was drawn."""
        chart: Chart | None = self._lab.results.get(Task.CHART)
        for part in (self.plot, self.rows):
            part.setVisible(chart is not None)
        if chart is None:
            return
        self.plot.show_chart(chart)
        counts = [int((chart.group == number).sum()) for number in range(len(chart.names))]
        rows = sorted(zip(chart.names, counts, strict=True), key=lambda each: -each[1])
        fill(self.rows, [(", ".join(words), wording.number(count)) for words, count in rows])
        lead = self.tr(
            "{0} of {1} passages by their two main differences, {2} percent of all. Groups use all differences."
        )
        shown = wording.number(len(chart.dots)), wording.number(chart.of), round(100 * chart.explained)
        self.lead.setText(lead.format(*shown))

    @Slot(object)
    def _on_hovered(self, dot: Dot | None) -> None:
        if dot is None:
            self.told.setText("")
            return
        page = "" if dot.page is None else f", {wording.page(dot.page, '')}"
        self.told.setText(f"{dot.title or dot.path.name}{page} · {dot.text}")


class ShapePage(QWidget):
    """What the vectors look like, and what changing them would do."""

    def __init__(self, lab: LabDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self._lab = lab
        self.start = QPushButton(self.tr("Look at the vectors"), self)
        self.lead = note(
            self.tr("How the model's vectors lie, and what shortening or turning them would change."), self
        )
        heads = (self.tr("What is done to the vectors"), self.tr("Numbers"), "nDCG@10", self.tr("Against as they are"))
        self.changes = table(self, self.tr("Changes of the vectors"), heads)
        self.rooms = table(self, self.tr("Room for all passages"), (self.tr("Length and precision"), self.tr("Size")))
        row, both = QHBoxLayout(), QHBoxLayout()
        row.addWidget(self.lead, 1)
        row.addWidget(self.start)
        both.addWidget(self.changes, 3)
        both.addWidget(self.rooms, 2)
        column = QVBoxLayout(self)
        column.addLayout(row)
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
