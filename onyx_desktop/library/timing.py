"""How long the rest of an update will take: reading by bytes, then embedding by chunks at the speed of the last time.

A promise needs something to go by: reading itself tells its speed after a while, embedding is remembered for each model
in the catalog. Without a remembered speed nothing is promised before embedding begins.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from onyx_desktop.domain import Step
    from onyx_desktop.index.database import Database

_LEAST_CHUNKS = 64
_LEAST_SHARE = 0.01


def remembered(database: Database, fingerprint: str) -> float | None:
    """Chunks a second of the last time that enough were embedded to tell."""
    row = database.row("SELECT value FROM facts WHERE key = ?", (_key(fingerprint),))
    return float(row[0]) if row else None


def remember(database: Database, fingerprint: str, chunks: int, seconds: float) -> None:
    """Note how fast a model was, if enough was embedded to tell."""
    if chunks >= _LEAST_CHUNKS and seconds > 0:
        with database.transaction() as connection:
            values = (_key(fingerprint), chunks / seconds)
            connection.execute("INSERT OR REPLACE INTO facts(key, value) VALUES (?, ?)", values)


def timed(
    reading: Generator[Step, None, None], chunks: Callable[[], int], chunks_a_second: float | None
) -> Generator[Step, None, None]:
    """The steps of reading, with the seconds until everything is embedded. chunks: how many were read so far."""
    began: float | None = None
    for step in reading:
        if not step.total or step.share is None:
            yield step
            continue
        began = began or time.monotonic()
        if chunks_a_second is None or step.share < _LEAST_SHARE:
            yield step
            continue
        spent = time.monotonic() - began
        reading_left = spent * (1 - step.share) / step.share
        yield replace(step, seconds_left=reading_left + chunks() / step.share / chunks_a_second)


def _key(fingerprint: str) -> str:
    return f"chunks a second:{fingerprint}"
