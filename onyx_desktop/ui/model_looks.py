"""Length, precision and distance of the vectors in use → a slider, a table and a choice, with measured numbers beside.

Everything takes effect at once, because full vectors are kept. Numbers are measured on the user's own passages, never
taken from a slogan: a place that was not measured stays empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from onyx_desktop.domain import Distance, Look, Precision
from onyx_desktop.ui import model_words as words
from onyx_desktop.ui.model_desk import ModelDesk, Work
from onyx_desktop.ui.model_slider import StopSlider
from onyx_desktop.ui.model_table import PrecisionTable

if TYPE_CHECKING:
    from onyx_desktop.library.shelves import ModelState

_MEASURE_AFTER_MS = 400


def stops(state: ModelState) -> tuple[int, ...]:
    """The lengths of the slider: those that are measured. Asked once the library is open, so nothing heavy is new."""
    from onyx_desktop.library.looks import lengths

    return tuple(lengths(state.card.dimensions, state.card.lengths))


class LooksPane(QWidget):
    """How the vectors of the model in use are looked at."""

    def __init__(self, models: ModelDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._state: ModelState | None = None
        self.slider = StopSlider(self)
        self.value, self.line, self.note = QLabel(self), QLabel(self), QLabel(self)
        self.table = PrecisionTable(self)
        self.measure = QPushButton(self.tr("Measure all on my index"), self)
        self.distance = QComboBox(self)
        self.distance.setAccessibleName(self.tr("Distance"))
        for each in Distance:
            self.distance.addItem(words.distance(each), each.value)
        self.guide = QLabel(words.distance_guide(), self)
        self._arrange()
        self._timer = QTimer(self, singleShot=True, interval=_MEASURE_AFTER_MS)
        self._timer.timeout.connect(self._on_rest)
        self.slider.chosen.connect(self._on_length)
        self.table.chosen.buttonClicked.connect(self._on_precision)
        self.measure.clicked.connect(models.measure_looks)
        self.distance.activated.connect(self._on_distance)
        self.hide()

    def _arrange(self) -> None:
        title = QLabel(self.tr("Length and precision of its vectors"), self)
        title.setObjectName("headline")
        for each in (self.line, self.note, self.guide):
            each.setWordWrap(True)
        for each in (self.note, self.guide):
            each.setObjectName("muted")
        top, below, far = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.addWidget(QLabel(self.tr("Length"), self))
        top.addWidget(self.slider, 1)
        top.addWidget(self.value)
        self.value.setMinimumWidth(self.fontMetrics().horizontalAdvance(words.dimensions(1024)) + 4)
        below.addWidget(self.measure)
        below.addStretch(1)
        label = QLabel(self.tr("Distance"), self)
        label.setBuddy(self.distance)
        far.addWidget(label)
        far.addWidget(self.distance)
        far.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (title, top, self.line, self.note, self.table, below, far, self.guide):
            column.addWidget(part) if isinstance(part, QWidget) else column.addLayout(part)

    @property
    def look(self) -> Look:
        """What is set now; a length that is the model's own is 0."""
        settings = self._models.settings
        return Look(settings.dimensions, Precision(settings.precision), Distance(settings.distance))

    def show_model(self, state: ModelState | None) -> None:
        """Show the settings and the numbers of a model; None for one that does not answer."""
        self._state = state
        self.setVisible(state is not None)
        if state is None:
            self._timer.stop()
            return
        length = self.look.dimensions or state.card.dimensions
        places = stops(state)
        if (self.slider.stops, self.slider.value()) != (places, length):
            self.slider.show_stops(places, min(places, key=lambda each: abs(each - length)))
        self.table.choose(self.look.precision)
        self.distance.setCurrentIndex(self.distance.findData(self.look.distance.value))
        self._show_figures(state)
        if self._models.look_figures(self.look) is None and state.documents:
            self._timer.start()

    def _show_figures(self, state: ModelState) -> None:
        running = self._models.running(Work.LOOKS)
        self.value.setText(words.dimensions(self.slider.value()))
        found = self._models.look_figures(self.look)
        if found is not None:
            self.line.setText(words.figures(found))
        elif state.documents:
            self.line.setText(self.tr("Measuring on 50 of your passages …"))
        else:
            self.line.setText(self.tr("Add a folder first; then the numbers here are measured on your own passages."))
        self.note.setText(self._warning(state))
        self.note.setVisible(bool(self.note.text()))
        self.measure.setEnabled(not running and state.documents > 0)
        self.measure.setText(self.tr("Measuring …") if running else self.tr("Measure all on my index"))
        length = self.slider.value()
        for each in Precision:
            self.table.show_figures(each, self._models.figures.get((state.card.id, length, each)))

    def _warning(self, state: ModelState) -> str:
        length, trained = self.slider.value(), state.card.lengths
        if len(self.slider.stops) > 1 and not trained:
            return self.tr("⚠ This model was not trained for shorter vectors: expect a larger loss.")
        if length not in {*trained, state.card.dimensions}:
            return self.tr("⚠ This model was not trained for this length: expect a larger loss.")
        return ""

    @Slot(int)
    def _on_length(self, length: int) -> None:
        if self._state is not None:
            self._models.change(dimensions=0 if length == self._state.card.dimensions else length)
            self._show_figures(self._state)
            self._timer.start()

    @Slot()
    def _on_precision(self) -> None:
        self._models.change(precision=self.table.precision.value)
        self._timer.start()

    @Slot()
    def _on_distance(self) -> None:
        self._models.change(distance=str(self.distance.currentData()))

    @Slot()
    def _on_rest(self) -> None:
        if self._state is not None and self._models.look_figures(self.look) is None and self._state.documents:
            self._models.measure_look(self.look)
