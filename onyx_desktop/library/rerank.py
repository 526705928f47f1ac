"""An installed cross-encoder: reads a question with each of the best passages, as far as the time it may take goes.

How long a pair takes is known from the last runs; when not even the first ten would be done in time nothing is read and
the answer says so. What is read goes above what is not; among those the order is half the model's, half that of
the search before it.

The half is a choice by precaution, as no such model was at hand to measure. Rerankers are published with their own
order alone, on collections like those they were trained on; on others, and in other languages, they are at times worse
than what they are given ("Drowning in Documents", arXiv 2411.11767; "BERT-based Dense Retrievers Require Interpolation
with BM25", ICTIR 2021, found halves sound), and a file name or a number that the words found must not be lost.
"""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Phase, Step
from onyx_desktop.ranking.blend import above

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from onyx_desktop.domain import FloatArray, ModelCard
    from onyx_desktop.library.hits import Scored
    from onyx_desktop.vectors.rerank import CrossEncoder

STAGE = "reranker"
MOST_THREADS = 2
SHARE = 0.5
"""Of the model's order in the new one."""

_LEAST_PAIRS = 10
_TRUSTED_S = 60
"""A speed older than this may have been that of a busier computer: it is timed anew."""

_CHARACTERS_A_TOKEN = 5
_NEWER = 0.5


@dataclass(frozen=True, slots=True)
class Judged:
    """scores: (n,) float32 logits, NaN for passages that were not reached. seconds: what it took.

    skipped: nothing was read, because the first passages alone would have taken needed_s.
    """

    scores: FloatArray
    seconds: float
    skipped: bool = False
    needed_s: float = 0.0


class Rerank:
    """One model and how fast it is here; for one thread."""

    def __init__(self, card: ModelCard, encoder: CrossEncoder, threads: int) -> None:
        """threads: how many the encoder has."""
        self.card = card
        self._encoder = encoder
        self._at_once = 2 * threads
        self._speed: tuple[float, float] | None = None  # seconds a character, and when that was

    def judge(self, question: str, passages: Sequence[str], budget_s: float) -> Generator[Step, None, Judged]:
        """Score passages, the best first, until the time is over; a job that yields after every few."""
        began = time.monotonic()
        scores = np.full(len(passages), np.nan, np.float32)
        work = np.array([self._work(question, each) for each in passages], np.float32)
        done = 0
        while done < len(passages):
            needed = self._seconds(work[: min(_LEAST_PAIRS, len(work))])
            if needed is not None and needed > budget_s and done < _LEAST_PAIRS:
                nothing = np.full(len(passages), np.nan, np.float32)
                return Judged(nothing, time.monotonic() - began, skipped=True, needed_s=needed)
            part = slice(done, done + self._at_once)
            expected = self._seconds(work[part])
            if expected is not None and time.monotonic() - began + expected > budget_s:
                break
            started = time.monotonic()
            scores[part] = self._encoder.scores(question, passages[part])
            self._learn(time.monotonic() - started, float(work[part].sum()))
            done = min(part.stop, len(passages))
            yield Step(Phase.CHECKING, done, len(passages))
        return Judged(scores, time.monotonic() - began)

    def rest(self) -> None:
        """Give back the memory that pairs needed."""
        self._encoder.rest()

    def _work(self, question: str, passage: str) -> int:
        """Characters that are read of a pair; what is too long for the model is cut."""
        return min(len(question) + len(passage), _CHARACTERS_A_TOKEN * self.card.max_tokens) + 1

    def _seconds(self, work: FloatArray) -> float | None:
        """How long this should take; None if nobody knows."""
        if self._speed is None or time.monotonic() - self._speed[1] > _TRUSTED_S:
            return None
        return self._speed[0] * float(work.sum())

    def _learn(self, seconds: float, work: float) -> None:
        now = seconds / work
        if self._seconds(np.zeros(0, np.float32)) is not None and self._speed is not None:
            now = _NEWER * now + (1 - _NEWER) * self._speed[0]
        self._speed = (now, time.monotonic())


def reranked(scored: Scored, judged: FloatArray) -> Scored:
    """Candidates in their new order: judged (n,) as theirs, NaN where the model has not read them."""
    fused = above(scored.fused, judged, SHARE)
    return dataclasses.replace(
        scored,
        fused=fused,
        stages={**scored.stages, STAGE: judged},
        shares={**scored.shares, STAGE: fused - scored.fused},
    )
