"""A hit → its page with the passage marked, its formatted text, or its plain text at the passage.

The file and the index are asked on the search lane (preview_look.py); the PDF is opened here when no page is being
drawn (page_source.py). What cannot be shown as its author made it falls back to the text of the index. Errors stand in
the pane, never in a dialog.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from onyx_desktop.ui.page_canvas import PageCanvas
from onyx_desktop.ui.page_source import Opened, PageSource
from onyx_desktop.ui.page_strip import PageStrip
from onyx_desktop.ui.page_voice import PageVoice
from onyx_desktop.ui.preview_bars import PreviewFoot
from onyx_desktop.ui.preview_head import PreviewHead
from onyx_desktop.ui.preview_look import Look, is_pdf, look, may_be_read_again, recognised, trouble
from onyx_desktop.ui.preview_places import Places
from onyx_desktop.ui.rich_view import RichView
from onyx_desktop.ui.text_view import TextView
from onyx_desktop.ui.why_panel import WhyPanel

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSettings

    from onyx_desktop.domain import Hit
    from onyx_desktop.jobs import Job
    from onyx_desktop.ui.desk import Desk
    from onyx_desktop.ui.palette import Tokens


class PreviewPane(QWidget):
    """The right side of the window."""

    shown = Signal(object)  # Hit: it is in sight and marked
    file_opened = Signal(object)  # Hit
    shown_in_folder = Signal(object)  # Hit

    def __init__(self, desk: Desk, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self._desk = desk
        self._job: Job | None = None
        self._found: Look | None = None
        self._notes = ["", ""]  # about the file, about the page
        self.hit: Hit | None = None
        self.wants_text = self.wants_strip = self.inverts = False
        self.source = PageSource(self)
        # In the order of the eye, which is the order of the Tab key.
        self.head, self.notice = PreviewHead(self), QLabel(self)
        self.strip, self.canvas = PageStrip(self.source, tokens, self), PageCanvas(self.source, tokens, self)
        self.text, self.rich = TextView(tokens, self), RichView(tokens, self)
        self.why, self.foot = WhyPanel(tokens, self), PreviewFoot(self)
        self.why.hide()
        self._places = Places(desk, self.source, self)
        self._arrange()
        self._connect()
        self.clear()

    def _arrange(self) -> None:
        self.notice.setObjectName("notice")
        self.notice.setWordWrap(True)
        self.notice.setTextFormat(Qt.TextFormat.RichText)
        self.notice.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.notice.hide()
        self._empty = QLabel(self.tr("Choose a result to see its page here."), self)
        self._empty.setObjectName("muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._paged = QWidget(self)
        beside = QHBoxLayout(self._paged)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.strip)
        beside.addWidget(self.canvas, 1)
        self._stack = QStackedWidget(self)
        for each in (self._empty, self._paged, self.text, self.rich):
            self._stack.addWidget(each)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for part, stretch in ((self.head, 0), (self.notice, 0), (self._stack, 5), (self.why, 5), (self.foot, 0)):
            self._column.addWidget(part, stretch)

    def _connect(self) -> None:
        self.head.page_wanted.connect(self.canvas.show_page)
        self.head.zoom_stepped.connect(self.step_zoom)
        self.head.width_wanted.connect(self.fit_width)
        self.head.whole_wanted.connect(self.fit_page)
        self.head.strip_wanted.connect(self.show_strip)
        self.head.text_wanted.connect(self.show_text)
        self.strip.page_wanted.connect(self.canvas.show_page)
        self.canvas.page_changed.connect(self._on_page_changed)
        self._voice = PageVoice(self.canvas, self.source)  # after the page has its name
        self.canvas.zoom_changed.connect(self._on_zoom_changed)
        self.foot.opened.connect(self._on_opened)
        self.foot.shown_in_folder.connect(self._on_shown_in_folder)
        self.notice.linkActivated.connect(self._on_read_again)
        self._places.marked.connect(self.shown)
        self._places.lost.connect(self._on_lost)

    def show_hit(self, hit: Hit, query: str = "") -> None:
        """Show a passage, its words shared with the query marked; an older wish not fulfilled yet is dropped."""
        if self._job is not None:
            self._job.cancel()
        self.hit = hit
        self._places.want(hit)
        self._job = self._desk.ask(
            lambda library: look(library, hit, query), lambda found: self._places.when_idle(hit, self._on_look, found)
        )

    def clear(self) -> None:
        """Nothing is chosen."""
        if self._job is not None:
            self._job.cancel()
        self.hit = self._found = None
        self._places.want(None)
        self._note(0, "")
        self._note(1, "")
        self.head.clear()
        self.foot.clear()
        self._stack.setCurrentWidget(self._empty)

    def take_why(self) -> None:
        """Have the explanation back that stood in a window of its own."""
        self._column.insertWidget(self._column.indexOf(self.foot), self.why, 5)

    def forget(self, folder: Path) -> None:
        """The folder was removed: what lies in it is no longer shown."""
        if self.hit is not None and self.hit.path.is_relative_to(folder):
            self.clear()

    @property
    def view(self) -> QWidget:
        """What takes the keys: the page, the formatted text or the text."""
        shown = self._stack.currentWidget()
        return self.canvas if shown is self._paged else shown or self._empty

    @Slot(bool)
    def show_text(self, wanted: bool) -> None:
        """The text of the index instead of the page, or the page again; for the results that follow too."""
        self.wants_text = wanted
        if self.hit is not None and self._found is not None:
            self._places.when_idle(self.hit, self._on_look, self._found)

    @Slot(bool)
    def show_strip(self, wanted: bool) -> None:
        """The small pages beside the page, or not."""
        self.wants_strip = wanted
        self.strip.setVisible(wanted and self.source.pages > 1)
        self.head.strip.setChecked(wanted)

    @Slot(int)
    def step_zoom(self, by: int) -> None:
        """Larger (1) or smaller (-1): the page, or the letters."""
        if self._stack.currentWidget() is self._paged:
            self.canvas.step_zoom(by)
        for each in (self.text, self.rich) if self._stack.currentWidget() is not self._paged else ():
            each.zoomIn(by)

    @Slot()
    def fit_width(self) -> None:
        """The page as wide as the pane; letters as they were."""
        if self._stack.currentWidget() is self._paged:
            self.canvas.set_zoom(None)
        else:
            self.text.setFont(self.font())
            self.rich.setFont(self.font())

    @Slot()
    def fit_page(self) -> None:
        """The whole page."""
        self.canvas.set_zoom(None, fits_page=True)

    def retint(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self.canvas.tokens = tokens
        self.canvas.inverted = self.inverts and tokens.dark
        self.canvas.viewport().update()
        for part in (self.text, self.rich, self.strip, self.why, self.head, self.foot):
            part.retint(tokens)

    def save(self, kept: QSettings) -> None:
        """Keep how pages are shown."""
        kept.setValue("preview/strip", self.wants_strip)
        kept.setValue("preview/whole", self.canvas.fits_page)

    def restore(self, kept: QSettings) -> None:
        """Show them as the last time."""
        self.show_strip(bool(kept.value("preview/strip", False, bool)))
        if kept.value("preview/whole", False, bool):
            self.fit_page()

    def _on_look(self, hit: Hit, found: Look) -> None:
        self._found = found
        self.foot.show_hit(hit)
        self._note(1, "")
        again = self.tr("Read it again") if may_be_read_again(hit, found) else ""
        link = f' <a href="again">{html.escape(again)}</a>' if again else ""
        told = [html.escape(each) for each in (trouble(hit, found), recognised(hit)) if each]
        self._note(0, "<br>".join(told) + link)
        if found.passage is None or found.marked is None:
            self.head.show_file(hit.path, 0, has_page=False, as_text=True)
            self._stack.setCurrentWidget(self._empty)
        elif self._opens(hit, found):
            self._show_page(hit, found)
        elif found.shape is not None and found.shaped is not None and not self.wants_text:
            self.head.show_file(hit.path, 0, has_page=True, as_text=False)
            self._stack.setCurrentWidget(self.rich)
            self._places.mark_text(hit, self.rich, found.shape, found.shaped)
        else:
            has_page = found.shape is not None or (is_pdf(hit, found) and self.source.pages > 0)
            self.head.show_file(hit.path, 0, has_page=has_page, as_text=True)
            self._stack.setCurrentWidget(self.text)
            self.text.show_passage(found.marked, printed=hit.path.suffix.lower() == ".pdf")
            self.shown.emit(hit)

    def _opens(self, hit: Hit, found: Look) -> bool:
        """Whether the page of a PDF can be shown, and shall be; says why where it cannot."""
        if not is_pdf(hit, found):
            return False
        opened = self.source.open(found.pdf or hit.path, found.mtime_ns or 0)
        if opened is Opened.WELL:  # a file that has changed may have fewer pages now; its notice says so
            return not self.wants_text and self.source.pages >= (hit.page or 0)
        locked = self.tr("This PDF asks for a password now. This is the text that was found in it.")
        broken = self.tr("This PDF cannot be drawn. This is the text that was found in it.")
        self._note(1, locked if opened is Opened.LOCKED else broken)
        return False

    def _show_page(self, hit: Hit, found: Look) -> None:
        """Show the page now, and look for the passage on it in the turns of the event loop that follow."""
        self.head.show_file(hit.path, self.source.pages, has_page=True, as_text=False)
        self._stack.setCurrentWidget(self._paged)
        self.show_strip(self.wants_strip)
        self._voice.start(hit.text, (hit.page or 1) - 1)
        self.canvas.start((hit.page or 1) - 1)
        if found.marked is not None and found.passage is not None and found.passage.seen:
            self._places.mark_picture(hit, self.canvas, found.marked, found.passage.seen)
        elif found.marked is not None:
            self._places.mark_page(hit, self.canvas, found.marked)

    def _note(self, about: int, text: str) -> None:
        """Say something about the file (0) or about the page (1), as rich text."""
        self._notes[about] = text
        self.notice.setText("<br>".join(filter(None, self._notes)))
        self.notice.setAccessibleName(self.tr("About this document"))
        self.notice.setVisible(any(self._notes))

    @Slot(object)
    def _on_lost(self, hit: Hit) -> None:
        if hit.page is not None:
            self._note(1, self.tr("The passage is on this page, but its place could not be found."))
        else:
            self._note(1, self.tr("The passage could not be found in the file as it is now. The text still has it."))

    @Slot(int)
    def _on_page_changed(self, page: int) -> None:
        self.head.show_page(page, self.source.pages)
        self.strip.show_page(page)
        name = self.hit.path.name if self.hit is not None else ""
        self.canvas.setAccessibleName(self.tr("Page {0} of {1}, {2}").format(page + 1, self.source.pages, name))
        if self.hit is not None and page != (self.hit.page or 0) - 1:
            self._places.soon(self.hit, self._tell_picture, page)

    def _tell_picture(self, _hit: Hit, page: int) -> None:
        """A page that holds no letters, but something: a scan."""
        if page == self.canvas.page:
            is_picture = not self.source.text(page).strip() and self.canvas.has_ink
            self._note(1, self.tr("This page is a picture without a text of its own.") if is_picture else "")

    @Slot()
    def _on_zoom_changed(self) -> None:
        fits = self.canvas.zoom is None
        whole = self.canvas.fits_page
        self.head.show_zoom(self.canvas.scale, fits_width=fits and not whole, fits_page=fits and whole)

    @Slot()
    def _on_read_again(self) -> None:
        """The changed file alone or, while an update runs, which would give way, all that has changed."""
        if self.hit is not None:
            self._desk.update(None if self._desk.updating else [self.hit.path])

    @Slot()
    def _on_opened(self) -> None:
        if self.hit is not None:
            self.file_opened.emit(self.hit)

    @Slot()
    def _on_shown_in_folder(self) -> None:
        if self.hit is not None:
            self.shown_in_folder.emit(self.hit)
