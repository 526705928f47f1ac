"""The first numbers of a vector, made length 1 again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onyx_desktop.vectors.matryoshka import cut
from tests.real import vectors

FULL = 24
numbers = st.floats(-1, 1, width=32).filter(lambda number: number == 0 or abs(number) > 1e-3)


@given(arrays(np.float32, (3, FULL), elements=numbers), st.integers(1, FULL - 1))
def test_a_cut_is_the_first_numbers_over_their_length(rows: np.ndarray, dimensions: int) -> None:
    short = rows[:, :dimensions]
    lengths = np.linalg.norm(short, axis=1, keepdims=True)
    expected = np.divide(short, lengths, out=np.zeros_like(short), where=lengths > 0)
    assert np.array_equal(cut(rows, dimensions), expected)


@pytest.mark.parametrize("dimensions", [0, 384, 1000])
def test_full_vectors_stay_as_they_are(dimensions: int) -> None:
    assert np.array_equal(cut(vectors(), dimensions), vectors())


def test_a_query_is_cut_like_a_row() -> None:
    assert np.array_equal(cut(vectors()[3], 64), cut(vectors(), 64)[3])


def test_centred_is_a_layer_norm_before_the_cut() -> None:
    rows = vectors()[:50].astype(np.float64)
    normed = (rows - rows.mean(axis=1, keepdims=True)) / np.sqrt(rows.var(axis=1, keepdims=True))
    expected = normed[:, :64] / np.linalg.norm(normed[:, :64], axis=1, keepdims=True)
    assert np.abs(cut(vectors()[:50], 64, centred=True) - expected).max() < 1e-6


def test_half_vectors_are_cut_in_float32() -> None:
    short = cut(vectors().astype(np.float16), 64)
    assert short.dtype == np.float32
    assert np.abs(np.linalg.norm(short, axis=1) - 1).max() < 1e-6
