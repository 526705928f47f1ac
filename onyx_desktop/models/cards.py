"""resources/models/cards.toml → `ModelCard`s, each fact checked.

One `[[card]]` a model. Refuses unknown and missing fields, wrong types, an id that is no plain file name, a checksum
that is none: a card with a silent mistake in it ruins a search without an error. The reason is in `ModelDamaged`.
"""

from __future__ import annotations

import dataclasses
import re
import tomllib
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from onyx_desktop import paths
from onyx_desktop.domain import ModelCard, Pooling
from onyx_desktop.errors import ModelDamaged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TYPES = {"dimensions": int, "max_tokens": int, "normalise": bool, "embedded": bool}  # the others are text
_POSITIVE = ("dimensions", "max_tokens")
PRECISIONS = ("float32", "float16", "int8")


def load_cards(path: Path | None = None) -> Mapping[str, ModelCard]:
    """Read the catalogue (`path`, else the one that is shipped), by id in the file's order.

    Raises `ModelDamaged(model id or "", file, why)`.
    """
    path = path or paths.resource("models/cards.toml")
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelDamaged("", path.name, str(error)) from error
    if set(content) != {"card"} or not isinstance(content["card"], list):
        raise ModelDamaged("", path.name, "a catalogue is a list of [[card]]")
    cards: dict[str, ModelCard] = {}
    for values in content["card"]:
        try:
            card = _card(values)
            if card.id in cards:
                raise ValueError("there are two of it")
        except ValueError as error:
            raise ModelDamaged(str(values.get("id", "")), path.name, str(error)) from error
        cards[card.id] = card
    return MappingProxyType(cards)


def _card(values: dict[str, Any]) -> ModelCard:
    fields = {each.name: each for each in dataclasses.fields(ModelCard)}
    if unknown := sorted(set(values) - set(fields)):
        raise ValueError(f"unknown field {unknown[0]}")
    optional = dataclasses.MISSING
    for name, spec in fields.items():
        if name not in values and spec.default is optional and spec.default_factory is optional:
            raise ValueError(f"{name} is missing")
    for name, value in values.items():
        _check(name, value)
    files = MappingProxyType(dict(values.get("files", {})))
    return ModelCard(**{**values, "pooling": Pooling(values["pooling"]), "files": files})


def _check(name: str, value: object) -> None:
    """Raise `ValueError` naming the field whose value can't be right."""
    if name == "files":
        _check_files(value)
        return
    wanted = _TYPES.get(name, str)
    if type(value) is not wanted:
        raise ValueError(f"{name} must be {wanted.__name__}")
    if name == "id" and not _ID.fullmatch(str(value)):
        raise ValueError("id must be letters, digits, '.', '_' and '-'")
    if name == "pooling" and value not in {each.value for each in Pooling}:
        raise ValueError(f"pooling must be one of {', '.join(each.value for each in Pooling)}")
    if name == "precision" and value not in PRECISIONS:
        raise ValueError(f"precision must be one of {', '.join(PRECISIONS)}")
    if name in _POSITIVE and isinstance(value, int) and value < 1:
        raise ValueError(f"{name} must be at least 1")


def _check_files(value: object) -> None:
    if not isinstance(value, dict):
        raise ValueError("files must be a table: name = sha256")
    for name, checksum in value.items():
        if "\\" in name or any(part in {"", ".", ".."} for part in name.split("/")):
            raise ValueError(f"files: {name!r} is no plain path")
        if not isinstance(checksum, str) or not _SHA256.fullmatch(checksum):
            raise ValueError(f"files: {name} has no sha256")
