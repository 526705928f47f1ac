"""The states of all models → rows of a list in two groups, each below its heading, narrowed by a filter.

A heading is a row that cannot be chosen. Refuses to reset while the same models are shown, so that the list stays calm
during a download: only the rows that changed are painted again.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from onyx_desktop.ui import model_words as words
from onyx_desktop.ui.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.library.shelves import ModelState, Speed
    from onyx_desktop.ui.model_words import Stand

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """One model as the list shows it. share: how far its download or its index is, None when nothing runs."""

    state: ModelState
    stand: Stand
    speed: Speed | None = None
    share: float | None = None


class Role(enum.IntEnum):
    """What a row can be asked for beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1  # Row, or None for a heading


class ModelRows(QAbstractListModel):
    """Headings (texts) and models (`Row`)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Row, ...] = ()
        self._rows: tuple[Row | str, ...] = ()
        self._filter = ""

    def show(self, rows: Sequence[Row]) -> bool:
        """Take what is known now; False if the same models stay in their places."""
        self._all = tuple(rows)
        return self._arrange()

    def narrow(self, text: str) -> bool:
        """Show only models whose facts hold every word of the text."""
        self._filter = text
        return self._arrange()

    def step(self, model: str, share: float | None) -> None:
        """Show how far a model is."""
        for number, row in enumerate(self._rows):
            if isinstance(row, Row) and row.state.card.id == model and row.share != share:
                changed = Row(row.state, row.stand, row.speed, share)
                self._rows = (*self._rows[:number], changed, *self._rows[number + 1 :])
                self.dataChanged.emit(self.index(number, 0), self.index(number, 0))

    def row_of(self, model: str) -> int:
        """The place of a model, or -1."""
        return next((n for n, row in enumerate(self._rows) if isinstance(row, Row) and row.state.card.id == model), -1)

    def row(self, model: str) -> Row | None:
        """How a model is shown, also while the filter hides it."""
        shown = (each for each in self._rows if isinstance(each, Row))
        return next((each for each in (*shown, *self._all) if each.state.card.id == model), None)

    @property
    def models(self) -> list[str]:
        """The ids of the models that are shown."""
        return [row.state.card.id for row in self._rows if isinstance(row, Row)]

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Rows of the list; a row has none below it."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts for people and screen readers, and the row itself."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if isinstance(row, str):
            return row if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole} else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.state.card.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.state.card.name}, {row.stand.text}"
            case Qt.ItemDataRole.AccessibleDescriptionRole | Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (words.facts(row.state), second_facts(row)) if part)
        return row if role == Role.ROW else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        heading = index.isValid() and isinstance(self._rows[index.row()], str)
        return Qt.ItemFlag.NoItemFlags if heading else super().flags(index)

    def _arrange(self) -> bool:
        wanted = self._filter.casefold().split()
        found = [row for row in self._all if all(word in _facts(row) for word in wanted)]
        made: list[Row | str] = []
        for embedding in (True, False):
            some = [row for row in found if words.embeds(row.state.card.kind) is embedding]
            made += [words.group(embedding), *some] if some else []
        if [_key(row) for row in made] != [_key(row) for row in self._rows]:
            self.beginResetModel()
            self._rows = tuple(made)
            self.endResetModel()
            return True
        before, self._rows = self._rows, tuple(made)
        for number, (old, new) in enumerate(zip(before, made, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(number, 0), self.index(number, 0))
        return False


def second_facts(row: Row) -> str:
    """The third line of a card: licence, speed, and what is not certain."""
    card = row.state.card
    speed = words.per_minute(row.speed) if row.speed is not None else words.speed_class(card)
    unsure = say("some facts not verified") if card.unverified else ""
    return " · ".join(part for part in (words.licence(card), speed, unsure) if part)


def _key(row: Row | str) -> str:
    return row if isinstance(row, str) else row.state.card.id


def _facts(row: Row) -> str:
    card = row.state.card
    texts = (card.name, card.id, words.kind(card.kind), words.facts(row.state), second_facts(row), row.stand.text)
    return " ".join((*texts, card.languages)).casefold()
