import warnings

import numpy as np
import pytest

from onyx_desktop.domain import Kind
from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.models.convert import convert
from onyx_desktop.vectors.sparse import SparseEncoder
from tests.tiny import VOCABULARY, WORDS, publish
from tests.vectors.folders import card

CHANCE = np.random.default_rng(5)
SENTENCES = [" ".join(CHANCE.choice(WORDS, CHANCE.integers(1, 70))) for _ in range(12)]
MARKS = [0, 1, 2, 3, 4]


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    publish(folder, head="sparse")
    return folder


@pytest.fixture(scope="module")
def folder(published, tmp_path_factory):
    made = tmp_path_factory.mktemp("sparse")
    convert(published, made, "float32")
    return made


def facts(**more):
    return card(kind=Kind.SPARSE, dimensions=0, activation="log1p", **more)


def spread(terms):
    whole = np.zeros((len(terms), VOCABULARY), np.float32)
    for row, (ids, weights) in zip(whole, terms, strict=True):
        row[ids] = weights
    return whole


@pytest.mark.parametrize(("ours", "theirs"), [("log1p", "relu"), ("log1p2", "log1p_relu")])
def test_agrees_with_sentence_transformers(published, folder, ours, theirs):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries that the program itself never loads
        from sentence_transformers import SparseEncoder as Theirs
        from sentence_transformers.sparse_encoder.modules import MLMTransformer, SpladePooling

        reader = MLMTransformer(str(published), max_seq_length=64)
        pooling = SpladePooling(pooling_strategy="max", activation_function=theirs)
        expected = Theirs(modules=[reader, pooling], device="cpu").encode(SENTENCES, convert_to_sparse_tensor=False)
    encoder = SparseEncoder(folder, card(kind=Kind.SPARSE, dimensions=0, activation=ours), 2)
    expected = expected.numpy()
    np.testing.assert_allclose(spread(encoder.documents(SENTENCES)), expected, atol=1e-4)
    np.testing.assert_allclose(spread([encoder.query(text) for text in SENTENCES]), expected, atol=1e-4)
    encoder.close()


def test_special_tokens_are_no_terms(published, folder, tmp_path):
    from tokenizers import Tokenizer

    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    marked = Tokenizer.from_file(str(tmp_path / "tokenizer.json"))
    marked.add_special_tokens(["[PAD]", "<pad>", "[UNK]", "[CLS]", "[SEP]"])
    marked.save(str(tmp_path / "tokenizer.json"))
    with_marks = spread(SparseEncoder(folder, facts(), 1).documents(SENTENCES))
    assert with_marks[:, MARKS].any()
    with_marks[:, MARKS] = 0
    np.testing.assert_array_equal(spread(SparseEncoder(tmp_path, facts(), 1).documents(SENTENCES)), with_marks)


def test_the_heaviest_terms_are_kept_in_the_order_of_their_ids(folder):
    encoder = SparseEncoder(folder, facts(), 1)
    (whole,) = encoder.documents(SENTENCES[:1])
    ((ids, weights),) = encoder.documents(SENTENCES[:1], top=4)
    assert np.all(np.diff(ids) > 0)
    assert sorted(weights) == sorted(whole[1])[-4:]
    assert dict(zip(ids, weights, strict=True)).items() <= dict(zip(*whole, strict=True)).items()
    assert encoder.documents([]) == []
    encoder.rest()


def test_a_question_needs_no_model_where_the_terms_have_weights(folder, tmp_path):
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    idf = np.arange(VOCABULARY, dtype=np.float32)
    idf[5 + WORDS.index(",")] = 0
    np.save(tmp_path / "idf.npy", idf)
    encoder = SparseEncoder(tmp_path, facts(), 1)
    cat, the, unknown = (5 + WORDS.index("cat"), 5, 2)
    ids, weights = encoder.query("the cat, the zeppelin the cat")
    assert set(ids) == {unknown, the, cat}
    np.testing.assert_array_equal(weights, idf[ids])
    assert encoder.term(cat) == "cat"
    assert encoder.query("")[0].shape == (0,)
    np.save(tmp_path / "idf.npy", idf[:5])
    with pytest.raises(ModelDamaged):
        SparseEncoder(tmp_path, facts(), 1)
    (tmp_path / "idf.npy").write_bytes(b"nothing")
    with pytest.raises(ModelDamaged):
        SparseEncoder(tmp_path, facts(), 1)


def test_a_folder_without_a_model_is_missing(tmp_path):
    with pytest.raises(ModelMissing):
        SparseEncoder(tmp_path, facts(), 1)
