"""What a whole document is about, as a help for each of its passages: the mean of its passages' vectors.

A passage that answers stands in a document that deals with the question; one that only sounds like it often does not.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.domain import FloatArray, IntArray
    from onyx_desktop.index.view import View

_MOST_PASSAGES = 512
_REMEMBERED = 4096
_AT_ONCE = 4096  # passages


class Surroundings:
    """The documents of one view; a mean is remembered while the view stays as it is."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._means: OrderedDict[int, FloatArray] = OrderedDict()
        self._order = self._sorted = np.empty(0, np.int64)
        self._state: object = None

    def cosines(self, query: FloatArray, positions: IntArray) -> FloatArray:
        """The cosine of a query with the documents of some passages: (m,) float32, NaN where nothing is embedded."""
        if self._state != self._view.state:  # also where the passages are the same and only their vectors new
            self._means.clear()
            self._order = np.argsort(self._view.document_ids, kind="stable")
            self._sorted = self._view.document_ids[self._order]
            self._state = self._view.state
        documents, places = np.unique(self._view.document_ids[positions], return_inverse=True)
        self._learn([each for each in documents.tolist() if each not in self._means])
        means = [self._means[each] for each in documents.tolist()]
        by_document = np.stack(means) @ query if means else np.empty(0, np.float32)
        for each in documents.tolist():
            self._means.move_to_end(each)
        while len(self._means) > _REMEMBERED:
            self._means.popitem(last=False)
        cosines: FloatArray = by_document[places]
        return cosines

    def _learn(self, documents: Sequence[int]) -> None:
        """The means of some documents, of length 1; of a long one, of passages spread over it."""
        held: list[tuple[int, IntArray]] = []
        count = 0
        for document, first, last in zip(
            documents, *(np.searchsorted(self._sorted, np.add(documents, step)) for step in (0, 1)), strict=True
        ):
            inside = self._order[first:last]
            if len(inside) > _MOST_PASSAGES:
                inside = inside[np.linspace(0, len(inside) - 1, _MOST_PASSAGES).astype(np.int64)]
            held.append((document, inside))
            count += len(inside)
            if count >= _AT_ONCE:
                self._keep(held)
                held, count = [], 0
        self._keep(held)

    def _keep(self, documents: Sequence[tuple[int, IntArray]]) -> None:
        """documents: with the positions of their passages, one at least."""
        if not documents:
            return
        vectors = self._view.vectors_at(np.concatenate([inside for _, inside in documents]))
        starts = np.cumsum([0, *(len(inside) for _, inside in documents[:-1])])
        sums = np.add.reduceat(vectors, starts, axis=0)
        sums /= np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), np.float32(1e-12))
        self._means |= {document: mean for (document, _), mean in zip(documents, sums, strict=True)}
