"""Words for scores."""

from __future__ import annotations

import pytest

from onyx_desktop.domain import Scale, Strength
from onyx_desktop.ranking import strength
from onyx_desktop.ranking.strength import Background, Evidence

COSINE, LATE = Scale(0.2, 0.1), Scale(0.3, 0.05)
NOTHING_ELSE = Background(COSINE, None, 1)


@pytest.mark.parametrize(
    ("deviations", "word"),
    [(6.1, Strength.STRONG), (5.0, Strength.GOOD), (3.5, Strength.WEAK), (2.9, Strength.NEAREST)],
)
def test_the_ladder(deviations: float, word: Strength) -> None:
    assert strength.of(Evidence(cosine=0.2 + deviations * 0.1), NOTHING_ELSE) is word


def test_the_same_cosine_means_less_in_a_model_that_crowds() -> None:
    assert strength.of(Evidence(cosine=0.8), Background(Scale(0.05, 0.08), None, 100)) is Strength.STRONG
    assert strength.of(Evidence(cosine=0.8), Background(Scale(0.78, 0.02), None, 100)) is Strength.NEAREST


def test_words_lift_a_cosine_but_do_not_make_one() -> None:
    library = Background(COSINE, None, 1000)
    assert strength.of(Evidence(cosine=0.5, words=0.0), library) is Strength.NEAREST
    assert strength.of(Evidence(cosine=0.5, words=0.4), library) is Strength.GOOD
    assert strength.of(Evidence(cosine=0.2, words=0.2), library) is Strength.NEAREST


def test_words_alone_count_by_what_the_passage_holds() -> None:
    assert strength.of(Evidence(held=1.0), NOTHING_ELSE) is Strength.STRONG
    assert strength.of(Evidence(held=0.5), NOTHING_ELSE) is Strength.WEAK
    assert strength.of(Evidence(), NOTHING_ELSE) is Strength.NEAREST


def test_late_interaction_decides_where_it_is_known() -> None:
    """4.6 deviations of its own, with 0.6 of the cosine's, 2 for all words, less 0.9 for each tenfold of passages."""
    library = Background(COSINE, LATE, 1000)
    late = 0.3 + 0.05 * (4.6 - 0.6 * 2 - 2.0 * 0.5 + 0.9 * 3)
    assert strength.of(Evidence(cosine=0.4, words=0.5, late=late + 0.001), library) is Strength.GOOD
    assert strength.of(Evidence(cosine=0.4, words=0.5, late=late - 0.001), library) is Strength.WEAK
    assert strength.of(Evidence(cosine=0.4, words=1.0, late=0.3), library) is Strength.NEAREST


def test_a_large_library_holds_something_near_to_anything() -> None:
    evidence = Evidence(cosine=0.5, late=0.55)
    small, large = (strength.of(evidence, Background(COSINE, LATE, count)) for count in (10, 1_000_000))
    assert (small, large) == (Strength.GOOD, Strength.NEAREST)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("", None),
        ("s", None),
        ("wsg", None),
        ("sgwn", 2),
        ("gwgw", 3),
        ("nw", 0),
    ],
)
def test_where_the_weak_ones_begin(words: str, place: int | None) -> None:
    named = {each.value[0]: each for each in Strength}
    assert strength.weak_from([named[each] for each in words]) == place
