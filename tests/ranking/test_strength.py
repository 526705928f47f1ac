"""Words for scores."""

from __future__ import annotations

import numpy as np
import pytest

from onyx_desktop.domain import Strength
from onyx_desktop.ranking import strength


def test_the_background_is_that_of_the_passages() -> None:
    cosines = np.random.default_rng(1).normal(0.3, 0.05, 5000).astype(np.float32)
    behind = strength.background(cosines)
    assert behind.mean == pytest.approx(0.29, abs=0.01)
    assert behind.deviation == pytest.approx(0.05, abs=0.01)


def test_few_passages_lean_on_the_usual_background() -> None:
    behind = strength.background(np.array([0.9, np.nan], np.float32))
    assert behind.mean < 0.1
    assert strength.of_cosine(0.9, behind) is Strength.STRONG


@pytest.mark.parametrize(
    ("deviations", "word"),
    [(5.1, Strength.STRONG), (4.5, Strength.GOOD), (3.5, Strength.WEAK), (2.9, Strength.NEAREST)],
)
def test_the_ladder(deviations: float, word: Strength) -> None:
    assert strength.of_cosine(0.2 + deviations * 0.1, strength.Background(0.2, 0.1)) is word


def test_words_alone_count_one_step_less() -> None:
    assert strength.of_words(1.0) is Strength.STRONG
    assert strength.weaker(Strength.STRONG) is Strength.GOOD
    assert strength.weaker(Strength.NEAREST) is Strength.NEAREST
    assert strength.stronger(Strength.WEAK, Strength.GOOD) is Strength.GOOD
