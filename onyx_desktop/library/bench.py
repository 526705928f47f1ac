"""What this computer achieves with a library: models, searches and disk, measured in seconds.

Questions are made of words that stand in the library's own passages, so that each finds something and none was asked
before. A library of fewer passages than are worth measuring is left alone: the sample documents are indexed instead, in
a folder that goes afterwards.
"""

from __future__ import annotations

import contextlib
import dataclasses
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop import paths
from onyx_desktop.domain import Mode, Phase, Step
from onyx_desktop.library.library import Library
from onyx_desktop.library.meaning import EMBEDDING

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from onyx_desktop.paths import Home

LEAST_PASSAGES = 50
_QUESTIONS = 30
_WORDS = 7
_DRAWN = "SELECT body FROM passages WHERE id IN (SELECT id FROM chunks ORDER BY id * 2654435761 % 4294967296 LIMIT ?)"


@dataclass(frozen=True, slots=True)
class Bench:
    """models: passages a minute. searches: milliseconds of half of the questions, and of all but one in twenty at most.

    disk: bytes a passage by part. first_search_s: with the loading of the model. samples: no library was there to
    measure, or a very small one. threads: that embed.
    """

    models: Mapping[str, float]
    searches: Mapping[Mode, tuple[float, float]]
    first_search_s: float
    disk: Mapping[str, float]
    passages: int
    samples: bool
    threads: int


def bench(library: Library, home: Home) -> Generator[Step, None, Bench]:
    """Measure the library of a home; a job. Raises what the models raise."""
    if _passages(library) >= LEAST_PASSAGES:
        return (yield from _measured(library, samples=False))
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="onyx-bench-")))
        home = dataclasses.replace(home, data=scratch, config=scratch, logs=scratch)
        opened = stack.enter_context(Library.open(home, library.settings))
        yield from opened.update([paths.resource("samples/documents")])
        return (yield from _measured(opened, samples=True))


def _measured(library: Library, *, samples: bool) -> Generator[Step, None, Bench]:
    began = time.perf_counter()
    questions = _questions(library)
    library.search(questions[0])
    first_s = time.perf_counter() - began
    searches: dict[Mode, tuple[float, float]] = {}
    for number, mode in enumerate(Mode):
        times = []
        for question in questions:
            times.append(library.search(f"{question} {number}", mode=mode).ms)  # a question that nobody asked before
            yield Step(Phase.CHECKING, len(times), len(questions))
        searches[mode] = float(np.percentile(times, 50)), float(np.percentile(times, 95))
    models = {}
    for state in library.models():
        if state.installed and state.card.kind in EMBEDDING:
            speed = yield from library.speed(state.card.id)
            models[state.card.id] = 60 * speed.passages_a_second
    count = _passages(library)
    disk = {part: size / count for part, size in library.store.sizes().items() if size}
    return Bench(models, searches, first_s, disk, count, samples, library.settings.threads)


def _passages(library: Library) -> int:
    (count,) = library.store.database.row("SELECT count(*) FROM chunks")
    return int(count)


def _questions(library: Library) -> list[str]:
    """A few words each, from the middle of passages; letters and digits only, so that nothing is taken for a filter."""
    found = []
    for (body,) in library.store.database.rows(_DRAWN, (_QUESTIONS,)):
        words = [word for word in body.split() if word.isalnum()] or ["passage"]
        middle = max(0, len(words) // 2 - _WORDS // 2)
        found.append(" ".join(words[middle : middle + _WORDS]))
    return found
