"""Every state of the window between a first start and a broken disk, over the real library, as a person meets it."""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from onyx_desktop import paths
from onyx_desktop.domain import Mode
from onyx_desktop.errors import DiskFull, HubUnreachable, IndexDamaged, ModelMissing, OnyxError
from onyx_desktop.jobs import Lane
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings
from onyx_desktop.ui import states, wording
from onyx_desktop.ui.bridge import Bridge
from onyx_desktop.ui.desk import Desk, Lanes
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.messages import ERRORS, Act
from tests.ui.model_pages import LONG_MS
from tests.ui.second_model import TEXTS


@pytest.fixture
def make_window(kept: list[Settings], bugs: list[BaseException], qtbot: QtBot) -> Iterator[Callable[..., MainWindow]]:
    """A window over the real library of a home; what fails to open stays closed."""
    made: list[tuple[MainWindow, Desk]] = []

    def make(home: paths.Home, **changes: object) -> MainWindow:
        settings = Settings(theme="light", **changes)  # type: ignore[arg-type]  # fields by name
        bridge = Bridge()
        lanes = Lanes(*(Lane(name, bridge.post) for name in ("index", "search", "shelf", "trial")))
        desk = Desk(lanes, lambda: Library.open(home, settings), bugs.append)
        window = MainWindow(desk, settings, kept.append, home)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        desk.open()
        made.append((window, desk))
        return window

    yield make
    for window, desk in made:
        desk.resume()
        window.close()
        desk.close(60)
    assert bugs == []


@pytest.fixture
def copied(indexed: Path, tmp_path: Path) -> paths.Home:
    return paths.home(shutil.copytree(indexed, tmp_path / "home"))


def offers(window: MainWindow) -> list[str]:
    return [button.accessibleName() for button in window.search.page.buttons]


def ask(window: MainWindow, qtbot: QtBot, query: str) -> None:
    with qtbot.waitSignal(window.search.answered, timeout=LONG_MS):
        window.bar.field.setText(query)
        qtbot.keyClick(window.bar.field, Qt.Key.Key_Return)


# First start.


def test_the_first_start_has_one_job(make_window: Callable[..., MainWindow], home: paths.Home, qtbot: QtBot) -> None:
    window = make_window(home)
    qtbot.waitUntil(lambda: window.desk.ready, timeout=LONG_MS)
    assert window.panes.welcoming
    assert window.panes.welcome.choose.isVisible()
    assert window.panes.welcome.samples.isVisible()
    assert window.acceptDrops()


