import warnings

import numpy as np
import pytest

from onyx_desktop.domain import Kind
from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.vectors.static import StaticEncoder
from tests.vectors.folders import card
from tests.vectors.golden.make_model2vec import GOLDEN, MARKS, TEXTS, WORDS, table, tokenizer

UNKNOWN = MARKS.index("[UNK]")
CARD = card(kind=Kind.STATIC, dimensions=16, max_tokens=512)
KNOWN = [0, 1, 2, 3, 6]  # texts with a known token


def write(folder, rows, **more):
    tokenizer().save(str(folder / "tokenizer.json"))
    np.save(folder / "embeddings.npy", rows)
    for name, values in more.items():
        np.save(folder / f"{name}.npy", values)
    return folder


@pytest.fixture
def plain(tmp_path):
    rows = table()[0]
    rows[UNKNOWN] = 0  # model2vec drops the unknown token
    return write(tmp_path, rows)


def test_agrees_with_model2vec(plain):
    golden = np.load(GOLDEN)["plain"]
    ours = StaticEncoder(plain, CARD).encode(TEXTS)
    np.testing.assert_allclose(ours[KNOWN], golden[KNOWN], atol=1e-4)


def test_agrees_with_model2vec_on_a_reduced_vocabulary(tmp_path):
    rows, weights, mapping = table()
    weights[UNKNOWN] = 0
    folder = write(tmp_path, rows[:9], weights=weights, mapping=mapping)
    ours = StaticEncoder(folder, CARD).encode(TEXTS)
    np.testing.assert_allclose(ours[KNOWN], np.load(GOLDEN)["reduced"][KNOWN], atol=1e-4)


@pytest.mark.parametrize("kind", [np.float32, np.float16])
def test_agrees_with_sentence_transformers(tmp_path, kind):
    rows = table()[0].astype(kind)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries that the program itself never loads
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import StaticEmbedding

        module = StaticEmbedding(tokenizer(), embedding_weights=rows.astype(np.float32))
        theirs = SentenceTransformer(modules=[module], device="cpu").encode(TEXTS, normalize_embeddings=True)
    ours = StaticEncoder(write(tmp_path, rows), card(kind=Kind.STATIC, dimensions=16, max_tokens=4096)).encode(TEXTS)
    place = [0, 1, 2, 3, 4, 6]  # all but the empty text, which they give zeros
    np.testing.assert_allclose(ours[place], theirs[place], atol=1e-4)


def test_a_text_without_known_tokens_is_far_from_every_text(plain):
    encoder = StaticEncoder(plain, CARD)
    nothing = encoder.encode(["", "zeppelin", "   "])
    np.testing.assert_allclose(np.linalg.norm(nothing, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(nothing[0], nothing[1])
    middle = table()[0].mean(axis=0)
    assert nothing[0] @ (middle / np.linalg.norm(middle)) < -0.9


def test_a_table_whose_mean_is_nothing_still_gives_length_one(tmp_path):
    folder = write(tmp_path, np.zeros((len(MARKS + WORDS), 16), np.float32))
    np.testing.assert_allclose(np.linalg.norm(StaticEncoder(folder, CARD).encode(["the cat"]), axis=1), 1)


def test_batches_cover_every_text_once_and_give_what_encode_gives(plain):
    encoder = StaticEncoder(plain, CARD)
    chance = np.random.default_rng(0)
    texts = [" ".join(chance.choice([*WORDS, "zeppelin"], chance.integers(0, 300))) for _ in range(600)]
    places, rows = zip(*encoder.batches(texts), strict=True)
    np.testing.assert_array_equal(np.concatenate(places), np.arange(600))
    np.testing.assert_array_equal(np.concatenate(rows), encoder.encode(texts))
    for place in (0, 255, 256, 599):  # a vector depends on nothing but the text
        np.testing.assert_array_equal(encoder.encode_query(texts[place]), encoder.encode(texts)[place])
    assert encoder.encode([]).shape == (0, 16)


def test_prefixes_are_read(plain):
    prefixed = StaticEncoder(plain, card(kind=Kind.STATIC, dimensions=16, query_prefix="the ", document_prefix="a "))
    bare = StaticEncoder(plain, CARD)
    np.testing.assert_array_equal(prefixed.encode_query("cat"), bare.encode_query("the cat"))
    np.testing.assert_array_equal(prefixed.encode(["cat"]), bare.encode(["a cat"]))
    assert prefixed.fingerprint != bare.fingerprint


@pytest.mark.parametrize("name", ["embeddings.npy", "tokenizer.json"])
def test_a_lacking_file_is_missing(plain, name):
    (plain / name).unlink()
    with pytest.raises(ModelMissing) as caught:
        StaticEncoder(plain, CARD)
    assert caught.value.args == ("test", name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("embeddings.npy", np.zeros((40, 8), np.float32)),
        ("embeddings.npy", np.zeros(16, np.float32)),
        ("embeddings.npy", np.zeros((5, 16), np.float32)),
        ("weights.npy", np.zeros(5, np.float32)),
        ("mapping.npy", np.full(len(MARKS + WORDS), 1000)),
    ],
)
def test_a_table_that_does_not_fit_is_damaged(plain, name, content):
    np.save(plain / name, content)
    with pytest.raises(ModelDamaged):
        StaticEncoder(plain, CARD)


def test_a_table_that_is_no_table_is_damaged(plain):
    (plain / "embeddings.npy").write_bytes(b"nothing")
    with pytest.raises(ModelDamaged):
        StaticEncoder(plain, CARD)
