"""Words: BM25 over SQLite's FTS5, rows in the same transaction as the chunks they index.

The FTS5 table has external content: the view `lexical`, which makes lexemes (`lexemes`) of the chunks, each by its
document's language. So text is stored once, and the words can be undone, checked and rebuilt from the truth. A question
has no language: each of its words is looked for in the forms that the library's languages give it. FTS5's `bm25()` is
negative, best first; here a score is higher-is-better. BM25 with k1 = 1.2, b = 0.75 (Robertson & Zaragoza, "The
Probabilistic Relevance Framework", 2009), the values FTS5 is built with.
"""

from __future__ import annotations

import math
import sqlite3
import threading
import time
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onyx_desktop.domain import FloatArray, IntArray, Span
from onyx_desktop.index import expressions
from onyx_desktop.index.expressions import ANY
from onyx_desktop.index.language import language_of
from onyx_desktop.index.lexemes import CLUSTER, VERSION, Lexemes, differs, sign

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from onyx_desktop.index.database import Database

TITLE_WEIGHT, HEADING_WEIGHT, BODY_WEIGHT = 1.0, 1.0, 1.0
_RANK = f"bm25(words, {TITLE_WEIGHT}, {HEADING_WEIGHT}, {BODY_WEIGHT})"
_K1 = 1.2
FULL = _K1 + 1
"""What a passage full of a word nears, times the word's weight."""
_AT_ONCE_S = 0.1

ROWS_LIMIT = 12_000
"""Scoring costs about a microsecond a row and word; beyond this many rows a query's commonest words are left out."""


class Term(NamedTuple):
    """A word of a query, its stem, in how many chunks it occurs, and its forms in the index, one for each language."""

    word: str
    stem: str
    chunks: int
    forms: tuple[str, ...]


class Mark(NamedTuple):
    """Where a word of the query stands in a chunk's text, in code points, and its stem."""

    span: Span
    stem: str


