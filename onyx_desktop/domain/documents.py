"""What a reader makes of a file, and the passages it is cut into."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Code points from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF, or a part of a document without pages, cut so that no text column grows without bound.

    number: from 1. label: what the document prints on it ("iv"), or "". offset: where it begins in the whole text.
    """

    number: int
    text: str
    label: str = ""
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that stands (or whose section begins) at `start` in the text of page `page`."""

    page: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader made of a file. `paged`: page numbers mean something to a person."""

    title: str
    pages: tuple[Page, ...]
    headings: tuple[Heading, ...] = ()
    paged: bool = False
    author: str = ""
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage: `text == page.text[start:end]`. `heading` is the nearest one above it, or ""."""

    ordinal: int
    page: int
    start: int
    end: int
    text: str
    heading: str = ""


ChunkRow = tuple[int, int, int, int, str, bytes]
"""A chunk on its way into the catalog: ordinal, page, start, end, heading, and the key of its vector. A plain tuple,
because a book has ten thousand of them and the window's process must unpickle them in no time."""
