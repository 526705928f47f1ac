"""Four ways to compare two vectors of length 1."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onyx_desktop.domain import Distance
from onyx_desktop.vectors.distance import similarities
from tests.real import vectors

BLUR = 4e-6  # of float32; nearer than this may change places
COSINE_LIKE = (Distance.COSINE, Distance.DOT, Distance.EUCLIDEAN)


@given(st.integers(0, 2**32 - 1), st.integers(2, 300), st.integers(1, 300))
def test_cosine_dot_and_euclidean_rank_alike(seed: int, dimensions: int, count: int) -> None:
    rows = np.random.default_rng(seed).standard_normal((count + 1, dimensions)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    truth = rows[1:].astype(np.float64) @ rows[0].astype(np.float64)
    for distance in COSINE_LIKE:
        found = similarities(distance, rows[0], rows[1:])
        assert np.abs(found - truth).max() < BLUR
        in_order = truth[np.argsort(-found, kind="stable")]
        assert (np.diff(in_order) < 2 * BLUR).all()


def test_cosine_dot_and_euclidean_rank_real_passages_alike() -> None:
    lists = [np.argsort(-similarities(each, vectors()[5], vectors()))[:50].tolist() for each in COSINE_LIKE]
    assert lists[0] == lists[1] == lists[2]


def test_manhattan_is_the_sum_of_differences_on_the_scale_of_the_cosine() -> None:
    query, rows = vectors()[5], vectors()
    found = similarities(Distance.MANHATTAN, query, rows)
    sums = np.abs(rows.astype(np.float64) - query).sum(axis=1)
    assert np.array_equal(np.argsort(-found)[:100], np.argsort(sums)[:100])
    assert found[5] == 1
    apart = np.abs(found - similarities(Distance.COSINE, query, rows))
    assert apart.mean() < 0.03
    assert apart.max() < 0.12


def test_nothing_to_compare_with() -> None:
    for distance in Distance:
        assert similarities(distance, vectors()[0], vectors()[:0]).shape == (0,)
