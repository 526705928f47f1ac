"""BERT weights → an ONNX graph of ONNX Runtime's fused operators. The only importer of `onnx`.

Input: `input_ids` (n, tokens) int64, texts of one length; there is no mask, because nothing is padded
(vectors/dense.py). Output: `last_hidden_state` (n, tokens, width) float32. Token types are always 0 (single texts, not
pairs), so their row is added to the positions here.

int8: matrices are int8 with one scale a column, activations are quantised to 8 bits as they come; attention, sums,
layer norms and GELU stay float32. Word embeddings are int8 with one scale a row and widened after the lookup.

Operators: onnxruntime, docs/ContribOperators.md. Measured with ONNX Runtime 1.31, one text of 240 tokens, one thread:
31.9 ms with QAttention, SkipLayerNormalization and BiasGelu, 23.7 ms as here. SkipLayerNormalization is not vectorised
(0.46 ms; Add and LayerNormalization 0.07 ms), QAttention costs 15 % more than its parts, and a bias is free inside the
quantised products.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from onyx_desktop.models import quantise

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from onyx_desktop.domain import FloatArray

_FUSED = "com.microsoft"
_OPSET, _IR = 20, 9


@dataclass(frozen=True, slots=True)
class Shape:
    """What the config says about a BERT. first_position: 0, or 2 for the RoBERTa family."""

    layers: int
    heads: int
    epsilon: float
    first_position: int = 0


@dataclass
class _Graph:
    """Nodes and constants as they are added, each under its own name."""

    precision: str
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, values: npt.NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, operator: str, inputs: list[str], outputs: list[str], **attributes: Any) -> str:  # noqa: ANN401 - ONNX's
        domain = attributes.pop("domain", "")
        self.nodes.append(
            helper.make_node(operator, inputs, outputs, name=f"{outputs[0]}.{operator}", domain=domain, **attributes)
        )
        return outputs[0]


def build(weights: Mapping[str, FloatArray], shape: Shape, precision: str) -> bytes:
    """Lay out the whole encoder and give the model file's bytes; the same weights always give the same bytes."""
    graph = _Graph(precision)
    hidden = _embeddings(graph, weights, shape)
    for layer in range(shape.layers):
        last = "last_hidden_state" if layer == shape.layers - 1 else f"layer.{layer}"
        hidden = _layer(graph, (hidden, last), weights, shape, f"encoder.layer.{layer}.")
    width = weights["embeddings.LayerNorm.weight"].size
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "encoder",
            [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["n", "tokens"])],
            [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["n", "tokens", width])],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)],
        ir_version=_IR,
        producer_name="onyx-desktop",
    )
    content: bytes = model.SerializeToString(deterministic=True)
    return content


def _embeddings(graph: _Graph, weights: Mapping[str, FloatArray], shape: Shape) -> str:
    """Words and positions, summed and normalised."""
    positions = weights["embeddings.position_embeddings.weight"][shape.first_position :]
    positions = positions + weights["embeddings.token_type_embeddings.weight"][0]
    words = weights["embeddings.word_embeddings.weight"]
    norm = _norm(graph, weights, "embeddings")
    if graph.precision == "int8":
        inputs = [_small_embeddings(graph, words, positions), *norm]
        return graph.add("LayerNormalization", inputs, ["embedded"], epsilon=shape.epsilon)
    ids = graph.add("Cast", ["input_ids"], ["ids"], to=TensorProto.INT32)
    tables = [graph.constant("embeddings.words", words), graph.constant("embeddings.positions", positions)]
    inputs, outputs = [ids, "", *tables, "", *norm], ["embedded", "lengths"]
    return graph.add("EmbedLayerNormalization", inputs, outputs, domain=_FUSED, epsilon=shape.epsilon)


