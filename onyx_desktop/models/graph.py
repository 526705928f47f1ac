"""BERT weights → an ONNX graph of ONNX Runtime's fused operators. The only importer of `onnx`.

Inputs as everywhere: `input_ids` and `attention_mask`, (n, tokens) int64, padded on the right. Output:
`last_hidden_state` (n, tokens, width) float32. The mask becomes one length a row, which is what the fused Attention
wants; a mask with holes or padding on the left is therefore not understood. Token types are always 0 (single texts), so
their row is added to the positions here and costs nothing later.

int8: matrices are int8 with one scale a column, activations are quantised to 8 bits as they come
(DynamicQuantizeMatMul, QAttention); sums, softmax, layer norms and GELU stay float32. Word embeddings are int8 with one
scale a row and widened after the lookup. Operators: onnxruntime, docs/ContribOperators.md.
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
_OPSET, _IR = 17, 8


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

    def add(self, operator: str, inputs: list[str], outputs: list[str], **attributes: Any) -> str:  # noqa: ANN401
        domain = attributes.pop("domain", "")
        self.nodes.append(
            helper.make_node(operator, inputs, outputs, name=f"{outputs[0]}.{operator}", domain=domain, **attributes)
        )
        return outputs[0]


def build(weights: Mapping[str, FloatArray], shape: Shape, precision: str) -> bytes:
    """Lay out the whole encoder and give the model file's bytes; the same weights always give the same bytes."""
    graph = _Graph(precision)
    hidden, lengths = _embeddings(graph, weights, shape)
    for layer in range(shape.layers):
        last = "last_hidden_state" if layer == shape.layers - 1 else f"layer.{layer}"
        hidden = _layer(graph, (hidden, lengths, last), weights, shape, f"encoder.layer.{layer}.")
    width = weights["embeddings.LayerNorm.weight"].size
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "encoder",
            [
                helper.make_tensor_value_info(n, TensorProto.INT64, ["n", "tokens"])
                for n in ("input_ids", "attention_mask")
            ],
            [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["n", "tokens", width])],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)],
        ir_version=_IR,
        producer_name="onyx-desktop",
    )
    content: bytes = model.SerializeToString(deterministic=True)
    return content


def _embeddings(graph: _Graph, weights: Mapping[str, FloatArray], shape: Shape) -> tuple[str, str]:
    positions = weights["embeddings.position_embeddings.weight"][shape.first_position :]
    positions = positions + weights["embeddings.token_type_embeddings.weight"][0]
    words = weights["embeddings.word_embeddings.weight"]
    norm = [
        graph.constant("embeddings.gamma", weights["embeddings.LayerNorm.weight"]),
        graph.constant("embeddings.beta", weights["embeddings.LayerNorm.bias"]),
    ]
    mask = graph.add("Cast", ["attention_mask"], ["mask"], to=TensorProto.INT32)
    if graph.precision == "float32":
        ids = graph.add("Cast", ["input_ids"], ["ids"], to=TensorProto.INT32)
        tables = [graph.constant("embeddings.words", words), graph.constant("embeddings.positions", positions)]
        inputs = [ids, "", *tables, "", *norm, mask]
        outputs = ["embedded", "lengths"]
        graph.add("EmbedLayerNormalization", inputs, outputs, domain=_FUSED, epsilon=shape.epsilon)
        return "embedded", "lengths"
    lengths = graph.add("ReduceSum", [mask, graph.constant("axis.tokens", np.array([1]))], ["lengths"], keepdims=0)
    embedded = _small_embeddings(graph, words, positions)
    graph.add("SkipLayerNormalization", [*embedded, *norm], ["embedded"], domain=_FUSED, epsilon=shape.epsilon)
    return "embedded", lengths


