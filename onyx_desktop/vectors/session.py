"""A model file → arrays out for token ids in. The only importer of ONNX Runtime.

One thread a run: `read` gives the GIL away and is safe from any number of threads, so whoever wants two cores calls it
from two threads. That beats two threads inside one run (tests/bench/embed.py), leaves no thread pool spinning between
queries, and lets a query run beside the indexing instead of behind it. Long texts run one at a time: a ready file with
a mask needs tokens² · heads · 4 bytes for its attention, 3.2 GB for 8,192 tokens and 12 heads (measured; ours, which
have no mask, 57 MB), and gives them back at once.

The processor is the rule; another provider only when asked for by name, and only when it gives what the processor
gives on sample texts. If it is not there, does not load or gives anything else, the processor does the work and
`fallback` says why. Refuses a file that ONNX Runtime can't load or that wants inputs nobody has (`ModelDamaged`).
"""

from __future__ import annotations

import threading
from contextlib import nullcontext
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime

from onyx_desktop.errors import ModelDamaged
from onyx_desktop.vectors.processor import detect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from onyx_desktop.domain import FloatArray, IntArray
    from onyx_desktop.vectors.processor import Processor

_PROVIDERS: Mapping[str, tuple[str, Mapping[str, str]]] = MappingProxyType(
    {
        "cpu": ("CPUExecutionProvider", {}),
        "cuda": ("CUDAExecutionProvider", {}),
        "directml": ("DmlExecutionProvider", {}),
        "coreml": ("CoreMLExecutionProvider", {}),
        "openvino": ("OpenVINOExecutionProvider", {"device_type": "CPU"}),
    }
)
_ALONE = ("directml",)  # can't run twice at once
_AGREES = 0.999  # the least cosine between what another provider and what the processor gives
_LONG_TOKENS = 2048
# Fuses a sum and a vectorised layer norm into an operator that is not: 6 times slower (models/layers.py).
_SLOWER = ["SkipLayerNormFusion"]
_SHRINK = "memory.enable_memory_arena_shrinkage"
_WANTED = ("last_hidden_state", "token_embeddings", "logits")  # else the first output
_TYPES = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}
_FEW = 8  # numbers that say nothing by their direction
_TEXT_INPUTS = ("input_ids", "attention_mask", "token_type_ids", "position_ids")


@dataclass(frozen=True, slots=True)
class Asked:
    """How a model is to be run. provider: "cpu" or another's name; samples: token ids of the texts it must do right.

    narrow: its int8 weights keep to 7 bits; processor: else this computer's (both: vectors/processor.py). numbers: the
    inputs besides the text.
    """

    provider: str = "cpu"
    samples: Sequence[IntArray] = ()
    narrow: bool = True
    processor: Processor | None = None
    numbers: Mapping[str, int] = field(default_factory=dict)


