"""An index of any earlier version: read and written by this one, without losing or embedding anything again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.domain import Mode
from onyx_desktop.errors import DiskFull, UpgradeFailed
from onyx_desktop.index import schema, upgrade
from onyx_desktop.index.catalog import to_bytes
from onyx_desktop.index.functions import teach
from onyx_desktop.index.schema import MIGRATIONS
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings
from tests.library.conftest import run

TEXT = "The landlord shall keep the heating installation in working order."


@pytest.fixture(params=range(1, len(MIGRATIONS)))
def old(home: paths.Home, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A catalog as each version left it, with one file from version 1; gives its folder."""
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
    connection.commit()
    teach(connection)
    for script in MIGRATIONS[1 : request.param]:
        connection.executescript(script)
    connection.execute(f"PRAGMA user_version = {request.param}")
    connection.commit()
    connection.close()
    return file.parent


def test_a_reader_may_be_the_first_to_open_it(old: Path, home: paths.Home) -> None:
    with Library.open(home, Settings(), write=False) as library:
        status = library.status()
    assert (status.documents, status.chunks, status.answering) == (1, 1, "all-MiniLM-L6-v2")


@pytest.mark.parametrize("old", [1, 3, 6], indirect=True)
def test_an_update_makes_its_words_again_and_reads_nothing(old: Path, home: paths.Home) -> None:
    with Library.open(home, Settings()) as library:
        done = run(library.update())
        assert (done.unchanged, done.indexed) == (1, 0)
        for mode in Mode:
            assert library.search("who keeps the heating", mode=mode).hits, mode


@pytest.mark.parametrize("old", [2], indirect=True)
@pytest.mark.parametrize("fails", ["a migration", "the check", "the disk", "the end"])
def test_what_fails_half_way_leaves_the_old_one_as_it_was(
    old: Path, home: paths.Home, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    catalog = home.data / "catalog.sqlite"
    before = catalog.read_bytes()
    wanted: type[BaseException] = UpgradeFailed
    with monkeypatch.context() as patch:
        if fails == "a migration":
            patch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, "CREATE TABLE half(a); INSERT INTO nowhere VALUES (1);"))
        elif fails == "the check":
            patch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, "DELETE FROM chunks;"))
        elif fails == "the disk":
            wanted = DiskFull
            patch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, f"PRAGMA max_page_count = 1; {FILL}"))
        else:  # killed when all is done but the renaming
            wanted = KeyboardInterrupt
            patch.setattr(upgrade.os, "replace", interrupted)
        with pytest.raises(wanted):
            Library.open(home, Settings())
    assert catalog.read_bytes() == before
    assert {path.name for path in home.data.glob("catalog*")} == {"catalog.sqlite"}
    with Library.open(home, Settings()) as library:
        assert library.status().chunks == 1


FILL = "CREATE TABLE large(a); INSERT INTO large VALUES (zeroblob(10000000));"


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("old", [2], indirect=True)
def test_what_a_killed_upgrade_left_is_taken_away(old: Path, home: paths.Home) -> None:
    (home.data / "catalog.sqlite.new").write_bytes(b"half of a catalog")
    (home.data / "catalog.sqlite.new-wal").write_bytes(b"and of its log")
    with Library.open(home, Settings()) as library:
        assert library.status().documents == 1
    assert not list(home.data.glob("catalog.sqlite.new*"))
