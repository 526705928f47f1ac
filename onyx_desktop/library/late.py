"""Late interaction: how well a passage answers each word of a question, by the kept vectors of its tokens.

A passage's score is the mean, over the question's tokens, of the greatest cosine with one of its own (MaxSim), the rare
words counting more; a model that was trained for it counts all its tokens alike. Nothing but codes is kept: where a
word stands is found by cutting the passage's text again. Passages without codes have no score, and neither has any
passage for a question of which the model knows no word.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Span
from onyx_desktop.index.lexemes import Lexemes
from onyx_desktop.library.passages import embedded_text
from onyx_desktop.vectors.levels import turn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from onyx_desktop.domain import FloatArray, IntArray, Scale
    from onyx_desktop.index.database import Database
    from onyx_desktop.index.lexemes import Piece
    from onyx_desktop.library.tokens import TokenSpace

COVERED = 0.5
"""From this similarity on a passage says what a word of the question means; chosen by looking at questions of scifact
and xquad-en: above it lie forms, synonyms and narrower words, below it words that only stand in like places."""

_CACHED_QUESTIONS = 64
_NO_WORD = -1


@dataclass(frozen=True, slots=True)
class Meant:
    """A word of a question and what a passage has for it.

    asked: where the word stands in the question. near: the word of the passage that means most nearly the same; span:
    where it stands in the passage's own text, None if in the title or heading.
    """

    word: str
    asked: Span
    near: str
    span: Span | None
    similarity: float

    @property
    def covered(self) -> bool:
        """Whether the passage says it, in whatever words."""
        return self.similarity >= COVERED


@dataclass(frozen=True, slots=True)
class _Question:
    """vectors: (tokens, dimensions), turned. words: of the text; word_of: (tokens,) which one each token is part of."""

    vectors: FloatArray
    words: Sequence[Piece]
    word_of: IntArray


class Late:
    """What the token vectors of one library say. Safe from any thread."""

    def __init__(self, database: Database, space: Callable[[], TokenSpace | None]) -> None:
        """space: the kept token vectors; None while there are none."""
        self._database = database
        self._space = space
        self._guard = threading.Lock()
        self._lexemes = Lexemes("")
        self._questions: OrderedDict[tuple[str, str], _Question] = OrderedDict()

    @property
    def scale(self) -> Scale | None:
        """Of its scores of unrelated texts; None while nothing is kept."""
        space = self._space()
        return None if space is None else space.scale

    def scores(self, text: str, weights: Mapping[str, float], chunk_ids: IntArray) -> FloatArray:
        """How well passages answer a question, (n,) float32 from 0 to 1, NaN where nothing can be said.

        weights: the idf of the question's words, as `Words.terms` spells them.
        """
        found = np.full(len(chunk_ids), np.nan, np.float32)
        space = self._space()
        if space is None or not len(chunk_ids):
            return found
        question = self._question(space, text)
        if not len(question.vectors):
            return found
        shares = self._shares(text, question, weights if space.source.weighted else {})
        space.codes.refresh()
        for place, codes in enumerate(space.codes.codes(self._keys(chunk_ids))):
            if codes is not None and len(codes):
                best = space.codec.similarities(question.vectors, codes).max(axis=1)
                found[place] = min(1.0, max(0.0, float(shares @ best)))
        return found

    def matches(self, text: str, chunk_id: int) -> list[Meant]:
        """What a passage has for each word of a question, in the question's order; nothing if there are no codes."""
        space = self._space()
        row = self._database.rows(
            "SELECT vector_key, title, passages.heading, body FROM chunks JOIN passages ON passages.id = chunks.id"
            " WHERE chunks.id = ?",
            (chunk_id,),
        )
        if space is None or not row:
            return []
        question = self._question(space, text)
        passage = embedded_text(*row[0][1:])
        space.codes.refresh()
        (codes,) = space.codes.codes([bytes(row[0][0])])
        spans = space.source.spans(passage)
        if codes is None or len(codes) != len(spans) or not len(codes):
            return []
        words, word_of = self._words(passage, spans)
        similarities = _by_words(space.codec.similarities(question.vectors, codes), word_of)
        before = len(passage) - len(row[0][3])
        return list(_likest(text, question, similarities, (passage, words, before)))

    def _question(self, space: TokenSpace, text: str) -> _Question:
        """What is compared; that of the last questions is remembered."""
        key = (space.fingerprint, text)
        with self._guard:
            if key in self._questions:
                self._questions.move_to_end(key)
                return self._questions[key]
        vectors, spans = space.source.question(text)
        words, word_of = self._words(text, spans)
        question = _Question(vectors @ turn(space.source.dimensions), words, word_of)
        with self._guard:
            self._questions[key] = question
            while len(self._questions) > _CACHED_QUESTIONS:
                self._questions.popitem(last=False)
        return question

    def _words(self, text: str, spans: IntArray) -> tuple[list[Piece], IntArray]:
        """The words of a text, and which of them each token is part of, -1 for none."""
        with self._guard:
            words = list(self._lexemes.pieces(text))
        if not words:
            return words, np.full(len(spans), _NO_WORD)
        starts, ends = (np.array([getattr(word, end) for word in words]) for end in ("start", "end"))
        places = np.maximum(np.searchsorted(starts, spans[:, 0], side="right") - 1, 0)
        inside = (spans[:, 0] >= starts[places]) & (spans[:, 0] < ends[places]) & (spans[:, 1] > spans[:, 0])
        return words, np.where(inside, places, _NO_WORD)

    def _shares(self, text: str, question: _Question, weights: Mapping[str, float]) -> FloatArray:
        """The weight of each token, (tokens,), together 1: its word's idf; all alike if no word has any."""
        with self._guard:
            stems = {self._lexemes[word]: weight for word, weight in weights.items()}
        of_words = [
            weights.get(text[word.start : word.end].lower(), stems.get(word.lexeme, 0.0)) for word in question.words
        ]
        shares = np.array([*of_words, 0.0], np.float32)[question.word_of]  # no word: the last
        if not shares.sum() > 0:
            shares = np.ones(len(shares), np.float32)
        together: FloatArray = shares / shares.sum()
        return together

    def _keys(self, chunk_ids: IntArray) -> list[bytes]:
        """The key of each chunk's codes; one that nothing has for chunks that are gone."""
        rows = self._database.rows(
            f"SELECT id, vector_key FROM chunks WHERE id IN ({', '.join('?' * len(chunk_ids))})", chunk_ids.tolist()
        )
        keys = {chunk_id: bytes(key) for chunk_id, key in rows}
        return [keys.get(chunk_id, bytes(16)) for chunk_id in chunk_ids.tolist()]


