"""What the operating system says of this computer and of the program's own processes: battery, load, open sockets."""

from __future__ import annotations

import time
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Condition:
    """on_battery: and not charging. others: which share of all cores other programs use."""

    on_battery: bool
    others: float


class Computer:
    """Asks the operating system; one thread at a time."""

    def __init__(self) -> None:
        self._ours: dict[int, float] = {}

    def condition(self) -> Condition:
        """How the computer is, since the last call."""
        battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
        cores = psutil.cpu_count() or 1
        everyone = psutil.cpu_percent(interval=None) / 100
        own, now = 0.0, time.monotonic()
        seconds: dict[int, float] = {}
        for process in _ours():
            try:
                spent = process.cpu_times()
            except psutil.Error:
                continue
            seconds[process.pid] = spent.user + spent.system
            own += max(0.0, seconds[process.pid] - self._ours.get(process.pid, seconds[process.pid]))
        passed = now - self._ours.get(0, now)
        self._ours = seconds | {0: now}
        others = max(0.0, everyone - own / passed / cores) if passed else 0.0
        return Condition(battery is not None and battery.power_plugged is False, others)


def sockets(allowed_port: int | None = None) -> tuple[int, int]:
    """Sockets of this program and its child processes that reach into a network, and how many processes these are.

    allowed_port: of a server that a person chose; connections to it do not count.
    """
    processes = _ours()
    found = 0
    for process in processes:
        try:
            for each in process.net_connections("inet"):
                found += bool(each.raddr and each.raddr.port != allowed_port) or each.status == "LISTEN"
        except psutil.NoSuchProcess:
            continue
        except psutil.AccessDenied:
            found += 1  # nobody can say
    return found, len(processes)


def age_s() -> float:
    """Seconds since the system started this process."""
    return time.time() - psutil.Process().create_time()


def _ours() -> list[psutil.Process]:
    me = psutil.Process()
    return [me, *me.children(recursive=True)]
