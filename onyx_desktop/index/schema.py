"""The tables of the catalog, as numbered migrations; `PRAGMA user_version` is the number of the last one applied.

A migration is never edited once released: a change is a new one at the end. Text lives once, in `pages`; a chunk is a
span of a page, and the full-text index reads chunks through a view, so the words can be rebuilt from the truth. That
view, `lexical`, calls a function of ours (`functions`), which every connection must know.
"""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from onyx_desktop.errors import IndexTooNew

if TYPE_CHECKING:
    from pathlib import Path

_M001_FIRST = """
CREATE TABLE facts (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE folders (id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE);
CREATE TABLE documents (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  content_hash BLOB NOT NULL UNIQUE,
  title TEXT NOT NULL, author TEXT NOT NULL, paged INTEGER NOT NULL, reader TEXT NOT NULL,
  characters INTEGER NOT NULL
);
CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  folder_id INTEGER NOT NULL REFERENCES folders(id) ON DELETE CASCADE,
  path BLOB NOT NULL UNIQUE, suffix TEXT NOT NULL,
  size_bytes INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL, device INTEGER NOT NULL,
  document_id INTEGER REFERENCES documents(id), reason TEXT, detail TEXT NOT NULL DEFAULT ''
);
CREATE INDEX files_by_document ON files(document_id);
CREATE INDEX files_by_folder ON files(folder_id);
CREATE TABLE pages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  number INTEGER NOT NULL, label TEXT NOT NULL, begins INTEGER NOT NULL, text TEXT NOT NULL,
  UNIQUE (document_id, number)
);
CREATE TABLE chunks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  page_id INTEGER NOT NULL REFERENCES pages(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL, begins INTEGER NOT NULL, ends INTEGER NOT NULL,
  heading TEXT NOT NULL, vector_key BLOB NOT NULL,
  UNIQUE (document_id, ordinal)
);
CREATE INDEX chunks_by_page ON chunks(page_id);
CREATE VIEW passages AS
  SELECT chunks.id AS id, documents.title AS title, chunks.heading AS heading,
         substr(pages.text, chunks.begins + 1, chunks.ends - chunks.begins) AS body
  FROM chunks JOIN pages ON pages.id = chunks.page_id JOIN documents ON documents.id = chunks.document_id;
CREATE VIRTUAL TABLE words USING fts5(
  title, heading, body, content='passages', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, 'row');
CREATE TABLE marks (
  document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  fingerprint TEXT NOT NULL, PRIMARY KEY (document_id, fingerprint)
) WITHOUT ROWID;
"""

_M002_SPACES = """
CREATE TABLE spaces (
  fingerprint TEXT PRIMARY KEY, model TEXT NOT NULL, dimensions INTEGER NOT NULL
) WITHOUT ROWID;
"""

_M003_LANGUAGES = """
DROP TABLE vocabulary;
DROP TABLE words;
ALTER TABLE documents ADD COLUMN language TEXT;
CREATE INDEX documents_by_language ON documents(language);
CREATE VIEW lexical AS
  SELECT passages.id AS id, lexemes(passages.title, language) AS title, lexemes(passages.heading, language) AS heading,
         lexemes(body, language) AS body
  FROM passages JOIN chunks ON chunks.id = passages.id JOIN documents ON documents.id = chunks.document_id;
CREATE VIRTUAL TABLE words USING fts5(
  title, heading, body, content='lexical', content_rowid='id', tokenize='ascii'
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, 'row');
"""
"""`language`: NULL while a document waits for its words (the next update makes them), '' where it can't be told."""

_M004_FOLDED_PATHS = """
ALTER TABLE files ADD COLUMN folded_path TEXT NOT NULL DEFAULT '';
ALTER TABLE files ADD COLUMN folded_name TEXT NOT NULL DEFAULT '';
UPDATE files SET folded_path = folded_path(path), folded_name = folded_name(path);
CREATE TRIGGER files_fold_new AFTER INSERT ON files BEGIN
  UPDATE files SET folded_path = folded_path(new.path), folded_name = folded_name(new.path) WHERE id = new.id;
END;
CREATE TRIGGER files_fold_moved AFTER UPDATE OF path ON files BEGIN
  UPDATE files SET folded_path = folded_path(new.path), folded_name = folded_name(new.path) WHERE id = new.id;
END;
"""
"""Kept, because making them for 100,000 files takes a second each time somebody asks for a folder or a name."""

_M005_MAIL = """
CREATE TABLE mails (
  document_id INTEGER PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE,
  sender TEXT NOT NULL, recipients TEXT NOT NULL, subject TEXT NOT NULL, sent_ns INTEGER
);
ALTER TABLE documents ADD COLUMN stale INTEGER NOT NULL DEFAULT 0;
"""
"""mails: without case and accents, as filters compare. stale: newer readers make more of it; it answers until then."""

_M006_MEMBERS = """
ALTER TABLE files ADD COLUMN root_id INTEGER REFERENCES files(id) ON DELETE CASCADE;
ALTER TABLE files ADD COLUMN parent_id INTEGER REFERENCES files(id) ON DELETE CASCADE;
CREATE INDEX files_by_root ON files(root_id);
CREATE INDEX files_by_parent ON files(parent_id);
ALTER TABLE documents ADD COLUMN members INTEGER NOT NULL DEFAULT 0;
"""
"""See `members`. members: whether files lie in a file of this content."""

_M007_SCANS = """
CREATE TABLE scans (
  id INTEGER PRIMARY KEY, content_hash BLOB NOT NULL UNIQUE, composed INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE scanned_pages (
  scan_id INTEGER NOT NULL REFERENCES scans(id) ON DELETE CASCADE, number INTEGER NOT NULL,
  engine TEXT, text TEXT NOT NULL DEFAULT '', words BLOB NOT NULL DEFAULT x'', PRIMARY KEY (scan_id, number)
);
ALTER TABLE files ADD COLUMN scan_id INTEGER REFERENCES scans(id) ON DELETE SET NULL;
CREATE INDEX files_by_scan ON files(scan_id);
ALTER TABLE pages ADD COLUMN recognised INTEGER NOT NULL DEFAULT 0;
"""
"""See `scans`. composed: all that was recognised is in the document. engine: NULL while a page waits for one."""

MIGRATIONS: tuple[str, ...] = (
    _M001_FIRST,
    _M002_SPACES,
    _M003_LANGUAGES,
    _M004_FOLDED_PATHS,
    _M005_MAIL,
    _M006_MEMBERS,
    _M007_SCANS,
)


def behind(path: Path) -> bool:
    """Whether the catalog is not there yet or of an older program; one that can't be read is not."""
    if not path.exists():
        return True
    try:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError:
        return False
    return bool(version < len(MIGRATIONS))


def migrate(connection: sqlite3.Connection, path: str) -> None:
    """Bring the catalog to the newest schema, each migration in a transaction of its own.

    Raises `IndexTooNew` for a catalog of a newer program; it is left as it is.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise IndexTooNew(path, version, len(MIGRATIONS))
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.executescript(f"BEGIN IMMEDIATE;{script}PRAGMA user_version = {number};COMMIT;")
