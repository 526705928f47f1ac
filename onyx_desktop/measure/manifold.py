"""Vectors → a plane on which near ones stay near, by UMAP (McInnes, Healy and Melville, 2018). Needs the `lab` extra.

    python -m onyx_desktop.measure.manifold FOLDER

FOLDER holds vectors.npy, (n, d) float32 with rows of length 1, and gets places.npy, (n, 2) float32. Each line of stdout
is two numbers, rounds done and rounds in all; what went wrong is the last line of stderr. A process of its own, because
the library compiles itself for seconds when it is loaded, and because ending the process is how it is stopped. It
begins with the two principal components, which keep the large picture (Kobak and Linderman, 2021), and is seeded: the
same vectors give the same plane. A few vectors have no neighbourhoods: it is for twenty and more.
"""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop import network
from onyx_desktop.measure.geometry import principal
from onyx_desktop.orphans import end_with_input

if TYPE_CHECKING:
    from onyx_desktop.domain import FloatArray, IntArray

_NEIGHBOURS = 15
_APART = 0.4  # how near dots may lie; near 0 each group is a heap in which nothing can be seen
_WIDE = 10.0  # of the plane that it begins with, as the library's own beginnings are
_SEED = 8
_AT_ONCE = 500
_NICENESS = 10


def main() -> int:
    """Turn the folder's vectors into places; 0 when it worked."""
    folder = Path(sys.argv[1])
    network.guard()
    end_with_input()
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    try:
        np.save(folder / "places.npy", places(np.load(folder / "vectors.npy")))
    except Exception as error:  # numba and what stands on it raise whatever they like
        print(" ".join(str(error).split()) or type(error).__name__, file=sys.stderr)
        return 1
    return 0


def places(vectors: FloatArray) -> FloatArray:
    """(n, d) → (n, 2) float32; prints how far it is."""
    turn = principal(vectors, 2)
    begin = (vectors - turn.middle) @ turn.matrix
    begin *= _WIDE / max(float(np.abs(begin).max()), 1e-12)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from umap import UMAP

        made = UMAP(
            n_neighbors=_NEIGHBOURS,
            precomputed_knn=neighbours(vectors, _NEIGHBOURS),
            force_approximation_algorithm=True,  # so that it takes them
            min_dist=_APART,
            metric="cosine",
            init=begin.astype(np.float32),
            random_state=_SEED,
            n_jobs=1,  # with a seed it is never more
            tqdm_kwds={"file": _Told(), "bar_format": "{n} {total}", "disable": False},
        ).fit_transform(vectors)
    return np.asarray(made, np.float32)


def neighbours(vectors: FloatArray, count: int) -> tuple[IntArray, FloatArray]:
    """(n, count) rows nearest to each by the cosine, itself first, and how far they are.

    UMAP's own search calls Python for every pair of so few vectors, or compiles a search for millions: many times as
    slow as this.
    """
    rows: list[IntArray] = []
    apart: list[FloatArray] = []
    for first in range(0, len(vectors), _AT_ONCE):
        cosines = vectors[first : first + _AT_ONCE] @ vectors.T
        own = np.arange(len(cosines))
        cosines[own, first + own] = 2.0
        nearest = np.argsort(-cosines, axis=1, kind="stable")[:, :count]
        rows.append(nearest)
        apart.append(np.clip(1 - np.take_along_axis(cosines, nearest, axis=1), 0, 2))
    return np.concatenate(rows), np.concatenate(apart).astype(np.float32)


class _Told:
    """What tqdm writes to: each of its bars becomes a line."""

    def write(self, text: str) -> None:
        if text.strip():
            print(text.strip(), flush=True)

    def flush(self) -> None:
        """Nothing waits."""


if __name__ == "__main__":
    raise SystemExit(main())
