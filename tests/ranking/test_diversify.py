"""Maximal marginal relevance, against cases worked out by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onyx_desktop.ranking.diversify import diversified

EAST, NORTH = np.array([1, 0], np.float32), np.array([0, 1], np.float32)
BETWEEN = np.array([0.8, 0.6], np.float32)


def test_no_diversity_is_the_order_of_the_scores() -> None:
    order = diversified(np.array([0.1, 0.9, 0.5], np.float32), np.stack([EAST, EAST, EAST]), 0.0, 3)
    assert order.tolist() == [1, 2, 0]


def test_what_was_said_already_waits() -> None:
    """λ = 0.5. First 0 (relevance 1). Then 1: 0.45 - 0.5, 2: 0.25 - 0.4, 3: 0 - 0: 3. Then 1: -0.05, 2: 0.25 - 0.4."""
    scores = np.array([1.0, 0.9, 0.5, 0.0], np.float32)
    order = diversified(scores, np.stack([EAST, EAST, BETWEEN, NORTH]), 0.5, 4)
    assert order.tolist() == [0, 3, 1, 2]


def test_a_little_diversity_moves_only_equals() -> None:
    """λ = 0.8. After 0, 1: 0.72 - 0.2 = 0.52, 2: 0.4 - 0.16 = 0.24, 3: 0."""
    scores = np.array([1.0, 0.9, 0.5, 0.0], np.float32)
    assert diversified(scores, np.stack([EAST, EAST, BETWEEN, NORTH]), 0.2, 4).tolist() == [0, 1, 2, 3]


def test_beyond_the_count_scores_decide() -> None:
    scores = np.array([1.0, 0.9, 0.5, 0.0], np.float32)
    order = diversified(scores, np.stack([EAST, EAST, BETWEEN, NORTH]), 0.5, 2)
    assert order.tolist() == [0, 3, 1, 2]


@given(st.integers(0, 30), st.floats(0, 1), st.integers(0, 40))
def test_everyone_comes_once(count: int, diversity: float, first: int) -> None:
    chance = np.random.default_rng(count)
    rows = chance.normal(size=(count, 4)).astype(np.float32)
    order = diversified(chance.random(count, np.float32), rows, diversity, first)
    assert sorted(order.tolist()) == list(range(count))
