"""Requests from a pipe → Chroma → answers: the child process of `dense.py`, and the only importer of chromadb.

A process of its own, because Chroma's writes hold the GIL until they are done and a crash in its native code must cost
a restart, not the window. It is meant to be killed: what Chroma has accepted, it replays from its own queue. Refuses to
open a folder that another child has open (two writers destroy the graph files), to read settings from the environment
or from a `.env` file (pydantic would), to talk to a network, and to know a text: ids and vectors only.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import re
import shutil
import signal
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from onyx_desktop import network

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from multiprocessing.connection import Connection

    from onyx_desktop.domain import FloatArray, IntArray

# What an answer begins with.
OK, WRONG, DAMAGED, IN_USE, FULL = "ok", "wrong", "damaged", "in use", "full"

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
)
_SEGMENT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_REFUSALS = {"InvalidArgumentError", "InvalidDimensionException", "DuplicateIDError"}
_NO_SPACE = ("disk is full", "no space left", "os error 28")


class InUse(Exception):
    """Another process has the folder open (args: folder)."""


class _Absent(Exception):
    """A read names a collection that does not exist; the answer is empty."""


@contextlib.contextmanager
def owning(folder: Path, wait_s: float) -> Iterator[None]:
    """Hold the folder for this process. Raises `InUse` when another holds it longer than `wait_s`.

    An empty SQLite file beside the folder is the lock: it works on every system, waits with a limit and goes with the
    process. The writer's lock of the data folder is not enough: a child may outlive a killed parent by one request.
    """
    lock = sqlite3.connect(folder.with_name(folder.name + ".lock"), timeout=wait_s, isolation_level=None)
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise InUse(folder) from error
        yield
    finally:
        lock.close()


def serve(pipe: Connection, folder: str, threads: int, start_s: float) -> None:
    """Open the store in `folder` (absolute), answer requests until the pipe ends. The target of the spawned process.

    A request is (name, seconds it may take, *arguments), an answer (OK, value) or (kind, message). The first answer
    comes unasked and says whether the store could be opened.
    """
    network.guard()
    _seclude(threads)
    with Path(os.devnull).open("wb") as nowhere:
        faulthandler.dump_traceback_later(start_s + GRACE_S, exit=True, file=nowhere)
        with contextlib.suppress(EOFError, OSError), contextlib.ExitStack() as stack:
            opened = _attempt(lambda: _open(Path(folder), stack))
            faulthandler.cancel_dump_traceback_later()
            pipe.send((opened[0], None if opened[0] == OK else opened[1]))
            while opened[0] == OK:
                name, limit_s, *arguments = pipe.recv()
                faulthandler.dump_traceback_later(limit_s + GRACE_S, exit=True, file=nowhere)
                answer = _attempt(lambda: getattr(opened[1], name)(*arguments))  # noqa: B023 - called at once
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


def _open(folder: Path, stack: contextlib.ExitStack) -> _Store:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stack.enter_context(owning(folder, wait_s=10.0))
    os.chdir(folder)
    _sweep(folder)
    import chromadb

    settings = chromadb.config.Settings(anonymized_telemetry=False)
    client = chromadb.PersistentClient(path=str(folder), settings=settings)
    stack.callback(client.close)
    return _Store(client)


def _sweep(folder: Path) -> None:
    """Delete the graphs of dropped collections, which Chroma leaves on disk; only now, while nothing has them open."""
    database = folder / "chroma.sqlite3"
    if not database.exists():
        return
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(database, timeout=1.0)) as connection:
        used = {name for (name,) in connection.execute("SELECT id FROM segments")}
        for path in folder.iterdir():
            if _SEGMENT.fullmatch(path.name) and path.name not in used:
                shutil.rmtree(path, ignore_errors=True)


def _attempt(act: Callable[[], Any]) -> tuple[str, Any]:
    """Run; what went wrong comes back as a kind and a message. A panic of the native code is a BaseException."""
    try:
        return OK, act()
    except BaseException as error:  # the parent decides what it means
        return _kind(error), f"{type(error).__name__}: {error}"


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

    def upsert(self, name: str, ids: IntArray, vectors: FloatArray) -> None:
        """Put vectors (n, dim) under ids (n,). Those that are there already are left alone.

        To write an equal vector again would cost ten times its first insertion, and a repeated update is all of those.
        """
        if name not in self._known:
            made = self._client.get_or_create_collection(
                name, embedding_function=None, configuration={"hnsw": dict(HNSW)}
            )
            self._known[name] = _awake(made)
        collection, largest = self._known[name], self._client.get_max_batch_size()
        new = _new(collection, ids, vectors)
        for start in range(0, len(new), largest):
            part = new[start : start + largest]
            collection.upsert(ids=_names(ids[part]), embeddings=vectors[part])

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
