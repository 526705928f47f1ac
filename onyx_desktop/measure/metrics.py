"""Rankings and judgements → figures between 0 and 1.

The definitions are those of trec_eval, so that the figures can be laid beside published ones: a judgement above 0 is
relevant; the gain of nDCG is the judgement itself, not 2^judgement - 1 (Järvelin and Kekäläinen, TOIS 2002); unjudged
means not relevant. Only queries with at least one relevant judgement count in averages, and all of these do: one that
found nothing, or was never asked, counts 0. Refuses a ranking that names a document twice, which would count it twice.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# What an evaluation reports; the names are part of the command line's contract.
REPORTED = ("ndcg@10", "recall@2", "recall@10", "recall@100", "mrr@10", "map", "hit@10")


def ndcg(ranking: Sequence[str], judged: Mapping[str, int], k: int) -> float:
    """Discounted gain of the first k document ids over that of the best possible k; judgements below 0 gain nothing."""
    best = sorted((max(0, score) for score in judged.values()), reverse=True)
    ideal = _discounted(best[:k])
    return _discounted([max(0, judged.get(each, 0)) for each in ranking[:k]]) / ideal if ideal else 0.0


def recall(ranking: Sequence[str], judged: Mapping[str, int], k: int) -> float:
    """How much of what is relevant is among the first k."""
    wanted = relevant(judged)
    return len(wanted.intersection(ranking[:k])) / len(wanted) if wanted else 0.0


def reciprocal_rank(ranking: Sequence[str], judged: Mapping[str, int], k: int) -> float:
    """1 / rank of the first relevant document among the first k, else 0."""
    wanted = relevant(judged)
    return next((1 / rank for rank, each in enumerate(ranking[:k], 1) if each in wanted), 0.0)


def average_precision(ranking: Sequence[str], judged: Mapping[str, int]) -> float:
    """Mean of the precision at each relevant document of the whole ranking; those not found count 0."""
    wanted = relevant(judged)
    ranks = [rank for rank, each in enumerate(ranking, 1) if each in wanted]
    return sum(found / rank for found, rank in enumerate(ranks, 1)) / len(wanted) if wanted else 0.0


def hit(ranking: Sequence[str], judged: Mapping[str, int], k: int) -> float:
    """1 if anything relevant is among the first k, else 0."""
    return float(not relevant(judged).isdisjoint(ranking[:k]))


def relevant(judged: Mapping[str, int]) -> set[str]:
    """Ids of the documents with a judgement above 0."""
    return {each for each, score in judged.items() if score > 0}


def averages(
    rankings: Mapping[str, Sequence[str]], qrels: Mapping[str, Mapping[str, int]], names: Sequence[str] = REPORTED
) -> dict[str, float]:
    """Mean of each named figure over the queries that have something relevant.

    rankings: query id → document ids, best first. qrels: query id → document id → judgement. names: a figure, "@" and
    a depth, or "map". Raises `ValueError` for a repeated document, an unknown name, or no query that counts.
    """
    counted = [query for query, judged in qrels.items() if relevant(judged)]
    if not counted:
        raise ValueError("no query has a relevant judgement")
    for query in counted:
        ranking = rankings.get(query, ())
        if len(set(ranking)) != len(ranking):
            raise ValueError(f"the ranking of query {query!r} names a document twice")
    return {
        name: math.fsum(value(name, rankings.get(query, ()), qrels[query]) for query in counted) / len(counted)
        for name in names
    }


def single(
    rankings: Mapping[str, Sequence[str]], qrels: Mapping[str, Mapping[str, int]], name: str
) -> dict[str, float]:
    """One named figure of each query that has something relevant, as `averages` counts it; what `compare` needs."""
    counted = (query for query, judged in qrels.items() if relevant(judged))
    return {query: value(name, rankings.get(query, ()), qrels[query]) for query in counted}


def value(name: str, ranking: Sequence[str], judged: Mapping[str, int]) -> float:
    """Compute one figure by name, as in `averages`, for one query."""
    kind, _, depth = name.partition("@")
    if name == "map":
        return average_precision(ranking, judged)
    figures = {"ndcg": ndcg, "recall": recall, "mrr": reciprocal_rank, "hit": hit}
    if kind not in figures or not depth.isdecimal() or int(depth) < 1:
        raise ValueError(f"no figure is called {name!r}")
    return figures[kind](ranking, judged, int(depth))


def _discounted(gains: Sequence[int]) -> float:
    return math.fsum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))
