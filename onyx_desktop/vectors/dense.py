"""Texts → one vector each, by an encoder of the BERT kind.

Sequence: prefix, tokens cut to the model's most, batches of like length, model, pooling over the real tokens, length 1.
Batches are small (see `_TOKENS_A_BATCH`): they stay in the processor's cache, pad little, and take well under 100 ms,
so a job can stop between any two. Each batch runs on one thread, `threads` of them at once; a query runs on the thread
that asks and waits for nobody. Refuses a model whose width is not the card's (`ModelDamaged`).
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import threading
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
_TOKENS_A_BATCH = 512  # padding included
_TEXTS_A_BATCH = 8
_TEXTS_A_WINDOW = 128  # tokenised and sorted together
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
        self._workers = ThreadPoolExecutor(threads, thread_name_prefix="onyx-encode", initializer=_step_back)

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
        """Batches of like length: places in `texts`, token ids."""
        for start in range(0, len(texts), _TEXTS_A_WINDOW):
            window = texts[start : start + _TEXTS_A_WINDOW]
            ids = self._tokens.batch([prefix + text for text in window])
            places: list[int] = []
            for place in sorted(range(len(ids)), key=lambda place: len(ids[place])):
                full = len(places) == _TEXTS_A_BATCH or (len(places) + 1) * len(ids[place]) > _TOKENS_A_BATCH
                if places and full:
                    yield np.array(places) + start, [ids[each] for each in places]
                    places = []
                places.append(place)
            yield np.array(places) + start, [ids[each] for each in places]

    def _vectors(self, ids: list[IntArray]) -> FloatArray:
        """Run one batch; ids: token ids of each text; (n, dimensions)."""
        shape = (len(ids), max(map(len, ids)))
        tokens, mask = np.full(shape, self._tokens.pad_id, np.int64), np.zeros(shape, np.int64)
        for row, each in enumerate(ids):
            tokens[row, : len(each)] = each
            mask[row, : len(each)] = 1
        feeds = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros(shape, np.int64)}
        hidden = self._session.run({name: feeds[name] for name in self._session.inputs})
        return unit(pool(hidden, [len(each) for each in ids], self._card.pooling))


def pool(hidden: FloatArray, lengths: Sequence[int], pooling: Pooling) -> FloatArray:
    """One vector a text from its real tokens, padding left out. hidden: (n, tokens, width) → (n, width)."""
    rows = [row[:length] for row, length in zip(hidden, lengths, strict=True)]
    match pooling:
        case Pooling.MEAN:
            return np.stack([row.mean(axis=0) for row in rows])
        case Pooling.MAX:
            return np.stack([row.max(axis=0) for row in rows])
        case Pooling.CLS:
            return np.stack([row[0] for row in rows])
        case Pooling.LAST:
            return np.stack([row[-1] for row in rows])


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
