"""Running text → the parts of a document without pages: `"".join(part.text) == text`.

Cut before a heading or at the end of a paragraph where one is near, so that no text column grows without bound and no
passage loses its context at the seam. Also the last wash every reader's text goes through: one kind of line end, no NUL
and no other control signs, no half of a surrogate pair, no soft hyphens; letters stay as they are.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING

from onyx_desktop.domain import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

PART_CHARACTERS = 16_000
DOCUMENT_CHARACTERS = 50_000_000
_LINE_ENDS = re.compile("\r\n?|\n?\f|[\v\x85\u2028\u2029]")
_NOISE = re.compile("[\0-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\xad\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_LONGEST_TITLE = 300


def clean(text: str) -> str:
    r"""Wash a text; line ends become \\n. Offsets count from here on."""
    return _NOISE.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """Make a title or heading: white space is one space, and no longer than a person would read."""
    line = _SPACES.sub(" ", clean(text)).strip()
    return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1].rstrip() + "…"


def parts(text: str, headings: Sequence[tuple[int, str]]) -> tuple[tuple[Page, ...], tuple[Heading, ...]]:
    """Cut a clean text, and place its headings (offset in the text, words; in order) in the parts."""
    text = text[:DOCUMENT_CHARACTERS]
    starts = [offset for offset, _ in headings]
    cuts = [0]
    while len(text) - cuts[-1] > PART_CHARACTERS:
        cuts.append(_cut(text, cuts[-1], starts))
    pages = tuple(
        Page(number, text[start:end], offset=start)
        for number, (start, end) in enumerate(zip(cuts, [*cuts[1:], len(text)], strict=True), 1)
    )
    placed = []
    for offset, words in headings:
        part = bisect.bisect_right(cuts, offset) - 1
        if offset < len(text) and words:
            placed.append(Heading(part + 1, offset - cuts[part], words))
    return pages, tuple(placed)


def _cut(text: str, start: int, headings: Sequence[int]) -> int:
    """Where the part that begins at `start` ends: in its second half if anything there invites it."""
    earliest, latest = start + PART_CHARACTERS // 2, start + PART_CHARACTERS
    before = bisect.bisect_right(headings, latest) - 1
    if before >= 0 and headings[before] > earliest:
        return headings[before]
    for seam in ("\n\n", "\n", ". ", "。", " "):
        found = text.rfind(seam, earliest, latest)
        if found >= 0:
            return found + len(seam)
    return latest
