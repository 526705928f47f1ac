"""Words: BM25 over SQLite's FTS5, rows in the same transaction as the chunks they index.

The FTS5 table has external content (the view `passages`), so text is stored once and the words can be rebuilt from the
truth. FTS5's `bm25()` is negative, best first; here a score is higher-is-better. BM25 with k1 = 1.2, b = 0.75
(Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009), the values FTS5 is built with.
"""

from __future__ import annotations

import math
import re
import sqlite3
import threading
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onyx_desktop.domain import FloatArray, IntArray, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.index.database import Database

TITLE_WEIGHT, HEADING_WEIGHT, BODY_WEIGHT = 1.0, 1.0, 1.0
_RANK = f"bm25(words, {TITLE_WEIGHT}, {HEADING_WEIGHT}, {BODY_WEIGHT})"
_K1 = 1.2
_TOKENIZER = "porter unicode61 remove_diacritics 2"
_WORD = re.compile(r"[^\W_]+")
_REMEMBERED_STEMS = 50_000

ROWS_LIMIT = 12_000
"""Scoring costs about a microsecond a row and word; beyond this many rows a query's commonest words are left out."""


class Term(NamedTuple):
    """A word of a query, its stem in the index, and in how many chunks the stem occurs."""

    word: str
    stem: str
    chunks: int


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
        """The distinct words of `text`, in order, as the index's own tokenizer stems them."""
        pieces = list(dict.fromkeys(_WORD.findall(text.lower())))
        found: dict[str, Term] = {}
        for word, stem in zip(pieces, self._stems(pieces), strict=True):
            if stem and stem not in found:
                found[stem] = Term(word, stem, self._chunks_with(stem))
        return list(found.values())

    def _chunks_with(self, stem: str) -> int:
        """In how many chunks a stem occurs; remembered until something is written, for FTS5 counts them one by one."""
        connection = self._database.connection
        written = (*connection.execute("PRAGMA data_version").fetchone(), connection.total_changes)
        if getattr(self._local, "written", None) != written:
            self._local.written, self._local.counts = written, {}
        counts: dict[str, int] = self._local.counts
        if stem not in counts:
            row = self._database.row("SELECT doc FROM vocabulary WHERE term = ?", (stem,))
            counts[stem] = row[0] if row else 0
        return counts[stem]

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
            chosen.append(_quote(term.word))
        if not chosen:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        rows = self._database.rows(f"SELECT rowid, -{_RANK} FROM words WHERE words MATCH ?", (" OR ".join(chosen),))
        table = np.array(rows, dtype=np.float64).reshape(-1, 2)
        return table[:, 0].astype(np.int64), table[:, 1].astype(np.float32)

    def containing(self, phrase: str) -> IntArray:
        """The chunks that hold these very words in this order; case and accents do not count, endings do."""
        words_of = _WORD.findall(phrase)
        if not words_of:
            return np.empty(0, np.int64)
        rows = self._database.rows(
            "SELECT passages.id, title, heading, body FROM passages JOIN"
            " (SELECT rowid AS hit FROM words WHERE words MATCH ?) ON passages.id = hit",
            (_quote(" ".join(words_of)),),
        )
        exact = re.compile(r"(?<![^\W_])" + r"[\W_]+".join(re.escape(_fold(word)) for word in words_of) + r"(?![^\W_])")
        return np.array([row[0] for row in rows if any(exact.search(_fold(text)) for text in row[1:])], np.int64)

    def with_word(self, word: str) -> IntArray:
        """The chunks that hold the word in any of its forms."""
        if not _WORD.search(word):
            return np.empty(0, np.int64)
        rows = self._database.rows("SELECT rowid FROM words WHERE words MATCH ?", (_quote(word),))
        return np.array([row[0] for row in rows], np.int64)

    def marks(self, text: str, terms: Sequence[Term]) -> list[Mark]:
        """Where the words stand in a text, in any of their forms."""
        wanted = {term.stem for term in terms}
        if not wanted:
            return []
        pieces = [(each.start(), each.end(), each[0].lower()) for each in _WORD.finditer(text)]
        stems = self._stems([word for _, _, word in pieces])
        return [
            Mark(Span(start, end), stem) for (start, end, _), stem in zip(pieces, stems, strict=True) if stem in wanted
        ]

    def _stems(self, pieces: Sequence[str]) -> list[str]:
        """The stem of each piece, "" for one without a token: a throw-away table with the index's tokenizer says."""
        known: dict[str, str] | None = getattr(self._local, "known", None)
        if known is None or len(known) > _REMEMBERED_STEMS:
            known = self._local.known = {}
        new = [each for each in dict.fromkeys(pieces) if each not in known]
        if new:
            asked = self._tokenizer()
            asked.execute("INSERT INTO asked(asked) VALUES ('delete-all')")
            asked.executemany("INSERT INTO asked(rowid, word) VALUES (?, ?)", enumerate(new))
            known.update(dict.fromkeys(new, ""))
            for row, term in asked.execute('SELECT doc, term FROM tokens ORDER BY doc, "offset" DESC'):
                known[new[row]] = term
        return [known[each] for each in pieces]

    def _tokenizer(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
            connection.executescript(
                f"CREATE VIRTUAL TABLE asked USING fts5(word, content='', tokenize='{_TOKENIZER}');"
                "CREATE VIRTUAL TABLE tokens USING fts5vocab(asked, 'instance');"
            )
            self._local.connection = connection
        return connection


def _quote(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _fold(text: str) -> str:
    """Case and accents away, as the tokenizer does."""
    return "".join(each for each in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(each))


def idf(term: Term, chunks: int) -> float:
    """How telling a word is, as BM25 weighs it; a word that nothing holds weighs most."""
    return math.log(1 + (chunks - term.chunks + 0.5) / (term.chunks + 0.5)) if chunks else 0.0


def ideal(terms: Sequence[Term], chunks: int) -> float:
    """The BM25 score that a passage nears which holds every known word of a query often: (k1 + 1) · Σ idf."""
    return (_K1 + 1) * sum(idf(term, chunks) for term in terms if term.chunks)


def add_document(connection: sqlite3.Connection, document_id: int) -> None:
    """Index the words of a document's chunks."""
    connection.execute(
        "INSERT INTO words(rowid, title, heading, body) SELECT passages.id, passages.title, passages.heading, body"
        " FROM chunks JOIN passages ON passages.id = chunks.id WHERE chunks.document_id = ?",
        (document_id,),
    )


def remove_document(connection: sqlite3.Connection, document_id: int) -> None:
    """Take a document's words out again; must come before its pages are deleted, FTS5 needs the old text."""
    connection.execute(
        "INSERT INTO words(words, rowid, title, heading, body) SELECT 'delete', passages.id, passages.title,"
        " passages.heading, body FROM chunks JOIN passages ON passages.id = chunks.id WHERE chunks.document_id = ?",
        (document_id,),
    )


def rebuild(database: Database) -> None:
    """Make the words anew from the pages and chunks."""
    with database.transaction() as connection:
        connection.execute("INSERT INTO words(words) VALUES ('rebuild')")


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
