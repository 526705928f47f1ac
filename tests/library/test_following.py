"""Changed paths, as the system reports them, become answers: the index is that of a whole update."""

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings
from tests.library.conftest import run

TEXTS = {
    "Letters/lease.txt": "The landlord shall keep the heating in working order.",
    "Letters/notice.txt": "The notice period is three months to the end of a month.",
    "soup.md": "Roast the pumpkin and blend it with stock.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Documents"
    for name, text in TEXTS.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text)
    return made


@pytest.fixture
def shelf(tmp_path: Path, folder: Path) -> Iterator[Library]:
    with Library.open(paths.home(tmp_path / "onyx"), Settings(quality="fast")) as library:
        run(library.update([folder]))
        yield library


def names(library: Library) -> set[str]:
    return {row[0].decode() for row in library.store.database.rows("SELECT path FROM files")}


def first(library: Library, query: str) -> str:
    return library.search(query).hits[0].path.name


def test_new_changed_deleted_and_moved(shelf: Library, folder: Path) -> None:
    (folder / "garage.txt").write_text("The tenant parks one car in the garage.")
    (folder / "soup.md").write_text("Slice the cucumber and dress it with dill.")
    (folder / "Letters" / "notice.txt").unlink()
    (folder / "Letters" / "lease.txt").rename(folder / "contract.txt")
    changed = [
        folder / name
        for name in ("garage.txt", "soup.md", "Letters/notice.txt", "Letters/lease.txt", "contract.txt", "never.txt")
    ]
    done = run(shelf.follow(changed))
    assert (done.indexed, done.removed, done.embedded) == (3, 2, 2), "what moved is known by its content"
    assert names(shelf) == {str(folder / name) for name in ("garage.txt", "soup.md", "contract.txt")}
    assert [first(shelf, query) for query in ("parking a car", "cucumber salad", "broken heating")] == [
        "garage.txt",
        "soup.md",
        "contract.txt",
    ]
    whole = run(shelf.update())
    assert (whole.indexed, whole.removed, whole.moved) == (0, 0, 0), "a whole update finds nothing to do"


def test_a_folder_that_moves_or_goes(shelf: Library, folder: Path) -> None:
    (folder / "Letters").rename(folder / "Old letters")
    done = run(shelf.follow([folder / "Letters", folder / "Old letters"]))
    assert (done.embedded, done.removed) == (0, 2)
    assert str(folder / "Old letters" / "lease.txt") in names(shelf)
    shutil.rmtree(folder / "Old letters")
    run(shelf.follow([folder / "Old letters"]))
    assert names(shelf) == {str(folder / "soup.md")}


def test_an_unplugged_drive_keeps_its_files(shelf: Library, folder: Path) -> None:
    away = folder.rename(folder.with_name("elsewhere"))
    run(shelf.follow([folder, *(folder / name for name in TEXTS)]))
    assert len(names(shelf)) == 3
    away.rename(folder)
    assert first(shelf, "broken heating") == "lease.txt"


def test_what_is_held_or_elsewhere_is_left_alone(shelf: Library, folder: Path, tmp_path: Path) -> None:
    (folder / "garage.txt").write_text("The tenant parks one car in the garage.")
    (tmp_path / "stranger.txt").write_text("Nobody asked for this.")
    shelf.apply(dataclasses.replace(shelf.settings, paused_folders=(str(folder),)))
    run(shelf.follow([folder / "garage.txt", tmp_path / "stranger.txt"]))
    assert len(names(shelf)) == 3
    shelf.apply(dataclasses.replace(shelf.settings, paused_folders=()))
    (folder / "link").symlink_to(tmp_path, target_is_directory=True)
    run(shelf.follow([folder / "garage.txt", folder / "link"]))
    assert len(names(shelf)) == 4


def test_rules_of_the_folder_hold_for_what_changes_in_it(shelf: Library, folder: Path) -> None:
    (folder / ".onyxignore").write_text("*.md\n/Letters/old/")
    (folder / "Letters" / "old").mkdir()
    (folder / "Letters" / "old" / "first.txt").write_text("An old letter about the garden.")
    (folder / "Letters" / "new.md").write_text("A new letter about the garden.")
    run(shelf.follow([folder / "Letters"]))
    assert names(shelf) == {str(folder / name) for name in TEXTS}, "soup.md was known before the rules came"
    run(shelf.follow([folder]))
    assert names(shelf) == {str(folder / name) for name in TEXTS if not name.endswith(".md")}
