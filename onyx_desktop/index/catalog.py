"""The catalog: folders, files and documents, the truth from which everything else is derived.

A path and a content are two things: a file row points at a document, which is named by the hash of its content, so a
moved or copied file costs no reading. A file row without document and without reason waits to be read. Each public
method that writes is one transaction.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from onyx_desktop.domain import ChunkRow, Document, File, Member, Reason, Skipped
from onyx_desktop.index import contents, members, scans, words
from onyx_desktop.index.contents import reshaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onyx_desktop.index.database import Database


class FileRow(NamedTuple):
    """A file as the catalog knows it. stale: what was read of it answers, but newer readers make more of it."""

    file: File
    document_id: int | None
    reason: Reason | None
    stale: bool = False

    @property
    def waiting(self) -> bool:
        """Whether the file is still to be read."""
        return self.stale or (self.document_id is None and self.reason is None)


class Catalog:
    """Folders, files and documents over one `Database`."""

    def __init__(self, database: Database) -> None:
        self.database = database

    # folders

    def folders(self) -> dict[Path, int]:
        """Every folder with its id, in the order of their paths."""
        return {to_path(path): key for key, path in self.database.rows("SELECT id, path FROM folders ORDER BY path")}

    def add_folder(self, path: Path) -> int:
        """Add a folder; one inside a known folder is that folder, and known folders inside it become part of it."""
        known = self.folders()
        for folder, key in known.items():
            if path == folder or folder in path.parents:
                return key
        with self.database.transaction() as connection:
            key = int(connection.execute("INSERT INTO folders(path) VALUES (?)", (to_bytes(path),)).lastrowid or 0)
            for folder, inner in known.items():
                if path in folder.parents:
                    connection.execute("UPDATE files SET folder_id = ? WHERE folder_id = ?", (key, inner))
                    connection.execute("DELETE FROM folders WHERE id = ?", (inner,))
        return key

    def remove_folder(self, path: Path) -> int:
        """Forget a folder and its files at once; documents nobody points at are purged later. Returns the files."""
        with self.database.transaction() as connection:
            (count,) = connection.execute(
                "SELECT count(*) FROM files JOIN folders ON folders.id = folder_id"
                " WHERE folders.path = ? AND root_id IS NULL",
                (to_bytes(path),),
            ).fetchone()
            connection.execute("DELETE FROM folders WHERE path = ?", (to_bytes(path),))
            reshaped(connection)
        return int(count)

    # files

    def files(self, folder_id: int) -> dict[Path, FileRow]:
        """Every file of a folder on disk; members are none of them."""
        rows = self.database.rows(
            f"SELECT {_FILE}, document_id, reason, coalesce(stale, 0) FROM files"
            " LEFT JOIN documents ON documents.id = document_id WHERE folder_id = ? AND root_id IS NULL",
            (folder_id,),
        )
        return {
            (file := to_file(row)).path: FileRow(file, row[5], row[6] and Reason(row[6]), bool(row[7])) for row in rows
        }

    def note_found(self, folder_id: int, new: Iterable[File], moved: Iterable[tuple[Path, File]]) -> None:
        """Write down new files, to be read later, and follow moved ones."""
        with self.database.transaction() as connection:
            for old, file in moved:
                connection.execute("DELETE FROM files WHERE path = ?", (to_bytes(file.path),))
                connection.execute(
                    "UPDATE files SET path = ?, suffix = ?, folder_id = ? WHERE path = ?",
                    (to_bytes(file.path), file.path.suffix.lower(), folder_id, to_bytes(old)),
                )
                members.move(connection, to_bytes(old), to_bytes(file.path))
            connection.executemany(
                f"INSERT INTO files({_FILE}, suffix, folder_id) VALUES (?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT(path) DO UPDATE SET folder_id = excluded.folder_id",
                [(*_file_values(file), file.path.suffix.lower(), folder_id) for file in new],
            )

    def note_gone(self, paths: Iterable[Path]) -> int:
        """Forget files; their passages vanish from results with this transaction. Returns how many were known."""
        with self.database.transaction() as connection:
            count = sum(
                connection.execute("DELETE FROM files WHERE path = ?", (to_bytes(path),)).rowcount for path in paths
            )
            if count:
                reshaped(connection)
        return count

    def note_skipped(self, skipped: Skipped, content_hash: bytes = b"") -> None:
        """List a file that could not be read, with its reason; what an older version of it held is forgotten."""
        path = to_bytes(skipped.file.path)
        with self.database.transaction() as connection:
            self._point(skipped.file, None, skipped.reason.value, skipped.detail)
            members.remove(connection, path)
            scans.note(connection, content_hash, skipped.scanned, path=path)

    def retry(self, paths: Sequence[Path]) -> None:
        """Let refused files be read again at the next update."""
        with self.database.transaction() as connection:
            members.reread(connection, paths)
            scans.retry(connection, [to_bytes(path) for path in paths])
            connection.executemany(
                "UPDATE files SET reason = NULL, detail = '' WHERE path = ? AND reason IS NOT NULL AND root_id IS NULL",
                [(to_bytes(path),) for path in paths],
            )

    def retry_for(self, readers: str, renewed: Iterable[str]) -> None:
        """Let refused files, and those of the renewed suffixes, be read again if other readers than these read them."""
        if self.database.row("SELECT value FROM facts WHERE key = 'readers'") == (readers,):
            return
        with self.database.transaction() as connection:
            members.reread(connection, None)
            connection.execute(
                "UPDATE files SET reason = NULL, detail = '' WHERE reason IS NOT NULL AND root_id IS NULL"
            )
            connection.executemany(
                "UPDATE documents SET stale = 1 WHERE id IN (SELECT disk.document_id FROM files"
                " JOIN files AS disk ON disk.id IN (files.id, files.root_id) WHERE files.suffix = ?)",
                [(suffix,) for suffix in renewed],
            )
            connection.execute("INSERT OR REPLACE INTO facts(key, value) VALUES ('readers', ?)", (readers,))

    def problems(self) -> list[Skipped]:
        """Every file that could not be read, by reason and path."""
        rows = self.database.rows(
            f"SELECT {_FILE}, reason, detail FROM files WHERE reason IS NOT NULL ORDER BY reason, path"
        )
        return [Skipped(to_file(row), Reason(row[5]), row[6]) for row in rows]

    # documents

    def document_with(self, content_hash: bytes) -> int | None:
        """The id of the document with this content, if it was read before, and by readers no worse than today's.

        One with members counts only while a file has it, because the members go with the last one.
        """
        row = self.database.row(
            "SELECT id FROM documents WHERE content_hash = ? AND NOT stale"
            " AND (NOT members OR EXISTS (SELECT 1 FROM files WHERE document_id = documents.id))",
            (content_hash,),
        )
        return row and int(row[0])

    def link(self, file: File, document_id: int) -> None:
        """Point a file at a document that is there already."""
        with self.database.transaction() as connection:
            self._revive(document_id)
            before = self._point(file, document_id, None, "")
            if before != document_id:
                members.remove(connection, to_bytes(file.path))
                members.copy(connection, to_bytes(file.path), document_id)

    def add_document(
        self,
        file: File,
        content_hash: bytes,
        document: Document,
        chunks: Sequence[ChunkRow],
        inside: Sequence[Member] = (),
    ) -> int:
        """Store a document, its pages, chunks and words, and point the file at it; the same for what lies in it."""
        with self.database.transaction() as connection:
            key = self._document(content_hash, document, chunks)
            self._point(file, key, None, "")
            documents = [
                self._document(each.content_hash, each.document, each.chunks) if each.document is not None else None
                for each in inside
            ]
            if members.replace(connection, to_bytes(file.path), inside, documents):
                reshaped(connection)
            scans.note(connection, content_hash, document.scanned)
            for each in inside:
                if each.document is not None:
                    scans.note(connection, each.content_hash, each.document.scanned)
                else:
                    path = members.path_of(to_bytes(file.path), each)
                    scans.note(connection, each.content_hash, each.scanned, path=path)
        return key

    def keep(self, content_hash: bytes, document: Document, chunks: Sequence[ChunkRow]) -> None:
        """Store a document that a file will point at soon."""
        with self.database.transaction():
            self._document(content_hash, document, chunks)

    def _document(self, content_hash: bytes, document: Document, chunks: Sequence[ChunkRow]) -> int:
        """The id of a document, stored unless it is there already; within the running transaction."""
        known = self.database.row("SELECT id FROM documents WHERE content_hash = ? AND NOT stale", (content_hash,))
        if known is None:
            return contents.store(self.database.connection, content_hash, document, chunks)
        self._revive(known[0])
        return int(known[0])

    def _revive(self, document_id: int) -> None:
        """Tell readers of a document that nobody pointed at: they had dropped it."""
        if self.database.row("SELECT 1 FROM files WHERE document_id = ?", (document_id,)) is None:
            reshaped(self.database.connection)

    def orphans(self, limit: int) -> list[int]:
        """Documents that no file points at any more."""
        rows = self.database.rows(
            "SELECT id FROM documents WHERE NOT EXISTS (SELECT 1 FROM files WHERE document_id = documents.id) LIMIT ?",
            (limit,),
        )
        return [row[0] for row in rows]

    def purge(self, document_id: int) -> list[int]:
        """Delete a document with its pages, chunks and words; returns the ids of the chunks that are gone."""
        with self.database.transaction() as connection:
            rows = connection.execute("SELECT id FROM chunks WHERE document_id = ?", (document_id,)).fetchall()
            words.remove_document(connection, document_id)
            connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
        return [row[0] for row in rows]

    def _point(self, file: File, document_id: int | None, reason: str | None, detail: str) -> int | None:
        """Write a file's row within the running transaction; the document that it had.

        A replaced document counts as a removal for readers.
        """
        connection = self.database.connection
        old = connection.execute("SELECT document_id FROM files WHERE path = ?", (to_bytes(file.path),)).fetchone()
        connection.execute(
            "UPDATE files SET size_bytes = ?, mtime_ns = ?, inode = ?, device = ?, document_id = ?, reason = ?,"
            " detail = ?, scan_id = NULL WHERE path = ?",
            (*_file_values(file)[1:], document_id, reason, detail, to_bytes(file.path)),
        )
        before: int | None = old and old[0]
        if before is not None and before != document_id:
            reshaped(connection)
        return before


_FILE = "path, size_bytes, mtime_ns, inode, device"


def to_bytes(path: Path) -> bytes:
    """A path as stored: its bytes, because not every file name is valid Unicode."""
    return os.fsencode(path)


def to_path(stored: bytes) -> Path:
    """The reverse of `to_bytes`."""
    return Path(os.fsdecode(stored))


def to_file(row: Sequence[object]) -> File:
    """The first five columns of a row as a `File`."""
    path, size_bytes, mtime_ns, inode, device = row[:5]
    return File(to_path(path), size_bytes, mtime_ns, inode, device)  # type: ignore[arg-type]  # the schema's types


def _file_values(file: File) -> tuple[bytes, int, int, int, int]:
    # An inode of Windows or of a network drive may not fit SQLite's signed 64 bits.
    inode, device = (value & 0x7FFF_FFFF_FFFF_FFFF for value in (file.inode, file.device))
    return to_bytes(file.path), file.size_bytes, file.mtime_ns, inode, device
