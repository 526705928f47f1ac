"""The documents that lack what a model makes of them, in good portions, and how long they will take.

A document's mark in the catalog says that everything of one fingerprint is there for it. Newest files first, very long
documents last.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from onyx_desktop.index.catalog import to_path
from onyx_desktop.library.passages import embedded_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from onyx_desktop.index.database import Database

_GROUP_CHUNKS = 384
_GROUP_DOCUMENTS = 500
_WAITING = """
SELECT documents.id, count(chunks.id) FROM documents LEFT JOIN chunks ON chunks.document_id = documents.id
WHERE EXISTS (SELECT 1 FROM files WHERE document_id = documents.id AND folder_id NOT IN ({}))
  AND NOT EXISTS (SELECT 1 FROM marks WHERE marks.document_id = documents.id AND fingerprint IN (?, ?))
GROUP BY documents.id
ORDER BY characters > 200000, (SELECT max(mtime_ns) FROM files WHERE document_id = documents.id) DESC, documents.id
"""


def waiting(
    database: Database, fingerprint: str, held: Collection[int] = (), better: str = ""
) -> list[tuple[int, int]]:
    """Every document without a mark, and how many chunks it has. held: folders whose documents can wait longer.

    better: another fingerprint that will do as well.
    """
    return database.rows(_WAITING.format(", ".join("?" * len(held))), (*held, fingerprint, better))


def groups(documents: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Documents together that are marked together: some hundred chunks."""
    group: list[int] = []
    size = 0
    for document, count in documents:
        group.append(document)
        size += count
        if size >= _GROUP_CHUNKS or len(group) >= _GROUP_DOCUMENTS:
            yield group
            group, size = [], 0
    if group:
        yield group


def chunks(database: Database, documents: Sequence[int]) -> list[tuple[int, bytes, str]]:
    """Chunk id, vector key and text to embed of every chunk of some documents."""
    rows = database.rows(
        "SELECT chunks.id, vector_key, title, passages.heading, body FROM chunks"
        " JOIN passages ON passages.id = chunks.id"
        f" WHERE chunks.document_id IN ({', '.join('?' * len(documents))}) ORDER BY chunks.id",
        documents,
    )
    return [(row[0], bytes(row[1]), embedded_text(row[2], row[3], row[4])) for row in rows]


def path_of(database: Database, document_id: int) -> Path | None:
    """A file of a document, to name what is worked on; None if it has just been forgotten."""
    row = database.row("SELECT path FROM files WHERE document_id = ? LIMIT 1", (document_id,))
    return row and to_path(row[0])


def mark(database: Database, documents: Sequence[int], fingerprint: str) -> None:
    """Say that nothing is missing for some documents."""
    with database.transaction() as connection:
        connection.executemany(
            "INSERT OR IGNORE INTO marks(document_id, fingerprint) VALUES (?, ?)",
            [(document, fingerprint) for document in documents],
        )


class Rate:
    """Chunks a second over the last minute."""

    def __init__(self) -> None:
        self._closed: list[tuple[float, int]] = [(time.monotonic(), 0)]

    def close(self, count: int) -> None:
        """A group is done."""
        now = time.monotonic()
        self._closed.append((now, self._closed[-1][1] + count))
        while len(self._closed) > 2 and now - self._closed[0][0] > 60:
            self._closed.pop(0)

    def seconds_left(self, open_count: int, rest: int) -> float | None:
        """Estimate; None before there is anything to go by."""
        began, before = self._closed[0]
        count = self._closed[-1][1] + open_count - before
        elapsed = time.monotonic() - began
        return rest * elapsed / count if count >= 32 else None
