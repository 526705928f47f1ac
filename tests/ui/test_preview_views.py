"""The preview as a person uses it: matches, zoom, small pages, selected text, formatted text that fetches nothing."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfWriter
from PySide6.QtCore import QMarginsF, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from onyx_desktop import paths
from onyx_desktop.domain import Hit, Span
from onyx_desktop.settings import Settings
from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.desk import Desk
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.page_canvas import POINTS
from onyx_desktop.ui.page_strip import KEPT, StripModel
from onyx_desktop.ui.palette import DARK, LIGHT
from onyx_desktop.ui.rich_view import RichView, Shape, lines_of, markdown_near
from onyx_desktop.ui.text_view import AROUND, Marked
from tests.documents.test_formatted import HOSTILE
from tests.ui import widgets
from tests.ui.shelf_of_hits import ASTRAL, LINE_POINTS, PDF, TEXT, TOP_POINTS, ShelfOfHits
from tests.ui.test_main_window import ask
from tests.ui.test_preview_pane import has_colour, line, picture, show


class Ear:
    """A server on this computer that counts who calls."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.05)
        self.port = self._socket.getsockname()[1]
        self.calls = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="ear")
        self._thread.start()

    def close(self) -> None:
        self._over.set()
        self._thread.join()
        self._socket.close()

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                self._socket.accept()[0].close()
                self.calls += 1
            except TimeoutError:
                continue


@pytest.fixture
def ear() -> Iterator[Ear]:
    made = Ear()
    yield made
    made.close()


def test_the_ear_hears(ear: Ear, qtbot: QtBot) -> None:
    socket.create_connection(("127.0.0.1", ear.port)).close()
    qtbot.waitUntil(lambda: ear.calls == 1)


def hostile(ear: Ear, local: Path) -> str:
    return HOSTILE.replace("127.0.0.1:1/", f"127.0.0.1:{ear.port}/").replace("file:///etc/passwd", local.as_uri())


def pictures(view: RichView) -> list[QImage]:
    """What every picture of a document would be drawn with."""
    found = []
    cursor_format = view.document().firstBlock()
    while cursor_format.isValid():
        for fragment in (each.fragment() for each in cursor_format):
            if fragment.charFormat().isImageFormat():
                name = fragment.charFormat().toImageFormat().name()
                found.append(view.document().resource(2, QUrl(name)))
        cursor_format = cursor_format.next()
    return [each.toImage() for each in found]


def test_even_raw_html_fetches_nothing(ear: Ear, tmp_path: Path, qtbot: QtBot) -> None:
    local = tmp_path / "secret.png"
    red = QImage(30, 30, QImage.Format.Format_RGB32)
    red.fill(QColor("#FF0000"))
    assert red.save(str(local))
    view = RichView(LIGHT)
    qtbot.addWidget(view)
    view.resize(500, 500)
    view.show()
    page = hostile(ear, local).replace("</body>", f'<img src="{local}"><img src="{local.as_uri()}"></body>')
    view.show_shape(Shape(page, "", is_markdown=False))
    seen = view.grab().toImage()
    QApplication.processEvents()
    assert len(pictures(view)) >= 3
    assert all(each.width() == 1 for each in pictures(view))
    assert QColor("#FF0000").rgb() not in {seen.pixel(x, y) for x in range(0, 500, 3) for y in range(0, 500, 3)}
    markdown = f"# Lease\n\n![boiler](http://127.0.0.1:{ear.port}/x.png) ![]({local})\n\n[link]({local.as_uri()})"
    view.show_shape(Shape(markdown, "", is_markdown=True))
    view.grab()
    assert all(each.width() == 1 for each in pictures(view))
    for where in (f"http://127.0.0.1:{ear.port}/", local.as_uri()):
        view.setSource(QUrl(where))
    assert "Lease" in view.toPlainText()
    assert ear.calls == 0


def test_a_web_page_is_shown_formatted_and_marked_and_fetches_nothing(
    window: MainWindow, shelf: ShelfOfHits, documents: Path, ear: Ear, qtbot: QtBot
) -> None:
    path = documents / "lease.html"
    path.write_text(hostile(ear, documents / PDF), encoding="utf-8")
    shelf.add(path, "Lease\n\nThe landlord keeps the heating <in order>.\n\nfirst\nsecond\n\nrent\t900\n\na\n  b")
    show(window, shelf, qtbot, "landlord keeps heating", path.name)
    view, head = window.preview.rich, window.preview.head
    assert view.isVisible()
    passage, best, *words = [each.cursor.selectedText() for each in view.extraSelections()]
    assert passage == best == "The landlord keeps the heating <in order"
    assert words == ["landlord", "keeps", "heating"]
    assert view.document().firstBlock().blockFormat().headingLevel() == 1
    place = view.cursorRect().center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "Lease" in view.toPlainText()
    assert ear.calls == 0
    with qtbot.waitSignal(window.preview.shown):
        head.text.click()
    assert window.preview.text.isVisible()
    assert window.preview.text.toPlainText().startswith("Lease\n\nThe landlord")
    with qtbot.waitSignal(window.preview.shown):
        window.deed_actions[Deed.AS_TEXT].trigger()
    assert view.isVisible()


