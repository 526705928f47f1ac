"""Ranked candidates → hits a person can read: folded by content and file, with snippet, marks and strength."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onyx_desktop.chunks.sentences import sentences
from onyx_desktop.domain import FloatArray, Hit, IntArray, StageScore
from onyx_desktop.index.catalog import to_path
from onyx_desktop.index.filters import conditions
from onyx_desktop.index.words import idf
from onyx_desktop.ranking import fuse, snippet, strength

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from onyx_desktop.domain import Scale
    from onyx_desktop.index.store import Store
    from onyx_desktop.index.view import View
    from onyx_desktop.index.words import Mark, Term
    from onyx_desktop.ranking.query import Query


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidates: positions in the view (n,), their score (n,), and what each stage gave them, by its name.

    stages: "words", "meaning" (the cosine), …: (n,) float32, NaN where the stage has no score; in the order asked.
    """

    positions: IntArray
    fused: FloatArray
    stages: Mapping[str, FloatArray]

    def of(self, stage: str) -> FloatArray:
        """What a stage gave; all NaN if it was not asked."""
        return self.stages.get(stage, np.full(len(self.positions), np.nan, np.float32))


@dataclass(frozen=True, slots=True)
class Ranked:
    """What `Hits.make` needs of a search."""

    query: Query
    terms: list[Term]
    scored: Scored
    scale: Scale
    limit: int


PASSAGES_PER_FILE = 3

_MARKED = 0.3
"""A word is marked in snippets if it weighs at least this share of the question's weightiest word."""


class _Place(NamedTuple):
    """A chunk's row: where it stands and what it says."""

    chunk_id: int
    document_id: int
    title: str
    paged: int
    number: int
    label: str
    offset: int
    begins: int
    ends: int
    heading: str
    body: str
    vector_key: bytes


_PLACE = """
SELECT chunks.id, chunks.document_id, title, paged, number, label, pages.begins, chunks.begins, chunks.ends, heading,
       substr(text, chunks.begins + 1, chunks.ends - chunks.begins), vector_key
FROM chunks JOIN pages ON pages.id = page_id JOIN documents ON documents.id = chunks.document_id WHERE chunks.id = ?
"""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all hits of one answer share. taken: passages found by document. weights: idf by stem.

    telling: the stems that are marked in snippets.
    """

    ranked: Ranked
    taken: Counter[int]
    weights: dict[str, float]
    telling: frozenset[str]
    stages: dict[str, tuple[IntArray, FloatArray]]


class Hits:
    """Makes hits from positions of one view."""

    def __init__(self, store: Store, view: View) -> None:
        self._store = store
        self._view = view

    def make(self, ranked: Ranked) -> tuple[Hit, ...]:
        """The first `limit` hits: equal passages once, at most three of a document, the rest counted in `more`."""
        scored = ranked.scored
        chosen: list[tuple[int, _Place]] = []
        taken: Counter[int] = Counter()
        seen: set[bytes] = set()
        for each in fuse.best(scored.fused, len(scored.fused)):
            document = int(self._view.document_ids[scored.positions[each]])
            taken[document] += 1
            if len(chosen) >= ranked.limit or taken[document] > PASSAGES_PER_FILE:
                continue
            place = self._place(int(self._view.chunk_ids[scored.positions[each]]))
            if place is not None and place.vector_key not in seen:
                seen.add(place.vector_key)
                chosen.append((int(each), place))
        weights = {term.stem: idf(term, len(self._view)) for term in ranked.terms}
        marked = frozenset(term.stem for term in telling(ranked.terms, len(self._view)))
        scene = _Scene(
            ranked, taken, weights, marked, {name: (fuse.ranks(each), each) for name, each in scored.stages.items()}
        )
        hits = (self._hit(number, place, scene) for number, place in chosen)
        return tuple(hit for hit in hits if hit is not None)

    def _place(self, chunk_id: int) -> _Place | None:
        row = self._store.database.row(_PLACE, (chunk_id,))
        return row and _Place(*row)

    def _file(self, document_id: int, query: Query) -> tuple[Path, int, int] | None:
        """The file to show for a document: the newest that passes the filters. None if it has just been forgotten."""
        where, values = conditions(query.filters)
        row = self._store.database.row(
            f"SELECT path, size_bytes, mtime_ns FROM files WHERE document_id = ? AND {where} ORDER BY mtime_ns DESC",
            (document_id, *values),
        )
        return row and (to_path(row[0]), row[1], row[2])

    def _hit(self, number: int, place: _Place, scene: _Scene) -> Hit | None:
        file = self._file(place.document_id, scene.ranked.query)
        if file is None:
            return None
        marks = self._store.words.marks(place.body, scene.ranked.terms)
        scored = scene.ranked.scored
        cosine = float(scored.of("meaning")[number])
        shown = _snippet(place.body, [mark for mark in marks if mark.stem in scene.telling], scene.weights)
        share = strength.of_words(_share(marks, scene.weights))
        meant = strength.of_cosine(cosine, scene.ranked.scale)
        base = 0 if place.paged else place.offset
        return Hit(
            chunk_id=place.chunk_id,
            document_id=place.document_id,
            path=file[0],
            title=place.title,
            page=place.number if place.paged else None,
            page_label=place.label,
            start=base + place.begins,
            end=base + place.ends,
            heading=place.heading,
            text=place.body,
            snippet=shown.text,
            best=shown.best,
            words=shown.words,
            score=float(scored.fused[number]),
            cosine=None if math.isnan(cosine) else cosine,
            strength=share if math.isnan(cosine) else strength.stronger(meant, strength.weaker(share)),
            size_bytes=file[1],
            mtime_ns=file[2],
            more=max(0, scene.taken[place.document_id] - PASSAGES_PER_FILE),
            stages={
                name: StageScore(int(ranks[number]), float(scores[number]))
                for name, (ranks, scores) in scene.stages.items()
                if not math.isnan(float(scores[number]))
            },
        )


def _snippet(body: str, marks: list[Mark], weights: dict[str, float]) -> snippet.Snippet:
    parts = sentences(body)
    worths = [
        sum(
            weights.get(stem, 0.0) for stem in {mark.stem for mark in marks if part.start <= mark.span.start < part.end}
        )
        for part in parts
    ]
    return snippet.cut(body, parts, worths, [mark.span for mark in marks])


def _share(marks: list[Mark], weights: dict[str, float]) -> float:
    """The share of the query's weight whose words stand in the passage."""
    total = sum(weights.values())
    return sum(weights.get(stem, 0.0) for stem in {mark.stem for mark in marks}) / total if total else 0.0


def telling(terms: list[Term], chunks: int) -> list[Term]:
    """The words worth marking: not the "is" and "the" of a question, unless it has nothing else."""
    weights = [idf(term, chunks) for term in terms]
    return [term for term, weight in zip(terms, weights, strict=True) if weight >= _MARKED * max(weights)]
