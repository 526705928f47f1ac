"""The config and tensors of a ModernBERT → the operators from `input_ids` to the tokens' vectors.

Otherwise than BERT (arXiv 2412.13663; modeling_modernbert.py in transformers): positions turn queries and keys; norms
come before sums; the middle of a block is a product of two halves, one of them activated; and only every third layer
sees the whole text, the others 64 tokens to each side (local.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from onyx_desktop.errors import ModelDamaged
from onyx_desktop.models import local
from onyx_desktop.models.graph import FUSED
from onyx_desktop.models.layers import ACTIVATIONS, Layers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onyx_desktop.domain import FloatArray
    from onyx_desktop.models.graph import Frame, Graph
    from onyx_desktop.models.weights import Weights

FAMILY = "modernbert"
_EVERY = 3
_BASES = {"full_attention": ("global_rope_theta", 160_000.0), "sliding_attention": ("local_rope_theta", 10_000.0)}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a config says. kinds: of attention, by layer. bases: of the turns, by kind. reach: of local attention."""

    heads: int
    epsilon: float
    activation: str
    kinds: tuple[str, ...]
    bases: Mapping[str, float]
    reach: int
    positions: int
    head_activation: str
    head_mean: bool


def encoder(weights: Weights) -> Weights:
    """The encoder's tensors, without the prefix ("model.") that models saved with a head carry."""
    return weights.branch("embeddings.tok_embeddings.weight")


def shape(name: str, config: Mapping[str, Any]) -> Shape:
    """The facts of a config; raises `ModelDamaged(name, …)` when one is missing or not understood."""
    try:
        layers, every = int(config["num_hidden_layers"]), int(config.get("global_attn_every_n_layers", _EVERY))
        usual = [("sliding_attention" if layer % every else "full_attention") for layer in range(layers)]
        found = Shape(
            heads=int(config["num_attention_heads"]),
            epsilon=float(config.get("norm_eps", 1e-5)),
            activation=config.get("hidden_activation", "gelu"),
            kinds=tuple(config.get("layer_types") or usual),
            bases={kind: _base(config, kind) for kind in _BASES},
            reach=int(config.get("local_attention", 128)) // 2,
            positions=int(config["max_position_embeddings"]),
            head_activation=config.get("classifier_activation", "gelu"),
            head_mean=config.get("classifier_pooling", "cls") == "mean",
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ModelDamaged(name, "config.json", f"{error} is missing or no number") from error
    strange = [kind for kind in found.kinds if kind not in _BASES]
    strange += [name for name in (found.activation, found.head_activation) if name not in ACTIVATIONS]
    if config.get("rope_scaling") or any(_turns(config, kind) for kind in _BASES):
        strange.append("rope_scaling")
    if strange or len(found.kinds) != layers:
        raise ModelDamaged(name, "config.json", f"{(strange or ['layer_types'])[0]} is not understood")
    return found


def _base(config: Mapping[str, Any], kind: str) -> float:
    """How fast positions turn, as new or as old configs say it."""
    old, usual = _BASES[kind]
    return float(((config.get("rope_parameters") or {}).get(kind) or {}).get("rope_theta") or config.get(old) or usual)


def _turns(config: Mapping[str, Any], kind: str) -> bool:
    """Whether positions turn otherwise than evenly."""
    said = ((config.get("rope_parameters") or {}).get(kind) or {}).get("rope_type", "default")
    return bool(said != "default")


def lay_out(graph: Graph, weights: Mapping[str, FloatArray], shape: Shape, frame: Frame) -> int:
    """Append the whole encoder, whose result is (n, tokens, width); give its width."""
    layers = Layers(graph, weights)
    width = len(weights["final_norm.weight"])
    hidden = layers.norm(
        layers.words("embeddings.tok_embeddings", "words"), "embeddings.norm", "embedded", shape.epsilon
    )
    graph.constant("zero", np.array([0]))
    for kind in sorted(set(shape.kinds)):
        turn = angles(width // shape.heads, shape.bases[kind], shape.positions)
        graph.constant(f"{kind}.cos", np.cos(turn))
        graph.constant(f"{kind}.sin", np.sin(turn))
    mask = graph.cast(graph.input("attention_mask"), "mask", np.int32) if frame.mask else ""
    stretches = local.Stretches(graph, shape.reach, shape.heads, width)
    if "sliding_attention" in shape.kinds:
        stretches.prepare(mask)
    for layer, kind in enumerate(shape.kinds):
        prefix = f"layers.{layer}."
        before = layers.norm(hidden, f"{prefix}attn_norm", f"{prefix}attn.in", shape.epsilon) if layer else hidden
        heads = _turned(layers, before, prefix, shape, kind)
        if kind == "full_attention":
            seen = [*heads, "", mask] if mask else heads
            mixed = graph.add("MultiHeadAttention", seen, f"{prefix}mixed", domain=FUSED, num_heads=shape.heads)
        else:
            mixed = stretches.attend(heads, prefix)
        mixed = layers.linear(mixed, f"{prefix}attn.Wo")
        hidden = graph.add("Add", [hidden, mixed], f"{prefix}attended")
        hidden = graph.add("Add", [hidden, _product(layers, hidden, prefix, shape)], f"{prefix}result")
    layers.norm(hidden, "final_norm", frame.result, shape.epsilon)
    return width


def angles(width: int, base: float, positions: int) -> FloatArray:
    """How far each pair of a head's dimensions is turned at each position: (positions, width / 2)."""
    slow = np.power(base, np.arange(0, width, 2) / width).astype(np.float32)  # rounded where torch rounds
    return np.arange(positions, dtype=np.float32)[:, np.newaxis] * (np.float32(1) / slow)


def _turned(layers: Layers, hidden: str, prefix: str, shape: Shape, kind: str) -> list[str]:
    """Queries and keys, turned by their positions, and values."""
    graph = layers.graph
    parts = [f"{prefix}attn.{part}" for part in ("query", "key", "value")]
    graph.add("Split", [layers.linear(hidden, f"{prefix}attn.Wqkv")], parts, axis=-1, num_outputs=3)
    turn = ["zero", f"{kind}.cos", f"{kind}.sin"]
    for place in (0, 1):
        inputs = [parts[place], *turn]
        parts[place] = graph.add(
            "RotaryEmbedding", inputs, f"{parts[place]}.turned", domain=FUSED, num_heads=shape.heads
        )
    return parts


def _product(layers: Layers, hidden: str, prefix: str, shape: Shape) -> str:
    """The middle of a block: one half activated, times the other."""
    graph = layers.graph
    before = layers.norm(hidden, f"{prefix}mlp_norm", f"{prefix}mlp.in", shape.epsilon)
    halves = [f"{prefix}mlp.half", f"{prefix}mlp.gate"]
    graph.add("Split", [layers.linear(before, f"{prefix}mlp.Wi")], halves, axis=-1, num_outputs=2)
    active = layers.activation(halves[0], shape.activation, f"{prefix}mlp.active")
    return layers.linear(graph.add("Mul", [active, halves[1]], f"{prefix}mlp.gated"), f"{prefix}mlp.Wo")
