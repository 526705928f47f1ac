"""What a model's vectors of this library look like, and what turning, scaling or shortening them would change.

The shape is taken from stored vectors of the library, so nothing is embedded for it. What a change would mean for
finding is measured, not guessed: the passages and questions of a set are embedded once, looked at in each way, and the
figures compared question by question with the vectors as they are. Turns are learned from the passages only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Look, Phase, Precision, Step
from onyx_desktop.index.view import View
from onyx_desktop.library.lab.advice import FIGURE
from onyx_desktop.library.looks import lengths
from onyx_desktop.library.passages import embedded_text
from onyx_desktop.measure import metrics
from onyx_desktop.measure.compare import Comparison, compare
from onyx_desktop.measure.geometry import Shape, centred, principal, shape, whitening
from onyx_desktop.vectors.lens import Lens
from onyx_desktop.vectors.matryoshka import cut

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from onyx_desktop.domain import FloatArray
    from onyx_desktop.index.store import Store
    from onyx_desktop.library.lab.sets import QuestionSet
    from onyx_desktop.library.meaning import Space
    from onyx_desktop.vectors.encoder import Encoder

MOST = 5000
"""Stored vectors that are looked at."""

_DEPTH = 100
_SAMPLE = 2000


@dataclass(frozen=True, slots=True)
class Change:
    """Vectors after a change. against: compared with the vectors as they are; None for these themselves."""

    name: str
    dimensions: int
    ndcg: float
    against: Comparison | None


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes for all passages of the library, at a length and a precision."""

    look: Look
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Looks:
    """What the vectors of one model look like. rooms: for so many passages as the library has."""

    model: str
    shape: Shape
    changes: tuple[Change, ...]
    rooms: tuple[Room, ...]
    passages: int


def look(store: Store, space: Space, of: QuestionSet) -> Generator[Step, None, Looks]:
    """The shape of stored vectors, and measured changes on a set; a job. Raises `ValueError` below two vectors."""
    view = View(store.database, space.matrix, kept=False)
    view.refresh()
    rows = np.unique(view.rows[view.rows >= 0])
    picked = rows[np.linspace(0, len(rows) - 1, min(len(rows), MOST)).astype(np.int64)] if len(rows) else rows
    vectors = space.matrix.vectors(picked)
    yield Step(Phase.MEASURING)
    set_vectors = yield from _embed(space.encoder, of)
    seen = shape(vectors, _pairs(of, set_vectors))
    changes = yield from _changes(of, set_vectors, space.card.lengths)
    rooms = tuple(_rooms(vectors[:_SAMPLE], space.card.lengths, len(view)))
    return Looks(space.card.id, seen, tuple(changes), rooms, len(view))


@dataclass(frozen=True, slots=True)
class _Embedded:
    """Ids and vectors of a set's passages, and vectors of its questions, row by row."""

    ids: list[str]
    passages: FloatArray
    questions: FloatArray


def _embed(encoder: Encoder, of: QuestionSet) -> Generator[Step, None, _Embedded]:
    documents = list(of.collection.documents())
    texts = [embedded_text(each.title, "", each.text) for each in documents]
    passages = np.zeros((len(texts), encoder.dimensions), np.float32)
    done = 0
    for places, vectors in encoder.batches(texts):
        passages[places] = vectors
        done += len(places)
        yield Step(Phase.EMBEDDING, done, len(texts))
    questions = encoder.encode([each.text for each in of.questions], query=True)
    encoder.rest()
    return _Embedded([each.id for each in documents], passages, questions)


def _pairs(of: QuestionSet, made: _Embedded) -> tuple[FloatArray, FloatArray]:
    """Questions and their first answers, row by row."""
    places = {key: place for place, key in enumerate(made.ids)}
    found = [
        (number, places[key])
        for number, each in enumerate(of.questions)
        for key in [next((key for key, score in each.answers.items() if score > 0 and key in places), None)]
        if key is not None
    ]
    asked, answers = np.array(found, np.int64).reshape(-1, 2).T
    return made.questions[asked], made.passages[answers]


def _changes(of: QuestionSet, made: _Embedded, trained: Sequence[int]) -> Generator[Step, None, list[Change]]:
    full = made.passages.shape[1]
    half, quarter = full // 2, full // 4
    turns = {
        ("centred", full): centred(made.passages),
        ("principal components", half): principal(made.passages, half),
        ("principal components", quarter): principal(made.passages, quarter),
        ("whitened", full): whitening(made.passages),
        ("whitened", half): whitening(made.passages, half),
    }
    plain = _single(of, made, made.questions, made.passages)
    found = [_change("as they are", full, plain, None)]
    for length in dict.fromkeys((half, quarter, *(each for each in trained if each < full))):
        figures = _single(of, made, cut(made.questions, length), cut(made.passages, length))
        found.append(_change("first numbers only", length, figures, plain))
        yield Step(Phase.MEASURING, len(found))
    for (name, length), turn in turns.items():
        figures = _single(of, made, turn.apply(made.questions), turn.apply(made.passages))
        found.append(_change(name, length, figures, plain))
        yield Step(Phase.MEASURING, len(found))
    return found


def _change(name: str, dimensions: int, figures: Sequence[float], plain: Sequence[float] | None) -> Change:
    return Change(name, dimensions, float(np.mean(figures)), None if plain is None else compare(figures, plain))


def _single(of: QuestionSet, made: _Embedded, questions: FloatArray, passages: FloatArray) -> list[float]:
    """The figure of each question, by the cosine of vectors of length 1."""
    found = []
    for vector, asked in zip(questions, of.questions, strict=True):
        order = np.argsort(-(passages @ vector), kind="stable")[:_DEPTH]
        found.append(metrics.value(FIGURE, [made.ids[place] for place in order], asked.answers))
    return found


def _rooms(vectors: FloatArray, trained: Sequence[int], passages: int) -> list[Room]:
    """What each length and precision takes, by what its codes of some vectors take."""
    found = []
    full = vectors.shape[1]
    for length in reversed(lengths(full, trained)):
        for precision in (Precision.FLOAT32, Precision.FLOAT16, Precision.INT8, Precision.BINARY):
            lens = Lens(Look(length, precision), full)
            codec = lens.codec
            each = 4.0 * length if precision is Precision.FLOAT32 else 2.0 * length
            if codec is not None and precision in {Precision.INT8, Precision.BINARY}:
                short = lens.cut(vectors)
                each = codec.fit(short).encode(short).nbytes / len(short)
            found.append(Room(lens.look, round(each * passages)))
    return found
