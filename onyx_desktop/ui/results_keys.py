"""Keys on results, the same on the cards and in the table → what they mean; and what a drag of them looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, SignalInstance
from PySide6.QtGui import QColor, QDrag, QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPixmap

from onyx_desktop.domain import Hit
from onyx_desktop.ui import wording
from onyx_desktop.ui.results_cells import carried
from onyx_desktop.ui.results_model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from onyx_desktop.ui.palette import Tokens
    from onyx_desktop.ui.results_model import Index

_LABEL_PX = 260
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SIDES = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})


class ResultsView(Protocol):
    """What the cards and the table both have. A signal carries the Hit it is about; The last two carry nothing."""

    opened: SignalInstance
    shown_in_folder: SignalInstance
    copied: SignalInstance
    unfold_wanted: SignalInstance
    fold_wanted: SignalInstance
    left_upwards: SignalInstance
    peeked: SignalInstance

    def currentIndex(self) -> QModelIndex:
        """The row with the focus."""

    def layoutDirection(self) -> Qt.LayoutDirection:
        """Which way leads further in."""


def press(view: ResultsView, event: QKeyEvent) -> bool:
    """Whether a key has a meaning here.

    Enter opens, Ctrl+Enter shows in the folder, Space shows or hides the preview, the key towards the end of a line
    unfolds, the other one folds, Up from the first row leaves.
    """
    index = view.currentIndex()
    hit = index.data(Role.HIT)
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() == Qt.Key.Key_Up and index.row() <= 0 and plain:
        view.left_upwards.emit()
    elif not isinstance(hit, Hit):
        return False
    elif event.key() in _ENTER:
        wants_folder = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        (view.shown_in_folder if wants_folder else view.opened).emit(hit)
    elif event.matches(QKeySequence.StandardKey.Copy):
        view.copied.emit(hit)
    elif event.key() == Qt.Key.Key_Space and plain:
        view.peeked.emit()
    elif event.key() in _SIDES and plain:
        mirrored = view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        turn(view, (event.key() == Qt.Key.Key_Right) is not mirrored, index)
    else:
        return False
    return True


def turn(view: ResultsView, open_it: bool, index: Index) -> None:
    """Unfold a row or, from it or one of those below it, fold it."""
    fold, hit = index.data(Role.FOLD), index.data(Role.HIT)
    if open_it and fold and not fold.is_open:
        view.unfold_wanted.emit(hit)
    elif not open_it and (index.data(Role.NESTED) or (fold and fold.is_open)):
        view.fold_wanted.emit(hit)


def drag(source: QWidget, hits: Sequence[Hit], tokens: Tokens) -> None:
    """Carry results out of the window: their files, and their passages as text."""
    if not hits:
        return
    made = QDrag(source)
    made.setMimeData(carried(hits))
    made.setPixmap(label(hits, source.font(), tokens, source.devicePixelRatioF()))
    made.setHotSpot(QPoint(-12, -8))
    made.exec(Qt.DropAction.CopyAction)


def label(hits: Sequence[Hit], font: QFont, tokens: Tokens, scale: float) -> QPixmap:
    """What hangs on the pointer: the file's name, or how many passages."""
    metrics = QFontMetrics(font)
    told = hits[0].path.name if len(hits) == 1 else wording.count(len(hits), "passage", "passages")
    text = metrics.elidedText(told, Qt.TextElideMode.ElideMiddle, _LABEL_PX)
    box = QRect(0, 0, metrics.horizontalAdvance(text) + 24, metrics.height() + 12)
    drawn = QPixmap(box.size() * scale)
    drawn.setDevicePixelRatio(scale)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(tokens.accent))
    painter.setBrush(QColor(tokens.card))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
    painter.setFont(font)
    painter.setPen(QColor(tokens.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return drawn
