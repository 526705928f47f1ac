"""A passage, its sentences and the words it shares with the query → a snippet: the best sentence and its neighbours.

Pure functions over spans of code points. The caller says what each sentence is worth (the weight of the query's words
in it, or similarity of meaning). Long sentences are cut at words around what is marked.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onyx_desktop.domain import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMIT = 280
_LONGEST_WORD = 80
_ELLIPSIS = "…"
_SEAM = re.compile(r"\s{1,3}|[-‐’']")


@dataclass(frozen=True, slots=True)
class Snippet:
    """Text to show; `best` and `words` are spans in it."""

    text: str
    best: Span | None
    words: tuple[Span, ...]


def cut(text: str, sentences: Sequence[Span], worths: Sequence[float], marks: Sequence[Span]) -> Snippet:
    """The sentence of highest worth, what follows it and the one before, as far as `LIMIT` characters allow."""
    if not sentences:
        return _window(text, Span(0, len(text)), None, marks)
    number = max(range(len(sentences)), key=lambda each: (worths[each], -each))
    best = sentences[number]
    start, end = best.start, best.end
    for after in sentences[number + 1 :]:
        if after.end - start > LIMIT or end - best.end > LIMIT // 3:
            break
        end = after.end
    if number > 0 and end - sentences[number - 1].start <= LIMIT:
        start = sentences[number - 1].start
    return _window(text, Span(start, end), best if worths[number] > 0 else None, marks)


def joined(text: str, marks: Sequence[Span]) -> tuple[Span, ...]:
    """Marks in order, as one where they overlap or only blanks, a hyphen or an apostrophe part them."""
    found: list[Span] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        if found and (mark.start <= found[-1].end or _SEAM.fullmatch(text, found[-1].end, mark.start)):
            found[-1] = Span(found[-1].start, max(found[-1].end, mark.end))
        else:
            found.append(mark)
    return tuple(found)


def _window(text: str, span: Span, best: Span | None, marks: Sequence[Span]) -> Snippet:
    start, end = span.start, span.end
    if end - start > LIMIT:
        first = next((mark.start for mark in marks if start <= mark.start < end), start)
        start = max(start, min(first - LIMIT // 4, end - LIMIT))
        start = start if start == span.start else _word_edge(text, start, end)
        end = min(end, start + LIMIT)
        end = end if end == span.end else _last_edge(text, start, end)
    head = _ELLIPSIS if text[:start].strip() else ""
    tail = _ELLIPSIS if text[end:].strip() else ""
    shift = len(head) - start
    inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
    # One code point becomes one code point, so that spans stay valid.
    shown = "".join(" " if each in "\n\r\t\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029" else each for each in text[start:end])
    return Snippet(
        head + shown + tail,
        best and _shifted(best, start, end, shift),
        tuple(_shifted(mark, start, end, shift) for mark in joined(text, inside)),
    )


def _word_edge(text: str, start: int, end: int) -> int:
    edge = text.find(" ", start, end)
    return start if edge < 0 or edge - start > 40 else edge + 1


def _last_edge(text: str, start: int, end: int) -> int:
    """The last blank, or where text has none, the end itself, behind the marks that belong to a letter."""
    blank = text.rfind(" ", start, end)
    if blank > end - _LONGEST_WORD:
        return blank
    while end < len(text) and unicodedata.category(text[end]).startswith("M"):
        end += 1
    return end


def _shifted(span: Span, start: int, end: int, shift: int) -> Span:
    return Span(max(span.start, start) + shift, min(span.end, end) + shift)
