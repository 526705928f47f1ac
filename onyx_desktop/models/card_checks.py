"""A card's fields as they were read → nothing, or `ValueError` with a sentence that names the mistake.

First each field by itself, then what two fields say about each other: a length that is longer than the vector, a
reranker with dimensions, a licence for non-commercial use on a card that allows commercial use. Most of these mistakes
would raise no error later; the search would only be worse.
"""

from __future__ import annotations

import dataclasses
import math
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from onyx_desktop.domain import Kind, ModelCard, Pooling

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PRECISIONS = ("float32", "float16", "int8")
SPEEDS = ("instant", "fast", "medium", "slow", "very slow")
ACTIVATIONS = ("log1p", "log1p2")

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PATH = re.compile(r"[^\\:\x00-\x1f]+")
_NOWHERE = ("", ".", "..")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_CODE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?"
_LANGUAGES = re.compile(rf"{_CODE}(, {_CODE})*|multilingual( \([1-9][0-9]*\))?")
_NON_COMMERCIAL = re.compile(r"\bNC\b|non-?commercial", re.IGNORECASE)
_LEAST = {"dimensions": 0, "max_tokens": 1, "query_tokens": 0, "size_mb": 0}
_FIELDS = frozenset(each.name for each in dataclasses.fields(ModelCard))
_NO_VECTORS = ("reranker", "sparse")
_TABLES = ("static", "words")


def check(values: Mapping[str, Any]) -> None:
    """Raise `ValueError` for the first mistake. values: fields as TOML has them; what is left out has its default."""
    if unknown := sorted(set(values) - _FIELDS):
        raise ValueError(f"unknown field {unknown[0]}")
    whole: dict[str, Any] = {}
    for each in dataclasses.fields(ModelCard):
        if each.default is not dataclasses.MISSING:
            whole[each.name] = each.default
        elif each.default_factory is not dataclasses.MISSING:
            whole[each.name] = each.default_factory()
        elif each.name not in values:
            raise ValueError(f"{each.name} is missing")
    for name, value in values.items():
        _SPECIAL.get(name, _plain)(name, value)
    whole.update({"kind": Kind.DENSE.value, **values})
    for relation in (_dimensions, _own_to_a_kind, _download, _claims):
        relation(whole)


def _plain(name: str, value: object) -> None:
    """A text, a whole number, yes or no: whatever the record's own type is."""
    wanted = {"int": int, "bool": bool}.get(str(ModelCard.__annotations__[name]), str)
    if type(value) is not wanted:
        raise ValueError(f"{name} must be {wanted.__name__}")
    if name in _LEAST and isinstance(value, int) and value < _LEAST[name]:
        raise ValueError(f"{name} must be at least {_LEAST[name]}")


def _text(name: str, value: object, pattern: re.Pattern[str], form: str) -> None:
    _plain(name, value)
    if not pattern.fullmatch(str(value)):
        raise ValueError(f"{name} must be {form}")


def _one_of(*choices: str) -> Callable[[str, object], None]:
    def checked(name: str, value: object) -> None:
        if value not in choices:
            raise ValueError(f"{name} must be one of {', '.join(filter(None, choices))}")

    return checked


