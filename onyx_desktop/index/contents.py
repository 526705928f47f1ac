"""A document → its rows: itself, its pages, chunks, words and, of a message, the fields; and how readers hear of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop.index import words
from onyx_desktop.index.language import language_of
from onyx_desktop.index.lexemes import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from onyx_desktop.domain import ChunkRow, Document, Mail


def store(connection: sqlite3.Connection, content_hash: bytes, document: Document, chunks: Sequence[ChunkRow]) -> int:
    """Store a new document within the running transaction; its id."""
    # A stale one gives up its content's name, and goes when the last file has been read again.
    connection.execute("UPDATE documents SET content_hash = randomblob(16) WHERE content_hash = ?", (content_hash,))
    key = int(
        connection.execute(
            "INSERT INTO documents(content_hash, title, author, paged, reader, characters, language)"
            " VALUES (?,?,?,?,?,?,?)",
            (content_hash, document.title, document.author, document.paged, document.reader,
             sum(len(page.text) for page in document.pages),
             language_of([page.text for page in document.pages])),
        ).lastrowid or 0
    )  # fmt: skip
    if document.mail is not None:
        _store_mail(connection, key, document.mail)
    page_ids = {
        page.number: connection.execute(
            "INSERT INTO pages(document_id, number, label, begins, text, recognised) VALUES (?,?,?,?,?,?)",
            (
                key,
                page.number,
                page.label,
                page.offset,
                page.text,
                page.recognised and any(map(str.isalnum, page.text)),
            ),
        ).lastrowid
        for page in document.pages
    }
    connection.executemany(
        "INSERT INTO chunks(document_id, page_id, ordinal, begins, ends, heading, vector_key) VALUES (?,?,?,?,?,?,?)",
        [(key, page_ids[page], ordinal, start, end, heading, vector_key)
         for ordinal, page, start, end, heading, vector_key in chunks],
    )  # fmt: skip
    words.add_document(connection, key)
    return key


def _store_mail(connection: sqlite3.Connection, document_id: int, mail: Mail) -> None:
    connection.execute(
        "INSERT INTO mails(document_id, sender, recipients, subject, sent_ns) VALUES (?,?,?,?,?)",
        (document_id, fold(mail.sender), fold(mail.recipients), fold(mail.subject), mail.sent_ns),
    )


def reshaped(connection: sqlite3.Connection) -> None:
    """Count a change other than an addition: readers then reload what they hold instead of adding to it."""
    connection.execute(
        "INSERT INTO facts(key, value) VALUES ('reshaped', 1) ON CONFLICT(key) DO UPDATE SET value = value + 1"
    )
