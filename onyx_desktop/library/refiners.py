"""The installed models that work beside the one that makes vectors: which are chosen, loaded when first needed.

A model that does not load is left out and said so (`failures`); the search goes on without it.
"""

from __future__ import annotations

import threading
from types import MappingProxyType
from typing import TYPE_CHECKING

from onyx_desktop.domain import Kind
from onyx_desktop.errors import ModelUnfit, OnyxError
from onyx_desktop.library.rerank import MOST_THREADS, Rerank
from onyx_desktop.library.sparse import Sparse
from onyx_desktop.settings import QUALITIES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from onyx_desktop.domain import ModelCard
    from onyx_desktop.index.store import Store
    from onyx_desktop.models.shelf import Shelf
    from onyx_desktop.settings import Settings

FIELDS: Mapping[Kind, str] = MappingProxyType(
    {Kind.SPARSE: "sparse", Kind.LATE: "late_model", Kind.RERANKER: "reranker"}
)
"""Which setting names the chosen model of a kind; "" for none. All other kinds: `model`."""

_ASKED_FROM: Mapping[Kind, str] = MappingProxyType({Kind.LATE: "balanced", Kind.RERANKER: "best"})
"""The least quality of the search at which a kind is asked; all others: at any."""

_ALSO: Mapping[Kind, frozenset[Kind]] = MappingProxyType({Kind.LATE: frozenset({Kind.DENSE})})
"""Other kinds that can do the work of one: a dense model makes vectors of tokens, too."""


def field_of(kind: Kind) -> str:
    """The setting that names the chosen model of a kind."""
    return FIELDS.get(kind, "model")


def choosing(settings: Settings, kind: Kind, model: str) -> dict[str, str]:
    """The settings that change so that a model does its work: its own, and the quality if that would leave it out."""
    changes = {field_of(kind): model}
    wanted = _ASKED_FROM.get(kind, settings.quality)
    if QUALITIES.index(wanted) > QUALITIES.index(settings.quality):
        changes["quality"] = wanted
    return changes


def chosen(settings: Settings) -> dict[Kind, str]:
    """The refining models that the settings name."""
    named = {kind: str(getattr(settings, name)) for kind, name in FIELDS.items()}
    return {kind: model for kind, model in named.items() if model}


class Refiners:
    """The refining models of one library. Safe from the thread that searches and the one that updates."""

    def __init__(self, store: Store, shelf: Shelf, settings: Settings) -> None:
        self._store = store
        self._shelf = shelf
        self._settings = settings
        self._guard = threading.RLock()
        self._held: dict[Kind, tuple[ModelCard, Sparse | Rerank | OnyxError]] = {}
        self._failures: dict[Kind, OnyxError] = {}

    def check(self, settings: Settings) -> None:
        """Raises `ModelMissing`, `ModelDamaged`, `ModelUnfit` for a model that other settings name anew."""
        before = chosen(self._settings)
        for kind, model in chosen(settings).items():
            if before.get(kind) != model:
                self._find(kind, model)

    def apply(self, settings: Settings) -> None:
        """Take other settings."""
        with self._guard:
            if settings.threads != self._settings.threads:
                self._held.clear()
            self._settings = settings
            self._failures.clear()
            self._held = {kind: held for kind, held in self._held.items() if kind in chosen(settings)}

    @property
    def sparse(self) -> Sparse | None:
        """The terms of the chosen sparse model; None if none is chosen or it does not load."""
        held = self._take(Kind.SPARSE)
        return held if isinstance(held, Sparse) else None

    @property
    def rerank(self) -> Rerank | None:
        """The chosen reranker; None if none is chosen, the quality leaves it out, or it does not load."""
        held = self._take(Kind.RERANKER) if self._settings.reranks else None
        return held if isinstance(held, Rerank) else None

    @property
    def failures(self) -> dict[Kind, OnyxError]:
        """Why chosen models are left out, as far as it is known."""
        with self._guard:
            return dict(self._failures)

    def _take(self, kind: Kind) -> Sparse | Rerank | OnyxError | None:
        with self._guard:
            model = chosen(self._settings).get(kind)
            if model is None:
                return None
            try:
                card, folder = self._find(kind, model)
            except OnyxError as error:
                self._failures[kind] = error
                return error
            held = self._held.get(kind)
            if held is None or held[0] != card:
                held = self._held[kind] = (card, self._load(card, folder))
            if isinstance(held[1], OnyxError):
                self._failures[kind] = held[1]
            else:
                self._failures.pop(kind, None)
            return held[1]

    def _find(self, kind: Kind, model: str) -> tuple[ModelCard, Path]:
        card, folder = self._shelf.find(model)
        if card.kind not in {kind, *_ALSO.get(kind, ())}:
            raise ModelUnfit(model, f"it is a {card.kind.value} model, not a {kind.value} one")
        return card, folder

    def _load(self, card: ModelCard, folder: Path) -> Sparse | Rerank | OnyxError:
        """The model, ready; or why it is not, which is remembered until its card changes."""
        try:
            if card.kind is Kind.SPARSE:
                from onyx_desktop.vectors.sparse import SparseEncoder

                return Sparse(self._store, card, SparseEncoder(folder, card, self._settings.threads))
            from onyx_desktop.vectors.rerank import CrossEncoder

            threads = min(MOST_THREADS, self._settings.threads)
            return Rerank(card, CrossEncoder(folder, card, threads), threads)
        except OnyxError as error:
            return error
