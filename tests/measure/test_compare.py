"""Intervals and paired tests, against what is known: exact chances of small cases and how often bounds hold."""

import itertools

import numpy as np
import pytest

from onyx_desktop.measure.compare import compare, interval


def test_an_interval_holds_the_average_and_narrows_with_more_questions() -> None:
    rng = np.random.default_rng(1)
    few, many = interval(rng.random(20).tolist()), interval(rng.random(2000).tolist())
    assert few.low < few.mean < few.high
    assert 0.45 < many.low < many.mean < many.high < 0.55
    assert many.high - many.low < (few.high - few.low) / 3


def test_bounds_hold_the_truth_about_as_often_as_promised() -> None:
    rng = np.random.default_rng(2)
    held = sum(one.low <= 0.5 <= one.high for one in (interval(rng.random(60).tolist(), 400) for _ in range(200)))
    assert 180 <= held <= 200


def test_the_chance_is_that_of_all_swaps() -> None:
    one, other = [0.9, 0.8, 0.7, 1.0, 0.6, 0.5], [0.5, 0.6, 0.8, 0.4, 0.3, 0.45]
    differences = np.subtract(one, other)
    sums = [abs(np.dot(signs, differences)) for signs in itertools.product((1, -1), repeat=6)]
    exact = np.mean([each >= abs(differences.sum()) - 1e-9 for each in sums])
    assert compare(one, other, 20_000).chance == pytest.approx(exact, abs=0.01)


def test_better_is_said_only_where_it_is_larger_than_chance() -> None:
    rng = np.random.default_rng(3)
    base = rng.random(150)
    better, same = np.minimum(1, base + 0.08 * rng.random(150)), base + rng.normal(0, 0.1, 150)
    assert compare(better.tolist(), base.tolist()).verdict == 1
    assert compare(base.tolist(), better.tolist()).verdict == -1
    assert compare(same.tolist(), base.tolist()).verdict == 0
    assert compare(base.tolist(), base.tolist()).chance == 1
    assert compare([1.0, 1.0], [0.0, 0.0]).verdict == 0, "two questions prove nothing"


def test_questions_must_pair() -> None:
    with pytest.raises(ValueError, match="pair"):
        compare([1.0, 0.0], [1.0])
    with pytest.raises(ValueError, match="no question"):
        interval([])
