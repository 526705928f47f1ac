"""The library on a plane: its passages by their vectors, in groups that are named by their most telling words.

How they get onto the plane says `plane`; passages that nothing is known of are left out. No plane shows all that the
vectors tell, so it is measured how many of the nearest passages are near on it, too. Groups are made of the whole
vectors, so that they say more than the plane.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Phase, Step
from onyx_desktop.index.catalog import to_path
from onyx_desktop.index.view import View
from onyx_desktop.library.lab import plane
from onyx_desktop.library.lab.plane import Method
from onyx_desktop.measure.groups import groups, telling

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from onyx_desktop.domain import FloatArray, IntArray
    from onyx_desktop.index.store import Store
    from onyx_desktop.library.meaning import Space

MOST = 4000
"""Passages on the plane; of a larger library evenly drawn ones."""

_AT_ONCE = 500
_TEXT = 240
_FACTS = """
SELECT chunks.id, title, number, paged, substr(pages.text, chunks.begins + 1, chunks.ends - chunks.begins),
  (SELECT path FROM files WHERE document_id = chunks.document_id ORDER BY path LIMIT 1)
FROM chunks JOIN pages ON pages.id = page_id JOIN documents ON documents.id = chunks.document_id WHERE chunks.id IN ({})
"""


@dataclass(frozen=True, slots=True)
class Dot:
    """A passage. page: where it stands, None in a document without pages. text: its beginning."""

    chunk_id: int
    title: str
    path: Path
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """places: (n, 2) of the dots. group: (n,) numbers into `names`, each group's telling words.

    method: how it was drawn, which is PCA for a few passages.
    near: of the ten nearest passages of each, the share that are among its ten nearest on the plane. explained: share
    of the variance that the plane shows; 0 for UMAP, which shows none in particular. of: passages of the library.
    """

    dots: tuple[Dot, ...]
    places: FloatArray
    group: IntArray
    names: tuple[tuple[str, ...], ...]
    method: Method
    near: float
    explained: float
    of: int


def draw(store: Store, space: Space, method: Method = Method.PCA) -> Generator[Step, None, Chart]:
    """Put the library on a plane; a job. Raises `LabMissing`, `MapFailed`."""
    view = View(store.database, space.matrix, kept=False)
    view.refresh()
    there = np.flatnonzero(view.rows >= 0)
    picked = there[np.linspace(0, len(there) - 1, min(len(there), MOST)).astype(np.int64)] if len(there) else there
    dots, texts = yield from _facts(store, view.chunk_ids[picked].tolist())
    known = np.array([each in dots for each in view.chunk_ids[picked].tolist()], np.bool_)
    ids = view.chunk_ids[picked][known].tolist()
    vectors = space.matrix.vectors(view.rows[picked][known])
    if len(ids) < 3:
        return Chart((), np.zeros((0, 2), np.float32), np.zeros(0, np.int64), (), method, 0.0, 0.0, len(view))
    method = method if len(ids) >= plane.LEAST else Method.PCA
    places = yield from plane.places(vectors, method)
    near = yield from plane.near(vectors, places)
    shown = places.var(axis=0).sum() if method is Method.PCA else 0.0
    explained = float(shown / vectors.var(axis=0).sum())
    group: IntArray = np.zeros(len(ids), np.int64)
    for number, group in enumerate(groups(vectors)):  # noqa: B007 - the last one is the best
        yield Step(Phase.DRAWING, number)
    names = telling([texts[each] for each in ids], group)
    return Chart(tuple(dots[each] for each in ids), places, group, tuple(names), method, near, explained, len(view))


def _facts(store: Store, ids: list[int]) -> Generator[Step, None, tuple[dict[int, Dot], dict[int, str]]]:
    """What is known of passages, and their whole texts, by id."""
    dots: dict[int, Dot] = {}
    texts: dict[int, str] = {}
    for first in range(0, len(ids), _AT_ONCE):
        part = ids[first : first + _AT_ONCE]
        for key, title, number, paged, text, path in store.database.rows(
            _FACTS.format(", ".join("?" * len(part))), part
        ):
            if path is not None:
                dots[key] = Dot(key, title, to_path(path), number if paged else None, " ".join(text.split())[:_TEXT])
                texts[key] = text
        yield Step(Phase.READING, first, len(ids))
    return dots, texts
