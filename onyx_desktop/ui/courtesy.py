"""Somebody types → indexing lets the search go first.

With every key the index lane stops after the step in hand, a tenth of a second at most, until the rest after typing and
the search are over; then it goes on by itself. So results come as soon as if nothing were indexed, and indexing loses
only the moments in which somebody types. Refuses to hold it for a search that takes long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from onyx_desktop.jobs import Lane
    from onyx_desktop.ui.main_window import MainWindow

TYPING_S, SEARCH_S, SHOWING_S = 0.6, 1.0, 0.2


class Courtesy(QObject):
    """Watches the field of one window for one lane."""

    def __init__(self, window: MainWindow, index: Lane) -> None:
        super().__init__(window)
        self._window, self._index = window, index
        window.bar.field.changed.connect(self._on_typed)
        window.bar.asked.connect(self._on_asked)
        window.search.answered.connect(self._on_answered)

    @Slot()
    def _on_typed(self) -> None:
        self._index.give_way(TYPING_S)

    @Slot()
    def _on_asked(self) -> None:
        self._index.give_way(SEARCH_S)

    @Slot()
    def _on_answered(self) -> None:
        if not self._window.bar.waiting:
            self._index.give_way(SHOWING_S)
