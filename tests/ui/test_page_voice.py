"""What a screen reader is told of a drawn page: the tree of accessible objects is walked as one does."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from pytestqt.qtbot import QtBot

from onyx_desktop.ui import page_voice
from onyx_desktop.ui.main_window import MainWindow
from tests.ui.shelf_of_hits import PAGES, PDF, ShelfOfHits
from tests.ui.test_preview_pane import show


@pytest.fixture
def _listening() -> Iterator[None]:
    """As while a screen reader runs."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []

    def note(event: object) -> None:
        message = getattr(event, "message", None)
        if message is not None:
            told.append(message())

    monkeypatch.setattr(page_voice.QAccessible, "updateAccessibility", staticmethod(note))
    return told


def in_the_tree(root: QAccessibleInterface, name: str) -> list[QAccessibleInterface]:
    """All objects of the tree whose name holds this."""
    found = [root] if name in root.text(QAccessible.Text.Name) else []
    children = (root.child(number) for number in range(root.childCount()))
    return found + [each for child in children if child is not None for each in in_the_tree(child, name)]


def described(window: MainWindow) -> str:
    (page,) = in_the_tree(QAccessible.queryAccessibleInterface(window), f" of 2, {PDF}")
    return page.text(QAccessible.Text.Description)


@pytest.mark.usefixtures("_listening")
def test_the_passage_and_the_page_are_told(
    window: MainWindow, shelf: ShelfOfHits, announced: list[str], qtbot: QtBot
) -> None:
    hit = show(window, shelf, qtbot, "keep the heating", PDF)
    qtbot.waitUntil(lambda: PAGES[0][3] in described(window))
    passage, page = described(window).split("\n")
    assert hit.text in passage
    assert all(line in page for line in PAGES[0])
    assert announced == [], "the result has been announced already"
    qtbot.keyClick(window.preview.canvas, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: PAGES[1][1] in described(window))
    assert hit.text not in described(window)
    assert announced == [f"Page 2 of 2, {PDF}"]
    qtbot.keyClick(window.preview.canvas, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: described(window).startswith("The passage:"))


def test_without_a_screen_reader_no_text_is_fetched(
    window: MainWindow, shelf: ShelfOfHits, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(page_voice.QAccessible, "isActive", staticmethod(lambda: False))
    hit = show(window, shelf, qtbot, "keep the heating", PDF)
    assert window.preview.canvas.accessibleDescription() == f"The passage: {hit.text}"


@pytest.mark.usefixtures("_listening")
def test_a_long_page_is_cut(
    window: MainWindow, shelf: ShelfOfHits, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(page_voice, "LONGEST", 30)
    show(window, shelf, qtbot, "keep the heating", PDF)
    qtbot.waitUntil(lambda: described(window).endswith(f"The page: {PAGES[0][0][:30]} …"))
