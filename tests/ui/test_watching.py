"""What changes on disk appears in the window by itself."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from onyx_desktop.domain import Answer, Mode
from onyx_desktop.jobs import Lane
from onyx_desktop.ui import watching
from onyx_desktop.ui.bridge import Bridge
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.watching import Watching
from tests.ui.model_pages import LONG_MS


@pytest.fixture
def folder(real_window: MainWindow) -> Path:
    library = real_window.desk._library
    assert library is not None
    return library.folders()[0].path


@pytest.fixture
def watched(real_window: MainWindow, folder: Path, qtbot: QtBot) -> Iterator[Watching]:
    """The watch over the window's folder; files that a test adds there go with it."""
    before = set(folder.iterdir())
    bridge = Bridge()
    made = Watching(real_window.desk, Lane("watch", bridge.post), bridge.post, lambda: real_window.settings)
    with qtbot.waitSignal(real_window.desk.status_changed, timeout=LONG_MS):
        real_window.desk.refresh_status()
    qtbot.waitUntil(lambda: made._watch is not None)
    qtbot.wait_until(lambda: not made.blind)
    yield made
    made.close()
    for path in set(folder.iterdir()) - before:
        path.unlink()


def found(window: MainWindow, qtbot: QtBot, query: str) -> Callable[[], str]:
    """The first result of a question, asked once."""
    came: list[Answer] = []
    window.search.answered.connect(came.append)
    window.search.ask(query, Mode.AUTO)
    return lambda: came[-1].hits[0].path.name if came and came[-1].hits else ""


def test_a_new_file_is_found_and_a_deleted_one_is_not(
    real_window: MainWindow, watched: Watching, folder: Path, qtbot: QtBot
) -> None:
    name = found(real_window, qtbot, "beekeeping in the mountains")
    qtbot.waitUntil(lambda: name() != "", timeout=LONG_MS)
    with qtbot.waitSignal(real_window.desk.update_ended, timeout=LONG_MS):
        (folder / "bees.txt").write_text("Beekeeping in the mountains: hives on the southern slope.")
    qtbot.waitUntil(lambda: name() == "bees.txt", timeout=LONG_MS)
    with qtbot.waitSignal(real_window.desk.update_ended, timeout=LONG_MS):
        (folder / "bees.txt").unlink()
    qtbot.waitUntil(lambda: name() not in {"", "bees.txt"}, timeout=LONG_MS)


def test_changes_wait_for_a_running_update_and_while_indexing_is_held(
    real_window: MainWindow, watched: Watching, folder: Path, qtbot: QtBot
) -> None:
    desk = real_window.desk
    desk.pause()
    desk.update()
    (folder / "bees.txt").write_text("Beekeeping in the mountains.")
    qtbot.waitUntil(lambda: watched._changed == {folder / "bees.txt"}, timeout=LONG_MS)
    assert desk.updating
    with qtbot.waitSignals([desk.update_ended, desk.update_ended], timeout=LONG_MS):
        desk.resume()
    assert watched._changed == set()


def test_a_long_update_gives_way(
    real_window: MainWindow, watched: Watching, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "GIVES_WAY_S", 0.0)
    desk = real_window.desk
    started: list[bool] = []
    monkeypatch.setattr(desk, "_update", object())  # one that never ends
    desk.update_started.connect(lambda: started.append(True))
    with qtbot.waitSignal(desk.update_ended, timeout=LONG_MS):
        (folder / "bees.txt").write_text("Beekeeping in the mountains.")
    assert started == [True]
    assert watched._changed == set()
