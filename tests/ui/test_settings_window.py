"""The settings: each change takes effect at once, what can't be is refused in a sentence, nothing asks for OK."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox, QLineEdit, QMessageBox, QPushButton, QSlider
from pytestqt.qtbot import QtBot

from onyx_desktop.domain import Reason
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings
from onyx_desktop.ui import motion
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.settings_advanced import diagnostics
from onyx_desktop.ui.settings_folders import refused
from onyx_desktop.ui.settings_window import SettingsWindow
from tests.ui.model_pages import LONG_MS


@pytest.fixture
def real_page(real_window: MainWindow, qtbot: QtBot) -> SettingsWindow:
    """The settings of a window over the real library."""
    made = real_window.preferences.open()
    qtbot.waitUntil(lambda: made.folders.folders.count() > 0, timeout=LONG_MS)
    return made


def named(page: SettingsWindow, kind: type, name: str):
    return next(each for each in page.findChildren(kind) if each.accessibleName() == name)


def library_of(window: MainWindow) -> Library:
    library = window.desk._library
    assert isinstance(library, Library)
    return library


def choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def type_in(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_it_opens_by_its_key_once_and_has_no_ok(real_window: MainWindow, qtbot: QtBot) -> None:
    window = real_window
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    page = window.preferences.page
    assert page is not None
    assert page.isVisible()
    assert not page.isModal()
    assert not page.findChildren(QDialogButtonBox)
    assert window.preferences.open() is page
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert window.preferences.page is None


def test_the_list_leads_to_every_page_by_keys(real_page: SettingsWindow, qtbot: QtBot) -> None:
    assert real_page.list.count() == len(real_page.pages)
    for number in range(len(real_page.pages)):
        assert real_page.page is real_page.pages[number]
        assert real_page.list.item(number).text() == real_page.page.title
        assert real_page.page.isVisible()
        qtbot.keyClick(real_page.list, Qt.Key.Key_Down)


def test_the_palette_of_commands_leads_to_every_page(real_window: MainWindow, real_page: SettingsWindow) -> None:
    for command, page in zip(real_window.preferences.commands, real_page.pages, strict=True):
        assert command.text() == f"Settings: {page.title}"
        command.trigger()
        assert real_page.page is page


def test_colours_and_text_size_are_worn_at_once(
    real_window: MainWindow, real_page: SettingsWindow, kept: list[Settings], qtbot: QtBot
) -> None:
    choose(named(real_page, QComboBox, "Colours"), "dark")
    assert kept[-1].theme == "dark"
    assert real_window.palette().window().color().lightness() < 128
    choose(named(real_page, QComboBox, "Motion"), "less")
    assert kept[-1].motion == "less"
    assert motion.less()
    choose(named(real_page, QComboBox, "Motion"), "full")
    assert not motion.less()
    before, lines = QApplication.font().pointSizeF(), real_window.search.list.fontMetrics().height()
    slider = named(real_page, QSlider, "Text size")
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert kept[-1].text_size == 200
    assert QApplication.font().pointSizeF() == pytest.approx(2 * before)
    assert real_window.search.list.fontMetrics().height() > 1.5 * lines
    slider.setValue(100)
    assert QApplication.font().pointSizeF() == pytest.approx(before)


def test_no_page_is_scrolled_sideways_with_text_of_double_size(
    real_window: MainWindow, real_page: SettingsWindow, qtbot: QtBot
) -> None:
    real_window.preferences.change(text_size=200)
    try:
        real_page.resize(800, 600)
        qtbot.waitUntil(real_page.above.isVisible)
        assert not real_page.list.isVisible()
        real_page.above.setFocus()
        for page in real_page.pages:
            assert real_page.page is page
            QApplication.processEvents()
            assert page.isVisible()
            assert page.horizontalScrollBar().maximum() == 0, page.title
            qtbot.keyClick(real_page.above, Qt.Key.Key_Down)
    finally:
        real_window.preferences.change(text_size=100)
    real_page.resize(1000, 700)
    qtbot.waitUntil(real_page.list.isVisible)
    assert not real_page.above.isVisible()


def test_the_quality_of_the_search_is_taken_by_the_library(
    real_window: MainWindow, real_page: SettingsWindow, kept: list[Settings], qtbot: QtBot
) -> None:
    choose(named(real_page, QComboBox, "Quality"), "fast")
    assert kept[-1].quality == "fast"
    qtbot.waitUntil(lambda: library_of(real_window).settings.quality == "fast")
    choose(named(real_page, QComboBox, "Variety"), 0.3)
    qtbot.waitUntil(lambda: library_of(real_window).settings.diversity == 0.3)


def test_a_change_elsewhere_is_shown(real_window: MainWindow, real_page: SettingsWindow) -> None:
    real_window.dress("dark")
    assert named(real_page, QComboBox, "Colours").currentData() == "dark"
    real_window.dress("light")
    assert named(real_page, QComboBox, "Colours").currentData() == "light"


def test_a_number_out_of_range_is_refused_at_its_field(
    real_page: SettingsWindow, kept: list[Settings], real_window: MainWindow, qtbot: QtBot
) -> None:
    field = named(real_page, QLineEdit, "Passages compared one by one")
    for wrong in ("many", "-3", "99999999999", ""):
        type_in(qtbot, field, wrong) if wrong else (
            field.clear(),
            field.setModified(True),
            field.editingFinished.emit(),
        )
        assert "whole number from 0 to 10,000,000" in field.accessibleDescription()
        assert real_window.settings.exact_limit == 100_000
    type_in(qtbot, field, "5,000")
    assert "whole number" not in field.accessibleDescription()
    assert kept[-1].exact_limit == 5000


def test_an_address_that_is_none_is_refused_at_its_field(
    real_page: SettingsWindow, kept: list[Settings], real_window: MainWindow, qtbot: QtBot
) -> None:
    field = named(real_page, QLineEdit, "Model hub or mirror")
    for wrong in ("mirror", "ftp://mirror.example", "https://", "htps://mirror.example", "http://a b"):
        type_in(qtbot, field, wrong)
        assert "https://" in field.accessibleDescription(), wrong
        assert real_window.settings.hub_endpoint == ""
    type_in(qtbot, field, "https://mirror.example/hub")
    assert field.accessibleDescription() == ""
    assert kept[-1].hub_endpoint == "https://mirror.example/hub"
    type_in(qtbot, named(real_page, QLineEdit, "Proxy"), "socks5://127.0.0.1:9050")
    assert kept[-1].hub_proxy == "socks5://127.0.0.1:9050"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "Give the name"),
        ("a/b", "a part of a path"),
        (".git", "already"),
        ("*", "everything"),
        ("*.*", "everything"),
        ("*.tmp", ""),
        ("/home/anna/Old", ""),
        ("Drafts", ""),
    ],
)
def test_names_to_leave_out(name: str, why: str) -> None:
    told = refused(name, Settings().excluded)
    assert (why in told) if why else told == ""


def test_what_is_left_out_leaves_the_index_and_comes_back(
    real_window: MainWindow, real_page: SettingsWindow, qtbot: QtBot
) -> None:
    folders = real_page.folders
    name = library_of(real_window).search("notice").hits[0].path.name
    files = len(library_of(real_window).store.database.rows("SELECT 1 FROM files"))
    with qtbot.waitSignal(real_window.desk.update_ended, timeout=LONG_MS):
        type_in(qtbot, folders.name, name)
    assert real_window.settings.excluded[-1] == name
    assert len(library_of(real_window).store.database.rows("SELECT 1 FROM files")) == files - 1
    folders.excluded.setCurrentRow(folders.excluded.count() - 1)
    with qtbot.waitSignal(real_window.desk.update_ended, timeout=LONG_MS):
        folders.take_back.click()
    assert len(library_of(real_window).store.database.rows("SELECT 1 FROM files")) == files


def test_a_file_that_was_too_large_is_read_under_a_larger_limit(
    real_window: MainWindow, real_page: SettingsWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "Large"
    folder.mkdir()
    (folder / "large.txt").write_text("A heavy letter about the harvest." + "\n" * (2 << 20))  # large, and soon read
    with qtbot.waitSignal(real_window.desk.update_ended, timeout=LONG_MS):
        type_in(qtbot, named(real_page, QLineEdit, "Largest file, in MB"), "1")
    with qtbot.waitSignal(real_window.desk.update_ended, timeout=LONG_MS):
        real_window.add_folders([folder])
    library = real_window.desk._library
    assert library is not None
    assert [each.reason for each in library.problems()] == [Reason.TOO_LARGE]
    with qtbot.waitSignal(real_window.desk.update_ended, timeout=LONG_MS):
        type_in(qtbot, named(real_page, QLineEdit, "Largest file, in MB"), "50")
    assert library.problems() == []


def test_sizes_are_shown_and_compacting_tells_what_it_gave(
    real_window: MainWindow, real_page: SettingsWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "…" not in real_page.privacy.sizes["matrix"].text())
    assert real_page.privacy.sizes[""].text() != "0 B"
    real_page.show_page(real_page.advanced)
    real_page.advanced.compact.click()
    assert not real_page.advanced.compact.isEnabled()
    qtbot.waitUntil(real_page.advanced.compact.isEnabled, timeout=LONG_MS)
    assert "before" in real_page.advanced.compacted.text()


def test_deleting_the_index_asks_once_and_starts_anew(
    real_window: MainWindow, real_page: SettingsWindow, qtbot: QtBot
) -> None:
    real_page.privacy.erase.click()
    asked = real_page.privacy.question
    assert asked is not None
    assert asked.defaultButton() is asked.button(QMessageBox.StandardButton.Cancel)
    delete = next(each for each in asked.findChildren(QPushButton) if each.text() == "Delete the index")
    with qtbot.waitSignal(real_window.desk.opened, timeout=LONG_MS):
        delete.click()
    qtbot.waitUntil(lambda: real_window.panes.welcoming)
    library = real_window.desk._library
    assert library is not None
    assert library.status().chunks == 0
    assert real_window.home.settings_file.parent.exists()


def test_diagnostics_hold_nothing_private(real_window: MainWindow, real_page: SettingsWindow, qtbot: QtBot) -> None:
    real_window.models.change(hub_endpoint="https://models.secret-employer.example", excluded=("/home/anna/Divorce",))
    real_page.show_page(real_page.advanced)
    qtbot.waitUntil(lambda: real_page.advanced.status is not None and bool(real_page.advanced.sizes))
    real_page.advanced.copy.click()
    text = QGuiApplication.clipboard().text()
    assert "passages" in text
    assert "matrix" in text
    for secret in ("anna", "employer", "Letters", str(real_window.home.data)):
        assert secret not in text
    assert "theme" not in diagnostics(Settings(), None, {})
