"""How long the event loop of the window stands still: a timer that should fire every 10 ms, and its longest gap."""

import time

from PySide6.QtCore import QObject, Qt, QTimer


class Watchdog(QObject):
    """Counts from `start` on."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps_ms: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self, interval=10)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)

    @property
    def longest_ms(self) -> float:
        """The longest time between two ticks."""
        return max(self.gaps_ms, default=0.0)

    def start(self) -> None:
        """Begin to count."""
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """The last gap counts too."""
        self._on_tick()
        self._timer.stop()

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self.gaps_ms.append(1000 * (now - self._last))
        self._last = now
