"""Texts → a vector for each token, compared by MaxSim (late interaction).

ColBERT's recipe (Khattab, Zaharia 2020; the published code, PyLate and sentence-transformers agree): a marker behind
the first token says question or document. A question is filled up with [MASK] to a fixed number of tokens; nothing
looks at them, but their own vectors count. Of a document the vectors of punctuation are dropped. Every vector has
length 1. The marker is the card's prefix if that is one token of the vocabulary; BERT's models, whose cards have none,
use [unused0] and [unused1]. Questions longer than the fixed number are kept whole.

Any dense model gives token vectors too (`TokenVectors`), without markers and masks, and without those of special tokens
and of signs: they cost a fifth of the space and find nothing (measured with all-MiniLM-L6-v2 on five collections).
"""

from __future__ import annotations

import string
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.vectors.fingerprint import fingerprint
from onyx_desktop.vectors.pooling import unit
from onyx_desktop.vectors.session import Asked, Session
from onyx_desktop.vectors.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from onyx_desktop.domain import ByteArray, FloatArray, IntArray, ModelCard
    from onyx_desktop.vectors.dense import DenseEncoder

    Coding = Callable[[FloatArray], ByteArray]
    """Token vectors (tokens, dimensions), rows of length 1 → a row of codes each."""

_FILES = ("model.onnx", "tokenizer.json")
_MARKERS = ("[unused0]", "[unused1]")  # of a question, of a document
_MASKS = ("[MASK]", "<mask>")
_TEXTS_AT_ONCE = 16


class Question(NamedTuple):
    """A question's vectors (tokens, dimensions), rows of length 1, and where its tokens stand in it (tokens, 2).

    Masks, markers and special tokens stand nowhere: their spans are empty.
    """

    vectors: FloatArray
    spans: IntArray


class TokenSource(Protocol):
    """What makes token vectors. weighted: the words of a question count by how rare they are, not all alike."""

    weighted: bool
    dimensions: int

    @property
    def fingerprint(self) -> str:
        """Of everything that changes a vector."""

    def coded(self, texts: Sequence[str], coding: Coding) -> Iterator[tuple[IntArray, list[ByteArray]]]:
        """Encode documents step by step: places in `texts` (n,), the codes of each. Closing it stops it."""

    def documents(self, texts: Sequence[str]) -> list[FloatArray]:
        """Vectors of each text's tokens, (tokens, dimensions), rows of length 1."""

    def question(self, text: str) -> Question:
        """Vectors of a question's tokens; on this thread, beside whatever else is encoded."""

    def spans(self, text: str) -> IntArray:
        """Where the tokens of a document stand in it whose vectors `coded` gives: (tokens, 2) code points."""

    def rest(self) -> None:
        """Give back the memory that texts needed: at the end of a job."""


