"""Requests from a pipe → Chroma → answers: the child process of `dense.py`, and the only importer of chromadb.

A process of its own, because Chroma's writes hold the GIL until they are done and a crash in its native code must cost
a restart, not the window. It is meant to be killed: what Chroma has accepted, it replays from its own queue. Refuses to
open a folder that another child has open (two writers destroy the graph files), to read settings from the environment
or from a `.env` file (pydantic would), and to talk to a network: but to the one server that a person chose, if it was
started for that. Only a server is told texts.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from onyx_desktop import network
from onyx_desktop.index.chroma_folder import InUse, owning, sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from multiprocessing.connection import Connection

    from onyx_desktop.domain import FloatArray, IntArray, Server

# What an answer begins with.
OK, WRONG, DAMAGED, IN_USE, FULL, LOST = "ok", "wrong", "damaged", "in use", "full", "lost"

# A request that outlasts its deadline is killed from outside; when the outside is gone too, the child ends itself.
GRACE_S = 10.0

# The space can't be changed later and is l2 unless said. A list of 100 needs a wide search, hence ef_search.
# sync_threshold: each save rewrites the whole graph; what is not saved is replayed at some thousand vectors a second,
# so 5,000 cost a second or two after a kill.
HNSW: Mapping[str, Any] = {
    "space": "cosine",
    "ef_construction": 200,
    "ef_search": 400,
    "max_neighbors": 16,
    "sync_threshold": 5_000,
}
_ENVIRONMENT = (
    "PATH",
    "HOME",
    "USERPROFILE",
    "SYSTEMROOT",
    "WINDIR",
    "TEMP",
    "TMP",
    "TMPDIR",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "SSL_CERT_FILE",  # who signs for a server of one's own
    "SSL_CERT_DIR",
)
_LONGEST_REASON = 200
_KNOCK_S = 5.0
_REFUSALS = {"InvalidArgumentError", "InvalidDimensionException", "DuplicateIDError"}
_NO_SPACE = ("disk is full", "no space left", "os error 28")


class _Absent(Exception):
    """A read names a collection that does not exist; the answer is empty."""


def serve(pipe: Connection, place: Path | Server, threads: int, start_s: float) -> None:
    """Open the store in a folder (absolute) or on a server, answer requests until the pipe ends.

    A request is (name, seconds it may take, *arguments), an answer (OK, value) or (kind, message). The first answer
    comes unasked and says whether the store could be opened.
    """
    network.guard()
    _seclude(threads)
    with Path(os.devnull).open("wb") as nowhere:
        faulthandler.dump_traceback_later(start_s + GRACE_S, exit=True, file=nowhere)
        with contextlib.suppress(EOFError, OSError), contextlib.ExitStack() as stack:
            opened = _attempt(lambda: _open(place, stack), place)
            faulthandler.cancel_dump_traceback_later()
            pipe.send((opened[0], None if opened[0] == OK else opened[1]))
            while opened[0] == OK:
                name, limit_s, *arguments = pipe.recv()
                faulthandler.dump_traceback_later(limit_s + GRACE_S, exit=True, file=nowhere)
                answer = _attempt(lambda: getattr(opened[1], name)(*arguments), place)  # noqa: B023 - called at once
                faulthandler.cancel_dump_traceback_later()
                pipe.send(answer)


def _seclude(threads: int) -> None:
    """No interrupt from the terminal, no output, no environment but the plainest, all before chromadb is imported."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    kept = {name: value for name, value in os.environ.items() if name.upper() in _ENVIRONMENT}
    os.environ.clear()
    os.environ.update(kept, ANONYMIZED_TELEMETRY="False", ORT_DISABLE_TELEMETRY="1", RAYON_NUM_THREADS=str(threads))


def _open(place: Path | Server, stack: contextlib.ExitStack) -> _Store:
    return _open_folder(place, stack) if isinstance(place, Path) else _open_server(place, stack)


def _open_folder(folder: Path, stack: contextlib.ExitStack) -> _Store:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stack.enter_context(owning(folder, wait_s=10.0))
    os.chdir(folder)
    sweep(folder)
    import chromadb

    settings = chromadb.config.Settings(anonymized_telemetry=False)
    client = chromadb.PersistentClient(path=str(folder), settings=settings)
    stack.callback(client.close)
    return _Store(client)


def _open_server(server: Server, stack: contextlib.ExitStack) -> _Store:
    """The one connection that this process may open."""
    os.chdir(os.path.abspath(os.sep))
    stack.enter_context(network.only(server.host, server.port))
    socket.create_connection((server.host, server.port), _KNOCK_S).close()  # Chroma's client would wait for ever
    import chromadb

    client = chromadb.HttpClient(
        server.host,
        server.port,
        ssl=server.tls,
        headers=dict(server.headers),
        settings=chromadb.config.Settings(anonymized_telemetry=False),
        tenant=server.tenant,
        database=server.database,
    )
    stack.callback(client.close)
    return _Store(client)


def _attempt(act: Callable[[], Any], place: Path | Server) -> tuple[str, Any]:
    """Run; what went wrong comes back as a kind and a message. A panic of the native code is a BaseException."""
    try:
        return OK, act()
    except BaseException as error:  # the parent decides what it means
        if isinstance(place, Path):
            return _kind(error), f"{type(error).__name__}: {error}"
        kind = _kind(error)
        return (kind if kind == WRONG else LOST), _why(error, place)


def _why(error: BaseException, server: Server) -> str:
    """What a server or the way to it said, in one line, without what a header holds."""
    said = " ".join(f"{error}".split()) or type(error).__name__
    for _, secret in server.headers:
        said = said.replace(secret, "…") if secret else said
    return said[:_LONGEST_REASON]


