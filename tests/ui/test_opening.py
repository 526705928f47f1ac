"""Folders that come from outside: named on the command line, by a second start, by the menu of a file manager."""

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from onyx_desktop import paths
from onyx_desktop.app import App, Program
from onyx_desktop.integration import command
from onyx_desktop.integration.entry import SCRIPT_NAME
from onyx_desktop.ui.settings_start import started_with
from tests.ui.model_pages import LONG_MS


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two folders of one note each, and one inside another."""
    made = tmp_path_factory.mktemp("Papers")
    for name in ("Rent", "Rent/Old ones", "Travel"):
        (made / name).mkdir()
        (made / name / "note.txt").write_text(f"A note about {name}.\n", encoding="utf-8")
    return made


@pytest.fixture
def program(tmp_path: Path, qapp: object) -> Iterator[Program]:
    made = Program(App(paths.home(tmp_path)))
    yield made
    made.app.window.close()
    made.app.close()


def wait_for(qtbot: QtBot, program: Program, *folders: Path) -> None:
    qtbot.waitUntil(lambda: set(program.app.window.folders.folders) == set(folders), timeout=LONG_MS)


def test_a_named_folder_is_added_and_a_second_start_narrows_to_its_own(
    program: Program, papers: Path, qtbot: QtBot
) -> None:
    window = program.app.window
    program.app.start([papers / "Rent"])
    wait_for(qtbot, program, papers / "Rent")
    assert window.bar.query == "", "the only folder needs no filter"
    program.come_forward([papers / "Travel"])
    wait_for(qtbot, program, papers / "Rent", papers / "Travel")
    assert window.bar.query == "in:Travel"
    program.come_forward([papers / "Rent" / "Old ones"])
    assert window.bar.query == 'in:"Rent/Old ones"'
    wait_for(qtbot, program, papers / "Rent", papers / "Travel")  # what is searched already is not added again
    qtbot.waitUntil(lambda: window.search.model.rowCount() > 0, timeout=LONG_MS)
    assert [hit.path.parent.name for hit in window.search.model.hits] == ["Old ones"]


def test_finder_names_folders_by_an_event(program: Program, papers: Path, qtbot: QtBot) -> None:
    application = QCoreApplication.instance()
    assert application is not None
    application.installEventFilter(program)
    try:
        program.app.start()
        QCoreApplication.sendEvent(application, QFileOpenEvent(QUrl.fromLocalFile(str(papers / "Travel"))))
        wait_for(qtbot, program, papers / "Travel")
    finally:
        application.removeEventFilter(program)


def test_a_file_that_is_named_instead_gets_a_sentence(program: Program, papers: Path, qtbot: QtBot) -> None:
    program.app.start([papers / "Rent" / "note.txt", papers / "nowhere"])
    message = program.app.window.message
    qtbot.waitUntil(message.isVisible, timeout=LONG_MS)
    assert "whole folders" in message.text.text()
    assert program.app.window.panes.welcoming


def test_started_at_login_it_waits_on_the_task_bar(program: Program, qtbot: QtBot) -> None:
    program.app.start(minimized=True)
    assert program.app.window.isMinimized()
    qtbot.waitUntil(lambda: program.app.desk.ready, timeout=LONG_MS)
    program.come_forward([])
    assert not program.app.window.isMinimized()


@pytest.fixture
def boxes(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, QCheckBox]]:
    """The boxes of the settings by what they say, in a home of the test's own where Nautilus is installed."""
    (tmp_path / "programs").mkdir()
    (tmp_path / "programs" / "nautilus").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "programs"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    yield {box.text(): box for box in program.app.window.preferences.open().findChildren(QCheckBox)}
    monkeypatch.undo()


def test_the_settings_switch_the_start_at_login(boxes: dict[str, QCheckBox], tmp_path: Path) -> None:
    box, file = boxes["Start when you log in"], tmp_path / "config" / "autostart" / "onyx-desktop.desktop"
    assert not box.isChecked()
    box.click()
    assert box.isChecked()
    assert f'"--data-dir" "{tmp_path}" "--minimized"' in file.read_text(encoding="utf-8")
    box.click()
    assert not box.isChecked()
    assert not file.exists()


def test_the_settings_offer_the_search_to_folders(boxes: dict[str, QCheckBox], tmp_path: Path) -> None:
    box = boxes["Offer “Search with Onyx” in the menu of folders"]
    assert not box.isChecked()
    box.click()
    script = tmp_path / "data" / "nautilus" / "scripts" / SCRIPT_NAME
    assert box.isChecked()
    assert os.access(script, os.X_OK)
    box.click()
    assert not box.isChecked()
    assert not script.exists()


def test_what_cannot_be_written_is_told_below_the_box(boxes: dict[str, QCheckBox], tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where a folder should be")
    box = boxes["Start when you log in"]
    box.click()
    assert not box.isChecked()
    labels = box.window().findChildren(QLabel)
    assert [label.text() for label in labels if label.text().startswith("This could not be changed: ")]


def test_the_usual_folders_need_no_word(tmp_path: Path) -> None:
    assert started_with(paths.home_of_system()) == command.own()
    assert started_with(paths.home(tmp_path))[-2:] == ("--data-dir", str(tmp_path))
