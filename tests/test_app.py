"""What the builder builds: a window that remembers, and that says when its settings cannot be read."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from onyx_desktop import paths
from onyx_desktop.app import App, parser
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


def test_another_language_is_spoken_at_once_over_the_same_library(build: Callable[[], App], qtbot: QtBot) -> None:
    app = build()
    old = app.window
    with qtbot.waitSignal(app.desk.opened):
        app.start()
    qtbot.waitUntil(old.panes.isVisible)
    old.bar.field.setText("heating")
    gone: list[bool] = []
    old.destroyed.connect(lambda: gone.append(True))
    try:
        old.preferences.change(language="de")
        qtbot.waitUntil(lambda: app.window is not old)
        assert app.window.isVisible()
        assert not old.isVisible()
        assert app.crash.window is app.window
        assert app.window.deed_actions[Deed.QUIT].text() == "Beenden"
        assert app.window.panes.welcome.choose.text() == "Ordner wählen …"
        assert QLocale().toString(1204) == "1.204"
        qtbot.waitUntil(lambda: gone == [True])
        app._speaker.speak("en")
        again = build()
        assert again.window.deed_actions[Deed.QUIT].text() == "Beenden", "the choice outlives the program"
        again._speaker.speak("en")
    finally:
        app._speaker.speak("en")
