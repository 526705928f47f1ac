"""A seed ↔ what names the same passages and documents tomorrow: a search that is saved holds it.

Ids are given anew whenever a file is read again. So a passage is named by the key of its text, a document by its
content, and by its path where the content has changed. Refuses to keep what a passage says: what is deleted from the
library must not live on in a saved search. A text that was pasted is kept, because nothing else has it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onyx_desktop.domain import Anchored, Place, Seed
from onyx_desktop.index.catalog import to_bytes, to_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onyx_desktop.index.store import Store

_KEY = "SELECT vector_key FROM chunks WHERE id = ?"
_CHUNK = """
SELECT chunks.id FROM chunks JOIN files ON files.document_id = chunks.document_id WHERE vector_key = ?
ORDER BY chunks.id LIMIT 1
"""
_DOCUMENT = "SELECT content_hash, path FROM documents JOIN files ON document_id = documents.id WHERE documents.id = ?"
_BY_CONTENT = "SELECT documents.id FROM documents JOIN files ON document_id = documents.id WHERE content_hash = ?"
_BY_PATH = "SELECT document_id FROM files WHERE path = ? AND document_id IS NOT NULL"


class Anchors:
    """Of one library."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, seed: Seed) -> Anchored:
        """What names the same tomorrow; what is not there any more is left out."""
        return Anchored(
            passages=tuple(self._keys(seed.passages)),
            documents=tuple(self._places(seed.documents)),
            texts=seed.texts,
            unlike=tuple(self._keys(seed.unlike)),
            within=tuple(tuple(self._places(sorted(group))) for group in seed.within),
        )

    def seed(self, anchored: Anchored) -> Seed:
        """What it names now; what is not in the library any more is left out."""
        return Seed(
            passages=tuple(self._chunks(anchored.passages)),
            documents=tuple(self._documents(anchored.documents)),
            texts=anchored.texts,
            unlike=tuple(self._chunks(anchored.unlike)),
            within=tuple(filter(None, (frozenset(self._documents(group)) for group in anchored.within))),
        )

    def _keys(self, chunks: Iterable[int]) -> Iterator[str]:
        for each in chunks:
            if (row := self._store.database.row(_KEY, (each,))) is not None:
                yield bytes(row[0]).hex()

    def _places(self, documents: Iterable[int]) -> Iterator[Place]:
        for each in documents:
            if (row := self._store.database.row(_DOCUMENT, (each,))) is not None:
                yield Place(bytes(row[0]).hex(), str(to_path(row[1])))

    def _chunks(self, keys: Iterable[str]) -> Iterator[int]:
        for each in keys:
            if (row := self._store.database.row(_CHUNK, (bytes.fromhex(each),))) is not None:
                yield row[0]

    def _documents(self, places: Iterable[Place]) -> Iterator[int]:
        for each in places:
            row = self._store.database.row(_BY_CONTENT, (bytes.fromhex(each.content),))
            row = row or self._store.database.row(_BY_PATH, (to_bytes(Path(each.path)),))
            if row is not None:
                yield row[0]
