"""Texts → a vector for each token, compared by MaxSim (late interaction).

ColBERT's recipe (Khattab, Zaharia 2020; the published code, PyLate and sentence-transformers agree): a marker behind
the first token says question or document. A question is filled up with [MASK] to a fixed number of tokens; nothing
looks at them, but their own vectors count. Of a document the vectors of punctuation are dropped. Every vector has
length 1. The marker is the card's prefix if that is one token of the vocabulary; BERT's models, whose cards have none,
use [unused0] and [unused1]. Questions longer than the fixed number are kept whole.

Any dense model gives token vectors too (`TokenVectors`), without markers and masks.
"""

from __future__ import annotations

import string
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.vectors.pooling import unit
from onyx_desktop.vectors.session import Asked, Session
from onyx_desktop.vectors.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onyx_desktop.domain import FloatArray, IntArray, ModelCard
    from onyx_desktop.vectors.dense import DenseEncoder

_FILES = ("model.onnx", "tokenizer.json")
_MARKERS = ("[unused0]", "[unused1]")  # of a question, of a document
_MASKS = ("[MASK]", "<mask>")


class LateEncoder:
    """A model, ready to encode. dimensions: of each token's vector."""

    def __init__(self, folder: Path, card: ModelCard, threads: int) -> None:
        """Load the model from `folder`; raises `ModelMissing` or `ModelDamaged`."""
        for name in _FILES:
            if not (folder / name).is_file():
                raise ModelMissing(card.id, name)
        self._card = card
        self._tokens = Tokens(folder / "tokenizer.json", card.max_tokens - 1)  # one for the marker
        self._session = Session(folder / "model.onnx", card.id, Asked(narrow=card.convert))
        self.dimensions = self._session.width
        if self.dimensions != card.dimensions:
            raise ModelDamaged(card.id, "model.onnx", f"{self.dimensions} dimensions, not {card.dimensions}")
        prefixes = (card.query_prefix, card.document_prefix)
        self._markers = [self._tokens.find(own or usual) for own, usual in zip(prefixes, _MARKERS, strict=True)]
        self._mask = next((found for name in _MASKS if (found := self._tokens.find(name)) is not None), None)
        marks = (self._tokens.find(sign) for sign in string.punctuation)
        self._signs = np.array([each for each in marks if each is not None], np.int64)
        self._workers = ThreadPoolExecutor(threads, thread_name_prefix="onyx-late")

    def documents(self, texts: Sequence[str]) -> list[FloatArray]:
        """Vectors of each text's tokens, (tokens, dimensions) float32, rows of length 1."""
        return list(self._workers.map(self._document, texts))

    def query(self, text: str) -> FloatArray:
        """Vectors of a question's tokens and masks, (tokens, dimensions) float32, rows of length 1."""
        ids = self._ids(text, query=True)
        mask = np.ones_like(ids)
        missing = self._card.query_tokens - len(ids)
        if missing > 0 and self._mask is not None:
            ids = np.concatenate([ids, np.full(missing, self._mask)])
            mask = np.concatenate([mask, np.zeros(missing, np.int64)])
        return unit(self._session.read(ids, mask=mask))

    def rest(self) -> None:
        """Give back the memory that texts needed: at the end of a job."""
        self._session.shrink()

    def close(self) -> None:
        """End the threads; the encoder can't encode any more."""
        self._workers.shutdown(cancel_futures=True)

    def _document(self, text: str) -> FloatArray:
        ids = self._ids(text, query=False)
        return unit(self._session.read(ids)[~np.isin(ids, self._signs)])

    def _ids(self, text: str, *, query: bool) -> IntArray:
        """Token ids with the marker second."""
        prefix = self._card.query_prefix if query else self._card.document_prefix
        marker = self._markers[0 if query else 1]
        (ids,) = self._tokens.batch([text if marker is not None else prefix + text])
        return ids if marker is None else np.insert(ids, 1, marker)


class TokenVectors:
    """A dense model's token vectors as late interaction; the model is somebody else's and stays open."""

    def __init__(self, encoder: DenseEncoder, threads: int) -> None:
        """encoder: it makes the vectors, with its own prefixes."""
        self._encoder = encoder
        self.dimensions = encoder.dimensions
        self._workers = ThreadPoolExecutor(threads, thread_name_prefix="onyx-tokens")

    def documents(self, texts: Sequence[str]) -> list[FloatArray]:
        """Vectors of each text's tokens, (tokens, width) float32, rows of length 1."""
        return list(self._workers.map(self._encoder.tokens, texts))

    def query(self, text: str) -> FloatArray:
        """Vectors of a question's tokens, (tokens, width) float32, rows of length 1."""
        return self._encoder.tokens(text, query=True)

    def rest(self) -> None:
        """Give back the memory that texts needed: at the end of a job."""
        self._encoder.rest()

    def close(self) -> None:
        """End the threads; the dense model stays as it is."""
        self._workers.shutdown(cancel_futures=True)


def maxsim(query: FloatArray, document: FloatArray) -> float:
    """The sum, over the question's vectors, of the largest dot product with one of the document's; 0 for nothing."""
    if not len(query) or not len(document):
        return 0.0
    return float((query @ document.T).max(axis=1).sum())
