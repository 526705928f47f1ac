"""The data folder as a whole: one writer's lock, the catalog, the words, a matrix for each model, and Chroma.

Readers in other processes may open it beside the writer; they never start Chroma. Raises `IndexInUse` for a second
writer, `IndexTooNew` and `IndexDamaged` as the catalog finds them, `UpgradeFailed` for an older one.
"""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

import filelock

from onyx_desktop.errors import IndexInUse
from onyx_desktop.index.catalog import Catalog
from onyx_desktop.index.database import Database
from onyx_desktop.index.dense import DenseIndex
from onyx_desktop.index.matrix import Matrix
from onyx_desktop.index.schema import behind
from onyx_desktop.index.terms import Terms
from onyx_desktop.index.tokens import TokenCodes
from onyx_desktop.index.upgrade import upgrade
from onyx_desktop.index.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from onyx_desktop.domain import Precision, Server


class Store:
    """Everything on disk that belongs to one library."""

    def __init__(self, folder: Path, *, write: bool) -> None:
        self.folder = folder
        self.writable = write
        self._lock = _lock(folder)
        outdated = behind(self.catalog_file)  # made or brought up to date by a reader, too, but as the only writer
        if write or outdated:
            _take(self._lock, folder)
        try:
            if outdated:
                upgrade(self.catalog_file)
            self.database = Database(self.catalog_file, write=write)
        except BaseException:
            self._lock.release()
            raise
        if not write:
            self._lock.release()
        self.catalog = Catalog(self.database)
        self.words = Words(self.database)
        self.dense = DenseIndex(folder / "chroma")
        self.served: DenseIndex | None = None
        self.compact = False
        self._server: Server | None = None

    @property
    def catalog_file(self) -> Path:
        """The truth."""
        return self.folder / "catalog.sqlite"

    @property
    def server(self) -> Server | None:
        """The Chroma server that `served` is on."""
        return self._server

    @property
    def graph_here(self) -> bool:
        """Whether Chroma keeps its graph in the data folder: not on a server, and not in a compact index."""
        return self.served is None and not self.compact

    def connect(self, server: Server | None) -> None:
        """Use a Chroma server in place of the folder `chroma`, or none; connects with the first request."""
        if server == self._server:
            return
        before, self.served = self.served, DenseIndex(server) if server is not None else None
        self._server = server
        if before is not None:
            before.close()

    def rest(self) -> None:
        """End the child processes; the next request starts them again."""
        for each in (self.dense, self.served):
            if each is not None:
                each.rest()

    def matrix(self, fingerprint: str, dimensions: int, precision: Precision) -> Matrix:
        """The vectors of one space, stored in float16 or float32."""
        return Matrix(self._matrix_folder(fingerprint), dimensions, write=self.writable, precision=precision)

    def matrix_bytes(self, fingerprint: str) -> int:
        """What the vectors of a space take on disk."""
        return sum(_size(file) for file in self._matrix_folder(fingerprint).rglob("*"))

    def terms(self, fingerprint: str) -> Terms:
        """The learned terms that one model gave."""
        return Terms(self.terms_folder(fingerprint), write=self.writable)

    def terms_folder(self, fingerprint: str) -> Path:
        """Where the terms that one model gave lie."""
        return self.folder / "terms" / fingerprint

    def terms_bytes(self, fingerprint: str) -> int:
        """What these terms take on disk."""
        return sum(_size(file) for file in self.terms_folder(fingerprint).rglob("*"))

    def made_bytes(self, fingerprint: str) -> int:
        """What the vectors or the terms of a fingerprint take on disk."""
        return self.matrix_bytes(fingerprint) + self.terms_bytes(fingerprint)

    def drop_terms(self, fingerprint: str) -> int:
        """Delete terms; returns the bytes that freed."""
        size_bytes = self.terms_bytes(fingerprint)
        shutil.rmtree(self.terms_folder(fingerprint), ignore_errors=True)
        return size_bytes

    def tokens_folder(self, fingerprint: str) -> Path:
        """Where the codes of token vectors of one fingerprint lie, and what was learned for them."""
        return self.folder / "tokens" / fingerprint

    def tokens(self, fingerprint: str, row_bytes: int) -> TokenCodes:
        """The codes of token vectors of one fingerprint."""
        return TokenCodes(self.tokens_folder(fingerprint), row_bytes, write=self.writable)

    def token_fingerprints(self) -> list[str]:
        """Of all token vectors that are kept."""
        return sorted(folder.name for folder in self.tokens_folder("").glob("*"))

    def drop_tokens(self, fingerprint: str) -> None:
        """Delete the codes of one fingerprint."""
        shutil.rmtree(self.tokens_folder(fingerprint), ignore_errors=True)

    def drop_matrix(self, fingerprint: str) -> int:
        """Delete the vectors of a space; returns the bytes that freed."""
        size_bytes = self.matrix_bytes(fingerprint)
        shutil.rmtree(self._matrix_folder(fingerprint), ignore_errors=True)
        return size_bytes

    def _matrix_folder(self, fingerprint: str) -> Path:
        return self.folder / "matrix" / fingerprint

    def sizes(self) -> Mapping[str, int]:
        """Bytes on disk by part."""
        parts = {"catalog": list(self.folder.glob("catalog.sqlite*"))}
        parts |= {name: list((self.folder / name).rglob("*")) for name in ("matrix", "tokens", "terms", "chroma")}
        return {name: sum(_size(file) for file in files) for name, files in parts.items()}

    def free_bytes(self) -> int:
        """Space left where the data folder lives."""
        return shutil.disk_usage(self.folder).free

    def close(self) -> None:
        """End Chroma, close the catalog and let the next writer in."""
        self.dense.close()
        self.connect(None)
        self.database.close()
        self._lock.release()


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Be the one who writes to a data folder whose store is not open. Raises `IndexInUse`."""
    lock = _lock(folder)
    _take(lock, folder)
    try:
        yield
    finally:
        lock.release()


def _lock(folder: Path) -> filelock.BaseFileLock:
    return filelock.FileLock(folder / "writer.lock", thread_local=False)  # not always the thread that took it lets go


def _take(lock: filelock.BaseFileLock, folder: Path) -> None:
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as busy:
        raise IndexInUse(folder) from busy


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # Chroma may delete a file while we count
        return 0
