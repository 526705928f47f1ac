"""A callable handed over in any thread → the same callable run in the main thread.

The only cross-thread signal in the program. It belongs to one QObject that lives in the main thread, because a slot of
a worker's own QObject, a lambda or a plain method may run in the wrong thread (measured; reference/aesthetics.md 4.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable


class Bridge(QObject):
    """Make it in the main thread; give `post` to the lanes."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._on_posted, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Run `call` in the main thread, soon. Safe from any thread, also while the program is ending."""
        try:
            self._posted.emit(call)
        except RuntimeError:  # the window is gone; nobody is left to be told
            return

    @Slot(object)
    def _on_posted(self, call: Callable[[], None]) -> None:
        call()
