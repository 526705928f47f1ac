"""Pages that are pictures: which there are, what was recognised on them, and what still waits.

Kept by the content of the file, so that a page is recognised once, wherever its file lies or moves, and also where the
file lies in a mail or an archive. A file without any text has no document before something was recognised in it; its
row names the scan instead. A scan goes with the last file that has its content.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from onyx_desktop.domain import File, Recognised, SeenWord, Span
from onyx_desktop.index import contents

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence

    from onyx_desktop.domain import ChunkRow, Document
    from onyx_desktop.index.database import Database

_WORD = struct.Struct("<IIHHHH")
_SHARES = 0xFFFF
_HELD = """
(SELECT files.id FROM files WHERE (files.scan_id = scans.id OR files.document_id =
  (SELECT documents.id FROM documents WHERE documents.content_hash = scans.content_hash))
  AND files.folder_id NOT IN ({}) ORDER BY files.root_id IS NOT NULL, files.mtime_ns DESC LIMIT 1)
"""
_WAITING = f"""
SELECT scans.id, content_hash, {_HELD} AS file FROM scans
WHERE file IS NOT NULL AND (NOT composed OR EXISTS
  (SELECT 1 FROM scanned_pages WHERE scan_id = scans.id AND engine IS NOT ?))
ORDER BY (SELECT suffix FROM files WHERE id = file) != '.pdf',
  (SELECT count(*) FROM scanned_pages WHERE scan_id = scans.id) > 20,
  (SELECT mtime_ns FROM files WHERE id = file) DESC
