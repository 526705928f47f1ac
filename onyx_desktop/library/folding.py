"""Ranked candidates → groups to be shown as one result each, and what stays behind "more from this document".

Passages that say the same fold, wherever they stand. Neighbours on a page that are both found become one longer
passage. Of a document at most three are shown. The rest is counted only as far as it says anything: a passage that is
merely the nearest of its document is no find.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.ranking import shape, strength
from onyx_desktop.ranking.diversify import diversified

if TYPE_CHECKING:
    from onyx_desktop.domain import BoolArray, IntArray, Scale
    from onyx_desktop.index.view import View
    from onyx_desktop.library.places import Places, Spot
    from onyx_desktop.library.scored import Scored

PASSAGES_PER_FILE = 3
JOINED = 3
"""Of so many chunks a passage may be made."""

_ALIKE = 0.8  # the least cosine at which passages of one length may be the same under other titles
_TELLING_WORDS = 0.5  # of the best BM25 score: so much makes a passage a find


@dataclass(slots=True)
class Group:
    """One result. lead: its best candidate's place in `Scored`. members: its chunks in their order."""

    lead: int
    members: list[Spot]
    copies: list[tuple[Spot, bool]] = field(default_factory=list)  # and whether it is only nearly the same

    @property
    def document_id(self) -> int:
        """The document it is from."""
        return self.members[0].document_id

    def takes(self, spot: Spot) -> bool:
        """Whether a chunk stands beside it and it is not yet too long."""
        first, last = self.members[0], self.members[-1]
        beside = spot.ordinal in {first.ordinal - 1, last.ordinal + 1}
        return beside and spot.page_id == first.page_id and len(self.members) < JOINED

    def join(self, spot: Spot) -> None:
        """Make a neighbour part of it."""
        self.members = sorted((*self.members, spot), key=lambda each: each.ordinal)


@dataclass(slots=True)
class Folded:
    """shown: the results, best first. rest: further ones by their document."""

    shown: list[Group] = field(default_factory=list)
    rest: dict[int, list[Group]] = field(default_factory=lambda: defaultdict(list))


class Folding:
    """One answer's candidates over one view."""

    def __init__(self, view: View, places: Places, scored: Scored, diversity: float = 0.0) -> None:
        """diversity: 0…1, see `diversify`."""
        usable = np.flatnonzero(np.isfinite(scored.fused))
        by_score = usable[np.argsort(-scored.fused[usable], kind="stable")]
        self._places = places
        self._judged = bool(scored.stages)  # a mere list of files shows them all
        self._chunk_ids = view.chunk_ids[scored.positions]
        self._vectors = view.vectors_at(scored.positions)
        self._order = by_score
        if diversity > 0:
            order = diversified(scored.fused[by_score], self._vectors[by_score], diversity, len(by_score))
            self._order = by_score[order]
        self._spots = places.spots(self._chunk_ids[self._order].tolist())
        self._lengths = np.zeros(len(self._chunk_ids), np.int64)
        for each in self._order:
            spot = self._spots.get(int(self._chunk_ids[each]))
            self._lengths[each] = spot.ends - spot.begins if spot else -1

    def fold(self, limit: int, finds: BoolArray) -> Folded:
        """The first `limit` results. finds: which candidates count as more of their document, (n,)."""
        folded = Folded()
        taken: Counter[int] = Counter()
        suspects: dict[int, list[Group]] = defaultdict(list)
        hidden: set[bytes] = set()
        for each in map(int, self._order):
            spot = self._spots.get(int(self._chunk_ids[each]))
            if spot is None or self._is_copy(spot, suspects[each]):
                continue
            if len(folded.shown) < limit:
                beside = next((group for group in folded.shown if group.takes(spot)), None)
                if beside is not None:
                    beside.join(spot)
                    continue
                if taken[spot.document_id] < PASSAGES_PER_FILE:
                    taken[spot.document_id] += 1
                    folded.shown.append(Group(each, [spot]))
                    for other in self._suspects(each) if self._judged else ():
                        suspects[int(other)].append(folded.shown[-1])
                    continue
            if finds[each] and spot.vector_key not in hidden:
                hidden.add(spot.vector_key)
                folded.rest[spot.document_id].append(Group(each, [spot]))
        return folded

    def _suspects(self, lead: int) -> IntArray:
        """Candidates that may say the same as one."""
        cosines = self._vectors @ self._vectors[lead]
        there = self._vectors.any(axis=1) & self._vectors[lead].any()
        near = there & (cosines >= shape.NEAR)
        as_long = (self._lengths == self._lengths[lead]) & (~there | (cosines >= _ALIKE))
        return np.flatnonzero(near | as_long)

    def _is_copy(self, spot: Spot, groups: list[Group]) -> bool:
        """Fold a chunk into a group that says the same; whether there is one."""
        for group in groups:
            lead = self._spots[int(self._chunk_ids[group.lead])]
            one, other = self._places.text(lead), self._places.text(spot)
            same = spot.vector_key == lead.vector_key or shape.same(one, other)
            if same or shape.nearly_same(one, other):
                group.copies.append((spot, not same))
                return True
        return False


def finds(scored: Scored, scale: Scale) -> BoolArray:
    """Which candidates say something: near enough in meaning, or with enough of the words; (n,)."""
    cosines, words = scored.cosines(scale), scored.of("words")
    meant = np.nan_to_num(cosines, nan=-np.inf) >= strength.least_cosine(scale)
    best = np.nanmax(words, initial=0.0)
    return meant | (np.nan_to_num(words) >= max(_TELLING_WORDS * best, np.finfo(np.float32).tiny))
