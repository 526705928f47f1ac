"""A `.safetensors` file → named float32 arrays, without torch.

The format is eight bytes of length, a JSON header, and raw little-endian data (huggingface/safetensors, README).
Refuses a header that points outside the file, or a type no encoder is published in. The file is mapped, not read: a
tensor costs memory only when somebody takes it.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from onyx_desktop.errors import ModelDamaged

if TYPE_CHECKING:
    from pathlib import Path

    from onyx_desktop.domain import FloatArray

_TYPES = {"F32": "<f4", "F16": "<f2", "BF16": "<u2"}
_LARGEST_HEADER_BYTES = 100_000_000


class Weights(Mapping[str, "FloatArray"]):
    """The tensors of one file. `weights[name]` is float32, converted from half precisions where needed."""

    def __init__(self, path: Path) -> None:
        """Map `path`; raises `ModelDamaged` when it is not a safetensors file."""
        self._path = path
        try:
            self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
            length = int.from_bytes(self._bytes[:8].tobytes(), "little")
            if length > min(_LARGEST_HEADER_BYTES, self._bytes.size - 8):
                raise ValueError("the header is longer than the file")
            header: dict[str, Any] = json.loads(self._bytes[8 : 8 + length].tobytes())
        except (OSError, ValueError) as error:
            raise ModelDamaged(path.parent.name, path.name, str(error)) from error
        self._start = 8 + length
        self._specs = {name: spec for name, spec in header.items() if name != "__metadata__"}

    def below(self, prefix: str) -> Weights:
        """The tensors whose names begin with `prefix`, by the rest of their names."""
        part = copy.copy(self)
        part._specs = {name[len(prefix) :]: spec for name, spec in self._specs.items() if name.startswith(prefix)}
        return part

    def __getitem__(self, name: str) -> FloatArray:
        spec = self._specs[name]
        begin, end = spec["data_offsets"]
        kind, shape = _TYPES.get(spec["dtype"]), tuple(spec["shape"])
        if kind is None:
            raise ModelDamaged(self._path.parent.name, self._path.name, f"{name} has the type {spec['dtype']}")
        raw = self._bytes[self._start + begin : self._start + end]
        if raw.size != np.dtype(kind).itemsize * int(np.prod(shape)):
            raise ModelDamaged(self._path.parent.name, self._path.name, f"{name} is cut short")
        values = np.frombuffer(raw.tobytes(), dtype=kind)
        if spec["dtype"] == "BF16":  # the upper half of a float32
            values = (values.astype(np.uint32) << 16).view(np.float32)
        return values.astype(np.float32, copy=False).reshape(shape)

    def __iter__(self) -> Iterator[str]:
        return iter(self._specs)

    def __len__(self) -> int:
        return len(self._specs)
