"""The page of the index: a Chroma server is tried before it is used, secrets are dots, and the way back is a button."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from onyx_desktop import settings
from onyx_desktop.settings import Settings
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.settings_index import IndexPage
from tests.servers import chroma_run, free_port
from tests.ui.model_pages import LONG_MS

SECRET = "not-to-be-shown"


@pytest.fixture
def page(real_window: MainWindow, qtbot: QtBot) -> IndexPage:
    opened = real_window.preferences.open()
    opened.show_page(opened.index)
    qtbot.waitUntil(lambda: not real_window.desk.updating, timeout=LONG_MS)
    return opened.index


def type_in(qtbot: QtBot, page: IndexPage, port: int) -> None:
    for field, text in ((page.host, "127.0.0.1"), (page.port, str(port))):
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, text)


def test_it_is_tried_used_and_left_by_buttons(
    real_window: MainWindow, page: IndexPage, qtbot: QtBot, tmp_path: Path
) -> None:
    port = free_port()
    assert "leave this computer" in " ".join(each.text() for each in page.findChildren(type(page.told)))
    assert page.leave.isHidden()
    type_in(qtbot, page, port)
    qtbot.keyClicks(page.headers, f"X-Token: {SECRET}")
    qtbot.mouseClick(page.use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "cannot be used" in page.told.text(), timeout=LONG_MS)
    assert SECRET not in page.told.text()
    assert real_window.settings.chroma_host == ""
    with chroma_run(tmp_path / "server", port):
        qtbot.mouseClick(page.use, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: real_window.settings.chroma_host == "127.0.0.1", timeout=LONG_MS)
        qtbot.waitUntil(page.leave.isVisible, timeout=LONG_MS)
        assert real_window.settings.chroma_headers == (f"X-Token: {SECRET}",)
        assert page.headers.toPlainText() == "X-Token: ••••"
        complete: list[bool] = []

        def ask() -> bool:
            real_window.desk.ask(lambda library: library.choice.chosen.mirror.complete(None), complete.append)
            return True in complete

        qtbot.waitUntil(ask, timeout=LONG_MS)
        assert "127.0.0.1" in real_window.preferences.page.privacy.promise.text()
        qtbot.mouseClick(page.use, Qt.MouseButton.LeftButton)  # once more: dots stand for the secret that is kept
        qtbot.waitUntil(page.use.isEnabled, timeout=LONG_MS)
        assert real_window.settings.chroma_headers == (f"X-Token: {SECRET}",)
        qtbot.mouseClick(page.delete, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: real_window.settings.chroma_host == "", timeout=LONG_MS)
        assert page.leave.isHidden()
        assert "Everything stays on this computer" in real_window.preferences.page.privacy.promise.text()


@pytest.mark.parametrize(
    ("host", "port", "header", "told"),
    [
        ("http://somewhere", "8000", "", "without http://"),
        ("", "8000", "", "the name or the address"),
        ("somewhere", "70000", "", "from 1 to 65535"),
        ("somewhere", "8000", "no header", "Name: value"),
    ],
)
def test_what_can_not_be_is_refused(
    page: IndexPage, qtbot: QtBot, host: str, port: str, header: str, told: str
) -> None:
    page.host.setText(host)
    page.port.setText(port)
    page.headers.setPlainText(header)
    qtbot.mouseClick(page.use, Qt.MouseButton.LeftButton)
    assert told in page.told.text()
    assert page.choices.settings == Settings() or page.choices.settings.chroma_host == ""
    with pytest.raises(settings.BadSettings):
        page._wanted()
