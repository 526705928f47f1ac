"""Two maps of the same vectors by UMAP: how long each takes, and whether they are the same to the last bit.

python -m tests.bench.plane [COUNT]
"""

from __future__ import annotations

import sys
import time

import numpy as np

from onyx_desktop.library.lab import plane
from onyx_desktop.library.lab.plane import Method
from tests.library.conftest import run


def main(count: int) -> None:
    rng = np.random.default_rng(0)
    vectors = (rng.normal(size=(12, 384))[rng.integers(0, 12, count)] + rng.normal(size=(count, 384))).astype(
        np.float32
    )
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    made = []
    for _ in range(2):
        began = time.monotonic()
        made.append(run(plane.places(vectors, Method.UMAP)))
        print(
            f"{count:,} passages: {time.monotonic() - began:.1f} s, near kept {run(plane.near(vectors, made[-1])):.0%}"
        )
    plain = run(plane.places(vectors, Method.PCA))
    print(f"PCA: near kept {run(plane.near(vectors, plain)):.0%}")
    print("the same twice:", bool((made[0] == made[1]).all()))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4000)
