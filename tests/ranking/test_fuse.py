"""Fusion against cases computed by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onyx_desktop.ranking import fuse

NAN = float("nan")


def floats(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def test_min_max_by_hand() -> None:
    assert fuse.min_max(floats(2, 4, 3)).tolist() == [0, 1, 0.5]
    assert fuse.min_max(floats(NAN, 4, 3)).tolist() == [0, 1, 0]
    assert fuse.min_max(floats(5)).tolist() == [1]
    assert fuse.min_max(floats(5, NAN)).tolist() == [1, 0]
    assert fuse.min_max(floats(NAN, NAN)).tolist() == [0, 0]
    assert fuse.min_max(floats()).tolist() == []


def test_convex_by_hand() -> None:
    words, cosines = floats(0, 10, 5), floats(0.8, 0.2, 0.5)
    observed = [(words, 0.25, fuse.OBSERVED), (cosines, 0.75, fuse.OBSERVED)]
    assert fuse.convex(observed) == pytest.approx([0.75, 0.25, 0.5])
    bounded = [(words, 0.5, fuse.Bounds(low=-10)), (cosines, 0.5, fuse.Bounds(0.0, 1.0))]
    assert fuse.convex(bounded) == pytest.approx([0.25 + 0.4, 0.5 + 0.1, 0.375 + 0.25])


def test_reciprocal_ranks_by_hand() -> None:
    # 7 is first, 1 / 61; 5 stands there twice, so both are second, 1 / 62; 2 is fourth, 1 / 64; NaN has no rank.
    expected = [1 / 62, 1 / 64, 1 / 61, 0, 1 / 62]
    assert fuse.reciprocal(floats(5, 2, 7, NAN, 5)) == pytest.approx(expected)
    assert fuse.reciprocal(floats(5, 2), k=1) == pytest.approx([1 / 2, 1 / 3])
    assert fuse.reciprocal(floats(NAN)).tolist() == [0]
    assert fuse.reciprocal(floats()).tolist() == []


@given(st.lists(st.floats(-100, 100, width=32) | st.just(NAN), max_size=40))
def test_a_reciprocal_rank_follows_the_score(values: list[float]) -> None:
    added = fuse.reciprocal(floats(*values))
    for a, one in enumerate(values):
        assert (added[a] == 0) == math.isnan(one), "only what has no score gets nothing"
        for b, other in enumerate(values):
            if one > other:
                assert added[a] > added[b]
            if one == other:
                assert added[a] == added[b]


@given(st.lists(st.floats(-100, 100, width=32), min_size=1, max_size=40))
def test_reciprocal_ranks_do_not_depend_on_what_has_no_score(values: list[float]) -> None:
    alone, among = fuse.reciprocal(floats(*values)), fuse.reciprocal(floats(NAN, *values, NAN))
    assert among[1:-1].tolist() == alone.tolist()


def test_a_fixed_bound_keeps_poor_scores_poor() -> None:
    assert fuse.min_max(floats(0.1, 0.2), fuse.Bounds(0.0, 1.0)) == pytest.approx([0.1, 0.2])


def test_ranks_are_from_one_and_stable() -> None:
    assert fuse.ranks(floats(0.5, 0.9, 0.5, NAN)).tolist() == [2, 1, 3, 4]


@given(st.lists(st.floats(-100, 100, width=32) | st.just(NAN), max_size=40), st.integers(1, 50))
def test_best_is_what_sorting_gives(values: list[float], limit: int) -> None:
    scores = floats(*values)
    expected = sorted(
        (place for place in range(len(values)) if values[place] == values[place]), key=lambda p: -values[p]
    )
    got = fuse.best(scores, limit)
    assert [values[place] for place in got] == [values[place] for place in expected[:limit]]


@given(st.lists(st.tuples(st.floats(-1, 1, width=32), st.floats(0, 50, width=32)), min_size=1, max_size=40))
def test_a_candidate_better_in_both_is_never_below(pairs: list[tuple[float, float]]) -> None:
    one, other = (floats(*each) for each in zip(*pairs, strict=True))
    fused = fuse.convex([(one, 0.5, fuse.OBSERVED), (other, 0.5, fuse.OBSERVED)])
    for a in range(len(pairs)):
        for b in range(len(pairs)):
            if one[a] >= one[b] and other[a] >= other[b]:
                assert fused[a] >= fused[b]
