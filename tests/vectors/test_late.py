import json
import string
import warnings

import numpy as np
import pytest

from onyx_desktop.domain import Kind
from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.models.convert import convert
from onyx_desktop.models.shelf import Shelf
from onyx_desktop.vectors.dense import DenseEncoder
from onyx_desktop.vectors.late import LateEncoder, TokenVectors, maxsim
from tests.tiny import WORDS
from tests.vectors.folders import VOCABULARY, card, colbert

CHANCE = np.random.default_rng(5)
QUESTIONS = ["nobody", "the old cat sat on a mat ?", " ".join(CHANCE.choice(WORDS, 20))]
DOCUMENTS = [" ".join(CHANCE.choice(WORDS, CHANCE.integers(1, 50))) for _ in range(10)]


def facts(**more):
    known = {"kind": Kind.LATE, "dimensions": 12, "max_tokens": 50, "query_tokens": 32}
    return card(**(known | more))


@pytest.fixture(scope="module", params=["[unused0] [unused1]", "[Q] |[D] "], ids=["bert", "pylate"])
def markers(request):
    return request.param.split("|" if "|" in request.param else " ")


@pytest.fixture(scope="module")
def published(markers, tmp_path_factory):
    """A tiny ColBERT in the layout of sentence-transformers and PyLate: BERT, then a matrix on every token."""
    folder = tmp_path_factory.mktemp("published")
    colbert(folder, markers)
    return folder


@pytest.fixture(scope="module")
def dense(tmp_path_factory):
    known, folder = Shelf(tmp_path_factory.mktemp("models")).find("all-MiniLM-L6-v2")
    made = DenseEncoder(folder, known, 2)
    yield made
    made.close()


@pytest.fixture(scope="module")
def encoder(published, markers, tmp_path_factory):
    folder = tmp_path_factory.mktemp("late")
    convert(published, folder, "float32")
    prefixes = {} if markers[0] in VOCABULARY else {"query_prefix": markers[0], "document_prefix": markers[1]}
    made = LateEncoder(folder, facts(**prefixes), 2)
    yield made
    made.close()


@pytest.fixture(scope="module")
def theirs(published, markers):
    settings = {"query_length": 32, "document_length": 50, "query_prefix": markers[0], "document_prefix": markers[1]}
    settings |= {"attend_to_expansion_tokens": False, "do_query_expansion": True, "similarity_fn_name": "MaxSim"}
    settings |= {"skiplist_words": list(string.punctuation)}
    (published / "config_sentence_transformers.json").write_text(json.dumps(settings))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries that the program itself never loads
        from sentence_transformers import MultiVectorEncoder

        return MultiVectorEncoder(str(published), device="cpu")


def loops(query, document):
    """MaxSim with no array arithmetic at all."""
    total = 0.0
    for asked in query.tolist():
        best = -np.inf
        for found in document.tolist():
            dot = 0.0
            for first, second in zip(asked, found, strict=True):
                dot += first * second
            best = max(best, dot)
        total += best
    return total


def test_questions_agree_with_sentence_transformers(encoder, theirs):
    for question in QUESTIONS:
        expected = theirs.encode_query(question, convert_to_numpy=True)
        np.testing.assert_allclose(encoder.query(question), expected, atol=1e-4)


def test_documents_agree_with_sentence_transformers(encoder, theirs):
    for text, ours in zip(DOCUMENTS, encoder.documents(DOCUMENTS), strict=True):
        np.testing.assert_allclose(ours, theirs.encode_document(text, convert_to_numpy=True), atol=1e-4)


def test_a_question_is_filled_up_and_a_long_one_is_kept_whole(encoder):
    assert encoder.query("cat").shape == (32, 12)
    assert encoder.query("cat " * 40).shape == (43, 12)  # with marker, [CLS] and [SEP]
    assert encoder.query("cat " * 90).shape == (50, 12)


