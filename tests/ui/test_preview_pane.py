"""The preview: the right place on the right page, in pixels; and text, where there is no page."""

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from onyx_desktop.domain import Hit, Mode, Span
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.page_marks import side_bars
from onyx_desktop.ui.page_source import merged
from onyx_desktop.ui.palette import LIGHT
from onyx_desktop.ui.preview_look import best_sentence
from onyx_desktop.ui.text_view import AROUND, Marked, unwrapped
from tests.ui.shelf_of_hits import ASTRAL, LINE_POINTS, PDF, TEXT, TOP_POINTS, ShelfOfHits
from tests.ui.test_results import hit as a_hit

HIT = a_hit()


def show(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot, query: str, name: str) -> Hit:
    hit = next(each for each in shelf.first(query, 10, Mode.AUTO).hits if each.path.name == name)
    with qtbot.waitSignal(window.preview.shown, check_params_cb=lambda shown: shown == hit):
        window.preview.show_hit(hit, query)
    return hit


def picture(window: MainWindow) -> QImage:
    return window.preview.canvas.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def has_colour(image: QImage, window: MainWindow, box: QRectF, colour: str) -> bool:
    """Whether a box of the page, in points, holds pixels of a colour."""
    canvas = window.preview.canvas
    first, last = canvas.to_viewport(box.topLeft()), canvas.to_viewport(box.bottomRight())
    wanted = QColor(colour).rgb()
    return any(
        image.pixel(x, y) == wanted
        for x in range(max(0, first.x()), min(image.width(), last.x()))
        for y in range(max(0, first.y()), min(image.height(), last.y()))
    )


def line(row: int) -> QRectF:
    return QRectF(72, TOP_POINTS + row * LINE_POINTS - 10, 200, 12)


@pytest.mark.parametrize(
    ("query", "page", "row"), [("keep the heating", 0, 2), ("pets neighbours", 0, 3), ("deposit keys", 1, 1)]
)
def test_the_passage_is_marked_on_its_page(
    window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot, query: str, page: int, row: int
) -> None:
    canvas = window.preview.canvas
    show(window, shelf, qtbot, query, PDF)
    assert canvas.page == page
    image = picture(window)
    marked = [number for number in range(4) if has_colour(image, window, line(number), LIGHT.highlight)]
    assert marked == [row]
    bar = QRectF(64, TOP_POINTS + row * LINE_POINTS - 8, 6, 8)
    assert has_colour(image, window, bar, LIGHT.accent), "not by colour alone: a bar stands beside it"


def test_the_page_is_drawn(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.preview.source.drawn):
        show(window, shelf, qtbot, "keep the heating", PDF)
    image = picture(window)
    corner = window.preview.canvas.to_viewport(line(0).topLeft())
    dark = sum(
        QColor(image.pixel(corner.x() + dx, corner.y() + dy)).lightness() < 100 for dx in range(200) for dy in range(12)
    )
    assert dark > 50, "letters"


