"""config.json and tensor names of the BERT family and its kin → what encoder_bert.py lays out, in BERT's words.

Five families are one architecture under different names: BERT; RoBERTa and XLM-RoBERTa, whose positions begin after the
padding id; DistilBERT, without token types; MPNet, whose attention knows how far apart two tokens are. ModernBERT is
another (encoder_modernbert.py). What a config says that would need another graph is refused by name: a graph that is
nearly right gives vectors that are quietly wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from onyx_desktop.errors import ModelDamaged
from onyx_desktop.models.layers import ACTIVATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onyx_desktop.models.weights import Weights


@dataclass(frozen=True, slots=True)
class Shape:
    """What a config says about a BERT.

    activation: a key of `ACTIVATIONS`. first_position: 2 where positions begin after the padding id.
    relative: attention adds a bias by distance (MPNet).
    """

    layers: int
    heads: int
    epsilon: float
    activation: str
    first_position: int = 0
    relative: bool = False


@dataclass(frozen=True, slots=True)
class _Family:
    """Where a family differs from BERT. names: of tensors, and keys: of facts; the one of BERT ↔ its own.

    only: what a config must say, if it says anything about it, besides what all must.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, int] = field(default_factory=dict)
    padding_first: bool = False
    relative: bool = False


_DISTILBERT = _Family(
    names={
        "transformer.layer.": "encoder.layer.",
        ".attention.q_lin.": ".attention.self.query.",
        ".attention.k_lin.": ".attention.self.key.",
        ".attention.v_lin.": ".attention.self.value.",
        ".attention.out_lin.": ".attention.output.dense.",
        ".sa_layer_norm.": ".attention.output.LayerNorm.",
        ".ffn.lin1.": ".intermediate.dense.",
        ".ffn.lin2.": ".output.dense.",
        ".output_layer_norm.": ".output.LayerNorm.",
    },
    keys={"num_hidden_layers": "n_layers", "num_attention_heads": "n_heads", "hidden_act": "activation"},
)
_MPNET = _Family(
    names={
        ".attention.attn.q.": ".attention.self.query.",
        ".attention.attn.k.": ".attention.self.key.",
        ".attention.attn.v.": ".attention.self.value.",
        ".attention.attn.o.": ".attention.output.dense.",
        ".attention.LayerNorm.": ".attention.output.LayerNorm.",
    },
    only={"relative_attention_num_buckets": 32, "pad_token_id": 1},  # both are fixed in the published code
    padding_first=True,
    relative=True,
)
_FAMILIES = {
    "bert": _Family(),
    "roberta": _Family(padding_first=True),
    "xlm-roberta": _Family(padding_first=True),
    "distilbert": _DISTILBERT,
    "mpnet": _MPNET,
}
_ONLY = {"position_embedding_type": "absolute", "is_decoder": False}
OLD_NAMES = {".LayerNorm.gamma": ".LayerNorm.weight", ".LayerNorm.beta": ".LayerNorm.bias"}  # from TensorFlow


def understood(config: Mapping[str, Any]) -> bool:
    """Whether the config's family is one of these."""
    return config.get("model_type") in _FAMILIES


def encoder(weights: Weights, config: Mapping[str, Any]) -> Weights:
    """The encoder's tensors by BERT's names, without the prefix ("bert.") that models saved with a head carry."""
    branch = weights.branch("embeddings.word_embeddings.weight")
    return branch.renamed(_FAMILIES[config["model_type"]].names)


def shape(name: str, config: Mapping[str, Any]) -> Shape:
    """The facts of a config; raises `ModelDamaged(name, …)` when one is missing or not understood."""
    family = _FAMILIES[config["model_type"]]

    def fact(key: str) -> Any:  # noqa: ANN401 - JSON's
        return config[family.keys.get(key, key)]

    for key, value in {**_ONLY, **family.only}.items():
        if config.get(key, value) != value:
            raise ModelDamaged(name, "config.json", f"{key} {config[key]} is not understood")
    try:
        if fact("hidden_act") not in ACTIVATIONS:
            raise ModelDamaged(name, "config.json", f"hidden_act {fact('hidden_act')} is not understood")
        return Shape(
            layers=int(fact("num_hidden_layers")),
            heads=int(fact("num_attention_heads")),
            epsilon=float(config.get("layer_norm_eps", 1e-12)),
            activation=fact("hidden_act"),
            first_position=int(config["pad_token_id"]) + 1 if family.padding_first else 0,
            relative=family.relative,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ModelDamaged(name, "config.json", f"{error} is missing or no number") from error
