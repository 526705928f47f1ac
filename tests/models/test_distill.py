"""The steps of a distillation, each against what it should be by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onyx_desktop.domain import FloatArray, IntArray, Kind, Recipe, Weighting
from onyx_desktop.models import distill, distill_fit
from onyx_desktop.models.graph import looked_up
from onyx_desktop.vectors.dense import DenseEncoder
from onyx_desktop.vectors.static import StaticEncoder
from tests import tiny
from tests.vectors import folders

PLAIN = Recipe(dimensions=3, pca=False, weighting=Weighting.NONE)


def rows(count: int = 40, width: int = 6) -> FloatArray:
    made: FloatArray = np.random.default_rng(5).normal(size=(count, width)).astype(np.float32)
    return made * np.array([9, 5, 3, 1, 0.5, 0.1], np.float32)[:width]


def test_components_keep_what_differs_most() -> None:
    turned = rows() @ np.linalg.qr(np.random.default_rng(1).normal(size=(6, 6)))[0].astype(np.float32)
    kept = distill.reduce(turned + 7, Recipe(dimensions=3))
    variances = kept.var(axis=0)
    assert kept.shape == (40, 3)
    assert list(variances) == sorted(variances, reverse=True)
    whole = np.linalg.svd(turned - turned.mean(axis=0), compute_uv=False)[:3] ** 2 / 40
    np.testing.assert_allclose(variances, whole, rtol=1e-3)
    np.testing.assert_allclose(kept.mean(axis=0), 0, atol=1e-4)


def test_without_components_the_first_numbers_stay() -> None:
    np.testing.assert_array_equal(distill.reduce(rows(), PLAIN), rows()[:, :3])


def test_weights_take_frequent_tokens_down() -> None:
    counts = np.array([1_000_000, 10, 0])
    counted = distill.weights(Recipe(), 3, counts)
    np.testing.assert_allclose(counted[0], 1e-4 / (1e-4 + 1_000_001 / 1_000_013), rtol=1e-5)
    assert counted[0] < counted[1] < counted[2] <= 1
    zipf = distill.weights(Recipe(weighting=Weighting.ZIPF), 30_000, np.ones(30_000, np.int64))
    assert (np.diff(zipf) > 0).all()
    np.testing.assert_array_equal(distill.weights(Recipe(), 30_000), zipf)  # no text to count in
    assert (distill.weights(PLAIN, 5) == 1).all()


def test_a_table_is_stored_in_8_bits_and_read_by_the_encoder(tmp_path: Path) -> None:
    tokenizer = folders.tokenizer(tmp_path / "tokenizer.json")
    size = tokenizer.get_vocab_size()
    table = np.random.default_rng(3).normal(size=(size, 16)).astype(np.float32)
    silent = np.arange(len(folders.MARKS))
    distill.write(table, silent, tmp_path)
    assert np.load(tmp_path / "embeddings.npy").dtype == np.int8
    encoder = StaticEncoder(tmp_path, folders.card(kind=Kind.STATIC, dimensions=16))
    text = "the cat sat on a mat"
    whole = table[tokenizer.encode(text, add_special_tokens=False).ids].sum(axis=0)
    found = encoder.encode([text, f"zeppelin {text} [SEP]"])
    assert found[0] @ whole / np.linalg.norm(whole) > 0.999
    np.testing.assert_allclose(found[1], found[0], atol=1e-6)  # unknown and special tokens say nothing


def test_a_table_learns_what_the_texts_say() -> None:
    chance = np.random.default_rng(2)
    truth = chance.normal(size=(60, 8)).astype(np.float32)
    texts: list[IntArray] = [chance.integers(0, 50, chance.integers(1, 9)) for _ in range(3000)]
    sums = np.stack([truth[ids].sum(axis=0) for ids in texts])
    wanted = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    start = chance.normal(size=(60, 8)).astype(np.float32)
    fit = distill_fit.Fit(start.copy())
    steps = list(fit.run([*texts, np.empty(0, np.int64)], np.vstack([wanted, wanted[:1]]), 40))
    assert steps[-1] == (120, 120)
    assert fit.loss < 0.02
    np.testing.assert_array_equal(fit.table[50:], start[50:])  # of tokens that no text has
    again = distill_fit.Fit(start.copy())
    list(again.run(texts, wanted, 40))
    np.testing.assert_array_equal(again.table, fit.table)


def test_directions_keep_cosines() -> None:
    vectors = rows(200)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    kept = vectors @ distill_fit.directions(vectors, 5)
    np.testing.assert_allclose(kept @ kept.T, vectors @ vectors.T, atol=0.02)


@pytest.fixture(scope="module")
def teacher(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A tiny BERT as published, and converted to int8."""
    from onyx_desktop.models.convert import convert

    source, made = tmp_path_factory.mktemp("published"), tmp_path_factory.mktemp("made")
    tiny.publish(source)
    convert(source, made, "int8")
    return source, made


def test_every_token_alone_is_what_the_teacher_gives_for_it(teacher: tuple[Path, Path]) -> None:
    encoder = DenseEncoder(teacher[1], folders.card(dimensions=32), threads=2)
    found = np.full((encoder.vocabulary.size, 32), np.nan, np.float32)
    for places, vectors in encoder.alone():
        found[places] = vectors
    cat = encoder.vocabulary.find("cat")
    assert cat is not None
    assert not np.isnan(found).any()
    np.testing.assert_allclose(found[cat] / np.linalg.norm(found[cat]), encoder.encode(["cat"])[0], atol=1e-5)
    encoder.close()


def test_the_first_table_is_taken_out_of_the_file(teacher: tuple[Path, Path]) -> None:
    from safetensors.numpy import load_file

    published = load_file(teacher[0] / "model.safetensors")["embeddings.word_embeddings.weight"]
    found = looked_up(teacher[1] / "model.onnx", len(published))
    assert found is not None
    np.testing.assert_allclose(found, published, atol=np.abs(published).max() / 100)
    assert looked_up(teacher[1] / "model.onnx", 12345) is None
