"""A question and a file → why the file is among the results, or what keeps it out.

The search is run as for anybody; then each stage that can be asked of every passage is, so that a passage that no
stage chose still learns how far off it was. What forbids it is found by asking each part of the question alone. The
stages are taken as they come, by their names.
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Account, Explanation, Fate, FloatArray, Mode, Standing, State, WordMatch
from onyx_desktop.index.words import idf
from onyx_desktop.library.clock import Clock
from onyx_desktop.library.folding import PASSAGES_PER_FILE
from onyx_desktop.library.hits import telling
from onyx_desktop.library.known import known
from onyx_desktop.library.places import Places
from onyx_desktop.library.pulling import to_the_end
from onyx_desktop.library.scored import Scored
from onyx_desktop.library.stages import CANDIDATES
from onyx_desktop.ranking.query import parse, restrictions

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from onyx_desktop.domain import Answer, Asked, IntArray
    from onyx_desktop.index.store import Store
    from onyx_desktop.index.words import Term
    from onyx_desktop.library.late import Late
    from onyx_desktop.library.meaning import Meaning
    from onyx_desktop.library.stages import Question

PASSAGES = 3
"""So many passages of a file are explained, the best."""

LATE = "late"
_ABSENT = -1


@dataclass(frozen=True, slots=True)
class _Scene:
    """An answer and what led to it. everywhere: by stage, (n,) over all live passages."""

    asked: Asked
    answer: Answer
    question: Question
    scored: Scored
    everywhere: Mapping[str, FloatArray]

    @property
    def shown(self) -> dict[int, int]:
        """The place of each passage that is shown."""
        return {chunk: place for place, hit in enumerate(self.answer.hits, 1) for chunk in (hit.chunk_id, *hit.chunks)}

    @property
    def copies(self) -> dict[int, tuple[Fate, Path]]:
        """The passages for which another one is shown."""
        return {
            copy.chunk_id: (Fate.ALIKE if copy.near else Fate.EQUAL, hit.path)
            for hit in self.answer.hits
            for copy in hit.copies
        }


class Explain:
    """Explains answers of one library with the model that answers now."""

    def __init__(self, store: Store, meaning: Meaning, excluded: Collection[str], late: Late | None = None) -> None:
        """excluded: names that the walk leaves out. late: late interaction, where the search uses it."""
        self._late = late
        self._store = store
        self._meaning = meaning
        self._view = meaning.view
        self._excluded = excluded

    def explain(self, asked: Asked) -> Explanation:
        """Why a file is or is not among the results. Raises `FileMissing`, `NotAFile`."""
        file = known(self._store, asked.path, self._excluded)
        scene = self._scene(asked)
        answer, words = scene.answer, scene.question.words
        routed = words and answer.mode is Mode.AUTO
        explanation = Explanation(
            query=asked.query,
            path=file.path,
            state=file.state,
            mode=answer.mode,
            limit=asked.limit,
            reason=file.reason,
            detail=file.detail,
            changed=file.changed,
            candidates=CANDIDATES,
            results=len(answer.hits),
            last=answer.hits[-1].score if answer.hits else None,
            words_weight=answer.words_weight,
            pieces=self._meaning.search.route(words).pieces if routed else None,
            notices=answer.notices,
            timings=answer.timings,
        )
        if file.document_id is None:
            return explanation
        return self._of_document(explanation, file.document_id, scene)

    def _scene(self, asked: Asked) -> _Scene:
        search = self._meaning.search
        answer = to_the_end(search.better(asked.query, asked.limit, asked.mode, asked.seed))
        question, ranked, _ = to_the_end(search.judged(asked.query, asked.limit, asked.mode, asked.seed, Clock()))
        everywhere = search.everywhere(question, answer.mode)
        return _Scene(asked, answer, question, ranked.scored, everywhere)

    def _of_document(self, explanation: Explanation, document_id: int, scene: _Scene) -> Explanation:
        own = np.flatnonzero(self._view.document_ids == document_id)
        if not len(own):
            return dataclasses.replace(explanation, state=State.NO_TEXT)
        embedded = (self._view.rows[own] != _ABSENT).all()
        barred = not scene.question.allowed[own].any()
        if barred:  # how it would stand if nothing forbade it
            free = dataclasses.replace(scene.question, allowed=np.ones(len(self._view), np.bool_))
            scored = self._meaning.search.score(free, explanation.mode, Clock()) if free.words else scene.scored
            scene = dataclasses.replace(scene, scored=scored)
        shown = [hit for hit in scene.answer.hits if hit.document_id == document_id]
        as_path = next((hit.path for hit in shown if hit.path != explanation.path), None)
        best = self._best(own, scene)[:PASSAGES]
        scene = dataclasses.replace(scene, scored=self._compared(scene, best))
        return dataclasses.replace(
            explanation,
            state=State.READY if embedded else State.WORDS_ONLY,
            shown_as=as_path,
            passages=len(own),
            accounts=tuple(filter(None, (self._account(int(each), scene) for each in best))),
        )

    def _compared(self, scene: _Scene, best: list[int]) -> Scored:
        """The candidates, with late interaction asked of all of them and of some more passages."""
        scored, question = scene.scored, scene.question
        if self._late is None or LATE not in scored.stages:
            return scored
        more = np.setdiff1d(best, scored.positions)
        positions = np.concatenate([scored.positions, more])
        weights = {term.word: idf(term, len(self._view)) for term in question.terms}
        late = self._late.scores(question.words, weights, self._view.chunk_ids[positions])
        nothing = np.full(len(more), np.nan, np.float32)
        stages = {name: np.concatenate([each, nothing]) for name, each in scored.stages.items()}
        return Scored(
            positions,
            np.concatenate([scored.fused, nothing]),
            {**stages, LATE: late},
            {name: np.concatenate([each, nothing]) for name, each in scored.shares.items()},
        )

    def _best(self, own: IntArray, scene: _Scene) -> list[int]:
        """Positions of a file's passages: the one asked for, those shown, then by score, then by their best rank."""
        shown = scene.shown
        fused = dict(zip(scene.scored.positions.tolist(), scene.scored.fused.tolist(), strict=True))
        ranks = {
            int(each): min(
                (found.rank for scores in scene.everywhere.values() if (found := _standing(scores, each))),
                default=len(self._view) + 1,
            )
            for each in own
        }

        def order(position: int) -> tuple[bool, float, float, int]:
            chunk = int(self._view.chunk_ids[position])
            place = shown.get(chunk, math.inf)
            return chunk != scene.asked.chunk_id, place, -fused.get(position, -math.inf), ranks[position]

        return sorted(map(int, own), key=order)

    def _account(self, position: int, scene: _Scene) -> Account | None:
        chunk = int(self._view.chunk_ids[position])
        places = Places(self._store.database)
        spot, place = places.spots([chunk]).get(chunk), places.place(chunk)
        if spot is None or place is None:  # just forgotten
            return None
        body = places.text(spot)
        base = 0 if place.paged else place.offset
        allowed = scene.question.allowed[position]
        fate, instead = self._fate(position, scene)
        at = np.flatnonzero(scene.scored.positions == position)
        number = int(at[0]) if len(at) else None
        return Account(
            chunk_id=chunk,
            page=place.number if place.paged else None,
            page_label=place.label,
            start=base + spot.begins,
            end=base + spot.ends,
            heading=place.heading,
            text=body,
            fate=fate,
            place=scene.shown.get(chunk),
            barred=() if allowed else self._barred(position, scene),
            instead=instead,
            fused=None if number is None else _standing(scene.scored.fused, number),
            stages=_stages(position, number, scene),
            shares={} if number is None else _shares(scene.scored, number),
            words=self._words("\n".join((place.title, place.heading, body)), chunk, scene),
        )

    def _fate(self, position: int, scene: _Scene) -> tuple[Fate, Path | None]:
        """What became of a passage, and the file that is shown instead of its own."""
        chunk = int(self._view.chunk_ids[position])
        if chunk in scene.shown:
            return Fate.SHOWN, None
        if not scene.question.allowed[position]:
            return Fate.BARRED, None
        if chunk in scene.copies:
            return scene.copies[chunk]
        scores = dict(zip(scene.scored.positions.tolist(), scene.scored.fused.tolist(), strict=True))
        if math.isnan(scores.get(position, math.nan)):
            return Fate.FAR, None
        document = int(self._view.document_ids[position])
        siblings = sum(hit.document_id == document for hit in scene.answer.hits)
        if siblings >= PASSAGES_PER_FILE and scores[position] >= min(hit.score for hit in scene.answer.hits):
            return Fate.CAPPED, None
        return Fate.BELOW, None

    def _barred(self, position: int, scene: _Scene) -> tuple[str, ...]:
        """The parts of the question that forbid a passage, each asked alone."""
        return tuple(
            part
            for part, alone in restrictions(parse(scene.asked.query))
            if not self._meaning.stages.allowed(alone)[position]
        )

    def _words(self, text: str, chunk_id: int, scene: _Scene) -> tuple[WordMatch, ...]:
        """What a passage has of each word of the question, in these letters or in this sense."""
        terms = scene.question.terms
        meant = self._late.matches(scene.question.words, chunk_id) if self._late and scene.question.words else ()
        near = {each.word.lower(): each for each in meant}
        known = {term.stem for term in telling(terms, len(self._view))}
        found: dict[str, dict[str, None]] = {}
        for mark in self._store.words.marks(text, terms):
            found.setdefault(mark.stem, {})[text[mark.span.start : mark.span.end].lower()] = None
        return tuple(
            WordMatch(
                word=term.word,
                weight=idf(term, len(self._view)),
                passages=term.chunks,
                found=tuple(found.get(term.stem, ())),
                near=match.near if match else "",
                similarity=match.similarity if match else None,
                covered=term.stem in found or (match is not None and match.covered and self._says(match.near, terms)),
                telling=term.stem in known,
            )
            for term, match in ((term, near.get(term.word)) for term in terms)
        )

    def _says(self, near: str, terms: list[Term]) -> bool:
        """Whether a word is telling enough to stand for one of the question: "of" means nothing by itself."""
        return any(term in telling([*terms, term], len(self._view)) for term in self._store.words.terms(near))


def _stages(position: int, number: int | None, scene: _Scene) -> dict[str, Standing]:
    """What each stage gave a passage, with those first that were asked of all passages."""
    found = {name: _standing(scores, position) for name, scores in scene.everywhere.items()}
    if number is not None:
        for name, scores in scene.scored.stages.items():
            if name not in found:
                found[name] = _standing(scores, number)
    return {name: each for name, each in found.items() if each is not None}


def _shares(scored: Scored, number: int) -> dict[str, float]:
    """What each stage adds to the score of a candidate."""
    found = {name: float(each[number]) for name, each in scored.shares.items()}
    return {name: share for name, share in found.items() if not math.isnan(share)}


def _standing(scores: FloatArray, place: int) -> Standing | None:
    """None where the stage has no score for it."""
    score = float(scores[place])
    if math.isnan(score):
        return None
    return Standing(1 + int(np.count_nonzero(scores > score)), int(np.count_nonzero(~np.isnan(scores))), score)
