"""Is a folder there? A drive that is not plugged in takes its folder away, or leaves an empty one in its place.

Nobody wants the index of a drive forgotten because the drive lies in a bag, so what is not there keeps its files.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from onyx_desktop.index.database import Database


def connected(folder: Path, device: int | None) -> bool:
    """Whether a folder can be walked. device: of its known files; an empty folder on another one is a bare mount point.

    A folder that may not be read counts as there: the walk says what is wrong with it.
    """
    try:
        status = folder.stat()
        if device in {None, status.st_dev & 0x7FFF_FFFF_FFFF_FFFF}:
            return True
        with os.scandir(folder) as entries:
            return next(entries, None) is not None
    except OSError:
        return folder.exists()


def devices(database: Database) -> dict[int, int]:
    """Folder id → the device that its files are on."""
    return dict(database.rows("SELECT folder_id, max(device) FROM files GROUP BY folder_id"))
