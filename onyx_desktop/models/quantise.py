"""float32 weights → 8-bit integers with one scale a column or a row, right on every processor.

Symmetric, zero point 0: `weight ≈ integer · scale`. Matrices keep to ±64, the 7-bit range: the kernels for processors
without VNNI add two products of an unsigned activation and a signed weight in 16 bits, and 2 · 255 · 64 = 32,640 is the
most that fits. With ±127 they saturate silently and the vectors are wrong on those machines only. One scale a column
gives back what the lost bit costs. Tables that are only looked up, never multiplied, use the whole ±127.

One file serves every processor, so a fingerprint means the same vectors everywhere. A second kind with ±127, for VNNI
and ARM, whose kernels do not saturate, would not find better: all-MiniLM-L6-v2, 600 texts of 9 and of 120 words, ±64
and ±127 against float32: mean cosine 0.9913 and 0.9929, of the ten nearest neighbours 90.0 % and 89.7 % the same. What
is lost is lost in the activations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from onyx_desktop.domain import FloatArray

MATRIX_LIMIT = 64
TABLE_LIMIT = 127
_ROWS = 16_384


@dataclass(frozen=True, slots=True)
class Quantised:
    """values int8; scales float32: (columns,) of a matrix, (rows, 1) of a table."""

    values: npt.NDArray[np.int8]
    scales: FloatArray


def matrix(weights: FloatArray) -> Quantised:
    """Quantise a (inputs, outputs) matrix with one scale a column."""
    return _round(weights, axis=0, limit=MATRIX_LIMIT, keepdims=False)


def table(rows: FloatArray) -> Quantised:
    """Quantise a (rows, width) table of embeddings with one scale a row; part by part, for it may be 1 GB."""
    parts = [rows[start : start + _ROWS] for start in range(0, len(rows), _ROWS)]
    small = [_round(part, axis=1, limit=TABLE_LIMIT, keepdims=True) for part in parts]
    return Quantised(np.concatenate([each.values for each in small]), np.concatenate([each.scales for each in small]))


def _round(values: FloatArray, axis: int, limit: int, *, keepdims: bool) -> Quantised:
    largest = np.abs(values).max(axis=axis, keepdims=True)
    scales = np.where(largest > 0, largest / np.float32(limit), np.float32(1.0)).astype(np.float32)
    integers = np.clip(np.rint(values / scales), -limit, limit).astype(np.int8)
    return Quantised(integers, scales if keepdims else scales.squeeze(axis))
