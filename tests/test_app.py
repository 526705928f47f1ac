"""What the builder builds: a window that remembers, and that says when its settings cannot be read."""

import os
import sys
import threading

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from onyx_desktop import paths
from onyx_desktop.app import App, Program, parser
from onyx_desktop.ui.actions import Deed


@pytest.fixture
def build(tmp_path: Path, qapp: object) -> Iterator[Callable[[], App]]:
    """Makes an app over one data folder; closes each before the next."""
    made: list[App] = []

    def close() -> None:
        for each in made:
            each.window.close()
            each.close()
        made.clear()

    def make() -> App:
        close()
        made.append(App(paths.home(tmp_path)))
        return made[-1]

    yield make
    close()


def test_a_pause_outlives_the_program(build: Callable[[], App]) -> None:
    first = build()
    assert not first.desk.paused
    first.window.set_paused(True)
    second = build()
    assert second.desk.paused
    assert second.window.deed_actions[Deed.PAUSE].isChecked()


def test_broken_settings_are_told_and_not_overwritten(build: Callable[[], App], tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('theme = "purple"\n')
    made = build()
    made.window.show()
    assert made.window.message.isVisible()
    assert "theme" in made.window.message.text.text()
    assert (tmp_path / "settings.toml").read_text() == 'theme = "purple"\n'


def test_the_first_start_welcomes(build: Callable[[], App], qtbot: QtBot) -> None:
    made = build()
    made.start()
    assert made.window.panes.welcoming
    qtbot.waitUntil(lambda: made.desk.ready, timeout=30_000)
    assert made.window.panes.welcoming


def test_the_options() -> None:
    chosen = parser().parse_args(["--data-dir", "x", "Papers", "--selftest", "--screenshot", "y.png"])
    assert (chosen.data_dir, chosen.folders, chosen.screenshot) == (Path("x"), [Path("Papers")], Path("y.png"))
    assert chosen.selftest


def test_another_language_is_spoken_at_once_over_the_same_library(tmp_path: Path, qapp: object, qtbot: QtBot) -> None:
    first = App(paths.home(tmp_path))
    program = Program(first)
    old = first.window
    with qtbot.waitSignal(first.desk.opened, timeout=30_000):
        first.start()
    try:
        with qtbot.waitSignal(old.search.answered, timeout=30_000):
            old.bar.field.setText("heating costs")
        old.preferences.change(language="de")
        qtbot.waitUntil(lambda: program.app is not first, timeout=30_000)
        window = program.app.window
        assert window.isVisible()
        assert window.bar.field.text() == "heating costs"
        assert window.deed_actions[Deed.QUIT].text() == "Beenden"
        assert window.panes.welcome.choose.text() == "Ordner wählen …"
        assert QLocale().toString(1204) == "1.204"
        qtbot.waitUntil(lambda: program.app.desk.ready and not shiboken6.isValid(old), timeout=30_000)
        QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)  # nobody asks the old window
        window.preferences.change(language="en")
        qtbot.waitUntil(lambda: program.app.window is not window, timeout=30_000)
        assert program.app.window.deed_actions[Deed.QUIT].text() == "Quit"
    finally:
        program.app.window.close()
        program.app.close()
        program.app._speaker.rest()
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
