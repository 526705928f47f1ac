"""Folders that an update leaves alone: paused by a person, or on a drive that is away; and one that is read again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.domain import Depth
from onyx_desktop.library import Library
from onyx_desktop.library.drives import connected
from onyx_desktop.settings import Settings
from tests.library.conftest import run


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    for name, text in (("Letters", "Water ran through the ceiling."), ("Recipes", "Roast the pumpkin.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.txt").write_text(text, encoding="utf-8")
    return tmp_path / "Letters", tmp_path / "Recipes"


@pytest.fixture
def library(home: paths.Home, two: tuple[Path, Path]) -> Iterator[Library]:
    with Library.open(home, Settings()) as opened:
        for folder in two:
            opened.add_folder(folder)
        yield opened


def pause(library: Library, *folders: Path) -> None:
    library.apply(replace(library.settings, paused_folders=tuple(map(str, folders))))


def test_a_paused_folder_is_neither_read_nor_embedded(library: Library, two: tuple[Path, Path]) -> None:
    letters, recipes = two
    pause(library, letters)
    run(library.update())
    assert [(state.files, state.embedded, state.paused) for state in library.folders()] == [(0, 0, True), (1, 1, False)]
    pause(library)
    run(library.update(depth=Depth.WORDS))
    pause(library, letters, recipes)
    run(library.update())
    assert [(state.searchable, state.embedded) for state in library.folders()] == [(1, 0), (1, 1)]
    pause(library)
    run(library.update())
    assert [state.embedded for state in library.folders()] == [1, 1]


def test_what_is_known_of_a_paused_folder_stays_as_it_is(library: Library, two: tuple[Path, Path]) -> None:
    letters, _ = two
    run(library.update())
    pause(library, letters)
    (letters / "one.txt").unlink()
    (letters / "two.txt").write_text("The carpet is ruined.", encoding="utf-8")
    run(library.update())
    assert [hit.path.name for hit in library.search("in:Letters").hits] == ["one.txt"]


def test_a_paused_folder_that_is_named_goes_on(library: Library, two: tuple[Path, Path]) -> None:
    letters, _ = two
    pause(library, letters)
    run(library.update([letters / "one.txt"]))
    assert library.folders()[0].embedded == 1


def test_the_pause_outlives_the_program(library: Library, home: paths.Home, two: tuple[Path, Path]) -> None:
    pause(library, two[0])
    settings = library.settings
    library.close()
    with Library.open(home, settings) as again:
        run(again.update())
        assert [state.files for state in again.folders()] == [0, 1]


def test_a_drive_that_is_away_keeps_its_files(library: Library, two: tuple[Path, Path]) -> None:
    letters, _ = two
    run(library.update())
    away = letters.rename(letters.with_name("drawer"))
    run(library.update())
    assert [state.available for state in library.folders()] == [False, True]
    assert [hit.path.name for hit in library.search("ceiling").hits if hit.path.is_relative_to(letters)] == ["one.txt"]
    away.rename(letters)
    assert run(library.update()).unchanged == 2


def test_an_empty_mount_point_is_no_empty_folder(library: Library, two: tuple[Path, Path]) -> None:
    """The kernel leaves the folder in place when a drive goes; what tells is that its files were on another device."""
    letters, _ = two
    run(library.update())
    with library.store.database.transaction() as connection:
        connection.execute("UPDATE files SET device = device + 1 WHERE path = ?", (os.fsencode(letters / "one.txt"),))
    (letters / "one.txt").unlink()
    assert [state.available for state in library.folders()] == [False, True]
    run(library.update())
    assert library.folders()[0].files == 1, "kept until the drive is back"


def test_a_folder_that_was_emptied_is_empty(library: Library, two: tuple[Path, Path]) -> None:
    letters, _ = two
    run(library.update())
    (letters / "one.txt").unlink()
    run(library.update())
    assert [(state.files, state.available) for state in library.folders()] == [(0, True), (1, True)]


def test_whether_a_folder_is_there(tmp_path: Path) -> None:
    device = tmp_path.stat().st_dev
    assert connected(tmp_path, None)
    assert connected(tmp_path, device)
    assert not connected(tmp_path, device + 1)
    assert not connected(tmp_path / "gone", device)
    (tmp_path / "file.txt").write_text("x")
    assert connected(tmp_path, device + 1), "mounted anew under another number"


def test_a_folder_is_read_again(library: Library, two: tuple[Path, Path]) -> None:
    letters, _ = two
    run(library.update())
    run(library.unread(letters))
    assert [state.files for state in library.folders()] == [0, 1]
    done = run(library.update())
    assert (done.indexed, done.unchanged, done.embedded) == (1, 1, 0), "read anew; the vectors were kept"
