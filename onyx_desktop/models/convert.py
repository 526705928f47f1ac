"""A published encoder's folder (config.json, model.safetensors, tokenizer.json) → a folder this program can run.

Understands the BERT family with absolute positions and exact GELU, and its RoBERTa kin (positions that begin after the
padding id); refuses anything else by name, because a graph that is nearly right gives vectors that are quietly wrong.
Needs no torch and runs no code from the folder.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.models import graph
from onyx_desktop.models.checksum import sha256
from onyx_desktop.models.weights import Weights

if TYPE_CHECKING:
    from pathlib import Path

PRECISIONS = ("float32", "int8")
_PAD_FIRST = {"bert": False, "roberta": True, "xlm-roberta": True}  # positions begin after the padding id


def convert(source: Path, target: Path, precision: str = "int8") -> dict[str, str]:
    """Write model.onnx and tokenizer.json to `target`; give name → sha256 of what was written.

    Raises `ModelMissing` when a file is not in `source`, `ModelDamaged` when it can't be understood.
    """
    if precision not in PRECISIONS:
        raise ValueError(precision)
    for name in ("config.json", "model.safetensors", "tokenizer.json"):
        if not (source / name).is_file():
            raise ModelMissing(source.name, name)
    config = _config(source)
    weights = _encoder(Weights(source / "model.safetensors"))
    target.mkdir(parents=True, exist_ok=True)
    try:
        model = graph.build(weights, _shape(source, config), precision)
    except KeyError as error:
        raise ModelDamaged(source.name, "model.safetensors", f"no tensor {error}") from error
    (target / "model.onnx").write_bytes(model)
    shutil.copyfile(source / "tokenizer.json", target / "tokenizer.json")
    return {name: sha256(target / name) for name in ("model.onnx", "tokenizer.json")}


def _config(source: Path) -> dict[str, Any]:
    try:
        config = json.loads((source / "config.json").read_bytes())
    except ValueError as error:
        raise ModelDamaged(source.name, "config.json", str(error)) from error
    if not isinstance(config, dict):
        raise ModelDamaged(source.name, "config.json", "not an object")
    return config


def _shape(source: Path, config: dict[str, Any]) -> graph.Shape:
    family = config.get("model_type")
    if family not in _PAD_FIRST:
        raise ModelDamaged(source.name, "config.json", f"model_type {family} is not understood")
    for name, understood in (("hidden_act", "gelu"), ("position_embedding_type", "absolute")):
        if config.get(name, understood) != understood:
            raise ModelDamaged(source.name, "config.json", f"{name} {config[name]} is not understood")
    try:
        return graph.Shape(
            layers=int(config["num_hidden_layers"]),
            heads=int(config["num_attention_heads"]),
            epsilon=float(config.get("layer_norm_eps", 1e-12)),
            first_position=int(config["pad_token_id"]) + 1 if _PAD_FIRST[family] else 0,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ModelDamaged(source.name, "config.json", f"{error} is missing or no number") from error


def _encoder(weights: Weights) -> Weights:
    """The encoder's tensors, without the prefix ("bert.") that models saved with a head carry."""
    marker = "embeddings.word_embeddings.weight"
    return weights.below(next((name.removesuffix(marker) for name in weights if name.endswith(marker)), ""))
