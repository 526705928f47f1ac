"""The precisions → one table: a choice at the left, what was measured on the user's own index at the right.

Each choice speaks its numbers too, so the table is whole without eyes. An empty place was not measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QWidget

from onyx_desktop.domain import Precision
from onyx_desktop.ui import model_words as words
from onyx_desktop.ui.wording import say

if TYPE_CHECKING:
    from onyx_desktop.library.looks import LookFigures

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PrecisionTable(QWidget):
    """One row a precision."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen = QButtonGroup(self)
        self.buttons: dict[Precision, QRadioButton] = {}
        self.cells: dict[Precision, list[QLabel]] = {}
        self._exact: set[Precision] = set()
        self.note = QLabel(self.tr("* Too few passages for codes yet: all are compared exactly."), self)
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        heads = (self.tr("Precision"), self.tr("Size"), self.tr("Recall@10"), self.tr("Search"), self.tr("Same top 10"))
        for column, text in enumerate(heads):
            head = QLabel(text, self)
            head.setObjectName("section")
            head.setWordWrap(True)
            grid.addWidget(head, 0, column, _RIGHT if column else Qt.AlignmentFlag.AlignLeft)
        for row, each in enumerate(Precision, start=1):
            button = QRadioButton(words.precision(each), self)
            button.setToolTip(words.precision_hint(each))
            self.chosen.addButton(button)
            self.buttons[each] = button
            self.cells[each] = [QLabel(self) for _ in heads[1:]]
            grid.addWidget(button, row, 0)
            for column, cell in enumerate(self.cells[each], start=1):
                grid.addWidget(cell, row, column, _RIGHT)
            self.show_figures(each, None)
        grid.addWidget(self.note, len(Precision) + 1, 0, 1, len(heads))

    @property
    def precision(self) -> Precision:
        """The one that is chosen."""
        return next((each for each, button in self.buttons.items() if button.isChecked()), Precision.FLOAT16)

    def choose(self, precision: Precision) -> None:
        """Choose one, without telling anyone."""
        self.buttons[precision].setChecked(True)

    def show_figures(self, precision: Precision, found: LookFigures | None) -> None:
        """Fill the row of a precision, or empty it."""
        texts = ["–"] * 4 if found is None else _texts(found)
        (self._exact.discard if found is None or found.coded else self._exact.add)(precision)
        self.note.setVisible(bool(self._exact))
        for cell, text in zip(self.cells[precision], texts, strict=True):
            cell.setText(text)
        spoken = words.precision_hint(precision)
        if found is not None:
            spoken = self.tr("{0}, recall {1}, search {2}, same top 10 {3}").format(*texts) + ". " + spoken
        self.buttons[precision].setAccessibleDescription(spoken)


def _texts(found: LookFigures) -> list[str]:
    same = say("{0} of 10").format(words.decimal(10 * found.same_top_10))
    ms = f"{words.milliseconds(found.ms)} ms"
    size = words.size(found.size_bytes) + ("" if found.coded else " *")
    return [size, words.decimal(found.recall_10, 3), ms, same]