def test_a_web_page_that_has_changed_is_searched_for_the_passage(
    window: MainWindow, shelf: ShelfOfHits, documents: Path, qtbot: QtBot
) -> None:
    path = documents / "page.html"
    path.write_text("<p>New first words.</p><p>The heating is repaired.</p>", encoding="utf-8")
    shelf.add(path, "The heating is repaired.")
    show(window, shelf, qtbot, "heating repaired", path.name)
    assert window.preview.rich.extraSelections()[0].cursor.selectedText() == "The heating is repaired"
    path.write_text("<p>Nothing of it is left.</p>", encoding="utf-8")
    show(window, shelf, qtbot, "heating repaired", path.name)
    assert "could not be found" in window.preview.notice.text()


def test_markdown_begins_where_a_paragraph_does_and_says_where_it_is_in_code() -> None:
    text = (
        "# Title\n\n"
        + "word " * 4000
        + "\n\n```python\nx = 1\n\n"
        + "y = 2\n" * 3000
        + "here\n```\n\nend ![pic](a.png)\n"
    )
    at = text.index("here")
    shape, near = markdown_near(Marked(text, Span(at, at + 4)))
    assert near.text[near.passage.start : near.passage.end] == "here"
    assert shape.markup.startswith("```\n")
    assert "![" not in shape.markup
    assert "a.png" not in shape.words
    assert len(shape.words) == len(near.text) < 2 * AROUND + len(text) // 2
    assert [span.start for span in lines_of("a\n\nbc\n", Span(0, 6))] == [0, 3]


def test_text_views_grow_and_shrink(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    show(window, shelf, qtbot, "heating winter", ASTRAL)
    before = window.preview.rich.font().pointSizeF()
    window.deed_actions[Deed.LARGER].trigger()
    assert window.preview.rich.font().pointSizeF() > before
    window.deed_actions[Deed.FIT_WIDTH].trigger()
    assert window.preview.rich.font().pointSizeF() == before
    show(window, shelf, qtbot, "heating repaired", TEXT)
    assert window.preview.head.only_text.isVisible()
    assert not window.preview.head.pages.isVisible()


# Pages.


def test_keys_step_through_the_matches_of_the_document(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.preview.shown):
        ask(window, qtbot, "lease deposit rent paid keys")
    head, canvas = window.preview.head, window.preview.canvas
    hits = [each for each in window.search.model.hits if each.path.name == PDF]
    assert len(hits) == 2
    window.search.list.choose(window.search.model.row_of(min(hits, key=lambda each: each.page or 0)))
    qtbot.waitUntil(lambda: head.match.text() == "match 1 of 2")
    assert head.match.isVisible()
    assert not head.back.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_F3)
    qtbot.waitUntil(lambda: head.match.text() == "match 2 of 2" and canvas.page == 1)
    assert window.search.list.hit == max(hits, key=lambda each: each.page or 0)
    with qtbot.waitSignal(window.preview.shown):
        qtbot.mouseClick(head.back, Qt.MouseButton.LeftButton)
    assert canvas.page == 0
    with qtbot.waitSignal(window.preview.shown):
        window.search.views.group(True)
    on_first_page = window.preview.hit is not None and window.preview.hit.page == 1
    with qtbot.waitSignal(window.preview.shown):
        window.deed_actions[Deed.NEXT_MATCH if on_first_page else Deed.PREVIOUS_MATCH].trigger()
    assert window.preview.hit in hits
    assert window.preview.hit != window.search.list.hit, "it has no row of its own, so the chosen row stays"