class Words:
    """Questions to the full-text index of one `Database`; safe from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._local = threading.local()

    def terms(self, text: str) -> list[Term]:
        """The distinct words of `text`, in order, in the forms that the library's languages have for them."""
        languages = self._languages()
        found: dict[str, Term] = {}
        known: set[str] = set()
        for piece in expressions.asked(languages[0].pieces(text)):
            word = text[piece.start : piece.end].lower()
            forms = [piece.lexeme] if piece.signs else [each[word] for each in languages]
            counts = {form: self._chunks_with(form) for form in dict.fromkeys(forms) if form not in known}
            stem = next((form for form, count in counts.items() if count), forms[0])
            if not counts or stem in found:
                continue
            known.update(counts)
            found[stem] = Term(word, stem, sum(counts.values()), tuple(form for form in counts if counts[form]))
        return list(found.values())

    def _languages(self) -> list[Lexemes]:
        """How words end in a text of no known language, and in each of the library's that has ways of its own."""
        self._follow()
        if self._local.languages is None:
            held = self._database.rows("SELECT DISTINCT language FROM documents WHERE language > '' ORDER BY language")
            known: dict[str, Lexemes] = self._local.lexemes
            self._local.languages = [
                known.setdefault(each, Lexemes(each)) for each in ("", *(row[0] for row in held if differs(row[0])))
            ]
        languages: list[Lexemes] = self._local.languages
        return languages

    def _follow(self) -> None:
        """Forget what was counted before the last writing."""
        connection = self._database.connection
        written = (*connection.execute("PRAGMA data_version").fetchone(), connection.total_changes)
        if getattr(self._local, "written", None) != written:
            self._local.written, self._local.counts, self._local.languages = written, {}, None
            if not hasattr(self._local, "lexemes"):
                self._local.lexemes = {}

    def _chunks_with(self, form: str) -> int:
        """In how many chunks a form occurs; remembered until something is written, for FTS5 counts them one by one."""
        counts: dict[str, int] = self._local.counts
        if form not in counts:
            row = (
                self._database.row(
                    "SELECT coalesce(sum(doc), 0) FROM vocabulary WHERE term >= ? AND term < ?",
                    (form[:-1], form[:-1] + "\U0010ffff"),
                )
                if form.endswith(ANY)
                else self._database.row("SELECT doc FROM vocabulary WHERE term = ?", (form,))
            )
            counts[form] = row[0] if row else 0
        return counts[form]

    def scores(self, terms: Sequence[Term], chunks: int) -> tuple[IntArray, FloatArray]:
        """BM25 of every chunk that holds one of the words: ids (n,) and scores (n,), in no order.

        Words in more than half of all chunks carry no weight and are left out, as are the commonest ones of a query
        that would match more than `ROWS_LIMIT` rows in all; a query of nothing else keeps its rarest word.
        """
        known = sorted((term for term in terms if term.chunks), key=lambda term: term.chunks)
        chosen: list[str] = []
        total = 0
        for term in known:
            total += term.chunks
            if chosen and (total > ROWS_LIMIT or term.chunks > chunks / 2):
                break
            chosen += map(expressions.quoted, term.forms)
        return self._ranked(chosen)

    def pair_scores(self, terms: Sequence[Term], chunks: int) -> tuple[IntArray, FloatArray]:
        """BM25 of every chunk that holds two telling words of a query side by side, as `scores`.

        A pair counts like a word of its own: "white pepper" is neither white nor pepper.
        """
        telling = [0 < term.chunks <= chunks / 4 for term in terms]
        pairs = [
            f"{first.word} {second.word}"
            for (first, second), both in zip(pairwise(terms), map(all, pairwise(telling)), strict=True)
            if both
        ]
        return self._ranked([phrase for pair in pairs for phrase in self._phrases(pair)])

    def _ranked(self, expressions: Sequence[str]) -> tuple[IntArray, FloatArray]:
        if not expressions:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        rows = self._database.rows(
            f"SELECT rowid, -{_RANK} FROM words WHERE words MATCH ?", (" OR ".join(expressions),)
        )
        table = np.array(rows, dtype=np.float64).reshape(-1, 2)
        return table[:, 0].astype(np.int64), table[:, 1].astype(np.float32)

    def containing(self, phrase: str) -> IntArray:
        """The chunks that hold these very words in this order; case and accents do not count, endings do."""
        match = self._phrases(phrase)
        if not match:
            return np.empty(0, np.int64)
        exact = expressions.exactly(phrase)
        rows = self._database.rows(
            "SELECT passages.id, title, heading, body FROM passages JOIN"
            " (SELECT rowid AS hit FROM words WHERE words MATCH ?) ON passages.id = hit",
            (" OR ".join(match),),
        )
        return np.array([row[0] for row in rows if any(map(exact, row[1:]))], np.int64)

    def with_word(self, word: str) -> IntArray:
        """The chunks that hold the word in any of its forms; words that a sign joins, in this order."""
        return self._matching(self._phrases(word))

    def near(self, words: Sequence[str], distance: int) -> IntArray:
        """The chunks that hold the words, in any form and order, with at most so many others between them."""
        of_languages = ([expressions.phrase(each, word) for word in words] for each in self._languages())
        groups = (" ".join(filter(None, phrases)) for phrases in of_languages)
        return self._matching([f"NEAR({group}, {distance})" for group in dict.fromkeys(groups) if group])

    def _phrases(self, phrase: str) -> list[str]:
        """What a phrase is in each language, as FTS5 wants it."""
        return [each for each in dict.fromkeys(expressions.phrase(each, phrase) for each in self._languages()) if each]

    def _matching(self, expressions: Sequence[str]) -> IntArray:
        if not expressions:
            return np.empty(0, np.int64)
        rows = self._database.rows("SELECT rowid FROM words WHERE words MATCH ?", (" OR ".join(expressions),))
        return np.array([row[0] for row in rows], np.int64)

    def marks(self, text: str, terms: Sequence[Term]) -> list[Mark]:
        """Where the words stand in a text, in any of their forms, in order; pairs of signs overlap."""
        wanted = {form: term.stem for term in terms for form in (term.stem, *term.forms)}
        if not wanted:
            return []
        found: dict[Span, str] = {}
        for language in self._languages():
            for piece in language.pieces(text, wanted):
                stem = wanted.get(piece.lexeme)
                end = piece.end
                if stem is None and piece.signs and (first := CLUSTER.match(text, piece.start)):
                    end = first.end()
                    stem = wanted.get(sign(first[0]) + ANY)
                if stem is not None:
                    found.setdefault(Span(piece.start, end), stem)
        return [Mark(span, found[span]) for span in sorted(found, key=lambda span: (span.start, span.end))]


