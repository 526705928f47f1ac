"""Python's collection of garbage → moments in which nobody waits for the window.

A full collection goes through every object that there is, seventy thousand once a library is open, while all threads
stand still: 50 to 100 ms, at any moment, in the middle of a word that is typed. So what is loaded is left out of it for
good, and what remains is collected when the person has rested for a moment. The small collections, of what was just
made, stay as they are. Refuses to put a full one off for ever: after seven million new objects Python makes it anyway.
"""

from __future__ import annotations

import functools
import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot

if TYPE_CHECKING:
    from onyx_desktop.ui.main_window import MainWindow

LOOK_EVERY_MS = 10_000
REST_MS = 1500
_PUT_OFF = 1000  # collections of the middle generation before a full one


class Tidy(QObject):
    """Collects for one window. Made by the program and not by the window; a test has garbage of its own."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        before = gc.get_threshold()
        gc.set_threshold(*before[:2], _PUT_OFF)
        window.closed.connect(functools.partial(gc.set_threshold, *before))
        self._look = QTimer(self, interval=LOOK_EVERY_MS)
        self._look.timeout.connect(self._on_look)
        self._look.start()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._on_rested)
        self._loaded = False
        window.desk.opened.connect(self._on_loaded)
        window.search.answered.connect(self._on_loaded, Qt.ConnectionType.SingleShotConnection)
        for busy in (window.bar.field.textChanged, window.search.answered, window.search.chosen):
            busy.connect(self._on_busy)

    @Slot()
    def _on_loaded(self) -> None:
        """A library is open, or the first search has loaded what it needs."""
        self._loaded = True

    @Slot()
    def _on_look(self) -> None:
        if not self._rest.isActive():
            self._rest.start()

    @Slot()
    def _on_busy(self) -> None:
        if self._rest.isActive():
            self._rest.start()

    @Slot()
    def _on_rested(self) -> None:
        gc.collect()
        if self._loaded:
            gc.freeze()  # only then: what is left out of collections and becomes garbage later is never found
            self._loaded = False
