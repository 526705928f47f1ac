"""Token vectors → a bit or a few a dimension, small enough to keep one for every token of a library.

The vector is turned, then each number becomes the nearest of two levels (long vectors) or sixteen (short ones). Turned,
because a model puts little into some dimensions and much into others; after any fixed turn all carry alike, and lie
around the middle as chance would have it, so the levels need no training (as in RaBitQ, Gao and Long 2024; levels: Max,
"Quantizing for minimum distortion", 1960). The turn is two cosine transforms with signs strewn between, the same on
every computer. Middle and deviation come from the program's sample texts, not from the user's, so a model's codes stay
comparable whatever is indexed. A question is never rounded. Beside other codes: tests/bench/tokens.py.
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.vectors.pooling import unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onyx_desktop.domain import ByteArray, FloatArray

_TURNS = 2
_LONG = 256  # dimensions from which the signs alone say enough
_POSITIVE = {
    1: (0.7979,),
    4: (0.1284, 0.3881, 0.6568, 0.9424, 1.2562, 1.6181, 2.0690, 2.7326),
}


@dataclass(frozen=True, eq=False)
class Levels:
    """middle, deviation: (d,) of the sample's turned token vectors. kept: (1,) what codes keep of a cosine."""

    middle: FloatArray
    deviation: FloatArray
    kept: FloatArray

    @classmethod
    def fit(cls, sample: FloatArray) -> Levels:
        """Learn from token vectors (n, d), rows of length 1."""
        turned = sample @ turn(sample.shape[1])
        deviation = np.maximum(turned.std(axis=0), np.finfo(np.float32).tiny)
        made = cls(turned.mean(axis=0), deviation, np.ones(1, np.float32))
        return replace(made, kept=(turned * made.decode(made.encode(sample))).sum(axis=1).mean(keepdims=True))

    @classmethod
    def restored(cls, parameters: Mapping[str, FloatArray]) -> Levels:
        """With the parameters of an earlier fit. Raises `KeyError`."""
        return cls(parameters["middle"], parameters["deviation"], parameters["kept"])

    @property
    def parameters(self) -> Mapping[str, FloatArray]:
        """What it has learned."""
        return {"middle": self.middle, "deviation": self.deviation, "kept": self.kept}

    @property
    def row_bytes(self) -> int:
        """Bytes a token."""
        return row_bytes(len(self.middle))

    def encode(self, vectors: FloatArray) -> ByteArray:
        """(n, d) rows of length 1 → (n, row_bytes)."""
        bits = _bits(len(self.middle))
        places = (vectors @ turn(len(self.middle)) - self.middle) / self.deviation
        if bits == 1:
            return np.packbits(places > 0, axis=1)
        levels = _levels(bits)
        numbers = np.searchsorted((levels[1:] + levels[:-1]) / 2, places).astype(np.uint8)
        numbers = np.pad(numbers, ((0, 0), (0, -numbers.shape[1] % 2)))
        codes: ByteArray = np.bitwise_or(numbers[:, ::2] * np.uint8(16), numbers[:, 1::2])
        return codes

    def decode(self, codes: ByteArray) -> FloatArray:
        """What the codes remember of turned vectors, (n, d); products with it are right on average."""
        return unit(self._rows(codes)[:, : len(self.middle)]) / self.kept

    def similarities(self, query: FloatArray, codes: ByteArray) -> FloatArray:
        """Cosines of turned vectors (m, d) with coded ones: (m, n), each right on average."""
        rows = self._rows(codes)
        lengths = np.sqrt(np.einsum("nd,nd->n", rows, rows)) * self.kept
        found: FloatArray = query @ rows[:, : len(self.middle)].T
        found /= np.maximum(lengths, np.finfo(np.float32).tiny)
        return found

    def _rows(self, codes: ByteArray) -> FloatArray:
        """What the codes stand for, (n, d filled up with zeros)."""
        table = self._table
        rows: FloatArray = np.take(table, codes + np.arange(0, len(table), 256), axis=0)
        return rows.reshape(len(codes), self.row_bytes * table.shape[1])

    @functools.cached_property
    def _table(self) -> FloatArray:
        """What each byte stands for at each place: (row_bytes * 256, numbers a byte)."""
        bits = _bits(len(self.middle))
        shifts = np.arange(8 - bits, -1, -bits)
        numbers = np.arange(256)[:, np.newaxis] >> shifts & (2**bits - 1)
        missing = (0, -len(self.middle) % len(shifts))
        middle, deviation = (
            np.pad(each, missing).reshape(-1, 1, len(shifts)) for each in (self.middle, self.deviation)
        )
        table: FloatArray = (middle + _levels(bits)[numbers] * deviation).astype(np.float32)
        return table.reshape(-1, len(shifts))


def row_bytes(dimensions: int) -> int:
    """Bytes a token."""
    return -(-dimensions * _bits(dimensions) // 8)


@functools.cache
def turn(dimensions: int) -> FloatArray:
    """An orthogonal matrix (d, d) that spreads every dimension over all; vectors @ it turns them."""
    places = np.arange(dimensions)
    cosines = np.cos(np.pi / dimensions * (places[:, np.newaxis] + 0.5) * places) * np.sqrt(2 / dimensions)
    cosines[:, 0] /= np.sqrt(2)
    whole = np.eye(dimensions)
    for number in range(_TURNS):
        drawn = hashlib.shake_128(b"turn %d" % number).digest(dimensions)
        whole = (whole * np.where(np.frombuffer(drawn, np.uint8) & 1, 1.0, -1.0)) @ cosines
    turned: FloatArray = whole.astype(np.float32)
    return turned


def _bits(dimensions: int) -> int:
    return 1 if dimensions >= _LONG else 4


def _levels(bits: int) -> FloatArray:
    positive = np.array(_POSITIVE[bits], np.float32)
    return np.concatenate([-positive[::-1], positive])
