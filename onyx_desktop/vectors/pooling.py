"""Token vectors → one vector a text: pooling, the layers after it, layer norm, length 1.

Layers after pooling lie in dense.npz, in order: `weight_0` (out, in), `bias_0` (out,), `activation_0`. Refuses a file
that is not that (`ModelDamaged`).
"""

from __future__ import annotations

import math
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Pooling
from onyx_desktop.errors import ModelDamaged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onyx_desktop.domain import FloatArray

LAYERS = "dense.npz"
_EPSILON = 1e-5  # torch's, of a layer norm without weights
_ERF = np.vectorize(math.erf, otypes=[np.float32])


@dataclass(frozen=True, slots=True)
class Layer:
    """weight: (out, in); bias: (out,); activation: "identity", "tanh", "relu" or "gelu"."""

    weight: FloatArray
    bias: FloatArray
    activation: str

    def apply(self, rows: FloatArray) -> FloatArray:
        """rows: (n, in) → (n, out)."""
        rows = rows @ self.weight.T + self.bias
        match self.activation:
            case "tanh":
                rows = np.tanh(rows)
            case "relu":
                rows = np.maximum(rows, 0)
            case "gelu":
                rows = rows * (0.5 + 0.5 * _ERF(rows / np.float32(math.sqrt(2))))
        return rows


def read_layers(folder: Path, model_id: str) -> Sequence[Layer]:
    """The layers of the model in `folder`, none if it has no such file. Raises `ModelDamaged`."""
    path = folder / LAYERS
    if not path.is_file():
        return ()
    try:
        with np.load(path) as arrays:
            layers = [_layer(arrays, place) for place in range(sum(name.startswith("weight_") for name in arrays))]
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise ModelDamaged(model_id, LAYERS, str(error)) from error
    return layers


def _layer(arrays: np.lib.npyio.NpzFile, place: int) -> Layer:
    weight, activation = arrays[f"weight_{place}"].astype(np.float32), str(arrays[f"activation_{place}"])
    name = f"bias_{place}"
    bias = arrays[name].astype(np.float32) if name in arrays else np.zeros(len(weight), np.float32)
    if activation not in ("identity", "tanh", "relu", "gelu"):
        raise ValueError(activation)
    return Layer(weight, bias, activation)


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


def layer_norm(rows: FloatArray) -> FloatArray:
    """Each row with mean 0 and deviation 1, as nomic's models want it before a vector is cut.

    It comes before length 1, and cutting keeps directions: the first dimensions of what is stored, made length 1 again,
    are layer norm → cut → length 1.
    """
    centred = rows - rows.mean(axis=1, keepdims=True)
    normed: FloatArray = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + _EPSILON)
    return normed


def unit(vectors: FloatArray) -> FloatArray:
    """Rows of length 1; always, also where the model's own pipeline does not: everything here compares by cosine."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    rows: FloatArray = (vectors / np.maximum(lengths, np.finfo(np.float32).tiny)).astype(np.float32, copy=False)
    return rows
