"""What the library holds → what a question can be narrowed to, offered beside the field.

Connects the counts of one window with the places that show them. Refuses to know how they are counted or drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from onyx_desktop.ui.counts import Counts

if TYPE_CHECKING:
    from onyx_desktop.library.status import Status
    from onyx_desktop.ui.main_window import MainWindow


class Narrowing(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.counts = Counts(window.desk)
        self.counts.changed.connect(window.bar.filter_menu.show_facets)
        window.search.example_chosen.connect(window.bar.field.setText)
        window.desk.status_changed.connect(self._on_status)

    @Slot(object)
    def _on_status(self, status: Status) -> None:
        self._window.bar.filter_menu.folders = tuple(state.path for state in status.folders)
