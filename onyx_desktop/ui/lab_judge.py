"""A question, its results, and yes or no to each: a person's own judgements, kept for measuring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from onyx_desktop.ui import wording

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from onyx_desktop.domain import Answer, Hit
    from onyx_desktop.ui.desk import Desk
    from onyx_desktop.ui.lab_desk import LabDesk

_HIT = Qt.ItemDataRole.UserRole
_SAID = Qt.ItemDataRole.UserRole + 1


class _Results(QListWidget):
    """Results that are judged by a key."""

    judged = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Y or J: it answers; N: it does not."""
        if event.text().casefold() in {"y", "j", "n"}:
            self.judged.emit(event.text().casefold() != "n")
        else:
            super().keyPressEvent(event)


class JudgePage(QWidget):
    """Ask, and say of each result whether it answers."""

    def __init__(self, desk: Desk, lab: LabDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._lab = desk, lab
        self._query = ""
        lead = QLabel(self.tr("Ask as you would, and say of each result whether it answers. Y and N do it, too."), self)
        lead.setObjectName("muted")
        lead.setWordWrap(True)
        self.field, self.list = QLineEdit(self), _Results(self)
        self.field.setObjectName("field")
        self.field.setPlaceholderText(self.tr("A question about your documents"))
        self.field.setAccessibleName(self.tr("Question to judge"))
        self.list.setAccessibleName(self.tr("Results to judge"))
        self.list.setObjectName("rows")
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.yes, self.no = QPushButton(self.tr("It answers"), self), QPushButton(self.tr("It does not"), self)
        row = QHBoxLayout()
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch(1)
        column = QVBoxLayout(self)
        for part in (lead, self.field, self.list):
            column.addWidget(part)
        column.addLayout(row)
        self.field.returnPressed.connect(self._on_asked)
        self.list.judged.connect(self.judge)
        self.yes.clicked.connect(lambda: self.judge(True))
        self.no.clicked.connect(lambda: self.judge(False))
        self._show_deeds()

    @Slot(bool)
    def judge(self, answers: bool) -> None:
        """Keep the word on the current result, and go on to the next."""
        entry = self.list.currentItem()
        if entry is None:
            return
        hit: Hit = entry.data(_HIT)
        self._lab.judge(self._query, hit.chunk_id, answers=answers)
        entry.setData(_SAID, answers)
        entry.setText(_line(hit, self.tr("answers") if answers else self.tr("does not answer")))
        if self.list.currentRow() + 1 < self.list.count():
            self.list.setCurrentRow(self.list.currentRow() + 1)

    @Slot()
    def _on_asked(self) -> None:
        query = self.field.text().strip()
        if query:
            self._desk.ask(lambda library: library.search(query), self._on_answered)

    def _on_answered(self, answer: Answer) -> None:
        self._query = answer.query
        self.list.clear()
        for hit in answer.hits:
            entry = QListWidgetItem(_line(hit), self.list)
            entry.setData(_HIT, hit)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self._show_deeds()

    def _show_deeds(self) -> None:
        for button in (self.yes, self.no):
            button.setEnabled(self.list.count() > 0)


def _line(hit: Hit, said: str = "") -> str:
    page = wording.page(hit.page, hit.page_label)
    head = " · ".join(part for part in (said, hit.title or hit.path.name, page) if part)
    return f"{head}\n{hit.snippet}"
