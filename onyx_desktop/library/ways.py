"""A question → documents in the order of the whole search, of one stage alone, or of some stages together.

For measuring: what each stage is worth shows only beside the others. Candidates are those of the search, so a stage
alone is seen as the search sees it; late interaction and the reranker order what words and meaning have found.
"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop import paths
from onyx_desktop.domain import NO_SEED, Mode, Way
from onyx_desktop.index.words import idf
from onyx_desktop.library.clock import Clock
from onyx_desktop.library.pulling import to_the_end
from onyx_desktop.ranking import fuse, weigh
from onyx_desktop.ranking.route import load

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from onyx_desktop.domain import FloatArray
    from onyx_desktop.library.library import Library
    from onyx_desktop.library.scored import Ranked
    from onyx_desktop.library.stages import Question


MODES: Mapping[Way, Mode] = MappingProxyType({Way.AUTO: Mode.AUTO, Way.WORDS: Mode.WORDS, Way.MEANING: Mode.MEANING})
"""The ways that are a search of their own."""

REFINING = frozenset({"late", "reranker"})
"""The stages that order what others have found."""

_DEPTH = 100


class Ways:
    """The ways of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._meaning = library.choice.answering
        self._weights = load(paths.resource("models/ranking.toml"))

    def there(self, way: Way) -> bool:
        """Whether a way can be gone: a model is chosen for it, and token vectors are wanted. For the writer."""
        if way is Way.LATE:
            return self._library.choice.tokens(make=True) is not None
        if way is Way.RERANKER:
            return self._library.refiners.rerank is not None
        return way is not Way.SPARSE or self._library.refiners.sparse is not None

    def documents(self, text: str, ways: Collection[Way]) -> dict[Way, list[int]]:
        """The ids of the documents that hold candidates, by their best passage, for each of the ways."""
        found = {way: self._library.ranked_documents(text, MODES[way]) for way in ways if way in MODES}
        if parts := [way for way in ways if way not in MODES]:
            question, ranked = self._meaning.search.rank(text, _DEPTH, Mode.AUTO, NO_SEED, Clock())
            found |= {way: self._ordered(ranked, self._scores(way, question, ranked)) for way in parts}
        return found

    def _scores(self, way: Way, question: Question, ranked: Ranked) -> FloatArray:
        """Of the candidates, (n,), NaN for those that the way does not find."""
        scored = ranked.scored
        chunk_ids = self._meaning.view.chunk_ids[scored.positions]
        if way is Way.LATE:
            weights = {term.word: idf(term, len(self._meaning.view)) for term in question.terms}
            return self._library.choice.late.scores(question.words, weights, chunk_ids)
        if way is Way.RERANKER:
            return self._reranked(question, ranked)
        if way is Way.FUSED:
            parts = [share for name, share in scored.shares.items() if name not in REFINING]
            fused: FloatArray = np.sum(parts, axis=0, dtype=np.float32)
            return fused
        if way is Way.RRF:
            evidence = self._meaning.search.fusion.evidence(question, scored.positions, scored.stages)
            by_ranks: FloatArray = np.sum([*weigh.by_ranks(evidence, self._weights).values()], axis=0)
            return by_ranks
        return scored.of(way.value)

    def _reranked(self, question: Question, ranked: Ranked) -> FloatArray:
        """The order of the reranker alone, whatever time it takes, over as many passages as it gets in a search."""
        scores = np.full(len(ranked.scored.positions), np.nan, np.float32)
        rerank = self._library.refiners.rerank
        if rerank is not None:
            first = fuse.best(ranked.scored.fused, self._weights.refined)
            chunk_ids = self._meaning.view.chunk_ids[ranked.scored.positions[first]]
            passages = [self._meaning.stages.text(int(each)) for each in chunk_ids]
            scores[first] = to_the_end(rerank.judge(question.text, passages, math.inf)).scores
        return scores

    def _ordered(self, ranked: Ranked, scores: FloatArray) -> list[int]:
        order = fuse.best(scores, len(scores))
        return list(dict.fromkeys(self._meaning.view.document_ids[ranked.scored.positions[order]].tolist()))
