"""Milliseconds a question takes to find its 200 nearest of N vectors: `python -m tests.bench.precision [N]`.

First the bare comparison, numpy against the kernels that the program uses; then every precision as a search asks it,
with what it takes to build, its size, and recall@10 against comparing all. The vectors are real ones with enough noise
that their neighbours stay near: recall of vectors drawn at random would say nothing. Prints JSON; medians.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from onyx_desktop.domain import Distance, Look, Precision
from onyx_desktop.index.matrix import Matrix
from onyx_desktop.index.scan import Scan
from onyx_desktop.vectors.kernels import differing_bits, dots
from onyx_desktop.vectors.lens import Lens
from onyx_desktop.vectors.quantize import Int8
from tests.real import best, recall, vectors

WANTED = 200
QUERIES = 20
ROUNDS = 9


def spread(count: int, dimensions: int) -> np.ndarray:
    """(count, dimensions): mixtures of two real vectors and noise; wider ones are real vectors side by side."""
    chance = np.random.default_rng(1)
    real = np.tile(vectors(), (1, -(-dimensions // 384)))[:, :dimensions]
    made = np.empty((count, dimensions), np.float32)
    for first in range(0, count, 10_000):
        rows = made[first : first + 10_000]
        one, other = (real[chance.integers(len(real), size=len(rows))] for _ in range(2))
        rows[:] = one + chance.random((len(rows), 1), np.float32) * other
        rows += chance.normal(0, 0.02, rows.shape).astype(np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return made


def median_ms(ask: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        ask()
        times.append((time.perf_counter() - began) * 1000)
    return round(float(np.median(times[1:])), 2)


def by_blocks(rows: np.ndarray, query: np.ndarray) -> np.ndarray:
    """What numpy alone can do with float16 and int8: widen a block, multiply, go on."""
    return np.concatenate([rows[at : at + 1024].astype(np.float32) @ query for at in range(0, len(rows), 1024)])


def bare(rows: np.ndarray) -> dict[str, float]:
    query, half = rows[5], rows.astype(np.float16)
    eight, bits = Int8().fit(rows[:20_000]).encode(rows), np.packbits(rows > 0, axis=1)
    columns = np.ascontiguousarray(bits.view(np.uint64).T) if bits.shape[1] % 8 == 0 else None
    figures = {
        "float32 numpy": median_ms(lambda: rows @ query),
        "float32 kernel": median_ms(lambda: dots(query, rows)),
        "float16 numpy": median_ms(lambda: by_blocks(half, query)),
        "float16 kernel": median_ms(lambda: dots(query, half)),
        "int8 numpy": median_ms(lambda: by_blocks(eight, query)),
        "int8 kernel": median_ms(lambda: dots(eight[5], eight)),
        "bits kernel": median_ms(lambda: differing_bits(bits[5], bits)),
    }
    if columns is not None:
        figures["bits numpy"] = median_ms(
            lambda: sum(np.bitwise_count(column ^ column[5]).astype(np.uint16) for column in columns)
        )
    return figures


def searched(matrix: Matrix, look: Look, queries: np.ndarray, truth: list[np.ndarray]) -> dict[str, float]:
    scan = Scan(matrix, Lens(look, matrix.dimensions), kept=False)
    began = time.perf_counter()
    scan.refresh()
    for _ in scan.build():
        pass
    built = time.perf_counter() - began
    every = np.arange(len(matrix))
    shares = []
    for query, exact in zip(queries, truth, strict=True):
        places, similarities = scan.nearest(query, every, WANTED)
        shares.append(recall(places[best(similarities, 10)], exact))
    return {
        "build_s": round(built, 1),
        "megabytes": round(scan.size_bytes / 1e6, 1),
        "ms": median_ms(lambda: scan.nearest(queries[0], every, WANTED)),
        "recall@10": round(float(np.mean(shares)), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("--dimensions", type=int, default=384)
    chosen = parser.parse_args()
    rows = spread(chosen.count, chosen.dimensions)
    figures: dict[str, object] = {"vectors": chosen.count, "dimensions": chosen.dimensions, "bare_ms": bare(rows)}
    queries = rows[:: max(1, len(rows) // QUERIES)][:QUERIES].copy()
    with tempfile.TemporaryDirectory() as scratch:
        matrix = Matrix(Path(scratch) / "matrix", chosen.dimensions, write=True)
        matrix.append([number.to_bytes(16, "big") for number in range(chosen.count)], rows)
        truth = [best(rows @ query, 10) for query in queries]
        looks = [*(Look(0, each) for each in Precision if each is not Precision.FLOAT32), Look(128)]
        for look in (*looks, Look(distance=Distance.MANHATTAN)):
            name = f"{look.dimensions or chosen.dimensions} {look.precision.value} {look.distance.value}"
            figures[name] = searched(matrix, look, queries, truth)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
