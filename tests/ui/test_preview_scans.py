"""A hit whose text was recognised in a picture: said so, and marked where its words were seen."""

import dataclasses

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from onyx_desktop.domain import Hit, Mode, SeenWord, Span
from onyx_desktop.library.preview import Passage
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.palette import LIGHT
from onyx_desktop.ui.results_cells import recognised, row_spoken, tooltip
from onyx_desktop.ui.results_order import Row
from tests.ui.shelf_of_hits import PDF, ShelfOfHits
from tests.ui.test_preview_pane import has_colour, picture

BOX = (0.5, 0.75, 0.7, 0.78)  # where no letter of the PDF is


@pytest.fixture
def hit(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Hit:
    """A hit of a page whose words, as far as the library knows, all stand in one place; shown."""
    found = next(each for each in shelf.first("keep the heating", 10, Mode.AUTO).hits if each.path.name == PDF)
    found = dataclasses.replace(found, recognised=True)
    plain = shelf.passage

    def passage(of: Hit, query: str = "") -> Passage | None:
        told = plain(of, query)
        return told and dataclasses.replace(told, seen=(SeenWord(Span(of.start, of.end), BOX),))

    monkeypatch.setattr(shelf, "passage", passage)
    with qtbot.waitSignal(window.preview.shown, check_params_cb=lambda shown: shown == found):
        window.preview.show_hit(found, "keep the heating")
    return found


def test_the_passage_is_marked_where_it_was_seen(window: MainWindow, hit: Hit) -> None:
    page = window.preview.source.size(0)
    box = QRectF(0.5 * page.width(), 0.75 * page.height(), 0.2 * page.width(), 0.03 * page.height())
    window.preview.fit_page()
    image = picture(window)
    assert has_colour(image, window, box, LIGHT.highlight)
    assert not has_colour(image, window, box.translated(0, -100), LIGHT.highlight)
    beside = QRectF(box.left() - 7, box.top(), 6, box.height())
    assert has_colour(image, window, beside, LIGHT.accent), "not by colour alone: a bar stands beside it"


def test_it_is_said_on_the_page_and_in_the_list(window: MainWindow, hit: Hit) -> None:
    assert "was recognised and may hold mistakes" in window.preview.notice.text()
    assert window.preview.notice.isVisible()
    assert recognised(hit) == "recognised"
    assert "recognised" in row_spoken(Row(hit), 0, 1)
    assert "recognised in a picture" in tooltip(hit)
    plain = dataclasses.replace(hit, recognised=False)
    assert "recognised" not in recognised(plain) + row_spoken(Row(plain), 0, 1) + tooltip(plain)
