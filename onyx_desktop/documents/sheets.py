"""Rows of sheets → pages, one line a row, so that a place in the text is a row of the sheet.

A page is a sheet or a part of it; its label says which sheet, and which row its first line is where the reader knows.
`domain.label_at` counts on from there. A long gap in a sheet begins a new page instead of a thousand empty lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop.documents.parts import DOCUMENT_CHARACTERS, PART_CHARACTERS, clean, one_line
from onyx_desktop.domain import Heading, Page, sheet_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Row = tuple[int | None, Sequence[str]]
    Paged = tuple[tuple[Page, ...], tuple[Heading, ...]]

_LONGEST_GAP = 20
_LONGEST_CELL = 40_000


def paged(sheets: Iterable[tuple[str, Iterable[Row]]]) -> tuple[tuple[Page, ...], tuple[Heading, ...]]:
    """Pages and headings of sheets: (name, rows); a row is its number from 1, or None if that is not known, and cells.

    Numbers of a sheet ascend. Each sheet's name is the heading of its pages. Empty sheets have no page.
    """
    pages: list[Page] = []
    headings: list[Heading] = []
    offset = 0
    for name, rows in sheets:
        for first, text in _parts(rows):
            if offset + len(text) > DOCUMENT_CHARACTERS:
                return tuple(pages), tuple(headings)
            pages.append(Page(len(pages) + 1, text, sheet_label(one_line(name), first), offset))
            headings.append(Heading(len(pages), 0, one_line(name)))
            offset += len(text)
    return tuple(pages), tuple(headings)


def with_more(found: Paged, more: Iterable[tuple[str, Sequence[str]]]) -> Paged:
    """Behind the sheets' rows, what stands in boxes and comments on each: its name, and paragraphs."""
    pages, headings = list(found[0]), list(found[1])
    for name, paragraphs in more:
        offset = pages[-1].offset + len(pages[-1].text) if pages else 0
        text = "\n".join(paragraphs)[: max(0, DOCUMENT_CHARACTERS - offset)]
        pages.append(Page(len(pages) + 1, text, sheet_label(one_line(name), None), offset))
        headings.append(Heading(len(pages), 0, one_line(name)))
    return tuple(pages), tuple(headings)


def _parts(rows: Iterable[Row]) -> Iterator[tuple[int | None, str]]:
    """The number of the first row, and the lines from there."""
    lines: list[str] = []
    first: int | None = None
    length = 0
    for number, cells in rows:
        line = "\t".join(_cell(cell) for cell in cells).rstrip()
        if not line.strip():
            continue
        missing = 0 if number is None or first is None else number - first - len(lines)
        if lines and (length + len(line) > PART_CHARACTERS or missing > _LONGEST_GAP):
            yield first, "\n".join(lines)
            lines, length, missing = [], 0, 0
        if not lines:
            first = number
        lines += [""] * missing
        lines.append(line)
        length += len(line) + 1 + missing
    if lines:
        yield first, "\n".join(lines)


def _cell(text: str) -> str:
    return " ".join(clean(text[:_LONGEST_CELL]).split())
