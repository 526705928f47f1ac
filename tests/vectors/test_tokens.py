import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onyx_desktop import paths
from onyx_desktop.errors import ModelDamaged
from onyx_desktop.vectors.tokens import Tokens

TOKENIZER = paths.resource("models/all-MiniLM-L6-v2/tokenizer.json")
TOKENS = Tokens(TOKENIZER, 256)
# Everything that counts differently in bytes, in UTF-16 and in code points, and what normalising changes the length of.
TROUBLE = st.sampled_from(
    ["😀", "👩‍👩‍👧", "é", "e\u0301", "漢", "ﬁ", "İ", "ß", "\x00", "\u00ad", "\ud800", "\ufeff", "[SEP]", " "]
)
TEXTS = st.lists(st.one_of(TROUBLE, st.text(max_size=8), st.sampled_from(["word ", "Zürich, ", "1.5"]))).map("".join)


@given(TEXTS)
def test_offsets_are_ordered_code_points_of_the_text(text):
    spans = TOKENS.offsets(text)
    assert spans.dtype == np.int64
    assert spans.shape == (len(spans), 2)
    assert np.all(spans[:, 0] < spans[:, 1])
    assert np.all(spans[:-1, 1] <= spans[1:, 0]) or _same_character(spans)
    assert len(spans) == 0 or (spans[0, 0] >= 0 and spans[-1, 1] <= len(text))


def _same_character(spans):
    """Tokens overlap only inside one code point that normalising made several of."""
    late = spans[:-1, 1] > spans[1:, 0]
    return bool(np.all(spans[1:, 0][late] >= spans[:-1, 0][late]))


@given(TEXTS)
def test_every_letter_lies_in_a_token(text):
    inside = np.zeros(len(text), bool)
    for start, end in TOKENS.offsets(text):
        inside[start:end] = True
    lost = [
        char for char, found in zip(text, inside, strict=True) if not found and unicodedata.category(char)[0] == "L"
    ]
    assert lost == []


@given(TEXTS)
def test_count_is_offsets_and_the_two_special_tokens(text):
    assert TOKENS.count([text]) == [len(TOKENS.offsets(text)) + 2]


def test_offsets_after_an_emoji_count_it_as_one():
    text = "😀😀 naïve 漢字 café"
    words = [text[start:end] for start, end in TOKENS.offsets(text)]
    assert words[-4:] == ["naïve", "漢", "字", "café"]


def test_batch_cuts_at_the_models_most_and_pads_nothing():
    short, long, empty = TOKENS.batch(["a cat", "word " * 1000, ""])
    assert [len(short), len(long), len(empty)] == [4, 256, 2]
    assert (long[0], long[-1]) == (short[0], short[-1]) == (101, 102)  # [CLS], [SEP]
    assert TOKENS.count(["word " * 1000]) == [1002]


def test_a_mark_in_a_document_is_text():
    ids = TOKENS.batch(["a [SEP] b [MASK]"])[0]
    assert list(ids).count(102) == 1
    assert 103 not in ids


def test_a_lone_surrogate_is_one_unknown_character():
    spans = TOKENS.offsets("a \ud800 b")
    assert spans.tolist() == [[0, 1], [2, 3], [4, 5]]


def test_twenty_thousand_characters_at_once():
    text = ("The quick brown fox, jumps over 12 lazy dogs. " * 450)[:20_000]
    spans = TOKENS.offsets(text)
    assert len(spans) > 4000
    assert text[slice(*spans[-1])].strip() == text[spans[-1][0] :].strip() != ""


@pytest.mark.parametrize("content", [None, "", "{}", "[1]"])
def test_a_file_that_is_no_tokenizer_is_damaged(tmp_path, content):
    path = tmp_path / "tokenizer.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ModelDamaged) as caught:
        Tokens(path, 256)
    assert caught.value.args[1] == "tokenizer.json"
