"""A language that does not exist, with accents and words half as long again: is all said through translation, and does
it fit? Only texts that stand in the translations are turned, so what was forgotten stays English and is found."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from onyx_desktop import paths
from onyx_desktop.domain.languages import LANGUAGES
from onyx_desktop.errors import DiskFull
from onyx_desktop.models.cards import load_cards
from onyx_desktop.ui import filter_words, sheets, wording
from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.command_palette import CommandPalette
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.model_dialog import ModelDialog
from onyx_desktop.ui.problems_dialog import ProblemsDialog
from tests.ui import widgets
from tests.ui.model_pages import LONG_MS
from tests.ui.shelf_of_hits import ShelfOfHits, refused

ACCENTS = str.maketrans("aceinosuyACEINOSUY", "àçéîñöšüýÀÇÉÎÑÖŠÜÝ")
OPEN, CLOSE = "⟦", "⟧"
LONGER = 1.4
MARKUP = re.compile(r"(\{\d*\}|<[^>]*>|\n|&)")
OWN_NAMES = "|".join(filter_words.language(code) for code in LANGUAGES)  # of languages: the same in every language
DATA = re.compile(
    r"⟦.*?⟧|\S+\.(pdf|txt|md|zip)|all-MiniLM-L6-v2|Contracts|Letters|heating|https?://\S+|(/[^\s/]+)+|Recall@10"
    r"|Onyx Desktop|Close|Cancel|English|Deutsch|Python [\d.]+|Qt [\d.]+|(Ctrl|Shift|Alt)(\+\S+)*|Esc|Del|Delete|F\d+"
    rf"|{OWN_NAMES}|RapidOCR|Tesseract"
    r"|PgUp|PgDown|\b[KMGk]?i?B\b|\bms\b|</?\w+[^>]*>|nDCG|float16|[·,:|().\d%\s⏎+…-]",
    re.DOTALL,
)


def pseudo(text: str) -> str:
    """«Open» → «⟦Öpéñ~~⟧»: longer, with accents, its fields and tags kept."""
    turned = "".join(part if MARKUP.fullmatch(part) else part.translate(ACCENTS) for part in MARKUP.split(text))
    more = "~" * max(1, round((LONGER - 1) * len(MARKUP.sub("", text))) - 2)
    return f"{OPEN}{turned}{more}{CLOSE}"


class Pseudo(QTranslator):
    """Translates what the translations know."""

    def __init__(self) -> None:
        super().__init__()
        tree = ElementTree.parse(paths.resource("translations") / "onyx_de.ts")
        self._known = {
            (context.findtext("name"), each.findtext("source"))
            for context in tree.iter("context")
            for each in context.iter("message")
        }

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        format_of_dates = source == "d MMM yyyy"
        return pseudo(source) if (context, source) in self._known and not format_of_dates else None


@pytest.fixture
def foreign(qapp: object) -> Iterator[None]:
    """A translator for everything that is made after it."""
    translator = Pseudo()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def english(texts: Iterator[tuple[QWidget, str]]) -> list[str]:
    """Texts in which something is left in plain English."""
    return [f"{type(widget).__name__}: {text}" for widget, text in texts if re.search("[A-Za-z]", DATA.sub("", text))]


def look(root: QWidget) -> None:
    """Nothing in English, nothing cut off."""
    QApplication.processEvents()
    assert english(widgets.said(root)) == []
    assert widgets.cut(root) == []


def test_the_main_window(foreign: None, window: MainWindow, shelf: ShelfOfHits, documents: Path, qtbot: QtBot) -> None:
    window.resize(1440, 900)
    shelf.skipped = refused(documents)
    shelf.searched = 2
    window.desk.refresh_status()
    with qtbot.waitSignal(window.preview.shown):
        window.bar.field.setText("heating")
    window.message.tell(wording.error(DiskFull(Path("data"))))
    qtbot.waitUntil(window.folders.problems.isVisible)
    look(window)


def test_the_welcome(foreign: None, window: MainWindow) -> None:
    window.panes.show_welcome(True)
    look(window)


def test_every_menu(foreign: None, window: MainWindow) -> None:
    def walk(menu: QMenu) -> Iterator[QAction]:
        for action in menu.actions():
            inside = action.menu()
            yield action
            if isinstance(inside, QMenu):
                yield from walk(inside)

    menu = window.bar.menu.menu()
    assert menu is not None
    texts = [action.text() for action in walk(menu) if not action.isSeparator()]
    assert not [text for text in texts if OPEN not in text]


@pytest.mark.parametrize("number", range(8))
def test_the_settings(foreign: None, real_window: MainWindow, number: int, qtbot: QtBot) -> None:
    page = real_window.preferences.open()
    qtbot.waitUntil(lambda: page.folders.folders.count() > 0, timeout=LONG_MS)
    page.list.setCurrentRow(number)
    look(page)


def test_the_model_page(foreign: None, page: ModelDialog, qtbot: QtBot) -> None:
    page.resize(1300, 900)
    facts = {
        fact for card in load_cards().values() for fact in (card.id, card.name, card.repository, card.licence) if fact
    }
    facts |= {each for card in load_cards().values() for each in (*card.scores, card.scores_source) if each}
    own = re.compile("|".join(map(re.escape, sorted(facts, key=len, reverse=True))))
    for model in ("all-MiniLM-L6-v2", "bge-large-en-v1.5", "multilingual-e5-large", "ms-marco-MiniLM-L6-v2"):
        page.list.choose(model)
        assert page.list.model == model
        QApplication.processEvents()
        texts = [(widget, own.sub("", text)) for widget, text in widgets.said(page)]
        assert english(iter(texts)) == []
        assert widgets.cut(page) == []


def test_the_dialogs_that_ask_for_files(
    foreign: None, real_window: MainWindow, page: ModelDialog, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    told: list[str] = []

    def asked(*given: object) -> tuple[str, str]:
        told.extend([str(given[1]), *str(given[3] if len(given) > 3 else "").split(";;")])
        return "", ""

    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, asked)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *given: asked(*given)[0])
    with qtbot.waitSignal(real_window.search.answered):
        real_window.bar.field.setText("rent")
    for deed in (Deed.ADD_FOLDER, Deed.EXPORT, Deed.WHY_NOT):
        real_window.deed_actions[deed].trigger()
    page._on_import_folder()
    page._on_import_file()
    told = [each for each in told if each]
    assert len(told) == 12
    assert english((page, re.sub(r"\(\*[^)]*\)", "", each)) for each in told) == []


def test_the_dialogs(foreign: None, window: MainWindow, documents: Path, qtbot: QtBot) -> None:
    problems = ProblemsDialog(refused(documents), [documents], window)
    palette = CommandPalette(window.deed_actions.all, window)
    for dialog in (problems, palette, sheets.keys_sheet(window), sheets.about(window, window.home.data)):
        dialog.show()
        look(dialog)
        dialog.close()


def test_the_words_of_the_pseudo_language() -> None:
    assert pseudo("{0} of {1} files") == "⟦{0} öf {1} fîléš~~⟧"
    assert len(pseudo("Show the file in its folder")) >= 1.4 * len("Show the file in its folder")
