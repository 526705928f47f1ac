"""Ranked candidates → hits a person can read: folded by content and file, with snippet, marks and strength."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onyx_desktop.chunks.sentences import sentences
from onyx_desktop.domain import Copy, Depth, Hit, IntArray, Span, StageScore
from onyx_desktop.index import language
from onyx_desktop.index.words import FULL, idf
from onyx_desktop.library.clock import Clock
from onyx_desktop.library.folding import Folding, finds
from onyx_desktop.library.places import Places
from onyx_desktop.library.scored import Ranked, Scored
from onyx_desktop.ranking import fuse, snippet, strength

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onyx_desktop.domain import FloatArray, Strength
    from onyx_desktop.index.store import Store
    from onyx_desktop.index.view import View
    from onyx_desktop.index.words import Mark, Term
    from onyx_desktop.library.folding import Folded, Group

__all__ = ["Hits", "Ranked", "Scored", "telling"]

_MARKED = 0.3
"""A word is marked in snippets if it weighs at least this share of the question's weightiest word."""

_MEANT = 0.5
"""What a place of the same meaning is worth beside one with the very word."""

_MEANT_MS = 15.0
"""So long, folding included, snippets are chosen by meaning too, the best hits first; then by words alone."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all hits of one answer share. weights: idf by stem. best: the best BM25 score there could be.

    telling: the stems that are marked in snippets. stages: ranks and scores.
    """

    ranked: Ranked
    places: Places
    folded: Folded
    weights: Mapping[str, float]
    best: float
    telling: frozenset[str]
    stages: Mapping[str, tuple[IntArray, FloatArray]]
    background: strength.Background
    clock: Clock


class Hits:
    """Makes hits from positions of one view."""

    def __init__(self, store: Store, view: View) -> None:
        self._store = store
        self._view = view

    def make(self, ranked: Ranked) -> tuple[Hit, ...]:
        """The first `limit` hits: equal passages once, at most three of a document, the rest counted in `more`."""
        scene = self._scene(ranked)
        return self._hits(scene.folded.shown, scene)

    def more(self, ranked: Ranked, document_id: int) -> tuple[Hit, ...]:
        """What `make` only counts of one document, best first."""
        scene = self._scene(ranked)
        return self._hits(scene.folded.rest.get(document_id, []), scene)

    def _scene(self, ranked: Ranked) -> _Scene:
        places = Places(self._store.database)
        folding = Folding(self._view, places, ranked.scored, ranked.diversity)
        count = len(self._view)
        known = [term for term in ranked.terms if term.chunks or not language.small(term.word)]
        return _Scene(
            ranked=ranked,
            places=places,
            folded=folding.fold(ranked.limit, finds(ranked.scored, ranked.scale)),
            weights={term.stem: idf(term, count) for term in ranked.terms},
            best=FULL * sum(idf(term, count) for term in known),
            telling=frozenset(term.stem for term in telling(ranked.terms, count)),
            stages={name: (fuse.ranks(each), each) for name, each in ranked.scored.stages.items()},
            background=strength.Background(ranked.scale, ranked.late, count),
            clock=Clock(),
        )

    def _hits(self, groups: Sequence[Group], scene: _Scene) -> tuple[Hit, ...]:
        hits = (self._hit(group, scene) for group in groups)
        return tuple(hit for hit in hits if hit is not None)

    def _hit(self, group: Group, scene: _Scene) -> Hit | None:
        """None if the document has just been forgotten."""
        first, last, places = group.members[0], group.members[-1], scene.places
        place = places.place(first.chunk_id)
        files = places.files(group.document_id, scene.ranked.query.filters)
        if place is None or not files:
            return None
        body = places.between(first.page_id, first.begins, last.ends)
        marks = self._store.words.marks(body, scene.ranked.terms)
        scored = scene.ranked.scored
        cosine = float(scored.of("meaning")[group.lead])
        shown = _snippet(body, [mark for mark in marks if mark.stem in scene.telling], scene, _meant(group, scene))
        base = 0 if place.paged else place.offset
        return Hit(
            chunk_id=int(self._view.chunk_ids[scored.positions[group.lead]]),
            document_id=group.document_id,
            path=files[0].path,
            title=place.title,
            page=place.number if place.paged else None,
            page_label=place.label,
            start=base + first.begins,
            end=base + last.ends,
            heading=place.heading,
            text=body,
            snippet=shown.text,
            best=shown.best,
            words=shown.words,
            score=float(scored.fused[group.lead]),
            cosine=None if math.isnan(cosine) else cosine,
            strength=_strength(group, marks, scene),
            size_bytes=files[0].size_bytes,
            mtime_ns=files[0].mtime_ns,
            more=len(scene.folded.rest.get(group.document_id, ())),
            chunks=tuple(each.chunk_id for each in group.members),
            copies=_copies(group, scene),
            stages=_stages(group, scene),
            recognised=bool(place.recognised),
            depth=_depth(group, scored),
        )


