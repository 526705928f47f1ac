"""Texts of up to 8,192 tokens: none of them lost, special tokens kept, memory given back."""

import threading

import numpy as np
import pytest

from onyx_desktop.domain import Pooling
from onyx_desktop.models.convert import convert
from onyx_desktop.vectors.dense import DenseEncoder
from tests.tiny import WORDS, publish
from tests.vectors.folders import card

MOST = 8192
TEXT = " ".join(np.random.default_rng(9).choice(WORDS[:10], 9000))


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    published, folder = tmp_path_factory.mktemp("published"), tmp_path_factory.mktemp("long")
    publish(published, max_position_embeddings=MOST)
    convert(published, folder, "float32")
    return published, folder


def facts(**more):
    return card(dimensions=32, max_tokens=MOST, **more)


@pytest.mark.parametrize("pooling", [Pooling.MEAN, Pooling.CLS, Pooling.LAST])
def test_eight_thousand_tokens_agree_with_transformers(folders, pooling):
    import torch
    from transformers import BertModel

    published, folder = folders
    encoder = DenseEncoder(folder, facts(pooling=pooling), 1)
    (ids,) = encoder.vocabulary.batch([TEXT])
    assert (len(ids), ids[0], ids[-1]) == (MOST, 3, 4)  # cut, with [CLS] and [SEP]
    model = BertModel.from_pretrained(published, add_pooling_layer=False).eval()
    with torch.no_grad():
        hidden = model(torch.from_numpy(ids)[None]).last_hidden_state[0].numpy()
    vector = {Pooling.MEAN: hidden.mean(axis=0), Pooling.CLS: hidden[0], Pooling.LAST: hidden[-1]}[pooling]
    np.testing.assert_allclose(encoder.encode([TEXT])[0], vector / np.linalg.norm(vector), atol=1e-4)


def test_long_and_short_texts_together_keep_their_places(folders):
    encoder = DenseEncoder(folders[1], facts(), 2)
    texts = [TEXT, "the cat", TEXT[: len(TEXT) // 2], "a mat"] * 2
    vectors = encoder.encode(texts)
    for place, text in enumerate(texts[:4]):
        np.testing.assert_array_equal(vectors[place], encoder.encode([text])[0])
        np.testing.assert_array_equal(vectors[place], vectors[place + 4])


def test_long_texts_run_one_at_a_time_and_short_ones_beside_them(folders):
    encoder = DenseEncoder(folders[1], facts(), 2)
    with encoder._session._long:  # as a long text holds it while it runs
        waiting = threading.Thread(target=encoder.encode_query, args=(TEXT,))
        waiting.start()
        encoder.encode_query("the cat")
        assert waiting.is_alive()
    waiting.join(30)
    assert not waiting.is_alive()
