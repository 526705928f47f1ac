import warnings

import numpy as np
import pytest

from onyx_desktop.domain import Kind
from onyx_desktop.errors import ModelMissing
from onyx_desktop.models.convert import convert
from onyx_desktop.vectors.rerank import CrossEncoder
from tests.tiny import WORDS, publish
from tests.vectors.folders import card

CHANCE = np.random.default_rng(6)
QUESTION = "nobody minded the old cat ?"
LONG = " ".join(CHANCE.choice(WORDS, 90))
SENTENCES = [" ".join(CHANCE.choice(WORDS, CHANCE.integers(1, 90))) for _ in range(20)]
FACTS = card(kind=Kind.RERANKER, dimensions=0)


@pytest.fixture(scope="module", params=["bert", "xlm-roberta"])
def published(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    publish(folder, request.param, head="reranker")
    return folder


@pytest.fixture(scope="module")
def scorer(published, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reranker")
    convert(published, folder, "float32")
    made = CrossEncoder(folder, FACTS, 2)
    yield made
    made.close()


@pytest.mark.parametrize("question", [QUESTION, LONG], ids=["short", "long"])
def test_agrees_with_sentence_transformers(published, scorer, question):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries that the program itself never loads
        import torch
        from sentence_transformers import CrossEncoder as Theirs

        model = Theirs(str(published), device="cpu", max_length=64)
        pairs = [(question, text) for text in [*SENTENCES, LONG, ""]]
        theirs = model.predict(pairs, activation_fn=torch.nn.Identity())
    np.testing.assert_allclose(scorer.scores(question, [*SENTENCES, LONG, ""]), theirs, atol=1e-4)


def test_a_score_depends_on_nothing_but_its_pair(scorer):
    alone = scorer.scores(QUESTION, SENTENCES[3:4])
    np.testing.assert_array_equal(scorer.scores(QUESTION, SENTENCES)[3:4], alone)
    assert scorer.scores(QUESTION, []).shape == (0,)
    scorer.rest()


def test_a_folder_without_a_model_is_missing(tmp_path):
    with pytest.raises(ModelMissing):
        CrossEncoder(tmp_path, FACTS, 1)
