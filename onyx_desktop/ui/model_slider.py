"""The lengths a model's vectors may be cut to → a slider that stands at one of them.

The value is the length itself, so a screen reader says "256"; the description says "256 dimensions". Arrow keys, Home,
End, a click or a drag go from stop to stop. Stops lie evenly, whatever their distance. The wheel is left to the page
that scrolls: a length changes only when it is meant. Refuses every value that is no stop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSlider, QWidget

from onyx_desktop.ui import model_words as words
from onyx_desktop.ui import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROLE = QPalette.ColorRole
_HANDLE = 9.0
_EDGE = 24.0


class StopSlider(QSlider):
    """A slider over some lengths, ascending."""

    chosen = Signal(int)  # by a person, not by `show_stops`

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._stops: tuple[int, ...] = (1,)
        self._silent = False
        self.setAccessibleName(self.tr("Length of the vectors"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.actionTriggered.connect(self._on_action)
        self.valueChanged.connect(self._on_value)

    @property
    def stops(self) -> tuple[int, ...]:
        """The lengths."""
        return self._stops

    def show_stops(self, stops: Sequence[int], value: int) -> None:
        """Take other lengths and stand at one of them, without telling anyone."""
        self._silent = True
        self._stops = tuple(stops) or (1,)
        self.setRange(self._stops[0], self._stops[-1])
        self.setValue(value)
        self._describe()
        self._silent = False
        self.setEnabled(len(self._stops) > 1)
        self.update()

    def sizeHint(self) -> QSize:
        """A groove with the handle, and a line of numbers below it."""
        return QSize(240, round(2 * _HANDLE + 12) + self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """The numbers do not shrink."""
        return QSize(160, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the nearest stop."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setValue(self._nearest_place(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along with the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.setValue(self._nearest_place(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing more to do."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Left to the page."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Groove, stops, handle, numbers; a ring when it has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.palette()
        groove = _HANDLE + 5
        accent = colours.color(_ROLE.Accent if self.isEnabled() else _ROLE.Dark)
        here = self._x(self.value())
        painter.setPen(QPen(colours.color(_ROLE.Mid), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(self._x(self._stops[0]), groove), QPointF(self._x(self._stops[-1]), groove))
        painter.setPen(QPen(accent, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(self._x(self._stops[0]), groove), QPointF(here, groove))
        line = self.fontMetrics().lineSpacing()
        for stop in self._stops:
            x = self._x(stop)
            painter.setPen(QPen(colours.color(_ROLE.Dark), 1))
            painter.setBrush(colours.color(_ROLE.Base))
            painter.drawEllipse(QPointF(x, groove), 4, 4)
            painter.setPen(colours.color(_ROLE.Text if stop == self.value() else _ROLE.PlaceholderText))
            box = QRectF(x - 40, groove + _HANDLE + 4, 80, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, wording.number(stop))
        if self.hasFocus():
            painter.setPen(QPen(colours.color(_ROLE.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(here, groove), _HANDLE + 3, _HANDLE + 3)
        painter.setPen(QPen(QColor(colours.color(_ROLE.Base)), 2))
        painter.setBrush(accent)
        painter.drawEllipse(QPointF(here, groove), _HANDLE, _HANDLE)

    def _x(self, value: int) -> float:
        last = max(1, len(self._stops) - 1)
        place = self._stops.index(value) if value in self._stops else 0
        share = place / last
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        return _EDGE + share * (self.width() - 2 * _EDGE)

    def _nearest_place(self, x: float) -> int:
        return min(self._stops, key=lambda stop: abs(self._x(stop) - x))

    @Slot(int)
    def _on_action(self, action: int) -> None:
        """A key or a screen reader moved it: to the next stop, not to the next number."""
        kinds = QAbstractSlider.SliderAction
        steps = {
            kinds.SliderSingleStepAdd.value: 1,
            kinds.SliderPageStepAdd.value: 1,
            kinds.SliderSingleStepSub.value: -1,
            kinds.SliderPageStepSub.value: -1,
        }
        if action in steps:
            place = self._stops.index(self.value()) + steps[action]
            self.setSliderPosition(self._stops[min(max(place, 0), len(self._stops) - 1)])

    @Slot(int)
    def _on_value(self, value: int) -> None:
        nearest = min(self._stops, key=lambda stop: abs(stop - value))
        if nearest != value:
            self.setValue(nearest)
            return
        self._describe()
        if not self._silent:
            said = QAccessibleAnnouncementEvent(self, words.dimensions(value))
            QAccessible.updateAccessibility(said)
            self.chosen.emit(value)

    def _describe(self) -> None:
        self.setAccessibleDescription(words.dimensions(self.value()))
        self.setToolTip(words.dimensions(self.value()))
        self.update()
