"""The shape of vectors: drawn where the answer is known, and the real model's."""

import numpy as np
import pytest

from onyx_desktop.measure.geometry import centred, principal, shape, whitening
from tests.real import vectors


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_vectors_drawn_evenly_fill_their_space() -> None:
    rng = np.random.default_rng(1)
    seen = shape(unit(rng.normal(size=(4000, 32))))
    assert abs(seen.baseline) < 0.01
    assert seen.rank > 31
    assert seen.explained(32) == pytest.approx(1, abs=1e-5)
    assert seen.explained(8) < 0.3
    assert seen.uniformity == pytest.approx(-4 + 8 / 32, abs=0.1)  # log E exp(-2 d²) = -4 + (4² / d) / 2


def test_a_cone_and_a_collapse_are_seen() -> None:
    rng = np.random.default_rng(1)
    even = rng.normal(size=(2000, 32))
    cone = shape(unit(even + 6))
    assert cone.baseline > 0.95
    assert cone.uniformity > -0.4
    flat = shape(unit(even * (np.arange(32) < 3)))
    assert flat.rank < 3.01
    assert flat.explained(8) == pytest.approx(1, abs=1e-5)


def test_questions_at_their_answers_are_aligned() -> None:
    rows = vectors()
    assert shape(rows, (rows[:50], rows[:50])).alignment == pytest.approx(0, abs=1e-6)
    apart = shape(rows, (rows[:50], rows[50:100])).alignment
    assert apart is not None
    assert apart > 0.5


def test_turns_do_what_they_are_called() -> None:
    rows = vectors()
    middle = centred(rows)
    assert np.abs(shape(middle.apply(rows)).baseline) < abs(shape(rows).baseline)
    half = principal(rows, 64).apply(rows)
    assert half.shape == (len(rows), 64)
    assert np.linalg.norm(half, axis=1) == pytest.approx(1, abs=1e-4)
    raw = whitening(rows)
    spread = ((rows - raw.middle) @ raw.matrix).var(axis=0)
    assert spread[0] == pytest.approx(1, abs=1e-2)
    assert spread.max() < 1.01
    assert shape(raw.apply(rows)).rank > 1.2 * shape(rows).rank


def test_too_few_have_no_shape() -> None:
    with pytest.raises(ValueError, match="two"):
        shape(vectors()[:1])
