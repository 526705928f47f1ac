"""The window and the samples → a verdict: whether the whole line from files to hits works on this machine.

Drives the real window as a person would: adds the sample folder, waits for the index, asks, looks at the page. Prints
how long each step took. Refuses to wait for ever: each step has a deadline, and the first that fails ends the test with
its sentence and status 1.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onyx_desktop.ui.main_window import MainWindow

QUESTION = "what keeps galaxies from flying apart"
EXPECTED = "The Data Behind Dark Matter.pdf"
DEADLINE_S = 120.0


class Failed(Exception):
    """A step of the self-test did not come to its end (args: the sentence)."""


class SelfTest:
    """One run."""

    def __init__(self, window: MainWindow, screenshot: Path | None) -> None:
        self._window = window
        self._screenshot = screenshot
        self._started = time.perf_counter()

    def run(self) -> int:
        """0 if everything works, else 1 and a sentence on stderr."""
        try:
            self._steps()
        except Failed as failure:
            print(f"onyx-desktop: self-test failed: {failure}", file=sys.stderr)
            return 1
        print("self-test passed")
        return 0

    def _steps(self) -> None:
        window = self._window
        self._wait("window", window.isVisible)
        shown_s = _since_start_s()
        print(f"{'':10} from the start of the program to its window: {1000 * shown_s:.0f} ms")
        self._wait("library", lambda: window.desk.ready)
        indexed: list[object] = []
        window.desk.update_ended.connect(indexed.append)
        window.add_samples()
        self._wait("index", lambda: bool(indexed))
        if indexed[0] is None:
            raise Failed("indexing the sample documents stopped")
        self._wait("counts", lambda: bool(window.folders.folders))
        seen: list[object] = []
        drawn: list[int] = []
        window.preview.shown.connect(seen.append)
        window.preview.source.drawn.connect(lambda page, _image: drawn.append(page))
        window.bar.field.setText(QUESTION)
        self._wait("search", lambda: window.search.model.rowCount() > 0)
        found = window.search.model.hits[0].path.name
        if found != EXPECTED:
            raise Failed(f"asked for “{QUESTION}”, expected {EXPECTED} first, found {found}")
        self._wait("preview", lambda: bool(seen) and bool(drawn))
        if not window.preview.canvas.marks.passage:
            raise Failed("the passage was not marked on its page")
        if self._screenshot is not None:
            self._settle()
            if not window.grab().save(str(self._screenshot)):
                raise Failed(f"the picture could not be written to {self._screenshot}")

    def _wait(self, step: str, done: Callable[[], bool]) -> None:
        """Let events pass until `done`; print how long it took."""
        began = time.perf_counter()
        loop, timer = QEventLoop(), QTimer(interval=5)
        timer.timeout.connect(lambda: loop.quit() if done() or time.perf_counter() - began > DEADLINE_S else None)
        timer.start()
        loop.exec()
        timer.stop()
        if not done():
            raise Failed(f"the step “{step}” did not end within {DEADLINE_S:.0f} seconds")
        now = time.perf_counter()
        print(f"{step:10} {1000 * (now - began):8.0f} ms   {1000 * (now - self._started):8.0f} ms since the start")

    def _settle(self) -> None:
        """Let the last repaints through."""
        end = time.perf_counter() + 0.3
        while time.perf_counter() < end:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def _since_start_s() -> float:
    from onyx_desktop.library.computer import age_s  # after the window, which starts without the library

    return age_s()
