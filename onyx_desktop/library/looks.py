"""What a look costs and keeps, measured on the user's own passages: size, time, and how much of the list stays.

Fifty of the user's passages are the questions, by their stored vectors, and each is left out of its own list. Their ten
nearest by full vectors, compared one by one, are the truth. Works on views of its own: a search goes on beside it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Look, Phase, Precision, Step
from onyx_desktop.index.view import View
from onyx_desktop.library.meaning import lens_of
from onyx_desktop.library.stages import CANDIDATES
from onyx_desktop.ranking import fuse

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from onyx_desktop.domain import FloatArray, IntArray
    from onyx_desktop.index.store import Store
    from onyx_desktop.library.meaning import Space

STOPS = (64, 128, 256, 384, 512, 768, 1024)
_QUESTIONS = 50
_TOP = 10


@dataclass(frozen=True, slots=True)
class LookFigures:
    """One row of the table. look: with its true length.

    size_bytes: what a question has to go through. ms: a question, without making its vector. same_top_10: share (0…1)
    of the ten nearest by full vectors that are among its ten. recall_10: the same for full vectors cut to its length:
    what the precision alone costs. coded: false where there are too few passages for the precision, and all are
    compared exactly.
    """

    look: Look
    size_bytes: int
    ms: float
    same_top_10: float
    recall_10: float
    coded: bool = True


def lengths(full: int, trained: Sequence[int] = ()) -> list[int]:
    """The lengths worth offering, ascending; the last is the full one."""
    return sorted({each for each in (*STOPS, *trained) if each < full} | {full})


def all_looks(store: Store, of: Space, look: Look) -> Generator[Step, None, list[LookFigures]]:
    """Every length in the chosen precision's storage, then every precision at full length; a job.

    With the chosen distance. float32 is listed only where the vectors are stored so, float16 where they are not.
    """
    full = of.matrix.dimensions
    exact = of.matrix.precision
    others = (Precision.INT8, Precision.PRODUCT, Precision.BINARY, Precision.TIERED)
    looks = [replace(look, dimensions=each, precision=exact) for each in lengths(full, of.card.lengths)]
    looks += [replace(look, dimensions=full, precision=each) for each in others]
    measured = []
    trial = _Trial(store, of)
    for number, each in enumerate(looks):
        yield Step(Phase.CHECKING, number, len(looks))
        figures = yield from trial.measure(each)
        measured.append(figures)
    return measured


def one_look(store: Store, of: Space, look: Look) -> Generator[Step, None, LookFigures]:
    """The figures of one look; a job."""
    yield Step(Phase.CHECKING)
    return (yield from _Trial(store, of).measure(look))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What came of asking every question through one look. lists: the chunks found, best first."""

    lists: list[IntArray]
    ms: float
    size_bytes: int
    coded: int


class _Trial:
    """Questions from one space; each look is asked once."""

    def __init__(self, store: Store, of: Space) -> None:
        self._store = store
        self._of = of
        self._asked: dict[Look, _Asked] = {}
        view = View(store.database, of.matrix, kept=False)
        view.refresh()
        rows = np.unique(view.rows[view.rows >= 0])
        places = np.linspace(0, len(rows) - 1, min(len(rows), _QUESTIONS)).astype(np.int64)
        self._rows: IntArray = rows[places]
        self._vectors: FloatArray = of.matrix.vectors(self._rows)

    def measure(self, look: Look) -> Generator[Step, None, LookFigures]:
        """The figures of one look."""
        full = self._of.matrix.dimensions
        look = replace(look, dimensions=min(look.dimensions or full, full))
        exact = replace(look, precision=self._of.matrix.precision)
        longest = yield from self._ask(replace(exact, dimensions=full))
        unshortened = yield from self._ask(exact)
        here = yield from self._ask(look)
        coded = here.coded > 0 or look.precision in {Precision.FLOAT32, Precision.FLOAT16}
        shares = _shared(here.lists, longest.lists), _shared(here.lists, unshortened.lists)
        return LookFigures(look, here.size_bytes, here.ms, *shares, coded=coded)

    def _ask(self, look: Look) -> Generator[Step, None, _Asked]:
        """Build what the look needs, in memory only, and ask."""
        if look not in self._asked:
            view = View(self._store.database, self._of.matrix, lens_of(self._of, look), kept=False)
            yield from view.prepare()
            lists, times = [], []
            for row, vector in zip(self._rows, self._vectors, strict=True):
                others = view.rows != row
                began = time.perf_counter()
                best = fuse.best(view.nearest(vector, others, CANDIDATES), _TOP)
                times.append((time.perf_counter() - began) * 1000)
                lists.append(view.chunk_ids[best])
            ms = float(np.median(times)) if times else 0.0
            self._asked[look] = _Asked(lists, ms, view.searched_bytes, view.coded)
        return self._asked[look]


def _shared(found: Sequence[IntArray], truth: Sequence[IntArray]) -> float:
    """The average share of each true list that was found; nothing to find is all found."""
    pairs = [(one, other) for one, other in zip(found, truth, strict=True) if len(other)]
    shares = [len(np.intersect1d(one, other)) / len(other) for one, other in pairs]
    return float(np.mean(shares)) if shares else 1.0
