"""The query language: what each piece means, and that nothing typed ever raises."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onyx_desktop.domain import Filters, Mode
from onyx_desktop.ranking.query import parse


def moment(year: int, month: int = 1, day: int = 1) -> int:
    return int(datetime.datetime(year, month, day).astimezone().timestamp()) * 10**9


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("heating costs in winter", "heating costs in winter"),
        ("  spaces   between ", "spaces between"),
        ("meet at 12:30", "meet at 12:30"),
        (r"C:\temp http://example.org/a?b", r"C:\temp http://example.org/a?b"),
        ("foo:bar author:smith", "foo:bar author:smith"),
        ("type: pdf", "type: pdf"),
        ("in: the", "in: the"),
        ("well-known -5 degrees -- and -", "well-known -5 degrees -- and -"),
        ('""', ""),
        ('an "open quote', 'an open quote'),
        ("COVID-19", "COVID-19"),
    ],
)  # fmt: skip
def test_text_stays_text(typed: str, text: str) -> None:
    query = parse(typed)
    assert (query.text, query.filters, query.phrases, query.excluded) == (text, Filters(), (), ())
    assert query.notices == ()


def test_a_phrase_is_also_compared_by_meaning() -> None:
    query = parse('rent "notice period" flat')
    assert (query.text, query.phrases) == ("rent notice period flat", ("notice period",))


def test_a_minus_excludes() -> None:
    query = parse('lease -draft -"old version"')
    assert (query.text, query.excluded) == ("lease", ("draft", "old version"))


def test_a_lone_minus_is_refused() -> None:
    query = parse("-draft")
    assert (query.excluded, query.notices) == ((), (("-", "draft"),))


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("type:pdf,.MD", Filters(types=frozenset({".pdf", ".md"}))),
        ("type:mail -type:msg", Filters(types=frozenset({".eml", ".msg", ".mbox"}), not_types=frozenset({".msg"}))),
        ('in:Contracts in:"Flat 3"', Filters(folders=("Contracts", "Flat 3"))),
        ("-in:Old", Filters(not_folders=("Old",))),
        ("after:2023", Filters(after_ns=moment(2023))),
        ("before:2024-06", Filters(before_ns=moment(2024, 6))),
        ("after:2024-02-29 before:2025", Filters(after_ns=moment(2024, 2, 29), before_ns=moment(2025))),
    ],
)
def test_filters(typed: str, filters: Filters) -> None:
    query = parse(f"rent {typed}")
    assert (query.text, query.filters, query.notices) == ("rent", filters, ())


@pytest.mark.parametrize(
    ("typed", "notice"),
    [
        ("after:20x3", ("after", "20x3")),
        ("before:2023-02-30", ("before", "2023-02-30")),
        ("after:0000", ("after", "0000")),
        ("type:!!", ("type", "!!")),
        ("mode:magic", ("mode", "magic")),
        ('in:"  "', ("in", "  ")),
    ],
)
def test_what_is_not_understood_is_told_and_ignored(typed: str, notice: tuple[str, str]) -> None:
    query = parse(f"rent {typed}")
    assert (query.text, query.filters, query.notices) == ("rent", Filters(), (notice,))


def test_mode() -> None:
    assert parse("a mode:words").mode is Mode.WORDS
    assert parse("a").mode is None


@given(st.text() | st.text(alphabet='":-typeinafterbefore 0123, ', max_size=60))
def test_nothing_typed_raises(typed: str) -> None:
    query = parse(typed)
    assert query.typed == typed
    assert all(phrase for phrase in query.phrases)


@given(st.lists(st.text(alphabet="abcdefghijk", min_size=1), min_size=1))
def test_plain_words_are_kept_in_order(words: list[str]) -> None:
    assert parse(" ".join(words)).text.split() == words
