"""Fixtures: a window over the real library, indexed, with a second model on the shelf; and its model page, open."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from onyx_desktop import paths
from onyx_desktop.jobs import Lane
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings
from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.bridge import Bridge
from onyx_desktop.ui.desk import Desk, Lanes
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.model_desk import Work
from onyx_desktop.ui.model_dialog import ModelDialog
from tests.ui import second_model

MINILM = "all-MiniLM-L6-v2"
LONG_MS = 30_000  # how long a test waits for something that takes a moment on a busy machine


def of(work: Work) -> Callable[..., bool]:
    """For the signal `ended`: only that of this work."""
    return lambda ended, *_: ended is work


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a library with one indexed folder, and a second model on the shelf; to be copied."""
    root = tmp_path_factory.mktemp("indexed")
    home = paths.home(root / "home")
    home.create()
    second_model.write_texts(root / "Letters")
    second_model.install(home)
    with Library.open(home, Settings()) as library:
        library.add_folder(root / "Letters")
        assert len(list(library.update())) > 0
    return home.data


@pytest.fixture
def real_window(
    indexed: Path, tmp_path: Path, kept: list[Settings], bugs: list[BaseException], qtbot: QtBot
) -> Iterator[MainWindow]:
    """A window over a copy of that library."""
    home = paths.home(shutil.copytree(indexed, tmp_path / "home"))
    settings = Settings(theme="light")
    bridge = Bridge()
    lanes = Lanes(*(Lane(name, bridge.post) for name in ("index", "search", "shelf", "trial")))
    desk = Desk(lanes, lambda: Library.open(home, settings), bugs.append)
    made = MainWindow(desk, settings, kept.append, home)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignals([desk.opened, desk.update_ended], timeout=LONG_MS):
        desk.open()
    known = len(second_model.TEXTS)
    qtbot.waitUntil(lambda: made.models.answering is not None and made.models.answering.documents == known)
    yield made
    desk.resume()
    made.close()
    desk.close(60)
    assert bugs == []


@pytest.fixture
def page(real_window: MainWindow, qtbot: QtBot) -> ModelDialog:
    """The model page, at the model in use."""
    real_window.deed_actions[Deed.MODELS].trigger()
    made = real_window.model_page
    assert made is not None
    qtbot.waitUntil(lambda: made.list.model == MINILM)
    return made
