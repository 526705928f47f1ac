"""Texts → one vector each, by a transformer.

Sequence: prefix, tokens cut to the model's most, model, pooling, layers after it, layer norm, length 1. The model reads
one text at a time, `threads` texts at once, each on one thread. For passages that is as fast as any batch or faster
(tests/bench/embed.py --grid): padding is work for nothing, a hundred tokens fill the arithmetic units, and one text
stays in the cache; only texts of a dozen words would gain from company, by about a third. It also makes the vector of a
text depend on nothing but the text: in int8 the neighbours in a batch would share its scale. A query runs on the thread
that asks and waits for nobody. Refuses a model whose width is not the card's (`ModelDamaged`).
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.vectors.fingerprint import fingerprint
from onyx_desktop.vectors.pairs import pairs
from onyx_desktop.vectors.pooling import LAYERS, layer_norm, pool, read_layers, unit
from onyx_desktop.vectors.session import Asked, Session
from onyx_desktop.vectors.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from onyx_desktop.domain import ByteArray, FloatArray, IntArray, ModelCard

    OfTokens = Callable[[IntArray, FloatArray], ByteArray]

_FILES = ("model.onnx", "tokenizer.json")
_MORE_FILES = (LAYERS, "model.onnx_data")
_SAMPLES = 8
_BATCH_S = 0.08  # how long a batch may keep a thread; one long text with a large model may take longer
_TEXTS_A_BATCH = 16
_FIRST_TOKENS_A_BATCH = 256  # before anything was timed
_TOKENS_A_BATCH = 64
_NICENESS = 10


class DenseEncoder:
    """A model, ready to encode. dimensions: of its vectors; width: of its tokens'. vocabulary: how it cuts texts.

    fingerprint: of everything that changes a vector.
    """

    def __init__(self, folder: Path, card: ModelCard, threads: int, provider: str = "cpu") -> None:
        """Load model.onnx and tokenizer.json from `folder`; raises `ModelMissing` or `ModelDamaged`."""
        for name in _FILES:
            if not (folder / name).is_file():
                raise ModelMissing(card.id, name)
        self._card = card
        self.vocabulary = Tokens(folder / "tokenizer.json", card.max_tokens)
        self._session = Session(folder / "model.onnx", card.id, self._asked(provider))
        self._layers = read_layers(folder, card.id)
        self.dimensions = len(self._layers[-1].bias) if self._layers else self._session.width
        if self.dimensions != card.dimensions:
            raise ModelDamaged(card.id, "model.onnx", f"{self.dimensions} dimensions, not {card.dimensions}")
        self.fingerprint = fingerprint(folder, card, _FILES, _MORE_FILES)
        self._threads = threads
        self._tokens_a_batch = _FIRST_TOKENS_A_BATCH
        start = _step_back if threads < (os.cpu_count() or 1) else None  # who gives all cores wants it fast
        self._workers = ThreadPoolExecutor(threads, thread_name_prefix="onyx-encode", initializer=start)

    @property
    def width(self) -> int:
        """Of its tokens' vectors."""
        return self._session.width

    @property
    def provider(self) -> str:
        """What runs the model: "cpu", or the provider that was asked for."""
        return self._session.provider

    @property
    def fallback(self) -> str:
        """Why the provider that was asked for does not run the model; "" if it does."""
        return self._session.fallback

    def encode(self, texts: Sequence[str], *, query: bool = False) -> FloatArray:
        """Vectors of `texts` in their order, (n, dimensions) float32, rows of length 1."""
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for places, rows, _ in self._run(texts, query=query):
            vectors[places] = rows
        return vectors

    def encode_query(self, text: str) -> FloatArray:
        """The vector of a query, (dimensions,) float32, length 1; on this thread, beside whatever else is encoded."""
        vectors, _ = self._read(self.vocabulary.batch([self._card.query_prefix + text]), query=True)
        vector: FloatArray = vectors[0]
        return vector

    def batches(self, texts: Sequence[str]) -> Iterator[tuple[IntArray, FloatArray]]:
        """Encode documents step by step: places in `texts` (n,), their vectors (n, dimensions). Closing it stops it."""
        return ((places, rows) for places, rows, _ in self._run(texts, query=False))

    def detailed(
        self, texts: Sequence[str], of_tokens: OfTokens
    ) -> Iterator[tuple[IntArray, FloatArray, list[ByteArray]]]:
        """As `batches`, and what `of_tokens` makes of each text's token ids and their vectors, as the model gives them.

        One run of the model makes both; `of_tokens` works in the threads that run it.
        """
        return self._run(texts, query=False, of_tokens=of_tokens)

    def placed(self, text: str, *, query: bool = False) -> tuple[IntArray, IntArray]:
        """Token ids of a text with its prefix, and where they stand in the text: (tokens,), (tokens, 2) code points."""
        prefix = self._prefix(query=query)
        ids, spans = self.vocabulary.placed(prefix + text)
        return ids, np.maximum(spans - len(prefix), 0)

    def hidden(self, ids: IntArray, *, query: bool = False) -> FloatArray:
        """The model's vector of each token, (tokens, width); a model that pools by itself gives its one vector."""
        return np.atleast_2d(self._session.read(ids, numbers=self._numbers(query=query)))

    def alone(self) -> Iterator[tuple[IntArray, FloatArray]]:
        """Every token of the vocabulary as a text of its own: ids (n,), their vectors (n, dimensions), of any length.

        Closing it stops it.
        """
        before, after = self.vocabulary.frame()
        batches = np.array_split(np.arange(self.vocabulary.size), -(-self.vocabulary.size // _TOKENS_A_BATCH))
        texts = ([np.concatenate([before, [each], after]) for each in batch] for batch in batches)
        running: deque[tuple[IntArray, Future[FloatArray]]] = deque()
        try:
            for batch, ids in zip(batches, texts, strict=True):
                running.append((batch, self._workers.submit(self._raw, ids)))
                if len(running) > 2 * self._threads:
                    done, future = running.popleft()
                    yield done, future.result()
            while running:
                done, future = running.popleft()
                yield done, future.result()
        finally:
            for _, future in running:
                future.cancel()

    def pieces(self, text: str) -> int:
        """Into how many tokens the model cuts a text, special ones left out; an unknown one counts as three."""
        return self.vocabulary.pieces(text)

    def close(self) -> None:
        """End the threads and give memory back; the encoder can't encode any more."""
        self._workers.shutdown(cancel_futures=True)

    def rest(self) -> None:
        """Give back the memory that batches needed: at the end of a job."""
        self._session.shrink()

    def _prefix(self, *, query: bool) -> str:
        return self._card.query_prefix if query else self._card.document_prefix

    def _numbers(self, *, query: bool) -> dict[str, int]:
        return {name: each.query if query else each.document for name, each in self._card.extra_inputs.items()}

    def _asked(self, provider: str) -> Asked:
        samples = () if provider == "cpu" else self.vocabulary.batch(pairs()[1][:_SAMPLES])
        narrow = self._card.convert or self._card.embedded
        return Asked(provider, samples, narrow=narrow, numbers=self._numbers(query=False))

    def _run(
        self, texts: Sequence[str], *, query: bool, of_tokens: OfTokens | None = None
    ) -> Iterator[tuple[IntArray, FloatArray, list[ByteArray]]]:
        """Keep two batches a thread in hand: the next texts are tokenised here while those run."""
        running: deque[tuple[IntArray, Future[tuple[FloatArray, list[ByteArray]]]]] = deque()
        try:
            for places, ids in self._cut(texts, self._prefix(query=query)):
                running.append((places, self._workers.submit(self._read, ids, query=query, of_tokens=of_tokens)))
                if len(running) > 2 * self._threads:
                    done, future = running.popleft()
                    yield done, *future.result()
            while running:
                done, future = running.popleft()
                yield done, *future.result()
        finally:
            for _, future in running:
                future.cancel()

    def _cut(self, texts: Sequence[str], prefix: str) -> Iterator[tuple[IntArray, list[IntArray]]]:
        """Batches of as many tokens as fit the time: places in `texts`, token ids."""
        for start in range(0, len(texts), _TEXTS_A_BATCH):
            ids = self.vocabulary.batch([prefix + text for text in texts[start : start + _TEXTS_A_BATCH]])
            first = tokens = 0
            for place, each in enumerate(ids):
                if place > first and tokens + len(each) > self._tokens_a_batch:
                    yield np.arange(start + first, start + place), ids[first:place]
                    first, tokens = place, 0
                tokens += len(each)
            yield np.arange(start + first, start + len(ids)), ids[first:]

    def _read(
        self, batch: list[IntArray], *, query: bool, of_tokens: OfTokens | None = None
    ) -> tuple[FloatArray, list[ByteArray]]:
        """Run one text after the other, and learn how long that takes; batch: token ids of each; (n, dimensions)."""
        start = time.monotonic()
        numbers = self._numbers(query=query)
        pooled, details = [], []
        for ids in batch:
            hidden = self._session.read(ids, numbers=numbers)
            pooled.append(self._pooled(hidden))
            if of_tokens is not None:
                details.append(of_tokens(ids, hidden))
        vectors = np.stack(pooled)
        for layer in self._layers:
            vectors = layer.apply(vectors)
        if self._card.layer_norm:
            vectors = layer_norm(vectors)
        seconds = max(time.monotonic() - start, 1e-6)
        self._tokens_a_batch = int(sum(map(len, batch)) * _BATCH_S / seconds)
        return unit(vectors), details

    def _raw(self, batch: list[IntArray]) -> FloatArray:
        """Vectors of texts as the model gives them, not made length 1; batch: token ids of each; (n, dimensions)."""
        numbers = self._numbers(query=False)
        vectors = np.stack([self._pooled(self._session.read(ids, numbers=numbers)) for ids in batch])
        for layer in self._layers:
            vectors = layer.apply(vectors)
        return vectors

    def _pooled(self, hidden: FloatArray) -> FloatArray:
        """hidden: (tokens, width), or (width,) of a model that pools by itself; (width,)."""
        return hidden if self._session.pooled else pool(hidden, self._card.pooling)


def _step_back() -> None:
    """Let everything else on the machine go first, where a thread may say so for itself (Linux)."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
