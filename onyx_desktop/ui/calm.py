"""A long update waits by itself while the computer runs on its battery or is busy with something else.

Only an update that takes longer than a minute is held, so that small changes are always taken up at once. It goes on by
itself, or at once when a person says so, and then it is not held again until it ends. Refuses to touch a pause that a
person chose. What the computer says is asked on the search lane; the main thread never waits for it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from onyx_desktop.library.computer import Condition
    from onyx_desktop.ui.main_window import MainWindow

LOOK_EVERY_MS = 5000
HELD_AFTER_S = 60.0
BUSY_SHARE, FREE_SHARE = 0.6, 0.4  # of all cores, used by other programs
LOOKS = 3  # as many in a row decide


class Calm(QObject):
    """Holds the updates of one window. Made by the program and not by the window: a test has no battery to save."""

    def __init__(self, window: MainWindow, condition: Callable[[], Condition] | None = None) -> None:
        """condition: how the computer is; asked on the search lane."""
        super().__init__(window)
        self._window = window
        self._condition = condition
        self._began = 0.0
        self._overruled = False
        self._busy: list[bool] = []
        self.held = ""
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        window.desk.update_started.connect(self._on_started)
        window.desk.update_ended.connect(self._on_ended)
        window.strip.pause_wanted.connect(self._on_person)
        window.settings_kept.connect(self._on_settings)

    @Slot()
    def look(self) -> None:
        """Ask how the computer is, if anything could follow from it."""
        settings = self._window.settings
        wanted = settings.pause_on_battery or settings.pause_when_busy
        old = time.monotonic() - self._began >= HELD_AFTER_S
        if wanted and old and not self._overruled and (self.held or not self._window.desk.paused):
            self._window.desk.ask(lambda _library: self._ask(), self._on_condition)

    def _ask(self) -> Condition:
        if self._condition is None:
            from onyx_desktop.library.computer import Computer  # the window stands before it is loaded

            self._condition = Computer().condition
        return self._condition()

    def _on_condition(self, condition: Condition) -> None:
        if not self._window.desk.updating or self._overruled:
            return
        settings = self._window.settings
        border = FREE_SHARE if self.held else BUSY_SHARE
        self._busy = [*self._busy, condition.others > border][-LOOKS:]
        decided = len(self._busy) == LOOKS
        if settings.pause_on_battery and condition.on_battery:
            self._hold(self.tr("Waiting for the mains: on battery now"))
        elif settings.pause_when_busy and decided and all(self._busy):
            self._hold(self.tr("Waiting until the computer is less busy"))
        elif self.held and (not settings.pause_when_busy or (decided and not any(self._busy))):
            self._release()

    def _hold(self, why: str) -> None:
        if self.held != why:
            self.held = why
            self._window.desk.pause()
            self._window.strip.show_held(why)

    def _release(self) -> None:
        if self.held:
            self.held, self._busy = "", []
            self._window.strip.show_held("")
            if not self._window.settings.paused:
                self._window.desk.resume()

    @Slot()
    def _on_started(self) -> None:
        if not self._timer.isActive():
            self._began, self._overruled, self._busy = time.monotonic(), False, []
            self._timer.start()

    @Slot(object)
    def _on_ended(self, _result: object) -> None:
        self._timer.stop()
        self._release()

    @Slot(bool)
    def _on_person(self, _paused: bool) -> None:
        """A person has pressed the button: what they say holds until the update ends."""
        self._overruled, self.held = True, ""
        self._window.strip.show_held("")

    @Slot()
    def _on_settings(self) -> None:
        settings = self._window.settings
        if self.held and not (settings.pause_on_battery or settings.pause_when_busy):
            self._release()
