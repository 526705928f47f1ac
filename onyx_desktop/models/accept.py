"""The rows two copies of a model give for the sample texts → whether the smaller copy may stand for the larger one.

Eight-bit weights cost some models little and ruin others, and nothing fails when they do: the search gets worse. So
int8 is kept only when, on texts of very different subjects, every row points nearly where the float32 row points, and
the similarities of all texts with each other, which are all that a search looks at, rise and fall together. Cosines
alone would not do: in a model whose texts all have cosines around 0.75 with each other (e5), rows with a cosine of 0.98
to the right ones leave similarities that correlate by 0.95 only (simulated). The columns of a reranker, which are
scores, must rise and fall together.

Measured with all-MiniLM-L6-v2, whose int8 loses nothing on the judged collections: least cosine 0.975 (texts in scripts
it was not trained for), mean 0.990, correlation of the similarities 0.993.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Kind

if TYPE_CHECKING:
    from onyx_desktop.domain import FloatArray, ModelCard

LEAST_COSINE = 0.96
LEAST_MEAN_COSINE = 0.985
LEAST_CORRELATION = 0.98
_LEAST_SPREAD = 1e-6


def agree(card: ModelCard, rows: FloatArray, reference: FloatArray) -> bool:
    """Whether (n, width) rows are nearly those of the float32 model."""
    if rows.shape != reference.shape or fault(card, rows):
        return False
    if card.kind is Kind.RERANKER or rows.shape[1] == 1:
        return all(
            _correlation(ours, theirs) >= LEAST_CORRELATION for ours, theirs in zip(rows.T, reference.T, strict=True)
        )
    cosines = _cosines(rows, reference)
    near = bool(cosines.min() >= LEAST_COSINE and cosines.mean() >= LEAST_MEAN_COSINE)
    return near and _correlation(_similarities(rows), _similarities(reference)) >= LEAST_CORRELATION


def fault(card: ModelCard, rows: FloatArray) -> str:
    """Why rows can't be those of a working model, or ""."""
    if rows.ndim != 2 or not rows.size:
        return "the model gives no rows of numbers"
    if card.dimensions and rows.shape[1] != card.dimensions:
        return f"the model gives {rows.shape[1]} numbers a text instead of {card.dimensions}"
    if not np.isfinite(rows).all():
        return "the model gives numbers that are none"
    if float(np.ptp(rows, axis=0).max()) < _LEAST_SPREAD:
        return "the model gives the same numbers for every text"
    return ""


def _cosines(rows: FloatArray, reference: FloatArray) -> FloatArray:
    lengths = np.linalg.norm(rows, axis=1) * np.linalg.norm(reference, axis=1)
    cosines: FloatArray = (rows * reference).sum(axis=1) / np.maximum(lengths, 1e-12)
    return cosines


def _similarities(rows: FloatArray) -> FloatArray:
    """The cosine of every text with every other."""
    unit = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    pairs: FloatArray = (unit @ unit.T)[np.triu_indices(len(rows), 1)]
    return pairs


def _correlation(ours: FloatArray, theirs: FloatArray) -> float:
    if min(float(np.ptp(ours)), float(np.ptp(theirs))) < _LEAST_SPREAD:
        return 0.0
    return float(np.nan_to_num(np.corrcoef(ours, theirs)[0, 1]))
