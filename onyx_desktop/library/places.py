"""Chunk ids → where the passages stand, what they say, and which files hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onyx_desktop.domain import label_at
from onyx_desktop.index.catalog import to_path
from onyx_desktop.index.filters import conditions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onyx_desktop.domain import Filters
    from onyx_desktop.index.database import Database

_AT_ONCE = 500


class Spot(NamedTuple):
    """A chunk: the page it is on and where in its text; ordinal counts the chunks of a document."""

    chunk_id: int
    document_id: int
    page_id: int
    ordinal: int
    begins: int
    ends: int
    vector_key: bytes


class Place(NamedTuple):
    """What a person is told of where a passage stands. offset: of the page's text in the whole document.

    label: of the page; of a sheet, with the row in which the passage begins. recognised: its text was, in a picture.
    """

    title: str
    paged: int
    number: int
    label: str
    offset: int
    heading: str
    recognised: int


class Held(NamedTuple):
    """A file that holds a document."""

    path: Path
    size_bytes: int
    mtime_ns: int


_SPOTS = "SELECT id, document_id, page_id, ordinal, begins, ends, vector_key FROM chunks WHERE id IN ({})"
_PLACE = """
SELECT title, paged, number, label, pages.begins, heading, recognised,
       CASE WHEN label LIKE 'Sheet %' THEN
         length(substr(text, 1, chunks.begins)) - length(replace(substr(text, 1, chunks.begins), char(10), ''))
       END
FROM chunks JOIN pages ON pages.id = page_id JOIN documents ON documents.id = chunks.document_id WHERE chunks.id = ?
"""


class Places:
    """Reads one catalog; remembers the texts it was asked for, so it is made for one answer."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._texts: dict[int, str] = {}

    def spots(self, chunk_ids: Sequence[int]) -> dict[int, Spot]:
        """The chunks by id, without those that have just been forgotten."""
        found: dict[int, Spot] = {}
        for first in range(0, len(chunk_ids), _AT_ONCE):
            part = chunk_ids[first : first + _AT_ONCE]
            rows = self._database.rows(_SPOTS.format(", ".join("?" * len(part))), tuple(part))
            found.update((row[0], Spot(*row)) for row in rows)
        return found

    def place(self, chunk_id: int) -> Place | None:
        """Where a chunk stands; None if it has just been forgotten."""
        row = self._database.row(_PLACE, (chunk_id,))
        if row is None:
            return None
        *place, lines = row
        found = Place(*place)
        return found if lines is None else found._replace(label=label_at(found.label, lines))

    def text(self, spot: Spot) -> str:
        """What a chunk says."""
        if spot.chunk_id not in self._texts:
            self._texts[spot.chunk_id] = self.between(spot.page_id, spot.begins, spot.ends)
        return self._texts[spot.chunk_id]

    def between(self, page_id: int, begins: int, ends: int) -> str:
        """A part of a page's text."""
        row = self._database.row(
            "SELECT substr(text, ? + 1, ?) FROM pages WHERE id = ?", (begins, ends - begins, page_id)
        )
        return row[0] if row else ""

    def files(self, document_id: int, filters: Filters) -> list[Held]:
        """The files of a document that pass the filters, the newest first; none if it has just been forgotten."""
        where, values = conditions(filters)
        rows = self._database.rows(
            f"SELECT path, size_bytes, mtime_ns FROM files WHERE document_id = ? AND {where}"
            " ORDER BY mtime_ns DESC, path",
            (document_id, *values),
        )
        return [Held(to_path(row[0]), row[1], row[2]) for row in rows]
