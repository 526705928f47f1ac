"""Codes of token vectors: how far off they are, and that they are the same everywhere."""

import numpy as np
import pytest

from onyx_desktop.models.shelf import Shelf
from onyx_desktop.vectors.dense import DenseEncoder
from onyx_desktop.vectors.late import TokenVectors
from onyx_desktop.vectors.levels import Levels, row_bytes, turn
from onyx_desktop.vectors.pairs import pairs
from onyx_desktop.vectors.pooling import unit

# Dimensions, bytes a token, and the largest mean error of a cosine of random directions.
CASES = [(384, 48, 0.04), (768, 96, 0.03), (128, 64, 0.012), (96, 48, 0.012), (47, 24, 0.02)]

ENGLISH = 32  # the sample's questions in other languages come behind


def directions(count, dimensions, seed=0, middle=0.0):
    chance = np.random.default_rng(seed)
    return unit(chance.standard_normal((count, dimensions)).astype(np.float32) + np.float32(middle))


@pytest.mark.parametrize("dimensions", [47, 96, 384])
def test_a_turn_keeps_every_angle_and_leaves_no_dimension_alone(dimensions):
    made = turn(dimensions)
    np.testing.assert_allclose(made @ made.T, np.eye(dimensions), atol=1e-5)
    assert np.abs(made).max() < 0.8


def test_the_turn_is_the_same_on_every_computer():
    found = turn(384)[[0, 100, 200, 383], [0, 50, 300, 383]]
    np.testing.assert_allclose(found, [-0.0219, -0.010833, -0.026305, 0.031384], atol=1e-5)


@pytest.mark.parametrize(("dimensions", "size", "largest"), CASES)
def test_cosines_come_back(dimensions, size, largest):
    codec = Levels.fit(directions(3000, dimensions))
    vectors, questions = directions(500, dimensions, 1), directions(20, dimensions, 2)
    codes = codec.encode(vectors)
    assert codes.shape == (500, size)
    assert codes.dtype == np.uint8
    assert size == row_bytes(dimensions)
    errors = questions @ turn(dimensions) @ codec.decode(codes).T - questions @ vectors.T
    assert np.abs(errors).mean() < largest
    assert abs(errors.mean()) < 0.005
    # of a vector with itself, where nothing but the codes is between
    assert (vectors @ turn(dimensions) * codec.decode(codes)).sum(axis=1).mean() == pytest.approx(1, abs=0.01)


def test_vectors_that_lie_to_one_side_are_told_apart():
    codec = Levels.fit(directions(3000, 384, middle=2))
    vectors = directions(200, 384, 1, middle=2)
    found = vectors @ turn(384) @ codec.decode(codec.encode(vectors)).T
    assert (found.argmax(axis=1) == np.arange(200)).all()


def test_what_was_learned_can_be_kept():
    codec = Levels.fit(directions(100, 96))
    again = Levels.restored({name: each.copy() for name, each in codec.parameters.items()})
    codes = codec.encode(directions(9, 96, 1))
    assert np.array_equal(again.encode(directions(9, 96, 1)), codes)
    assert np.array_equal(again.decode(codes), codec.decode(codes))


def test_nothing_is_coded_as_nothing():
    codec = Levels.fit(directions(100, 384))
    assert codec.encode(np.empty((0, 384), np.float32)).shape == (0, 48)
    assert codec.decode(np.empty((0, 48), np.uint8)).shape == (0, 384)


def test_maxsim_of_codes_orders_as_maxsim_does(tmp_path):
    card, folder = Shelf(tmp_path).find("all-MiniLM-L6-v2")
    tokens = TokenVectors(DenseEncoder(folder, card, 2))
    questions, passages = pairs()
    documents = tokens.documents(passages)
    codec = Levels.fit(np.concatenate(tokens.documents(questions)))
    decoded = [codec.decode(codec.encode(each)) for each in documents]
    exact, coded = [], []
    for question in questions[:ENGLISH]:
        asked = tokens.question(question).vectors
        exact.append([(asked @ each.T).max(axis=1).mean() for each in documents])
        coded.append([(asked @ turn(384) @ each.T).max(axis=1).mean() for each in decoded])
    best, still_best = np.argmax(exact, axis=1), np.argmax(coded, axis=1)
    assert (best == still_best).mean() > 0.95
    assert (still_best == np.arange(ENGLISH)).mean() > 0.95
    alike = [np.corrcoef(one, other)[0, 1] for one, other in zip(exact, coded, strict=True)]
    assert np.mean(alike) > 0.975
    assert min(alike) > 0.93
    assert np.abs(np.subtract(coded, exact)).max() < 0.12
