"""A catalog on disk, and documents to put into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onyx_desktop.domain import Document, File, Page
from onyx_desktop.index.catalog import Catalog
from onyx_desktop.index.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "catalog.sqlite", write=True)
    yield opened
    opened.close()


@pytest.fixture
def catalog(database: Database) -> Catalog:
    return Catalog(database)


def file_at(path: str | Path, size_bytes: int = 10, mtime_ns: int = 1_700_000_000_000_000_000) -> File:
    return File(Path(path), size_bytes, mtime_ns, inode=1, device=1)


def add(catalog: Catalog, path: str, *bodies: str, title: str = "", mtime_ns: int = 1_700_000_000_000_000_000) -> int:
    """A file whose document has one page a body and one chunk a page; returns the document's id."""
    file = file_at(path, mtime_ns=mtime_ns)
    folder = catalog.add_folder(file.path.parent)
    catalog.note_found(folder, [file], [])
    document = Document(title, tuple(Page(number, body) for number, body in enumerate(bodies, 1)), paged=True)
    chunks = [(number, number + 1, 0, len(body), "", key_of(body)) for number, body in enumerate(bodies)]
    return catalog.add_document(file, repr((title, bodies)).encode(), document, chunks)


def key_of(body: str) -> bytes:
    return body.encode()[:16].ljust(16, b"\0")
