"""A catalog of an older program → one of this program, made beside it; the old one stays until the new one is verified.

Copied page by page, migrated, checked, and put in the old one's place by one renaming. Whatever fails before leaves the
old catalog as it is, so that the older program still opens it (`UpgradeFailed`, `DiskFull`, `IndexDamaged`). To be
called by the one who holds the writer's lock.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING

from onyx_desktop.errors import IndexDamaged, UpgradeFailed
from onyx_desktop.index.database import Database, translated

if TYPE_CHECKING:
    from pathlib import Path

_KEPT = ("folders", "files", "documents", "pages", "chunks", "marks")
"""Tables of the first schema, which no migration adds to or takes from."""

_PAGES_AT_ONCE = 4096


def upgrade(path: Path) -> None:
    """Bring a catalog that is there to the newest schema, or make one that is not."""
    if not path.exists():
        Database(path, write=True).close()
        return
    made = path.with_name(path.name + ".new")
    _remove(made)  # what a killed upgrade left
    try:
        with translated(path):
            before = _copied(path, made)
            Database(made, write=True).close()
            _verify(path, made, before)
            os.replace(made, path)
    except sqlite3.Error as error:
        raise UpgradeFailed(path, type(error).__name__) from error
    finally:
        _remove(made)


def _copied(path: Path, made: Path) -> dict[str, int]:
    """Copy a catalog, its log folded back first; how many rows each table had."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as old:
        # no log may stay beside the file: it would be taken for that of the new one
        (mode,) = old.execute("PRAGMA journal_mode = DELETE").fetchone()
        if mode != "delete":
            raise sqlite3.OperationalError("another program reads the catalog")
        with contextlib.closing(sqlite3.connect(made)) as new:
            old.backup(new, pages=_PAGES_AT_ONCE)
        made.chmod(path.stat().st_mode & 0o777)
        return _counts(old)


def _verify(path: Path, made: Path, before: dict[str, int]) -> None:
    """Raises `IndexDamaged` where the new catalog is not sound, `UpgradeFailed` where it lacks something."""
    with contextlib.closing(sqlite3.connect(made)) as new:
        (verdict,) = new.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise IndexDamaged(path, verdict)
        if new.execute("PRAGMA foreign_key_check").fetchone() is not None or _counts(new) != before:
            raise UpgradeFailed(path, "rows are missing")


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in _KEPT if name in there}


def _remove(made: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        made.with_name(made.name + suffix).unlink(missing_ok=True)
