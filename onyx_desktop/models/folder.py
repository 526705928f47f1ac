"""A model's folder as published → what it says about itself, in the words of a card.

Reads config.json and, where there are, the files of sentence-transformers: modules.json (which steps there are, in
which folders), config_sentence_transformers.json (prompts), and each step's config.json, as versions 2 to 6 write them.
Refuses by name what would change the vectors and is not done here: other poolings, other steps, code of its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onyx_desktop.domain import Kind, Pooling
from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.models import weights

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from onyx_desktop.domain import FloatArray

_POOLINGS = {"mean": Pooling.MEAN, "cls": Pooling.CLS, "max": Pooling.MAX, "lasttoken": Pooling.LAST}
_OLD_POOLINGS = {  # of sentence-transformers before version 5.4, each true or false
    "pooling_mode_cls_token": "cls",
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_max_tokens": "max",
    "pooling_mode_lasttoken": "lasttoken",
    "pooling_mode_mean_sqrt_len_tokens": "mean_sqrt_len_tokens",
    "pooling_mode_weightedmean_tokens": "weightedmean",
}
_ACTIVATIONS = {"Identity": "identity", "Tanh": "tanh", "ReLU": "relu", "GELU": "gelu"}
_SPARSE_ACTIVATIONS = {"relu": "log1p", "log1p_relu": "log1p2"}
_ENCODERS = ("Transformer", "MLMTransformer")
_ROUTERS = ("Router", "Asym")
_WEIGHERS = ("SparseStaticEmbedding", "IDF")
# Steps in the order in which this program takes them.
_ORDER = {"StaticEmbedding": 0, "Pooling": 1, "SpladePooling": 1, "Dense": 2, "Normalize": 3}
_ORDER |= dict.fromkeys(_ENCODERS, 0)
_HARMLESS = ("Dropout", "MultiVectorMask")


@dataclass(frozen=True, slots=True)
class Step:
    """One module of a published pipeline. kind: the name of its class. folder: where its files are."""

    kind: str
    folder: Path

    def facts(self) -> dict[str, Any]:
        """Its config.json."""
        return read(self.folder, "config.json")


@dataclass(frozen=True, slots=True)
class Dense:
    """A step that multiplies. weight: (out, in). bias: (out,). activation: identity, tanh, relu, gelu."""

    weight: FloatArray
    bias: FloatArray | None
    activation: str


def read(folder: Path, name: str) -> dict[str, Any]:
    """A JSON object; raises `ModelMissing` or `ModelDamaged`."""
    if not (folder / name).is_file():
        raise ModelMissing(folder.name, name)
    try:
        content = json.loads((folder / name).read_bytes())
    except ValueError as error:
        raise ModelDamaged(folder.name, name, str(error)) from error
    if not isinstance(content, dict):
        raise ModelDamaged(folder.name, name, "not an object")
    return content


def read_if_there(folder: Path, name: str) -> dict[str, Any]:
    """A JSON object, or an empty one."""
    return read(folder, name) if (folder / name).is_file() else {}


def steps(source: Path, text: str = "document") -> list[Step]:
    """The modules that a "document" or a "query" goes through, in order; none without modules.json."""
    if not (source / "modules.json").is_file():
        return []
    try:
        listed = json.loads((source / "modules.json").read_bytes())
        if not isinstance(listed, list):
            raise TypeError("not a list")
        found = [_step(source, str(each["type"]), str(each.get("path", ""))) for each in listed]
        if len(found) == 1 and found[0].kind in _ROUTERS:
            found = _route(found[0].folder, text)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelDamaged(source.name, "modules.json", str(error)) from error
    return found


def encoder(source: Path) -> Path:
    """The folder with the encoder's config.json, tensors and tokenizer.json."""
    return next((each.folder for each in steps(source) if each.kind in _ENCODERS), source)


def question_weights(source: Path) -> Path | None:
    """The folder of the module that weighs a question's tokens without the encoder, or none."""
    return next((each.folder for each in steps(source, "query") if each.kind in _WEIGHERS), None)


def check(source: Path) -> None:
    """Refuse what would give other vectors here than where the model was trained."""
    known = [step for step in steps(source) if step.kind not in _HARMLESS]
    strange = next((step.kind for step in known if step.kind not in _ORDER), None)
    if strange:
        raise ModelDamaged(source.name, "modules.json", f"{strange} is not understood")
    places = [_ORDER[step.kind] for step in known]
    if places != sorted(places):
        raise ModelDamaged(source.name, "modules.json", "the order of its steps is not understood")
    question = steps(source, "query")
    if question != steps(source) and [step.kind in _WEIGHERS for step in question] != [True]:
        raise ModelDamaged(source.name, "router_config.json", "an encoder of its own for questions is not understood")
    pooling(source)
    sparse_activation(source)


