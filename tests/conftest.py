"""What every test begins with."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from onyx_desktop import network

PATIENCE_MS = 60_000  # a machine that runs other tests at the same time may be ten times as slow


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """What is packed holds the time, and processes that run tests side by side must give a test the same name."""
    return argname if isinstance(val, bytes) else None


class PatientBot(QtBot):
    """Waits for what is to come, however slow the machine is: a window that is late is measured in bench/window.py."""

    def waitUntil(self, callback: Any, *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **wanted: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **wanted)

    def waitSignals(self, signals: Any, *, timeout: int = PATIENCE_MS, **wanted: Any) -> Any:
        return super().waitSignals(signals, timeout=timeout, **wanted)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> Iterator[QtBot]:
    """Garbage goes between tests: windows of earlier ones, which a person has not, must not go within an event."""
    gc.freeze()  # what is older is not looked through again at the end
    gc.disable()
    yield PatientBot(request)
    gc.collect()
    gc.unfreeze()
    gc.enable()


@pytest.fixture(autouse=True)
def _no_guard_of_another_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that ran in this process before has shut it; its hook can't be taken out, but told to let go."""
    monkeypatch.setattr(network._guard, "shut", False)
