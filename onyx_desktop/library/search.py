"""A question → an answer: query language → masks → stages → route → fusion → refining → folding → hits.

Every stage scores every candidate of any, so fusion guesses nothing. How much the words count beside the meaning, the
route, depends on how well the model knows the words of the question.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop import paths
from onyx_desktop.domain import (
    NO_SEED,
    Answer,
    BoolArray,
    Coverage,
    FloatArray,
    Fusing,
    Hit,
    IntArray,
    Mode,
    Seed,
    Span,
)
from onyx_desktop.index.words import idf
from onyx_desktop.library.clock import Clock
from onyx_desktop.library.fusion import Fusion
from onyx_desktop.library.hits import Hits, Ranked, Scored, telling
from onyx_desktop.library.judging import Judging
from onyx_desktop.library.pulling import to_the_end
from onyx_desktop.library.stages import CANDIDATES
from onyx_desktop.ranking import fuse
from onyx_desktop.ranking.query import parse
from onyx_desktop.ranking.route import Route, load, route
from onyx_desktop.ranking.snippet import joined
from onyx_desktop.ranking.strength import weak_from

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from onyx_desktop.domain import Scale, Step
    from onyx_desktop.index.store import Store
    from onyx_desktop.index.view import View
    from onyx_desktop.library.judging import Second
    from onyx_desktop.library.late import Late
    from onyx_desktop.library.refiners import Refiners
    from onyx_desktop.library.scored import Meant
    from onyx_desktop.library.shallow import Shallow
    from onyx_desktop.library.stages import Question, Stages


@dataclass(frozen=True, slots=True)
class Finish:
    """What is asked beside words and meaning, and done with candidates. diversity: 0: none, see `ranking.diversify`.

    fusing: how the scores of the stages become one. shallow: the vectors that stand in where the model's lack.
    """

    late: Late
    refiners: Refiners
    diversity: float = 0.0
    fusing: Fusing = Fusing.CONVEX
    shallow: Callable[[], Shallow | None] = lambda: None


class Search:
    """Answers questions over one store and one model; one thread asks, another may write meanwhile."""

    def __init__(self, store: Store, view: View, stages: Stages, scale: Scale, finish: Finish) -> None:
        self._store = store
        self._view = view
        self._stages = stages
        self._scale = scale
        self._finish = finish
        self._weights = load(paths.resource("models/ranking.toml"))
        self.fusion = Fusion(view, scale, self._weights, finish.fusing)
        self._hits = Hits(store, view)
        self._judging = Judging(view, stages, finish.refiners, self._weights.refined)

    def first(self, typed: str, limit: int, mode: Mode, seed: Seed = NO_SEED) -> Answer:
        """The best `limit` passages, at most three of one file, before any second reading."""
        clock = Clock()
        question, ranked = self.rank(typed, limit, mode, seed, clock)
        reading = self._judging.expected(_read_again(question, ranked.query.mode or mode))
        return replace(self._answer(question, ranked, mode, clock), query=typed, reading=reading)

    def better(self, typed: str, limit: int, mode: Mode, seed: Seed = NO_SEED) -> Generator[Step, None, Answer]:
        """As `first`, in the order of the reranker if one is asked; a job."""
        clock = Clock()
        question, ranked, second = yield from self.judged(typed, limit, mode, seed, clock)
        answer = self._answer(question, ranked, mode, clock)
        return replace(answer, query=typed, reading=second.reading, reading_s=second.needed_s)

    def more(
        self, document_id: int, typed: str, limit: int, mode: Mode, seed: Seed = NO_SEED
    ) -> Generator[Step, None, tuple[Hit, ...]]:
        """The passages of a document that the answer of `better` only counts, best first; a job."""
        _, ranked, _ = yield from self.judged(typed, limit, mode, seed, Clock())
        return self._hits.more(ranked, document_id)

    def judged(
        self, typed: str, limit: int, mode: Mode, seed: Seed, clock: Clock
    ) -> Generator[Step, None, tuple[Question, Ranked, Second]]:
        """As `rank`, read again by the reranker if one is asked; a job."""
        question, ranked = self.rank(typed, limit, mode, seed, clock)
        second = yield from self._judging.judge(_read_again(question, ranked.query.mode or mode), ranked.scored)
        clock.lap("reranker")
        return question, replace(ranked, scored=second.scored), second

    def everywhere(self, question: Question, mode: Mode) -> dict[str, FloatArray]:
        """What each stage that can be asked of every live passage says of it, whatever the filters: (n,)."""
        found = self._stages.everywhere(question, mode)
        if question.vector is not None:
            found |= self._skimmed(question.words, np.ones(len(self._view), np.bool_))
        if mode is Mode.AUTO and (sparse := self._finish.refiners.sparse) is not None:
            found["sparse"] = sparse.scores(question.words, self._view)
        return found

    def _answer(self, question: Question, ranked: Ranked, mode: Mode, clock: Clock) -> Answer:
        hits = self._hits.make(ranked)
        clock.lap("hits")
        chosen = ranked.query.mode or mode
        return Answer(
            query="",
            hits=hits,
            coverage=self.coverage(),
            ms=clock.total_ms,
            mode=chosen,
            documents=len({hit.document_id for hit in hits}),
            weak_from=weak_from([hit.strength for hit in hits]) if ranked.scored.stages else None,
            notices=ranked.query.notices,
            words_weight=self.route(question.words).words if question.words and chosen is Mode.AUTO else None,
            timings=clock.laps,
            lost=self._stages.lost,
        )

    def rank(self, typed: str, limit: int, mode: Mode, seed: Seed, clock: Clock) -> tuple[Question, Ranked]:
        """What is asked, and all its candidates."""
        query = parse(typed, alone=not seed.wants_likeness)
        chosen = query.mode or mode
        self._view.refresh()
        question = self._stages.question(query, seed, chosen, clock)
        if query.text or seed.wants_likeness:
            scored = self.score(question, chosen, clock)
        else:
            narrowed = query.filters or seed.within
            scored = self._newest(question.allowed if narrowed else np.zeros(len(self._view), np.bool_), limit)
        late, diversity = self._finish.late, self._finish.diversity
        return question, Ranked(
            query, question.terms, scored, self._scale, limit, late.scale, self._meant(question), diversity
        )

    def _meant(self, question: Question) -> Meant:
        """Which places of a chunk say what the words of a question mean, each with the weight of its word."""
        weights = {term.word: idf(term, len(self._view)) for term in question.terms}

        def meant(chunk_id: int) -> list[tuple[Span, float]]:
            matches = self._finish.late.matches(question.words, chunk_id)
            return [
                (each.span, each.similarity * weights.get(each.word.lower(), 0.0))
                for each in matches
                if each.span is not None and each.covered
            ]

        return meant

    def documents(self, typed: str, mode: Mode) -> list[int]:
        """Documents by their best passage, in the order that `better` gives them."""
        _, ranked, _ = to_the_end(self.judged(typed, 1, mode, NO_SEED, Clock()))
        scored = ranked.scored
        order = fuse.best(scored.fused, len(scored.fused))
        return list(dict.fromkeys(self._view.document_ids[scored.positions[order]].tolist()))

    def score(self, question: Question, mode: Mode, clock: Clock) -> Scored:
        """Candidates of the stages that `mode` names, scored by each of them and fused."""
        text, terms, vector = question.words, question.terms, question.vector
        asked: dict[str, FloatArray] = {}
        if mode is not Mode.MEANING:
            asked["words"] = self._stages.by_words(terms, question.allowed)
        if mode is not Mode.WORDS:
            if vector is None:  # what should be liked is not there any more
                return Scored(np.empty(0, np.int64), np.empty(0, np.float32), {})
            asked["meaning"] = self._stages.by_meaning(vector, question.allowed)
            asked |= self._skimmed(text, question.allowed)
            clock.lap("static")
        if mode is Mode.AUTO and (sparse := self._finish.refiners.sparse) is not None:
            asked["sparse"] = np.where(question.allowed, sparse.scores(text, self._view), np.nan)
            clock.lap("sparse")
        positions = np.unique(np.concatenate([fuse.best(each, CANDIDATES) for each in asked.values()]))
        stages = {name: each[positions] for name, each in asked.items()}
        if mode is Mode.AUTO:
            stages["pairs"] = self._stages.by_pairs(terms)[positions]
        clock.lap("words")
        if vector is not None:
            stages["meaning"] = self._view.cosines_at(vector, positions)
            clock.lap("meaning")
        if mode is not Mode.AUTO:
            shares = self.fusion.alone(stages)
        else:
            way = self.route(text)
            shares = self.fusion.shares(question, positions, stages, way)
            clock.lap("fusion")
            if question.text:  # the words that a seed lends are no sentence, and mean nothing together
                self._refine(question, positions, stages, shares, way)
            clock.lap("late")
        fused: FloatArray = np.sum([*shares.values()], axis=0, dtype=np.float32)
        return Scored(positions, fused, stages, shares, self.fusion.static)

    def _skimmed(self, text: str, allowed: BoolArray) -> dict[str, FloatArray]:
        """What the static vectors say of the passages that the model has not read: "static", (n,); if any lack."""
        if not text or not (self._view.rows < 0).any():
            return {}
        shallow = self._finish.shallow()
        if shallow is None:
            return {}
        self.fusion.static = shallow.scale
        return {"static": shallow.cosines(text, self._view, allowed)}

    def _refine(
        self,
        question: Question,
        positions: IntArray,
        stages: dict[str, FloatArray],
        shares: dict[str, FloatArray],
        way: Route,
    ) -> None:
        """Late interaction for the best candidates: what it says and adds."""
        first = fuse.best(np.sum([*shares.values()], axis=0), self._weights.refined)
        weights = {term.word: idf(term, len(self._view)) for term in question.terms}
        late = self._finish.late.scores(question.words, weights, self._view.chunk_ids[positions[first]])
        if not np.isnan(late).all():
            stages["late"] = np.full(len(positions), np.nan, np.float32)
            shares["late"] = np.zeros(len(positions), np.float32)
            stages["late"][first] = late
            shares["late"][first] = self.fusion.refined(late, way)

    def route(self, text: str) -> Route:
        """How much the words of a question count."""
        return route(text, self._stages.pieces(text), self._weights)

    def marks(self, hit: Hit, typed: str) -> list[Span]:
        """Where the words of a query stand in the text of a hit."""
        terms = telling(self._store.words.terms(parse(typed).text), len(self._view))
        return list(joined(hit.text, [mark.span for mark in self._store.words.marks(hit.text, terms)]))

    def coverage(self) -> Coverage:
        """Files of the library, and how many of them an answer can come from."""
        files, searched = self._store.database.row(
            "SELECT count(*), count(document_id) FROM files WHERE root_id IS NULL"
        )
        return Coverage(files, searched)

    def _newest(self, allowed: BoolArray, limit: int) -> Scored:
        """Filters without words: the first passage of each file that passes, the newest files first."""
        passing = np.flatnonzero(allowed)
        positions = passing[np.unique(self._view.document_ids[passing], return_index=True)[1]]
        documents = self._view.document_ids[positions]
        times = dict(self._store.database.rows(
            "SELECT document_id, max(mtime_ns) FROM files WHERE document_id IS NOT NULL GROUP BY document_id"
        ))  # fmt: skip
        ages = np.array([times.get(int(each), 0) for each in documents], np.float64)
        order = np.argsort(-ages, kind="stable")[: 10 * limit]
        fused = np.linspace(1, 0, len(order), dtype=np.float32)
        return Scored(positions[order], fused, {})


def _read_again(question: Question, mode: Mode) -> str:
    """What a reranker is asked: the words that somebody typed, where meaning and words are asked together."""
    return question.text if mode is Mode.AUTO else ""
