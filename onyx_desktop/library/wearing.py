"""What keeps an index from growing for ever while files come and go.

Chroma never uses the place of a deleted vector again, so its folder is made anew when a fifth of it is dead. Deleted
vectors are counted in the catalog. The new folder is filled from the matrix, without embedding, while the old one
answers; then it takes its place. A Chroma server looks after its own files.

Vectors and token codes of passages that are gone are kept, because a removed folder may come back, until they are more
than those in use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop.domain import Phase, Step
from onyx_desktop.errors import DiskFull, IndexInUse
from onyx_desktop.index.dense import DenseIndexDamaged
from onyx_desktop.library.meaning import stored_in
from onyx_desktop.library.mirror import embedded

if TYPE_CHECKING:
    from collections.abc import Generator

    from onyx_desktop.index.matrix import Matrix
    from onyx_desktop.index.store import Store
    from onyx_desktop.index.view import View
    from onyx_desktop.library.meaning import Space
    from onyx_desktop.library.tokens import TokenSpace

DEAD_SHARE, LEAST_DEAD = 0.2, 200
LEAST_KEPT = 1_000
_AT_ONCE = 2000
_DEAD = "chroma_dead"


def count_dead(store: Store, more: int) -> None:
    """So many vectors were deleted."""
    _write(store, _dead(store) + more)


def worn(store: Store, live: int) -> bool:
    """Whether a fifth of the places are those of deleted vectors, if so many live ones are there."""
    dead = _dead(store)
    return dead >= LEAST_DEAD and dead >= DEAD_SHARE * (dead + live) and store.graph_here and store.dense.there


def renew(store: Store, matrix: Matrix, collection: str, view: View) -> Generator[Step, None, None]:
    """Put a new folder with one collection in place of the old one; those of other models come back when they are used.

    What fails leaves the old one as it is.
    """
    chunk_ids, rows = embedded(view)
    if not store.graph_here or not store.dense.there or not len(chunk_ids):
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


def trim(store: Store, space: Space, tokens: TokenSpace | None) -> None:
    """Let go of vectors and codes of passages that are gone, where they are more than those in use."""
    (live,) = store.database.row("SELECT count(DISTINCT vector_key) FROM chunks")
    most = 2 * live + LEAST_KEPT
    too_many = tokens is not None and len(tokens.codes) > most
    if len(space.matrix) <= most and not too_many:
        return
    keys = [bytes(key) for (key,) in store.database.rows("SELECT DISTINCT vector_key FROM chunks")]
    if len(space.matrix) > most:
        # an own one: that which a search holds notices the new files and keeps its hold of the old ones
        store.matrix(space.fingerprint, space.matrix.dimensions, stored_in(space.fingerprint)).keep(keys)
    if tokens is not None and too_many:
        tokens.codes.keep(keys)


def _dead(store: Store) -> int:
    row = store.database.row("SELECT value FROM facts WHERE key = ?", (_DEAD,))
    return int(row[0]) if row is not None else 0


def _write(store: Store, count: int) -> None:
    with store.database.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO facts(key, value) VALUES (?, ?)", (_DEAD, count))
