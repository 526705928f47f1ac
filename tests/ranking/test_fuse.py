"""Fusion against cases computed by hand."""

from __future__ import annotations

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
