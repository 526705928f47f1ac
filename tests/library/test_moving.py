"""A library as one file: on the other computer it gives the same hits, without reading or embedding anything."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.errors import IndexInUse, LibraryNotEmpty, NotAPackedLibrary, NotWritten
from onyx_desktop.library import Library, moving
from onyx_desktop.settings import Settings
from tests.library.conftest import SAMPLES, run

QUESTIONS = ("what keeps galaxies from flying apart", "indentation", "who may declare war")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[list[tuple[str, int | None, float]]]]:
    """The packed library, its folder, and its hits."""
    root = tmp_path_factory.mktemp("old")
    folder = root / "Über Documents"
    (folder / "sub").mkdir(parents=True)
    for name in ("PEP 8 Style Guide for Python Code.rst", "Declaration of Independence.txt"):
        shutil.copy(SAMPLES / name, folder / "sub")
    shutil.copy(SAMPLES / "The Data Behind Dark Matter.pdf", folder)
    with Library.open(paths.home(root / "onyx"), Settings()) as library:
        run(library.update([folder]))
        packed = run(moving.pack(library.store, library.settings.model, root / "library.onyx"))
        assert (packed.files, packed.folders) == (3, (str(folder),))
        return root / "library.onyx", folder, hits(library)


def hits(library: Library) -> list[list[tuple[str, int | None, float]]]:
    return [
        [(hit.path.name, hit.page, round(hit.score, 4)) for hit in library.search(question).hits]
        for question in QUESTIONS
    ]


def test_it_answers_the_same_elsewhere(made: tuple[Path, Path, list[object]], tmp_path: Path) -> None:
    packed, folder, expected = made
    here = tmp_path / "Elsewhere"
    shutil.copytree(folder, here, copy_function=shutil.copy2)
    home = paths.home(tmp_path / "onyx")
    run(moving.unpack(packed, home, {str(folder): here}))
    with Library.open(home, Settings()) as library:
        assert hits(library) == expected
        assert {hit.path.parent for hit in library.search("indentation").hits} >= {here / "sub"}
        done = run(library.update())
        assert (done.indexed, done.embedded, done.removed, done.unchanged) == (0, 0, 0, 3)
        assert run(library.verify(repair=False)).findings == ()
        assert library.search("in:elsewhere indentation").hits
    assert not (home.data / "unpacking").exists()


def test_without_its_folder_it_is_an_unplugged_drive(made: tuple[Path, Path, list[object]], tmp_path: Path) -> None:
    packed, folder, expected = made
    home = paths.home(tmp_path / "onyx")
    run(moving.unpack(packed, home, {str(folder): tmp_path / "not there"}))
    with Library.open(home, Settings()) as library:
        run(library.update())
        assert hits(library) == expected
        assert not library.folders()[0].available


def test_paths_of_windows_are_read_by_its_rules() -> None:
    assert moving._inside("C:\\Users\\Eva\\Docs\\a\\b.txt", "C:\\Users\\Eva\\Docs") == ("a", "b.txt")
    assert moving._inside("\\\\server\\share\\a\\b.txt", "\\\\server\\share") == ("a", "b.txt")
    assert moving._inside("/home/eva/a\\b/c.txt", "/home/eva") == ("a\\b", "c.txt")


def test_a_library_is_never_overwritten(made: tuple[Path, Path, list[object]], tmp_path: Path) -> None:
    packed, _, _ = made
    home = paths.home(tmp_path / "onyx")
    (tmp_path / "mine").mkdir()
    with Library.open(home, Settings()) as library:
        library.add_folder(tmp_path / "mine")
        with pytest.raises(IndexInUse):
            run(moving.unpack(packed, home, {}))
    with pytest.raises(LibraryNotEmpty):
        run(moving.unpack(packed, home, {}))
    with Library.open(home, Settings()) as library:
        assert [state.path for state in library.folders()] == [tmp_path / "mine"]


def test_a_stopped_import_leaves_an_empty_library(made: tuple[Path, Path, list[object]], tmp_path: Path) -> None:
    home = paths.home(tmp_path / "onyx")
    job = moving.unpack(made[0], home, {})
    next(job)
    job.close()
    assert [path.name for path in home.data.iterdir() if path.is_dir() and path.name != "logs"] == []
    with Library.open(home, Settings()) as library:
        assert library.folders() == []


def hostile(target: Path, name: str, content: bytes = b"x", size: int = 100, **said: object) -> Path:
    manifest = {"format": 1, "program": "9", "model": "m", "files": 1, "folders": [], "size_bytes": size} | said
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("onyx.json", json.dumps(manifest))
        archive.writestr(name, content)
    return target


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../catalog.sqlite", {}),
        ("matrix/../../x", {}),
        ("/etc/passwd", {}),
        ("matrix\\..\\x", {}),
        ("settings.toml", {}),
        ("catalog.sqlite", {"size_bytes": 0}),
        ("catalog.sqlite", {"format": 2}),
        ("catalog.sqlite", {"folders": 3}),
        ("catalog.sqlite", {"files": -1}),
        ("catalog.sqlite", {"more": 1}),
        ("matrix/x", {}),
    ],
)
def test_what_is_no_packed_library_is_refused(tmp_path: Path, name: str, said: dict[str, object]) -> None:
    home = paths.home(tmp_path / "onyx")
    with pytest.raises(NotAPackedLibrary):
        run(moving.unpack(hostile(tmp_path / "x.onyx", name, **said), home, {}))
    assert not (tmp_path / "catalog.sqlite").exists()
    assert not (home.data / "catalog.sqlite").exists()


@pytest.mark.parametrize("damage", ["cut", "flipped", "other", "missing"])
def test_a_damaged_file_is_refused(made: tuple[Path, Path, list[object]], tmp_path: Path, damage: str) -> None:
    content = bytearray(made[0].read_bytes())
    if damage == "flipped":
        content[len(content) // 2] ^= 255
    file = tmp_path / "library.onyx"
    if damage != "missing":
        file.write_bytes({"cut": content[: len(content) // 2], "other": b"%PDF-1.7"}.get(damage, content))
    home = paths.home(tmp_path / "onyx")
    with pytest.raises(NotAPackedLibrary):
        run(moving.unpack(file, home, {}))
    with Library.open(home, Settings()) as library:
        assert library.folders() == []


def test_where_nothing_can_be_written_it_is_said(made: tuple[Path, Path, list[object]], tmp_path: Path) -> None:
    with Library.open(paths.home(tmp_path / "onyx"), Settings()) as library, pytest.raises(NotWritten):
        run(moving.pack(library.store, "m", tmp_path / "nowhere" / "x.onyx"))
