"""The lines above the results: how many there are, what they are sorted by, documents or passages, cards or table."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from onyx_desktop.domain import Answer, Reading
from onyx_desktop.ui import icons, wording
from onyx_desktop.ui.flow import Flow, side_by_side
from onyx_desktop.ui.preview_bars import ElidedLabel, grow_icon
from onyx_desktop.ui.results_order import BEST, Column, Order

if TYPE_CHECKING:
    from onyx_desktop.ui.palette import Tokens

_SORTS = (
    ("Best match", BEST),
    ("Newest", Order(Column.DATE, descending=True)),
    ("Oldest", Order(Column.DATE, descending=False)),
    ("Name", Order(Column.NAME, descending=False)),
    ("Folder", Order(Column.FOLDER, descending=False)),
    ("Type", Order(Column.TYPE, descending=False)),
    ("Largest", Order(Column.SIZE, descending=True)),
)


class ResultsHead(QWidget):
    """Counts and choices; says what is wanted and shows what it is told."""

    order_wanted = Signal(object)  # Order
    grouping_wanted = Signal(bool)  # by document
    table_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found, self.coverage = ElidedLabel(self, Qt.TextElideMode.ElideRight), QLabel(self)
        self.found.setObjectName("headline")
        self.coverage.setObjectName("muted")
        self.sort = QToolButton(self)
        self.sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.sort.setToolTip(self.tr("What the results are sorted by"))
        self.sort.setObjectName("choice")
        self.documents = self._switch(self.tr("Documents"), self.tr("One result a document, with its best passage"))
        self.passages = self._switch(self.tr("Passages"), self.tr("Every passage by itself"))
        self.cards = self._switch("", self.tr("Cards (Ctrl+1)"))
        self.table = self._switch("", self.tr("Table (Ctrl+2)"))
        self._orders = QActionGroup(self)
        self._make_menu()
        self._arrange()
        self.show_order(BEST)
        self.show_grouping(False)
        self.show_table(False)

    def _switch(self, text: str, hint: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setCheckable(True)
        button.setToolTip(hint)
        button.setAccessibleName(text or hint)
        button.setAccessibleDescription(hint)
        button.setMinimumSize(28, 28)
        return button

    def _make_menu(self) -> None:
        menu = QMenu(self.sort)
        for text, order in _SORTS:
            action = QAction(wording.say(text), self._orders)
            action.setCheckable(True)
            action.setData(order)
            menu.addAction(action)
        self._orders.triggered.connect(self._on_order)
        self.sort.setMenu(menu)

    def _arrange(self) -> None:
        for pair in ((self.documents, self.passages), (self.cards, self.table)):
            group = QButtonGroup(self)
            for button in pair:
                group.addButton(button)
        self.documents.clicked.connect(self._on_documents)
        self.passages.clicked.connect(self._on_passages)
        self.cards.clicked.connect(self._on_cards)
        self.table.clicked.connect(self._on_table)
        counts = QHBoxLayout()
        counts.addWidget(self.found, 1)
        counts.addWidget(self.coverage)
        self._choices = QWidget(self)
        flow = Flow(self._choices, spacing=10)
        flow.addWidget(self.sort)
        flow.addWidget(side_by_side(self.documents, self.passages))
        flow.addWidget(side_by_side(self.cards, self.table))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 4)
        column.setSpacing(4)
        column.addLayout(counts)
        column.addWidget(self._choices)

    def tell(self, found: str, coverage: str) -> None:
        """Say how much was found, and how much was searched where that is not all; choices only where there is any."""
        self.found.tell(found)
        self.coverage.setText(coverage)
        self._choices.setVisible(bool(found))

    def show_answer(self, answer: Answer, selected: int) -> None:
        """How many there are and, of several, how many are selected."""
        told = wording.found(answer) if answer.hits else ""
        if selected > 1:
            told = self.tr("{0} selected").format(wording.number(selected)) + " · " + told
        self.tell(told, reading(answer) or wording.lost(answer) or wording.coverage(answer.coverage))

    def show_order(self, order: Order) -> None:
        """What the rows are sorted by, also where the menu does not offer it."""
        told = next((wording.say(text) for text, each in _SORTS if each == order), "")
        self.sort.setText(f"{told or self.tr('By column')} ▾")
        self.sort.setAccessibleName(self.tr("Sorted by: {0}").format(told or self.tr("a column of the table")))
        for action in self._orders.actions():
            action.setChecked(action.data() == order)

    def show_grouping(self, by_document: bool) -> None:
        """Which of the two a row is."""
        (self.documents if by_document else self.passages).setChecked(True)

    def show_table(self, table: bool) -> None:
        """Which of the two is shown."""
        (self.table if table else self.cards).setChecked(True)

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme."""
        self.cards.setIcon(icons.icon("cards", tokens))
        self.table.setIcon(icons.icon("table", tokens))
        for each in (self.cards, self.table):
            grow_icon(each)

    @Slot(QAction)
    def _on_order(self, action: QAction) -> None:
        self.order_wanted.emit(action.data())

    @Slot()
    def _on_documents(self) -> None:
        self.grouping_wanted.emit(True)

    @Slot()
    def _on_passages(self) -> None:
        self.grouping_wanted.emit(False)

    @Slot()
    def _on_cards(self) -> None:
        self.table_wanted.emit(False)

    @Slot()
    def _on_table(self) -> None:
        self.table_wanted.emit(True)


def reading(answer: Answer) -> str:
    """How the second reading of the best passages stands, where it is not done."""
    match answer.reading:
        case Reading.COMING:
            return wording.say("reading the best again…")
        case Reading.SKIPPED:
            return wording.say("order not refined: it would take about {0} s").format(
                wording.number(math.ceil(answer.reading_s))
            )
        case _:
            return ""
