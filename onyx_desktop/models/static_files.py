"""Published tables of numbers → the files that are looked up, not run: embeddings.npy, idf.npy, dense.npz.

Static models come in two layouts: sentence-transformers' (`embedding.weight`, a row for each token) and model2vec's
(`embeddings`, perhaps with `mapping` from tokens to rows and `weights` of tokens), which leaves the unknown token out:
here its row or weight becomes 0, which is the same once vectors have length 1. What a question's tokens weigh
without inference comes as a tensor, or as idf.json by the tokens' names. The same tables always give the same bytes.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np

from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.models import folder, weights

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onyx_desktop.domain import FloatArray
    from onyx_desktop.models.folder import Dense
    from onyx_desktop.models.weights import Weights

_IDF = "idf.json"
_MODEL2VEC = "embeddings"


def write_static(source: Path, target: Path) -> list[str]:
    """Write a static model's tables and tokenizer.json; give the names of the files written."""
    place = _place(source)
    if not (place / "tokenizer.json").is_file():
        raise ModelMissing(source.name, "tokenizer.json")
    tensors = weights.published(place)
    written = ["embeddings.npy"]
    name = _rows(source, tensors)
    rows = np.array(tensors.stored(name))
    unknown = _unknown(place) if name == _MODEL2VEC else None
    if unknown is not None and "mapping" not in tensors and unknown < len(rows):
        rows[unknown] = 0
    np.save(target / "embeddings.npy", rows)
    if "weights" in tensors:
        weight = np.array(tensors["weights"])
        if unknown is not None and unknown < len(weight):
            weight[unknown] = 0
        np.save(target / "weights.npy", weight)
        written.append("weights.npy")
    if "mapping" in tensors:
        np.save(target / "mapping.npy", tensors.integers("mapping"))
        written.append("mapping.npy")
    shutil.copyfile(place / "tokenizer.json", target / "tokenizer.json")
    return [*written, "tokenizer.json"]


def width(source: Path) -> int:
    """The dimensions of a static model."""
    tensors = weights.published(_place(source))
    return int(tensors.stored(_rows(source, tensors)).shape[1])


def write_dense(layers: Sequence[Dense], target: Path) -> list[str]:
    """Write the layers behind the pooling; give the names of the files written."""
    arrays: dict[str, Any] = {}
    for place, each in enumerate(layers):
        arrays[f"weight_{place}"] = each.weight
        arrays[f"bias_{place}"] = np.zeros(len(each.weight), np.float32) if each.bias is None else each.bias
        arrays[f"activation_{place}"] = np.array(each.activation)
    if arrays:
        np.savez(target / "dense.npz", **arrays)
    return ["dense.npz"] if arrays else []


def write_idf(source: Path, target: Path) -> list[str]:
    """Write what a question's tokens weigh, if the model is asked without inference; give the names of the files."""
    place = folder.question_weights(source)
    if place is not None and (place / weights.FILE).is_file():
        np.save(target / "idf.npy", weights.published(place)["weight"])
    elif (source / _IDF).is_file():
        np.save(target / "idf.npy", _by_id(source))
    else:
        return []
    return ["idf.npy"]


def _place(source: Path) -> Path:
    return next((step.folder for step in folder.steps(source) if step.kind == "StaticEmbedding"), source)


def _unknown(place: Path) -> int | None:
    """The id of the token for what the vocabulary lacks, if there is one."""
    try:
        model = json.loads((place / "tokenizer.json").read_bytes())["model"]
        found = model["vocab"].get(model["unk_token"]) if model.get("unk_token") else model.get("unk_id")
    except (ValueError, KeyError, TypeError, AttributeError):
        return None  # the encoder refuses such a file by name
    return found if isinstance(found, int) else None


def _rows(source: Path, tensors: Weights) -> str:
    for name in ("embedding.weight", _MODEL2VEC):
        if name in tensors:
            return name
    raise ModelDamaged(source.name, weights.FILE, "no tensor embedding.weight or embeddings")


def _by_id(source: Path) -> FloatArray:
    """The weights of idf.json in the order of the tokenizer's ids; 0 for a token that it does not name."""
    try:
        tokenizer = json.loads((folder.encoder(source) / "tokenizer.json").read_bytes())
        ids = {**tokenizer["model"]["vocab"], **{each["content"]: each["id"] for each in tokenizer["added_tokens"]}}
        table = np.zeros(max(ids.values()) + 1, np.float32)
        for token, weight in folder.read(source, _IDF).items():
            if token in ids:
                table[ids[token]] = weight
    except (ValueError, KeyError, TypeError) as error:
        raise ModelDamaged(source.name, _IDF, f"the tokenizer has no list of tokens: {error}") from error
    return table
