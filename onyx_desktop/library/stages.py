"""A question → what each stage of the search says of the live passages, each knowing nothing of the others.

Filters, phrases and exclusions are masks over the live chunks, made before any stage takes its best, so a narrow filter
never empties a result.
"""

from __future__ import annotations

import unicodedata
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Mode
from onyx_desktop.library.passages import embedded_text

if TYPE_CHECKING:
    from onyx_desktop.domain import BoolArray, FloatArray, IntArray, Seed
    from onyx_desktop.index.store import Store
    from onyx_desktop.index.view import View
    from onyx_desktop.index.words import Term
    from onyx_desktop.library.clock import Clock
    from onyx_desktop.library.mirror import Mirror
    from onyx_desktop.library.similar import Similar
    from onyx_desktop.ranking.query import Query
    from onyx_desktop.vectors.encoder import Encoder

CANDIDATES = 200
_CACHED_QUERIES = 256


@dataclass(frozen=True, slots=True)
class Question:
    """What the stages are asked.

    text: as typed, without operators; "" where only a seed asks. terms: of the text, then those that the seed lends.
    vector: (dim,); None where only words are asked, or nothing. allowed: (n,), which live chunks may answer.
    """

    text: str
    terms: list[Term]
    vector: FloatArray | None
    allowed: BoolArray

    @property
    def words(self) -> str:
        """The text, or else the words that the seed lends."""
        return self.text or " ".join(term.word for term in self.terms)


class Stages:
    """The stages over one view; arrays are (n,) over its live chunks."""

    def __init__(self, store: Store, view: View, encoder: Encoder, mirror: Mirror, similar: Similar) -> None:
        self._store = store
        self._view = view
        self._encoder = encoder
        self._mirror = mirror
        self.similar = similar
        self._vectors: OrderedDict[str, FloatArray] = OrderedDict()

    def question(self, query: Query, seed: Seed, mode: Mode, clock: Clock) -> Question:
        """What a line and a seed ask of the live chunks. The vector is made only if meaning is asked."""
        terms = self._store.words.terms(query.text)
        terms += self.similar.terms(seed, terms)
        allowed = self.allowed(query) & self.similar.allowed(seed)
        clock.lap("filters")
        vector = None
        if mode is not Mode.WORDS:
            vector = self.similar.vector(seed, self.query_vector(query.text) if query.text else None)
            clock.lap("encoding")
        return Question(query.text, terms, vector, allowed)

    @property
    def lost(self) -> str:
        """The address of the chosen server if it did not answer the last time; "" else."""
        server = self._store.server
        return server.address if server is not None and self._mirror.lost else ""

    def allowed(self, query: Query) -> BoolArray:
        """Which live chunks a question's filters, phrases and exclusions leave."""
        allowed = self._view.mask(query.filters)
        for phrase in query.phrases:
            allowed &= self._marked(self._store.words.containing(phrase))
        for near in query.near:
            allowed &= self._marked(self._store.words.near(near.words, near.distance))
        for near in query.excluded_near:
            allowed &= ~self._marked(self._store.words.near(near.words, near.distance))
        for word in query.excluded:
            found = self._store.words.containing(word) if " " in word else self._store.words.with_word(word)
            allowed &= ~self._marked(found)
        return allowed

    def by_words(self, terms: list[Term], allowed: BoolArray) -> FloatArray:
        """BM25: (n,) float32, NaN where no word occurs or the filter forbids it."""
        by_words = self._spread(*self._store.words.scores(terms, len(self._view)))
        by_words[~allowed] = np.nan
        return by_words

    def by_pairs(self, terms: list[Term]) -> FloatArray:
        """BM25 of two words of the question side by side: (n,) float32, NaN where none stand so."""
        return self._spread(*self._store.words.pair_scores(terms, len(self._view)))

    def by_meaning(self, vector: FloatArray, allowed: BoolArray) -> FloatArray:
        """Cosines: (n,) float32, NaN where not a candidate: not near, not embedded, or forbidden.

        Beyond `exact_limit` chunks an unfiltered question goes to Chroma, and only its candidates are compared exactly.
        """
        if len(self._view) > self._mirror.least_chunks and allowed.all():
            nearest = self._mirror.nearest(vector, CANDIDATES)
            if nearest is not None:
                places, live = self._view.positions(nearest)
                cosines = np.full(len(self._view), np.nan, np.float32)
                cosines[places[live]] = self._view.cosines_at(vector, places[live])
                return cosines
        return self._view.nearest(vector, allowed, CANDIDATES)

    def everywhere(self, question: Question, mode: Mode) -> dict[str, FloatArray]:
        """What each stage of a mode that can be asked of every live passage says of it, whatever the filters: (n,)."""
        found: dict[str, FloatArray] = {}
        if mode is not Mode.MEANING and question.terms:
            found["words"] = self.by_words(question.terms, np.ones(len(self._view), np.bool_))
        if question.vector is not None:
            found["meaning"] = self._view.cosines(question.vector)
        return found

    def query_vector(self, text: str) -> FloatArray:
        """The vector of a question, (dim,); the last few hundred are remembered."""
        key = unicodedata.normalize("NFC", " ".join(text.split()))
        if key in self._vectors:
            self._vectors.move_to_end(key)
            return self._vectors[key]
        vector = self._encoder.encode_query(key)
        self._vectors[key] = vector
        while len(self._vectors) > _CACHED_QUERIES:
            self._vectors.popitem(last=False)
        return vector

    def text(self, chunk_id: int) -> str:
        """What a model is given for a passage; "" if it is gone."""
        row = self._store.database.row("SELECT title, heading, body FROM passages WHERE id = ?", (chunk_id,))
        return embedded_text(*row) if row else ""

    def pieces(self, text: str) -> int:
        """Into how many pieces the model cuts a question."""
        return self._encoder.pieces(text)

    def _spread(self, chunk_ids: IntArray, scores: FloatArray) -> FloatArray:
        spread = np.full(len(self._view), np.nan, np.float32)
        places, live = self._view.positions(chunk_ids)
        spread[places[live]] = scores[live]
        return spread

    def _marked(self, chunk_ids: IntArray) -> BoolArray:
        marked = np.zeros(len(self._view), np.bool_)
        places, live = self._view.positions(chunk_ids)
        marked[places[live]] = True
        return marked
