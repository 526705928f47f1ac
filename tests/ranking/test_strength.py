"""Words for scores."""

from __future__ import annotations

import pytest

from onyx_desktop.domain import Scale, Strength
from onyx_desktop.ranking import strength


@pytest.mark.parametrize(
    ("deviations", "word"),
    [(6.1, Strength.STRONG), (5.0, Strength.GOOD), (3.5, Strength.WEAK), (2.9, Strength.NEAREST)],
)
def test_the_ladder(deviations: float, word: Strength) -> None:
    assert strength.of_cosine(0.2 + deviations * 0.1, Scale(0.2, 0.1)) is word


def test_the_same_cosine_means_less_in_a_model_that_crowds() -> None:
    assert strength.of_cosine(0.8, Scale(0.05, 0.08)) is Strength.STRONG
    assert strength.of_cosine(0.8, Scale(0.78, 0.02)) is Strength.NEAREST


def test_words_alone_count_one_step_less() -> None:
    assert strength.of_words(1.0) is Strength.STRONG
    assert strength.weaker(Strength.STRONG) is Strength.GOOD
    assert strength.weaker(Strength.NEAREST) is Strength.NEAREST
    assert strength.stronger(Strength.WEAK, Strength.GOOD) is Strength.GOOD
