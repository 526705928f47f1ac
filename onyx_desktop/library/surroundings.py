"""What a whole document is about, as a help for each of its passages: the mean of its passages' vectors.

A passage that answers stands in a document that deals with the question; one that only sounds like it often does not.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from onyx_desktop.domain import FloatArray, IntArray
    from onyx_desktop.index.view import View

_MOST_PASSAGES = 512
_REMEMBERED = 4096


class Surroundings:
    """The documents of one view; a mean is remembered while the view stays as it is."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._means: OrderedDict[int, FloatArray] = OrderedDict()
        self._order = self._sorted = np.empty(0, np.int64)
        self._size = -1

    def cosines(self, query: FloatArray, positions: IntArray) -> FloatArray:
        """The cosine of a query with the documents of some passages: (m,) float32, NaN where nothing is embedded."""
        if self._size != len(self._view):
            self._means.clear()
            self._order = np.argsort(self._view.document_ids, kind="stable")
            self._sorted = self._view.document_ids[self._order]
            self._size = len(self._view)
        documents, places = np.unique(self._view.document_ids[positions], return_inverse=True)
        by_document = np.array([self._mean(int(each)) @ query for each in documents], np.float32)
        cosines: FloatArray = by_document[places]
        return cosines

    def _mean(self, document: int) -> FloatArray:
        """Of length 1; of a long document, of passages spread over it."""
        if document in self._means:
            self._means.move_to_end(document)
            return self._means[document]
        first, last = np.searchsorted(self._sorted, [document, document + 1])
        inside = self._order[first:last]
        inside = inside[np.linspace(0, len(inside) - 1, min(len(inside), _MOST_PASSAGES)).astype(np.int64)]
        mean = np.nansum(self._view.vectors_at(inside), axis=0)
        self._means[document] = mean / max(float(np.linalg.norm(mean)), 1e-12)
        while len(self._means) > _REMEMBERED:
            self._means.popitem(last=False)
        return self._means[document]
