"""The window's thread waits for nothing while the real library indexes and a person types and turns over results.

How long the event loop stands still is measured by `python -m tests.bench.window FOLDER`, on a machine that does
nothing else; here the longest gap is only told, because other tests take the processor away from the window too. What
would make it stand still on any machine is found whatever the clock says: a database, a folder or a program that its
own thread asks.
"""

import sqlite3
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from pytestqt.qtbot import QtBot

from onyx_desktop import app, paths, settings
from tests.ui.watchdog import Watchdog

QUESTIONS = (
    "how do I cite software in a paper",
    "why do astronomers believe there is mass that nobody can see",
    "teaching python to students",
    "heat transfer simulation",
)


WAITS = ("sqlite3.connect", "os.listdir", "os.scandir", "subprocess.Popen", "socket.connect", "time.sleep")


class Waits:
    """What the window's thread asked of the computer that may take long, while `heard` is a list."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, object]] | None = None
        self._thread = threading.get_ident()
        sys.addaudithook(self._hear)  # stays until the process ends

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.heard is not None and event in WAITS and threading.get_ident() == self._thread:
            self.heard.append((event, arguments[:1]))


def rest(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


@pytest.fixture
def running(tmp_path: Path, qapp: object, qtbot: QtBot) -> Iterator[app.App]:
    home = paths.home(tmp_path / "home")
    home.create()
    settings.save(settings.Settings(theme="light"), home.settings_file)
    made = app.App(home)
    made.start()
    qtbot.waitUntil(lambda: made.desk.ready, timeout=30_000)
    rest(0.5)
    yield made
    made.window.close()
    made.close()


def measure(running: app.App, folder: Path, seconds: float) -> Watchdog:
    """Index `folder` while asking and choosing results, for at most `seconds`."""
    window, dog, ended = running.window, Watchdog(), []
    window.desk.update_ended.connect(ended.append)
    window.add_folders([folder])
    rest(0.2)
    dog.start()
    turns = int(seconds / 2.5)
    for turn in range(turns):
        window.bar.field.setText(QUESTIONS[turn % len(QUESTIONS)])
        rest(1.5)
        if window.search.model.rowCount() > 2:
            window.search.list.choose(1 + turn % 2)
        rest(1.0)
        if ended:
            break
    dog.stop()
    ticks = sorted(dog.gaps_ms)
    print(
        f"event loop, {len(ticks)} ticks: p50 {ticks[len(ticks) // 2]:.0f}, p99 {ticks[int(len(ticks) * 0.99)]:.0f}, "
        f"longest gap {dog.longest_ms:.0f} ms, over 50 ms: {sum(gap > 50 for gap in ticks)}"
    )
    return dog


def test_indexing_the_samples_leaves_the_window_alive(running: app.App, qtbot: QtBot) -> None:
    waits = Waits()
    waits.heard = []
    sqlite3.connect(":memory:").close()
    assert [event for event, _ in waits.heard] == ["sqlite3.connect"], "the hook hears"
    waits.heard.clear()
    dog = measure(running, paths.resource("samples/documents"), 8.0)
    heard, waits.heard = waits.heard, None
    qtbot.waitUntil(lambda: running.window.search.answer is not None, timeout=30_000)
    assert len(dog.gaps_ms) > 10, "the event loop turned"
    assert heard == []
