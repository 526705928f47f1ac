"""Chroma's folder made anew when a fifth of it is dead: it never uses the place of a deleted vector again.

Deleted vectors are counted in the catalog. The new folder is filled from the matrix, without embedding, while the old
one answers; then it takes its place. A Chroma server looks after its own files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop.domain import Phase, Step
from onyx_desktop.errors import DiskFull, IndexInUse
from onyx_desktop.index.dense import DenseIndexDamaged
from onyx_desktop.library.mirror import embedded

if TYPE_CHECKING:
    from collections.abc import Generator

    from onyx_desktop.index.matrix import Matrix
    from onyx_desktop.index.store import Store
    from onyx_desktop.index.view import View

DEAD_SHARE, LEAST_DEAD = 0.2, 200
_AT_ONCE = 2000
_DEAD = "chroma_dead"


def count_dead(store: Store, more: int) -> None:
    """So many vectors were deleted."""
    _write(store, _dead(store) + more)


def worn(store: Store, live: int) -> bool:
    """Whether a fifth of the places are those of deleted vectors, if so many live ones are there."""
    dead = _dead(store)
    return dead >= LEAST_DEAD and dead >= DEAD_SHARE * (dead + live) and store.server is None and store.dense.there


def renew(store: Store, matrix: Matrix, collection: str, view: View) -> Generator[Step, None, None]:
    """Put a new folder with one collection in place of the old one; those of other models come back when they are used.

    What fails leaves the old one as it is.
    """
    chunk_ids, rows = embedded(view)
    if store.server is not None or not store.dense.there or not len(chunk_ids):
        return
    made = store.dense.successor()
    try:
        for first in range(0, len(chunk_ids), _AT_ONCE):
            part = slice(first, first + _AT_ONCE)
            made.upsert(collection, chunk_ids[part], matrix.vectors(rows[part]))
            yield Step(Phase.CHECKING, min(first + _AT_ONCE, len(chunk_ids)), len(chunk_ids))
        if made.count(collection) == len(chunk_ids):
            store.dense.take(made)
            _write(store, 0)
    except (DenseIndexDamaged, DiskFull, IndexInUse):
        return
    finally:
        made.close()
        made.remove()


def _dead(store: Store) -> int:
    row = store.database.row("SELECT value FROM facts WHERE key = ?", (_DEAD,))
    return int(row[0]) if row is not None else 0


def _write(store: Store, count: int) -> None:
    with store.database.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO facts(key, value) VALUES (?, ?)", (_DEAD, count))
