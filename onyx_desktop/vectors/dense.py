"""Texts → one vector each, by an encoder of the BERT kind.

Sequence: prefix, tokens cut to the model's most, model, pooling, length 1. The model reads one text at a time,
`threads` texts at once, each on one thread. For passages that is as fast as any batch or faster (tests/bench/embed.py
--grid): padding is work for nothing, a hundred tokens fill the arithmetic units, and one text stays in the cache; only
texts of a dozen words would gain from company, by about a third. It also makes the vector of a text depend on nothing
but the text: in int8 the neighbours in a batch would share its scale. A query runs on the thread that asks and waits
for nobody. Refuses a model whose width is not the card's (`ModelDamaged`).
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import threading
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Pooling
from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.vectors.session import Session
from onyx_desktop.vectors.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from onyx_desktop.domain import FloatArray, IntArray, ModelCard

_FILES = ("model.onnx", "tokenizer.json")
_VERSION = 1  # of the sequence above; raise it when a vector would come out differently
_BATCH_S = 0.08  # how long a batch may keep a thread; one long text with a large model may take longer
_TEXTS_A_BATCH = 16
_FIRST_TOKENS_A_BATCH = 256  # before anything was timed
_NICENESS = 10


class DenseEncoder:
    """A model, ready to encode. dimensions: of its vectors. fingerprint: of everything that changes a vector."""

    def __init__(self, folder: Path, card: ModelCard, threads: int) -> None:
        """Load model.onnx and tokenizer.json from `folder`; raises `ModelMissing` or `ModelDamaged`."""
        for name in _FILES:
            if not (folder / name).is_file():
                raise ModelMissing(card.id, name)
        self._card = card
        self._tokens = Tokens(folder / "tokenizer.json", card.max_tokens)
        self._session = Session(folder / "model.onnx", card.id)
        if self._session.width != card.dimensions:
            raise ModelDamaged(card.id, "model.onnx", f"{self._session.width} dimensions, not {card.dimensions}")
        self.dimensions = card.dimensions
        self.fingerprint = _fingerprint(folder, card)
        self._threads = threads
        self._tokens_a_batch = _FIRST_TOKENS_A_BATCH
        start = _step_back if threads < (os.cpu_count() or 1) else None  # who gives all cores wants it fast
        self._workers = ThreadPoolExecutor(threads, thread_name_prefix="onyx-encode", initializer=start)

    def encode(self, texts: Sequence[str], *, query: bool = False) -> FloatArray:
        """Vectors of `texts` in their order, (n, dimensions) float32, rows of length 1."""
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for places, rows in self._run(texts, self._prefix(query=query)):
            vectors[places] = rows
        return vectors

    def encode_query(self, text: str) -> FloatArray:
        """The vector of a query, (dimensions,) float32, length 1; on this thread, beside whatever else is encoded."""
        vector: FloatArray = self._vectors(self._tokens.batch([self._card.query_prefix + text]))[0]
        return vector

    def batches(self, texts: Sequence[str]) -> Iterator[tuple[IntArray, FloatArray]]:
        """Encode documents step by step: places in `texts` (n,), their vectors (n, dimensions). Closing it stops it."""
        return self._run(texts, self._card.document_prefix)

    def close(self) -> None:
        """End the threads and give memory back; the encoder can't encode any more."""
        self._workers.shutdown(cancel_futures=True)

    def rest(self) -> None:
        """Give back the memory that batches needed: at the end of a job."""
        self._session.shrink()

    def _prefix(self, *, query: bool) -> str:
        return self._card.query_prefix if query else self._card.document_prefix

    def _run(self, texts: Sequence[str], prefix: str) -> Iterator[tuple[IntArray, FloatArray]]:
        """Keep two batches a thread in hand: the next texts are tokenised here while those run."""
        running: deque[tuple[IntArray, Future[FloatArray]]] = deque()
        try:
            for places, ids in self._cut(texts, prefix):
                running.append((places, self._workers.submit(self._vectors, ids)))
                if len(running) > 2 * self._threads:
                    done, future = running.popleft()
                    yield done, future.result()
            while running:
                done, future = running.popleft()
                yield done, future.result()
        finally:
            for _, future in running:
                future.cancel()

    def _cut(self, texts: Sequence[str], prefix: str) -> Iterator[tuple[IntArray, list[IntArray]]]:
        """Batches of as many tokens as fit the time: places in `texts`, token ids."""
        for start in range(0, len(texts), _TEXTS_A_BATCH):
            ids = self._tokens.batch([prefix + text for text in texts[start : start + _TEXTS_A_BATCH]])
            first = tokens = 0
            for place, each in enumerate(ids):
                if place > first and tokens + len(each) > self._tokens_a_batch:
                    yield np.arange(start + first, start + place), ids[first:place]
                    first, tokens = place, 0
                tokens += len(each)
            yield np.arange(start + first, start + len(ids)), ids[first:]

    def _vectors(self, batch: list[IntArray]) -> FloatArray:
        """Run one text after the other, and learn how long that takes; batch: token ids of each; (n, dimensions)."""
        start = time.monotonic()
        vectors = unit(np.stack([pool(self._hidden(ids), self._card.pooling) for ids in batch]))
        seconds = max(time.monotonic() - start, 1e-6)
        self._tokens_a_batch = int(sum(map(len, batch)) * _BATCH_S / seconds)
        return vectors

    def _hidden(self, ids: IntArray) -> FloatArray:
        """Token vectors of one text, (tokens, dimensions)."""
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden: FloatArray = self._session.run({name: feeds[name][np.newaxis] for name in self._session.inputs})[0]
        return hidden


def pool(hidden: FloatArray, pooling: Pooling) -> FloatArray:
    """One vector from a text's token vectors, special tokens included. hidden: (tokens, width) → (width,)."""
    vector: FloatArray
    match pooling:
        case Pooling.MEAN:
            vector = hidden.mean(axis=0)
        case Pooling.MAX:
            vector = hidden.max(axis=0)
        case Pooling.CLS:
            vector = hidden[0]
        case Pooling.LAST:
            vector = hidden[-1]
    return vector


def unit(vectors: FloatArray) -> FloatArray:
    """Rows of length 1; always, also where the model's own pipeline does not: everything here compares by cosine."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    rows: FloatArray = (vectors / np.maximum(lengths, np.finfo(np.float32).tiny)).astype(np.float32, copy=False)
    return rows


def _fingerprint(folder: Path, card: ModelCard) -> str:
    files = {name: card.files.get(name) or _sha256(folder / name) for name in _FILES}
    facts = [_VERSION, card.id, card.revision, files, card.pooling.value, card.query_prefix, card.document_prefix]
    facts += [card.max_tokens, card.precision]
    return hashlib.blake2b(json.dumps(facts).encode(), digest_size=16).hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _step_back() -> None:
    """Let everything else on the machine go first, where a thread may say so for itself (Linux)."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
