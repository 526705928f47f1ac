"""BM25 over FTS5: stems, phrases, marks, and what is left out of long searches."""

from __future__ import annotations

import math
import sqlite3
from pathlib import Path

import pytest

from onyx_desktop.index import words
from onyx_desktop.index.catalog import Catalog
from onyx_desktop.index.database import Database
from onyx_desktop.index.schema import MIGRATIONS
from onyx_desktop.index.words import Words
from tests.index.conftest import add


@pytest.fixture
def asked(database: Database) -> Words:
    return Words(database)


def found(asked: Words, text: str, chunks: int = 1000) -> dict[int, float]:
    ids, scores = asked.scores(asked.terms(text), chunks)
    return dict(zip(ids.tolist(), scores.tolist(), strict=True))


def test_words_are_found_by_their_stem_without_accents_and_case(catalog: Catalog, asked: Words) -> None:
    add(catalog, "/d/a.txt", "The café was heated in winter.")
    add(catalog, "/d/b.txt", "Nothing of the kind.")
    assert set(found(asked, "CAFE heating")) == {1}


def test_bm25_is_as_the_formula_says(catalog: Catalog, asked: Words) -> None:
    """Hand-computed: k1 = 1.2, b = 0.75, idf = ln((N - n + 0.5) / (n + 0.5)), lengths in tokens of title and body."""
    add(catalog, "/d/a.txt", "alpha alpha beta")
    add(catalog, "/d/b.txt", "beta gamma delta epsilon zeta")
    add(catalog, "/d/c.txt", "gamma")
    idf = math.log((3 - 1 + 0.5) / (1 + 0.5))
    tf, length, average = 2, 3, 3
    expected = idf * tf * 2.2 / (tf + 1.2 * (1 - 0.75 + 0.75 * length / average))
    assert found(asked, "alpha") == {1: pytest.approx(expected, rel=1e-4)}


def test_the_title_counts(catalog: Catalog, asked: Words) -> None:
    add(catalog, "/d/a.txt", "some text", title="Lease of the flat")
    assert set(found(asked, "lease")) == {1}


def test_a_query_of_common_words_keeps_its_rarest(catalog: Catalog, asked: Words) -> None:
    for number in range(4):
        add(catalog, f"/d/{number}.txt", f"the cat number {number}" if number else "the dog")
    assert set(found(asked, "the cat", chunks=4)) == {2, 3, 4}


def test_a_search_that_would_match_too_much_drops_its_commonest_words(
    catalog: Catalog, asked: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "ROWS_LIMIT", 3)
    for number in range(6):
        add(catalog, f"/d/{number}.txt", f"common {'rare' if number < 2 else ''} {number}")
    assert set(found(asked, "common rare")) == {1, 2}


def test_a_phrase_needs_these_very_words(catalog: Catalog, asked: Words) -> None:
    add(catalog, "/d/a.txt", "The notice\nperiod is long.")
    add(catalog, "/d/b.txt", "Notices periods, period notice.")
    add(catalog, "/d/c.txt", "notice of the period")
    assert asked.containing("Notice Period").tolist() == [1]
    assert asked.containing("?!").tolist() == []


def test_query_syntax_of_fts5_is_text(catalog: Catalog, asked: Words) -> None:
    add(catalog, "/d/a.txt", "plain AND simple")
    for text in ('"', "a OR", "NEAR(", "title:x", "*", "simple*", "'; DROP TABLE words; --"):
        asked.scores(asked.terms(text), 1)
        asked.containing(text)
        asked.with_word(text)
    assert set(found(asked, "simple*")) == {1}


def test_marks_are_code_points_of_the_text(asked: Words) -> None:
    body = "😀 Heating, heated; cold."
    marks = asked.marks(body, asked.terms("heat"))
    assert [body[mark.span.start : mark.span.end] for mark in marks] == ["Heating", "heated"]
    assert {mark.stem for mark in marks} == {"heat"}


def test_words_can_be_rebuilt_from_the_truth(catalog: Catalog, database: Database, asked: Words) -> None:
    add(catalog, "/d/a.txt", "alpha beta")
    assert words.sound(database)
    with database.transaction() as connection:
        connection.execute("INSERT INTO words(words) VALUES ('delete-all')")
    assert not words.sound(database)
    assert found(asked, "alpha") == {}
    words.rebuild(database)
    assert words.sound(database)
    assert set(found(asked, "alpha")) == {1}


def test_a_catalog_of_before_there_were_languages_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    old = sqlite3.connect(path)
    old.executescript("".join(MIGRATIONS[:2]) + "PRAGMA user_version = 2;")
    old.executescript(
        "INSERT INTO folders VALUES (1, '/d');"
        "INSERT INTO documents VALUES (1, 'a', '', '', 0, 'text', 60);"
        "INSERT INTO pages VALUES (1, 1, 1, '', 0, 'Die Häuser sind in der Stadt, und der Vertrag ist nicht da.');"
        "INSERT INTO chunks VALUES (1, 1, 1, 0, 0, 60, '', zeroblob(16));"
        "INSERT INTO words(words) VALUES ('rebuild');"
    )
    old.close()
    opened = Database(path, write=True)
    try:
        assert list(words.renew(opened)) == [(1, 1)]
        assert Words(opened).with_word("Haus").tolist() == [1]
        assert opened.row("SELECT language FROM documents") == ("de",)
        assert words.sound(opened)
    finally:
        opened.close()
