"""A model's folder as published → a folder this program can run, without torch and without running code from it.

Understands the BERT family and its kin (families.py), as they are or with a head (heads.py), and static models
(static_files.py); refuses anything else by name, because a graph that is nearly right gives vectors that are quietly
wrong. Writes model.onnx (and model.onnx_data when it is large) or embeddings.npy, and tokenizer.json; dense.npz for
layers behind the pooling; idf.npy for questions without inference. An int8 file serves every processor (quantise.py).
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from onyx_desktop.domain import Kind
from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.models import encoder_bert, families, folder, heads, static_files, weights
from onyx_desktop.models.checksum import sha256
from onyx_desktop.models.encoder_bert import Frame
from onyx_desktop.models.facts import facts
from onyx_desktop.models.graph import LARGEST_FILE, Graph

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["PRECISIONS", "convert", "facts", "understands"]
PRECISIONS = ("float32", "int8")


def understands(source: Path) -> bool:
    """Whether `convert` knows the family; what it refuses within a family, it says by name."""
    return folder.kind(source) is Kind.STATIC or families.understood(folder.read(folder.encoder(source), "config.json"))


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


def _lay_out(graph: Graph, source: Path, kind: Kind, layers: list[folder.Dense]) -> tuple[str, list[str | int]]:
    """Append the encoder and its head; give the name and the shape of the result."""
    place = folder.encoder(source)
    config = folder.read(place, "config.json")
    if not families.understood(config):
        raise ModelDamaged(source.name, "config.json", f"model_type {config.get('model_type')} is not understood")
    tensors = weights.published(place).renamed(families.OLD_NAMES)
    shape = families.shape(source.name, config)
    result = "last_hidden_state" if kind is Kind.DENSE else "encoded"
    frame = Frame(result, pairs=kind is Kind.RERANKER, mask=kind is Kind.LATE)
    width = encoder_bert.lay_out(graph, families.encoder(tensors, config), shape, frame)
    if kind is Kind.DENSE:
        return result, ["n", "tokens", width]
    if kind is Kind.LATE:
        layers = layers or [folder.Dense(tensors["linear.weight"], None, "identity")]
        return "last_hidden_state", ["n", "tokens", heads.project(graph, result, layers)]
    return heads.lay_out(graph, result, heads.find(kind, tensors, shape.activation, shape.epsilon))