def test_shared_words_are_underlined_on_the_page(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    show(window, shelf, qtbot, "landlord keep heating", PDF)
    canvas = window.preview.canvas
    qtbot.waitUntil(lambda: len(canvas.marks.words) == 3)
    row = TOP_POINTS + 2 * LINE_POINTS
    assert all(row - 14 < box.center().y() < row + 4 for box in canvas.marks.words)
    assert [box.left() for box in canvas.marks.words] == sorted(box.left() for box in canvas.marks.words)


def test_the_whole_page_fits_and_the_wheel_zooms(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    show(window, shelf, qtbot, "keep the heating", PDF)
    canvas, head = window.preview.canvas, window.preview.head
    qtbot.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert canvas.page_px.height() <= canvas.viewport().height()
    assert canvas.verticalScrollBar().maximum() == 0
    assert head.whole_button.isChecked()
    assert not head.width_button.isChecked()
    scale = canvas.scale
    spot = QPointF(canvas.viewport().rect().center())
    for turn in (120, -120, -120):
        event = QWheelEvent(
            spot, canvas.viewport().mapToGlobal(spot), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(canvas.viewport(), event)
    assert canvas.scale < scale
    assert canvas.zoom is not None
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert head.width_button.isChecked()
    assert canvas.page_px.width() == pytest.approx(canvas.viewport().width() - 32, abs=2)
    assert canvas.scale != POINTS


def test_a_page_is_typed(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    show(window, shelf, qtbot, "keep the heating", PDF)
    qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert window.preview.head.page.hasFocus()
    qtbot.keyClicks(window.preview.head.page, "2")
    qtbot.keyClick(window.preview.head.page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.preview.canvas.page == 1)


def test_text_is_selected_with_the_mouse_and_copied(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    show(window, shelf, qtbot, "keep the heating", PDF)
    canvas = window.preview.canvas
    canvas.verticalScrollBar().setValue(0)
    row = TOP_POINTS + LINE_POINTS - 4
    first, last = canvas.to_viewport(QPointF(70, row)), canvas.to_viewport(QPointF(400, row))
    qtbot.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=first)
    qtbot.mouseMove(canvas.viewport(), last)
    qtbot.waitUntil(lambda: bool(canvas.selection.text))
    qtbot.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=last)
    qtbot.keyClick(canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "The rent is due on the third working day of each month."
    word = canvas.to_viewport(QPointF(80, TOP_POINTS + 2 * LINE_POINTS - 4))
    qtbot.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=word)
    qtbot.waitUntil(lambda: canvas.selection.text == "The")
    copy, everything = canvas.selection.menu(canvas, canvas.page).actions()
    assert copy.isEnabled()
    assert everything.isEnabled()
    qtbot.keyClick(canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Pets are welcome" in canvas.selection.text)
    assert len(window.search.selected_hits()) < 2, "the keys are the page's"
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert canvas.selection.text == ""


def test_small_pages_are_drawn_and_chosen(
    window: MainWindow, shelf: ShelfOfHits, desk: Desk, home: paths.Home, qtbot: QtBot
) -> None:
    show(window, shelf, qtbot, "keep the heating", PDF)
    strip, canvas = window.preview.strip, window.preview.canvas
    assert not strip.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F4)
    assert strip.isVisible()
    qtbot.waitUntil(lambda: strip.drawn.has(0) and strip.drawn.has(1))
    qtbot.keyClick(strip, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: canvas.page == 1)
    place = strip.visualRect(strip.model().index(0, 0)).center()
    qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: canvas.page == 0)
    assert strip.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Page 2 of 2"
    window.close()
    again = MainWindow(desk, Settings(theme="light"), lambda _settings: None, home)
    qtbot.addWidget(again)
    assert again.preview.wants_strip


def test_the_strip_keeps_the_rules_and_few_pictures(qtmodeltester: ModelTester, qapp: object) -> None:
    model = StripModel()
    model.start(1000)
    for page in range(KEPT + 50):
        model.take(page, QImage(2, 2, QImage.Format.Format_RGB32))
    assert sum(model.has(page) for page in range(1000)) == KEPT
    qtmodeltester.check(model)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft], ids=str)
