"""A model that makes one vector of a text, of whatever kind; the kind decides which encoder reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from onyx_desktop.domain import Kind
from onyx_desktop.errors import ModelDamaged
from onyx_desktop.vectors.dense import DenseEncoder
from onyx_desktop.vectors.static import StaticEncoder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from onyx_desktop.domain import FloatArray, IntArray, ModelCard


class Encoder(Protocol):
    """A model, ready to encode. Rows are float32, of length 1, whatever the text; safe from any thread."""

    @property
    def dimensions(self) -> int:
        """Of its vectors."""

    @property
    def fingerprint(self) -> str:
        """Of everything that changes a vector."""

    @property
    def provider(self) -> str:
        """What runs the model: "cpu", or the provider that was asked for."""

    @property
    def fallback(self) -> str:
        """Why the provider that was asked for does not run the model; "" if it does."""

    def encode(self, texts: Sequence[str], *, query: bool = False) -> FloatArray:
        """Vectors of `texts` in their order, (n, dimensions)."""

    def encode_query(self, text: str) -> FloatArray:
        """The vector of a query, (dimensions,); on this thread, beside whatever else is encoded."""

    def batches(self, texts: Sequence[str]) -> Iterator[tuple[IntArray, FloatArray]]:
        """Encode documents step by step: places in `texts` (n,), their vectors (n, dimensions). Closing it stops it."""

    def pieces(self, text: str) -> int:
        """Into how many tokens the model cuts a text, special ones left out; an unknown one counts as three."""

    def rest(self) -> None:
        """Give back the memory that batches needed: at the end of a job."""

    def close(self) -> None:
        """End the threads and give memory back; the encoder can't encode any more."""


def load(folder: Path, card: ModelCard, threads: int, provider: str = "cpu") -> Encoder:
    """Load the model in `folder`. Raises `ModelMissing`, `ModelDamaged`; the latter for kinds with other results."""
    match card.kind:
        case Kind.DENSE:
            return DenseEncoder(folder, card, threads, provider)
        case Kind.STATIC | Kind.WORDS:
            return StaticEncoder(folder, card)
        case _:
            raise ModelDamaged(card.id, "card.toml", f"a {card.kind.value} model gives no vector of a text")
