"""Results that a person pins → the top of the list whenever the same question is asked, until the program is quit.

A pin belongs to a question, not to a document: what answers one may be noise for another. Whether words or filters were
written in another order does not matter as long as the line is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.domain import Hit, Mode, Seed
    from onyx_desktop.ui.search_bar import SearchBar
    from onyx_desktop.ui.search_pane import SearchPane


class Pins(QObject):
    """The pins of one window."""

    def __init__(self, bar: SearchBar, search: SearchPane) -> None:
        super().__init__(search)
        self._search = search
        self._pinned: dict[tuple[str, Seed], frozenset[int]] = {}
        bar.asked.connect(self._on_asked)

    def toggle(self, hits: Sequence[Hit]) -> None:
        """Pin some results; let them go if all of them are pinned."""
        question = self._search.question
        if question is None:
            return
        key = (question[0].strip(), question[2])
        before, chosen = self._pinned.get(key, frozenset()), {hit.chunk_id for hit in hits}
        self._pinned[key] = before - chosen if chosen <= before else before | chosen
        self._search.model.pin(self._pinned[key])

    @Slot(str, object, object)
    def _on_asked(self, query: str, _mode: Mode, seed: Seed) -> None:
        """The next answer shows the pins of this question."""
        self._search.model.pinned = self._pinned.get((query.strip(), seed), frozenset())
