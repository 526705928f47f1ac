"""The page of the lab with the map: the library on a plane, by one of two methods, with its groups in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from onyx_desktop.library.lab import extra
from onyx_desktop.library.lab.plane import Method
from onyx_desktop.ui import lab_words, wording
from onyx_desktop.ui.lab_desk import LabDesk, Task
from onyx_desktop.ui.lab_pages import deeds, fill, note, table
from onyx_desktop.ui.lab_plots import MapPlot
from onyx_desktop.ui.settings_kit import CalmComboBox

if TYPE_CHECKING:
    from onyx_desktop.library.lab.chart import Chart, Dot
    from onyx_desktop.ui.palette import Tokens


class MapPage(QWidget):
    """The library on a plane."""

    opened = Signal(object)  # Dot

    def __init__(self, lab: LabDesk, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._lab = lab
        self.start, self.method = QPushButton(self.tr("Draw the map"), self), CalmComboBox(self)
        self.method.setAccessibleName(self.tr("How the map is drawn"))
        for each in Method:
            self.method.addItem(lab_words.method(each), each.value)
        self.lead = note(self.tr("Each dot is a passage; what lies near each other is alike."), self)
        self.lacking = note(lab_words.lacking(extra.lacking(extra.MAP)), self)
        self.plot = MapPlot(tokens, self)
        self.told = note("", self, "")
        self.told.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.rows = table(self, self.tr("Groups of passages"), (self.tr("Telling words"), self.tr("Passages")))
        self._arrange()
        self.start.clicked.connect(lambda: lab.draw(self.method.currentData()))
        self.plot.hovered.connect(self._on_hovered)
        self.plot.pressed.connect(self.opened.emit)
        self.refresh()

    def _arrange(self) -> None:
        there = not extra.lacking(extra.MAP)
        self.lacking.setVisible(not there)
        label = QLabel(self.tr("Drawn by"), self)
        label.setBuddy(self.method)
        for part in (label, self.method):
            part.setVisible(there)
        both = QHBoxLayout()
        both.addWidget(self.plot, 3)
        both.addWidget(self.rows, 2)
        column = QVBoxLayout(self)
        column.addWidget(self.lead)
        column.addLayout(deeds(label, self.method, self.start))
        column.addWidget(self.lacking)
        column.addLayout(both, 1)
        column.addWidget(self.told)

    def refresh(self) -> None:
        """Show the map that was drawn."""
        chart: Chart | None = self._lab.results.get(Task.CHART)
        for part in (self.plot, self.rows, self.told):
            part.setVisible(chart is not None)
        if chart is None:
            return
        self.plot.show_chart(chart)
        self.method.setCurrentIndex(self.method.findData(chart.method.value))
        counts = [int((chart.group == number).sum()) for number in range(len(chart.names))]
        rows = sorted(zip(chart.names, counts, strict=True), key=lambda each: -each[1])
        fill(self.rows, [(", ".join(words), wording.number(count)) for words, count in rows])
        self.lead.setText(lab_words.chart(chart))

    @Slot(object)
    def _on_hovered(self, dot: Dot | None) -> None:
        if dot is None:
            self.told.setText("")
            return
        page = "" if dot.page is None else f", {wording.page(dot.page, '')}"
        self.told.setText(f"{dot.title or dot.path.name}{page} · {dot.text}")