def test_the_scaled_page_keeps_its_mark(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    show(window, shelf, qtbot, "keep the heating", PDF)
    window.preview.head.larger.click()
    window.preview.head.larger.click()
    assert window.preview.head.zoom.text() == f"{round(100 * (window.preview.canvas.zoom or 0))} %"
    assert has_colour(picture(window), window, line(2), LIGHT.highlight)
    window.preview.head.width_button.click()
    assert window.preview.canvas.zoom is None


def test_pages_are_turned(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    show(window, shelf, qtbot, "keep the heating", PDF)
    head, canvas = window.preview.head, window.preview.canvas
    assert not head.previous.isEnabled()
    head.next.click()
    qtbot.waitUntil(lambda: canvas.page == 1)
    assert not head.next.isEnabled()
    assert head.page.value() == 2
    qtbot.keyClick(canvas, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: canvas.page == 0)
    head.page.setValue(2)
    qtbot.waitUntil(lambda: canvas.page == 1)
    assert canvas.accessibleName() == f"Page 2 of 2, {PDF}"


def test_a_text_is_shown_at_its_passage(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    show(window, shelf, qtbot, "heating repaired", TEXT)
    view = window.preview.text
    assert view.isVisible()
    passage, best, *words = [selection.cursor.selectedText() for selection in view.extraSelections()]
    assert passage == best == "the heating is cold since Monday. Please have it repaired soon."
    assert words == ["heating", "repaired"]
    assert not window.preview.head.next.isVisible()


def test_a_text_with_astral_characters_is_marked_at_the_right_place(
    window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot
) -> None:
    show(window, shelf, qtbot, "heating winter", ASTRAL)
    assert window.preview.rich.isVisible()
    selections = window.preview.rich.extraSelections()
    assert selections[0].cursor.selectedText() == "The heating costs 💶 more in winter"
    assert [each.cursor.selectedText() for each in selections[2:]] == ["heating", "winter"]


def test_the_best_sentence_is_found_across_line_ends() -> None:
    text = "First line. The second\n  one is (the best). Third."
    snippet = "The second one is (the best). Third."
    hit = dataclasses.replace(HIT, text=text, snippet=snippet, best=Span(0, 29))
    (found,) = best_sentence(hit, Span(100, 100 + len(text)))
    assert text[found.start - 100 : found.end - 100] == "The second\n  one is (the best)."
    assert best_sentence(dataclasses.replace(hit, best=None), Span(0, 9)) == ()
    assert best_sentence(dataclasses.replace(hit, snippet="something else", best=Span(0, 9)), Span(0, 9)) == ()


def test_a_file_that_is_gone_shows_its_text_from_the_index(
    window: MainWindow, shelf: ShelfOfHits, documents: Path, qtbot: QtBot
) -> None:
    hit = shelf.first("keep the heating").hits[0]
    (documents / PDF).unlink()
    with qtbot.waitSignal(window.preview.shown):
        window.preview.show_hit(hit)
    assert window.preview.text.isVisible()
    assert "not there any more" in window.preview.notice.text()


def test_a_file_that_changed_is_said_to_have_changed(
    window: MainWindow, shelf: ShelfOfHits, documents: Path, qtbot: QtBot
) -> None:
    hit = next(each for each in shelf.first("heating").hits if each.path.name == TEXT)
    (documents / TEXT).touch()
    with qtbot.waitSignal(window.preview.shown):
        window.preview.show_hit(hit)
    assert "has changed" in window.preview.notice.text()


def test_a_pdf_that_cannot_be_drawn_falls_back_to_text(
    window: MainWindow, shelf: ShelfOfHits, documents: Path, qtbot: QtBot
) -> None:
    hit = shelf.first("keep the heating").hits[0]
    (documents / PDF).write_bytes(b"%PDF-1.7 nothing more")
    with qtbot.waitSignal(window.preview.shown):
        window.preview.show_hit(hit)
    assert window.preview.text.isVisible()
    assert "cannot be drawn" in window.preview.notice.text()


def test_only_the_last_of_many_hits_is_shown(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    hits = shelf.first("the heating notice deposit").hits
    seen: list[Hit] = []
    window.preview.shown.connect(seen.append)
    for hit in [*hits, *hits]:
        window.preview.show_hit(hit)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[-1] == hits[-1]
    assert len(seen) == 1


def test_boxes_of_one_line_are_joined_and_columns_stay_apart() -> None:
    glyphs = [QRectF(10 + 6 * n, 20, 5, 10) for n in range(8)]
    other_column = QRectF(120, 20, 40, 10)
    next_line = QRectF(10, 34, 50, 10)
    assert merged([*glyphs, other_column, next_line, QRectF()]) == [QRectF(10, 20, 47, 10), other_column, next_line]


def test_bars_stand_in_one_line_beside_ragged_text() -> None:
    bars = side_bars([QRectF(20, 0, 80, 10), QRectF(10, 12, 90, 10), QRectF(200, 0, 50, 10)])
    assert [bar.left() for bar in bars] == [4, 194]
    assert bars[0].height() > 20


def test_a_long_text_is_cut_to_what_is_near() -> None:
    text = "word " * 40_000
    passage = Span(100_000, 100_004)
    near = Marked(text, passage, (Span(100_000, 100_004),), (Span(5, 9),)).near()
    assert len(near.text) <= 2 * AROUND + 4
    assert near.text[near.passage.start : near.passage.end] == text[100_000:100_004]
    assert near.best == (near.passage,)
    assert near.words == ()


def test_a_text_without_white_space_is_cut_too() -> None:
    near = Marked("字" * 400_000, Span(200_000, 200_010)).near()
    assert len(near.text) == 2 * AROUND + 10
    assert near.passage == Span(AROUND, AROUND + 10)


def test_a_short_text_is_not_cut() -> None:
    marked = Marked("a short text", Span(2, 7), (), (Span(8, 12),))
    assert marked.near() == marked


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["unix", "pdfium"])
def test_the_lines_of_a_printed_page_are_joined(line_end: str) -> None:
    page = line_end.join(
        (
            "A Title",
            "This is the first line of a long para-",
            "graph that goes on over three full lines of",
            "the page and ends here.",
            "• a point of a list that is long enough now",
            "• another point of the list, long enough too",
        )
    )

    def span(words: str) -> Span:
        return Span(page.index(words), page.index(words) + len(words))

    shown = unwrapped(Marked(page, span("graph that goes"), (span("ends here."),), (span("list,"), span("Title"))))
    assert shown.text.split("\n") == [
        "A Title",
        "This is the first line of a long para-graph that goes on over three full lines of the page and ends here.",
        "• a point of a list that is long enough now",
        "• another point of the list, long enough too",
    ]
    marked = [shown.text[each.start : each.end] for each in (shown.passage, *shown.best, *shown.words)]
    assert marked == ["graph that goes", "ends here.", "list,", "Title"]
    nothing = Marked("", Span(0, 0))
    assert unwrapped(nothing) == nothing


def test_points_become_pixels(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    show(window, shelf, qtbot, "keep the heating", PDF)
    canvas = window.preview.canvas
    canvas.set_zoom(1.0)
    across = canvas.to_viewport(QPointF(72, 0)) - canvas.to_viewport(QPointF(0, 0))
    assert across.x() == 96
