import numpy as np
import pytest

from onyx_desktop.domain import Kind
from onyx_desktop.models import accept
from tests.models import ready

TEXTS, WIDTH = 60, 96


def card(kind=Kind.DENSE):
    return ready.card(kind=kind, dimensions=WIDTH if kind is Kind.DENSE else 0)


def directions(seed, rows=TEXTS):
    made = np.random.default_rng(seed).normal(size=(rows, WIDTH)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def with_error(rows, cosine):
    return rows + np.sqrt(1 / cosine**2 - 1) * directions(9) * np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.mark.parametrize(("cosine", "kept"), [(0.999, True), (0.99, False), (0.97, False), (0.9, False)])
def test_texts_without_any_relation_leave_little_room(cosine, kept):
    rows = directions(0)
    assert accept.agree(card(), with_error(rows, cosine), rows) is kept


@pytest.mark.parametrize(("cosine", "kept"), [(0.999, True), (0.99, True), (0.98, False), (0.97, False)])
def test_related_texts_leave_more(cosine, kept):
    rows = directions(0) + 4 * np.repeat(directions(1, 6), 10, axis=0)  # six subjects
    assert accept.agree(card(), with_error(rows, cosine), rows) is kept


def test_a_narrow_space_is_no_excuse():
    rows = directions(0) + 4 * directions(1, 1)
    spoilt = with_error(rows, 0.995)
    cosines = (rows * spoilt).sum(axis=1) / np.linalg.norm(rows, axis=1) / np.linalg.norm(spoilt, axis=1)
    assert cosines.min() > 0.99
    assert not accept.agree(card(), spoilt, rows)


def test_one_ruined_text_is_enough():
    rows = directions(0) + 4 * np.repeat(directions(1, 6), 10, axis=0)
    spoilt = rows.copy()
    spoilt[7] = directions(2)[7]
    assert not accept.agree(card(), spoilt, rows)


def test_scores_must_rise_and_fall_together():
    scores = np.random.default_rng(0).normal(size=(96, 1)).astype(np.float32)
    noise = np.random.default_rng(1).normal(size=(96, 1)).astype(np.float32)
    assert accept.agree(card(Kind.RERANKER), 3 * scores - 1 + 0.1 * noise, scores)
    assert not accept.agree(card(Kind.RERANKER), scores + noise, scores)
    assert not accept.agree(card(Kind.RERANKER), -scores, scores)


def test_a_score_that_stands_still_is_no_score():
    scores = np.random.default_rng(0).normal(size=(96, 1)).astype(np.float32)
    assert not accept.agree(card(Kind.RERANKER), np.zeros_like(scores), scores)
    both = np.concatenate([scores, np.zeros_like(scores)], axis=1)
    assert not accept.agree(card(Kind.RERANKER), np.concatenate([scores, scores], axis=1), both)


def test_rows_of_another_shape_do_not_agree():
    assert not accept.agree(card(), directions(0)[:, :48], directions(0))
    assert accept.fault(card(), directions(0)[:0]) == "the model gives no rows of numbers"
    assert accept.fault(card(), directions(0)) == ""
