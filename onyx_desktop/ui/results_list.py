"""Keys and clicks on the list of results → what they mean: open, show in its folder, unfold, back to the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from onyx_desktop.domain import Hit
from onyx_desktop.ui.results_model import Index, ResultsModel, Role

if TYPE_CHECKING:
    from onyx_desktop.ui.results_delegate import ResultsDelegate


class ResultsList(QListView):
    """A list of cards."""

    opened = Signal(object)  # Hit
    shown_in_folder = Signal(object)  # Hit
    selected = Signal(object)  # Hit
    copied = Signal(object)  # Hit
    unfold_wanted = Signal(object)  # Hit
    fold_wanted = Signal(object)  # Hit
    left_upwards = Signal()

    def __init__(self, model: ResultsModel, delegate: ResultsDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self.setAccessibleName(self.tr("Results"))
        self.setModel(model)
        self.setItemDelegate(delegate)
        self._cards = delegate
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setDragEnabled(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalScrollBar().setSingleStep(24)
        self.doubleClicked.connect(self._on_double_clicked)

    @property
    def hit(self) -> Hit | None:
        """The chosen result."""
        found = self.currentIndex().data(Role.HIT)
        return found if isinstance(found, Hit) else None

    def enter(self) -> None:
        """Take the focus, if there is anything to choose."""
        if self.model().rowCount():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, row: int) -> None:
        """Make a row current, without taking the focus."""
        self.setCurrentIndex(self.model().index(row, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which passage is chosen now."""
        super().currentChanged(current, previous)
        hit = current.data(Role.HIT)
        if isinstance(hit, Hit):
            self.selected.emit(hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+Enter shows in the folder, Right unfolds, Left folds, Up from the first row leaves."""
        hit = self.hit
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and hit is not None:
            wants_folder = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            (self.shown_in_folder if wants_folder else self.opened).emit(hit)
            return
        if event.matches(QKeySequence.StandardKey.Copy) and hit is not None:
            self.copied.emit(hit)
            return
        if event.key() in {Qt.Key.Key_Right, Qt.Key.Key_Left} and hit is not None:
            self._turn(event.key() == Qt.Key.Key_Right, self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the foot of a card unfolds it, another one folds it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        fold = index.data(Role.FOLD)
        if event.button() == Qt.MouseButton.LeftButton and fold and self._on_foot(event.position().toPoint(), index):
            self._turn(not fold.is_open, index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand where a click unfolds."""
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        hand = self._on_foot(place, self.indexAt(place))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def _on_foot(self, place: QPoint, index: Index) -> bool:
        return self._cards.fold_box(self.visualRect(index), index, self.font()).contains(place)

    def _turn(self, open_it: bool, index: Index) -> None:
        """Unfold a card or, from it or one of those below it, fold it."""
        fold, hit = index.data(Role.FOLD), index.data(Role.HIT)
        if open_it and fold and not fold.is_open:
            self.unfold_wanted.emit(hit)
        elif not open_it and (index.data(Role.NESTED) or (fold and fold.is_open)):
            self.fold_wanted.emit(hit)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        hit = index.data(Role.HIT)
        if isinstance(hit, Hit):
            self.opened.emit(hit)
