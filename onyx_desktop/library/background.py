"""A model's background: the figures it gives to questions and passages that have nothing to do with each other.

Cosines of different models, and of different lengths of one model, are not comparable, nor are MaxSims; their distance
from this background is. Measured once with the sample texts and kept in the catalog, because a large model needs a
while for it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from onyx_desktop.domain import Scale
from onyx_desktop.vectors import sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from onyx_desktop.domain import Look
    from onyx_desktop.index.store import Store
    from onyx_desktop.library.meaning import Space
    from onyx_desktop.vectors.late import TokenSource


def scale(store: Store, of: Space, look: Look) -> Scale:
    """Mean and deviation of cosines at the length of the look: from the card, else remembered, else measured now."""
    dimensions = look.dimensions or of.matrix.dimensions
    if of.card.scale is not None and dimensions >= of.matrix.dimensions:
        return of.card.scale
    key = f"scale:{of.encoder.fingerprint}:{dimensions}"
    return _kept(store, key, lambda: sample.scale(of.encoder, dimensions))


def late_scale(store: Store, source: TokenSource) -> Scale:
    """Mean and deviation of MaxSim, as the mean over a question's tokens: remembered, else measured now."""
    return _kept(store, f"late-scale:{source.fingerprint}", lambda: sample.late_scale(source))


def _kept(store: Store, key: str, measure: Callable[[], Scale]) -> Scale:
    kept = store.database.rows("SELECT value FROM facts WHERE key = ?", (key,))
    if kept:
        return Scale(*json.loads(kept[0][0]))
    measured = measure()
    if store.writable:
        with store.database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO facts(key, value) VALUES (?, ?)",
                (key, json.dumps([measured.mean, measured.deviation])),
            )
    return measured
