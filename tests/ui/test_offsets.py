from hypothesis import given
from hypothesis import strategies as st

from onyx_desktop.domain import Span
from onyx_desktop.ui.offsets import from_utf16, spans_to_utf16, to_utf16

TEXTS = st.text(st.characters(codec="utf-8") | st.sampled_from("𝒜🏠💶a\u0301"), max_size=40)


@given(TEXTS, st.integers(0, 50))
def test_there_and_back_again(text: str, index: int) -> None:
    assert from_utf16(text, to_utf16(text, index)) == min(index, len(text))


@given(TEXTS)
def test_as_utf16_counts(text: str) -> None:
    units = text.encode("utf-16-le")
    assert to_utf16(text, len(text)) == len(units) // 2
    for index, each in enumerate(text):
        start = to_utf16(text, index) * 2
        assert units[start : start + len(each.encode("utf-16-le"))].decode("utf-16-le") == each


@given(TEXTS, st.integers(0, 90))
def test_a_unit_belongs_to_one_character(text: str, units: int) -> None:
    index = from_utf16(text, units)
    assert to_utf16(text, index) <= units
    assert index == len(text) or units < to_utf16(text, index + 1)


def test_spans() -> None:
    assert list(spans_to_utf16("a🏠b💶c", [Span(1, 2), Span(2, 4), Span(4, 5)])) == [(1, 2), (3, 3), (6, 1)]


def test_half_of_a_pair_is_the_pair() -> None:
    assert from_utf16("a🏠b", 2) == 1
