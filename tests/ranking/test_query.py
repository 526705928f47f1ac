"""The query language: what each piece means, and that nothing typed ever raises."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onyx_desktop.domain import Filters, Mode
from onyx_desktop.ranking.query import Near, parse, render, without
from onyx_desktop.ranking.query_edit import meant


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
        ("after:2023 after:2024-05", Filters(after_ns=moment(2024, 5))),
        ("date:2023", Filters(after_ns=moment(2023), before_ns=moment(2024))),
        ("date:2023..2024-11", Filters(after_ns=moment(2023), before_ns=moment(2024, 12))),
        ("date:2024-12-31", Filters(after_ns=moment(2024, 12, 31), before_ns=moment(2025))),
        ("date:2024-12..", Filters(after_ns=moment(2024, 12))),
        ("date:..2024-12", Filters(before_ns=moment(2025))),
        ("name:lease -name:*.tmp", Filters(names=("lease",), not_names=("*.tmp",))),
        ('name:"2024 *"', Filters(names=("2024 *",))),
        ("size:>1mb", Filters(least_bytes=1_000_001)),
        ("size:<=200kb", Filters(most_bytes=200_000)),
        ("size:1mb..5MiB", Filters(least_bytes=1_000_000, most_bytes=5 << 20)),
        ("size:>=1,5k size:<1g", Filters(least_bytes=1500, most_bytes=999_999_999)),
        ("lang:de -lang:en", Filters(languages=frozenset({"de"}), not_languages=frozenset({"en"}))),
        ("lang:German,pt-BR,français", Filters(languages=frozenset({"de", "pt", "fr"}))),
        ("page:4", Filters(pages=((4, 4),))),
        ("page:3..7,12.. page:..2", Filters(pages=((3, 7), (12, None), (1, 2)))),
        ("Type:PDF", Filters(types=frozenset({".pdf"}))),
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
        ("date:2024..2023", ("date", "2024..2023")),
        ("date:..", ("date", "..")),
        ("size:1mb", ("size", "1mb")),
        ("size:>many", ("size", ">many")),
        ("size:5mb..1mb", ("size", "5mb..1mb")),
        ("page:0", ("page", "0")),
        ("page:7..3", ("page", "7..3")),
        ("page:iv", ("page", "iv")),
        ("lang:klingon", ("lang", "klingon")),
        ("lang:de,xx", ("lang", "de,xx")),
        ("-size:>1mb", ("size", ">1mb")),
        ("-mode:words", ("mode", "words")),
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


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ('"heating costs"~8', Near(("heating", "costs"), 8)),
        ("heating NEAR costs", Near(("heating", "costs"), 10)),
        ("heating NEAR/3 costs NEAR winter", Near(("heating", "costs", "winter"), 10)),
    ],
)
def test_words_near_each_other(typed: str, near: Near) -> None:
    query = parse(f"flat {typed} rent")
    assert query.near == (near,)
    assert query.text == f"flat {' '.join(near.words)} rent"
    assert parse(f"flat -{typed}").excluded_near == ((near,) if typed.startswith('"') else ())


@pytest.mark.parametrize(
    "typed", ["NEAR", "NEAR me", "stay NEAR", "heating near costs", '"a b"~8x', '"rent"~8', "type:pdf NEAR b"]
)
def test_near_needs_words_on_both_sides(typed: str) -> None:
    assert parse(typed).near == ()


def test_chips_are_the_operators_as_typed() -> None:
    query = parse('rent "notice period" -draft type:pdf,md -in:"Old things" after:20x3 "a b"~4 foo:bar')
    assert [(chip.kind, chip.text, chip.value) for chip in query.chips] == [
        ("without", "-draft", "draft"),
        ("type", "type:pdf,md", "pdf,md"),
        ("in", '-in:"Old things"', "Old things"),
        ("after", "after:20x3", "20x3"),
        ("near", '"a b"~4', "a b"),
    ]
    assert [chip.kind for chip in query.chips if not chip.understood] == ["after"]
    assert without(query, query.chips[1]) == 'rent "notice period" -draft -in:"Old things" after:20x3 "a b"~4 foo:bar'


VALUES = [
    *("2023", "2024-06-01", "..2024", "pdf,mail", ".md", ">1mb", "1kb..2kb", "3..7", "4,9..", "de,en", "words"),
    *("Contracts", "*.pdf", "x", "20x3"),
]
KEYS = ["type", "in", "name", "after", "before", "date", "size", "lang", "page", "mode", "foo", "Type"]
PARTS = st.one_of(
    st.text(alphabet='abc-~:"é年 NEAR/0123456789', max_size=12),
    st.sampled_from(["NEAR", "NEAR/4", '"a b"~3', '-"a b"~3', '"a b"', "-a", '-"a b"', "rent", '"', "-", '-foo:"a b"']),
    st.builds(
        lambda minus, key, quote, value: f"{minus}{key}:{quote}{value}{quote}",
        st.sampled_from(["", "-"]),
        st.sampled_from(KEYS),
        st.sampled_from(["", '"']),
        st.sampled_from(VALUES) | st.text(max_size=6),
    ),
)
LINES = st.text() | st.lists(PARTS, max_size=8).map(" ".join) | st.lists(PARTS, max_size=4).map("".join)


@given(LINES)
def test_nothing_typed_raises_and_what_is_written_again_reads_the_same(typed: str) -> None:
    query = parse(typed)
    assert query.typed == typed
    assert all(phrase for phrase in query.phrases)
    again = parse(render(query.parts))
    assert dataclasses.replace(again, typed=typed) == query


@given(LINES)
def test_a_chip_reads_as_itself(typed: str) -> None:
    for chip in parse(typed).chips:
        (part,) = parse(chip.text).parts
        assert (part.kind, part.text, part.value, part.negative) == (chip.kind, chip.text, chip.value, chip.negative)


@given(LINES)
def test_taking_a_chip_out_takes_out_nothing_else(typed: str) -> None:
    query = parse(typed)
    for number, chip in enumerate(query.parts):
        if chip not in query.chips:
            continue
        left = [part for each, part in enumerate(query.parts) if each != query.parts.index(chip)]
        kept = parse(without(query, chip)).parts
        assert [(part.kind, part.text) for part in kept] == [(part.kind, part.text) for part in left], number


@given(st.lists(st.text(alphabet="abcdefghijk", min_size=1), min_size=1))
def test_plain_words_are_kept_in_order(words: list[str]) -> None:
    assert parse(" ".join(words)).text.split() == words


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("tpye:pdf rent", ("type:pdf", "type:pdf rent")),
        ("rent befor:2020 mail", ("before:2020", "rent before:2020 mail")),
        ("-typ:pdf", ("-type:pdf", "-type:pdf")),
        ("form:anna", ("from:anna", "from:anna")),
        ("Aftre:2023-05", ("after:2023-05", "after:2023-05")),
        ('nmae:"my lease"', ('name:"my lease"', 'name:"my lease"')),
        ("type:pdf rent", None),
        ("type:??", None),
        ("site:example.org", None),  # near to size, which can't be that large
        ("http://example.org", None),
        (r"C:\temp", None),
        ("12:30", None),
        ("note:this author:smith", None),
        ("befor:soon", None),
        ('"tpye:pdf"', None),
        ("tpye: pdf", None),
    ],
)
def test_a_misspelled_key_is_noticed_where_it_would_mean_something(typed: str, offered: tuple[str, str] | None) -> None:
    assert meant(typed) == offered


@given(st.text(max_size=60))
def test_what_is_offered_is_understood(typed: str) -> None:
    found = meant(typed)
    if found is not None:
        assert all(part.understood for part in parse(found[0], alone=False).parts)
        assert meant(found[1]) != found
