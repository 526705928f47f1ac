"""Depth 3: the chosen model's vectors for every document that lacks them.

Order at every group of documents: matrix → Chroma → the mark in the catalog. A crash leaves vectors without a mark;
they are found by their key the next time and cost no embedding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Phase, Step
from onyx_desktop.library.waiting import Rate, chunks, groups, mark, waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from onyx_desktop.index.database import Database
    from onyx_desktop.library.meaning import Meaning


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
        documents = waiting(self._database, self._fingerprint)
        total = sum(count for _, count in documents)
        done = 0
        rate = Rate()
        for group in groups(documents):
            rows = chunks(self._database, group)
            for count in self._embed(rows, room):
                left = rate.seconds_left(count, total - done - count)
                yield Step(Phase.EMBEDDING, done + count, total, seconds_left=left)
            keys = [row[1] for row in rows]
            self._mirror.upsert(np.array([row[0] for row in rows], np.int64), self._matrix.rows_of(keys))
            mark(self._database, group, self._fingerprint)
            done += len(rows)
            rate.close(len(rows))
            yield Step(Phase.EMBEDDING, done, total, seconds_left=rate.seconds_left(0, total - done))

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