def _kind(error: BaseException) -> str:
    """Say what an error of Chroma means. Only what the caller did wrong for certain is WRONG; the rest is damage."""
    if isinstance(error, InUse):
        return IN_USE
    if any(words in str(error).lower() for words in _NO_SPACE):
        return FULL
    return WRONG if type(error).__name__ in _REFUSALS else DAMAGED


class _Store:
    """What can be asked, by name. Collections are opened once; a read never makes one."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401 - chromadb is untyped here
        self._client = client
        self._known: dict[str, Any] = {}

    def upsert(
        self,
        name: str,
        ids: IntArray,
        vectors: FloatArray,
        texts: list[str] | None = None,
        facts: list[dict[str, Any]] | None = None,
    ) -> None:
        """Put vectors (n, dim) under ids (n,). Those that are there already are left alone.

        To write an equal vector again would cost ten times its first insertion, and a repeated update is all of those.
        With texts and facts (for a server, which is told only what it lacks) all are written.
        """
        if name not in self._known:
            made = self._client.get_or_create_collection(
                name, embedding_function=None, configuration={"hnsw": dict(HNSW)}
            )
            self._known[name] = _awake(made)
        collection, largest = self._known[name], self._client.get_max_batch_size()
        new = np.arange(len(ids)) if texts else _new(collection, ids, vectors)
        for start in range(0, len(new), largest):
            part = new[start : start + largest]
            beside: dict[str, Any] = {}
            if texts and facts:
                beside = {"documents": [texts[each] for each in part], "metadatas": [facts[each] for each in part]}
            collection.upsert(ids=_names(ids[part]), embeddings=vectors[part], **beside)

    def delete(self, name: str, ids: IntArray) -> None:
        """Remove ids (n,); those that are not there are no error."""
        with contextlib.suppress(_Absent):
            self._collection(name).delete(ids=_names(ids))

    def query(self, name: str, vectors: FloatArray, limit: int) -> list[tuple[IntArray, FloatArray]]:
        """For each of vectors (m, dim): ids and cosines, best first, at most `limit`; fewer if there are fewer."""
        try:
            found = self._collection(name).query(query_embeddings=vectors, n_results=limit, include=["distances"])
        except _Absent:
            return [(np.empty(0, np.int64), np.empty(0, np.float32)) for _ in vectors]
        return [
            (np.array([int(each) for each in ids], np.int64), 1.0 - np.array(distances, np.float32))
            for ids, distances in zip(found["ids"], found["distances"], strict=True)
        ]

    def count(self, name: str) -> int:
        """How many vectors; 0 for a collection that does not exist."""
        try:
            return int(self._collection(name).count())
        except _Absent:
            return 0

    def ids(self, name: str, after: int, limit: int) -> IntArray:
        """Ids from place `after` on, at most `limit`, in Chroma's order."""
        try:
            found = self._collection(name).get(include=[], offset=after, limit=limit)["ids"]
        except _Absent:
            found = []
        return np.array([int(each) for each in found], np.int64)

    def read(self, name: str, after: int, limit: int) -> tuple[FloatArray, list[str], list[dict[str, Any]]]:
        """Vectors, texts and facts from place `after` on, at most `limit`, in Chroma's order."""
        try:
            found = self._collection(name).get(
                include=["embeddings", "documents", "metadatas"], offset=after, limit=limit
            )
        except _Absent:
            return np.empty((0, 0), np.float32), [], []
        vectors = np.asarray(found["embeddings"], np.float32)
        return vectors, list(found["documents"]), [dict(each) for each in found["metadatas"]]

    def drop(self, name: str) -> None:
        """Forget a collection; its files go when the store is opened next."""
        with contextlib.suppress(_Absent):
            self._collection(name)
            self._client.delete_collection(name)
            del self._known[name]

    def collections(self) -> list[str]:
        """All names."""
        return sorted(each.name for each in self._client.list_collections())

    def _collection(self, name: str) -> Any:  # noqa: ANN401 - as above
        from chromadb.errors import NotFoundError

        if name not in self._known:
            try:
                self._known[name] = _awake(self._client.get_collection(name, embedding_function=None))
            except NotFoundError as error:
                raise _Absent(name) from error
        return self._known[name]


def _awake(collection: Any) -> Any:  # noqa: ANN401 - as above
    """Read once before the first write of this process.

    Chroma's first read applies all that is not saved; if writes came before it, they are applied a second time, as
    updates: a pause of up to half a minute (1.5.9, 5,000 vectors of 384 numbers).
    """
    collection.count()
    return collection


def _new(collection: Any, ids: IntArray, vectors: FloatArray) -> IntArray:  # noqa: ANN401 - as above
    """Places in `ids` whose vector is not there yet, or is another."""
    held = collection.get(ids=_names(ids), include=["embeddings"])
    if not held["ids"]:
        return np.arange(len(ids))
    vectors_held = np.asarray(held["embeddings"], np.float32)
    if vectors_held.shape[1] != vectors.shape[1]:
        return np.arange(len(ids))  # for Chroma to refuse
    places = {number: place for place, number in enumerate(ids.tolist())}
    known = np.array([places[int(each)] for each in held["ids"]], np.int64)
    # Chroma keeps a unit vector and its length, so what comes back is equal only to rounding.
    close = np.isclose(vectors_held, vectors[known], rtol=1e-4, atol=1e-6)
    return np.setdiff1d(np.arange(len(ids)), known[close.all(axis=1)])


def _names(ids: IntArray) -> list[str]:
    return [str(each) for each in ids.tolist()]