"""
_FILE = """
SELECT disk.path, disk.size_bytes, disk.mtime_ns, disk.inode, disk.device, files.path
FROM files JOIN files AS disk ON disk.id = coalesce(files.root_id, files.id) WHERE files.id = ?
"""


class Scan(NamedTuple):
    """Pages of one content. file: a file on disk that has it, or in which lies, as `member`, what has it."""

    key: int
    content_hash: bytes
    file: File
    member: str


def note(
    connection: sqlite3.Connection, content_hash: bytes, pages: Iterable[int], *, path: bytes | None = None
) -> None:
    """Write down which pages of a content are pictures, within the running transaction.

    path: of a file that has this content and no text, so that only the scan says what it holds.
    """
    numbers = list(pages)
    if not numbers:
        return
    connection.execute("INSERT OR IGNORE INTO scans(content_hash) VALUES (?)", (content_hash,))
    (key,) = connection.execute("SELECT id FROM scans WHERE content_hash = ?", (content_hash,)).fetchone()
    connection.executemany(
        "INSERT OR IGNORE INTO scanned_pages(scan_id, number) VALUES (?, ?)", [(key, each) for each in numbers]
    )
    # Whatever was recognised before has to become part of what was just read.
    connection.execute(
        "UPDATE scans SET composed = NOT EXISTS (SELECT 1 FROM scanned_pages WHERE scan_id = scans.id AND text != '')"
        " WHERE id = ?",
        (key,),
    )
    if path is not None:
        connection.execute("UPDATE files SET scan_id = ? WHERE path = ?", (key, path))


def retry(connection: sqlite3.Connection, paths: Iterable[bytes]) -> None:
    """Let pages on which nothing was recognised be looked at again, within the running transaction."""
    connection.executemany(
        "UPDATE scanned_pages SET engine = NULL WHERE text = ''"
        " AND scan_id = (SELECT scan_id FROM files WHERE path = ?)",
        [(path,) for path in paths],
    )


def waiting(database: Database, engine: str | None, held: Collection[int] = ()) -> list[Scan]:
    """The scans with pages that this engine has not looked at, or with texts that no document holds yet.

    engine: None: no engine is here, so only the latter. held: folders that shall wait. Those of PDF first, because
    most pictures are no texts; of them, and of the pictures, new and short ones.
    """
    sql = _WAITING.format(", ".join("?" * len(held)))
    if engine is None:
        sql = sql.replace("engine IS NOT ?", "engine IS NOT engine")
    found = []
    for key, content_hash, file in database.rows(sql, (*held, *([] if engine is None else [engine]))):
        path, size_bytes, mtime_ns, inode, device, own = database.row(_FILE, (file,))
        disk = Path(os.fsdecode(path))
        member = "" if own == path else Path(os.fsdecode(own)).relative_to(disk).as_posix()
        found.append(Scan(key, bytes(content_hash), File(disk, size_bytes, mtime_ns, inode, device), member))
    return found


def pages(database: Database, scan: Scan, engine: str) -> list[int]:
    """The pages of a scan that this engine has not looked at."""
    rows = database.rows(
        "SELECT number FROM scanned_pages WHERE scan_id = ? AND engine IS NOT ? ORDER BY number", (scan.key, engine)
    )
    return [row[0] for row in rows]


def store(database: Database, scan: Scan, number: int, engine: str, found: Recognised) -> None:
    """Keep what an engine recognised on a page; nothing is kept, too, so that it is not looked at again."""
    with database.transaction() as connection:
        before = connection.execute(
            "SELECT text FROM scanned_pages WHERE scan_id = ? AND number = ?", (scan.key, number)
        ).fetchone()
        connection.execute(
            "UPDATE scanned_pages SET engine = ?, text = ?, words = ? WHERE scan_id = ? AND number = ?",
            (engine, found.text, _packed(found), scan.key, number),
        )
        if before is not None and before[0] != found.text:
            connection.execute("UPDATE scans SET composed = 0 WHERE id = ?", (scan.key,))


def texts(database: Database, scan: Scan) -> dict[int, str]:
    """What was recognised on the pages of a scan, by their numbers."""
    rows = database.rows("SELECT number, text FROM scanned_pages WHERE scan_id = ? AND text != ''", (scan.key,))
    return {row[0]: row[1] for row in rows}


def compose(database: Database, scan: Scan, document: Document, chunks: Sequence[ChunkRow]) -> int:
    """Store a document that holds what was recognised, and point every file of this content at it.

    Returns how many files on disk had no text before.
    """
    with database.transaction() as connection:
        before = connection.execute("SELECT id FROM documents WHERE content_hash = ?", (scan.content_hash,)).fetchone()
        (textless,) = connection.execute(
            "SELECT count(*) FROM files WHERE scan_id = ? AND root_id IS NULL", (scan.key,)
        ).fetchone()
        key = contents.store(connection, scan.content_hash, document, chunks)
        connection.execute(
            "UPDATE files SET document_id = ?, reason = NULL, detail = '', scan_id = NULL"
            " WHERE scan_id = ? OR document_id = ?",
            (key, scan.key, before and before[0]),
        )
        connection.execute("UPDATE scans SET composed = 1 WHERE id = ?", (scan.key,))
        if before is not None:
            contents.reshaped(connection)
    return int(textless)


def leave(database: Database, scan: Scan) -> None:
    """Nothing that was recognised can become a document: leave it until something else is."""
    with database.transaction() as connection:
        connection.execute("UPDATE scans SET composed = 1 WHERE id = ?", (scan.key,))


def words(database: Database, document_id: int, number: int) -> tuple[SeenWord, ...]:
    """Where the words of a recognised page stand."""
    row = database.row(
        "SELECT scanned_pages.words FROM scanned_pages JOIN scans ON scans.id = scan_id"
        " JOIN documents ON documents.content_hash = scans.content_hash WHERE documents.id = ? AND number = ?",
        (document_id, number),
    )
    return _unpacked(bytes(row[0])) if row else ()


def count(database: Database, engine: str | None) -> tuple[int, int]:
    """How many pages wait for this engine (None: for any), and on how many something was recognised."""
    there = f"{_HELD.format('')} IS NOT NULL"
    waits = "engine IS NULL" if engine is None else "engine IS NOT ?"
    row = database.row(
        f"SELECT count(*) FILTER (WHERE {waits}), count(*) FILTER (WHERE text != '')"
        f" FROM scanned_pages JOIN scans ON scans.id = scan_id WHERE {there}",
        () if engine is None else (engine,),
    )
    return row[0], row[1]


def purge(database: Database) -> None:
    """Delete what was recognised in files that nobody has any more."""
    if database.row(f"SELECT 1 FROM scans WHERE {_HELD.format('')} IS NULL LIMIT 1") is not None:
        with database.transaction() as connection:
            connection.execute(f"DELETE FROM scans WHERE {_HELD.format('')} IS NULL")


def _packed(found: Recognised) -> bytes:
    shares = (tuple(round(min(1.0, max(0.0, each)) * _SHARES) for each in word.box) for word in found.words)
    return b"".join(
        _WORD.pack(word.span.start, word.span.end, *box) for word, box in zip(found.words, shares, strict=True)
    )


def _unpacked(packed: bytes) -> tuple[SeenWord, ...]:
    return tuple(
        SeenWord(Span(start, end), (left / _SHARES, top / _SHARES, right / _SHARES, bottom / _SHARES))
        for start, end, left, top, right, bottom in _WORD.iter_unpack(packed)
    )
