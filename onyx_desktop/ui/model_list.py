"""The cards with their filter field → the id of the chosen model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QVBoxLayout, QWidget

from onyx_desktop.ui.model_card import ModelCardDelegate
from onyx_desktop.ui.model_rows import ModelRows, Role, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.ui.palette import Tokens


class ModelList(QWidget):
    """The left side of the model page."""

    chosen = Signal(str)  # model id

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ModelRows(self)
        self.delegate = ModelCardDelegate(tokens, self)
        self.filter = QLineEdit(self)
        self.filter.setObjectName("query")
        self.filter.setPlaceholderText(self.tr("Filter: a name, a language, “installed”, “reranker” …"))
        self.filter.setAccessibleName(self.tr("Filter models"))
        self.filter.setClearButtonEnabled(True)
        self.view = QListView(self)
        self.view.setObjectName("results")
        self.view.setAccessibleName(self.tr("Models"))
        self.view.setModel(self.rows)
        self.view.setItemDelegate(self.delegate)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.verticalScrollBar().setSingleStep(24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.filter)
        column.addWidget(self.view, 1)
        self.filter.textChanged.connect(self._on_filter)
        self.filter.returnPressed.connect(self._on_return)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self._model = ""

    @property
    def model(self) -> str:
        """The id of the chosen model, also while the filter hides it."""
        return self._model

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Take what is known now, and stay where the person is."""
        if self.rows.show(rows):
            self.choose(self._model)

    def choose(self, model: str) -> None:
        """Go to a model; if it is hidden nothing is chosen in the list."""
        row = self.rows.row_of(model)
        if row >= 0:
            self.view.setCurrentIndex(self.rows.index(row, 0))
            first = row == 1  # below its heading, which should be seen too
            self.view.scrollTo(self.rows.index(0 if first else row, 0), QAbstractItemView.ScrollHint.EnsureVisible)

    def await_model(self, model: str) -> None:
        """Go to a model, as soon as there is one of this id."""
        self._model = model
        self.choose(model)

    @Slot(str)
    def _on_filter(self, text: str) -> None:
        if self.rows.narrow(text):
            self.choose(self._model)

    @Slot()
    def _on_return(self) -> None:
        """Go to the chosen card, or to the first that the filter leaves."""
        if self.rows.models and self._model not in self.rows.models:
            self.choose(self.rows.models[0])
        self.view.setFocus()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = current.data(Role.ROW)
        if isinstance(row, Row):
            self._model = row.state.card.id
            self.chosen.emit(self._model)
