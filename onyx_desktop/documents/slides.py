"""Text with a mark before each slide → a page a slide, and the headings on the slide where they stand.

What belongs to a slide but is not on it, such as the speaker's notes, follows the slide's own text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onyx_desktop.documents.parts import DOCUMENT_CHARACTERS
from onyx_desktop.domain import Heading, Page, slide_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MARK = "\uf5a3{page_num}\uf5a3"
"""Stands before the text of each slide."""

_MARKED = re.compile("\\s*\uf5a3(\\d{1,6})\uf5a3\\s*")


def paged(text: str, headings: Sequence[tuple[int, str]]) -> tuple[tuple[Page, ...], tuple[Heading, ...]]:
    """Pages and headings (offset in the text, words) of a text with marks; nothing if there is none."""
    marks = list(_MARKED.finditer(text[:DOCUMENT_CHARACTERS]))
    if not marks:
        return (), ()
    ends = [*(mark.start() for mark in marks[1:]), min(len(text), DOCUMENT_CHARACTERS)]
    pages: list[Page] = []
    placed: list[Heading] = []
    offset = 0
    for mark, end in zip(marks, ends, strict=True):
        number = max(int(mark[1]), pages[-1].number + 1 if pages else 1)  # each number once, ascending
        body = text[mark.end() : end].rstrip()
        pages.append(Page(number, body, slide_label(number), offset))
        offset += len(body)
        placed += [Heading(number, at - mark.end(), words) for at, words in headings if mark.end() <= at < end]
    return tuple(pages), tuple(placed)


def with_more(pages: Sequence[Page], more: Mapping[int, Sequence[str]]) -> tuple[Page, ...]:
    """Each slide with the paragraphs that belong to its number; slides that were nothing become pages, too."""
    texts = {page.number: page.text for page in pages}
    for number, paragraphs in more.items():
        texts[number] = "\n\n".join(filter(None, (texts.get(number, ""), *paragraphs)))
    found: list[Page] = []
    offset = 0
    for number in sorted(texts):
        text = texts[number][: max(0, DOCUMENT_CHARACTERS - offset)]
        found.append(Page(number, text, slide_label(number), offset))
        offset += len(text)
    return tuple(found)
