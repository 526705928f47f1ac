"""A web page or Markdown, with headings and lists as its author made them, and the passage marked; nothing is fetched.

A preview must not tell a server which document is read, nor show what lies elsewhere on the disk. So there are three
walls: HTML comes without a single attribute (documents/formatted.py), Markdown is read without the HTML in it, and
`loadResource` answers every wish, remote or local, with an empty picture. It has to be a picture: where it is given
nothing, Qt opens the file of that name by itself. Links are words here; they lead nowhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QPixmap, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from onyx_desktop.domain import Span
from onyx_desktop.ui.offsets import spans_to_utf16
from onyx_desktop.ui.text_view import AROUND, Marked, selections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.ui.palette import Tokens

MARKDOWN = frozenset((".md", ".markdown", ".mkd", ".mdown"))
_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_PICTURE = re.compile(r"!\[([^\]\n]{0,300})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,300}\])?")
_ADDRESS = re.compile(r"(?<=\])\([^)\n]{0,2000}\)|^\s{0,3}\[[^\]\n]{1,300}\]:.*$|^\s{0,3}(?:```|~~~).*$", re.MULTILINE)
_NO_MARKS: tuple[Sequence[Span], ...] = ((), (), ())
_FENCE = re.compile(r"^\s{0,3}(```|~~~)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shape:
    """What is shown, as HTML or as Markdown, and the words of it in which places are counted."""

    markup: str
    words: str
    is_markdown: bool


def markdown_near(marked: Marked) -> tuple[Shape, Marked]:
    """Markdown around a passage, and the passage in it; pictures are named instead of shown.

    Begins at an empty line, and inside a listing only with its mark.
    """
    begin, end = max(0, marked.passage.start - AROUND), min(len(marked.text), marked.passage.end + AROUND)
    if begin:
        gap = marked.text.rfind("\n\n", 0, begin)
        begin = gap + 2 if gap >= 0 and begin - gap < AROUND else begin
    near = marked.between(begin, end)
    fences = _FENCE.findall(marked.text[:begin])
    opening = f"{fences[-1]}\n" if len(fences) % 2 else ""
    markup = opening + _PICTURE.sub(lambda found: f"[{found[1]}]" if found[1] else "", near.text)
    words = _ADDRESS.sub(lambda found: " " * len(found[0]), near.text)
    return Shape(markup, words, is_markdown=True), near


def lines_of(text: str, span: Span) -> list[Span]:
    """A span as one span a line: where a line cannot be found in what is shown, the others still are."""
    found, start = [], span.start
    for line in text[span.start : span.end].splitlines(keepends=True):
        if line.strip():
            found.append(Span(start, start + len(line.rstrip())))
        start += len(line)
    return found


class RichView(QTextBrowser):
    """Shows formatted text around a passage."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("text")
        self.setAccessibleName(self.tr("The document, formatted"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptDrops(False)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(16)
        self.tokens = tokens
        self._text = ""
        self._marks = _NO_MARKS
        self._retint_sheet()

    def loadResource(self, kind: int, _name: QUrl | str) -> object:
        """Nothing, whatever it is and wherever it lies."""
        if kind == int(QTextDocument.ResourceType.ImageResource.value):
            nothing = QPixmap(1, 1)
            nothing.fill(Qt.GlobalColor.transparent)
            return nothing
        return QByteArray(b"")

    def doSetSource(
        self, name: QUrl | str, kind: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource
    ) -> None:
        """No other document is ever opened here."""

    def show_shape(self, shape: Shape) -> str:
        """Show it; returns its words as Qt counts them, to look for places in."""
        self._text, self._marks = "", _NO_MARKS
        self.setExtraSelections([])
        self.document().clear()
        if shape.is_markdown:
            self.document().setMarkdown(shape.markup, _FEATURES)
        else:
            self.setHtml(shape.markup)
        return self.document().toPlainText()

    def mark(self, text: str, passage: Sequence[Span], best: Sequence[Span], words: Sequence[Span]) -> None:
        """Mark places of the text that `show_shape` returned, and bring the first into sight."""
        self._marks = (passage, best, words)
        self._text = text
        self._paint_marks()
        first = next(iter([*best, *passage]), None)
        if first is None:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(next(spans_to_utf16(text, [first]))[0])
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().top() - self.viewport().height() // 4)

    def retint(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self.tokens = tokens
        self._retint_sheet()
        self._paint_marks()

    def _retint_sheet(self) -> None:
        self.document().setDefaultStyleSheet(
            f"pre, code, tt, kbd {{ background-color: {self.tokens.hover}; }}"
            f"blockquote {{ color: {self.tokens.muted}; }}"
        )

    def _paint_marks(self) -> None:
        self.setExtraSelections(selections(self.document(), self._text, self._marks, self.tokens))
