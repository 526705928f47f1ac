"""A model's background: the figures it gives to questions and passages that have nothing to do with each other.

Cosines of different models, and of different lengths of one model, are not comparable; their distance from this
background is. Measured once with the sample texts and kept in the catalog, because a large model needs a while for it.
That of late interaction is kept beside the codes of token vectors (`tokens`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from onyx_desktop.domain import Scale
from onyx_desktop.vectors import sample

if TYPE_CHECKING:
    from onyx_desktop.domain import Look
    from onyx_desktop.index.store import Store
    from onyx_desktop.library.meaning import Space


def scale(store: Store, of: Space, look: Look) -> Scale:
    """Mean and deviation of cosines at the length of the look: from the card, else remembered, else measured now."""
    dimensions = look.dimensions or of.matrix.dimensions
    if of.card.scale is not None and dimensions >= of.matrix.dimensions:
        return of.card.scale
    key = f"scale:{of.encoder.fingerprint}:{dimensions}"
    kept = store.database.rows("SELECT value FROM facts WHERE key = ?", (key,))
    if kept:
        return Scale(*json.loads(kept[0][0]))
    measured = sample.scale(of.encoder, dimensions)
    if store.writable:
        with store.database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO facts(key, value) VALUES (?, ?)",
                (key, json.dumps([measured.mean, measured.deviation])),
            )
    return measured