def _table(name: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{name} must be a table")
    return value


def _path(name: str, value: object) -> None:
    if not isinstance(value, str) or not _PATH.fullmatch(value) or any(part in _NOWHERE for part in value.split("/")):
        raise ValueError(f"{name}: {value!r} is no plain path")


def _id(name: str, value: object) -> None:
    _text(name, value, _ID, "letters, digits, '.', '_' and '-'")


def _languages(name: str, value: object) -> None:
    if value != "":
        _text(name, value, _LANGUAGES, "codes such as 'en, zh', or 'multilingual (100)'")


def _lengths(name: str, value: object) -> None:
    if not isinstance(value, list) or any(type(each) is not int or each < 1 for each in value):
        raise ValueError(f"{name} must be a list of whole numbers")
    if value != sorted(set(value)):
        raise ValueError(f"{name} must ascend")


def _extra_inputs(name: str, value: object) -> None:
    for each, sides in _table(name, value).items():
        if not isinstance(sides, dict) or set(sides) != {"query", "document"}:
            raise ValueError(f"{name}: {each} must have query and document")
        if any(type(number) is not int for number in sides.values()):
            raise ValueError(f"{name}: {each} must be whole numbers")


def _downloads(name: str, value: object) -> None:
    for source, target in _table(name, value).items():
        _path(name, source)
        _path(name, target)
    if len(set(_table(name, value).values())) != len(_table(name, value)):
        raise ValueError(f"{name}: two files would have one name")


def _files(name: str, value: object) -> None:
    for each, checksum in _table(name, value).items():
        _path(name, each)
        if not isinstance(checksum, str) or not _SHA256.fullmatch(checksum):
            raise ValueError(f"{name}: {each} has no sha256")


def _number(value: object) -> bool:
    return type(value) in (int, float) and math.isfinite(float(value))  # type: ignore[arg-type]  # a number by now


def _scores(name: str, value: object) -> None:
    for each, score in _table(name, value).items():
        if not _number(score) or not 0 <= score <= 100:
            raise ValueError(f"{name}: {each} must be a number from 0 to 100")


def _scale(name: str, value: object) -> None:
    table = _table(name, value)
    if set(table) != {"mean", "deviation"} or not all(_number(each) for each in table.values()):
        raise ValueError(f"{name} must have the numbers mean and deviation")
    if table["deviation"] <= 0:
        raise ValueError(f"{name}: deviation must be above 0")


def _unverified(name: str, value: object) -> None:
    if not isinstance(value, list) or len({str(each) for each in value}) != len(value):
        raise ValueError(f"{name} must be a list of different fields")
    if strange := [each for each in value if not isinstance(each, str) or each not in _FIELDS]:
        raise ValueError(f"{name}: {strange[0]!r} is no field")


_SPECIAL: Mapping[str, Callable[[str, object], None]] = MappingProxyType({
    "id": _id,
    "kind": _one_of(*(each.value for each in Kind)),
    "pooling": _one_of(*(each.value for each in Pooling)),
    "precision": _one_of(*PRECISIONS),
    "speed": _one_of("", *SPEEDS),
    "activation": _one_of("", *ACTIVATIONS),
    "languages": _languages,
    "lengths": _lengths,
    "extra_inputs": _extra_inputs,
    "download": _downloads,
    "files": _files,
    "scores": _scores,
    "scale": _scale,
    "unverified": _unverified,
})  # fmt: skip


def _dimensions(card: dict[str, Any]) -> None:
    if card["kind"] in _NO_VECTORS and card["dimensions"] != 0:
        raise ValueError(f"dimensions must be 0: a {card['kind']} model makes no vectors of one length")
    if card["kind"] not in _NO_VECTORS and card["dimensions"] < 1:
        raise ValueError("dimensions must be at least 1")
    if card["lengths"] and card["lengths"][-1] >= card["dimensions"]:
        raise ValueError("lengths must be shorter than dimensions")
    if card["layer_norm"] and not card["lengths"]:
        raise ValueError("layer_norm is for vectors that are cut, and there are no lengths")


def _own_to_a_kind(card: dict[str, Any]) -> None:
    for name, kind in (("query_tokens", "late"), ("activation", "sparse")):
        if bool(card[name]) != (card["kind"] == kind):
            raise ValueError(f"{name} is needed for {kind} models, and only for them")
    if card["query_tokens"] > card["max_tokens"]:
        raise ValueError("query_tokens must not be above max_tokens")
    if card["convert"] and card["kind"] in _TABLES:
        raise ValueError(f"convert is for transformers, not for {card['kind']} models")


def _download(card: dict[str, Any]) -> None:
    """What is downloaded must be what the installer then needs; a card with files and no download came another way."""
    names = set(card["download"].values())
    if not names:
        return
    safe = any(name.endswith(".safetensors") for name in names)
    if "tokenizer.json" not in names and card["kind"] != "words":
        raise ValueError("download: tokenizer.json is missing")
    if card["convert"] and not ("config.json" in names and (safe or "pytorch_model.bin" in names)):
        raise ValueError("download: convert needs config.json and weights")
    if card["convert"] and "model.onnx" in names:
        raise ValueError("download: a model that is converted has no model.onnx yet")
    if not card["convert"] and card["kind"] not in _TABLES and "model.onnx" not in names:
        raise ValueError("download: a model that is not converted needs a model.onnx")
    if card["kind"] == "static" and not safe:
        raise ValueError("download: a static model needs a .safetensors file")


def _claims(card: dict[str, Any]) -> None:
    if card["commercial"] and _NON_COMMERCIAL.search(card["licence"]):
        raise ValueError(f"commercial must be false: the licence is {card['licence']}")
    if card["scores"] and not card["scores_source"]:
        raise ValueError("scores_source is missing")
    if card["embedded"] and not card["files"]:
        raise ValueError("files are missing of an embedded model")
