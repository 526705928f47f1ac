"""Texts → one vector each from a table: the mean of the rows of their tokens. Kinds static and words.

As model2vec and sentence-transformers' StaticEmbedding do it: no special tokens; row = `mapping.npy`[id], if there is
one; times `weights.npy`[id], if there is one. The mean is a sum here, because length 1 follows. A token whose row is
all zeros, or whose weight is 0, counts as not there: so model2vec's tables keep their unknown token out.

Words (vectors/words.py) are weighted by how frequent they are.

A text without any known token has no direction. It gets the one opposite to the mean of the table: a vector of length 1
that is like no text, so nothing divides by zero and no question finds it. Refuses a table that does not fit the card
or the tokenizer (`ModelDamaged`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Kind
from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.vectors.fingerprint import fingerprint
from onyx_desktop.vectors.pooling import unit
from onyx_desktop.vectors.tokens import Tokens
from onyx_desktop.vectors.words import PIECES, Pieces, Words, rank_weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from onyx_desktop.domain import FloatArray, IntArray, ModelCard

_TABLE = "embeddings.npy"
_MORE_FILES = ("weights.npy", "mapping.npy")
_TEXTS_A_BATCH = 256


class StaticEncoder:
    """A table of vectors, ready to encode; there is nothing to wait for, so everything runs where it is called."""

    provider, fallback = "cpu", ""

    def __init__(self, folder: Path, card: ModelCard) -> None:
        """Map the table from `folder`; raises `ModelMissing` or `ModelDamaged`."""
        pieces = card.kind is Kind.WORDS and (folder / PIECES).is_file()
        needed = (_TABLE, PIECES if pieces else "tokenizer.json")
        for name in needed:
            if not (folder / name).is_file():
                raise ModelMissing(card.id, name)
        self._card = card
        self._table = _array(folder, card.id, _TABLE)
        if self._table.ndim != 2 or self._table.shape[1] != card.dimensions:
            raise ModelDamaged(card.id, _TABLE, f"shape {self._table.shape}, not {card.dimensions} dimensions")
        self._reader = _reader(folder, card)
        self._rows = self._map(folder)
        self._weights = self._weigh(folder)
        self._check()
        self.dimensions = card.dimensions
        self.fingerprint = fingerprint(folder, card, needed, _MORE_FILES)
        self._nowhere: FloatArray | None = None

    def encode(self, texts: Sequence[str], *, query: bool = False) -> FloatArray:
        """Vectors of `texts` in their order, (n, dimensions) float32, rows of length 1."""
        prefix = self._card.query_prefix if query else self._card.document_prefix
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for places, rows in self._run(texts, prefix):
            vectors[places] = rows
        return vectors

    def encode_query(self, text: str) -> FloatArray:
        """The vector of a query, (dimensions,) float32, length 1."""
        vector: FloatArray = self.encode([text], query=True)[0]
        return vector

    def batches(self, texts: Sequence[str]) -> Iterator[tuple[IntArray, FloatArray]]:
        """Encode documents step by step: places in `texts` (n,), their vectors (n, dimensions)."""
        return self._run(texts, self._card.document_prefix)

    def pieces(self, text: str) -> int:
        """Into how many tokens the model cuts a text; an unknown one counts as three."""
        return self._reader.pieces(text)

    def rest(self) -> None:
        """Nothing is kept between texts."""

    def close(self) -> None:
        """Let the table's file go; the encoder can't encode any more."""
        del self._table

    def _map(self, folder: Path) -> IntArray | None:
        if not (folder / "mapping.npy").is_file():
            return None
        return _array(folder, self._card.id, "mapping.npy").astype(np.int64)

    def _weigh(self, folder: Path) -> FloatArray | None:
        if (folder / "weights.npy").is_file():
            return _array(folder, self._card.id, "weights.npy").astype(np.float32)
        if self._card.kind is Kind.WORDS:
            return rank_weights(len(self._table), self._reader.signs if isinstance(self._reader, Pieces) else ())
        return None

    def _check(self) -> None:
        """Every token has a row and a weight."""
        for known, name in ((self._rows, "mapping.npy"), (self._weights, "weights.npy")):
            if known is not None and len(known) < self._reader.size:
                raise ModelDamaged(self._card.id, name, f"{len(known)} rows for {self._reader.size} tokens")
        needed = self._reader.size if self._rows is None else int(self._rows.max()) + 1
        if len(self._table) < needed:
            raise ModelDamaged(self._card.id, _TABLE, f"{len(self._table)} rows for {needed} tokens")

    def _run(self, texts: Sequence[str], prefix: str) -> Iterator[tuple[IntArray, FloatArray]]:
        for start in range(0, len(texts), _TEXTS_A_BATCH):
            ids = self._reader.plain([prefix + text for text in texts[start : start + _TEXTS_A_BATCH]])
            yield np.arange(start, start + len(ids)), self._vectors(ids)

    def _vectors(self, texts: list[list[int]]) -> FloatArray:
        """texts: token ids of each; (n, dimensions). Text by text: 20 times as fast as `np.add.reduceat` over all."""
        sums = np.stack([self._sum(np.array(ids, np.int64)) for ids in texts])
        lengths = np.linalg.norm(sums, axis=1)
        if not lengths.all():
            sums[lengths == 0] = self._away()
        return unit(sums)

    def _sum(self, ids: IntArray) -> FloatArray:
        """The weighted sum of the tokens' rows, (dimensions,)."""
        rows = self._table.take(ids if self._rows is None else self._rows[ids], axis=0)
        rows = rows.astype(np.float32, copy=False)
        if self._weights is not None:
            rows *= self._weights[ids][:, np.newaxis]
        total: FloatArray = rows.sum(axis=0)  # not by BLAS, which would start threads for so little
        return total

    def _away(self) -> FloatArray:
        """Where a text without known tokens points: away from the mean of the table."""
        if self._nowhere is None:
            mean = -self._table.mean(axis=0, dtype=np.float64)
            if not mean.any():
                mean[0] = 1
            self._nowhere = unit(mean[np.newaxis].astype(np.float32))[0]
        return self._nowhere


def _reader(folder: Path, card: ModelCard) -> Tokens | Words | Pieces:
    if card.kind is Kind.STATIC:
        return Tokens(folder / "tokenizer.json", card.max_tokens)
    if (folder / PIECES).is_file():
        return Pieces(folder / PIECES, card.max_tokens)
    return Words(folder / "tokenizer.json", card.max_tokens)


def _array(folder: Path, model_id: str, name: str) -> FloatArray:
    """Mapped, not read: of a large table only the rows that texts need are ever in memory."""
    try:
        array: FloatArray = np.asarray(np.load(folder / name, mmap_mode="r"))
    except (OSError, ValueError) as error:
        raise ModelDamaged(model_id, name, str(error)) from error
    return array