def _by_words(similarities: FloatArray, word_of: IntArray) -> tuple[FloatArray, IntArray]:
    """Columns of tokens → the best of each word, and which words those are."""
    known = np.flatnonzero(word_of != _NO_WORD)
    words, starts = np.unique(word_of[known], return_index=True)
    if not len(words):
        return np.empty((len(similarities), 0), np.float32), words
    best: FloatArray = np.maximum.reduceat(similarities[:, known], starts, axis=1)
    return best, words


def _likest(
    text: str, question: _Question, found: tuple[FloatArray, IntArray], passage: tuple[str, Sequence[Piece], int]
) -> Sequence[Meant]:
    """passage: its text as embedded, its words, and where its own text begins in it."""
    similarities, columns = found
    embedded, words, before = passage
    matches = []
    for number, word in enumerate(question.words):
        tokens = np.flatnonzero(question.word_of == number)
        if not len(tokens) or not len(columns):
            continue
        of_word = similarities[tokens].mean(axis=0)
        best = int(of_word.argmax())
        near = words[columns[best]]
        span = Span(near.start - before, near.end - before) if near.start >= before else None
        asked = Span(word.start, word.end)
        likeness = min(1.0, float(of_word[best]))
        matches.append(Meant(text[word.start : word.end], asked, embedded[near.start : near.end], span, likeness))
    return matches
