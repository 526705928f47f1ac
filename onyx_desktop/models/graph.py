"""Operators and constants, one after the other → a model file. The only importer of `onnx`.

Every graph has the same frame: `input_ids` (n, tokens) int64 and perhaps more inputs of that shape, one float32 output.
What stands between is laid out by encoder_bert.py, encoder_modernbert.py and heads.py.

Constants are held as they are given, as views into the mapped weights, and become bytes one at a time. Up to
`LARGEST_FILE` they are written into the file itself; above, into `model.onnx_data` beside it: a protobuf ends at 2 GB,
and is held twice in memory while it is written. The same graph always gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from onyx_desktop.domain import FloatArray

LARGEST_FILE = 1 << 30  # bytes of constants
FUSED = "com.microsoft"  # the domain of ONNX Runtime's own operators (onnxruntime, docs/ContribOperators.md)
_OPSET, _IR = 20, 9
_NARROWEST = 8  # else it is a column of scales, or a bias
_ALIGNMENT = 4096  # so that the runtime can map a constant instead of reading it


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around an encoder. result: the name of what it gives.

    pairs: the graph is told which of two texts a token belongs to. mask: it is told which tokens others may see.
    """

    result: str
    pairs: bool = False
    mask: bool = False


class Graph:
    """A model in the making. precision: of its matrices, "float32" or "int8"."""

    def __init__(self, precision: str) -> None:
        """Begin with no operators and the input `input_ids`."""
        self.precision = precision
        self._inputs = ["input_ids"]
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, npt.NDArray[Any]] = {}

    def input(self, name: str) -> str:
        """Want another input of the shape of `input_ids`."""
        if name not in self._inputs:
            self._inputs.append(name)
        return name

    def constant(self, name: str, values: npt.ArrayLike) -> str:
        """Hold `values` under `name`."""
        self._constants[name] = np.asarray(values)
        return name

    def add(self, operator: str, inputs: Sequence[str], outputs: str | Sequence[str], **attributes: Any) -> str:  # noqa: ANN401 - ONNX's
        """Append an operator (`domain=FUSED` for ONNX Runtime's own); give the name of its first output."""
        names = [outputs] if isinstance(outputs, str) else list(outputs)
        facts = {"name": f"{names[0]}.{operator}", "domain": "", **attributes}
        self._nodes.append(helper.make_node(operator, list(inputs), names, **facts))
        return names[0]

    def cast(self, value: str, output: str, kind: type[np.number[Any]]) -> str:
        """`value` as another type of number."""
        return self.add("Cast", [value], output, to=helper.np_dtype_to_tensor_dtype(np.dtype(kind)))

    def save(self, path: Path, output: str, shape: Sequence[str | int], largest: int = LARGEST_FILE) -> list[str]:
        """Write the model whose result is `output`, (n, …); give the names of the files. The graph is used up."""
        frame = helper.make_graph(
            self._nodes,
            "encoder",
            [helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "tokens"]) for name in self._inputs],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, shape)],
        )
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(FUSED, 1)]
        model = helper.make_model(frame, opset_imports=opsets, ir_version=_IR, producer_name="onyx-desktop")
        beside = path.with_name(f"{path.name}_data")
        beside.unlink(missing_ok=True)
        whole = sum(values.nbytes for values in self._constants.values()) <= largest
        if whole:
            for tensor, values in self._tensors(model):
                tensor.raw_data = values.tobytes()
        else:
            with beside.open("wb") as stream:
                for tensor, values in self._tensors(model):
                    stream.write(bytes(-stream.tell() % _ALIGNMENT))
                    _refer(tensor, location=beside.name, offset=stream.tell(), length=values.nbytes)
                    stream.write(values.data)
        path.write_bytes(model.SerializeToString(deterministic=True))
        return [path.name] if whole else [path.name, beside.name]

    def _tensors(self, model: onnx.ModelProto) -> Iterator[tuple[onnx.TensorProto, npt.NDArray[Any]]]:
        """Each constant's place in `model`, without its values, and its values, which the graph lets go of."""
        for name in list(self._constants):
            values = self._constants.pop(name)
            kind = helper.np_dtype_to_tensor_dtype(values.dtype)
            tensor = model.graph.initializer.add(name=name, dims=values.shape, data_type=kind)
            yield tensor, np.ascontiguousarray(values)


def _refer(tensor: onnx.TensorProto, **place: str | int) -> None:
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in place.items():
        tensor.external_data.add(key=key, value=str(value))


def looked_up(path: Path, rows: int) -> FloatArray | None:
    """The table of so many rows that a model file looks tokens up in, (rows, width) float32; None if it has none.

    int8 with one scale a row, as layers.py writes it, is widened.
    """
    constants = {each.name: each for each in onnx.load(path).graph.initializer}
    for name, found in constants.items():
        if len(found.dims) != 2 or found.dims[0] != rows or found.dims[1] < _NARROWEST:
            continue
        values: FloatArray = numpy_helper.to_array(found, str(path.parent)).astype(np.float32)
        scales = next((constants[each] for each in (f"{name}.scales", f"{name}_scale") if each in constants), None)
        if scales is not None:
            values *= numpy_helper.to_array(scales, str(path.parent)).reshape(-1, 1)
        return values
    return None
