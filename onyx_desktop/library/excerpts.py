"""A file of the library and a place in it → the text that stands there, as it was read, for other programs.

Read from the catalog and never from the disk: what is not in the library can't be had here, whatever path is named.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onyx_desktop.errors import NotInLibrary, PageMissing
from onyx_desktop.index.catalog import to_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.library.library import Library

LONGEST = 20_000
"""Characters of one excerpt."""

_DOCUMENT = """
SELECT documents.id, title, paged, characters, (SELECT count(*) FROM pages WHERE document_id = documents.id)
FROM files JOIN documents ON documents.id = document_id WHERE path = ?
"""
_AROUND = """
SELECT min(pages.begins + chunks.begins), max(pages.begins + chunks.ends), max(number)
FROM chunks JOIN pages ON pages.id = page_id
WHERE chunks.document_id = ?1 AND ordinal BETWEEN
  (SELECT ordinal FROM chunks WHERE id = ?2) - ?3 AND (SELECT ordinal FROM chunks WHERE id = ?2) + ?3
"""
_PAGE = "SELECT begins, begins + length(text), number FROM pages WHERE document_id = ? AND number = ?"
_TEXT = """
SELECT number, label, begins, text FROM pages
WHERE document_id = ? AND begins < ? AND begins + length(text) > ? ORDER BY number
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to read: a passage by the id of its chunk and so many neighbours on both sides, a page, or from a start.

    start: in characters of the whole document. length: at most so many characters, and never more than `LONGEST`.
    """

    passage: int | None = None
    neighbours: int = 1
    page: int | None = None
    start: int = 0
    length: int = LONGEST


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What stands there. start, end, characters: of the whole document. first_page, last_page: None where it has none.

    pages: how many it has, or 0. labels: of the pages of the excerpt, where they have any.
    """

    path: Path
    title: str
    text: str
    start: int
    end: int
    characters: int
    first_page: int | None
    last_page: int | None
    pages: int
    labels: tuple[str, ...]


def read(library: Library, path: Path, place: Place) -> Excerpt:
    """The text at a place of a file. Raises `NotInLibrary`, `PageMissing`."""
    database = library.store.database
    path = Path(os.path.abspath(path.expanduser()))
    row = database.row(_DOCUMENT, (to_bytes(path),))
    if row is None:
        raise NotInLibrary(path)
    document, title, paged, characters, pages = row
    begin, end = _bounds(library, path, document, place)
    end = min(end, begin + min(place.length, LONGEST))
    texts = database.rows(_TEXT, (document, end, begin))
    text = _joined([(first, each) for _, _, first, each in texts], begin, end)
    return Excerpt(
        path=path,
        title=title,
        text=text,
        start=begin,
        end=begin + len(text),
        characters=characters,
        first_page=texts[0][0] if paged and texts else None,
        last_page=texts[-1][0] if paged and texts else None,
        pages=pages if paged else 0,
        labels=tuple(label for _, label, _, _ in texts if label),
    )


def _joined(texts: Sequence[tuple[int, str]], begin: int, end: int) -> str:
    """Pages by where they begin → the text between two places; what readers left out between pages is a blank line."""
    found = ""
    for first, text in texts:
        gap = first - begin - len(found)
        found += "\n" * gap if found else ""
        found += text[max(0, begin - first) : max(0, end - first)]
    return found


def _bounds(library: Library, path: Path, document: int, place: Place) -> tuple[int, int]:
    """From and to, in characters of the document."""
    database = library.store.database
    if place.passage is not None:
        begin, end, number = database.row(_AROUND, (document, place.passage, place.neighbours))
    elif place.page is not None:
        begin, end, number = database.row(_PAGE, (document, place.page)) or (None, None, None)
    else:
        return place.start, place.start + place.length
    if number is None:
        raise PageMissing(path, place.page if place.passage is None else f"(passage {place.passage})")
    return int(begin), int(end)
