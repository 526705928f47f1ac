"""What is loaded stays out of later collections of garbage, and a full one waits until a person rests."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from onyx_desktop.ui import tidy
from onyx_desktop.ui.main_window import MainWindow


class Ring:
    """Holds itself, so that only a collection can take it away."""

    def __init__(self) -> None:
        self.held = self


@pytest.fixture
def _own_garbage() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)


@pytest.fixture
def made(window: MainWindow, monkeypatch: pytest.MonkeyPatch, _own_garbage: None) -> tidy.Tidy:
    """Looks at once, and takes an hour for a rest until a test shortens it."""
    monkeypatch.setattr(tidy, "LOOK_EVERY_MS", 10)
    monkeypatch.setattr(tidy, "REST_MS", 3_600_000)
    return tidy.Tidy(window)


def rest(made: tidy.Tidy, qtbot: QtBot) -> None:
    with qtbot.waitSignal(made._rest.timeout):
        made._rest.setInterval(0)
    made._rest.setInterval(3_600_000)


def test_what_an_open_library_holds_is_left_out_of_collections(
    made: tidy.Tidy, window: MainWindow, qtbot: QtBot
) -> None:
    window.desk.opened.emit()
    rest(made, qtbot)
    frozen = gc.get_freeze_count()
    assert frozen > 10_000
    assert len(gc.get_objects()) < 10_000
    rest(made, qtbot)
    assert gc.get_freeze_count() <= frozen, "only what was loaded then"


def test_a_full_collection_waits_until_nobody_types(made: tidy.Tidy, window: MainWindow, qtbot: QtBot) -> None:
    old = Ring()
    gc.collect(1)  # makes it old, so that only a full collection looks at it
    lives = weakref.ref(old)
    del old
    qtbot.waitUntil(made._rest.isActive)
    for letter in "heating":
        before = made._rest.timerId()
        qtbot.keyClick(window.bar.field, letter)
        assert made._rest.timerId() != before, "each key begins the rest anew"
    qtbot.waitUntil(lambda: window.search.answer is not None)
    assert lives() is not None
    rest(made, qtbot)
    assert lives() is None
    put_off = gc.get_threshold()
    window.close()
    assert gc.get_threshold()[2] < put_off[2], "what else the process does goes on as before"
