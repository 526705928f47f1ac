"""Tensors of a published model → the operators that every kind of encoder is made of, in float32 or int8.

int8: matrices are int8 with one scale a column, activations are quantised to 8 bits as they come; attention, sums,
layer norms and activation functions stay float32. Word embeddings are int8 with one scale a row and widened after the
lookup. What a head does with one token, or with few columns, stays float32 too: it costs nothing and says the most.

Operators: onnxruntime, docs/ContribOperators.md. Measured with ONNX Runtime 1.31, one text of 240 tokens, one thread:
31.9 ms with QAttention, SkipLayerNormalization and BiasGelu, 23.7 ms as here. SkipLayerNormalization is not vectorised
(0.46 ms; Add and LayerNormalization 0.07 ms), QAttention costs 15 % more than its parts, and a bias is free inside the
quantised products.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.models import quantise
from onyx_desktop.models.graph import FUSED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onyx_desktop.domain import FloatArray
    from onyx_desktop.models.graph import Graph

# A config's name of an activation function → operator and its attributes; "gelu" is the exact one.
ACTIVATIONS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "gelu": ("Gelu", {}),
    "gelu_new": ("Gelu", {"approximate": "tanh"}),
    "gelu_pytorch_tanh": ("Gelu", {"approximate": "tanh"}),
    "relu": ("Relu", {}),
    "tanh": ("Tanh", {}),
}


@dataclass(frozen=True, slots=True)
class Layers:
    """A graph, and the tensors that its next operators are made of. Names of tensors become names of constants."""

    graph: Graph
    weights: Mapping[str, FloatArray]

    def linear(self, value: str, name: str) -> str:
        """`value @ weight + bias`, the bias where there is one, in the graph's precision."""
        if self.graph.precision == "float32":
            return self.exact(value, name)
        values, scales, bias = self._matrix(name)
        inputs = [value, values, scales, "", bias] if bias else [value, values, scales]
        return self.graph.add("DynamicQuantizeMatMul", inputs, f"{name}.out", domain=FUSED)

    def linears(self, value: str, names: Sequence[str], place: str) -> list[str]:
        """Several `linear` of one value, which is quantised once."""
        if self.graph.precision == "float32":
            return [self.exact(value, name) for name in names]
        dynamic = [f"{place}in", f"{place}in.scale", f"{place}in.zero"]
        self.graph.add("DynamicQuantizeLinear", [value], dynamic)
        outputs = []
        for name in names:
            values, scales, bias = self._matrix(name)
            inputs = [dynamic[0], values, dynamic[1], scales, dynamic[2], *(["", bias] if bias else [])]
            outputs.append(self.graph.add("MatMulIntegerToFloat", inputs, f"{name}.out", domain=FUSED))
        return outputs

    def exact(self, value: str, name: str) -> str:
        """`value @ weight + bias` in float32."""
        # torch keeps (outputs, inputs); the operators want (inputs, outputs).
        matrix = self.graph.constant(name, self.weights[f"{name}.weight"].T)
        bias = self._bias(name)
        if not bias:
            return self.graph.add("MatMul", [value, matrix], f"{name}.out")
        product = self.graph.add("MatMul", [value, matrix], f"{name}.product")
        return self.graph.add("Add", [product, bias], f"{name}.out")

    def words(self, name: str, output: str) -> str:
        """The rows of the table `name` for `input_ids`."""
        table = self.weights[f"{name}.weight"]
        if self.graph.precision == "float32":
            return self.graph.add("Gather", [self.graph.constant("embeddings.words", table), "input_ids"], output)
        small = quantise.table(table)
        self.graph.constant("embeddings.words", small.values)
        self.graph.constant("embeddings.words.scales", small.scales)
        row = self.graph.add("Gather", ["embeddings.words", "input_ids"], "words.int8")
        row = self.graph.cast(row, "words.float", np.float32)
        scale = self.graph.add("Gather", ["embeddings.words.scales", "input_ids"], "words.scale")
        return self.graph.add("Mul", [row, scale], output)

    def norm(self, value: str, name: str, output: str, epsilon: float) -> str:
        """Layer norm with the tensors below `name`; `scales` of them without the operator."""
        return self.graph.add("LayerNormalization", [value, *self.norms(name)], output, epsilon=epsilon)

    def norms(self, name: str) -> list[str]:
        """The constants of a layer norm: factor, and summand where there is one."""
        part = name.removesuffix(".LayerNorm")
        gamma = self.graph.constant(f"{part}.gamma", self.weights[f"{name}.weight"])
        if f"{name}.bias" not in self.weights:
            return [gamma]
        return [gamma, self.graph.constant(f"{part}.beta", self.weights[f"{name}.bias"])]

    def activation(self, value: str, name: str, output: str) -> str:
        """The activation function that a config calls `name`."""
        operator, attributes = ACTIVATIONS[name]
        return self.graph.add(operator, [value], output, **attributes)

    def _matrix(self, name: str) -> tuple[str, str, str]:
        small = quantise.matrix(self.weights[f"{name}.weight"].T)
        values, scales = self.graph.constant(name, small.values), self.graph.constant(f"{name}.scales", small.scales)
        return values, scales, self._bias(name)

    def _bias(self, name: str) -> str:
        held = f"{name}.bias"
        return self.graph.constant(held, self.weights[held]) if held in self.weights else ""