def kind(source: Path) -> Kind:
    """What the model makes of a text."""
    kinds = [each.kind for each in steps(source)]
    config = read_if_there(encoder(source), "config.json")
    architecture = str((config.get("architectures") or [""])[0])
    signs = (  # what the pipeline says goes before what the encoder was trained for
        (Kind.STATIC, "StaticEmbedding" in kinds or config.get("model_type") == "model2vec"),
        (Kind.STATIC, architecture == "StaticModel" or (not config and (source / weights.FILE).is_file())),
        (Kind.SPARSE, "SpladePooling" in kinds),
        (Kind.DENSE, "Pooling" in kinds),
        (Kind.LATE, architecture == "HF_ColBERT" or "MultiVectorMask" in kinds or kinds[1:2] == ["Dense"]),
        (Kind.RERANKER, architecture.endswith("ForSequenceClassification")),
        (Kind.SPARSE, architecture.endswith("ForMaskedLM")),
    )
    return next((kind for kind, seen in signs if seen), Kind.DENSE)


def pooling(source: Path) -> Pooling:
    """How token vectors become one, mean where nothing is said; refuses what `Pooling` has no name for."""
    step = next((each for each in steps(source) if each.kind == "Pooling"), None)
    if step is None:
        return Pooling.MEAN
    facts = step.facts()
    named = facts.get("pooling_mode") or [name for key, name in _OLD_POOLINGS.items() if facts.get(key)] or "mean"
    names = [named] if isinstance(named, str) else list(named)
    file = f"{step.folder.name}/config.json"
    if len(names) != 1 or names[0] not in _POOLINGS:
        raise ModelDamaged(source.name, file, f"pooling {' + '.join(names)} is not understood")
    if not facts.get("include_prompt", True):
        raise ModelDamaged(source.name, file, "pooling without the prompt is not understood")
    return _POOLINGS[names[0]]


def dense(source: Path) -> list[Dense]:
    """The matrices behind the encoder or the pooling, in order."""
    return [_dense(step) for step in steps(source) if step.kind == "Dense"]


def sparse_activation(source: Path) -> str:
    """What becomes of a sparse model's logits, by a card's name; "" where nothing is said."""
    step = next((each for each in steps(source) if each.kind == "SpladePooling"), None)
    if step is None:
        return ""
    facts = step.facts()
    how, name = facts.get("pooling_strategy", "max"), facts.get("activation_function", "relu")
    if how != "max" or name not in _SPARSE_ACTIVATIONS:
        raise ModelDamaged(source.name, f"{step.folder.name}/config.json", f"{how} of {name} is not understood")
    return _SPARSE_ACTIVATIONS[name]


def _step(source: Path, name: str, path: str) -> Step:
    folder = (source / path).resolve()
    if not folder.is_relative_to(source.resolve()):
        raise ValueError(f"{path} is outside the folder")
    return Step(name.rpartition(".")[2], folder)


def _route(folder: Path, name: str) -> list[Step]:
    """The modules of one route of a router, which treats questions otherwise than passages."""
    facts = read(folder, "router_config.json")
    return [_step(folder, facts["types"][each], each) for each in facts["structure"][name]]


def _dense(step: Step) -> Dense:
    facts = step.facts()
    name = str(facts.get("activation_function", "torch.nn.modules.activation.Tanh")).rpartition(".")[2]
    if name not in _ACTIVATIONS or facts.get("use_residual"):
        what = "use_residual" if facts.get("use_residual") else f"activation_function {name}"
        raise ModelDamaged(step.folder.name, "config.json", f"{what} is not understood")
    tensors = weights.published(step.folder)
    if "linear.weight" not in tensors:
        raise ModelDamaged(step.folder.name, weights.FILE, "no tensor linear.weight")
    return Dense(tensors["linear.weight"], tensors.get("linear.bias"), _ACTIVATIONS[name])


def prompts(source: Path) -> Mapping[str, str]:
    """What the model wants before a text, by the name of the task."""
    facts = read_if_there(source, "config_sentence_transformers.json")
    found = {str(name): str(text or "") for name, text in (facts.get("prompts") or {}).items()}
    for name in ("query", "document"):  # late interaction, as PyLate wrote it before sentence-transformers took it over
        if prefix := facts.get(f"{name}_prefix"):
            found[name] = str(prefix) + found.get(name, "").removeprefix(str(prefix))
    return found
