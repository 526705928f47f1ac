"""The library's copy on a Chroma server that a person chose: vectors, and with them the texts and the list of files.

Nothing is written while an update runs: at its end, and so at the end of the next one if the server was away, what the
server lacks is sent and what it has too much is deleted. That difference is the queue, so nothing is lost, and nothing
is embedded for it. While the copy is behind, or the server is silent, the exact search on this computer answers.
"""

from __future__ import annotations

import hashlib
import json
import platform
import time
import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_from_bytes

import numpy as np

from onyx_desktop.domain import Phase, Step
from onyx_desktop.index.dense import DenseIndexLost
from onyx_desktop.library.mirror import Mirror, Without, embedded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterator, Sequence

    from onyx_desktop.domain import FloatArray, IntArray
    from onyx_desktop.index.database import Database
    from onyx_desktop.index.dense import DenseIndex
    from onyx_desktop.index.matrix import Matrix
    from onyx_desktop.index.store import Store
    from onyx_desktop.index.view import View

PREFIX = "onyx-"
FILES = "files"
"""Collections are named by the library and a fingerprint, or this word: `onyx-<library>-<fingerprint>`."""
ABOUT = "about"
_IDENTITY, _SYNCED = "library", "served"
_BATCH = 500
_SILENCE_S = 30.0  # so long a server that did not answer is not asked again
_PASSAGES = """
SELECT chunks.id, content_hash, ordinal, number, label, pages.begins, chunks.begins, chunks.ends, heading, vector_key,
  substr(text, chunks.begins + 1, chunks.ends - chunks.begins)
FROM chunks JOIN pages ON pages.id = page_id JOIN documents ON documents.id = chunks.document_id
WHERE chunks.id IN ({})
"""
_FACTS = ("document", "ordinal", "page", "label", "offset", "begins", "ends", "heading", "key")
_FILES = """
SELECT path, (SELECT path FROM folders WHERE folders.id = folder_id), size_bytes, mtime_ns, content_hash, title, author,
  paged, reader, (SELECT count(*) FROM chunks WHERE chunks.document_id = documents.id), sender, recipients, subject,
  sent_ns
FROM files JOIN documents ON documents.id = files.document_id LEFT JOIN mails ON mails.document_id = documents.id
WHERE EXISTS (SELECT 1 FROM marks WHERE marks.document_id = documents.id AND fingerprint = ?)
"""
_FILE_FACTS = (
    "path", "folder", "size_bytes", "mtime_ns", "document", "title", "author", "paged", "reader", "passages", "sender",
    "recipients", "subject", "sent_ns",
)  # fmt: skip


def mirror_of(store: Store, matrix: Matrix, fingerprint: str, model: str, least_chunks: int = 0) -> Mirror:
    """The copy that Chroma has: on the server that was chosen, else in the data folder; none in a compact index."""
    if store.served is None:
        kind = Without if store.compact else Mirror
        return kind(store, matrix, fingerprint, least_chunks)
    return Served(store, matrix, fingerprint, model, least_chunks)


def identity(database: Database) -> str:
    """What tells this library from others on a server; "" before its first copy."""
    row = database.row("SELECT value FROM facts WHERE key = ?", (_IDENTITY,))
    return str(row[0]) if row else ""


