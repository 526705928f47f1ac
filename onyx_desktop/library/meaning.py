"""The chosen model and what it has made, loaded together on first use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onyx_desktop.index.view import View
from onyx_desktop.library.mirror import Mirror
from onyx_desktop.library.search import Search
from onyx_desktop.vectors.dense import DenseEncoder

if TYPE_CHECKING:
    from onyx_desktop.index.matrix import Matrix
    from onyx_desktop.index.store import Store
    from onyx_desktop.models.shelf import Shelf
    from onyx_desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class Meaning:
    """One model, its vectors, the view of what is live in them, their copy in Chroma, and the search over all of it."""

    encoder: DenseEncoder
    matrix: Matrix
    view: View
    mirror: Mirror
    search: Search


def load(store: Store, shelf: Shelf, settings: Settings) -> Meaning:
    """Take the chosen model from the shelf. Raises `ModelMissing`, `ModelDamaged`."""
    card, folder = shelf.find(settings.model)
    encoder = DenseEncoder(folder, card, settings.threads)
    matrix = store.matrix(encoder.fingerprint, encoder.dimensions)
    view = View(store.database, matrix)
    mirror = Mirror(store, matrix, encoder.fingerprint)
    return Meaning(encoder, matrix, view, mirror, Search(store, view, encoder, mirror, settings.exact_limit))
