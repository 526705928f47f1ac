"""TOML ↔ `ModelCard`s, each fact checked: the catalogue (one `[[card]]` a model) and an installed model's card.toml.

Refuses unknown and missing fields and everything that card_checks.py finds: a card with a silent mistake in it ruins a
search without an error. The reason is in `ModelDamaged`. A card is written whole or not at all, and only if reading it
gives the same card again.
"""

from __future__ import annotations

import dataclasses
import enum
import json
import tomllib
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from onyx_desktop import paths
from onyx_desktop.domain import ExtraInput, Kind, ModelCard, Pooling, Scale
from onyx_desktop.errors import ModelDamaged
from onyx_desktop.models.card_checks import check

if TYPE_CHECKING:
    from pathlib import Path


def load_cards(path: Path | None = None) -> Mapping[str, ModelCard]:
    """Read the catalogue (`path`, else the one that is shipped), by id in the file's order.

    Raises `ModelDamaged(model id or "", file, why)`.
    """
    path = path or paths.resource("models/cards.toml")
    content = _read(path)
    if set(content) != {"card"} or not isinstance(content["card"], list):
        raise ModelDamaged("", path.name, "a catalogue is a list of [[card]]")
    cards: dict[str, ModelCard] = {}
    for values in content["card"]:
        card = _card(values, path)
        if card.id in cards:
            raise ModelDamaged(card.id, path.name, "there are two of it")
        cards[card.id] = card
    return MappingProxyType(cards)


def read_card(path: Path) -> ModelCard:
    """Read the card of one installed model. Raises `ModelDamaged` as `load_cards`, also when there is no file."""
    return _card(_read(path), path)


def write_card(card: ModelCard, path: Path) -> None:
    """Put the card in `path`'s place. Raises `ModelDamaged`, and writes none, if it could not be read again."""
    try:
        text = _render(card).encode()
        values = tomllib.loads(text.decode())
    except ValueError as error:
        raise ModelDamaged(card.id, path.name, str(error)) from error
    if _card(values, path) != card:
        raise ModelDamaged(card.id, path.name, "it would be read as another card")
    draft = path.with_name(path.name + ".draft")
    draft.write_bytes(text)
    draft.replace(path)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelDamaged("", path.name, str(error)) from error


def _card(values: object, path: Path) -> ModelCard:
    if not isinstance(values, dict):
        raise ModelDamaged("", path.name, "a catalogue is a list of [[card]]")
    try:
        check(values)
    except ValueError as error:
        raise ModelDamaged(str(values.get("id", "")), path.name, str(error)) from error
    made: dict[str, Any] = dict(values)
    for name in ("lengths", "unverified"):
        made[name] = tuple(values.get(name, ()))
    for name in ("download", "files"):
        made[name] = MappingProxyType(dict(values.get(name, {})))
    made["kind"] = Kind(values.get("kind", Kind.DENSE.value))
    made["pooling"] = Pooling(values.get("pooling", Pooling.MEAN.value))
    made["scores"] = MappingProxyType({each: float(score) for each, score in values.get("scores", {}).items()})
    extra = {each: ExtraInput(**sides) for each, sides in values.get("extra_inputs", {}).items()}
    made["extra_inputs"] = MappingProxyType(extra)
    if "scale" in values:
        made["scale"] = Scale(float(values["scale"]["mean"]), float(values["scale"]["deviation"]))
    return ModelCard(**made)


def _render(card: ModelCard) -> str:
    """Every field, also those with their default: a later default must not change what is installed."""
    lines: list[str] = []
    tables: list[str] = []
    for each in dataclasses.fields(ModelCard):
        value = getattr(card, each.name)
        if isinstance(value, Scale):
            value = dataclasses.asdict(value)
        if isinstance(value, Mapping):
            tables += ["", f"[{each.name}]", *(f"{_string(name)} = {_value(part)}" for name, part in value.items())]
        elif value is not None:
            lines.append(f"{each.name} = {_value(value)}")
    return "\n".join([*lines, *tables, ""])


def _value(value: object) -> str:
    if isinstance(value, ExtraInput):
        return f"{{ query = {value.query}, document = {value.document} }}"
    if isinstance(value, tuple):
        return f"[{', '.join(_value(each) for each in value)}]"
    if isinstance(value, enum.Enum):
        return _string(value.value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(float(value))
    return _string(value) if isinstance(value, str) else str(value)


def _string(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's too; only the delete character is free in the one."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