def idf(term: Term, chunks: int) -> float:
    """How telling a word is, as BM25 weighs it; a word that nothing holds weighs most."""
    return math.log(1 + (chunks - term.chunks + 0.5) / (term.chunks + 0.5)) if chunks else 0.0


def ideal(terms: Sequence[Term], chunks: int) -> float:
    """The BM25 score that a passage nears which holds every known word of a query often: (k1 + 1) · Σ idf."""
    return FULL * sum(idf(term, chunks) for term in terms if term.chunks)


def add_document(connection: sqlite3.Connection, document_id: int) -> None:
    """Index the words of a document's chunks; its language must be set, and stay."""
    connection.execute(
        "INSERT INTO words(rowid, title, heading, body) SELECT lexical.id, title, lexical.heading, body"
        " FROM chunks JOIN lexical ON lexical.id = chunks.id WHERE chunks.document_id = ?",
        (document_id,),
    )


def remove_document(connection: sqlite3.Connection, document_id: int) -> None:
    """Take a document's words out again; must come before its pages are deleted, FTS5 needs the old text."""
    connection.execute(
        "INSERT INTO words(words, rowid, title, heading, body) SELECT 'delete', lexical.id, lexical.title,"
        " lexical.heading, body FROM chunks JOIN lexical ON lexical.id = chunks.id"
        " JOIN documents ON documents.id = document_id WHERE document_id = ? AND language IS NOT NULL",
        (document_id,),
    )


def follow(database: Database) -> None:
    """Drop the words that an older version made; `renew` makes them anew."""
    if database.row("SELECT value FROM facts WHERE key = 'lexemes'") != (VERSION,):
        with database.transaction() as connection:
            _drop(connection)
            connection.execute("INSERT OR REPLACE INTO facts(key, value) VALUES ('lexemes', ?)", (VERSION,))


def renew(database: Database) -> Generator[tuple[int, int], None, None]:
    """Make the words of the documents that wait for them, and tell their languages; yields (done, total) documents."""
    waiting = [row[0] for row in database.rows("SELECT id FROM documents WHERE language IS NULL")]
    done = 0
    while done < len(waiting):
        began = time.monotonic()
        with database.transaction() as connection:
            while done < len(waiting) and time.monotonic() - began < _AT_ONCE_S:
                texts = connection.execute(
                    "SELECT text FROM pages WHERE document_id = ? ORDER BY number", (waiting[done],)
                )
                language = language_of([row[0] for row in texts])
                connection.execute("UPDATE documents SET language = ? WHERE id = ?", (language, waiting[done]))
                add_document(connection, waiting[done])
                done += 1
        yield done, len(waiting)


def rebuild(database: Database) -> None:
    """Make the words anew from the pages and chunks."""
    with database.transaction() as connection:
        _drop(connection)
    for _ in renew(database):
        pass


def _drop(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO words(words) VALUES ('delete-all')")
    connection.execute("UPDATE documents SET language = NULL")


def sound(database: Database) -> bool:
    """Whether the words agree with the chunks they index."""
    try:
        with database.transaction() as connection:
            connection.execute("INSERT INTO words(words, rank) VALUES ('integrity-check', 1)")
    except Exception as error:  # FTS5 reports a mismatch as a corrupt database, which `transaction` translates
        if isinstance(error.__cause__ or error, sqlite3.DatabaseError):
            return False
        raise
    return True
