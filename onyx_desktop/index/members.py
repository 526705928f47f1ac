"""Members: files that lie in other files, as rows of the table `files`.

A member is a file row like any other, and its container is to it what a folder is to a file: its path is the
container's path and then its name (`mail.eml/contract.pdf`). So filters, folding of copies, problems, results and
explanations know nothing of members; equal contents are one document, in a mail and on disk. Two columns tell them from
files on disk: `root_id`, the file on disk that a member comes and goes with, and `parent_id`, what it lies in directly.

Whatever happens to the file on disk happens to its members in the same transaction: gone with it (by the foreign key),
moved with it, made anew when it is read anew, copied when its content is known from another path. They never come from
a walk, so `Catalog.files` leaves them out, and they are not counted as files. Retrying one reads its container again.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

    from onyx_desktop.domain import Member

_SEPARATOR = os.fsencode(os.sep)
_ROW = """
INSERT INTO files(folder_id, path, suffix, size_bytes, mtime_ns, document_id, reason, detail, scan_id,
  root_id, parent_id, inode, device)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)
"""
_BELOW = """
WITH RECURSIVE below(id) AS (
  SELECT id FROM files WHERE parent_id = ? UNION ALL SELECT files.id FROM files JOIN below ON parent_id = below.id
)
SELECT id, parent_id, path, suffix, size_bytes, mtime_ns, document_id, reason, detail, scan_id
FROM files WHERE id IN below ORDER BY id
"""


def replace(
    connection: sqlite3.Connection, path: bytes, members: Sequence[Member], documents: Sequence[int | None]
) -> bool:
    """Give a file on disk its members, with the document of each, in place of any others; whether it had others."""
    root, folder = connection.execute("SELECT id, folder_id FROM files WHERE path = ?", (path,)).fetchone()
    had = remove(connection, path)
    ids: list[int] = []
    for member, document in zip(members, documents, strict=True):
        full = path_of(path, member)
        parent = root if member.parent is None else ids[member.parent]
        reason = member.reason and member.reason.value
        values = (folder, full, _suffix(member.name), member.size_bytes, member.mtime_ns, document, reason)
        ids.append(connection.execute(_ROW, (*values, member.detail, None, root, parent)).lastrowid or 0)
    holders = {document for member in members if member.parent is not None and (document := documents[member.parent])}
    connection.executemany("UPDATE documents SET members = 1 WHERE id = ?", [(each,) for each in holders])
    connection.execute(
        "UPDATE documents SET members = ? WHERE id = (SELECT document_id FROM files WHERE id = ?)",
        (bool(members), root),
    )
    return had


def path_of(path: bytes, member: Member) -> bytes:
    """The path of a member of the file with this path."""
    return path + _SEPARATOR + os.fsencode(member.name.replace("/", os.sep))


def remove(connection: sqlite3.Connection, path: bytes) -> bool:
    """Take away what lies in a file on disk; whether there was anything."""
    done = connection.execute(
        "DELETE FROM files WHERE root_id = (SELECT id FROM files WHERE path = ? AND root_id IS NULL)", (path,)
    )
    return done.rowcount > 0


def copy(connection: sqlite3.Connection, path: bytes, document_id: int) -> None:
    """Give a file the members that another file or member of the same document has."""
    like = connection.execute(
        "SELECT id, path FROM files WHERE document_id = ? AND path != ? LIMIT 1", (document_id, path)
    ).fetchone()
    if like is None:
        return
    remove(connection, path)
    root, folder = connection.execute("SELECT id, folder_id FROM files WHERE path = ?", (path,)).fetchone()
    ids = {like[0]: root}
    for key, parent, there, *facts in connection.execute(_BELOW, (like[0],)).fetchall():
        values = (folder, path + there[len(like[1]) :], *facts)
        ids[key] = connection.execute(_ROW, (*values, root, ids[parent])).lastrowid or 0


def move(connection: sqlite3.Connection, old: bytes, new: bytes) -> None:
    """Let members follow the file on disk, which has its new path already."""
    rows = connection.execute(
        "SELECT id, path, (SELECT folder_id FROM files WHERE path = ?) FROM files"
        " WHERE root_id = (SELECT id FROM files WHERE path = ?)",
        (new, new),
    ).fetchall()
    connection.executemany(
        "UPDATE files SET path = ?, folder_id = ? WHERE id = ?",
        [(new + path[len(old) :], folder, key) for key, path, folder in rows],
    )


def reread(connection: sqlite3.Connection, paths: Sequence[Path] | None) -> None:
    """Let the containers of refused members, all or those at these paths, be read again; they answer meanwhile."""
    given = "reason IS NOT NULL" if paths is None else "reason IS NOT NULL AND path = ?"
    connection.executemany(
        "UPDATE documents SET stale = 1 WHERE id IN (SELECT document_id FROM files WHERE id IN"
        f" (SELECT root_id FROM files WHERE {given}))",
        [()] if paths is None else [(os.fsencode(path),) for path in paths],
    )


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()