def test_the_signs_of_a_document_have_no_vectors_and_all_have_length_one(encoder):
    with_signs, without = encoder.documents(["the cat , sat . on ! a ? mat", "the cat sat on a mat"])
    assert with_signs.shape == without.shape == (9, 12)
    assert not np.allclose(with_signs, without)  # the model has read them
    np.testing.assert_allclose(np.linalg.norm(with_signs, axis=1), 1, atol=1e-5)
    assert encoder.documents(["cat " * 90])[0].shape == (50, 12)
    assert encoder.documents([""])[0].shape == (3, 12)
    encoder.rest()


def test_maxsim_is_three_loops(encoder):
    for question in QUESTIONS:
        query = encoder.query(question)
        for document in encoder.documents(DOCUMENTS[:4]):
            assert maxsim(query, document) == pytest.approx(loops(query, document), abs=1e-4)


def test_maxsim_with_nothing_is_nothing():
    some, none = np.ones((2, 3), np.float32), np.empty((0, 3), np.float32)
    assert maxsim(none, some) == maxsim(some, none) == 0


def test_a_width_that_is_not_the_cards_is_damaged(published, tmp_path):
    convert(published, tmp_path, "float32")
    with pytest.raises(ModelDamaged, match="12 dimensions, not 96"):
        LateEncoder(tmp_path, facts(dimensions=96), 1)


def test_a_folder_without_a_model_is_missing(tmp_path):
    with pytest.raises(ModelMissing):
        LateEncoder(tmp_path, facts(), 1)


def test_a_dense_model_compares_token_by_token(dense):
    tokens = TokenVectors(dense)
    query = tokens.question("Who sells bread?")
    texts = ["The bakery sells bread and rolls.", "Rain fell over the old town."]
    right, wrong = tokens.documents(texts)
    assert query.vectors.shape == (3, 384)  # the question mark is no word
    assert ["Who sells bread?"[start:end] for start, end in query.spans] == ["Who", "sells", "bread"]
    assert len(right) == 6
    assert maxsim(query.vectors, right) > maxsim(query.vectors, wrong) + 0.5
    np.testing.assert_allclose(np.linalg.norm(right, axis=1), 1, atol=1e-5)
    tokens.rest()


def test_one_run_gives_the_vectors_of_texts_and_of_tokens(dense):
    texts = [" ".join(CHANCE.choice(["ruby", "slow-worm", "Zürich,", "of", "[SEP]", "…"], n)) for n in (1, 400, 7, 30)]
    alone = [(places.tolist(), rows.tobytes()) for places, rows in dense.batches(texts)]
    tokens = TokenVectors(dense)
    both = list(tokens.detailed(texts, lambda vectors: np.rint(vectors * 50 + 100).astype(np.uint8)))
    assert b"".join(rows.tobytes() for _, rows, _ in both) == b"".join(rows for _, rows in alone)
    codes = [each for _, _, found in both for each in found]
    for text, found, own in zip(texts, codes, tokens.documents(texts), strict=True):
        assert np.array_equal(found, np.rint(own * 50 + 100).astype(np.uint8))
        assert len(found) == len(tokens.spans(text)) <= 254
        words = {text[start:end] for start, end in tokens.spans(text)}
        assert "…" not in words
        assert all(any(map(str.isalnum, word)) for word in words)


def test_what_a_late_model_codes_lines_up_with_its_text(encoder):
    coded = [each for _, part in encoder.coded(DOCUMENTS, lambda rows: np.rint(rows * 99 + 99).astype(np.uint8))
             for each in part]  # fmt: skip
    for text, codes, rows in zip(DOCUMENTS, coded, encoder.documents(DOCUMENTS), strict=True):
        spans = encoder.spans(text)
        assert np.array_equal(codes, np.rint(rows * 99 + 99).astype(np.uint8))
        assert len(spans) == len(codes)
        words = [text[start:end] for start, end in spans if end > start]
        assert words == [each for each in text.split() if each not in string.punctuation][: len(words)]
    question = encoder.question("the old cat")
    assert np.array_equal(question.vectors, encoder.query("the old cat"))
    assert ["the old cat"[start:end] for start, end in question.spans if end > start] == ["the", "old", "cat"]
    assert len(question.spans) == 32