class LateEncoder:
    """A model, ready to encode. dimensions: of each token's vector. fingerprint: of all that changes a document's."""

    weighted = False  # it was trained with all alike, masks included

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
        self.fingerprint = fingerprint(folder, card, _FILES, ("model.onnx_data",))
        prefixes = (card.query_prefix, card.document_prefix)
        self._markers = [self._tokens.find(own or usual) for own, usual in zip(prefixes, _MARKERS, strict=True)]
        self._mask = next((found for name in _MASKS if (found := self._tokens.find(name)) is not None), None)
        marks = (self._tokens.find(sign) for sign in string.punctuation)
        self._signs = np.array([each for each in marks if each is not None], np.int64)
        self._workers = ThreadPoolExecutor(threads, thread_name_prefix="onyx-late")

    def documents(self, texts: Sequence[str]) -> list[FloatArray]:
        """Vectors of each text's tokens, (tokens, dimensions) float32, rows of length 1."""
        return list(self._workers.map(self._document, texts))

    def coded(self, texts: Sequence[str], coding: Coding) -> Iterator[tuple[IntArray, list[ByteArray]]]:
        """Encode documents step by step: places in `texts` (n,), the codes of each."""
        for first in range(0, len(texts), _TEXTS_AT_ONCE):
            part = texts[first : first + _TEXTS_AT_ONCE]
            codes = list(self._workers.map(lambda text: coding(self._document(text)), part))
            yield np.arange(first, first + len(part)), codes

    def question(self, text: str) -> Question:
        """Vectors of a question's tokens and masks."""
        vectors = self.query(text)
        _, spans = self._placed(text, query=True)
        return Question(vectors, np.pad(spans, ((0, len(vectors) - len(spans)), (0, 0))))

    def spans(self, text: str) -> IntArray:
        """Where the tokens of a document stand in it: (tokens, 2) code points."""
        ids, spans = self._placed(text, query=False)
        return spans[~np.isin(ids, self._signs)]

    def query(self, text: str) -> FloatArray:
        """Vectors of a question's tokens and masks, (tokens, dimensions) float32, rows of length 1."""
        ids, _ = self._placed(text, query=True)
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
        ids, _ = self._placed(text, query=False)
        return unit(self._session.read(ids)[~np.isin(ids, self._signs)])

    def _placed(self, text: str, *, query: bool) -> tuple[IntArray, IntArray]:
        """Token ids with the marker second, and where they stand in the text."""
        prefix = self._card.query_prefix if query else self._card.document_prefix
        marker = self._markers[0 if query else 1]
        if marker is None:
            ids, spans = self._tokens.placed(prefix + text)
            return ids, np.maximum(spans - len(prefix), 0)
        ids, spans = self._tokens.placed(text)
        return np.insert(ids, 1, marker), np.insert(spans, 1, 0, axis=0)


class TokenVectors:
    """A dense model's token vectors as late interaction; the model is somebody else's and stays open."""

    weighted = True

    def __init__(self, encoder: DenseEncoder) -> None:
        """encoder: it makes the vectors, with its own prefixes."""
        self.encoder = encoder
        self.dimensions = encoder.width
        self.fingerprint = encoder.fingerprint
        self._kept = ~np.isin(np.arange(encoder.vocabulary.size), encoder.vocabulary.wordless())

    def detailed(self, texts: Sequence[str], coding: Coding) -> Iterator[tuple[IntArray, FloatArray, list[ByteArray]]]:
        """The model's vector of each text and the codes of its tokens, by one run: places (n,), (n, d), codes."""
        return self.encoder.detailed(texts, lambda ids, hidden: coding(unit(hidden[self._kept[ids]])))

    def coded(self, texts: Sequence[str], coding: Coding) -> Iterator[tuple[IntArray, list[ByteArray]]]:
        """Encode documents step by step: places in `texts` (n,), the codes of each. Closing it stops it."""
        return ((places, codes) for places, _, codes in self.detailed(texts, coding))

    def documents(self, texts: Sequence[str]) -> list[FloatArray]:
        """Vectors of each text's tokens, (tokens, width) float32, rows of length 1."""
        return [self._read(text, query=False).vectors for text in texts]

    def question(self, text: str) -> Question:
        """Vectors of a question's tokens, on this thread."""
        return self._read(text, query=True)

    def spans(self, text: str) -> IntArray:
        """Where the tokens of a document stand in it: (tokens, 2) code points."""
        ids, spans = self.encoder.placed(text)
        return spans[self._kept[ids]]

    def rest(self) -> None:
        """Give back the memory that texts needed: at the end of a job."""
        self.encoder.rest()

    def _read(self, text: str, *, query: bool) -> Question:
        ids, spans = self.encoder.placed(text, query=query)
        kept = self._kept[ids]
        return Question(unit(self.encoder.hidden(ids, query=query)[kept]), spans[kept])


def maxsim(query: FloatArray, document: FloatArray) -> float:
    """The sum, over the question's vectors, of the largest dot product with one of the document's; 0 for nothing."""
    if not len(query) or not len(document):
        return 0.0
    return float((query @ document.T).max(axis=1).sum())
