"""A look → how the index cuts, codes and compares the stored vectors of a model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onyx_desktop.domain import Distance, Look, Precision
from onyx_desktop.vectors.distance import similarities
from onyx_desktop.vectors.matryoshka import cut
from onyx_desktop.vectors.product import Product
from onyx_desktop.vectors.quantize import Binary, Half, Int8

if TYPE_CHECKING:
    import numpy.typing as npt

    from onyx_desktop.domain import FloatArray

_TIER = 128


@dataclass(frozen=True, slots=True)
class Lens:
    """look: of vectors of `full` numbers. centred: before a cut, see `matryoshka`."""

    look: Look
    full: int
    centred: bool = False

    @property
    def dimensions(self) -> int:
        """The length that vectors are compared at."""
        return min(self.look.dimensions or self.full, self.full)

    @property
    def plain(self) -> bool:
        """Whether full vectors are compared by the cosine or what ranks alike."""
        exact = self.look.precision in {Precision.FLOAT32, Precision.FLOAT16}
        return exact and self.dimensions == self.full and self.look.distance is not Distance.MANHATTAN

    @property
    def codec(self) -> Half | Int8 | Product | Binary | None:
        """What finds the candidates; None: every vector is compared exactly."""
        match self.look.precision:
            case Precision.INT8:
                return Int8()
            case Precision.PRODUCT:
                return Product()
            case Precision.BINARY:
                return Binary()
            case Precision.TIERED if self.dimensions > _TIER // 2:
                tier = _TIER if self.dimensions >= 2 * _TIER else _TIER // 2
                return Half(tier, self.centred and self.dimensions == self.full, oversampling=10)
        return None if self.look.distance is Distance.MANHATTAN else Half(stored=self.dimensions == self.full)

    @property
    def sieve(self) -> Half | None:
        """What compares vectors as they are stored."""
        as_stored = self.dimensions == self.full and self.look.distance is not Distance.MANHATTAN
        return Half(stored=True) if as_stored else None

    def cut(self, vectors: npt.NDArray[Any]) -> FloatArray:
        """Full vectors (…, full) → (…, dimensions) float32 of length 1."""
        return cut(vectors, self.dimensions, centred=self.centred)

    def similarities(self, query: FloatArray, vectors: FloatArray) -> FloatArray:
        """How alike a query and vectors, both cut, are: (n,) float32 on the scale of the cosine."""
        return similarities(self.look.distance, query, vectors)
