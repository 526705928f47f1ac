"""Two vectors → how alike they are, whatever the distance, on the scale of the cosine.

Cosine, dot product and Euclidean distance give the same order for vectors of length 1, as all are here: choose between
them only to match another program's figures. Manhattan adds up the differences number by number, so that one large
difference counts for less than many small ones: it can help where single numbers of a vector are broken, and otherwise
ranks almost as the others do. No model here was trained for it and it takes about ten times as long, so measure it on
your own questions before you keep it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Distance
from onyx_desktop.vectors.kernels import dots

if TYPE_CHECKING:
    from onyx_desktop.domain import FloatArray

_ROWS = 256  # differences of so many rows stay in the cache


def similarities(distance: Distance, query: FloatArray, vectors: FloatArray) -> FloatArray:
    """How alike a query (d,) and vectors (n, d), all of length 1, are: (n,) float32, 1 for the same.

    Euclidean: 1 - d²/2, which is the cosine. Manhattan: the same with the Euclidean distance that Gaussian differences
    of this Manhattan distance would have.
    """
    match distance:
        case Distance.COSINE | Distance.DOT:
            return dots(query, vectors)
        case Distance.EUCLIDEAN:
            squares = np.concatenate([np.square(part).sum(axis=1) for part in _differences(query, vectors)])
        case Distance.MANHATTAN:
            sums = np.concatenate([np.abs(part).sum(axis=1) for part in _differences(query, vectors)])
            squares = np.square(sums * np.float32(math.sqrt(math.pi / (2 * len(query)))))
    return (1 - squares / 2).astype(np.float32)


def _differences(query: FloatArray, vectors: FloatArray) -> list[FloatArray]:
    return [vectors[first : first + _ROWS] - query for first in range(0, max(len(vectors), 1), _ROWS)]
