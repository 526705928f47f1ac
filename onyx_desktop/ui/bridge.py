"""A callable handed over in any thread → the same callable run in the main thread.

The only cross-thread signal in the program. It belongs to one QObject that lives in the main thread, because a slot of
a worker's own QObject, a lambda or a plain method may run in the wrong thread (measured; reference/aesthetics.md 4.1).
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable


def tell(call: Callable[[Any], None] | None, result: object) -> None:
    """Hand an answer to the one who asked, unless that is a part of a window that was deleted meanwhile."""
    owner = getattr(call.func if isinstance(call, functools.partial) else call, "__self__", None)
    if call is not None and (not isinstance(owner, QObject) or shiboken6.isValid(owner)):
        call(result)


class Bridge(QObject):
    """Make it in the main thread; give `post` to the lanes."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._on_posted, Qt.ConnectionType.QueuedConnection)
        self._closed = False

    def close(self) -> None:
        """Drop what is posted and not run yet, and all that is posted later."""
        self._closed = True

    def post(self, call: Callable[[], None]) -> None:
        """Run `call` in the main thread, soon. Safe from any thread, also while the program is ending."""
        try:
            self._posted.emit(call)
        except RuntimeError:  # the window is gone; nobody is left to be told
            return

    @Slot(object)
    def _on_posted(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()
