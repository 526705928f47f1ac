"""`.safetensors` files → named float32 arrays, without torch.

The format is eight bytes of length, a JSON header, and raw little-endian data (huggingface/safetensors, README). A
large model comes in several files with an index that says which tensor is in which. Refuses a header that points
outside the file, or a type no encoder is published in. Files are mapped, not read: a float32 tensor is a view into one.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from onyx_desktop.errors import ModelDamaged, ModelMissing

if TYPE_CHECKING:
    import numpy.typing as npt

    from onyx_desktop.domain import FloatArray, IntArray

FILE, INDEX = "model.safetensors", "model.safetensors.index.json"
_TYPES = {"F32": "<f4", "F16": "<f2", "BF16": "<u2", "F64": "<f8"}
_WHOLE = {"I64": "<i8", "I32": "<i4"}
_LARGEST_HEADER_BYTES = 100_000_000


class Weights(Mapping[str, "FloatArray"]):
    """The tensors of a model. `weights[name]` is float32, converted from half precisions where needed."""

    def __init__(self, *paths: Path) -> None:
        """Map files; raises `ModelDamaged` when one is not a safetensors file."""
        self._tensors = {name: tensor for path in paths for name, tensor in _read(path)}

    def branch(self, marker: str) -> Weights:
        """The tensors whose names begin as that one's does that ends in `marker`, by the rest of their names."""
        prefix = next((name.removesuffix(marker) for name in self if name.endswith(marker)), "")
        return self._renamed((name[len(prefix) :], name) for name in self if name.startswith(prefix))

    def renamed(self, parts: Mapping[str, str]) -> Weights:
        """The same tensors; in their names each of `parts` gives way to the other."""
        return self._renamed((_replace(name, parts), name) for name in self)

    def ending(self, name: str) -> str:
        """The whole name of the tensor that is called `name` below some prefix, or ""."""
        return next((each for each in self if each == name or each.endswith(f".{name}")), "")

    def stored(self, name: str) -> FloatArray:
        """A tensor in the type it is published in, float32 or float16; bfloat16 as float32."""
        tensor = self._tensors[name]
        halves: FloatArray = tensor.values(_TYPES)
        return halves if tensor.spec["dtype"] == "F16" else tensor.floats()

    def integers(self, name: str) -> IntArray:
        """A tensor of whole numbers."""
        return self._tensors[name].values(_WHOLE).astype(np.int64)

    def __getitem__(self, name: str) -> FloatArray:
        return self._tensors[name].floats()

    def __contains__(self, name: object) -> bool:
        return name in self._tensors

    def __iter__(self) -> Iterator[str]:
        return iter(self._tensors)

    def __len__(self) -> int:
        return len(self._tensors)

    def _renamed(self, names: Iterable[tuple[str, str]]) -> Weights:
        part = Weights()
        part._tensors = {new: self._tensors[old] for new, old in names}
        return part


@dataclass(frozen=True, slots=True)
class _Tensor:
    """Where a tensor stands. data: the whole file behind its header."""

    path: Path
    name: str
    data: npt.NDArray[np.uint8]
    spec: dict[str, Any]

    def values(self, types: Mapping[str, str]) -> npt.NDArray[Any]:
        """The numbers as they are, if their type is one of `types`; a view."""
        kind, shape = types.get(self.spec["dtype"]), tuple(self.spec["shape"])
        begin, end = self.spec["data_offsets"]
        if kind is None:
            raise ModelDamaged(self.path.parent.name, self.path.name, f"{self.name} has the type {self.spec['dtype']}")
        raw = self.data[begin:end]
        if raw.size != np.dtype(kind).itemsize * math.prod(shape):
            raise ModelDamaged(self.path.parent.name, self.path.name, f"{self.name} is cut short")
        return np.frombuffer(raw, dtype=kind).reshape(shape)

    def floats(self) -> FloatArray:
        values = self.values(_TYPES)
        if self.spec["dtype"] == "BF16":  # the upper half of a float32
            values = (values.astype(np.uint32) << 16).view(np.float32)
        return values.astype(np.float32, copy=False)


def published(folder: Path) -> Weights:
    """The tensors of a model's folder, in one file or several; raises `ModelMissing` or `ModelDamaged`."""
    if (folder / FILE).is_file() or not (folder / INDEX).is_file():
        names = {FILE}
    else:
        try:
            names = set(json.loads((folder / INDEX).read_bytes())["weight_map"].values())
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelDamaged(folder.name, INDEX, str(error)) from error
    for name in sorted(names):
        if Path(name).name != name or not (folder / name).is_file():
            raise ModelMissing(folder.name, name)
    return Weights(*(folder / name for name in sorted(names)))


def _read(path: Path) -> Iterator[tuple[str, _Tensor]]:
    try:
        whole = np.memmap(path, dtype=np.uint8, mode="r")
        length = int.from_bytes(whole[:8].tobytes(), "little")
        if length > min(_LARGEST_HEADER_BYTES, whole.size - 8):
            raise ValueError("the header is longer than the file")
        header: dict[str, Any] = json.loads(whole[8 : 8 + length].tobytes())
    except (OSError, ValueError) as error:
        raise ModelDamaged(path.parent.name, path.name, str(error)) from error
    data = whole[8 + length :]
    return ((name, _Tensor(path, name, data, spec)) for name, spec in header.items() if name != "__metadata__")


def _replace(name: str, parts: Mapping[str, str]) -> str:
    for old, new in parts.items():
        name = name.replace(old, new)
    return name
