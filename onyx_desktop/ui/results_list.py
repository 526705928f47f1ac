"""The cards: a list that opens, unfolds, selects and lets itself be dragged from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from onyx_desktop.domain import Hit
from onyx_desktop.ui.results_keys import drag, press, turn
from onyx_desktop.ui.results_model import MANY_PIECES, Index, ResultsModel, Role

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

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
    peeked = Signal()

    def __init__(self, model: ResultsModel, delegate: ResultsDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self.setAccessibleName(self.tr("Results"))
        self.setModel(model)
        self.setItemDelegate(delegate)
        self._model, self._cards = model, delegate
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setDragEnabled(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
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
        """Make a row current and the only one selected, without taking the focus; tells it even if it was."""
        index = self.model().index(row, 0)
        again = index.row() == self.currentIndex().row()
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        hit = self.hit
        if again and hit is not None:
            self.selected.emit(hit)

    def selectAll(self) -> None:
        """All results, also those that no scrolling has brought in yet."""
        self._model.show_all()
        super().selectAll()

    def doItemsLayout(self) -> None:
        """Ask for the height of one card where all are equally high: else thousands take their time."""
        self.setUniformItemSizes(self._model.is_even)
        super().doItemsLayout()

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What to paint again: all that is in sight for a selection in many pieces, to save looking at each."""
        if selection.count() > MANY_PIECES:
            return QRegion(self.viewport().rect())
        return super().visualRegionForSelection(selection)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Carry the selected results out."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        drag(self, [self._model.row(row).hit for row in rows], self._cards.tokens)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which passage is chosen now."""
        super().currentChanged(current, previous)
        hit = current.data(Role.HIT)
        if isinstance(hit, Hit) and current.row() != previous.row():
            self.selected.emit(hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As `press` says."""
        if not press(self, event):
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the foot of a card unfolds it, another one folds it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        fold = index.data(Role.FOLD)
        if event.button() == Qt.MouseButton.LeftButton and fold and self._on_foot(event.position().toPoint(), index):
            turn(self, not fold.is_open, index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand where a click unfolds."""
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        hand = self._on_foot(place, self.indexAt(place))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters make higher cards."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._cards.forget_sizes()
            self.scheduleDelayedItemsLayout()

    def _on_foot(self, place: QPoint, index: Index) -> bool:
        return self._cards.fold_box(self.visualRect(index), index, self.font()).contains(place)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        hit = index.data(Role.HIT)
        if isinstance(hit, Hit):
            self.opened.emit(hit)
