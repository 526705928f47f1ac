"""Depths 2 and 3: the vectors of one model for every document that lacks them; the static one's, then the chosen one's.

Order at every group of documents: matrix → Chroma → the mark in the catalog. A crash leaves vectors without a mark;
they are found by their key the next time and cost no embedding. Where the same model's token vectors are kept (see
`tokens`), one run of it makes both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Phase, Step
from onyx_desktop.library.tokens import Pending, complete
from onyx_desktop.library.waiting import Rate, chunks, groups, mark, path_of, waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterator

    from onyx_desktop.domain import ByteArray, FloatArray, IntArray
    from onyx_desktop.index.database import Database
    from onyx_desktop.library.meaning import Space
    from onyx_desktop.library.mirror import Mirror
    from onyx_desktop.library.tokens import TokenSpace


class Embedding:
    """One run over the documents without a mark of this model's fingerprint."""

    def __init__(
        self,
        database: Database,
        space: Space,
        mirror: Mirror | None,
        tokens: TokenSpace | None = None,
        better: str = "",
    ) -> None:
        """mirror: the space's copy in Chroma, if it has one. tokens: the token vectors that are kept.

        better: the fingerprint of a space whose vectors make those of this one needless. embedded, reused: how many
        vectors were made, and how many were there from another time.
        """
        self.embedded = 0
        self.reused = 0
        self._database = database
        self._wider = space.wider
        self._matrix = space.matrix
        self._mirror = mirror
        self._encoder = space.encoder
        self._fingerprint = space.fingerprint
        self._better = better
        self._phase = Phase.SKIMMING if better else Phase.EMBEDDING
        self._tokens = tokens if tokens is not None and tokens.made_by(self._encoder) else None

    def run(self, room: Callable[[], None], held: Collection[int] = ()) -> Generator[Step, None, None]:
        """Embed group by group, without the folders that are held.

        `room` is called before each write and raises when the disk is full.
        """
        documents = waiting(self._database, self._fingerprint, held, self._better)
        total = sum(count for _, count in documents)
        done = 0
        rate = Rate()
        for group in groups(documents):
            rows, path = chunks(self._database, group), path_of(self._database, group[0])
            for count in self._embed(rows, room):
                left = rate.seconds_left(count, total - done - count)
                yield Step(self._phase, done + count, total, path, left)
            keys = [row[1] for row in rows]
            if self._mirror is not None:
                self._mirror.upsert(np.array([row[0] for row in rows], np.int64), self._matrix.rows_of(keys))
            mark(self._database, group, self._fingerprint)
            if self._tokens is not None:
                complete(self._tokens, self._database, group)
            done += len(rows)
            rate.close(len(rows))
            yield Step(self._phase, done, total, path, rate.seconds_left(0, total - done))

    def _embed(self, rows: list[tuple[int, bytes, str]], room: Callable[[], None]) -> Iterator[int]:
        """Append the vectors that the matrix lacks, batch by batch; yields how many of the rows are done."""
        self._take_over(list({row[1] for row in rows}), room)
        known = self._matrix.rows_of([row[1] for row in rows]) >= 0
        self.reused += int(known.sum())
        missing = list({row[1]: row for row, there in zip(rows, known, strict=True) if not there}.values())
        done = len(rows) - len(missing)
        pending = Pending(self._tokens.codes, room) if self._tokens is not None else None
        try:
            for indices, vectors, codes in self._encoded([row[2] for row in missing]):
                room()
                keys = [missing[index][1] for index in indices]
                self._matrix.append(keys, vectors)
                if pending is not None:
                    pending.add(keys, codes)
                done += len(indices)
                self.embedded += len(indices)
                yield done
        finally:
            if pending is not None:
                pending.write()

    def _encoded(self, texts: list[str]) -> Iterator[tuple[IntArray, FloatArray, list[ByteArray]]]:
        """Places in `texts`, their vectors, and the codes of their tokens if those are kept."""
        source = self._tokens.made_by(self._encoder) if self._tokens is not None else None
        if self._tokens is None or source is None:
            return ((places, vectors, []) for places, vectors in self._encoder.batches(texts))
        return source.detailed(texts, self._tokens.codec.encode)

    def _take_over(self, keys: list[bytes], room: Callable[[], None]) -> None:
        """Copy the vectors that are stored in float32 already and lack here."""
        if self._wider is None:
            return
        rows = np.where(self._matrix.rows_of(keys) < 0, self._wider.rows_of(keys), -1)
        there = np.flatnonzero(rows >= 0)
        if len(there):
            room()
            self._matrix.append([keys[each] for each in there], self._wider.vectors(rows[there]))
