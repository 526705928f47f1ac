"""A question → an answer: query language → masks → words and meaning → fusion → folding → hits.

Filters, phrases and exclusions are masks over the live chunks, made before any stage takes its best, so a narrow filter
never empties a result. Both stages score every candidate of either, so fusion guesses nothing.
"""

from __future__ import annotations

import time
import unicodedata
from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Answer, BoolArray, Coverage, FloatArray, Hit, IntArray, Mode, Span
from onyx_desktop.index import words
from onyx_desktop.library.hits import Hits, Ranked, Scored, telling
from onyx_desktop.ranking import fuse
from onyx_desktop.ranking.query import Query, parse
from onyx_desktop.ranking.snippet import joined

if TYPE_CHECKING:
    from onyx_desktop.domain import Scale
    from onyx_desktop.index.store import Store
    from onyx_desktop.index.view import View
    from onyx_desktop.index.words import Term
    from onyx_desktop.library.mirror import Mirror
    from onyx_desktop.vectors.encoder import Encoder

CANDIDATES = 200
WORDS_WEIGHT = 1 / 3
"""Of the fused score. Chosen on scifact-train, xquad-en, xquad-de, limit-small and three folders of real files: on each
of them the two stages together are within 1 % of the better one, or above it."""

_FULL_SHARE = 0.6
"""Words count in full for a passage with this share of the best BM25 score there could be, or for the best passage if
it has more: sharing a few common words with a question is no answer, even if no passage shares more."""

_FULL_DEVIATIONS = 12
"""A cosine counts in full so many deviations above the model's background (1.01 for all-MiniLM-L6-v2)."""

_CACHED_QUERIES = 256


class Search:
    """Answers questions over one store and one model; one thread asks, another may write meanwhile."""

    def __init__(self, store: Store, view: View, encoder: Encoder, mirror: Mirror, scale: Scale) -> None:
        self._store = store
        self._view = view
        self._encoder = encoder
        self._mirror = mirror
        self._scale = scale
        self._full = fuse.Bounds(low=scale.mean, high=scale.mean + _FULL_DEVIATIONS * scale.deviation)
        self._hits = Hits(store, view)
        self._vectors: OrderedDict[str, FloatArray] = OrderedDict()

    def answer(self, typed: str, limit: int, mode: Mode) -> Answer:
        """The best `limit` passages, at most three of one file."""
        began = time.perf_counter()
        query = parse(typed)
        chosen = query.mode or mode
        self._view.refresh()
        terms = self._store.words.terms(query.text)
        allowed = self._allowed(query)
        if query.text:
            scored = self.score(query.text, terms, allowed, chosen)
        else:
            scored = self._newest(allowed if query.filters else np.zeros(len(self._view), np.bool_), limit)
        ranked = Ranked(query, terms, scored, self._scale, limit)
        hits = self._hits.make(ranked)
        return Answer(
            query=typed,
            hits=hits,
            coverage=self.coverage(),
            ms=(time.perf_counter() - began) * 1000,
            mode=chosen,
            documents=len({hit.document_id for hit in hits}),
            notices=query.notices,
        )

    def documents(self, typed: str, mode: Mode) -> list[int]:
        """Documents by their best passage, best first."""
        query = parse(typed)
        scored = self.score(query.text, self._store.words.terms(query.text), self._allowed(query), query.mode or mode)
        order = fuse.best(scored.fused, len(scored.fused))
        return list(dict.fromkeys(self._view.document_ids[scored.positions[order]].tolist()))

    def score(self, text: str, terms: list[Term], allowed: BoolArray, mode: Mode) -> Scored:
        """Candidates of the stages that `mode` names, scored by each of them and fused."""
        lexical = self._by_words(terms, allowed) if mode is not Mode.MEANING else None
        semantic = self._by_meaning(self.query_vector(text), allowed) if mode is not Mode.WORDS else None
        stages = [each for each in (lexical, semantic) if each is not None]
        positions = np.unique(np.concatenate([fuse.best(each, CANDIDATES) for each in stages]))
        by_words = cosines = np.full(len(positions), np.nan, np.float32)
        if lexical is not None:
            by_words = lexical[positions]
        if semantic is not None:
            cosines = self._view.cosines_at(self.query_vector(text), positions)
        if mode is not Mode.AUTO:
            return Scored(positions, fuse.min_max(cosines if lexical is None else by_words), by_words, cosines)
        full = max(_FULL_SHARE * words.ideal(terms, len(self._view)), float(np.nanmax(by_words, initial=0)))
        bounded = (by_words, WORDS_WEIGHT, fuse.Bounds(0.0, full))
        return Scored(positions, fuse.convex([bounded, (cosines, 1 - WORDS_WEIGHT, self._full)]), by_words, cosines)

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

    def marks(self, hit: Hit, typed: str) -> list[Span]:
        """Where the words of a query stand in the text of a hit."""
        terms = telling(self._store.words.terms(parse(typed).text), len(self._view))
        return list(joined(hit.text, [mark.span for mark in self._store.words.marks(hit.text, terms)]))

    def coverage(self) -> Coverage:
        """Files of the library, and how many of them an answer can come from."""
        files, searched = self._store.database.row("SELECT count(*), count(document_id) FROM files")
        return Coverage(files, searched)

    def _allowed(self, query: Query) -> BoolArray:
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

    def _marked(self, chunk_ids: IntArray) -> BoolArray:
        marked = np.zeros(len(self._view), np.bool_)
        places, live = self._view.positions(chunk_ids)
        marked[places[live]] = True
        return marked

    def _by_words(self, terms: list[Term], allowed: BoolArray) -> FloatArray:
        """BM25 over the view: (n,) float32, NaN where no word occurs or the filter forbids it."""
        chunk_ids, scores = self._store.words.scores(terms, len(self._view))
        by_words = np.full(len(self._view), np.nan, np.float32)
        places, live = self._view.positions(chunk_ids)
        by_words[places[live]] = scores[live]
        by_words[~allowed] = np.nan
        return by_words

    def _by_meaning(self, vector: FloatArray, allowed: BoolArray) -> FloatArray:
        """Cosines over the view: (n,) float32, NaN where not a candidate: not near, not embedded, or forbidden.

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

    def _newest(self, allowed: BoolArray, limit: int) -> Scored:
        """Filters without words: the first passage of each file that passes, the newest files first."""
        passing = np.flatnonzero(allowed)
        positions = passing[np.unique(self._view.document_ids[passing], return_index=True)[1]]
        documents = self._view.document_ids[positions]
        times = dict(self._store.database.rows(
            "SELECT document_id, max(mtime_ns) FROM files WHERE document_id IS NOT NULL GROUP BY document_id"
        ))  # fmt: skip
        ages = np.array([times.get(int(each), 0) for each in documents], np.float64)
        order = np.argsort(-ages, kind="stable")[: 10 * limit]
        nothing = np.full(len(order), np.nan, np.float32)
        fused = np.linspace(1, 0, len(order), dtype=np.float32)
        return Scored(positions[order], fused, nothing, nothing)
