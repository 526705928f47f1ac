"""A card → the rows of facts of its detail, each with the mark "not verified" where the card has no source for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from onyx_desktop.domain import Kind
from onyx_desktop.ui import model_words as words
from onyx_desktop.ui import wording
from onyx_desktop.ui.wording import say

if TYPE_CHECKING:
    from onyx_desktop.domain import ModelCard
    from onyx_desktop.library.shelves import ModelState


def facts(state: ModelState) -> list[tuple[str, str]]:
    """(what, value) for all that the card says; nothing for what it does not."""
    card = state.card
    rows = [
        (say("Kind"), f"{words.kind(card.kind)}. {words.kind_hint(card.kind)}", "kind"),
        (say("Languages"), words.languages(card), "languages"),
        (say("Vectors"), _vectors(card), "dimensions lengths"),
        (say("Longest text"), words.tokens(card), "max_tokens"),
        (say("Size"), _size(state), "size_mb"),
        (say("Licence"), words.licence(card), "licence commercial"),
        (say("Speed class"), words.speed_class(card), "speed"),
        (say("Computed by"), say("the processor: {0}").format(state.fallback) if state.fallback else "", ""),
        (say("Published scores"), _scores(card), "scores scores_source"),
        (say("Published at"), card.repository, "repository revision"),
    ]
    unsure = set(card.unverified)
    mark = say("not verified")
    return [(what, f"{text} ({mark})" if unsure & set(names.split()) else text) for what, text, names in rows if text]


def _vectors(card: ModelCard) -> str:
    if not card.dimensions:
        return ""
    text = words.dimensions(card.dimensions)
    if card.kind is Kind.LATE:
        return say("{0} for each word").format(text)
    if not card.lengths:
        return text
    shorter = ", ".join(wording.number(length) for length in card.lengths if length != card.dimensions)
    return say("{0}, can be cut to {1}").format(text, shorter)


def _size(state: ModelState) -> str:
    parts = [words.weight(state)]
    if state.installed:
        parts.append(say("weights in {0}").format(state.card.precision))
    if state.vectors_bytes:
        parts.append(say("{0} of vectors of your passages").format(words.size(state.vectors_bytes)))
    return ", ".join(part for part in parts if part)


def _scores(card: ModelCard) -> str:
    found = [f"{name} {words.decimal(value)}" for name, value in card.scores.items()]
    source = f" ({card.scores_source})" if found and card.scores_source else ""
    return ", ".join(found) + source


class FactsGrid(QWidget):
    """The rows, in two columns; values can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.rows: list[tuple[str, str]] = []
        self._labels: list[tuple[QLabel, QLabel]] = []

    def show_facts(self, state: ModelState) -> None:
        """Replace the rows, if anything changed."""
        rows = facts(state)
        if rows == self.rows:
            return
        self.rows = rows
        while len(self._labels) < len(rows):
            self._labels.append(self._pair(len(self._labels)))
        for number, pair in enumerate(self._labels):
            shown = number < len(rows)
            for label, text in zip(pair, rows[number] if shown else ("", ""), strict=True):
                label.setText(text)
                label.setVisible(shown)

    def _pair(self, number: int) -> tuple[QLabel, QLabel]:
        what, value = QLabel(self), QLabel(self)
        what.setObjectName("muted")
        value.setWordWrap(True)
        value.setTextFormat(Qt.TextFormat.PlainText)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(what, number, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, number, 1)
        return what, value
