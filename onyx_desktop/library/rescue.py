"""A catalog that can't be read → put aside, with the names of its folders saved from it.

The catalog is the truth, so what it held is read from the files again; their vectors are named by content and stay, so
that nothing is embedded twice. Refuses to delete the damaged file: the last one is kept beside the new.
"""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from onyx_desktop.index.catalog import to_path

if TYPE_CHECKING:
    from pathlib import Path

    from onyx_desktop.paths import Home

_NAME = "catalog.sqlite"
_ASIDE = "catalog.damaged.sqlite"


def set_aside(home: Home) -> list[Path]:
    """Move the catalog away; the library must be closed. Returns its folders, as far as they could be read."""
    catalog = home.data / _NAME
    folders = _folders(catalog)
    for ending in ("", "-wal", "-shm"):
        file = catalog.with_name(_NAME + ending)
        if file.exists():
            file.replace(catalog.with_name(_ASIDE + ending))
    return folders


def _folders(catalog: Path) -> list[Path]:
    try:
        with contextlib.closing(sqlite3.connect(f"{catalog.as_uri()}?mode=ro", uri=True)) as connection:
            return [to_path(row[0]) for row in connection.execute("SELECT path FROM folders ORDER BY path")]
    except (sqlite3.Error, TypeError, ValueError):
        return []
