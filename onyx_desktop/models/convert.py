"""A model's folder as published → a folder this program can run, without torch and without running code from it.

Understands the BERT family and its kin (families.py) and ModernBERT, as they are or with a head (heads.py), and static
models (static_files.py); refuses anything else by name, because a graph that is nearly right gives vectors that are
quietly wrong. Writes model.onnx (and model.onnx_data when it is large) or embeddings.npy, and tokenizer.json; dense.npz
for layers behind the pooling; idf.npy for questions without inference. One int8 file serves every processor
(quantise.py).
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from onyx_desktop.domain import Kind
from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.models import encoder_bert, encoder_modernbert, families, folder, heads, static_files, weights
from onyx_desktop.models.checksum import sha256
from onyx_desktop.models.facts import facts
from onyx_desktop.models.graph import LARGEST_FILE, Frame, Graph
from onyx_desktop.models.heads import Style

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from onyx_desktop.models.weights import Weights

__all__ = ["PRECISIONS", "convert", "facts", "understands"]
PRECISIONS = ("float32", "int8")


def understands(source: Path) -> bool:
    """Whether `convert` knows the family; what it refuses within a family, it says by name."""
    return folder.kind(source) is Kind.STATIC or _known(folder.read(folder.encoder(source), "config.json"))


def convert(source: Path, target: Path, precision: str = "int8", largest: int = LARGEST_FILE) -> dict[str, str]:
    """Write the model to `target`; give name → sha256 of what was written. largest: bytes of weights in model.onnx.

    Raises `ModelMissing` when a file is not in `source`, `ModelDamaged` when it can't be understood.
    """
    if precision not in PRECISIONS:
        raise ValueError(precision)
    kind, place = folder.kind(source), folder.encoder(source)
    if kind is Kind.STATIC:
        target.mkdir(parents=True, exist_ok=True)
        written = static_files.write_static(source, target)
        return {name: sha256(target / name) for name in written}
    folder.check(source)
    layers = folder.dense(source)
    graph = Graph(precision)
    try:
        output, shape = _lay_out(graph, source, kind, layers)
    except KeyError as error:
        raise ModelDamaged(source.name, weights.FILE, f"no tensor {error}") from error
    if not (place / "tokenizer.json").is_file():
        raise ModelMissing(source.name, "tokenizer.json")
    target.mkdir(parents=True, exist_ok=True)
    written = graph.save(target / "model.onnx", output, shape, largest)
    shutil.copyfile(place / "tokenizer.json", target / "tokenizer.json")
    written.append("tokenizer.json")
    if kind is Kind.DENSE:
        written += static_files.write_dense(layers, target)
    if kind is Kind.SPARSE:
        written += static_files.write_idf(source, target)
    return {name: sha256(target / name) for name in written}


def _known(config: Mapping[str, Any]) -> bool:
    return families.understood(config) or config.get("model_type") == encoder_modernbert.FAMILY


def _lay_out(graph: Graph, source: Path, kind: Kind, layers: list[folder.Dense]) -> tuple[str, list[str | int]]:
    """Append the encoder and its head; give the name and the shape of the result."""
    place = folder.encoder(source)
    config = folder.read(place, "config.json")
    if not _known(config):
        raise ModelDamaged(source.name, "config.json", f"model_type {config.get('model_type')} is not understood")
    tensors = weights.published(place).renamed(families.OLD_NAMES)
    result = "last_hidden_state" if kind is Kind.DENSE else "encoded"
    frame = Frame(result, pairs=kind is Kind.RERANKER, mask=kind is Kind.LATE)
    width, style = _encoder(graph, tensors, (source.name, config), frame)
    if kind is Kind.DENSE:
        return result, ["n", "tokens", width]
    if kind is Kind.LATE:
        layers = layers or [folder.Dense(tensors["linear.weight"], None, "identity")]
        return "last_hidden_state", ["n", "tokens", heads.project(graph, result, layers)]
    return heads.lay_out(graph, result, heads.find(kind, tensors, style), style)


def _encoder(graph: Graph, tensors: Weights, named: tuple[str, dict[str, Any]], frame: Frame) -> tuple[int, Style]:
    """Append the encoder; give its width, and what its head shares with it. named: the model's name and config."""
    _, config = named
    if families.understood(config):
        bert = families.shape(*named)
        width = encoder_bert.lay_out(graph, families.encoder(tensors, config), bert, frame)
        return width, Style(bert.activation, bert.epsilon)
    modern = encoder_modernbert.shape(*named)
    width = encoder_modernbert.lay_out(graph, encoder_modernbert.encoder(tensors), modern, frame)
    return width, Style(modern.head_activation, modern.epsilon, modern.head_mean)
