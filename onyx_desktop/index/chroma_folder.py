"""The folder that Chroma keeps its files in: who may open it, and what it leaves behind there."""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SEGMENT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class InUse(Exception):
    """Another process has the folder open (args: folder)."""


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


def sweep(folder: Path) -> None:
    """Delete the graphs of dropped collections, which Chroma leaves on disk; only now, while nothing has them open."""
    database = folder / "chroma.sqlite3"
    if not database.exists():
        return
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(database, timeout=1.0)) as connection:
        used = {name for (name,) in connection.execute("SELECT id FROM segments")}
        for path in folder.iterdir():
            if _SEGMENT.fullmatch(path.name) and path.name not in used:
                shutil.rmtree(path, ignore_errors=True)
