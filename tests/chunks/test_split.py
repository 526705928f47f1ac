import itertools
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onyx_desktop.chunks.split import Profile, split
from onyx_desktop.domain import Document, Heading, IntArray, Page


def token_spans(text: str) -> IntArray:
    """Words in pieces of at most five letters, signs alone: counts the way a word-piece tokenizer does."""
    found = [each.span() for each in re.finditer(r"[^\W_]{1,5}|[^\w\s]|_", text)]
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def marks(*places: tuple[int, int, str]) -> tuple[Heading, ...]:
    return tuple(Heading(*place) for place in places)


def document(*texts: str, headings: tuple[Heading, ...] = ()) -> Document:
    return Document("t", tuple(Page(number, text) for number, text in enumerate(texts, 1)), headings)


def prose(count: int, word: str = "word") -> str:
    return " ".join(f"This is the {word} sentence with number {index} of all of them." for index in range(count))


def test_a_short_page_is_one_passage_with_its_exact_text() -> None:
    (chunk,) = split(document("  \n Hello there. \n"), Profile(), token_spans)
    assert (chunk.text, chunk.start, chunk.end, chunk.page, chunk.ordinal) == ("Hello there.", 4, 16, 1, 0)


def test_empty_pages_have_no_passages() -> None:
    assert split(document("", " \n ", "x"), Profile(), token_spans)[0].page == 3


def test_long_prose_is_cut_at_sentences_evenly_and_overlaps_a_little() -> None:
    profile = Profile(max_tokens=100, reserved=10, overlap_tokens=15)
    chunks = split(document(prose(60)), profile, token_spans)
    sizes = [len(token_spans(chunk.text)) for chunk in chunks]
    assert max(sizes) <= 90
    assert min(sizes) >= 45
    assert all(chunk.text.startswith("This") and chunk.text.endswith(".") for chunk in chunks)
    overlaps = [before.end - after.start for before, after in itertools.pairwise(chunks)]
    assert all(0 < overlap < 100 for overlap in overlaps)


def test_no_overlap_where_a_paragraph_ends() -> None:
    text = "\n\n".join(prose(5) for _ in range(8))
    chunks = split(document(text), Profile(max_tokens=85, reserved=0, overlap_tokens=15), token_spans)
    assert len(chunks) == 8
    assert all(before.end < after.start for before, after in itertools.pairwise(chunks))


def test_headings_begin_passages_and_name_them_across_pages() -> None:
    first = prose(5) + "\n\nMethods\n\n" + prose(5)
    place = first.index("Methods")
    chunks = split(
        document(first, prose(3), headings=(Heading(1, 0, "Intro"), Heading(1, place, "Methods"))),
        Profile(),
        token_spans,
    )
    assert [(chunk.page, chunk.heading) for chunk in chunks] == [(1, "Intro"), (1, "Methods"), (2, "Methods")]
    assert chunks[1].text.startswith("Methods")


def test_a_heading_alone_goes_with_what_follows_and_a_tail_with_what_was() -> None:
    text = "Part One\n\nChapter One\n\n" + prose(4) + "\n\nNote\n\nthe end"
    marks = tuple(Heading(1, text.index(words), words) for words in ("Part One", "Chapter One", "Note"))
    (chunk,) = split(document(text, headings=marks), Profile(), token_spans)
    assert chunk.text == text
    assert chunk.heading == "Part One"


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "漢" * 3000, "a b " * 3000, "-" * 5000, prose(1) + "y" * 9000 + prose(9)]
)
def test_text_without_seams_is_cut_all_the_same(text: str) -> None:
    chunks = split(document(text), Profile(), token_spans)
    assert len(chunks) > 1
    assert max(len(token_spans(chunk.text)) for chunk in chunks) <= 238
    assert max(len(chunk.text) for chunk in chunks) <= 12 * 238


def test_one_unknown_word_as_long_as_a_book_is_bounded() -> None:
    chunks = split(document("Q" * 10_000), Profile(), lambda text: np.array([[0, len(text)]], dtype=np.int64))
    assert "".join(chunk.text for chunk in chunks) == "Q" * 10_000
    assert max(len(chunk.text) for chunk in chunks) <= 12 * 238


def test_a_page_without_tokens_is_kept() -> None:
    (chunk,) = split(document("\u200b\u200b"), Profile(), lambda _text: np.empty((0, 2), dtype=np.int64))
    assert chunk.text == "\u200b\u200b"


pages = st.lists(
    st.text(alphabet=st.sampled_from("abcdeF  .。\n\n-7漢é"), max_size=600) | st.text(max_size=50),
    min_size=1,
    max_size=3,
)


@settings(max_examples=300)
@given(pages, st.integers(8, 60), st.integers(0, 6), st.data())
def test_nothing_lost_nothing_outside(texts: list[str], budget: int, overlap: int, data: st.DataObject) -> None:
    places = [(number, data.draw(st.integers(0, len(text))), "H") for number, text in enumerate(texts, 1)]
    headings = marks(*places, *((number, start // 2, "G") for number, start, _ in places))
    chunks = split(document(*texts, headings=headings), Profile("p", budget, 0, overlap), token_spans)
    assert [chunk.ordinal for chunk in chunks] == list(range(len(chunks)))
    for number, text in enumerate(texts, 1):
        covered = np.zeros(len(text), dtype=bool)
        own = [chunk for chunk in chunks if chunk.page == number]
        for before, after in itertools.pairwise(own):
            assert before.start < after.start
            assert before.end < after.end
        for chunk in own:
            assert 0 <= chunk.start < chunk.end <= len(text)
            assert chunk.text == text[chunk.start : chunk.end] == chunk.text.strip()
            assert len(token_spans(chunk.text)) <= budget
            covered[chunk.start : chunk.end] = True
        assert all(covered[index] or letter.isspace() for index, letter in enumerate(text))


def test_every_text_is_tokenised_once() -> None:
    text = "\n\n".join(prose(6, str(index)) for index in range(3000))[:1_000_000]
    texts = [text[start : start + 16_000] for start in range(0, len(text), 16_000)]
    asked: list[str] = []

    def spans(text: str) -> np.ndarray:
        asked.append(text)
        return token_spans(text)

    assert len(split(document(*texts), Profile(), spans)) > 1000
    assert sum(map(len, asked)) <= 1_000_000
