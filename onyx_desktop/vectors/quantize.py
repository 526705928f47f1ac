"""Vectors → short codes that a query is compared with quickly, to find candidates; the full vectors then decide.

Every codec is a frozen record: `fit` learns its parameters from a sample and gives a new one, `encode` makes one row of
codes for each vector, `scores` estimates the cosines. `oversampling` says how many candidates for each wanted hit keep
what the exact search finds (measured: tests/bench/precision.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from onyx_desktop.vectors.kernels import differing_bits, dots
from onyx_desktop.vectors.matryoshka import cut

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from onyx_desktop.domain import FloatArray

    Codes = npt.NDArray[Any]

_LEVELS = 254  # -127…127: one less than there are, so that no kernel has to negate -128


@dataclass(frozen=True)
class Half:
    """Vectors as float16, or the first `dimensions` of them. stored: they lie like this in the matrix already."""

    dimensions: int = 0
    centred: bool = False
    stored: bool = False
    oversampling: float = 1.25  # what rounding could swap at the end of the list
    rows_needed: int = 0
    quick: ClassVar[bool] = True

    @property
    def name(self) -> str:
        """What tells its codes from others."""
        return f"half{self.dimensions or ''}"

    def fit(self, sample: FloatArray) -> Half:
        """Learns nothing."""
        return self

    @property
    def parameters(self) -> Mapping[str, Codes]:
        """None."""
        return {}

    def restored(self, parameters: Mapping[str, Codes]) -> Half:
        """As `fit`."""
        return self

    def encode(self, vectors: FloatArray) -> Codes:
        """(n, d) → (n, dimensions) float16."""
        return cut(vectors, self.dimensions, centred=self.centred).astype(np.float16)

    def scores(self, query: FloatArray, codes: Codes) -> FloatArray:
        """Estimated cosines of a query (d,): (n,) float32."""
        return dots(cut(query, self.dimensions, centred=self.centred), codes)


@dataclass(frozen=True, eq=False)
class Int8:
    """One byte a number: its place between the least and the greatest that the sample has in this dimension."""

    low: FloatArray = field(default_factory=lambda: np.empty(0, np.float32))
    high: FloatArray = field(default_factory=lambda: np.empty(0, np.float32))
    oversampling: float = 4
    rows_needed: int = 1000
    stored: ClassVar[bool] = False
    quick: ClassVar[bool] = True
    name: ClassVar[str] = "int8"

    def fit(self, sample: FloatArray) -> Int8:
        """Learn the ranges from (n, d) real vectors; what lies outside later is clipped."""
        return replace(self, low=sample.min(axis=0), high=sample.max(axis=0))

    @property
    def parameters(self) -> Mapping[str, Codes]:
        """The ranges."""
        return {"low": self.low, "high": self.high}

    def restored(self, parameters: Mapping[str, Codes]) -> Int8:
        """With the parameters of an earlier fit. Raises `KeyError`."""
        return replace(self, low=parameters["low"], high=parameters["high"])

    def encode(self, vectors: FloatArray) -> Codes:
        """(n, d) → (n, d) int8."""
        places = np.floor((vectors - self.low) / self._step)
        codes: Codes = (np.clip(places, 0, _LEVELS) - _LEVELS // 2).astype(np.int8)
        return codes

    def scores(self, query: FloatArray, codes: Codes) -> FloatArray:
        """Estimated cosines of a query (d,): (n,) float32. The query's share of each step becomes int8, too."""
        middle = self.low + self._step * (_LEVELS // 2 + 0.5)
        weights = query * self._step
        scale = np.maximum(np.abs(weights).max(), np.finfo(np.float32).tiny) / np.float32(127)
        scores: FloatArray = dots(np.rint(weights / scale).astype(np.int8), codes) * scale + query @ middle
        return scores

    @property
    def _step(self) -> FloatArray:
        return np.maximum((self.high - self.low) / (_LEVELS + 1), np.finfo(np.float32).tiny)


@dataclass(frozen=True)
class Binary:
    """One bit a number: its sign. Compared by counting the bits that differ."""

    oversampling: float = 20
    rows_needed: int = 1000
    stored: ClassVar[bool] = False
    quick: ClassVar[bool] = True
    name: ClassVar[str] = "binary"

    def fit(self, sample: FloatArray) -> Binary:
        """Learns nothing: bits that split a sample in halves find less than signs do."""
        return self

    @property
    def parameters(self) -> Mapping[str, Codes]:
        """None."""
        return {}

    def restored(self, parameters: Mapping[str, Codes]) -> Binary:
        """As `fit`."""
        return self

    def encode(self, vectors: FloatArray) -> Codes:
        """(n, d) → (n, d / 8, rounded up) uint8."""
        return np.packbits(vectors > 0, axis=1)

    def scores(self, query: FloatArray, codes: Codes) -> FloatArray:
        """The cosine that random directions with so many differing signs have: (n,) float32."""
        bits = differing_bits(np.packbits(query > 0), codes)
        scores: FloatArray = np.cos(bits * np.float32(np.pi / len(query)))
        return scores
