"""Folders, files and documents: what is written down, and what readers see of it."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from onyx_desktop.domain import Reason, Skipped
from onyx_desktop.errors import IndexDamaged, IndexTooNew
from onyx_desktop.index.catalog import Catalog
from onyx_desktop.index.database import Database
from onyx_desktop.index.schema import MIGRATIONS
from tests.index.conftest import add, file_at


def test_a_new_file_waits_until_it_is_read(catalog: Catalog) -> None:
    folder = catalog.add_folder(Path("/docs"))
    catalog.note_found(folder, [file_at("/docs/a.txt")], [])
    assert catalog.files(folder)[Path("/docs/a.txt")].waiting
    add(catalog, "/docs/a.txt", "text")
    row = catalog.files(folder)[Path("/docs/a.txt")]
    assert not row.waiting
    assert row.document_id is not None


def test_equal_content_is_one_document(catalog: Catalog, database: Database) -> None:
    first, second = add(catalog, "/docs/a.txt", "same"), add(catalog, "/docs/b.txt", "same")
    assert first == second
    assert database.row("SELECT count(*) FROM chunks")[0] == 1


def test_a_moved_file_keeps_its_document(catalog: Catalog) -> None:
    document = add(catalog, "/docs/a.txt", "text")
    folder = catalog.add_folder(Path("/docs"))
    catalog.note_found(folder, [], [(Path("/docs/a.txt"), file_at("/docs/sub/b.txt"))])
    assert {path: row.document_id for path, row in catalog.files(folder).items()} == {Path("/docs/sub/b.txt"): document}


def test_a_changed_file_leaves_its_old_document_to_be_purged(catalog: Catalog, database: Database) -> None:
    old = add(catalog, "/docs/a.txt", "old words")
    add(catalog, "/docs/a.txt", "new words")
    assert catalog.orphans(10) == [old]
    assert len(catalog.purge(old)) == 1
    assert catalog.orphans(10) == []
    assert database.row("SELECT count(*) FROM words WHERE words MATCH 'old'")[0] == 0
    assert database.row("SELECT count(*) FROM words WHERE words MATCH 'new'")[0] == 1


def test_a_file_name_that_is_no_unicode_survives(catalog: Catalog) -> None:
    path = Path(os.fsdecode(b"/docs/caf\xe9.txt"))
    add(catalog, str(path), "text")
    assert list(catalog.files(catalog.add_folder(Path("/docs")))) == [path]


def test_an_inode_wider_than_63_bits_is_stored(catalog: Catalog) -> None:
    folder = catalog.add_folder(Path("/docs"))
    file = file_at("/docs/a.txt")
    catalog.note_found(folder, [type(file)(file.path, 1, 1, inode=2**64 - 1, device=2**63)], [])
    assert len(catalog.files(folder)) == 1


def test_a_folder_inside_a_known_one_is_that_one(catalog: Catalog) -> None:
    outer = catalog.add_folder(Path("/docs"))
    assert catalog.add_folder(Path("/docs/sub")) == outer
    assert list(catalog.folders()) == [Path("/docs")]


def test_a_folder_around_known_ones_takes_their_files(catalog: Catalog) -> None:
    add(catalog, "/docs/sub/a.txt", "text")
    outer = catalog.add_folder(Path("/docs"))
    assert list(catalog.folders()) == [Path("/docs")]
    assert list(catalog.files(outer)) == [Path("/docs/sub/a.txt")]


def test_removing_a_folder_removes_its_files_only(catalog: Catalog) -> None:
    add(catalog, "/one/a.txt", "a")
    add(catalog, "/two/b.txt", "b")
    assert catalog.remove_folder(Path("/one")) == 1
    assert list(catalog.folders()) == [Path("/two")]
    assert len(catalog.orphans(10)) == 1


def test_a_refused_file_is_listed_with_its_reason_and_can_be_retried(catalog: Catalog) -> None:
    add(catalog, "/docs/a.pdf", "text")
    refused = Skipped(file_at("/docs/a.pdf"), Reason.PASSWORD, "detail")
    catalog.note_skipped(refused)
    assert catalog.problems() == [refused]
    catalog.retry([Path("/docs/a.pdf")])
    assert catalog.problems() == []
    assert catalog.files(catalog.add_folder(Path("/docs")))[Path("/docs/a.pdf")].waiting


def test_a_document_is_stored_whole_or_not_at_all(catalog: Catalog, database: Database) -> None:
    folder = catalog.add_folder(Path("/docs"))
    catalog.note_found(folder, [file_at("/docs/a.txt")], [])

    def crash() -> None:
        with database.transaction():
            add(catalog, "/docs/a.txt", "text")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        crash()
    assert database.row("SELECT (SELECT count(*) FROM documents) + (SELECT count(*) FROM pages)")[0] == 0
    assert catalog.files(folder)[Path("/docs/a.txt")].waiting


def test_a_catalog_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(IndexTooNew):
        Database(path, write=True)


def test_a_file_that_is_no_catalog_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    path.write_bytes(b"no database at all " * 100)
    with pytest.raises(IndexDamaged):
        Database(path, write=True)
