"""Changed paths, as the system reports them → what to read and what to forget.

A path that is not there any more is forgotten only while its folder is: a drive that is unplugged takes all its paths
with it, and keeps them in the index. What stands in no folder of the library, or in one that
is held, is left alone.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from onyx_desktop.files.watch import gathered
from onyx_desktop.library.drives import connected, devices

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from onyx_desktop.index.store import Store

_MOST = 200
"""More changed paths than this are looked at by the folders that hold them."""


def sorted_out(store: Store, changed: Collection[Path], held: Collection[str] = ()) -> tuple[list[Path], list[Path]]:
    """Paths to update, none inside another, and known files to forget. held: folders that shall wait."""
    on = devices(store.database)
    folders = {
        folder: key
        for folder, key in store.catalog.folders().items()
        if str(folder) not in held and connected(folder, on.get(key))
    }
    there: list[Path] = []
    lost: dict[int, set[Path]] = {}
    for path in changed:
        key = next((key for folder, key in folders.items() if folder == path or folder in path.parents), None)
        if key is None or (path.is_symlink() and path.is_dir()):  # a walk would not enter it
            continue
        if os.path.lexists(path):
            there.append(path)
        else:
            lost.setdefault(key, set()).add(path)
    gone = [
        known
        for key, paths in lost.items()
        for known in store.catalog.files(key)
        if known in paths or not paths.isdisjoint(known.parents)
    ]
    return gathered(there, _MOST), gone
