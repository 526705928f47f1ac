"""Depth 2: the vectors of the embedded static model, for the passages that the chosen model has not read yet.

A table lookup instead of a transformer: thousands of passages a second, so they are there almost as soon as the words.
They are made for documents that have neither them nor the chosen model's vectors, and asked only for passages that the
chosen model lacks; once it is complete, this costs a search nothing. Where the chosen model is a table itself there is
no second depth. A static model that does not load is left out: the words answer until the chosen model has read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Look
from onyx_desktop.index.view import View
from onyx_desktop.library.background import scale

if TYPE_CHECKING:
    from onyx_desktop.domain import BoolArray, FloatArray, IntArray, Scale
    from onyx_desktop.index.store import Store
    from onyx_desktop.library.meaning import Space

STATIC = "all-MiniLM-L6-v2-static"
"""The model of the second depth; it comes with the program."""


@dataclass(frozen=True, slots=True)
class Shallow:
    """A static model's vectors, beside the view of another. For one thread, as views are."""

    space: Space
    view: View
    scale: Scale

    @classmethod
    def over(cls, store: Store, space: Space) -> Shallow:
        """Make a static space searchable."""
        return cls(space, View(store.database, space.matrix), scale(store, space, Look()))

    def cosines(self, text: str, deep: View, allowed: BoolArray) -> FloatArray:
        """Of a question and the live passages that `deep` lacks: (n,) float32 at its positions, NaN elsewhere.

        allowed: (n,), which passages may answer.
        """
        found = np.full(len(deep), np.nan, np.float32)
        lacking = np.flatnonzero((deep.rows < 0) & allowed)
        if not len(lacking):
            return found
        self.view.refresh()
        places, live = self.view.positions(deep.chunk_ids[lacking])
        found[lacking[live]] = self._at(text, places[live])
        return found

    def _at(self, text: str, positions: IntArray) -> FloatArray:
        return self.view.cosines_at(self.space.encoder.encode_query(text), positions)
