"""An index of the first version: read and written by this one, without losing or embedding anything again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.domain import Mode
from onyx_desktop.index.catalog import to_bytes
from onyx_desktop.index.schema import MIGRATIONS
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings
from tests.library.conftest import run

TEXT = "The landlord shall keep the heating installation in working order."


@pytest.fixture
def old(home: paths.Home, tmp_path: Path) -> Path:
    """A catalog as version 1 left it, with one file; gives its folder."""
    file = tmp_path / "Documents" / "lease.txt"
    file.parent.mkdir()
    file.write_text(TEXT)
    facts = file.stat()
    home.create()
    connection = sqlite3.connect(home.data / "catalog.sqlite")
    connection.executescript(MIGRATIONS[0])
    connection.execute("INSERT INTO folders VALUES (1, ?)", (to_bytes(file.parent),))
    connection.execute("INSERT INTO documents VALUES (1, x'00', 'lease', '', 0, 'text', ?)", (len(TEXT),))
    connection.execute(
        "INSERT INTO files(folder_id, path, suffix, size_bytes, mtime_ns, inode, device, document_id)"
        " VALUES (1, ?, '.txt', ?, ?, ?, ?, 1)",
        (to_bytes(file), facts.st_size, facts.st_mtime_ns, facts.st_ino, facts.st_dev),
    )
    connection.execute("INSERT INTO pages VALUES (1, 1, 1, '', 0, ?)", (TEXT,))
    connection.execute("INSERT INTO chunks VALUES (1, 1, 1, 0, 0, ?, '', ?)", (len(TEXT), b"k" * 16))
    connection.execute("INSERT INTO words(rowid, title, heading, body) SELECT id, title, heading, body FROM passages")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    return file.parent


def test_a_reader_may_be_the_first_to_open_it(old: Path, home: paths.Home) -> None:
    with Library.open(home, Settings(), write=False) as library:
        status = library.status()
    assert (status.documents, status.chunks, status.answering) == (1, 1, "all-MiniLM-L6-v2")


def test_an_update_makes_its_words_again_and_reads_nothing(old: Path, home: paths.Home) -> None:
    with Library.open(home, Settings()) as library:
        done = run(library.update())
        assert (done.unchanged, done.indexed) == (1, 0)
        for mode in Mode:
            assert library.search("who keeps the heating", mode=mode).hits, mode
