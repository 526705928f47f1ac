"""A seed → what it changes of a question: its vector, its words, and which passages may answer.

The vector turns towards what is liked and away from what is not: q + 0.75 · mean(liked) - 0.15 · mean(not liked)
(Rocchio, "Relevance feedback in information retrieval", 1971; the weights are those of Manning, Raghavan and Schütze,
"Introduction to Information Retrieval", chapter 9). A passage has a stored vector, a document the mean of those of its
passages, a text is encoded as documents are. What is liked also lends the question its most telling words. It never
stands in its own list, nor do its equal copies.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from onyx_desktop.index.words import idf
from onyx_desktop.library.passages import embedded_text, passages_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onyx_desktop.domain import BoolArray, FloatArray, Seed
    from onyx_desktop.index.matrix import Matrix
    from onyx_desktop.index.store import Store
    from onyx_desktop.index.view import View
    from onyx_desktop.index.words import Term
    from onyx_desktop.vectors.encoder import Encoder

T = TypeVar("T")

LIKED, NOT_LIKED = 0.75, 0.15
TERMS = 10
"""So many words a seed lends a question: as many as RM3 does in Anserini."""

_COMMON = 0.1
"""A word in more than this share of all passages tells nothing of the one it is taken from."""
_ENCODED = 32
"""Of a long text so many passages, from all parts of it, make its vector."""
_READ = 8
"""So many passages of a document or a long text are looked through for telling words."""
_CACHED_TEXTS = 64

_PASSAGE = """
SELECT title, heading, substr(text, chunks.begins + 1, chunks.ends - chunks.begins), vector_key
FROM chunks JOIN pages ON pages.id = page_id JOIN documents ON documents.id = chunks.document_id WHERE chunks.id = ?
"""
_SAME_PLACE = """
SELECT other.id FROM chunks AS own JOIN chunks AS other
ON other.page_id = own.page_id AND other.begins < own.ends AND other.ends > own.begins WHERE own.id = ?
"""
_SAME_TEXT = """
SELECT chunks.id FROM chunks JOIN pages ON pages.id = page_id
WHERE ends - chunks.begins = ? AND substr(text, chunks.begins + 1, ends - chunks.begins) = ?
"""
_SAME_LENGTH = "SELECT id FROM documents WHERE characters = (SELECT characters FROM documents WHERE id = ?)"


class Similar:
    """What seeds mean to one view and the model whose vectors it looks at."""

    def __init__(self, store: Store, view: View, matrix: Matrix, encoder: Encoder) -> None:
        self._store = store
        self._view = view
        self._matrix = matrix
        self._encoder = encoder
        self._texts: OrderedDict[str, FloatArray] = OrderedDict()

    def vector(self, seed: Seed, query: FloatArray | None) -> FloatArray | None:
        """A query's vector (dim,), if there are words at all, turned as the seed asks; None: nothing to be like."""
        liked = [
            *(self._passage(each) for each in seed.passages),
            *(self._document(each) for each in seed.documents),
            *(self._text(each) for each in seed.texts),
        ]
        parts = [] if query is None else [query]
        parts += _mean(liked, LIKED)
        if not parts:
            return None
        parts += _mean([self._passage(each) for each in seed.unlike], -NOT_LIKED)
        return _unit(np.sum(parts, axis=0)) if len(parts) > 1 else _unit(parts[0])

    def terms(self, seed: Seed, known: Sequence[Term]) -> list[Term]:
        """The words that the seed lends a question which has `known` already, the most telling first.

        Telling is a word that stands often in what is liked, in few passages of the library, in one more at least, and
        not in what is not liked.
        """
        text = "\n\n".join(self._liked(seed))
        if not text:
            return []
        found = self._store.words.terms(text)
        often = Counter(mark.stem for mark in self._store.words.marks(text, found))
        left_out = {term.stem for term in known}
        left_out.update(term.stem for each in seed.unlike for term in self._store.words.terms(self._body(each)))
        chunks = len(self._view)
        rare = range(2, max(2, int(chunks * _COMMON)) + 1)
        telling = [term for term in found if term.chunks in rare and term.stem not in left_out]
        return sorted(telling, key=lambda term: -often[term.stem] * idf(term, chunks))[:TERMS]

    def allowed(self, seed: Seed) -> BoolArray:
        """Which live passages may answer: of the documents that are left, not the liked things or equal copies."""
        allowed = np.ones(len(self._view), np.bool_)
        for documents in seed.within:
            allowed &= np.isin(self._view.document_ids, list(documents))
        own = [same for each in seed.documents for same in self._copies(each)]
        allowed &= ~np.isin(self._view.document_ids, own)
        places = [same for each in (*seed.passages, *seed.unlike) for same in self._same(each)]
        allowed &= ~np.isin(self._view.chunk_ids, places)
        return allowed

    # Vectors: (dim,) of length 1, or None for what is not there any more.

    def _passage(self, chunk_id: int) -> FloatArray | None:
        row = self._store.database.row(_PASSAGE, (chunk_id,))
        return None if row is None else self._stored([row[3]], [chunk_id])

    def _document(self, document_id: int) -> FloatArray | None:
        rows = self._store.database.rows(
            "SELECT vector_key, min(id) FROM chunks WHERE document_id = ? GROUP BY vector_key ORDER BY 2",
            (document_id,),
        )
        return self._stored([row[0] for row in rows], [row[1] for row in rows]) if rows else None

    def _stored(self, keys: list[bytes], chunk_ids: list[int]) -> FloatArray:
        """The mean of stored vectors; made now where none of them is stored yet."""
        rows = self._matrix.rows_of(keys)
        if (rows >= 0).any():
            return _unit(self._matrix.vectors(rows[rows >= 0]).mean(axis=0))
        texts = [row[:3] for each in spread(chunk_ids) for row in self._store.database.rows(_PASSAGE, (each,))]
        return _unit(self._encoder.encode([embedded_text(*each) for each in texts]).mean(axis=0))

    def _text(self, text: str) -> FloatArray | None:
        if text in self._texts:
            self._texts.move_to_end(text)
            return self._texts[text]
        passages = spread(passages_of(text))
        if not passages:
            return None
        vector = _unit(self._encoder.encode(passages).mean(axis=0))
        self._texts[text] = vector
        while len(self._texts) > _CACHED_TEXTS:
            self._texts.popitem(last=False)
        return vector

    # Texts

    def _liked(self, seed: Seed) -> Iterator[str]:
        for each in seed.passages:
            yield self._body(each)
        for each in seed.documents:
            rows = self._store.database.rows("SELECT id FROM chunks WHERE document_id = ? ORDER BY ordinal", (each,))
            yield from (self._body(row[0]) for row in spread(rows, _READ))
        for text in seed.texts:
            yield from spread(passages_of(text), _READ)

    def _body(self, chunk_id: int) -> str:
        row = self._store.database.row(_PASSAGE, (chunk_id,))
        return row[2] if row is not None else ""

    # What is the same

    def _same(self, chunk_id: int) -> set[int]:
        """A passage, those that share a sentence of the page with it, and those that say the very same."""
        row = self._store.database.row(_PASSAGE, (chunk_id,))
        if row is None:
            return set()
        found = self._store.database.rows(_SAME_PLACE, (chunk_id,))
        found += self._store.database.rows(_SAME_TEXT, (len(row[2]), row[2]))
        return {each[0] for each in found}

    def _copies(self, document_id: int) -> list[int]:
        """A document and those of the very same text."""
        text = self._whole(document_id)
        alike = self._store.database.rows(_SAME_LENGTH, (document_id,))
        return [document_id, *(each for (each,) in alike if each != document_id and self._whole(each) == text)]

    def _whole(self, document_id: int) -> str:
        rows = self._store.database.rows("SELECT text FROM pages WHERE document_id = ? ORDER BY number", (document_id,))
        return "".join(row[0] for row in rows)


def _mean(vectors: Iterable[FloatArray | None], weight: float) -> list[FloatArray]:
    """The weighted mean of those that are there, alone in a list; an empty one if none is."""
    there = [each for each in vectors if each is not None]
    return [np.asarray(weight * np.mean(there, axis=0), np.float32)] if there else []


def _unit(vector: FloatArray) -> FloatArray:
    length = float(np.linalg.norm(vector))
    return (vector / length if length > 0 else vector).astype(np.float32)


def spread(things: Sequence[T], count: int = _ENCODED) -> list[T]:
    """At most so many, evenly from all parts."""
    step = max(1.0, len(things) / count)
    return [things[int(each * step)] for each in range(min(count, len(things)))]
