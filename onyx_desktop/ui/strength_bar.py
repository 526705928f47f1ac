"""How close a match is, as a bar of five steps; the word beside it says the same, so that no colour is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor

from onyx_desktop.ui import wording

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from onyx_desktop.domain import Strength
    from onyx_desktop.ui.palette import Tokens

STEPS = 5
_WIDTH, _HEIGHT, _GAP = 5, 11, 2
BAR_PX = STEPS * (_WIDTH + _GAP) - _GAP


def paint_bar(painter: QPainter, box: QRectF, how: Strength, tokens: Tokens) -> None:
    """Draw the steps in the middle of a box's height, from its left."""
    painter.setPen(Qt.PenStyle.NoPen)
    bottom = box.center().y() + _HEIGHT / 2
    for step in range(STEPS):
        filled = step < wording.steps(how)
        painter.setBrush(QColor(tokens.accent if filled else tokens.line_strong))
        height = _HEIGHT if filled else _HEIGHT - 6
        painter.drawRoundedRect(QRectF(box.left() + step * (_WIDTH + _GAP), bottom - height, _WIDTH, height), 1.5, 1.5)
