"""What a reader makes of a file, and the passages it is cut into."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onyx_desktop.domain.files import Reason

_SHEET_ROW = re.compile(r"(Sheet “.*”, row )(\d{1,9})", re.S)


@dataclass(frozen=True, slots=True)
class Span:
    """Code points from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF, a slide, a sheet or a part of it, or a part of a document without pages.

    Cut so that no text column grows without bound. number: from 1. label: what the document prints on it ("iv"), or "";
    of a slide or sheet, what a person calls it (`slide_label`, `sheet_label`), which needs no "page" before it. offset:
    where it begins in the whole text. scanned: a picture, but for a stamp that may be printed on it. recognised: its
    text was read in the picture.
    """

    number: int
    text: str
    label: str = ""
    offset: int = 0
    scanned: bool = False
    recognised: bool = False


def slide_label(number: int) -> str:
    """3 → `Slide 3`."""
    return f"Slide {number}"


def sheet_label(name: str, row: int | None) -> str:
    """The label of a page that begins with this row of a sheet, each line a row. None: nobody knows which."""
    return f"Sheet “{name}”" if row is None else f"Sheet “{name}”, row {row}"


def label_at(label: str, lines: int) -> str:
    """The label of a place that many lines below the beginning of its page: counts the rows of a sheet."""
    row = _SHEET_ROW.fullmatch(label)
    return f"{row[1]}{int(row[2]) + lines}" if row else label


def says_what_it_is(label: str) -> bool:
    """Whether a label needs no "page" before it: `Slide 3`, `Sheet “Costs”, row 12`; not `iv` or `A-3`."""
    return " " in label


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that stands (or whose section begins) at `start` in the text of page `page`."""

    page: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Mail:
    """The fields of a message, as it states them. sent_ns: nanoseconds since 1970; None where the date says nothing."""

    sender: str = ""
    recipients: str = ""
    subject: str = ""
    sent_ns: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader made of a file. paged: page numbers mean something to a person. mail: of a message only."""

    title: str
    pages: tuple[Page, ...]
    headings: tuple[Heading, ...] = ()
    paged: bool = False
    author: str = ""
    reader: str = ""
    mail: Mail | None = None

    @property
    def scanned(self) -> tuple[int, ...]:
        """The numbers of the pages that are pictures."""
        return tuple(page.number for page in self.pages if page.scanned)


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word that was recognised in a picture.

    box: left, top, right and bottom, as shares of the page's width and height, from its upper left corner.
    """

    span: Span
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised on a page: its text, and where each word of it stands."""

    text: str
    words: tuple[SeenWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A file that lies in another: in an archive, a mailbox or a mail.

    name: its way from the outermost file on, with slashes. parent: the place, in the list it is in, of the member that
    it lies in; None for the outermost file. document and chunks, or the reason why there are none. scanned: the numbers
    of the pages that are pictures.
    """

    name: str
    size_bytes: int
    mtime_ns: int
    content_hash: bytes
    parent: int | None = None
    document: Document | None = None
    chunks: tuple[ChunkRow, ...] = ()
    reason: Reason | None = None
    detail: str = ""
    scanned: tuple[int, ...] = ()


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
