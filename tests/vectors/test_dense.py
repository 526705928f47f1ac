import os
import shutil
import threading
import warnings
from dataclasses import replace

import numpy as np
import pytest

from onyx_desktop.domain import Pooling
from onyx_desktop.domain import Pooling as Pooled
from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.models.convert import convert
from onyx_desktop.models.shelf import Shelf
from onyx_desktop.vectors.dense import DenseEncoder
from tests.tiny import WORDS, publish
from tests.vectors.golden.make import GOLDEN, TEXTS

CHANCE = np.random.default_rng(5)
SENTENCES = [" ".join(CHANCE.choice(WORDS, CHANCE.integers(1, 90))) for _ in range(60)]


@pytest.fixture(scope="module")
def embedded(tmp_path_factory):
    """(card, folder) of the embedded model."""
    return Shelf(tmp_path_factory.mktemp("models")).find("all-MiniLM-L6-v2")


@pytest.fixture(scope="module")
def encoder(embedded):
    card, folder = embedded
    made = DenseEncoder(folder, card, 2)
    yield made
    made.close()


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    publish(folder)
    return folder


@pytest.fixture(scope="module")
def tiny(published, embedded, tmp_path_factory):
    """(card, folder) of a tiny model in float32."""
    folder = tmp_path_factory.mktemp("tiny")
    files = convert(published, folder, "float32")
    return replace(embedded[0], id="tiny", dimensions=32, max_tokens=64, precision="float32", files=files), folder


def test_golden_vectors_of_the_published_weights(encoder):
    cosines = (encoder.encode(TEXTS) * np.load(GOLDEN).astype(np.float32)).sum(axis=1)
    assert cosines.min() >= 0.98


@pytest.mark.parametrize("mode", [Pooling.MEAN, Pooling.CLS, Pooling.MAX, Pooling.LAST])
def test_agrees_with_sentence_transformers(published, tiny, mode):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries that the program itself never loads
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.models import Normalize, Pooling, Transformer

        reader = Transformer(str(published), max_seq_length=64)
        theirs_mode = {"last": "lasttoken"}.get(mode.value, mode.value)
        theirs = SentenceTransformer(
            modules=[reader, Pooling(32, pooling_mode=theirs_mode), Normalize()], device="cpu"
        ).encode(SENTENCES)
    card, folder = tiny
    ours = DenseEncoder(folder, replace(card, pooling=mode), 2).encode(SENTENCES)
    np.testing.assert_allclose(ours, theirs, atol=1e-4)


def test_every_row_has_length_one_and_its_own_place(encoder):
    vectors = encoder.encode(SENTENCES)
    assert (vectors.shape, vectors.dtype) == ((60, 384), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for place in (0, 17, 59):
        np.testing.assert_array_equal(vectors[place], encoder.encode([SENTENCES[place]])[0])


def test_a_vector_depends_on_nothing_but_the_text(encoder):
    alone = encoder.encode_query("old town")
    for neighbours in (["x"], ["word " * 400], SENTENCES):
        np.testing.assert_array_equal(encoder.encode(["old town", *neighbours])[0], alone)


def test_batches_cover_every_text_once(encoder):
    seen = [place for places, _ in encoder.batches(SENTENCES) for place in places]
    assert sorted(seen) == list(range(60))
    gathered = np.concatenate([rows for _, rows in encoder.batches(SENTENCES)])
    np.testing.assert_array_equal(gathered[np.argsort(seen)], encoder.encode(SENTENCES))


def test_nothing_to_encode(encoder):
    assert encoder.encode([]).shape == (0, 384)
    assert list(encoder.batches([])) == []


@pytest.mark.parametrize("text", ["", " \n\t ", "\ud800 x", "\x00", "a" * 100_000, "word " * 20_000])
def test_odd_texts_have_a_vector(encoder, text):
    vector = encoder.encode([text])[0]
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_prefixes_belong_to_the_text(embedded, encoder):
    card, folder = embedded
    prefixed = DenseEncoder(folder, replace(card, query_prefix="query: ", document_prefix="passage: "), 1)
    np.testing.assert_array_equal(prefixed.encode(["cat"], query=True), encoder.encode(["query: cat"]))
    np.testing.assert_array_equal(prefixed.encode_query("cat"), encoder.encode_query("query: cat"))
    np.testing.assert_array_equal(prefixed.encode(["cat"]), encoder.encode(["passage: cat"]))
    ((_, rows),) = prefixed.batches(["cat"])
    np.testing.assert_array_equal(rows, encoder.encode(["passage: cat"]))


@pytest.fixture
def read(encoder, monkeypatch):
    """How many texts each run of the model had."""
    runs, real = [], encoder._read
    monkeypatch.setattr(encoder, "_read", lambda ids, **asked: runs.append(len(ids)) or real(ids, **asked))
    return runs


def test_a_query_does_not_wait_for_the_indexing(encoder, read):
    running = encoder.batches(["word " * 300] * 400)
    next(running)
    encoder.encode_query("rain over the old town")
    assert 1 < sum(read) < 40
    running.close()


def test_two_threads_get_what_one_gets(encoder):
    expected = encoder.encode(SENTENCES)
    answers = {}
    threads = [threading.Thread(target=lambda n=n: answers.update({n: encoder.encode(SENTENCES)})) for n in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    for each in answers.values():
        np.testing.assert_array_equal(each, expected)
    assert len(answers) == 3


def test_closing_the_batches_leaves_the_encoder_usable(encoder, read):
    running = encoder.batches(["word " * 300] * 50)
    next(running)
    running.close()
    encoder.encode(["cat"])
    assert 1 < sum(read) < 40, "not behind those that nobody wants any more"
    encoder.rest()
    encoder.encode(["cat"])


def test_batches_are_small_enough_to_stop_between(encoder):
    list(encoder.batches(["word " * 300] * 8))  # learns the pace
    sizes = [len(places) for places, _ in encoder.batches(["word " * 300] * 24)]
    assert max(sizes) <= 16
    assert len(sizes) >= 2


def test_background_threads_step_back_only_if_not_all_cores_were_given(tiny, monkeypatch):
    card, folder = tiny
    own = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    for cores, expected in ((1, own), (8, min(19, own + 10))):
        monkeypatch.setattr(os, "cpu_count", lambda cores=cores: cores)
        encoder = DenseEncoder(folder, card, 1)
        encoder.encode(["cat"])
        (worker,) = encoder._workers._threads
        assert os.getpriority(os.PRIO_PROCESS, worker.native_id) == expected
        encoder.close()


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "other"},
        {"revision": "other"},
        {"pooling": Pooling.CLS},
        {"query_prefix": "q: "},
        {"document_prefix": "d: "},
        {"max_tokens": 128},
        {"precision": "float32"},
        {"files": {"model.onnx": "0" * 64}},
    ],
    ids=str,
)
def test_the_fingerprint_changes_with_what_changes_a_vector(embedded, encoder, changes):
    card, folder = embedded
    assert DenseEncoder(folder, replace(card, **changes), 1).fingerprint != encoder.fingerprint


