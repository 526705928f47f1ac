"""Depth 3: the chosen model's vectors for every document that lacks them.

Order at every group of documents: matrix → Chroma → the mark in the catalog. A crash leaves vectors without a mark;
they are found by their key the next time and cost no embedding.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Phase, Step
from onyx_desktop.library.passages import embedded_text

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from onyx_desktop.index.database import Database
    from onyx_desktop.library.meaning import Meaning

_GROUP_CHUNKS = 384
_WAITING = """
SELECT documents.id, count(chunks.id) FROM documents LEFT JOIN chunks ON chunks.document_id = documents.id
WHERE EXISTS (SELECT 1 FROM files WHERE document_id = documents.id)
  AND NOT EXISTS (SELECT 1 FROM marks WHERE marks.document_id = documents.id AND fingerprint = ?)
GROUP BY documents.id
ORDER BY characters > 200000, (SELECT max(mtime_ns) FROM files WHERE document_id = documents.id) DESC, documents.id
"""


class Embedding:
    """One run over the documents without a mark of this model's fingerprint."""

    def __init__(self, database: Database, meaning: Meaning) -> None:
        """embedded, reused: how many vectors were made, and how many were there from another time."""
        self.embedded = 0
        self.reused = 0
        self._database = database
        self._wider = meaning.space.wider
        self._matrix = meaning.space.matrix
        self._mirror = meaning.mirror
        self._encoder = meaning.space.encoder
        self._fingerprint = meaning.space.fingerprint

    def run(self, room: Callable[[], None]) -> Generator[Step, None, None]:
        """Embed group by group; `room` is called before each write and raises when the disk is full."""
        documents = self._database.rows(_WAITING, (self._fingerprint,))
        total = sum(count for _, count in documents)
        done = 0
        rate = _Rate()
        for group in _groups(documents):
            rows = self._chunks(group)
            for count in self._embed(rows, room):
                left = rate.seconds_left(count, total - done - count)
                yield Step(Phase.EMBEDDING, done + count, total, seconds_left=left)
            keys = [row[1] for row in rows]
            self._mirror.upsert(np.array([row[0] for row in rows], np.int64), self._matrix.rows_of(keys))
            self._mark(group)
            done += len(rows)
            rate.close(len(rows))
            yield Step(Phase.EMBEDDING, done, total, seconds_left=rate.seconds_left(0, total - done))

    def _chunks(self, documents: list[int]) -> list[tuple[int, bytes, str]]:
        """Chunk id, vector key and text to embed of every chunk of some documents."""
        rows = self._database.rows(
            "SELECT chunks.id, vector_key, title, passages.heading, body FROM chunks"
            " JOIN passages ON passages.id = chunks.id"
            f" WHERE chunks.document_id IN ({', '.join('?' * len(documents))}) ORDER BY chunks.id",
            documents,
        )
        return [(row[0], bytes(row[1]), embedded_text(row[2], row[3], row[4])) for row in rows]

    def _embed(self, rows: list[tuple[int, bytes, str]], room: Callable[[], None]) -> Iterator[int]:
        """Append the vectors that the matrix lacks, batch by batch; yields how many of the rows are done."""
        self._take_over(list({row[1] for row in rows}), room)
        known = self._matrix.rows_of([row[1] for row in rows]) >= 0
        self.reused += int(known.sum())
        missing = list({row[1]: row for row, there in zip(rows, known, strict=True) if not there}.values())
        done = len(rows) - len(missing)
        for indices, vectors in self._encoder.batches([row[2] for row in missing]):
            room()
            self._matrix.append([missing[index][1] for index in indices], vectors)
            done += len(indices)
            self.embedded += len(indices)
            yield done

    def _take_over(self, keys: list[bytes], room: Callable[[], None]) -> None:
        """Copy the vectors that are stored in float32 already and lack here."""
        if self._wider is None:
            return
        rows = np.where(self._matrix.rows_of(keys) < 0, self._wider.rows_of(keys), -1)
        there = np.flatnonzero(rows >= 0)
        if len(there):
            room()
            self._matrix.append([keys[each] for each in there], self._wider.vectors(rows[there]))

    def _mark(self, documents: list[int]) -> None:
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO marks(document_id, fingerprint) VALUES (?, ?)",
                [(document, self._fingerprint) for document in documents],
            )


class _Rate:
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


def _groups(documents: list[tuple[int, int]]) -> Iterator[list[int]]:
    group: list[int] = []
    size = 0
    for document, count in documents:
        group.append(document)
        size += count
        if size >= _GROUP_CHUNKS or len(group) >= 500:
            yield group
            group, size = [], 0
    if group:
        yield group
