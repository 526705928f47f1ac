"""The event loop while the real library indexes and a person types and turns over results: the longest gap is reported.

`python -m tests.bench.window FOLDER` measures any folder of real files; the test of every day does it over the sample
documents. Its limit is wider than the promise of 50 ms, because a machine that runs other tests at the same time takes
the processor away from the window too.
"""

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


def test_indexing_the_samples_leaves_the_window_alive(running: app.App) -> None:
    dog = measure(running, paths.resource("samples/documents"), 8.0)
    assert running.window.search.answer is not None
    assert dog.longest_ms < 250