class Session:
    """A loaded model. inputs: the names it wants. pooled: it gives one vector a text. width: the last dimension.

    provider: which one runs it; fallback: why not the one that was asked for, "" if it is.
    """

    def __init__(self, path: Path, model_id: str, asked: Asked | None = None) -> None:
        """Load `path`; raises `ModelDamaged(model_id, file, why)`."""
        if hasattr(onnxruntime, "disable_telemetry_events"):
            onnxruntime.disable_telemetry_events()  # official Windows builds report events otherwise
        self._path, self._asked = path, asked or Asked()
        self._long = threading.Lock()
        self._turn: AbstractContextManager[object] = nullcontext()
        self.provider, self.fallback = "cpu", ""
        try:
            self._session = _load(path, self._asked, "cpu")
            self._types = {each.name: _TYPES[each.type] for each in self._session.get_inputs()}
        except Exception as error:  # the runtime raises a dozen kinds of its own, and RuntimeError
            raise ModelDamaged(model_id, path.name, str(error)) from error
        self.inputs: tuple[str, ...] = tuple(self._types)
        for name in self.inputs:
            if name not in _TEXT_INPUTS and name not in self._asked.numbers:
                raise ModelDamaged(model_id, path.name, f"wants {name}")
        self._ranks = {each.name: len(each.shape) for each in self._session.get_inputs()}
        named = {each.name: each.shape for each in self._session.get_outputs()}
        self._output: str = next((name for name in _WANTED if name in named), next(iter(named)))
        self.width, self.pooled = self._shape(named[self._output])
        if self._asked.provider != "cpu":
            self._move()

    def read(
        self,
        ids: IntArray,
        pair: IntArray | None = None,
        mask: IntArray | None = None,
        numbers: Mapping[str, int] | None = None,
    ) -> FloatArray:
        """Run one text on the caller's thread. ids, pair (token types), mask: (tokens,); gives (tokens, width) float32.

        A model that pools by itself, and one with a head for whole texts, gives (width,).
        """
        values: dict[str, IntArray] = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids) if mask is None else mask,
            "token_type_ids": np.zeros_like(ids) if pair is None else pair,
            "position_ids": np.arange(len(ids)),
        }
        extra = {**self._asked.numbers, **(numbers or {})}
        feeds = {
            name: (values[name][np.newaxis] if name in values else np.full((1,) * self._ranks[name], extra[name]))
            for name in self.inputs
        }
        feeds = {name: value.astype(self._types[name], copy=False) for name, value in feeds.items()}
        if len(ids) <= _LONG_TOKENS:
            return self._run(feeds, None)
        with self._long:
            return self._run(feeds, _shrinking() if self.provider == "cpu" else None)

    def shrink(self) -> None:
        """Give the memory back that the last job's batches needed; the next run takes what it needs anew."""
        if self.provider == "cpu":
            feeds = {name: np.ones((1,) * rank, self._types[name]) for name, rank in self._ranks.items()}
            self._run(feeds, _shrinking())

    def _run(self, feeds: Mapping[str, IntArray], options: onnxruntime.RunOptions | None) -> FloatArray:
        try:
            with self._turn:
                output: FloatArray = self._session.run([self._output], dict(feeds), options)[0][0]
        except Exception as error:  # of the graphics card, say, whose memory is full; the processor can go on
            if self.provider == "cpu":
                raise
            self._stay(_load(self._path, self._asked, "cpu"), str(error))
            return self._run(feeds, None)
        return output.astype(np.float32, copy=False)

    def _shape(self, stated: list[int | str | None]) -> tuple[int, bool]:
        """Width and whether it is pooled; a file that does not state them is tried with two tokens."""
        if stated and isinstance(stated[-1], int):
            return stated[-1], len(stated) == 2
        shape = self.read(np.ones(2, np.int64)).shape
        return shape[-1], len(shape) == 1

    def _move(self) -> None:
        """Load the model with the provider asked for, and stay with it if it gives what the processor gives."""
        expected = [self.read(ids) for ids in self._asked.samples]
        processor, name = self._session, self._asked.provider
        try:
            self._session = _load(self._path, self._asked, name)
            self.provider = name
            self._turn = threading.Lock() if name in _ALONE else nullcontext()
            least = agreement(expected, [self.read(ids) for ids in self._asked.samples])
            if not least >= _AGREES:
                raise ArithmeticError(f"cosine {least:.4f} with the processor on sample texts")
        except Exception as error:  # as when loading; whatever it is, the processor can do it
            self._stay(processor, str(error))

    def _stay(self, processor: onnxruntime.InferenceSession, why: str) -> None:
        self._session, self.provider, self.fallback = processor, "cpu", why
        self._turn = nullcontext()


def agreement(ours: Sequence[FloatArray], theirs: Sequence[FloatArray]) -> float:
    """The least cosine between what two sessions gave for the same texts; NaN if either gave something not a number.

    Of each text's mean; of a head's few numbers, those of all texts together.
    """
    first, second = (
        np.stack([each.reshape(-1, each.shape[-1]).mean(axis=0) for each in given]) for given in (ours, theirs)
    )
    if first.shape[1] < _FEW:
        first, second = first.T, second.T
    lengths = np.linalg.norm(first, axis=1) * np.linalg.norm(second, axis=1)
    return float(((first * second).sum(axis=1) / np.maximum(lengths, np.finfo(np.float32).tiny)).min())


def _load(path: Path, asked: Asked, provider: str) -> onnxruntime.InferenceSession:
    """Raises what ONNX Runtime raises, and `LookupError` for a provider that this build of it does not have."""
    if provider not in _PROVIDERS:
        raise LookupError(f"no provider {provider}")
    name, settings = _PROVIDERS[provider]
    if name not in onnxruntime.get_available_providers():
        raise LookupError(f"{name} is not in this build of ONNX Runtime")
    session = onnxruntime.InferenceSession(
        str(path), _options(asked, provider), providers=[(name, dict(settings))], disabled_optimizers=_SLOWER
    )
    if name not in session.get_providers():
        raise LookupError(f"{name} did not start")
    return session


def _options(asked: Asked, provider: str) -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.enable_mem_pattern = False  # every batch has another shape; patterns would only be kept, never reused
    options.log_severity_level = 3 if provider == "cpu" else 4  # what goes wrong elsewhere is `fallback`'s to say
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    for name, value in (asked.processor or detect()).settings(narrow=asked.narrow).items():
        options.add_session_config_entry(name, value)
    return options


def _shrinking() -> onnxruntime.RunOptions:
    options = onnxruntime.RunOptions()
    options.add_run_config_entry(_SHRINK, "cpu:0")
    return options