def _depth(group: Group, scored: Scored) -> Depth:
    """Which vector a passage was compared by."""
    by = {name: float(scored.of(name)[group.lead]) for name in ("meaning", "static")}
    if not math.isnan(by["meaning"]):
        return Depth.FULL
    return Depth.WORDS if math.isnan(by["static"]) else Depth.STATIC


def _stages(group: Group, scene: _Scene) -> dict[str, StageScore]:
    """Rank and score in each stage that found the passage."""
    return {
        name: StageScore(int(ranks[group.lead]), float(scores[group.lead]))
        for name, (ranks, scores) in scene.stages.items()
        if not math.isnan(float(scores[group.lead]))
    }


def _copies(group: Group, scene: _Scene) -> tuple[Copy, ...]:
    """The other files of the document, and the places of the other passages; equal ones first."""
    places, filters = scene.places, scene.ranked.query.filters
    lead, found = group.members[0], []
    for spot, near in [(lead, False), *sorted(group.copies, key=lambda each: each[1])]:
        place = places.place(spot.chunk_id)
        if place is None:
            continue
        page = place.number if place.paged else None
        files = places.files(spot.document_id, filters)[1 if spot is lead else 0 :]
        found += [Copy(file.path, spot.document_id, spot.chunk_id, page, place.label, near) for file in files]
    return tuple(found)


def _strength(group: Group, marks: list[Mark], scene: _Scene) -> Strength:
    def of(stage: str) -> float:
        return float(scene.ranked.scored.of(stage)[group.lead])

    words = of("words")
    if "words" in scene.ranked.scored.stages:
        words = (0.0 if math.isnan(words) else words) / scene.best if scene.best else 0.0
    cosine = float(scene.ranked.scored.cosines(scene.ranked.scale)[group.lead])
    evidence = strength.Evidence(cosine, words, _held(marks, scene.weights), of("late"))
    return strength.of(evidence, scene.background)


def _meant(group: Group, scene: _Scene) -> list[tuple[Span, float]]:
    """Places in the text of a group that mean what the question means."""
    if scene.ranked.meant is None or scene.clock.total_ms > _MEANT_MS:
        return []
    begins = group.members[0].begins
    return [
        (Span(spot.begins - begins + span.start, spot.begins - begins + span.end), weight)
        for spot in group.members
        for span, weight in scene.ranked.meant(spot.chunk_id)
    ]


def _snippet(body: str, marks: list[Mark], scene: _Scene, meant: list[tuple[Span, float]]) -> snippet.Snippet:
    parts = sentences(body)
    worths = []
    for part in parts:
        stems = {mark.stem for mark in marks if part.start <= mark.span.start < part.end}
        meaning = sum(weight for span, weight in meant if part.start <= span.start < part.end)
        worths.append(sum(scene.weights.get(stem, 0.0) for stem in stems) + _MEANT * meaning)
    return snippet.cut(body, parts, worths, [mark.span for mark in marks])


def _held(marks: list[Mark], weights: Mapping[str, float]) -> float:
    """The share of the question's weight whose words stand in the passage."""
    total = sum(weights.values())
    return sum(weights.get(stem, 0.0) for stem in {mark.stem for mark in marks}) / total if total else 0.0


def telling(terms: list[Term], chunks: int) -> list[Term]:
    """The words worth marking: not the "is" and "the" of a question, unless it has nothing else."""
    worth = [term for term in terms if not language.small(term.word)] or terms
    weights = [idf(term, chunks) for term in worth]
    return [term for term, weight in zip(worth, weights, strict=True) if weight >= _MARKED * max(weights)]
