"""Figures → pictures of the window, by pyqtgraph: circles for a trial, dots for the map. The wheel zooms, a drag moves.

Colours are those of the theme. Everything a picture shows stands in a table or a sentence beside it too, for those who
do not see it. Loaded with the lab's window, never at the start.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph
from PySide6.QtCore import QLocale, QPointF, Qt, Signal
from PySide6.QtGui import QColor

from onyx_desktop.ui.lab_words import FIGURE, contestant

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtWidgets import QWidget

    from onyx_desktop.domain import FloatArray
    from onyx_desktop.library.lab.chart import Chart
    from onyx_desktop.library.lab.trial import Outcome
    from onyx_desktop.ui.palette import Tokens

_PADDING = 0.08  # of the plane, around all that is drawn
_LARGEST_PX, _SMALLEST_PX = 54.0, 9.0
_DOT_PX, _LIT_PX = 6, 13
_NAME_WIDE, _NAME_HIGH = 0.28, 0.045  # of the map, for one name
_HUES = (211, 24, 145, 282, 48, 340, 178, 95, 255, 8, 195, 310, 70, 125)


class Plot(pyqtgraph.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """A plane with axes in the colours of the theme."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setMenuEnabled(False)
        self.hideButtons()
        self.marks = pyqtgraph.ScatterPlotItem(hoverable=True, tip=None)
        self.addItem(self.marks)
        self._labels: list[Any] = []
        for each in (self, self.viewport()):
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what it shows can be read beside it
        self.getPlotItem().vb.setDefaultPadding(_PADDING)
        self.setMinimumHeight(240)

    def dress(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self._tokens = tokens
        self.setBackground(QColor(tokens.card))
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(QColor(tokens.border))
            axis.setTextPen(QColor(tokens.muted))

    def _label(self, text: str, x: float, y: float, anchor: tuple[float, float] = (0.5, 1.2)) -> None:
        ground = QColor(self._tokens.card)
        ground.setAlpha(170)
        item = pyqtgraph.TextItem(text, color=QColor(self._tokens.text), anchor=anchor, fill=ground)
        item.setPos(x, y)
        self.addItem(item, ignoreBounds=True)
        self._labels.append(item)

    def _forget_labels(self) -> None:
        for item in self._labels:
            self.removeItem(item)
        self._labels.clear()


class TrialPlot(Plot):
    """Quality over speed; the area of a circle is the size of the model."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(tokens, parent)
        self._shown: tuple[Sequence[Outcome], Outcome | None] = ((), None)
        self.setLogMode(x=True, y=False)
        for side in ("left", "bottom"):
            self.getAxis(side).enableAutoSIPrefix(False)  # 0.45, not 450 thousandths
        self.setLabel("left", "nDCG@10")
        self.setLabel("bottom", self.tr("passages a second"))
        self.setAccessibleName(self.tr("Quality against speed"))
        self.dress(tokens)

    def dress(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        super().dress(tokens)
        self.show_outcomes(*self._shown)

    def show_outcomes(self, outcomes: Sequence[Outcome], marked: Outcome | None) -> None:
        """Draw them, one in the accent."""
        self._shown = outcomes, marked
        self._forget_labels()
        self._tick([each.passages_a_second for each in outcomes])
        middle = _middle([math.log10(max(each.passages_a_second, 1e-3)) for each in outcomes])
        largest = max((each.model_bytes for each in outcomes), default=1) or 1
        spots = []
        for each in sorted(outcomes, key=lambda one: (one is marked, -one.model_bytes)):
            colour = QColor(self._tokens.accent if each is marked else self._tokens.border)
            fill = QColor(colour)
            fill.setAlpha(90)
            x, y = math.log10(max(each.passages_a_second, 1e-3)), each.mean(FIGURE)
            size = max(_SMALLEST_PX, _LARGEST_PX * math.sqrt(each.model_bytes / largest))
            spots.append({"pos": (x, y), "size": size, "pen": colour, "brush": fill, "data": each})
            if each is marked:
                self._label(contestant(each), x, y, (0.1 if x < middle else 0.9, 1.2))
        self.marks.setData(spots, tip=lambda x, y, data: contestant(data))
        if outcomes:
            self.enableAutoRange()

    def _tick(self, speeds: Sequence[float]) -> None:
        """Name 1, 2 and 5 of each power of ten; single powers only, where those are many."""
        low, high = (math.log10(max(choose(speeds, default=1.0), 1e-3)) for choose in (min, max))
        steps = (1, 2, 5) if high - low < 2 else (1,)
        powers = range(math.floor(low) - 1, math.ceil(high) + 2)
        told = [(power + math.log10(step), step * 10.0**power) for power in powers for step in steps]
        self.getAxis("bottom").setTicks([[(place, QLocale().toString(value, "g", 6)) for place, value in told]])


def _middle(values: Sequence[float]) -> float:
    return (min(values, default=0.0) + max(values, default=0.0)) / 2


class MapPlot(Plot):
    """The passages of the library on a plane, those of the present answer lit up. A click opens one."""

    hovered = Signal(object)  # Dot, or None
    pressed = Signal(object)  # Dot

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(tokens, parent)
        self._chart: Chart | None = None
        self._lit: frozenset[int] = frozenset()
        self.hideAxis("left")
        self.hideAxis("bottom")
        self.setAspectLocked()
        self.setAccessibleName(self.tr("Map of the library"))
        self.marks.sigHovered.connect(self._on_hovered)
        self.marks.sigClicked.connect(self._on_clicked)
        self.dress(tokens)

    def dress(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        super().dress(tokens)
        self._draw()

    def show_chart(self, chart: Chart) -> None:
        """Draw a map."""
        self._chart = chart
        self._draw()
        self.enableAutoRange()  # until a person zooms or moves it

    def light(self, chunk_ids: Collection[int]) -> None:
        """Let these passages stand out."""
        self._lit = frozenset(chunk_ids)
        self._draw()

    @property
    def lit(self) -> int:
        """How many of the dots stand out."""
        return 0 if self._chart is None else sum(dot.chunk_id in self._lit for dot in self._chart.dots)

    def at(self, number: int) -> QPointF:
        """Where a dot is in the widget, for whoever points at it."""
        assert self._chart is not None
        x, y = (float(each) for each in self._chart.places[number])
        return QPointF(self.mapFromScene(self.getPlotItem().vb.mapViewToScene(QPointF(x, y))))

    def _draw(self) -> None:
        self._forget_labels()
        chart = self._chart
        if chart is None or not chart.dots:
            self.marks.setData([])
            return
        lit = np.array([dot.chunk_id in self._lit for dot in chart.dots])
        light = 150 if self._tokens.dark else 95
        brushes = [QColor.fromHsl(_HUES[each % len(_HUES)], 130, light, 110) for each in range(len(chart.names))]
        accent, edge = QColor(self._tokens.accent), QColor(self._tokens.text)
        order = np.argsort(lit, kind="stable")  # lit ones last, so that they lie on top
        self.marks.setData(
            pos=chart.places[order],
            size=np.where(lit[order], _LIT_PX, _DOT_PX),
            brush=[accent if lit[each] else brushes[chart.group[each]] for each in order],
            pen=[edge if lit[each] else None for each in order],
            data=[chart.dots[each] for each in order],
            tip=lambda x, y, data: data.title,
        )
        self._name(chart)

    def _name(self, chart: Chart) -> None:
        """Write the words of groups, the largest first, none over another."""
        apart = np.maximum(np.ptp(chart.places, axis=0), 1e-9) * (_NAME_WIDE, _NAME_HIGH)
        named: list[FloatArray] = []
        for number in np.argsort(-np.bincount(chart.group, minlength=len(chart.names))):
            if not chart.names[number] or not (chart.group == number).any():
                continue
            place = np.median(chart.places[chart.group == number], axis=0)
            if all((np.abs(place - other) > apart).any() for other in named):
                self._label(", ".join(chart.names[number][:2]), float(place[0]), float(place[1]), (0.5, 0.5))
                named.append(place)

    def _on_hovered(self, _item: object, points: Sequence[Any], _event: object = None) -> None:
        self.hovered.emit(points[0].data() if len(points) else None)

    def _on_clicked(self, _item: object, points: Sequence[Any], _event: object = None) -> None:
        if len(points):
            self.pressed.emit(points[-1].data())
