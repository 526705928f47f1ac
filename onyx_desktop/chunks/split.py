"""Document → passages that fit a model, each the exact text of a place on a page.

Cut at headings, then where paragraphs end, then sentences, lines, words, and at last anywhere; in pieces of about equal
size, because one full and one tiny passage answer worse than two halves. Where a cut falls inside a flow of sentences,
the next passage begins with the last short sentences of this one. A passage never crosses a page: its place must be
shown on one. Nothing but white space is lost. Tokens are counted once for a page, by one sorted array of their starts.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from onyx_desktop.chunks.sentences import sentences
from onyx_desktop.domain import Chunk, Document, IntArray, Span

TokenSpans = Callable[[str], IntArray]

_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_CHARACTERS_PER_TOKEN = 12  # at most: what tokenizers call one unknown word may be a page of base64
_TINY = 6  # a section under a sixth of a passage joins a neighbour
_FULL = 0.92  # aim below the brim, so that seams near it can be chosen
_INSIDE_A_WORD = 0.75  # half a word may have more tokens than its share of the whole
# what a seam costs, in parts of a passage by which another seam may be farther from the ideal place
_PARAGRAPH_COST, _SENTENCE_LINE_COST, _SENTENCE_COST, _LINE_COST = 0.0, 0.12, 0.2, 0.45


@dataclass(frozen=True, slots=True)
class Profile:
    """How long passages are. reserved: tokens for special tokens, prefix and title, which come on top of the text."""

    name: str = "passage"
    max_tokens: int = 240
    reserved: int = 2
    overlap_tokens: int = 24

    @property
    def budget(self) -> int:
        """Tokens of text in a passage."""
        return self.max_tokens - self.reserved


def split(document: Document, profile: Profile, token_spans: TokenSpans) -> list[Chunk]:
    """Cut a document into passages, in order. token_spans: (n, 2) code points of the tokens of a page's text."""
    headings = sorted(document.headings, key=lambda heading: (heading.page, heading.start))
    marks = [(heading.page, heading.start) for heading in headings]
    chunks: list[Chunk] = []
    for page in document.pages:
        if page.text.isspace() or not page.text:
            continue
        sections = [start for number, start in marks if number == page.number and 0 < start < len(page.text)]
        flow = _Flow(page.text, token_spans(page.text), profile)
        for span in flow.passages(sections):
            above = bisect.bisect_right(marks, (page.number, span.start)) - 1
            heading = headings[above].text if above >= 0 else ""
            text = page.text[span.start : span.end]
            chunks.append(Chunk(len(chunks), page.number, span.start, span.end, text, heading))
    return chunks


class _Flow:
    """One page: its text, the starts of its tokens, and the places where it may be cut."""

    def __init__(self, text: str, spans: IntArray, profile: Profile) -> None:
        self._text = text
        self._starts: IntArray = np.ascontiguousarray(spans[:, 0])
        self._ends: IntArray = np.maximum.accumulate(spans[:, 1])
        self._budget = max(1, profile.budget)
        self._overlap = profile.overlap_tokens
        self._seams: list[tuple[int, float]] | None = None
        self._sentences: list[int] = []

    def passages(self, headings: Sequence[int]) -> Iterator[Span]:
        """Spans without outer white space, in order."""
        for start, end in self._sections(headings):
            for passage in self._pieces(start, end):
                if (bare := self._bare(*passage)) is not None:
                    yield bare

    def _sections(self, headings: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Go from heading to heading; a tiny section (a heading alone, a stray line) joins its neighbour."""
        tiny = self._budget // _TINY
        starts = [0]
        edges = [*dict.fromkeys(headings), len(self._text)]
        for edge in edges[:-1]:
            if self._cost(starts[-1], edge) > tiny:
                starts.append(edge)
        if len(starts) > 1 and self._cost(starts[-1], len(self._text)) <= tiny:
            starts.pop()
        yield from pairwise([*starts, len(self._text)])

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        floor = start  # the end of the passage before: this one must go beyond it
        while (cost := self._cost(start, end)) > (budget := self._allowed(start)):
            share = cost / np.ceil(cost / (_FULL * budget))
            cut, seamless = self._cut(start, floor, float(share), budget)
            yield start, cut
            floor, start = cut, self._overlapping(start, cut) if seamless else cut
        yield start, end

    def _allowed(self, start: int) -> float:
        inside = start > 0 and not self._text[start - 1].isspace() and self._text[start : start + 1].isalnum()
        return self._budget * _INSIDE_A_WORD if inside else self._budget

    def _cut(self, start: int, floor: int, share: float, budget: float) -> tuple[int, bool]:
        """Choose where the passage that begins at `start` ends, and tell whether a flow of sentences goes on there."""
        low, ideal = max(floor, self._reach(start, share / 2)), self._reach(start, share)
        high = max(self._reach(start, budget), floor + 1)
        seams = self._all_seams()
        first, last = (bisect.bisect_right(seams, (place, 9.0)) for place in (low, high))
        width = max(1, high - low)
        if first < last:
            place, cost = min(seams[first:last], key=lambda seam: seam[1] + abs(seam[0] - ideal) / width)
            return place, cost > _PARAGRAPH_COST
        for near, far in ((low, ideal), (ideal, high)):
            space = max(self._text.rfind(" ", near + 1, far), self._text.rfind("\n", near + 1, far))
            if space > floor:
                return space + 1, True
        return max(self._reach(start, min(share, budget * _INSIDE_A_WORD)), floor + 1), False

    def _overlapping(self, start: int, cut: int) -> int:
        """Find where the next passage begins: with the last whole sentences before the cut, if they are short."""
        first = self._tokens_before(cut) - self._overlap
        if first < 0 or not self._overlap:
            return cut
        earliest = max(int(self._starts[first]), start + 1, cut - self._overlap * _CHARACTERS_PER_TOKEN)
        place = bisect.bisect_left(self._sentences, earliest)
        return min(self._sentences[place], cut) if place < len(self._sentences) else cut

    def _tokens_before(self, place: int) -> int:
        return int(self._ends.searchsorted(place, side="right"))

    def _cost(self, start: int, end: int) -> float:
        """Count the tokens that touch a span, or its characters where tokens are absurdly long."""
        touching = int(self._starts.searchsorted(end)) - self._tokens_before(start)
        return max(touching, (end - start) / _CHARACTERS_PER_TOKEN)

    def _reach(self, start: int, cost: float) -> int:
        """Find the farthest place with at most this cost from `start`."""
        token = self._tokens_before(start) + int(cost)
        far = int(self._starts[token]) if token < len(self._starts) else len(self._text)
        return min(far, start + max(1, int(cost * _CHARACTERS_PER_TOKEN)))

    def _all_seams(self) -> list[tuple[int, float]]:
        """List the places to cut at, sorted, with their costs; found when the first section turns out too long."""
        if self._seams is None:
            places: dict[int, float] = {}
            line = -1
            while (line := self._text.find("\n", line + 1)) >= 0:
                places[line + 1] = _LINE_COST
            self._sentences = [span.start for span in sentences(self._text)]
            for start in self._sentences:
                at_line = "\n" in self._text[max(0, start - 8) : start]
                places[start] = _SENTENCE_LINE_COST if at_line else _SENTENCE_COST
            for gap in _PARAGRAPH.finditer(self._text):
                places[gap.end()] = _PARAGRAPH_COST
            self._seams = sorted(places.items())
        return self._seams

    def _bare(self, start: int, end: int) -> Span | None:
        piece = self._text[start:end]
        words = piece.strip()
        begin = start + len(piece) - len(piece.lstrip())
        return Span(begin, begin + len(words)) if words else None