class Served(Mirror):
    """As `Mirror`, on a server. lost: why the server could not be asked the last time; "" if it could."""

    def __init__(self, store: Store, matrix: Matrix, fingerprint: str, model: str, least_chunks: int = 0) -> None:
        super().__init__(store, matrix, fingerprint, least_chunks)
        assert store.served is not None
        self._dense: DenseIndex = store.served
        self._model = model
        self._silent_until = 0.0
        self._name()

    def upsert(self, chunk_ids: IntArray, rows: IntArray) -> None:
        """Later, see above."""

    def delete(self, chunk_ids: IntArray) -> None:
        """Later, see above."""

    def nearest(self, query: FloatArray, limit: int) -> IntArray | None:
        """None also while the copy is not what the library is now."""
        if time.monotonic() < self._silent_until or self._synced()[:1] != [self._searched()]:
            return None
        return super().nearest(query, limit)

    def complete(self, view: View) -> bool:
        """Whether the copy is what the library is now."""
        return self._synced() == self._state()

    def forget_others(self, fingerprints: Collection[str]) -> None:
        """Drop the collections of models whose vectors are not kept any more; other libraries' are none of ours."""
        kept = {self.collection, self._named(FILES), *map(self._named, fingerprints)}

        def drop() -> None:
            for name in self._dense.collections():
                if name.startswith(self._named("")) and name not in kept:
                    self._dense.drop(name)

        self._try(drop)

    def rebuild(self, view: View) -> Generator[Step, None, None]:
        """Make the copy what the library is now, by what they differ in."""
        if not self._identify():
            return
        self.used = True
        state = self._state()
        try:
            yield from self._passages(*embedded(view))
            self._list_files()
        except DenseIndexLost as error:
            self._lose(error)
        else:
            self.lost = ""
            self._keep(_SYNCED, json.dumps(state))

    def _passages(self, chunk_ids: IntArray, rows: IntArray) -> Generator[Step, None, None]:
        """Send what the server lacks, delete what it has too much. Raises `DenseIndexLost`."""
        held = self._dense.ids(self.collection)
        self._dense.delete(self.collection, np.setdiff1d(held, chunk_ids))
        missing = np.flatnonzero(~np.isin(chunk_ids, held))
        there = len(chunk_ids) - len(missing)
        for first in range(0, len(missing), _BATCH):
            part = missing[first : first + _BATCH]
            self._send(chunk_ids[part], rows[part])
            yield Step(Phase.CHECKING, there + first + len(part), len(chunk_ids))

    def _send(self, chunk_ids: IntArray, rows: IntArray) -> None:
        sql = _PASSAGES.format(", ".join("?" * len(chunk_ids)))
        found = {row[0]: row for row in self._store.database.rows(sql, chunk_ids.tolist())}
        there = np.array([each in found for each in chunk_ids.tolist()], np.bool_)
        chosen = [found[each] for each in chunk_ids[there].tolist()]
        facts = [dict(zip(_FACTS, (row[1].hex(), *row[2:9], row[9].hex()), strict=True)) for row in chosen]
        vectors = self._matrix.vectors(rows[there])
        self._dense.upsert(self.collection, chunk_ids[there], vectors, [row[10] for row in chosen], facts)

    def _list_files(self) -> None:
        """Files are named by all that is told of them, so a moved one is another one."""
        name = self._named(FILES)
        listed = {_number(told): told for told in (*self._files(), {ABOUT: self._about()})}
        held = self._dense.ids(name)
        self._dense.delete(name, np.array([each for each in held.tolist() if each not in listed], np.int64))
        missing = np.array(sorted(set(listed) - set(held.tolist())), np.int64)
        for first in range(0, len(missing), _BATCH):
            part = missing[first : first + _BATCH]
            told = [listed[each] for each in part.tolist()]
            ones = np.ones((len(part), 1), np.float32)
            self._dense.upsert(name, part, ones, [each.get("title") or ABOUT for each in told], told)

    def _files(self) -> Iterator[dict[str, Any]]:
        for path, folder, size, mtime, document, *rest in self._store.database.rows(_FILES, (self._fingerprint,)):
            values = (quote_from_bytes(path, "/ \\:"), quote_from_bytes(folder, "/ \\:"), size, str(mtime))
            facts = zip(_FILE_FACTS, (*values, document.hex(), *rest), strict=True)
            yield {name: str(value) if name == "sent_ns" else value for name, value in facts if value is not None}

    def _about(self) -> str:
        """Which library a collection belongs to, for people, and what it was made by."""
        return json.dumps({"computer": platform.node(), "model": self._model, "fingerprint": self._fingerprint})

    def _identify(self) -> bool:
        """Give the library a name of its own, once; whether it has one."""
        if not identity(self._store.database) and self._store.writable:
            self._keep(_IDENTITY, uuid.uuid4().hex[:16])
        self._name()
        return bool(identity(self._store.database))

    def _name(self) -> None:
        self.collection = self._named(self._fingerprint)

    def _named(self, part: str) -> str:
        return f"{PREFIX}{identity(self._store.database)}-{part}"

    def _searched(self) -> list[object]:
        """What the copied vectors are of: something else after everything that changed them. Quick."""
        server = self._store.server
        row = self._store.database.row(
            "SELECT (SELECT value FROM facts WHERE key = 'reshaped'), (SELECT max(id) FROM chunks)"
        )
        return [self.collection, server and [server.address, server.tenant, server.database], len(self._matrix), *row]

    def _state(self) -> list[object]:
        """What all of the copy is of."""
        row = self._store.database.row(
            "SELECT (SELECT count(*) FROM marks WHERE fingerprint = ?), total(mtime_ns), count(*) FROM files",
            (self._fingerprint,),
        )
        return [self._searched(), *row]

    def _synced(self) -> list[object]:
        row = self._store.database.row("SELECT value FROM facts WHERE key = ?", (_SYNCED,))
        found: list[object] = json.loads(row[0]) if row else []
        return found

    def _keep(self, key: str, value: str) -> None:
        with self._store.database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO facts(key, value) VALUES (?, ?)", (key, value))

    def _try(self, act: Callable[[], object]) -> bool:
        self.used = True
        try:
            act()
        except DenseIndexLost as error:
            self._lose(error)
            return False
        self.lost = ""
        return True

    def _lose(self, error: DenseIndexLost) -> None:
        self.lost = str(error.args[1])
        self._silent_until = time.monotonic() + _SILENCE_S


def _number(told: dict[str, Any]) -> int:
    """An id made of everything that is told."""
    text = json.dumps(told, sort_keys=True)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) >> 1


def remove_from(dense: DenseIndex, library: str) -> Sequence[str]:
    """Delete a library's copy from a server; the collections that went. Raises `DenseIndexLost`."""
    gone = [name for name in dense.collections() if library and name.startswith(f"{PREFIX}{library}-")]
    for name in gone:
        dense.drop(name)
    return gone
