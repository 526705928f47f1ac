"""A teacher's vectors of its own vocabulary → the table of a static model; each step can be left out.

As Model2Vec does it (github.com/MinishLab/model2vec): every token alone through the teacher (or, cheaper and worse, its
row of the teacher's first layer), principal components, and a weight that takes frequent tokens down. The weight is
that of Arora, Liang, Ma: "A Simple but Tough-to-Beat Baseline for Sentence Embeddings", ICLR 2017: a / (a + p), p the
probability of a token, from counts in real text, else by Zipf's law from its place in the vocabulary, which holds
where the vocabulary is in the order of frequency. What is learned from text afterwards is `distill_fit`'s matter.

The table is stored as int8 with one scale a row; scale and weight of a token are one factor, weights.npy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Weighting
from onyx_desktop.models.quantise import table as quantised

if TYPE_CHECKING:
    from pathlib import Path

    from onyx_desktop.domain import FloatArray, IntArray, Recipe

SMOOTH = 1e-4
"""The a of the weights: a token this probable counts half."""

_FIRST_RANK = 2  # as Model2Vec counts, so that the first token is not everything


def components(rows: FloatArray, dimensions: int) -> FloatArray:
    """The directions in which rows (n, width) differ most, (width, dimensions), the first the most; signs fixed."""
    covariance = np.cov(rows.astype(np.float64), rowvar=False)
    _, directions = np.linalg.eigh(covariance)
    kept = directions[:, ::-1][:, :dimensions]
    largest = np.abs(kept).argmax(axis=0)
    signed: FloatArray = (kept * np.sign(kept[largest, np.arange(kept.shape[1])])).astype(np.float32)
    return signed


def reduce(rows: FloatArray, recipe: Recipe) -> FloatArray:
    """Rows (n, width) of a vocabulary with as many dimensions as the recipe says, centred if by components."""
    if not recipe.pca:
        return np.ascontiguousarray(rows[:, : recipe.dimensions], np.float32)
    centred = rows - rows.mean(axis=0)
    reduced: FloatArray = centred @ components(centred, recipe.dimensions)
    return reduced


def weights(recipe: Recipe, size: int, counts: IntArray | None = None) -> FloatArray:
    """The weight of each of `size` tokens, (size,) float32. counts: how often each occurs in real text."""
    if recipe.weighting is Weighting.NONE:
        return np.ones(size, np.float32)
    if recipe.weighting is Weighting.COUNTS and counts is not None and counts.any():
        frequencies = counts.astype(np.float64) + 1
    else:
        frequencies = 1 / np.arange(_FIRST_RANK, size + _FIRST_RANK)
    probabilities = frequencies / frequencies.sum()
    weight: FloatArray = (SMOOTH / (SMOOTH + probabilities)).astype(np.float32)
    return weight


def write(rows: FloatArray, silent: IntArray, folder: Path) -> list[str]:
    """Write a table (tokens, dimensions) as int8; give the names of the files.

    silent: tokens that count as not there, such as the one for everything unknown.
    """
    kept = rows.astype(np.float32, copy=True)
    kept[silent] = 0
    small = quantised(kept)
    np.save(folder / "embeddings.npy", small.values)
    factors = small.scales[:, 0].astype(np.float32)
    factors[silent] = 0
    np.save(folder / "weights.npy", factors)
    return ["embeddings.npy", "weights.npy"]