def _small_embeddings(graph: _Graph, words: FloatArray, positions: FloatArray) -> tuple[str, str]:
    """Look words up in an int8 table; give the two names whose sum is to be normalised."""
    small = quantise.table(words)
    graph.constant("embeddings.words", small.values)
    graph.constant("embeddings.words.scales", small.scales)
    row = graph.add("Gather", ["embeddings.words", "input_ids"], ["words.int8"])
    row = graph.add("Cast", [row], ["words.float"], to=TensorProto.FLOAT)
    scale = graph.add("Gather", ["embeddings.words.scales", "input_ids"], ["words.scale"])
    row = graph.add("Mul", [row, scale], ["words"])
    size = graph.add("Shape", ["input_ids"], ["tokens.shape"], start=1, end=2)
    first = [graph.constant("zero", np.array([0])), size, graph.constant("axis.rows", np.array([0]))]
    place = graph.add("Slice", [graph.constant("embeddings.positions", positions), *first], ["positions.used"])
    whole = graph.add("Shape", [row], ["words.shape"])
    return row, graph.add("Expand", [place, whole], ["positions"])


def _layer(
    graph: _Graph, names: tuple[str, str, str], weights: Mapping[str, FloatArray], shape: Shape, prefix: str
) -> str:
    """One transformer block, post-norm, as in BERT (arXiv 1810.04805). names: hidden, lengths, result."""
    hidden, lengths, result = names

    def bias(part: str) -> str:
        return graph.constant(f"{prefix}{part}.bias", weights[f"{prefix}{part}.bias"])

    def skip(value: str, residual: str, part: str, output: str) -> str:
        gamma = graph.constant(f"{prefix}{part}.gamma", weights[f"{prefix}{part}.LayerNorm.weight"])
        beta = graph.constant(f"{prefix}{part}.beta", weights[f"{prefix}{part}.LayerNorm.bias"])
        inputs = [value, residual, gamma, beta, bias(f"{part}.dense")]
        return graph.add("SkipLayerNormalization", inputs, [output], domain=_FUSED, epsilon=shape.epsilon)

    mixed = _attention(graph, (hidden, lengths), weights, shape, prefix)
    mixed = _multiply(graph, mixed, f"{prefix}attention.output.dense", weights)
    attended = skip(mixed, hidden, "attention.output", f"{prefix}attended")
    wide = _multiply(graph, attended, f"{prefix}intermediate.dense", weights)
    wide = graph.add("BiasGelu", [wide, bias("intermediate.dense")], [f"{prefix}gelu"], domain=_FUSED)
    narrow = _multiply(graph, wide, f"{prefix}output.dense", weights)
    return skip(narrow, attended, "output", result)


def _attention(
    graph: _Graph, names: tuple[str, str], weights: Mapping[str, FloatArray], shape: Shape, prefix: str
) -> str:
    hidden, lengths = names
    parts = [f"{prefix}attention.self.{part}" for part in ("query", "key", "value")]
    # torch keeps (outputs, inputs); the operators want (inputs, outputs), and q, k, v side by side.
    joined = np.concatenate([weights[f"{part}.weight"].T for part in parts], axis=1)
    bias = graph.constant(f"{prefix}qkv.bias", np.concatenate([weights[f"{part}.bias"] for part in parts]))
    output, name = f"{prefix}attention", f"{prefix}qkv"
    if graph.precision == "float32":
        inputs = [hidden, graph.constant(name, joined), bias, lengths]
        return graph.add("Attention", inputs, [output], domain=_FUSED, num_heads=shape.heads)
    small = quantise.matrix(joined)
    dynamic = [f"{output}.in", f"{output}.in.scale", f"{output}.in.zero"]
    graph.add("DynamicQuantizeLinear", [hidden], dynamic)
    inputs = [
        dynamic[0],
        graph.constant(name, small.values),
        bias,
        dynamic[1],
        graph.constant(f"{name}.scales", small.scales),
        lengths,
        dynamic[2],
        graph.constant(f"{name}.zeros", np.zeros(small.scales.size, np.int8)),
    ]
    return graph.add("QAttention", inputs, [output], domain=_FUSED, num_heads=shape.heads)


def _multiply(graph: _Graph, value: str, name: str, weights: Mapping[str, FloatArray]) -> str:
    """`value @ weight`, without the bias, which the operator after it adds."""
    matrix = weights[f"{name}.weight"].T
    if graph.precision == "float32":
        return graph.add("MatMul", [value, graph.constant(name, matrix)], [f"{name}.out"])
    small = quantise.matrix(matrix)
    inputs = [value, graph.constant(name, small.values), graph.constant(f"{name}.scales", small.scales)]
    return graph.add("DynamicQuantizeMatMul", inputs, [f"{name}.out"], domain=_FUSED)
