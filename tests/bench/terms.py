"""Milliseconds of a question to learned terms, and what writing them costs: `python -m tests.bench.terms [N] [TERMS]`.

Terms are drawn as often as a sparse model's are: the commonest in four passages of ten, falling off as words do, so
that a passage has TERMS of them in the middle. Questions are of two kinds: twelve terms (a question of an
inference-free model) and forty (one that a model has expanded), drawn as often as passages have them, which is worse
than real questions, whose words are rarer. On one core; prints JSON.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

import numpy as np

from onyx_desktop.index.terms import Terms

VOCABULARY = 30_522
AT_ONCE = 64  # passages an append, as the job does


def frequencies(terms: int) -> np.ndarray:
    """Share of the passages that have each term, in no order; adds up to `terms`."""
    ranks = np.arange(1, VOCABULARY + 1)
    low, high = 0.1, 3.0
    for _ in range(60):
        middle = (low + high) / 2
        shares = 0.4 * (1 + ranks / 20) ** -middle
        low, high = (middle, high) if shares.sum() > terms else (low, middle)
    return np.random.default_rng(0).permutation(shares)


def passages(count: int, shares: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Passage and term of every posting, by passage."""
    chance = np.random.default_rng(1)
    rows, terms = [], []
    for term, share in enumerate(shares):
        drawn = np.unique(chance.integers(0, count, round(-np.log1p(-share) * count)))
        rows.append(drawn)
        terms.append(np.full(len(drawn), term))
    rows, terms = np.concatenate(rows), np.concatenate(terms)
    order = np.lexsort((terms, rows))
    return rows[order], terms[order]


def fill(index: Terms, count: int, rows: np.ndarray, terms: np.ndarray) -> tuple[float, float]:
    """Append all; seconds in all, and the longest append."""
    chance = np.random.default_rng(2)
    weights = chance.gamma(1.5, 0.4, len(terms)).astype(np.float32) + np.float32(0.01)
    begins = np.searchsorted(rows, np.arange(count + 1))
    longest, began = 0.0, time.perf_counter()
    for first in range(0, count, AT_ONCE):
        part = range(first, min(first + AT_ONCE, count))
        one = time.perf_counter()
        index.append(
            [(1 + row).to_bytes(16, "little") for row in part],
            [(terms[begins[row] : begins[row + 1]], weights[begins[row] : begins[row + 1]]) for row in part],
        )
        longest = max(longest, time.perf_counter() - one)
    return time.perf_counter() - began, longest


def ask(index: Terms, count: int, shares: np.ndarray) -> dict[str, float]:
    """A hundred questions of `count` terms."""
    chance = np.random.default_rng(3)
    times, touched = [], []
    for _ in range(100):
        ids = np.sort(chance.choice(VOCABULARY, count, replace=False, p=shares / shares.sum()))
        weights = chance.gamma(1.5, 0.4, count).astype(np.float32)
        began = time.perf_counter()
        scores = index.scores(ids, weights)
        times.append((time.perf_counter() - began) * 1000)
        touched.append(float((scores > 0).mean()))
    return {
        "median_ms": round(float(np.median(times)), 2),
        "p95_ms": round(float(np.quantile(times, 0.95)), 2),
        "passages_touched": round(float(np.mean(touched)), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("terms", nargs="?", type=int, default=128)
    arguments = parser.parse_args()
    shares = frequencies(arguments.terms)
    rows, terms = passages(arguments.count, shares)
    with tempfile.TemporaryDirectory() as folder:
        index = Terms(Path(folder) / "terms", write=True)
        seconds, longest = fill(index, arguments.count, rows, terms)
        began = time.perf_counter()
        index = Terms(Path(folder) / "terms", write=False)
        opened = time.perf_counter() - began
        print(json.dumps({
            "passages": arguments.count, "postings": len(rows), "segments": index.segments,
            "bytes_a_passage": round(index.size_bytes / arguments.count, 1),
            "write_s": round(seconds, 2), "longest_append_s": round(longest, 2), "open_s": round(opened, 3),
            "terms_12": ask(index, 12, shares), "terms_40": ask(index, 40, shares),
            "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }, indent=1))  # fmt: skip


if __name__ == "__main__":
    main()
