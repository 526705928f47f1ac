"""A window without a screen: offscreen, in the light theme, over a small shelf that the tests can hold up."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from onyx_desktop import paths
from onyx_desktop.jobs import Lane
from onyx_desktop.settings import Settings
from onyx_desktop.ui.bridge import Bridge
from onyx_desktop.ui.desk import Desk, Lanes
from onyx_desktop.ui.main_window import MainWindow
from tests.ui.model_pages import indexed, page, real_window
from tests.ui.shelf_of_hits import ShelfOfHits, write_documents

__all__ = ["indexed", "page", "real_window"]  # fixtures from elsewhere


@pytest.fixture(autouse=True)
def _english() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))


@pytest.fixture
def documents(tmp_path: Path, qapp: object) -> Path:
    """A folder with a PDF of two pages and two texts."""
    folder = tmp_path / "Contracts"
    folder.mkdir()
    write_documents(folder)
    return folder


@pytest.fixture
def shelf(documents: Path) -> Iterator[ShelfOfHits]:
    made = ShelfOfHits(documents)
    yield made
    made.let_go()


@pytest.fixture
def home(tmp_path: Path) -> paths.Home:
    made = paths.home(tmp_path / "home")
    made.create()
    return made


@pytest.fixture
def bugs() -> list[BaseException]:
    return []


@pytest.fixture
def desk(shelf: ShelfOfHits, bugs: list[BaseException], qtbot: QtBot) -> Iterator[Desk]:
    bridge = Bridge()
    lanes = Lanes(*(Lane(name, bridge.post) for name in ("index", "search", "shelf", "trial")))
    made = Desk(lanes, lambda: shelf, bugs.append)  # type: ignore[arg-type,return-value]  # it has what the desk asks of a library
    yield made
    shelf.let_go()
    made.resume()
    made.close()
    assert bugs == []


@pytest.fixture
def kept() -> list[Settings]:
    """Every record that was saved."""
    return []


@pytest.fixture
def window(desk: Desk, home: paths.Home, kept: list[Settings], qtbot: QtBot) -> Iterator[MainWindow]:
    """A window over an open library that is up to date."""
    made = MainWindow(desk, Settings(theme="light", debounce_ms=30), kept.append, home)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    with qtbot.waitSignals([desk.opened, desk.update_ended]):
        desk.open()
    qtbot.waitUntil(lambda: not made.panes.welcoming)
    yield made
    made.close()
