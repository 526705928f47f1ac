"""What is marked on a page → paint: the passage, its best sentence, the shared words, and what was selected.

Nothing by colour alone: the passage has a bar at its side, the words have a line below them. On a white page the
colours darken the paper and leave the print black; on one that is inverted they lighten the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from onyx_desktop.ui.palette import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

_MODE = QPainter.CompositionMode
_GRAIN, _PAPER = QSize(24, 32), 250


@dataclass(frozen=True, slots=True)
class Marks:
    """What to mark on a page, in points. bars: beside the passage."""

    page: int = -1
    passage: tuple[QRectF, ...] = ()
    best: tuple[QRectF, ...] = ()
    bars: tuple[QRectF, ...] = ()
    words: tuple[QRectF, ...] = ()


def paint_marks(painter: QPainter, marks: Marks, *, inverted: bool) -> None:
    """Draw the marks; the painter counts in points of the page."""
    tokens = DARK if inverted else LIGHT
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setCompositionMode(_MODE.CompositionMode_Lighten if inverted else _MODE.CompositionMode_Darken)
    for boxes, colour in ((marks.passage, tokens.passage), (marks.best, tokens.highlight)):
        painter.setBrush(QColor(colour))
        for box in boxes:
            painter.drawRect(box.adjusted(-1.5, -1, 1.5, 1))
    painter.setCompositionMode(_MODE.CompositionMode_SourceOver)
    painter.setBrush(QColor(tokens.accent))
    for box in (*marks.bars, *map(underline, marks.words)):
        painter.drawRect(box)


def paint_selection(painter: QPainter, boxes: Sequence[QRectF]) -> None:
    """Lay a veil over what is selected."""
    veil = QColor(LIGHT.accent)
    veil.setAlpha(80)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(veil)
    for box in boxes:
        painter.drawRect(box)


def has_ink(page: QImage) -> bool:
    """Whether anything but paper is to be seen on a page."""
    small = QImage(_GRAIN, QImage.Format.Format_RGB32)
    small.fill(Qt.GlobalColor.white)  # paper is transparent in what PDFium draws
    painter = QPainter(small)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    ratio, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    painter.drawImage(0, 0, page.scaled(_GRAIN, ratio, smooth))
    painter.end()
    places = ((x, y) for x in range(small.width()) for y in range(small.height()))
    return any(QColor(small.pixel(*place)).lightness() < _PAPER for place in places)


def underline(word: QRectF) -> QRectF:
    """A line below a word."""
    return QRectF(word.left(), word.bottom() + 0.6, word.width(), 1.1)


def side_bars(lines: Sequence[QRectF]) -> list[QRectF]:
    """A bar beside each line, at the left edge of the lines it shares a column with, closed over the space between."""
    bars: list[QRectF] = []
    for line in lines:
        column = [each for each in lines if each.left() < line.right() and line.left() < each.right()]
        left = min(each.left() for each in column) - 6
        bar = QRectF(left, line.top() - 1, 2, line.height() + 2)
        previous = bars[-1] if bars else None
        if previous is not None and previous.left() == left and 0 <= bar.top() - previous.bottom() < line.height():
            previous.setBottom(bar.bottom())
        else:
            bars.append(bar)
    return bars
