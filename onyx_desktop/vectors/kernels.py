"""Inner products and bit counts of one query with very many rows, on whatever the processor is best at.

simsimd chooses its kernels at run time (AVX-512, AVX2, NEON, or none), reads float16, int8 and bits where they lie,
mapped files included, and lets other threads run meanwhile. numpy would have to turn every float16 into a float32
first, which takes fourteen times as long (tests/bench/precision.py). Refuses nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import simsimd

if TYPE_CHECKING:
    import numpy.typing as npt

    from onyx_desktop.domain import FloatArray

# Its float16 kernel for Sapphire Rapids adds up in float16 and loses three digits; all others add up in float32.
simsimd.disable_capability("sapphire")


def dots(query: npt.NDArray[Any], rows: npt.NDArray[Any]) -> FloatArray:
    """The inner product of a query (d,) with rows (n, d), both float32, float16 or int8: (n,) float32."""
    if not len(rows):
        return np.empty(0, np.float32)
    same = np.ascontiguousarray(query, rows.dtype)[np.newaxis]
    # Never with `out`: simsimd then returns a None that it does not own, and a few thousand calls end Python 3.11.
    return np.asarray(simsimd.cdist(same, rows, metric="dot", out_dtype="f32"), np.float32).reshape(-1)


def differing_bits(query: npt.NDArray[np.uint8], rows: npt.NDArray[np.uint8]) -> FloatArray:
    """In how many bits packed rows (n, d / 8) differ from a packed query (d / 8,): (n,) float32."""
    if not len(rows):
        return np.empty(0, np.float32)
    counts = simsimd.cdist(query[np.newaxis], rows, metric="hamming", dtype="bin8", out_dtype="f32")
    return np.asarray(counts, np.float32).reshape(-1)
