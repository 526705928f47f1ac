"""The manual: reachable by F1, complete in both languages, and true of the keys, filters and commands it names."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from pytestqt.qtbot import QtBot

from onyx_desktop import paths
from onyx_desktop.cli.arguments import parser
from onyx_desktop.ranking.query import parse
from onyx_desktop.ui import manual
from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.main_window import MainWindow

FILES = sorted(paths.resource("manual").glob("*.md"))


def headings(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("#")]


def test_f1_opens_it_once_and_escape_closes_it(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    shown = window.findChild(manual.Manual)
    assert shown is not None
    assert shown.isVisible()
    assert not shown.isModal()
    assert manual.opened(window) is shown
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(manual.Manual) is None)


def test_a_chapter_is_gone_to_and_words_are_found(window: MainWindow, qtbot: QtBot) -> None:
    shown = manual.opened(window)
    shown.resize(700, 400)
    assert [shown.list.item(row).text() for row in range(shown.list.count())] == [
        line.removeprefix("## ") for line in headings(manual.file_for("en_US"))[1:]
    ]
    shown.list.setCurrentRow(5)
    title = shown.list.item(5).text()
    assert shown.text.textCursor().block().text() == title
    assert 0 <= shown.text.cursorRect().top() < shown.text.viewport().height() // 4, "the heading stands at the top"
    qtbot.keyClicks(shown.field, "encrypted")
    assert shown.text.textCursor().selectedText() == "encrypted"
    qtbot.keyClicks(shown.field, "xyz")
    assert not shown.find_next()
    shown.close()


def test_each_language_has_its_own_and_the_others_read_english() -> None:
    assert manual.file_for("de_AT").name == "de.md"
    assert manual.file_for("fr_FR").name == "en.md"
    assert {len(headings(file)) for file in FILES} == {len(headings(FILES[0]))}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_keys_it_names_are_those_of_the_window(file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("Strg", "Ctrl").replace("Umschalt", "Shift")
    named = set(re.findall(r"\b(?:Ctrl\+(?:Shift\+)?[A-Z0-9?]|F\d+)(?![\w+])", text)) - {"F10"}
    keys = {key for deed in Deed for key in deed.keys}
    assert len(named) > 10
    assert named <= keys


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_filters_and_commands_it_names_are_understood(file: Path) -> None:
    said = re.findall(r"`([^`]+)`", file.read_text(encoding="utf-8"))
    filters = [each for each in said if re.match(r"[a-z]+:\S", each)]
    assert len(filters) > 10
    for each in filters:
        assert all(part.understood for part in parse(f"word {each}").parts), each
    for each in said:
        if each.startswith("onyx ") and each != "onyx index":
            arguments = each.replace('"', "").split()[1:]
            parser().parse_args(arguments)


def test_it_asks_nobody_for_a_picture_or_a_page() -> None:
    for file in FILES:
        assert "http" not in file.read_text(encoding="utf-8")
        assert "![" not in file.read_text(encoding="utf-8")


def test_the_language_of_the_window_decides(window: MainWindow) -> None:
    QLocale.setDefault(QLocale("de_DE"))
    shown = manual.opened(window)
    assert "Handbuch" in shown.text.toPlainText()
    shown.close()
