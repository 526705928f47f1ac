"""What the benchmarks of the window share: letting its event loop run, and how long one turn of it took.

On a machine that does other things too, gaps are also theirs; so the processor time that the main thread itself took
between two ticks is counted beside them.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer

from tests.ui.watchdog import Watchdog


class Busy(Watchdog):
    """Counts the main thread's own work instead of the time."""

    def start(self) -> None:
        super().start()
        self._last = time.thread_time()

    def _on_tick(self) -> None:
        now = time.thread_time()
        self.gaps_ms.append(1000 * (now - self._last))
        self._last = now


def rest(seconds: float) -> None:
    """Let the window live."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def measure(name: str, deed: Callable[[], object], seconds: float = 1.5) -> float:
    """Do something and print what the loop felt; returns the milliseconds of own work in the longest turn."""
    dog, busy = Watchdog(), Busy()
    dog.start()
    busy.start()
    deed()
    rest(seconds)
    busy.stop()
    dog.stop()
    gaps = sorted(dog.gaps_ms)
    print(
        f"{name:40} longest {gaps[-1]:4.0f} ms, second {gaps[-2]:4.0f} ms, "
        f"over 50: {sum(gap > 50 for gap in gaps):2}; own work in one turn {busy.longest_ms:4.0f} ms",
        flush=True,
    )
    return busy.longest_ms
