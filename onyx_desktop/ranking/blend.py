"""The scores of some candidates by a better judge → all candidates in a new order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.ranking.fuse import min_max

if TYPE_CHECKING:
    from onyx_desktop.domain import FloatArray

_STEP = 1e-4  # what float32 keeps apart


def above(fused: FloatArray, judged: FloatArray, share: float) -> FloatArray:
    """New scores (n,): those that were judged (not NaN) above all others, ordered by `share` of the judge's scores.

    Both scores are mapped onto 0…1 over what was judged. The others keep theirs.
    """
    there = ~np.isnan(judged)
    if not there.any():
        return fused
    base = float(np.max(fused[~there], initial=0.0))
    changed = fused.astype(np.float32, copy=True)
    changed[there] = base + _STEP + share * min_max(judged[there]) + (1 - share) * min_max(fused[there])
    return changed