def test_results_come_while_indexing(
    make_window: Callable[..., MainWindow], home: paths.Home, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "Letters"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    window = make_window(home)
    qtbot.waitUntil(lambda: window.desk.ready, timeout=LONG_MS)
    words: list[str] = []
    window.desk.stepped.connect(lambda _step: words.append(window.strip.text.text()))
    window.bar.field.setText("landlord heating")
    window.add_folders([folder])
    qtbot.waitUntil(lambda: window.search.model.rowCount() > 0, timeout=LONG_MS)
    qtbot.waitUntil(lambda: not window.desk.updating, timeout=LONG_MS)
    assert window.search.model.hits[0].path.name == "lease.txt"


# No question.


def test_an_empty_field_offers_what_was_asked_and_what_changed(real_window: MainWindow, qtbot: QtBot) -> None:
    window = real_window
    qtbot.waitUntil(lambda: len(offers(window)) == states.LATEST, timeout=LONG_MS)
    assert {each.removesuffix(" · Letters") for each in offers(window)} <= set(TEXTS)
    assert "6 files can be searched, 6 passages in them" in window.search.hint.text()
    ask(window, qtbot, "landlord")
    window.bar.save.click()
    assert offers(window) == []
    window.bar.field.clear()
    assert offers(window)[:2] == ["landlord", "landlord"], "saved, and recent"
    with qtbot.waitSignal(window.search.answered, timeout=LONG_MS):
        window.search.page.buttons[1].click()
    assert window.bar.query == "landlord"


def test_a_document_that_changed_last_is_shown(real_window: MainWindow, qtbot: QtBot) -> None:
    window = real_window
    qtbot.waitUntil(lambda: bool(offers(window)), timeout=LONG_MS)
    name = offers(window)[0].removesuffix(" · Letters")
    with qtbot.waitSignal(window.search.answered, timeout=LONG_MS):
        window.search.page.buttons[0].click()
    assert [hit.path.name for hit in window.search.model.hits] == [name]


def test_offers_are_walked_by_keys(real_window: MainWindow, qtbot: QtBot) -> None:
    window = real_window
    qtbot.waitUntil(lambda: len(offers(window)) > 1, timeout=LONG_MS)
    first, second = window.search.page.buttons[:2]
    window.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is second
    qtbot.keyClick(second, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is first


# No result.


def test_each_filter_says_what_leaving_it_out_would_give(real_window: MainWindow, qtbot: QtBot) -> None:
    window = real_window
    ask(window, qtbot, "heating type:pdf after:2001")
    assert window.search.model.rowCount() == 0
    assert "heating type:pdf after:2001" in window.search.hint.text()
    qtbot.waitUntil(lambda: not window.states.counting, timeout=LONG_MS)
    expected = f"Remove filter “type: PDF” (would give {len(TEXTS)})"
    qtbot.waitUntil(lambda: expected in offers(window), timeout=LONG_MS)
    assert f"Remove all filters (would give {len(TEXTS)})" in offers(window)
    assert not any("after" in each for each in offers(window)), "leaving it out would give nothing"
    with qtbot.waitSignal(window.search.answered, timeout=LONG_MS):
        window.search.page.buttons[offers(window).index(expected)].click()
    assert window.bar.query == "heating after:2001"
    assert len(window.search.answer.hits) == len(TEXTS)  # type: ignore[union-attr]  # just answered
    qtbot.keyClick(window.bar.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.bar.query == "heating type:pdf after:2001"


def test_quotation_marks_and_modes_are_offered_too(real_window: MainWindow, qtbot: QtBot) -> None:
    window = real_window
    ask(window, qtbot, '"heating soup"')
    loose = f"Search without the quotation marks (would give {len(TEXTS)})"
    qtbot.waitUntil(lambda: loose in offers(window), timeout=LONG_MS)
    window.bar.mode.setCurrentIndex(window.bar.mode.findData(Mode.WORDS))
    ask(window, qtbot, "chilly")
    meant = f"Search by meaning as well (would give {len(TEXTS)})"
    qtbot.waitUntil(lambda: meant in offers(window), timeout=LONG_MS)
    window.search.page.buttons[offers(window).index(meant)].click()
    assert (window.bar.query, window.bar.chosen_mode) == ("chilly", Mode.AUTO)


def test_what_is_not_searched_is_said(
    make_window: Callable[..., MainWindow], copied: paths.Home, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "Papers"
    folder.mkdir()
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder / "one.txt").write_text("A paper on bridges.", encoding="utf-8")
    window = make_window(copied)
    with qtbot.waitSignals([window.desk.opened, window.desk.update_ended], timeout=LONG_MS):
        pass
    with qtbot.waitSignal(window.desk.update_ended, timeout=LONG_MS):
        window.add_folders([folder])
    (folder / "two.txt").write_text("Another on tunnels.", encoding="utf-8")
    qtbot.waitUntil(lambda: len(window.folders.folders) == 2)
    folder.rename(tmp_path / "away")
    with qtbot.waitSignal(window.desk.update_ended, timeout=LONG_MS):
        window.desk.update()
    ask(window, qtbot, "heating name:nosuchname")
    qtbot.waitUntil(lambda: "Papers is not connected" in offers(window), timeout=LONG_MS)
    assert "1 file could not be read" in offers(window)
    window.search.page.buttons[offers(window).index("1 file could not be read")].click()
    qtbot.waitUntil(lambda: window.dialog is not None, timeout=LONG_MS)
    assert window.dialog is not None
    window.dialog.close()


def test_counts_of_an_old_question_are_dropped(real_window: MainWindow, qtbot: QtBot) -> None:
    window = real_window
    ask(window, qtbot, "heating type:pdf")
    ask(window, qtbot, "heating")
    assert offers(window) == []
    qtbot.waitUntil(lambda: not window.states.counting, timeout=LONG_MS)
    assert offers(window) == []


# Things that break.


def test_a_damaged_index_is_built_again_at_one_press(
    make_window: Callable[..., MainWindow], copied: paths.Home, qtbot: QtBot
) -> None:
    catalog = copied.data / "catalog.sqlite"
    with contextlib.closing(sqlite3.connect(catalog)) as connection:
        pages = connection.execute("SELECT rootpage FROM sqlite_master WHERE name IN ('files', 'chunks')").fetchall()
        (page_bytes,) = connection.execute("PRAGMA page_size").fetchone()
    with catalog.open("r+b") as stream:
        for (page,) in pages:
            stream.seek((page - 1) * page_bytes)
            stream.write(b"\xff" * page_bytes)
    window = make_window(copied)
    qtbot.waitUntil(window.message.isVisible, timeout=LONG_MS)
    assert "index cannot be read" in window.message.text.text()
    assert window.message.button.text() == "Repair"
    with qtbot.waitSignal(
        window.desk.update_ended, timeout=2 * LONG_MS, check_params_cb=lambda result: bool(result and result.files)
    ):
        window.message.button.click()
    assert "is built again" in window.message.text.text()
    assert (copied.data / "catalog.damaged.sqlite").exists()
    ask(window, qtbot, "landlord heating")
    assert window.search.model.hits[0].path.name == "lease.txt"


def test_a_file_that_is_no_catalog_is_put_aside(
    make_window: Callable[..., MainWindow], copied: paths.Home, qtbot: QtBot
) -> None:
    for file in copied.data.glob("catalog.sqlite*"):
        file.unlink()
    (copied.data / "catalog.sqlite").write_bytes(b"this is no database" * 400)
    window = make_window(copied)
    qtbot.waitUntil(window.message.isVisible, timeout=LONG_MS)
    with qtbot.waitSignal(window.desk.opened, timeout=LONG_MS):
        window.message.button.click()
    qtbot.waitUntil(lambda: window.panes.welcoming, timeout=LONG_MS)


def test_a_repair_mends_what_is_derived(real_window: MainWindow, qtbot: QtBot) -> None:
    window = real_window
    files = [file for file in (window.home.data / "matrix").rglob("*") if file.is_file()]
    rows = max(files, key=lambda file: file.stat().st_size)
    with rows.open("r+b") as stream:
        stream.write(b"\xff" * 64)
    window.desk.failed.emit(IndexDamaged(Path("catalog.sqlite"), "malformed"))
    with qtbot.waitSignal(window.desk.update_ended, timeout=LONG_MS, check_params_cb=lambda result: result is not None):
        window.message.button.click()
    assert window.message.text.text() in {"The index was repaired.", "The index is sound."}


def test_a_full_disk_is_told_and_goes_on(
    real_window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window = real_window
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(100, 99, 1))  # type: ignore[attr-defined]  # the type that shutil itself gives
    with qtbot.waitSignal(window.desk.failed, timeout=LONG_MS):
        window.desk.update()
    assert "disk is full" in window.message.text.text()
    ask(window, qtbot, "landlord")
    assert window.search.model.rowCount() > 0, "what is indexed can still be searched"
    monkeypatch.undo()
    with qtbot.waitSignal(window.desk.update_ended, timeout=LONG_MS, check_params_cb=lambda result: result is not None):
        window.message.button.click()


def test_a_missing_model_is_named(make_window: Callable[..., MainWindow], copied: paths.Home, qtbot: QtBot) -> None:
    window = make_window(copied, model="no-such-model")
    qtbot.waitUntil(window.message.isVisible, timeout=LONG_MS)
    assert "no-such-model" in window.message.text.text()
    assert window.message.button.isVisible()


@pytest.mark.parametrize(
    "error",
    [
        HubUnreachable("bge", "https://anna:hunter2@mirror.example/models", "HTTP 500"),
        ModelMissing("https://anna:hunter2@mirror.example/x", "y"),
        IndexDamaged(Path("catalog.sqlite"), "the landlord shall keep the heating"),
        DiskFull(Path("data")),
    ],
)
def test_no_error_shows_a_secret_or_a_document(error: OnyxError) -> None:
    message = wording.error(error)
    assert "hunter2" not in message.text
    assert "landlord" not in message.text
    assert message.act is not None


def test_an_act_is_known_for_every_error_that_has_one() -> None:
    assert {Act.RETRY, Act.REPAIR, Act.QUIT} <= {message.act for message in ERRORS.values()}
