"""Vectors → their places on a plane, by one of two methods; a job.

PCA is the view from the side that shows most of the differences; it is here in a moment and needs nothing. UMAP keeps
near what is near, which shows groups better, and means little by the distance between groups; it runs in a process of
its own (`measure.manifold`, the `lab` extra) and is stopped by ending that.
"""

from __future__ import annotations

import enum
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Phase, Step
from onyx_desktop.errors import MapFailed
from onyx_desktop.library.lab import extra
from onyx_desktop.measure.geometry import near_kept, principal

if TYPE_CHECKING:
    from collections.abc import Generator

    from onyx_desktop.domain import FloatArray

NEAREST = 10
"""How many of the nearest passages are compared with those on the plane."""

LEAST = 20
"""Passages below which there are no neighbourhoods to show, and a map is drawn by PCA."""

_ASKED, _AT_ONCE = 1000, 100
_BEAT_S = 0.1


class Method(enum.Enum):
    """How a library is put on a plane."""

    PCA = "pca"
    UMAP = "umap"


def places(vectors: FloatArray, method: Method) -> Generator[Step, None, FloatArray]:
    """(n, d) with rows of length 1 → (n, 2) float32. Raises `LabMissing`, `MapFailed`."""
    assert method is Method.PCA or len(vectors) >= LEAST
    if method is Method.UMAP:
        return (yield from _unfolded(vectors))
    turn = principal(vectors, 2)
    return ((vectors - turn.middle) @ turn.matrix).astype(np.float32)


def near(vectors: FloatArray, on_plane: FloatArray) -> Generator[Step, None, float]:
    """The share of the nearest of each vector that are among its nearest on the plane, too, asked of some."""
    rows = np.unique(np.linspace(0, len(vectors) - 1, min(len(vectors), _ASKED)).astype(np.int64))
    shares: list[FloatArray] = []
    for first in range(0, len(rows), _AT_ONCE):
        shares.append(near_kept(vectors, on_plane, rows[first : first + _AT_ONCE], NEAREST))
        yield Step(Phase.DRAWING, first, len(rows))
    return float(np.concatenate(shares).mean())


def _unfolded(vectors: FloatArray) -> Generator[Step, None, FloatArray]:
    extra.require(extra.MAP)
    with tempfile.TemporaryDirectory(prefix="onyx-map-") as scratch:
        np.save(Path(scratch) / "vectors.npy", vectors)
        yield from _run(scratch)
        made: FloatArray = np.load(Path(scratch) / "places.npy")
    return made


def _run(folder: str) -> Generator[Step, None, None]:
    """Run the process to its end."""
    process = subprocess.Popen(  # it ends when its stdin does: when this process is gone
        [sys.executable, "-m", "onyx_desktop.measure.manifold", folder],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    said, errors = ["0 0"], list[str]()
    ears = [
        threading.Thread(target=said.extend, args=(process.stdout,)),
        threading.Thread(target=errors.extend, args=(process.stderr,)),
    ]
    for each in ears:
        each.start()
    try:
        while ears[0].is_alive():
            ears[0].join(_BEAT_S)
            done, total = said[-1].split()
            yield Step(Phase.DRAWING, int(done), int(total))
        process.wait()
    finally:
        process.kill()
        for each in ears:  # they hear the end of the pipes
            each.join()
        with process:
            pass
    if process.returncode:
        raise MapFailed(errors[-1].strip() if errors else "the process ended, for want of memory?")
