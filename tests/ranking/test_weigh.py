"""What stages add to a score, against cases computed by hand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onyx_desktop.domain import Scale
from onyx_desktop.ranking import weigh
from onyx_desktop.ranking.route import Weights

NAN = float("nan")
WEIGHTS = Weights(
    words=(0.3, 0.7),
    pieces=(1.0, 3.0),
    full_share=0.5,
    deviations=10,
    document=0.25,
    pairs=0.5,
    late=2.0,
    refined=20,
)


def floats(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


EVIDENCE = weigh.Evidence(
    words=floats(4, 2, NAN),
    best_words=16,
    pairs=floats(2, NAN, NAN),
    cosines=floats(0.3, NAN, 0.5),
    document=floats(0.5, 0.4, 0.5),
    scale=Scale(0.1, 0.05),
)


def test_by_scores_by_hand() -> None:
    shares = weigh.by_scores(EVIDENCE, 0.4, WEIGHTS)
    # Words with half of their pairs: 4 + 1, 2 and nothing. They count in full from 0.5 * 16 = 8 on, times 0.4.
    assert shares["words"] == pytest.approx([0.4 * 5 / 8, 0.4 * 2 / 8, 0])
    # Cosines, a quarter of them the document's: 0.35 and 0.5; a passage that is not embedded has none. From 0.1, the
    # background, to 0.1 + 10 * 0.05 = 0.6, times 0.6.
    assert shares["meaning"] == pytest.approx([0.6 * 0.25 / 0.5, 0, 0.6 * 0.4 / 0.5])
    assert set(shares) == {"words", "meaning"}


def test_the_best_passage_counts_in_full_where_it_beats_the_expected_best() -> None:
    evidence = dataclasses.replace(EVIDENCE, best_words=6)  # full from 3 on, but there is a 5
    assert weigh.by_scores(evidence, 1.0, WEIGHTS)["words"] == pytest.approx([1, 2 / 5, 0])


def test_sparse_terms_count_as_words_between_their_worst_and_best() -> None:
    evidence = dataclasses.replace(EVIDENCE, sparse=floats(10, 20, 15))
    assert weigh.by_scores(evidence, 0.4, WEIGHTS)["sparse"] == pytest.approx([0, 0.4, 0.2])
    # The second is best, the third next, the first last.
    assert weigh.by_ranks(evidence, WEIGHTS)["sparse"] == pytest.approx([1 / 63, 1 / 61, 1 / 62])


def test_by_ranks_by_hand() -> None:
    shares = weigh.by_ranks(EVIDENCE, WEIGHTS)
    assert shares["words"] == pytest.approx([1 / 61, 1 / 62, 0])
    assert shares["meaning"] == pytest.approx([1 / 62, 0, 1 / 61])


def test_words_alone_need_no_cosine() -> None:
    alone = weigh.Evidence(words=floats(4, 2), best_words=4)
    assert weigh.by_scores(alone, 0.4, WEIGHTS).keys() == weigh.by_ranks(alone, WEIGHTS).keys() == {"words"}


def test_late_interaction_by_hand() -> None:
    late = floats(0.2, NAN, 0.6, -0.1)
    # Of the meaning's 0.5, twice; without a score the middle one of 0.2, 0.6 and -0.1; nothing below 0.
    assert weigh.late_by_scores(late, 0.5, WEIGHTS) == pytest.approx([0.2, 0.2, 0.6, 0])
    # 0.6 is first; 0.2 and what takes its place share the second rank; the last is fourth.
    assert weigh.late_by_ranks(late) == pytest.approx([1 / 62, 1 / 62, 1 / 61, 1 / 64])


SCORES = st.floats(0, 30, width=16) | st.just(NAN)


@given(st.lists(st.tuples(SCORES, st.floats(-1, 1, width=16)), min_size=1, max_size=30), st.floats(0, 1))
def test_better_in_all_is_never_below(pairs: list[tuple[float, float]], words_weight: float) -> None:
    words, cosines = (floats(*each) for each in zip(*pairs, strict=True))
    evidence = weigh.Evidence(words, 30, cosines=cosines, document=cosines, scale=Scale(0.0, 0.1))
    known = np.nan_to_num(words, nan=-1)
    for shares in (weigh.by_scores(evidence, words_weight, WEIGHTS), weigh.by_ranks(evidence, WEIGHTS)):
        fused = shares["words"] + shares["meaning"]
        for a in range(len(pairs)):
            for b in range(len(pairs)):
                if known[a] >= known[b] and cosines[a] >= cosines[b]:
                    assert fused[a] >= fused[b] - 1e-6
