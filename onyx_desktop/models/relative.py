"""MPNet's table of 32 distances → a bias (1, heads, tokens, tokens) that attention adds to its scores.

A distance falls into one of 32 buckets (MPNetEncoder.relative_position_bucket in transformers): 16 for keys at or
before the query, 16 behind it; within each, 8 exact distances, then 8 that grow like a logarithm up to 128 and beyond.
Farther distances are alike, so the buckets are worked out here for −128 … 128, and the graph only looks them up.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from onyx_desktop.domain import FloatArray, IntArray
    from onyx_desktop.models.graph import Graph

_FARTHEST = 128
_BUCKETS = 32


def lay_out(graph: Graph, table: FloatArray) -> str:
    """Append the operators; table: (buckets, heads)."""
    distances = np.arange(-_FARTHEST, _FARTHEST + 1)
    values = graph.constant("distances.bias", table[buckets(distances)].T)  # (heads, distances)
    start, step = graph.constant("distances.first", np.int64(0)), graph.constant("distances.step", np.int64(1))
    tokens = graph.add("Squeeze", ["tokens"], "distances.tokens")
    keys = graph.add("Range", [start, tokens, step], "distances.keys")
    queries = graph.add("Unsqueeze", [keys, graph.constant("distances.column", np.array([1]))], "distances.queries")
    apart = graph.add("Sub", [keys, queries], "distances.apart")
    low = graph.constant("distances.low", np.int64(-_FARTHEST))
    high = graph.constant("distances.high", np.int64(_FARTHEST))
    apart = graph.add("Clip", [apart, low, high], "distances.near")
    rows = graph.add("Add", [apart, high], "distances.rows")
    bias = graph.add("Gather", [values, rows], "distances.heads", axis=1)  # (heads, tokens, tokens)
    return graph.add("Unsqueeze", [bias, graph.constant("distances.batch", np.array([0]))], "distances")


def buckets(distances: IntArray) -> IntArray:
    """The bucket of each distance, key minus query; in float32 as torch works it out, so that borders agree."""
    exact = _BUCKETS // 4
    away = np.abs(distances)
    ratio = np.log(np.maximum(away, 1).astype(np.float32) / np.float32(exact)) / np.float32(math.log(_FARTHEST / exact))
    far = exact + (ratio * np.float32(_BUCKETS // 2 - exact)).astype(np.int64)
    found: IntArray = np.where(away < exact, away, np.minimum(far, _BUCKETS // 2 - 1))
    return found + np.where(distances > 0, _BUCKETS // 2, 0)
