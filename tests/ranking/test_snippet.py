"""Snippets: the best sentence with its neighbours, spans that stay true."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from onyx_desktop.domain import Span
from onyx_desktop.ranking.snippet import LIMIT, cut, joined

TEXT = "The flat is on the third floor. The landlord repairs the heating. Rent is due monthly. Pets are fine."


def sentences(text: str) -> list[Span]:
    return [Span(each.start(), each.end()) for each in re.finditer(r"[^.]+\.?", text)]


def marks(text: str, *words: str) -> list[Span]:
    return [Span(each.start(), each.end()) for each in re.finditer("|".join(words), text)] if words else []


def test_the_best_sentence_is_marked_with_its_neighbours() -> None:
    snippet = cut(TEXT, sentences(TEXT), [0, 2, 0, 0], marks(TEXT, "heating"))
    assert snippet.best is not None
    assert snippet.text[snippet.best.start : snippet.best.end].strip() == "The landlord repairs the heating."
    assert [snippet.text[word.start : word.end] for word in snippet.words] == ["heating"]
    assert snippet.text.startswith("The flat")
    assert snippet.text.endswith("Pets are fine.")


def test_a_snippet_ends_before_it_is_too_long() -> None:
    text = "First comes this. " + "Then follows a rather long sentence of many words. " * 10
    snippet = cut(text, sentences(text), [1, *[0] * 20], [])
    assert snippet.text.endswith("words.…")
    assert len(snippet.text) <= LIMIT + 1


def test_without_shared_words_nothing_is_marked_as_best() -> None:
    snippet = cut(TEXT, sentences(TEXT), [0, 0, 0, 0], [])
    assert snippet.best is None
    assert snippet.text.startswith("The flat")


def test_a_long_sentence_is_cut_around_its_first_mark() -> None:
    text = "word " * 300 + "heating " + "word " * 300
    snippet = cut(text, [Span(0, len(text))], [1], marks(text, "heating"))
    assert "heating" in snippet.text
    assert len(snippet.text) <= LIMIT + 2
    assert snippet.text.startswith("…w")


def test_a_long_sentence_without_blanks_is_cut_at_its_signs() -> None:
    for sign in ("字", "กิ"):
        text = sign * 300 + "租金" + sign * 300
        snippet = cut(text, [Span(0, len(text))], [1], marks(text, "租金"))
        assert "租金" in snippet.text
        assert LIMIT <= len(snippet.text) <= LIMIT + 3
        assert snippet.text[-2] == sign[-1]


def test_words_side_by_side_are_marked_as_one() -> None:
    text = "The heating  costs of cost-heating, 租金支付"
    snippet = cut(text, [Span(0, len(text))], [1], marks(text, "heating", "cost[s]?", "租金", "支付"))
    assert [snippet.text[word.start : word.end] for word in snippet.words] == [
        *("heating  costs", "cost-heating", "租金支付")
    ]
    overlapping = [Span(36, 38), Span(37, 39), Span(38, 40)]
    assert joined(text, overlapping) == (Span(36, 40),)


def test_line_breaks_become_spaces_one_for_one() -> None:
    text = "one\ntwo\r\nthree\tfour"
    snippet = cut(text, [Span(0, len(text))], [1], marks(text, "three"))
    assert snippet.text == "one two  three four"
    assert [snippet.text[word.start : word.end] for word in snippet.words] == ["three"]


@given(st.text(alphabet="ab. \n😀é", min_size=1, max_size=900), st.integers(0, 5))
def test_spans_never_leave_the_snippet_and_keep_their_text(text: str, favourite: int) -> None:
    parts = sentences(text)
    worths = [1.0 if number == favourite else 0.0 for number in range(len(parts))]
    found = marks(text, "a+")
    snippet = cut(text, parts, worths, found)
    wanted = {text[each.start : each.end] for each in found}
    for word in snippet.words:
        assert set(re.split(r"[\s’'‐-]+", snippet.text[word.start : word.end])) <= wanted
    if snippet.best is not None:
        assert 0 <= snippet.best.start <= snippet.best.end <= len(snippet.text)
