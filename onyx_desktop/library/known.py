"""A path → what the library knows of the file there, from everything to nothing, and whose fault that is."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onyx_desktop.domain import Reason, State
from onyx_desktop.errors import FileMissing, NotAFile
from onyx_desktop.files.walk import left_out
from onyx_desktop.index.catalog import to_bytes, to_path

if TYPE_CHECKING:
    from collections.abc import Collection

    from onyx_desktop.index.store import Store

_ROW = """
SELECT files.document_id, files.reason, files.detail, disk.path, disk.size_bytes, disk.mtime_ns
FROM files JOIN files AS disk ON disk.id = coalesce(files.root_id, files.id) WHERE files.path = ?
"""


@dataclass(frozen=True, slots=True)
class Known:
    """path: as the library knows it. changed: the file on disk is not the one that was read, or is gone."""

    path: Path
    state: State
    document_id: int | None = None
    reason: Reason | None = None
    detail: str = ""
    changed: bool = False


def known(store: Store, path: Path, excluded: Collection[str]) -> Known:
    """Look a file up by its path, or by where links on its way lead.

    excluded: names that the walk leaves out. Raises `FileMissing`, `NotAFile`.
    """
    ways = dict.fromkeys((Path(os.path.abspath(path.expanduser())), Path(os.path.realpath(path.expanduser()))))
    for each in ways:
        row = store.database.row(_ROW, (to_bytes(each),))
        if row is not None:
            return _in_catalog(each, *row)
    if path.expanduser().is_dir():
        raise NotAFile(path)
    if not path.expanduser().exists():
        raise FileMissing(path)
    for folder in store.catalog.folders():
        for each in ways:
            if folder in each.parents:
                name = left_out(folder, each, excluded)
                return Known(each, State.LEFT_OUT if name else State.UNSEEN, detail=name or "")
    return Known(next(iter(ways)), State.OUTSIDE)


def _in_catalog(
    path: Path, document_id: int | None, reason: str | None, detail: str, disk: bytes, *stored: int
) -> Known:
    try:
        status = to_path(disk).stat()
        changed = (status.st_size, status.st_mtime_ns) != stored
    except OSError:
        changed = True
    if document_id is not None:
        return Known(path, State.READY, document_id, changed=changed)
    if reason is None:
        return Known(path, State.WAITING, changed=changed)
    why = Reason(reason)
    state = State.NO_TEXT if why in {Reason.NO_TEXT, Reason.EMPTY} else State.UNREADABLE
    return Known(path, state, reason=why, detail=detail, changed=changed)
