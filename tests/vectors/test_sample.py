from dataclasses import replace

import numpy as np
import pytest

from onyx_desktop.domain import Kind
from onyx_desktop.errors import ModelDamaged
from onyx_desktop.models.convert import convert
from onyx_desktop.models.shelf import Shelf
from onyx_desktop.vectors import encoder, sample
from onyx_desktop.vectors.late import TokenVectors
from onyx_desktop.vectors.levels import Levels, turn
from onyx_desktop.vectors.pairs import languages
from tests.tiny import VOCABULARY, publish
from tests.vectors.folders import card
from tests.vectors.golden.make_model2vec import table, tokenizer


@pytest.fixture(scope="module")
def embedded(tmp_path_factory):
    found, folder = Shelf(tmp_path_factory.mktemp("models")).find("all-MiniLM-L6-v2")
    made = encoder.load(folder, found, 2)
    yield made
    made.close()


def test_forty_eight_pairs_in_seven_languages():
    questions, passages = sample.pairs()
    assert len(questions) == len(set(questions)) == len(passages) == len(set(passages)) == 48
    assert [languages().count(each) for each in ("en", "de", "es", "fr", "ru", "zh", "ar")] == [30, 3, 3, 3, 3, 3, 3]
    assert not any("\\" in text or text != text.strip() for text in (*questions, *passages))
    assert all(60 < len(text) < 500 for text in passages)


def test_each_question_is_answered_by_its_own_passage(embedded):
    questions, passages = (side[:30] for side in sample.pairs())  # what this model reads
    cosines = embedded.encode(questions, query=True) @ embedded.encode(passages).T
    np.testing.assert_array_equal(cosines.argmax(axis=1), np.arange(30))


def test_the_scale_of_the_embedded_model(embedded):
    found = sample.scale(embedded)
    assert found.mean == pytest.approx(0.04, abs=0.02)
    assert found.deviation == pytest.approx(0.08, abs=0.015)
    assert sample.scale(embedded, 384) == found
    assert sample.scale(embedded, 32).deviation > found.deviation


@pytest.mark.parametrize(
    ("head", "kind", "width"), [("sparse", Kind.SPARSE, VOCABULARY), ("reranker", Kind.RERANKER, 1)]
)
def test_rows_of_models_with_a_head(tmp_path, head, kind, width):
    (tmp_path / "source").mkdir()
    publish(tmp_path / "source", head=head)
    convert(tmp_path / "source", tmp_path / "made", "float32")
    rows = sample.rows(card(kind=kind, dimensions=0, activation="log1p"), tmp_path / "made")
    assert rows.shape == (96, width)
    assert np.isfinite(rows).all()
    assert len(np.unique(rows, axis=0)) > 10


def test_rows_of_models_of_vectors(tmp_path):
    (tmp_path / "source").mkdir()
    publish(tmp_path / "source")
    convert(tmp_path / "source", tmp_path / "made", "float32")
    dense = card(dimensions=32)
    for each in (dense, replace(dense, kind=Kind.LATE, query_tokens=32)):
        rows = sample.rows(each, tmp_path / "made")
        assert rows.shape == (96, 32)
        assert np.isfinite(rows).all()


def test_each_kind_is_loaded_by_its_encoder(tmp_path):
    tokenizer().save(str(tmp_path / "tokenizer.json"))
    np.save(tmp_path / "embeddings.npy", table()[0])
    static = card(kind=Kind.STATIC, dimensions=16)
    made = encoder.load(tmp_path, static, 1, "cuda")
    assert (made.dimensions, made.provider, made.fallback) == (16, "cpu", "")
    np.testing.assert_allclose(np.linalg.norm(made.encode(["the cat", ""]), axis=1), 1, atol=1e-5)
    made.rest()
    made.close()
    for kind in (Kind.SPARSE, Kind.LATE, Kind.RERANKER):
        with pytest.raises(ModelDamaged):
            encoder.load(tmp_path, replace(static, kind=kind), 1)


def test_an_encoder_says_why_it_did_not_get_its_provider(tmp_path):
    found, folder = Shelf(tmp_path).find("all-MiniLM-L6-v2")
    made = encoder.load(folder, found, 1, "cuda")
    assert made.provider == "cpu"
    assert "CUDAExecutionProvider" in made.fallback


def test_the_scale_of_late_interaction(embedded):
    """Unrelated pairs lie far below what a question has with its own passage."""
    source = TokenVectors(embedded)
    questions, passages = (side[:30] for side in sample.pairs())
    documents = source.documents(passages)
    codec = Levels.fit(np.concatenate(documents))
    found = sample.late_scale(source, codec)
    assert found.mean == pytest.approx(0.2, abs=0.04)
    assert found.deviation == pytest.approx(0.06, abs=0.015)
    for question, document in zip(questions[:5], documents, strict=False):
        asked = source.question(question).vectors @ turn(source.dimensions)
        likeness = codec.similarities(asked, codec.encode(document)).max(axis=1).mean()
        assert likeness > found.mean + 2.5 * found.deviation