def test_twice_the_letters_in_either_direction_cut_nothing_off(
    window: MainWindow, shelf: ShelfOfHits, qapp: QApplication, qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    try:
        qapp.setLayoutDirection(direction)
        with qtbot.waitSignal(window.preview.shown):
            ask(window, qtbot, "lease deposit rent paid keys")
        before = window.search.list.visualRect(window.search.model.index(0, 0)).height()
        window.keep(text_size=200)
        window.dress("light")
        qtbot.waitUntil(lambda: window.search.list.visualRect(window.search.model.index(0, 0)).height() > 1.5 * before)
        assert window.search.views.table.verticalHeader().defaultSectionSize() > 35
        for part in (window.preview.head, window.preview.foot, window.search.head):
            assert widgets.cut(part) == []
            assert widgets.overlaps(part) == []
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        window.keep(text_size=100)
        window.dress("light")


def test_space_shows_and_hides_the_preview(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.preview.shown):
        ask(window, qtbot, "heating")
    window.search.enter()
    qtbot.keyClick(window.search.list, Qt.Key.Key_Space)
    assert not window.preview.isVisible()
    window.search.views.show_table(True)
    qtbot.keyClick(window.search.views.table, Qt.Key.Key_Space)
    assert window.preview.isVisible()


def test_the_tab_key_goes_as_the_eye_does(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.preview.shown):
        ask(window, qtbot, "lease deposit rent paid keys")
    window.preview.show_strip(True)
    chain, at = [], window.bar.field.nextInFocusChain()
    while at is not window.bar.field:
        if at.isVisible() and at.focusPolicy() & Qt.FocusPolicy.TabFocus:
            chain.append(at)
        at = at.nextInFocusChain()
    search, preview, head = window.search, window.preview, window.preview.head
    wanted = [
        search.head.sort, search.head.documents, search.head.cards, search.list, head.strip, head.page, head.larger,
        head.whole_button, head.pages, preview.strip, preview.canvas, preview.foot.open, preview.foot.why,
    ]  # fmt: skip
    assert [each for each in chain if each in wanted] == wanted


def test_the_text_of_a_pdf_is_joined_and_marked(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    window.preview.show_text(True)
    show(window, shelf, qtbot, "keep the heating", PDF)
    view = window.preview.text
    assert view.isVisible()
    assert "each month. The landlord shall" in view.toPlainText()
    assert view.extraSelections()[0].cursor.selectedText() == "The landlord shall keep the heating in working order."


# What is not as it should be.


def as_pdf(path: Path, draw_pages: int) -> None:
    """A PDF of pages that are pictures, and a last one that is empty."""
    writer = QPdfWriter(str(path))
    writer.setResolution(72)
    size, way = QPageSize(QPageSize.PageSizeId.A5), QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(size, way, QMarginsF(0, 0, 0, 0)))
    painter = QPainter(writer)
    for _ in range(draw_pages):
        painter.fillRect(60, 60, 200, 100, QColor("#333333"))
        writer.newPage()
    painter.end()


def test_a_page_that_is_a_picture_says_so(
    window: MainWindow, shelf: ShelfOfHits, documents: Path, qtbot: QtBot
) -> None:
    hit = show(window, shelf, qtbot, "keep the heating", PDF)
    scan = documents / "scan.pdf"
    as_pdf(scan, 1)
    both = PdfWriter()
    for each in (documents / PDF, scan):
        both.append(each)
    both.write(documents / PDF)
    with qtbot.waitSignal(window.preview.shown):
        window.preview.show_hit(hit)
    notice, canvas = window.preview.notice, window.preview.canvas
    assert "has changed on" in notice.text()
    canvas.show_page(2)
    qtbot.waitUntil(lambda: "This page is a picture" in notice.text())
    canvas.show_page(3)
    qtbot.waitUntil(lambda: "picture" not in notice.text())
    canvas.show_page(1)
    qtbot.waitUntil(lambda: canvas.page == 1)
    assert "picture" not in notice.text()


def test_a_pdf_that_is_locked_by_now_shows_its_text(
    window: MainWindow, shelf: ShelfOfHits, documents: Path, qtbot: QtBot
) -> None:
    hit = shelf.first("keep the heating").hits[0]
    locked = PdfWriter(clone_from=documents / PDF)
    locked.encrypt("secret", algorithm="AES-256")
    locked.write(documents / PDF)
    with qtbot.waitSignal(window.preview.shown):
        window.preview.show_hit(hit)
    assert "asks for a password" in window.preview.notice.text()
    assert window.preview.text.isVisible()


def test_a_changed_file_is_read_again_when_asked(
    window: MainWindow, shelf: ShelfOfHits, documents: Path, qtbot: QtBot
) -> None:
    hit: Hit = next(each for each in shelf.first("heating").hits if each.path.name == TEXT)
    (documents / TEXT).touch()
    with qtbot.waitSignal(window.preview.shown):
        window.preview.show_hit(hit)
    before = shelf.updates
    assert "Read it again" in window.preview.notice.text()
    with qtbot.waitSignal(window.desk.update_ended):
        window.preview.notice.linkActivated.emit("again")
    assert shelf.updates == before + 1


def test_pages_are_white_in_the_dark_unless_inverted(
    window: MainWindow, shelf: ShelfOfHits, kept: list[Settings], qtbot: QtBot
) -> None:
    window.dress("dark")
    with qtbot.waitSignal(window.preview.source.drawn):
        show(window, shelf, qtbot, "keep the heating", PDF)
    assert has_colour(picture(window), window, line(2), LIGHT.highlight)
    window.deed_actions[Deed.INVERT_PAGES].trigger()
    assert kept[-1].invert_pages
    image = picture(window)
    marked, ground = QColor(DARK.highlight), QColor(DARK.passage)
    lighter = [max(pair) for pair in zip(marked.getRgb(), ground.getRgb(), strict=True)]
    assert has_colour(image, window, line(2), QColor(*lighter).name())
    assert not has_colour(image, window, line(2), LIGHT.highlight)
    window.dress("light")
    assert has_colour(picture(window), window, line(2), LIGHT.highlight)
