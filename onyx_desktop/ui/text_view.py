"""A text and spans in it → a read-only view with the passage marked and in sight.

Plain text on purpose: a preview must never fetch a picture, run a link or believe a style sheet. Long texts are cut to
what is near the passage, because laying out a whole book would hold up the window.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from onyx_desktop.domain import Span
from onyx_desktop.ui.offsets import spans_to_utf16, to_utf16

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextDocument

    from onyx_desktop.ui.palette import Tokens

_FULL = 0.75
_GAP = 1000
AROUND = 12_000  # code points shown before and after the passage


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its passage, the best sentence in it, and the words it shares with the query."""

    text: str
    passage: Span
    best: tuple[Span, ...] = ()
    words: tuple[Span, ...] = ()

    def near(self) -> Marked:
        """The same, without what lies far from the passage; cut at white space."""
        begin, end = max(0, self.passage.start - AROUND), min(len(self.text), self.passage.end + AROUND)
        if begin:  # at white space, if there is any: not in Chinese, nor in data on one line
            least = max(0, begin - _GAP)
            space = max(self.text.rfind("\n", least, begin), self.text.rfind(" ", least, begin))
            begin = space + 1 if space >= 0 else begin
        return self.between(begin, end)

    def between(self, begin: int, end: int) -> Marked:
        """A part of it that holds the passage; what is marked outside of it is left out."""

        def moved(spans: Sequence[Span]) -> tuple[Span, ...]:
            inside = (each for each in spans if begin <= each.start and each.end <= end)
            return tuple(Span(each.start - begin, each.end - begin) for each in inside)

        return Marked(self.text[begin:end], moved([self.passage])[0], moved(self.best), moved(self.words))


def unwrapped(marked: Marked) -> Marked:
    """The text of a printed page with its full lines joined to paragraphs.

    A line is full if it is nearly as long as most; a bullet or a short line begins a new one.
    """
    lines = [line.rstrip("\r") for line in marked.text.split("\n")]
    lengths = sorted(len(line) for line in lines if line.strip())
    full = _FULL * lengths[int(0.8 * (len(lengths) - 1))] if lengths else 0
    written: list[str] = []
    gone: list[int] = []  # places of the text that have no counterpart
    place = 0
    for line, after in pairwise([*lines, ""]):
        place += len(line)
        end = "\n" if len(line) < full or not after[:1].isalnum() else "" if line.endswith("-") else " "
        written += [line, end]
        returned = marked.text.startswith("\r", place)
        gone += range(place, place + returned + (not end))
        place += returned + 1

    def moved(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(Span(*(at - bisect_left(gone, at) for at in (each.start, each.end))) for each in spans)

    text = "".join(written[:-1])  # nothing ends the last line
    return Marked(text, moved([marked.passage])[0], moved(marked.best), moved(marked.words))


class TextView(QPlainTextEdit):
    """Shows a passage in its surroundings."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("text")
        self.setAccessibleName(self.tr("Text of the document"))
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(16)
        self.tokens = tokens
        self._shown: Marked | None = None

    def show_passage(self, marked: Marked, *, printed: bool = False) -> None:
        """Show the text around the passage and bring it into sight. printed: its lines end where a page was full."""
        self._shown = marked.near()
        if printed:
            self._shown = unwrapped(self._shown)
        self.setPlainText(self._shown.text)
        self._mark(self._shown)
        cursor = QTextCursor(self.document())
        first = self._shown.best[0] if self._shown.best else self._shown.passage
        cursor.setPosition(to_utf16(self._shown.text, first.start))
        self.setTextCursor(cursor)
        line = self.cursorRect().height() or 1
        above = self.cursorRect().top() // line - self.viewport().height() // line // 4
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + above)

    def retint(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self.tokens = tokens
        if self._shown is not None:
            self._mark(self._shown)

    def _mark(self, marked: Marked) -> None:
        layers = ((marked.passage,), marked.best, marked.words)
        self.setExtraSelections(selections(self.document(), marked.text, layers, self.tokens))


def selections(
    document: QTextDocument, text: str, layers: Sequence[Sequence[Span]], tokens: Tokens
) -> list[QTextEdit.ExtraSelection]:
    """Marks on a document that shows `text`. layers: the passage, its best sentence, the shared words."""
    ground, highlight, shared = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
    ground.setBackground(QColor(tokens.passage))
    highlight.setBackground(QColor(tokens.highlight))
    shared.setFontUnderline(True)  # an extra selection cannot be bold: that would need a new layout
    made = []
    for spans, look in zip(layers, (ground, highlight, shared), strict=True):
        for start, length in spans_to_utf16(text, spans):
            each = QTextEdit.ExtraSelection()
            cursor = QTextCursor(document)
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            each.cursor, each.format = cursor, look
            made.append(each)
    return made
