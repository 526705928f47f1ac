"""The last stage of a search: the chosen reranker reads the best candidates again, if the quality asks for it.

The first list does not wait for it: `expected` says whether a better order will come, `judge` makes it. What was read
for a question is remembered, so that the rest of a document, and an explanation, stand in the same order at once.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onyx_desktop.domain import Reading
from onyx_desktop.library.rerank import reranked
from onyx_desktop.ranking import fuse

if TYPE_CHECKING:
    from collections.abc import Generator

    from onyx_desktop.domain import IntArray, Step
    from onyx_desktop.index.view import View
    from onyx_desktop.library.refiners import Refiners
    from onyx_desktop.library.rerank import Judged
    from onyx_desktop.library.scored import Scored
    from onyx_desktop.library.stages import Stages

RERANK_S = 1.5
"""What a reranker may take of a person's time; where the first few passages would take longer, it is left out."""

_REMEMBERED = 16


class Second(NamedTuple):
    """Candidates after the second reading, and how it went. needed_s: what it would have taken if left out."""

    scored: Scored
    reading: Reading
    needed_s: float = 0.0


class Judging:
    """The second reading over one view; for the thread that searches."""

    def __init__(self, view: View, stages: Stages, refiners: Refiners, refined: int) -> None:
        """refined: how many of the best candidates it reads."""
        self._view = view
        self._stages = stages
        self._refiners = refiners
        self._refined = refined
        self._known: OrderedDict[tuple[str, str, tuple[int, ...]], Judged] = OrderedDict()

    def expected(self, text: str) -> Reading:
        """Whether a question's candidates will be read again."""
        return Reading.COMING if text and self._refiners.rerank is not None else Reading.NONE

    def judge(self, text: str, scored: Scored) -> Generator[Step, None, Second]:
        """The best candidates in the order of the reranker, as far as it comes in its time; a job."""
        rerank = self._refiners.rerank
        if rerank is None or not text:
            return Second(scored, Reading.NONE)
        first = fuse.best(scored.fused, self._refined)
        chunk_ids: IntArray = self._view.chunk_ids[scored.positions[first]]
        key = (rerank.card.id, text, tuple(chunk_ids.tolist()))
        judged = self._known.get(key)
        if judged is None:
            passages = [self._stages.text(chunk_id) for chunk_id in chunk_ids.tolist()]
            judged = yield from rerank.judge(text, passages, RERANK_S)
            if not judged.skipped:
                self._known[key] = judged
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        if judged.skipped or np.isnan(judged.scores).all():
            return Second(scored, Reading.SKIPPED, judged.needed_s)
        scores = np.full(len(scored.positions), np.nan, np.float32)
        scores[first] = judged.scores
        return Second(reranked(scored, scores), Reading.DONE)
