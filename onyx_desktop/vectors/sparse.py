"""Texts → the weights of some terms of a vocabulary, by a masked-language model's head (SPLADE).

A term's weight is the largest over the text's tokens, special ones included, of log(1 + relu(logit)), or the logarithm
of one more than that (opensearch's doc-v3), as in sentence-transformers' SpladePooling. Of a document the heaviest
terms are kept. Special tokens are no terms: opensearch's own pipeline puts them to 0 and so does this one for every
model; sentence-transformers keeps them (for SPLADE they are near 0, as no question contains them otherwise).
With `idf.npy` in its folder a question needs no model: each of its tokens once, with the weight of the list.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.vectors.fingerprint import fingerprint
from onyx_desktop.vectors.session import Asked, Session
from onyx_desktop.vectors.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onyx_desktop.domain import FloatArray, IntArray, ModelCard

_FILES = ("model.onnx", "tokenizer.json")
_IDF = "idf.npy"
_TWICE = "log1p2"


class SparseEncoder:
    """A model, ready to encode. vocabulary: how many terms there are. A term's name: `term(id)`.

    fingerprint: of everything that changes a weight.
    """

    def __init__(self, folder: Path, card: ModelCard, threads: int) -> None:
        """Load the model from `folder`; raises `ModelMissing` or `ModelDamaged`."""
        for name in _FILES:
            if not (folder / name).is_file():
                raise ModelMissing(card.id, name)
        self._card = card
        self._tokens = Tokens(folder / "tokenizer.json", card.max_tokens)
        self._session = Session(folder / "model.onnx", card.id, Asked(narrow=card.convert))
        self.vocabulary = self._session.width
        self._special = np.array([each for each in self._tokens.special() if each < self.vocabulary], np.int64)
        self._idf = self._read_idf(folder)
        self.fingerprint = fingerprint(folder, card, _FILES)
        self._workers = ThreadPoolExecutor(threads, thread_name_prefix="onyx-sparse")

    def documents(self, texts: Sequence[str], top: int = 128) -> list[tuple[IntArray, FloatArray]]:
        """Ids and weights of the `top` heaviest terms of each text, ids ascending."""
        ids = self._tokens.batch([self._card.document_prefix + text for text in texts])
        return [_heaviest(weights, top) for weights in self._workers.map(self._weights, ids)]

    def query(self, text: str) -> tuple[IntArray, FloatArray]:
        """Ids, ascending, and weights of a question's terms."""
        if self._idf is None:
            (ids,) = self._tokens.batch([self._card.query_prefix + text])
            return _heaviest(self._weights(ids), self.vocabulary)
        (plain,) = self._tokens.plain([self._card.query_prefix + text])
        once = np.unique(np.array(plain, np.int64))
        once = once[self._idf[once] > 0]
        return once, self._idf[once]

    def term(self, place: int) -> str:
        """The name of a term, to show which words matched."""
        return self._tokens.name(place)

    def rest(self) -> None:
        """Give back the memory that texts needed: at the end of a job."""
        self._session.shrink()

    def close(self) -> None:
        """End the threads; the encoder can't encode any more."""
        self._workers.shutdown(cancel_futures=True)

    def _weights(self, ids: IntArray) -> FloatArray:
        """Of every term, (vocabulary,)."""
        logits = np.atleast_2d(self._session.read(ids)).max(axis=0)  # the functions that follow never fall
        weights: FloatArray = np.log1p(np.maximum(logits, 0))
        if self._card.activation == _TWICE:
            weights = np.log1p(weights)
        weights[self._special] = 0
        return weights

    def _read_idf(self, folder: Path) -> FloatArray | None:
        if not (folder / _IDF).is_file():
            return None
        try:
            idf: FloatArray = np.load(folder / _IDF)
        except (OSError, ValueError) as error:
            raise ModelDamaged(self._card.id, _IDF, str(error)) from error
        if idf.ndim != 1 or not self._tokens.size <= len(idf) <= self.vocabulary:
            raise ModelDamaged(self._card.id, _IDF, f"shape {idf.shape}, not {self.vocabulary} terms")
        idf = np.pad(idf.astype(np.float32), (0, self.vocabulary - len(idf)))  # some heads have room to spare
        idf[self._special] = 0
        return idf


def _heaviest(weights: FloatArray, top: int) -> tuple[IntArray, FloatArray]:
    ids = np.flatnonzero(weights > 0)
    if len(ids) > top:
        ids = np.sort(ids[np.argpartition(-weights[ids], top - 1)[:top]])
    return ids, weights[ids]
