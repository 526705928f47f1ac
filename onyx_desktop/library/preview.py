"""A hit → the text around it, and its place in the text that another engine shows for the same page.

The PDF engine of the window and the one that read the file agree on letters but not on line ends, hyphens and
ligatures; so places are carried over by counting letters and digits, never by searching for similar text.
"""

from __future__ import annotations

import functools
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onyx_desktop.documents.formatted import Part, around
from onyx_desktop.documents.html import decode_html
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Hit, SeenWord, Span
from onyx_desktop.index import scans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.index.database import Database

_TEXT_LIMIT = 400_000
_REACH = 12_000  # characters of a formatted page before and behind the passage
_MOST_MARKUP = 40_000  # characters; more would hold up the window
_LARGEST_PAGE = 400_000  # bytes; a larger one takes too long to be taken apart while somebody waits
_PAGES = frozenset((".html", ".htm", ".xhtml", ".xht"))


@dataclass(frozen=True, slots=True)
class Passage:
    """What the preview shows of a hit.

    text: the page, or the document if it has no pages (as much as is quick to show). span: the passage in it. words:
    the words it shares with the query. offset: where `text` begins in the whole document. formatted: of a web page,
    what stands around the passage in the file as it is now, for a view that fetches nothing. seen: of a page that is a
    picture, where its words stand; their spans are in `text`.
    """

    text: str
    span: Span
    words: tuple[Span, ...]
    page: int | None
    pages: int
    offset: int = 0
    formatted: Part | None = None
    seen: tuple[SeenWord, ...] = ()


def formatted(hit: Hit) -> Part | None:
    """A web page around a hit, with its shape and without its addresses; None for other files or where unreadable."""
    if hit.path.suffix.lower() not in _PAGES:
        return None
    try:
        with hit.path.open("rb") as stream:
            data = stream.read(_LARGEST_PAGE + 1)
        if len(data) > _LARGEST_PAGE:
            return None
        part = around(decode_html(data), Span(hit.start, hit.end), _REACH, _MOST_MARKUP)
        return part if part.markup else None
    except (OSError, Unreadable):
        return None


def passage(database: Database, hit: Hit, marks: Sequence[Span]) -> Passage | None:
    """The text around a hit; `marks` are spans in the hit's own text. None if the document has just been forgotten."""
    (pages,) = database.row("SELECT count(*) FROM pages WHERE document_id = ?", (hit.document_id,))
    if hit.page is not None:
        rows = database.rows(
            "SELECT text, 0 FROM pages WHERE document_id = ? AND number = ?", (hit.document_id, hit.page)
        )
    else:
        rows = database.rows(
            "SELECT text, begins FROM pages WHERE document_id = ? AND begins + length(text) > ? AND begins < ?"
            " ORDER BY number",
            (hit.document_id, hit.start - _TEXT_LIMIT // 2, hit.end + _TEXT_LIMIT // 2),
        )
    if not rows:
        return None
    offset = rows[0][1]
    start = hit.start - offset
    words = tuple(Span(start + mark.start, start + mark.end) for mark in marks)
    text, span = "".join(row[0] for row in rows), Span(start, hit.end - offset)
    seen = scans.words(database, hit.document_id, hit.page) if hit.recognised and hit.page is not None else ()
    return Passage(text, span, words, hit.page, pages, offset, formatted(hit), seen)


def locate(shown: str, ours: str, spans: Sequence[Span]) -> list[Span]:
    """Where spans of our page text stand in the text another engine shows for that page.

    Exact while both hold the same letters and digits in the same order; else the passage is looked for by its letters,
    and a span that is not found is left out.
    """
    shown_letters, shown_places = _letters(shown)
    our_letters, our_places = _letters(ours)
    found = []
    for span in spans:
        first, last = bisect_left(our_places, span.start), bisect_left(our_places, span.end)
        if first >= last:
            continue
        wanted = our_letters[first:last]
        if shown_letters[first:last] != wanted:
            nearest = shown_letters.find(wanted, max(0, first - len(wanted)))
            first = nearest if nearest >= 0 else shown_letters.find(wanted)
            if first < 0:
                continue
            last = first + len(wanted)
        found.append(Span(shown_places[first], shown_places[last - 1] + 1))
    return found


@functools.lru_cache(maxsize=4)
def _letters(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text, ligatures taken apart, and the place of each in the text.

    The last few are kept: places are asked for several times, of the same two texts.
    """
    if text.isascii():
        found = [place for place, each in enumerate(text) if each.isalnum()]
        return "".join([text[place] for place in found]), found
    letters: list[str] = []
    places: list[int] = []
    for place, each in enumerate(text):
        for part in each if each.isascii() else unicodedata.normalize("NFKC", each):
            if part.isalnum():
                letters.append(part)
                places.append(place)
    return "".join(letters), places
