"""A model file → arrays out for arrays in. The only importer of ONNX Runtime.

One thread a run: `run` gives the GIL away and is safe from any number of threads, so whoever wants two cores calls it
from two threads. That beats two threads inside one run (tests/bench/embed.py), leaves no thread pool spinning between
queries, and lets a query run beside the indexing instead of behind it. Processor only: the wheel would offer a remote
provider first. Refuses a file that ONNX Runtime can't load (`ModelDamaged`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnxruntime

from onyx_desktop.errors import ModelDamaged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from onyx_desktop.domain import FloatArray, IntArray

# Fuses a sum and a vectorised layer norm into an operator that is not: 6 times slower (models/graph.py).
_SLOWER = ["SkipLayerNormFusion"]
_SHRINK = "memory.enable_memory_arena_shrinkage"


class Session:
    """A loaded model. inputs: the names it wants. width: the last dimension of its first output."""

    def __init__(self, path: Path, model_id: str) -> None:
        """Load `path`; raises `ModelDamaged(model_id, file, why)`."""
        if hasattr(onnxruntime, "disable_telemetry_events"):
            onnxruntime.disable_telemetry_events()  # official Windows builds report events otherwise
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), _options(), providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
            )
        except Exception as error:  # the runtime raises a dozen kinds of its own, and RuntimeError
            raise ModelDamaged(model_id, path.name, str(error)) from error
        self.inputs: tuple[str, ...] = tuple(each.name for each in self._session.get_inputs())
        first = self._session.get_outputs()[0]
        self._output: str = first.name
        self.width: int = first.shape[-1]

    def run(self, feeds: Mapping[str, IntArray]) -> FloatArray:
        """Run on the caller's thread; feeds: (n, tokens) each; gives the first output, (n, tokens, width)."""
        return self._run(feeds, None)

    def shrink(self) -> None:
        """Give the memory back that the last job's batches needed; the next run takes what it needs anew."""
        options = onnxruntime.RunOptions()
        options.add_run_config_entry(_SHRINK, "cpu:0")
        self._run({name: np.ones((1, 1), np.int64) for name in self.inputs}, options)

    def _run(self, feeds: Mapping[str, IntArray], options: onnxruntime.RunOptions | None) -> FloatArray:
        output: FloatArray = self._session.run([self._output], dict(feeds), options)[0]
        return output


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.enable_mem_pattern = False  # every batch has another shape; patterns would only be kept, never reused
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    return options
