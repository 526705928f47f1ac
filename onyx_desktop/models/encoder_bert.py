"""The tensors of a BERT (families.py) → the operators from `input_ids` to the tokens' vectors.

Norms after sums, as in BERT (arXiv 1810.04805). Without pairs token types are always 0, so their row is added to the
positions here. There is no mask, because nothing is padded (vectors/dense.py), except where a question is filled up
with marks that its words must not see (late interaction).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.models import relative
from onyx_desktop.models.graph import FUSED
from onyx_desktop.models.layers import Layers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onyx_desktop.domain import FloatArray
    from onyx_desktop.models.families import Shape
    from onyx_desktop.models.graph import Frame, Graph

_TYPES = "embeddings.token_type_embeddings.weight"


def lay_out(graph: Graph, weights: Mapping[str, FloatArray], shape: Shape, frame: Frame) -> int:
    """Append the whole encoder, whose result is (n, tokens, width); give its width."""
    layers = Layers(graph, weights)
    hidden = _embeddings(layers, shape, pairs=frame.pairs)
    sight = _sight(layers, shape, masked=frame.mask)
    for layer in range(shape.layers):
        last = frame.result if layer == shape.layers - 1 else f"layer.{layer}"
        hidden = _block(layers, (hidden, last, f"encoder.layer.{layer}."), shape, sight)
    return weights["embeddings.LayerNorm.weight"].size


def _embeddings(layers: Layers, shape: Shape, *, pairs: bool) -> str:
    """Words, positions and types, summed and normalised."""
    graph, weights = layers.graph, layers.weights
    positions = weights["embeddings.position_embeddings.weight"][shape.first_position :]
    pairs = pairs and _TYPES in weights and len(weights[_TYPES]) > 1
    if _TYPES in weights and not pairs:
        positions = positions + weights[_TYPES][0]
    norm = layers.norms("embeddings.LayerNorm")
    placed = _places(layers, layers.words("embeddings.word_embeddings", "words"), positions)
    if pairs:
        types = graph.constant("embeddings.types", weights[_TYPES])
        kind = graph.add("Gather", [types, graph.input("token_type_ids")], "types")
        placed = graph.add("Add", [placed, kind], "words.typed")
    return graph.add("LayerNormalization", [placed, *norm], "embedded", epsilon=shape.epsilon)


def _places(layers: Layers, words: str, positions: FloatArray) -> str:
    """Add the first rows of the table of positions."""
    graph = layers.graph
    tokens = graph.add("Shape", ["input_ids"], "tokens", start=1, end=2)
    bounds = [graph.constant("zero", np.array([0])), tokens]
    place = graph.add("Slice", [graph.constant("embeddings.positions", positions), *bounds], "positions")
    return graph.add("Add", [words, place], "words.placed")


def _sight(layers: Layers, shape: Shape, *, masked: bool) -> list[str]:
    """The last inputs of attention: the mask of what is padding, and a bias by distance, where there are such."""
    graph = layers.graph
    mask = graph.cast(graph.input("attention_mask"), "mask", np.int32) if masked else ""
    bias = relative.lay_out(graph, layers.weights["encoder.relative_attention_bias.weight"]) if shape.relative else ""
    return ["", mask, bias] if bias else ["", mask] if mask else []


def _block(layers: Layers, names: tuple[str, str, str], shape: Shape, sight: list[str]) -> str:
    """One transformer block. names: of what comes in, of what goes out, and before those of its tensors."""
    hidden, result, prefix = names
    graph = layers.graph

    def add_and_norm(value: str, residual: str, part: str, output: str) -> str:
        total = graph.add("Add", [value, residual], f"{prefix}{part}.sum")
        return layers.norm(total, f"{prefix}{part}.LayerNorm", output, shape.epsilon)

    parts = [f"{prefix}attention.self.{part}" for part in ("query", "key", "value")]
    heads = layers.linears(hidden, parts, prefix)
    attention = [*heads, *sight]
    mixed = graph.add("MultiHeadAttention", attention, f"{prefix}mixed", domain=FUSED, num_heads=shape.heads)
    mixed = layers.linear(mixed, f"{prefix}attention.output.dense")
    attended = add_and_norm(mixed, hidden, "attention.output", f"{prefix}attended")
    wide = layers.linear(attended, f"{prefix}intermediate.dense")
    wide = layers.activation(wide, shape.activation, f"{prefix}gelu")
    narrow = layers.linear(wide, f"{prefix}output.dense")
    return add_and_norm(narrow, attended, "output", result)
