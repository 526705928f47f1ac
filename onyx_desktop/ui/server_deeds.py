"""The buttons of the page of the index → the library moved to a Chroma server, and back. Nothing is kept that fails."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from onyx_desktop.ui import wording

if TYPE_CHECKING:
    from onyx_desktop.errors import OnyxError
    from onyx_desktop.library import Library
    from onyx_desktop.ui.main_window import MainWindow
    from onyx_desktop.ui.settings_index import IndexPage

_COPYING = "The server answers. What it lacks is being sent; you can go on searching."
_LEFT = "The vector index is being made again on this computer, without learning anything anew."


class ServerDeeds(QObject):
    """For one page, while it is open."""

    def __init__(self, window: MainWindow, page: IndexPage) -> None:
        super().__init__(page)
        self._window = window
        self._page = page
        page.use_wanted.connect(self._on_use)
        page.leave_wanted.connect(self._on_leave)

    @Slot(object)
    def _on_use(self, changes: dict[str, Any]) -> None:
        def reach(library: Library) -> None:
            from onyx_desktop.errors import OnyxError
            from onyx_desktop.library import serving

            before = library.settings
            library.apply(dataclasses.replace(before, **changes))
            try:
                serving.reach(library)
            except OnyxError:
                library.apply(before)
                raise

        self._window.desk.ask(reach, lambda _done: self._take(changes, _COPYING), self._on_failed)

    @Slot(bool)
    def _on_leave(self, delete: bool) -> None:
        def remove(library: Library) -> None:
            from onyx_desktop.library import serving

            if delete:
                serving.remove(library)

        self._page.tell_busy()
        self._window.desk.ask(remove, lambda _done: self._take({"chroma_host": ""}, _LEFT), self._on_failed)

    def _take(self, changes: dict[str, Any], told: str) -> None:
        self._window.models.change(**changes)
        self._window.desk.ask(lambda _library: None, lambda _done: self._window.desk.update())
        self._page.tell(wording.say(told))

    def _on_failed(self, error: OnyxError) -> None:
        self._page.tell_failure(wording.error(error))