def test_the_fingerprint_is_the_same_for_the_same_model(embedded, encoder):
    card, folder = embedded
    assert DenseEncoder(folder, replace(card, files={}, name="Other name"), 1).fingerprint == encoder.fingerprint


def test_layers_after_pooling_agree_with_sentence_transformers(published, tiny, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries that the program itself never loads
        import torch
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.models import Dense, Normalize, Pooling, Transformer

        reader = Transformer(str(published), max_seq_length=64)
        dense = Dense(32, 12, activation_function=torch.nn.Tanh())
        modules = [reader, Pooling(32, pooling_mode="cls"), dense, Normalize()]
        theirs = SentenceTransformer(modules=modules, device="cpu").encode(SENTENCES)
    card, folder = tiny
    for name in ("model.onnx", "tokenizer.json"):
        shutil.copyfile(folder / name, tmp_path / name)
    weight, bias = dense.linear.weight.detach().numpy(), dense.linear.bias.detach().numpy()
    np.savez(tmp_path / "dense.npz", weight_0=weight, bias_0=bias, activation_0="tanh")
    encoder = DenseEncoder(tmp_path, replace(card, pooling=Pooled.CLS, dimensions=12), 1)
    np.testing.assert_allclose(encoder.encode(SENTENCES), theirs, atol=1e-4)
    np.savez(tmp_path / "dense.npz", weight_0=weight * 2, bias_0=bias, activation_0="tanh")
    other = DenseEncoder(tmp_path, replace(card, pooling=Pooled.CLS, dimensions=12), 1)
    assert other.fingerprint != encoder.fingerprint


def test_layer_norm_comes_before_length_one(tiny):
    card, folder = tiny
    plain, normed = (DenseEncoder(folder, replace(card, layer_norm=on), 1) for on in (False, True))
    rows = plain.encode(SENTENCES).astype(np.float64)
    centred = rows - rows.mean(axis=1, keepdims=True)
    expected = centred / np.linalg.norm(centred, axis=1, keepdims=True)
    np.testing.assert_allclose(normed.encode(SENTENCES), expected, atol=1e-4)
    assert normed.fingerprint != plain.fingerprint


def test_the_embedded_models_fingerprint_is_what_it_was(encoder):
    # Vectors on people's disks carry it: another one, and all their documents are read again.
    assert encoder.fingerprint == "a0c075d5e5420b573e5efbc00ce181ab"


def test_a_folder_without_a_model_is_missing(embedded, tmp_path):
    with pytest.raises(ModelMissing) as caught:
        DenseEncoder(tmp_path, embedded[0], 1)
    assert caught.value.args == ("all-MiniLM-L6-v2", "model.onnx")


def test_a_model_of_another_width_is_damaged(embedded):
    card, folder = embedded
    with pytest.raises(ModelDamaged, match="384 dimensions, not 768"):
        DenseEncoder(folder, replace(card, dimensions=768), 1)
