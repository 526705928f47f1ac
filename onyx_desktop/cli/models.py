"""`onyx models …`: which models there are, and which one searches."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from onyx_desktop import paths, settings
from onyx_desktop.cli import wording
from onyx_desktop.cli.distilling import distill
from onyx_desktop.cli.opening import open_library
from onyx_desktop.cli.output import show
from onyx_desktop.cli.progress import watch
from onyx_desktop.domain import Kind
from onyx_desktop.errors import ModelMissing
from onyx_desktop.library.refiners import FIELDS, field_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from onyx_desktop.library import Library
    from onyx_desktop.library.shelves import ModelState
    from onyx_desktop.library.status import Status

_NONE = "none"
_WITHOUT = {
    Kind.SPARSE: "The search does without sparse terms; those that were made are kept.",
    Kind.LATE: "Late interaction works with the token vectors of the model that came with the program.",
    Kind.RERANKER: "The search does without a reranker.",
}


def models(arguments: argparse.Namespace) -> int:
    """Run the chosen act; none named: the list."""
    return _ACTS[arguments.act or "list"](arguments)


def change_model(arguments: argparse.Namespace, library: Library, model: str, **look: object) -> str:
    """Choose a model for what its kind does, and keep it. Raises as `Library.apply`.

    look: other settings, for a model that makes vectors. Returns the setting that names the model.
    """
    changes = library.choosing(model)
    field = next(iter(changes))
    if look and field != "model":
        arguments.refuse("--dims, --precision and --distance are for models that make vectors")
    keep(arguments, library, **changes, **look)
    return field


def keep(arguments: argparse.Namespace, library: Library, **changes: object) -> None:
    """Let other settings take effect, and keep them. Raises as `Library.apply`."""
    changed = dataclasses.replace(library.settings, **changes)  # type: ignore[arg-type]  # each caller names its field
    library.apply(changed)
    settings.save(changed, paths.home(arguments.data_dir).settings_file)


def _list(arguments: argparse.Namespace) -> int:
    with open_library(arguments) as library:
        states = library.models()
    lines = [
        f"{_mark(each)} {each.card.id:<44} {each.card.kind.value:<9} {each.card.dimensions or '':>5}"
        f" {wording.size(each.size_bytes or each.card.size_mb * 1_000_000):>9}  {each.card.languages:<18.18}"
        f" {each.card.licence}"
        for each in states
    ]
    lines += ["", "* answers   > chosen, being built   ~ refines what is found   + on this computer"]
    return show(arguments, [_facts(each) for each in states], lines)


def _show(arguments: argparse.Namespace) -> int:
    state = _state(arguments)
    facts = _facts(state)
    return show(
        arguments,
        facts,
        [f"{name:>16}  {_value(value)}" for name, value in facts.items() if value not in (None, "", [], {})],
    )


def _install(arguments: argparse.Namespace) -> int:
    with open_library(arguments) as library:
        card = watch(library.install(arguments.model))
    return _arrived(arguments, card.id, card.precision)


def _import(arguments: argparse.Namespace) -> int:
    with open_library(arguments) as library:
        card = watch(library.import_model(arguments.path))
    return _arrived(arguments, card.id, card.precision)


def _arrived(arguments: argparse.Namespace, model: str, precision: str) -> int:
    line = f"{model} is on this computer ({precision}). `onyx models use {model}` chooses it."
    return show(arguments, {"id": model, "precision": precision}, [line])


def _verify(arguments: argparse.Namespace) -> int:
    with open_library(arguments) as library:
        library.verify_model(arguments.model)
    return show(arguments, {"id": arguments.model, "whole": True}, [f"{arguments.model} is whole and unchanged."])


def _remove(arguments: argparse.Namespace) -> int:
    with open_library(arguments, write=True) as library:
        library.remove_model(arguments.model)
    return show(arguments, {"removed": arguments.model}, [f"{arguments.model} and its vectors are deleted."])


def _drop(arguments: argparse.Namespace) -> int:
    with open_library(arguments, write=True) as library:
        freed = library.drop_vectors(arguments.model)
    return show(arguments, {"dropped": arguments.model, "freed_bytes": freed}, [f"{wording.size(freed)} freed."])


def _use(arguments: argparse.Namespace) -> int:
    given = {name: getattr(arguments, name) for name in ("dimensions", "precision", "distance")}
    look = {name: value for name, value in given.items() if value is not None}
    if (arguments.model == _NONE) != (arguments.kind is not None) or (look and arguments.kind is not None):
        arguments.refuse(f"`{_NONE}` and --kind go together, and with nothing else")
    with open_library(arguments, write=True) as library:
        if arguments.model == _NONE:
            field = field_of(Kind(arguments.kind))
            keep(arguments, library, **{field: ""})
        else:
            field = change_model(arguments, library, arguments.model, **look)
        status, states = library.status(), library.models()
        refining = {name: getattr(library.settings, name) for name in ("quality", *FIELDS.values())}
    document = {
        "model": status.model, "answering": status.answering, "dimensions": status.dimensions,
        "precision": status.precision, **refining,
    }  # fmt: skip
    if arguments.model == _NONE:
        return show(arguments, document, [_WITHOUT[Kind(arguments.kind)]])
    if field != "model":
        (state,) = [each for each in states if each.card.id == arguments.model]
        return show(arguments, document, _refines(state, status))
    lines = [f"{status.model} is chosen."]
    if status.answering != status.model:
        lines.append(f"`onyx index` makes its vectors; until then {status.answering} answers.")
    return show(arguments, document, lines)


def _refines(state: ModelState, status: Status) -> list[str]:
    lines = [f"{state.card.id} refines what {status.answering} finds."]
    if state.card.kind is not Kind.RERANKER and state.documents < status.documents:
        lines.append("`onyx index` lets it read your documents; until then the search goes on without it.")
    return lines


def _measure(arguments: argparse.Namespace) -> int:
    with open_library(arguments) as library:
        model = arguments.model or library.settings.model
        speed = watch(library.speed(model))
        looks = watch(library.looks()) if model == library.status().answering else []
    document = {
        "model": model, "passages_a_second": round(speed.passages_a_second, 1),
        "reindex_seconds": round(speed.reindex_seconds, 1),
        "looks": [
            {"dimensions": each.look.dimensions, "precision": each.look.precision.value, "size_bytes": each.size_bytes,
             "ms": round(each.ms, 2), "same_top_10": round(each.same_top_10, 3), "recall@10": round(each.recall_10, 3)}
            for each in looks
        ],
    }  # fmt: skip
    lines = [f"{model}: {speed.passages_a_second:.1f} passages a second here"]
    if speed.reindex_seconds:
        lines[0] += f"; the passages that lack its vectors take {wording.duration(speed.reindex_seconds)}"
    if looks:
        lines += ["", "dimensions  precision       size       ms  same top 10  recall@10"]
    lines += [
        f"{each.look.dimensions:>10}  {each.look.precision.value:<9} {wording.size(each.size_bytes):>10}"
        f" {each.ms:>8.2f} {10 * each.same_top_10:>9.1f}/10 {each.recall_10:>10.3f}"
        for each in looks
    ]
    return show(arguments, document, lines)


def _state(arguments: argparse.Namespace) -> ModelState:
    with open_library(arguments) as library:
        for each in library.models():
            if each.card.id == arguments.model:
                return each
    raise ModelMissing(arguments.model, "no such model; `onyx models` lists all")


def _mark(state: ModelState) -> str:
    if state.answering:
        return "*"
    if state.refines:
        return "~"
    return ">" if state.chosen else "+" if state.installed else " "


def _facts(state: ModelState) -> dict[str, Any]:
    card = state.card
    return {
        "id": card.id, "name": card.name, "kind": card.kind.value, "summary": card.summary, "languages": card.languages,
        "dimensions": card.dimensions, "lengths": list(card.lengths), "max_tokens": card.max_tokens,
        "pooling": card.pooling.value, "query_prefix": card.query_prefix, "document_prefix": card.document_prefix,
        "precision": card.precision, "licence": card.licence, "commercial": card.commercial,
        "repository": card.repository, "revision": card.revision, "size_mb": card.size_mb, "speed": card.speed,
        "scores": dict(card.scores), "scores_source": card.scores_source, "unverified": list(card.unverified),
        "installed": state.installed, "chosen": state.chosen, "answering": state.answering, "refines": state.refines,
        "documents": state.documents, "vectors_bytes": state.vectors_bytes, "size_bytes": state.size_bytes,
        "fallback": state.fallback,
    }  # fmt: skip


def _value(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(str, value))
        case dict():
            return ", ".join(f"{name} {each}" for name, each in value.items())
        case str() if value != value.strip():
            return repr(value)
    return str(value)


_ACTS: dict[str, Callable[[argparse.Namespace], int]] = {
    "list": _list,
    "show": _show,
    "install": _install,
    "import": _import,
    "distill": distill,
    "verify": _verify,
    "remove": _remove,
    "drop": _drop,
    "use": _use,
    "measure": _measure,
}
