"""One model and what it has made: its vectors, how they are looked at, and the search over them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onyx_desktop.domain import Kind, Precision
from onyx_desktop.index.view import View
from onyx_desktop.library.background import scale
from onyx_desktop.library.search import Search
from onyx_desktop.library.served import mirror_of
from onyx_desktop.library.similar import Similar
from onyx_desktop.library.stages import Stages
from onyx_desktop.vectors.lens import Lens

if TYPE_CHECKING:
    from collections.abc import Generator

    from onyx_desktop.domain import Look, ModelCard, Scale, Step
    from onyx_desktop.index.matrix import Matrix
    from onyx_desktop.index.store import Store
    from onyx_desktop.library.mirror import Mirror
    from onyx_desktop.library.search import Finish
    from onyx_desktop.settings import Settings
    from onyx_desktop.vectors.encoder import Encoder

EMBEDDING = frozenset({Kind.DENSE, Kind.STATIC, Kind.WORDS})
"""The kinds of models that make one vector of a text, and so can be chosen."""

_WIDE = "-f32"


@dataclass(frozen=True, slots=True)
class Space:
    """A model and the vectors it has made.

    fingerprint: of all that changes a stored vector. wider: the same model's vectors in float32, if it has such.
    """

    card: ModelCard
    encoder: Encoder
    matrix: Matrix
    fingerprint: str
    wider: Matrix | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """A space, the view of what is live in it, its copy in Chroma, the stages over it, and the search with them."""

    space: Space
    view: View
    mirror: Mirror
    stages: Stages
    search: Search
    scale: Scale


def space(store: Store, card: ModelCard, encoder: Encoder, precision: Precision) -> Space:
    """The stored vectors of a model: in float16, or in float32 if that is the precision."""
    name, dimensions = encoder.fingerprint, encoder.dimensions
    if precision is Precision.FLOAT32:
        return Space(card, encoder, store.matrix(name + _WIDE, dimensions, precision), name + _WIDE)
    wider = store.matrix(name + _WIDE, dimensions, Precision.FLOAT32) if store.matrix_bytes(name + _WIDE) else None
    return Space(card, encoder, store.matrix(name, dimensions, precision), name, wider)


def stored(precision: Precision) -> Precision:
    """How full vectors are stored when they are searched in this precision."""
    return Precision.FLOAT32 if precision is Precision.FLOAT32 else Precision.FLOAT16


def stored_in(fingerprint: str) -> Precision:
    """How the vectors of a space are stored."""
    return Precision.FLOAT32 if fingerprint.endswith(_WIDE) else Precision.FLOAT16


def lens_of(of: Space, look: Look) -> Lens:
    """How the vectors of a space are looked at."""
    return Lens(look, of.matrix.dimensions, centred=of.card.layer_norm)


def prepare(store: Store, of: Space, look: Look) -> Generator[Step, None, None]:
    """Make the codes that a look asks for; a search that runs takes them up by itself. A job."""
    lens = lens_of(of, look)
    if not lens.plain:
        yield from View(store.database, of.matrix, lens).prepare()


def look_at(store: Store, of: Space, settings: Settings, finish: Finish) -> Meaning:
    """Make a space searchable in the way the settings ask for."""
    lens = lens_of(of, settings.look)
    view = View(store.database, of.matrix, lens)
    asked_beyond = settings.exact_limit if lens.plain else sys.maxsize  # Chroma compares full vectors by the cosine
    mirror = mirror_of(store, of.matrix, of.fingerprint, of.card.id, asked_beyond)
    background = scale(store, of, settings.look)
    stages = Stages(store, view, of.encoder, mirror, Similar(store, view, of.matrix, of.encoder))
    search = Search(store, view, stages, background, finish)
    return Meaning(of, view, mirror, stages, search, background)
