from __future__ import annotations

import math
import random

import ir_measures
import pytest

from onyx_desktop.measure import metrics

GRADED = {"a": 3, "b": 2, "c": 0, "d": 1, "e": -1}


def test_ndcg_by_hand():
    ranking = ["b", "x", "a", "e"]
    gained = 2 / 1 + 3 / 2  # ranks 1 and 3: log2(2) = 1, log2(4) = 2
    ideal = 3 + 2 / math.log2(3) + 1 / 2
    assert metrics.ndcg(ranking, GRADED, 10) == pytest.approx(gained / ideal)
    assert metrics.ndcg(ranking, GRADED, 1) == pytest.approx(2 / 3)
    assert metrics.ndcg(["a", "b", "d"], GRADED, 10) == 1.0
    assert metrics.ndcg([], GRADED, 10) == 0.0
    assert metrics.ndcg(["c"], {"c": 0}, 10) == 0.0


def test_recall_mrr_map_hit_by_hand():
    ranking = ["x", "a", "c", "d", "y"]
    assert metrics.recall(ranking, GRADED, 2) == pytest.approx(1 / 3)
    assert metrics.recall(ranking, GRADED, 10) == pytest.approx(2 / 3)
    assert metrics.reciprocal_rank(ranking, GRADED, 10) == 0.5
    assert metrics.reciprocal_rank(ranking, GRADED, 1) == 0.0
    assert metrics.average_precision(ranking, GRADED) == pytest.approx((1 / 2 + 2 / 4) / 3)
    assert metrics.hit(ranking, GRADED, 1) == 0.0
    assert metrics.hit(ranking, GRADED, 2) == 1.0


def test_only_queries_with_something_relevant_count_and_the_unasked_count_0():
    qrels = {"found": {"a": 1}, "unasked": {"a": 1}, "nothing relevant": {"a": 0}}
    figures = metrics.averages({"found": ["a"], "nothing relevant": ["a"], "unjudged": ["a"]}, qrels)
    assert tuple(figures) == metrics.REPORTED
    assert set(figures.values()) == {0.5}


@pytest.mark.parametrize(
    ("rankings", "qrels", "names", "why"),
    [
        ({"q": ["a", "b", "a"]}, {"q": {"a": 1}}, ["map"], "twice"),
        ({"q": ["a"]}, {"q": {"a": 0}}, ["map"], "no query"),
        ({"q": ["a"]}, {"q": {"a": 1}}, ["ndcg"], "called 'ndcg'"),
        ({"q": ["a"]}, {"q": {"a": 1}}, ["mrr@0"], "called 'mrr@0'"),
    ],
)
def test_refuses(rankings, qrels, names, why):
    with pytest.raises(ValueError, match=why):
        metrics.averages(rankings, qrels, names)


def test_agrees_with_ir_measures():
    """For every query and on average; its own figures are those of trec_eval, compiled."""
    chance = random.Random(4)
    documents = [f"d{number}" for number in range(300)]
    qrels = {
        f"q{n}": {each: chance.choice([-1, 0, 1, 1, 2, 3]) for each in chance.sample(documents, 25)} for n in range(60)
    }
    rankings = {query: chance.sample(documents, chance.randrange(1, 200)) for query in qrels}
    runs = {query: {each: 1.0 / rank for rank, each in enumerate(ranking, 1)} for query, ranking in rankings.items()}
    theirs = {
        "ndcg@10": ir_measures.nDCG @ 10,
        "recall@2": ir_measures.R @ 2,
        "recall@10": ir_measures.R @ 10,
        "recall@100": ir_measures.R @ 100,
        "mrr@10": ir_measures.RR @ 10,
        "map": ir_measures.AP,
        "hit@10": ir_measures.Success @ 10,
    }
    assert set(theirs) == set(metrics.REPORTED)
    names = {measure: name for name, measure in theirs.items()}
    judged = list(ir_measures.iter_calc(theirs.values(), qrels, runs))
    assert len(judged) == len(theirs) * len(qrels)
    for query, measure, value in judged:
        ours = metrics.value(names[measure], rankings[query], qrels[query])
        assert ours == pytest.approx(value, abs=1e-9), (query, measure)
    means = metrics.averages(rankings, qrels)
    for measure, mean in ir_measures.calc_aggregate(theirs.values(), qrels, runs).items():
        assert means[names[measure]] == pytest.approx(mean, abs=1e-9), measure
