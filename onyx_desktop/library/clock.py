"""How long each step of a search took."""

from __future__ import annotations

import time


class Clock:
    """A stopwatch with laps. laps: milliseconds by name, in the order they were taken."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._began = self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        """What went on since the last lap was this."""
        now = time.perf_counter()
        self.laps[name] = self.laps.get(name, 0.0) + (now - self._last) * 1000
        self._last = now

    @property
    def total_ms(self) -> float:
        """Milliseconds since the watch was made."""
        return (time.perf_counter() - self._began) * 1000
