"""What a published model has on top of its encoder → the operators behind `last_hidden_state`.

Dense models have nothing there. The others:
late      matrices on every token (ColBERT): `last_hidden_state` (n, tokens, dimensions), not normalised
sparse    the masked-language-model head: `logits` (n, 1, vocabulary). A term's weight is a function of its logit that
          never falls, largest over the tokens; so the largest logit is taken here, with the same result, and a text of
          500 tokens gives back 120 kB instead of 60 MB
reranker  a score of the whole text from its first token: `logits` (n, labels)

Families call the same tensors by other names, and the names that are there tell the family's way. A head stays float32,
except the matrix of the vocabulary: it is as large as some encoders.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Kind
from onyx_desktop.models.layers import ACTIVATIONS, Layers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onyx_desktop.domain import FloatArray
    from onyx_desktop.models.folder import Dense
    from onyx_desktop.models.graph import Graph
    from onyx_desktop.models.weights import Weights


@dataclass(frozen=True, slots=True)
class _Way:
    """What a family calls a head's tensors: dense, activation, perhaps a norm, out. activation "": the encoder's."""

    dense: str
    out: str
    norm: str = ""
    activation: str = ""


_SPARSE = (
    _Way("cls.predictions.transform.dense", "cls.predictions.decoder", "cls.predictions.transform.LayerNorm"),  # BERT
    _Way("lm_head.dense", "lm_head.decoder", "lm_head.layer_norm", "gelu"),  # RoBERTa, MPNet
    _Way("vocab_transform", "vocab_projector", "vocab_layer_norm"),  # DistilBERT
    _Way("head.dense", "decoder", "head.norm"),  # ModernBERT
)
_RERANKER = (
    _Way("pooler.dense", "classifier", activation="tanh"),  # BERT
    _Way("classifier.dense", "classifier.out_proj", activation="tanh"),  # RoBERTa, MPNet
    _Way("pre_classifier", "classifier", activation="relu"),  # DistilBERT
    _Way("head.dense", "classifier", "head.norm"),  # ModernBERT
)


@dataclass(frozen=True, slots=True)
class Style:
    """What a head shares with its encoder. mean: a reranker looks at the mean of all tokens instead of the first."""

    activation: str
    epsilon: float
    mean: bool = False


@dataclass(frozen=True, slots=True)
class Top:
    """A sparse model's or reranker's head. tensors: "head.dense.weight" and so on, of dense, norm and out."""

    kind: Kind
    tensors: Mapping[str, FloatArray]
    activation: str


def find(kind: Kind, weights: Weights, style: Style) -> Top:
    """The head among the tensors; raises `KeyError` with the name of one that is not there."""
    ways = _SPARSE if kind is Kind.SPARSE else _RERANKER
    way = next((each for each in ways if _is_there(each, weights, tied=kind is Kind.SPARSE)), None)
    if way is None:
        raise KeyError(f"{ways[0].dense}.weight")
    tensors: dict[str, FloatArray] = {}
    for part, name in (("dense", way.dense), ("norm", way.norm), ("out", way.out)):
        for each in ("weight", "bias"):
            if name and (found := weights.ending(f"{name}.{each}")):
                tensors[f"head.{part}.{each}"] = weights[found]
    if kind is Kind.SPARSE:
        tensors |= _tied(weights, way, tensors)
    return Top(kind, tensors, way.activation or style.activation)


def lay_out(graph: Graph, hidden: str, top: Top, style: Style) -> tuple[str, list[str | int]]:
    """Append the head; give the name and the shape of its result."""
    layers = Layers(graph, top.tensors)
    width = len(top.tensors["head.out.weight"])
    if top.kind is Kind.RERANKER:
        hidden = _whole_text(graph, hidden, mean=style.mean)
    state = layers.activation(layers.exact(hidden, "head.dense"), top.activation, "head.activation")
    if "head.norm.weight" in top.tensors:
        state = layers.norm(state, "head.norm", "head.normed", style.epsilon)
    if top.kind is Kind.RERANKER:
        graph.add("Identity", [layers.exact(state, "head.out")], "logits")
        return "logits", ["n", width]
    tokens = graph.constant("head.tokens", np.array([1]))
    graph.add("ReduceMax", [layers.linear(state, "head.out"), tokens], "logits", keepdims=1)
    return "logits", ["n", 1, width]


def project(graph: Graph, hidden: str, dense: Sequence[Dense]) -> int:
    """Append the matrices of late interaction behind `hidden`; the result is `last_hidden_state`. Gives its width."""
    for place, each in enumerate(dense):
        tensors = {f"projection.{place}.weight": each.weight}
        if each.bias is not None:
            tensors[f"projection.{place}.bias"] = each.bias
        layers = Layers(graph, tensors)
        hidden = layers.exact(hidden, f"projection.{place}")
        if each.activation in ACTIVATIONS:
            hidden = layers.activation(hidden, each.activation, f"projection.{place}.{each.activation}")
    graph.add("Identity", [hidden], "last_hidden_state")
    return len(dense[-1].weight)


def _is_there(way: _Way, weights: Weights, *, tied: bool) -> bool:
    dense, out = (weights.ending(f"{name}.weight") for name in (way.dense, way.out))
    return bool(dense and (out or tied))


def _tied(weights: Weights, way: _Way, tensors: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """What is saved elsewhere: the matrix with the table of words, the bias one level up."""
    found: dict[str, FloatArray] = {}
    if "head.out.weight" not in tensors:
        table = weights.ending("word_embeddings.weight") or weights.ending("tok_embeddings.weight")
        found["head.out.weight"] = weights[table]
    if "head.out.bias" not in tensors and (bias := weights.ending(f"{way.out.rpartition('.')[0]}.bias")):
        found["head.out.bias"] = weights[bias]
    return found


def _whole_text(graph: Graph, hidden: str, *, mean: bool) -> str:
    """(n, tokens, width) → (n, width): the first token, or the mean of all."""
    if mean:
        return graph.add("ReduceMean", [hidden, graph.constant("head.tokens", np.array([1]))], "head.text", keepdims=0)
    return graph.add("Gather", [hidden, graph.constant("head.first", np.int64(0))], "head.text", axis=1)
