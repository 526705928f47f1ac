"""The sample texts → what a model makes of them: its rows, and the scale of its cosines.

A question and a passage that answers another show how alike two texts are for this model that have nothing to do with
each other. The rows of two builds of one model show whether the smaller one still does the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Kind, Scale
from onyx_desktop.vectors.encoder import load
from onyx_desktop.vectors.late import LateEncoder
from onyx_desktop.vectors.levels import turn
from onyx_desktop.vectors.pairs import languages, pairs
from onyx_desktop.vectors.pooling import unit
from onyx_desktop.vectors.rerank import CrossEncoder
from onyx_desktop.vectors.sparse import SparseEncoder

if TYPE_CHECKING:
    from pathlib import Path

    from onyx_desktop.domain import FloatArray, IntArray, ModelCard
    from onyx_desktop.vectors.encoder import Encoder
    from onyx_desktop.vectors.late import TokenSource
    from onyx_desktop.vectors.levels import Levels

__all__ = ["late_scale", "pairs", "rows", "scale"]

_READ_BY_ALL = "en"


def scale(encoder: Encoder, dimensions: int = 0) -> Scale:
    """Mean and deviation of a model's cosines between an English question and the passages that don't answer it.

    English, because there are models that read nothing else: all their texts in another language are alike to them.
    dimensions: of the vectors' beginnings that are compared; 0: all.
    """
    questions, passages = _english()
    length = dimensions or encoder.dimensions
    asked = unit(encoder.encode(questions, query=True)[:, :length])
    answers = unit(encoder.encode(passages)[:, :length])
    return _unrelated(asked @ answers.T)


def late_scale(source: TokenSource, codec: Levels) -> Scale:
    """As `scale`, for late interaction over codes: of each pair MaxSim as the mean over the question's tokens."""
    questions, passages = _english()
    asked = [source.question(each).vectors @ turn(source.dimensions) for each in questions]
    answers = [codec.encode(each) for each in source.documents(passages)]
    likest = [[codec.similarities(one, other).max(axis=1).mean() for other in answers] for one in asked]
    return _unrelated(np.array(likest))


def _english() -> tuple[list[str], list[str]]:
    english = np.array(languages()) == _READ_BY_ALL
    questions, passages = ([text for text, take in zip(side, english, strict=True) if take] for side in pairs())
    return questions, passages


def _unrelated(figures: FloatArray) -> Scale:
    """Of a question with each passage (n, n): those that do not answer it."""
    apart = figures[~np.eye(len(figures), dtype=np.bool_)]
    return Scale(float(apart.mean()), float(apart.std()))


def rows(card: ModelCard, folder: Path) -> FloatArray:
    """What a model of any kind makes of the sample texts, (n, width), to be compared row by row.

    Of questions, then passages. Dense, static, words: their vectors; sparse: the weight of every term; late: the mean
    of their token vectors. Rerankers: one column, the score of each question with its own passage and with the next.
    """
    questions, passages = pairs()
    match card.kind:
        case Kind.DENSE | Kind.STATIC | Kind.WORDS:
            encoder = load(folder, card, 1)
            found = np.concatenate([encoder.encode(questions, query=True), encoder.encode(passages)])
            encoder.close()
        case Kind.SPARSE:
            sparse = SparseEncoder(folder, card, 1)
            found = _spread([*map(sparse.query, questions), *sparse.documents(passages)], sparse.vocabulary)
            sparse.close()
        case Kind.LATE:
            late = LateEncoder(folder, card, 1)
            texts = [*map(late.query, questions), *late.documents(passages)]
            found = np.stack([text.mean(axis=0) for text in texts])
            late.close()
        case Kind.RERANKER:
            reranker = CrossEncoder(folder, card, 1)
            both = zip(questions, passages, passages[1:] + passages[:1], strict=True)
            found = np.concatenate([reranker.scores(question, two) for question, *two in both])[:, np.newaxis]
            reranker.close()
    return found


def _spread(terms: list[tuple[IntArray, FloatArray]], vocabulary: int) -> FloatArray:
    spread = np.zeros((len(terms), vocabulary), np.float32)
    for row, (ids, weights) in zip(spread, terms, strict=True):
        row[ids] = weights
    return spread
