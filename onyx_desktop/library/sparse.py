"""An installed sparse model: the terms it gives every passage, and what they say to a question.

The terms of a passage are stored under the same key as its vector, so a passage that stands in many documents, or stays
when a file changes, is read by the model once. Order at every group of documents: terms → the mark in the catalog. A
crash leaves terms without a mark, which are found by their key the next time; marks without terms (a damaged or deleted
file) are taken back before each run. Refuses nothing: passages without terms have no score.
"""

from __future__ import annotations

import unicodedata
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Phase, Step
from onyx_desktop.library.waiting import Rate, chunks, groups, mark, waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator

    from onyx_desktop.domain import FloatArray, IntArray, ModelCard
    from onyx_desktop.index.store import Store
    from onyx_desktop.index.terms import Terms
    from onyx_desktop.index.view import View
    from onyx_desktop.vectors.sparse import SparseEncoder

TOP = 256
"""Terms kept of a passage; they take about as much room as its vector."""

_TEXTS_AT_ONCE = 16
_LEAST_SHARE = 0.9
"""Below this share of passages with terms nothing is scored: those reached first would win for being reached."""

_CACHED_QUERIES = 256
_ABSENT = -1


@dataclass(frozen=True, slots=True)
class SharedTerm:
    """A term that a question and a passage have in common, and what it adds to the score."""

    name: str
    question: float
    passage: float

    @property
    def worth(self) -> float:
        """Its part of the score."""
        return self.question * self.passage


class Sparse:
    """The terms of one model. One thread asks, another may build meanwhile."""

    def __init__(self, store: Store, card: ModelCard, encoder: SparseEncoder) -> None:
        self.card = card
        self.fingerprint = f"{encoder.fingerprint}-{TOP}"
        self._store = store
        self._encoder = encoder
        self._terms: Terms = store.terms(self.fingerprint)
        self._seen: tuple[IntArray, IntArray, int] = (np.empty(0, np.int64), np.empty(0, np.int64), 0)
        self._questions: OrderedDict[str, tuple[IntArray, FloatArray]] = OrderedDict()

    def scores(self, text: str, view: View) -> FloatArray:
        """What the terms of a question and of every live chunk share: (n,) float32, NaN where it is nothing.

        All NaN while too few chunks have terms.
        """
        self._terms.refresh()
        rows = self._rows(view)
        found = np.full(len(view), np.nan, np.float32)
        there = np.flatnonzero(rows != _ABSENT)
        if not len(there) or len(there) < _LEAST_SHARE * len(rows):
            return found
        scores = self._terms.scores(*self.question(text))[rows[there]]
        shared = scores > 0
        found[there[shared]] = scores[shared]
        return found

    def shared(self, text: str, chunk_id: int) -> list[SharedTerm]:
        """The terms that a question and a chunk have in common, those that add most first."""
        self._terms.refresh()
        row = self._store.database.row("SELECT vector_key FROM chunks WHERE id = ?", (chunk_id,))
        place = int(self._terms.rows_of([bytes(row[0])])[0]) if row is not None else _ABSENT
        if place == _ABSENT:
            return []
        ids, weights = self.question(text)
        passage = self._terms.at(place, ids)
        found = [
            SharedTerm(self._encoder.term(int(each)), float(ours), float(theirs))
            for each, ours, theirs in zip(ids, weights, passage, strict=True)
            if theirs > 0
        ]
        return sorted(found, key=lambda term: -term.worth)

    def question(self, text: str) -> tuple[IntArray, FloatArray]:
        """Ids and weights of a question's terms; the last few hundred questions are remembered."""
        key = unicodedata.normalize("NFC", " ".join(text.split()))
        if key not in self._questions:
            self._questions[key] = self._encoder.query(key)
        self._questions.move_to_end(key)
        while len(self._questions) > _CACHED_QUERIES:
            self._questions.popitem(last=False)
        return self._questions[key]

    def build(self, room: Callable[[], None], held: Collection[int] = ()) -> Generator[Step, None, int]:
        """Encode the passages of all documents that lack terms; a job that may be stopped at any step.

        `room` is called before each write and raises when the disk is full. held: folders whose documents can wait
        longer. Returns how many passages were encoded.
        """
        self._begin()
        documents = waiting(self._store.database, self.fingerprint, held)
        total = sum(count for _, count in documents)
        done = encoded = 0
        rate = Rate()
        try:
            for group in groups(documents):
                rows = chunks(self._store.database, group)
                missing = self._missing([(key, text) for _, key, text in rows])
                at = len(rows) - len(missing)
                for first in range(0, len(missing), _TEXTS_AT_ONCE):
                    part = missing[first : first + _TEXTS_AT_ONCE]
                    terms = self._encoder.documents([text for _, text in part], TOP)
                    room()
                    self._terms.append([key for key, _ in part], terms)
                    at += len(part)
                    left = rate.seconds_left(at, total - done - at)
                    yield Step(Phase.EMBEDDING, done + at, total, seconds_left=left)
                mark(self._store.database, group, self.fingerprint)
                encoded += len(missing)
                done += len(rows)
                rate.close(len(rows))
                yield Step(Phase.EMBEDDING, done, total, seconds_left=rate.seconds_left(0, total - done))
        finally:
            if encoded or done < total:
                self._encoder.rest()
        self._tidy()
        return encoded

    def _missing(self, passages: list[tuple[bytes, str]]) -> list[tuple[bytes, str]]:
        """Keys and texts that have no terms yet, each once."""
        known = self._terms.rows_of([key for key, _ in passages]) != _ABSENT
        lacking = dict(each for each, there in zip(passages, known, strict=True) if not there)
        return list(lacking.items())

    def _begin(self) -> None:
        """Enter the model among those that have made something, and take back marks whose terms are gone."""
        self._terms.refresh()
        rows = self._store.database.rows(
            "SELECT chunks.document_id, vector_key FROM chunks JOIN marks ON marks.document_id = chunks.document_id"
            " WHERE fingerprint = ?",
            (self.fingerprint,),
        )
        there = self._terms.rows_of([bytes(key) for _, key in rows]) != _ABSENT
        lacking = {row[0] for row, known in zip(rows, there, strict=True) if not known}
        with self._store.database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO spaces(fingerprint, model, dimensions) VALUES (?, ?, 0)",
                (self.fingerprint, self.card.id),
            )
            connection.executemany(
                "DELETE FROM marks WHERE document_id = ? AND fingerprint = ?",
                [(document, self.fingerprint) for document in lacking],
            )

    def _tidy(self) -> None:
        """Delete the terms of passages that are gone, when they are a quarter of all."""
        (live,) = self._store.database.row("SELECT count(DISTINCT vector_key) FROM chunks")
        if 3 * len(self._terms) > 4 * live:
            self._terms.keep([bytes(key) for (key,) in self._store.database.rows("SELECT vector_key FROM chunks")])

    def _rows(self, view: View) -> IntArray:
        """The row of each live chunk's terms, (n,), -1 where there are none; only what is new is looked up."""
        known_chunks, known, generation = self._seen
        rows = np.full(len(view), _ABSENT, np.int64)
        same = len(known) <= len(rows) and np.array_equal(view.chunk_ids[: len(known)], known_chunks)
        if same and generation == self._terms.generation:
            rows[: len(known)] = known
        lacking = np.flatnonzero(rows == _ABSENT)
        rows[lacking] = self._terms.rows_of([bytes(key) for key in view.keys[lacking]])
        self._seen = (view.chunk_ids, rows, self._terms.generation)
        return rows
