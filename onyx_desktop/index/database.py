"""Connections to the catalog: one for each thread, WAL, foreign keys; and SQLite's errors turned into ours.

Readers in other processes run beside the writer. Refuses a file that is not a sound SQLite database (`IndexDamaged`).
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from typing import TYPE_CHECKING, Any

from onyx_desktop.errors import DiskFull, IndexDamaged
from onyx_desktop.index import words
from onyx_desktop.index.functions import teach
from onyx_desktop.index.schema import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_BUSY_TIMEOUT_S = 15.0


class Database:
    """The catalog's file. Threads share it; only one of them writes at a time."""

    def __init__(self, path: Path, *, write: bool) -> None:
        self.path = path
        self._write = write
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._writing = threading.RLock()
        with self.errors():
            if write:
                self.connection.execute("PRAGMA journal_mode = WAL")
                migrate(self.connection, str(path))
                words.follow(self)

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection of the calling thread."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self.path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False, cached_statements=256
            )
            connection.executescript(
                "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;"
                "PRAGMA trusted_schema = ON;"  # a view calls one of our functions
                "PRAGMA cache_size = -32768; PRAGMA mmap_size = 268435456;"
                # what is deleted is overwritten, not only given free
                + ("PRAGMA secure_delete = ON;" if self._write else "PRAGMA query_only = ON;")
            )
            teach(connection)
            self._local.connection = connection
            with self._guard:
                self._open.append(connection)
        return connection

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows of a query."""
        with self.errors():
            return self.connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Any] = ()) -> Any:  # noqa: ANN401 - a row is what the query says
        """The first row of a query, or None."""
        with self.errors():
            return self.connection.execute(sql, values).fetchone()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; other threads of this process wait, readers do not. May be nested: the outermost commits."""
        with self._writing, self.errors():
            connection = self.connection
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def errors(self) -> contextlib.AbstractContextManager[None]:
        """Turn SQLite's errors into `DiskFull` and `IndexDamaged`; anything else is a bug and passes."""
        return translated(self.path)

    def snapshot(self, target: Path) -> None:
        """Copy the catalog into a new file, as it is now, without holes; others may read and write meanwhile."""
        with self.errors():
            self.connection.execute("VACUUM INTO ?", (str(target),))

    def compact(self) -> None:
        """Rewrite the file without holes, the index of words in one piece; for the writer. Raises `DiskFull`."""
        with self._writing, self.errors():
            self.connection.execute("INSERT INTO words(words) VALUES ('optimize')")
            self.connection.execute("VACUUM")
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close every thread's connection; the last one folds the write-ahead log back."""
        with self._guard:
            for connection in self._open:
                connection.close()
            self._open.clear()
        self._local = threading.local()


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors over a catalog into `DiskFull` and `IndexDamaged`; others pass."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None and code & 0xFF in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
            raise DiskFull(path.parent) from error
        if code is not None and code & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            raise IndexDamaged(path, str(error)) from error
        raise
