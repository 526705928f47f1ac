"""A question and passages → one score each, by a model that reads both together (cross-encoder).

Scores are the model's own logits, higher is better; they are comparable within one question. Of a model with several
classes the last counts, as the last of "no, yes". The longer of two texts is cut first when they are too long together.
One pair a run and `threads` runs at once, as with passages (vectors/dense.py): for 30 pairs of 140 tokens, sorted by
length, batches of 15 took 7 to 16 % longer and batches of 30 a third longer, in int8 and float32.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.errors import ModelMissing
from onyx_desktop.vectors.session import Asked, Session
from onyx_desktop.vectors.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onyx_desktop.domain import FloatArray, ModelCard

_FILES = ("model.onnx", "tokenizer.json")


class CrossEncoder:
    """A model, ready to score."""

    def __init__(self, folder: Path, card: ModelCard, threads: int) -> None:
        """Load the model from `folder`; raises `ModelMissing` or `ModelDamaged`."""
        for name in _FILES:
            if not (folder / name).is_file():
                raise ModelMissing(card.id, name)
        self._card = card
        self._tokens = Tokens(folder / "tokenizer.json", card.max_tokens)
        self._session = Session(folder / "model.onnx", card.id, Asked(narrow=card.convert))
        self._workers = ThreadPoolExecutor(threads, thread_name_prefix="onyx-rerank")

    def scores(self, query: str, texts: Sequence[str]) -> FloatArray:
        """How well each text answers, (n,) float32 logits."""
        question = self._card.query_prefix + query
        found = self._workers.map(lambda text: self._score(question, self._card.document_prefix + text), texts)
        return np.array(list(found), np.float32)

    def rest(self) -> None:
        """Give back the memory that texts needed: at the end of a job."""
        self._session.shrink()

    def close(self) -> None:
        """End the threads; the model can't score any more."""
        self._workers.shutdown(cancel_futures=True)

    def _score(self, query: str, text: str) -> float:
        ids, types = self._tokens.pair(query, text)
        return float(self._session.read(ids, pair=types)[-1])