def _small_embeddings(graph: _Graph, words: FloatArray, positions: FloatArray) -> str:
    """Look words up in an int8 table and add the positions."""
    small = quantise.table(words)
    graph.constant("embeddings.words", small.values)
    graph.constant("embeddings.words.scales", small.scales)
    row = graph.add("Gather", ["embeddings.words", "input_ids"], ["words.int8"])
    row = graph.add("Cast", [row], ["words.float"], to=TensorProto.FLOAT)
    scale = graph.add("Gather", ["embeddings.words.scales", "input_ids"], ["words.scale"])
    row = graph.add("Mul", [row, scale], ["words"])
    tokens = graph.add("Shape", ["input_ids"], ["tokens"], start=1, end=2)
    bounds = [graph.constant("zero", np.array([0])), tokens]
    place = graph.add("Slice", [graph.constant("embeddings.positions", positions), *bounds], ["positions"])
    return graph.add("Add", [row, place], ["words.placed"])


def _layer(graph: _Graph, names: tuple[str, str], weights: Mapping[str, FloatArray], shape: Shape, prefix: str) -> str:
    """One transformer block, norms after sums, as in BERT (arXiv 1810.04805). names: hidden, result."""
    hidden, result = names

    def add_and_norm(value: str, residual: str, part: str, output: str) -> str:
        total = graph.add("Add", [value, residual], [f"{prefix}{part}.sum"])
        norm = _norm(graph, weights, f"{prefix}{part}")
        return graph.add("LayerNormalization", [total, *norm], [output], epsilon=shape.epsilon)

    mixed = _attention(graph, hidden, weights, shape, prefix)
    mixed = _linear(graph, mixed, f"{prefix}attention.output.dense", weights)
    attended = add_and_norm(mixed, hidden, "attention.output", f"{prefix}attended")
    wide = _linear(graph, attended, f"{prefix}intermediate.dense", weights)
    wide = graph.add("Gelu", [wide], [f"{prefix}gelu"])
    narrow = _linear(graph, wide, f"{prefix}output.dense", weights)
    return add_and_norm(narrow, attended, "output", result)


def _norm(graph: _Graph, weights: Mapping[str, FloatArray], part: str) -> tuple[str, str]:
    gamma = graph.constant(f"{part}.gamma", weights[f"{part}.LayerNorm.weight"])
    return gamma, graph.constant(f"{part}.beta", weights[f"{part}.LayerNorm.bias"])


def _attention(graph: _Graph, hidden: str, weights: Mapping[str, FloatArray], shape: Shape, prefix: str) -> str:
    """Query, key and value from one quantised input, then attention in float32."""
    parts = [f"{prefix}attention.self.{part}" for part in ("query", "key", "value")]
    if graph.precision == "float32":
        heads = [_linear(graph, hidden, part, weights) for part in parts]
    else:
        dynamic = [f"{prefix}in", f"{prefix}in.scale", f"{prefix}in.zero"]
        graph.add("DynamicQuantizeLinear", [hidden], dynamic)
        heads = []
        for part in parts:
            values, scales, bias = _constants(graph, part, weights)
            inputs = [dynamic[0], values, dynamic[1], scales, dynamic[2], "", bias]
            heads.append(graph.add("MatMulIntegerToFloat", inputs, [f"{part}.out"], domain=_FUSED))
    return graph.add("MultiHeadAttention", heads, [f"{prefix}mixed"], domain=_FUSED, num_heads=shape.heads)


def _linear(graph: _Graph, value: str, name: str, weights: Mapping[str, FloatArray]) -> str:
    """`value @ weight + bias`."""
    if graph.precision == "float32":
        # torch keeps (outputs, inputs); the operators want (inputs, outputs).
        product = graph.add("MatMul", [value, graph.constant(name, weights[f"{name}.weight"].T)], [f"{name}.product"])
        return graph.add("Add", [product, graph.constant(f"{name}.bias", weights[f"{name}.bias"])], [f"{name}.out"])
    values, scales, bias = _constants(graph, name, weights)
    return graph.add("DynamicQuantizeMatMul", [value, values, scales, "", bias], [f"{name}.out"], domain=_FUSED)


def _constants(graph: _Graph, name: str, weights: Mapping[str, FloatArray]) -> tuple[str, str, str]:
    small = quantise.matrix(weights[f"{name}.weight"].T)
    values, scales = graph.constant(name, small.values), graph.constant(f"{name}.scales", small.scales)
    return values, scales, graph.constant(f"{name}.bias", weights[f"{name}.bias"])
