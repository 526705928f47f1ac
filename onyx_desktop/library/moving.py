"""A library as one file, to carry it to another computer.

Left out are Chroma's store, which is made again from the vectors, the installed models, and the settings. The file is
a zip: `onyx.json`, the catalog as SQLite copies it while others read it, and the vectors, token codes and terms as
they lie on disk. What comes in is checked before anything is put in its place, and the catalog comes last, so that a
stopped import leaves an empty library. Paths of the other computer are mapped folder by folder; a folder that is not
named keeps its path, and counts as a drive that is not plugged in while it is not there.
"""

from __future__ import annotations

import contextlib
import json
import ntpath
import os
import posixpath
import shutil
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from onyx_desktop import __version__
from onyx_desktop.domain import Phase, Step
from onyx_desktop.errors import DiskFull, LibraryNotEmpty, NotAPackedLibrary, NotWritten
from onyx_desktop.index.catalog import to_bytes
from onyx_desktop.index.database import Database
from onyx_desktop.index.store import locked

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

    from onyx_desktop.index.store import Store
    from onyx_desktop.paths import Home

ENDING = ".onyx"
FORMAT = 1
_MANIFEST, _CATALOG = "onyx.json", "catalog.sqlite"
_PARTS = ("matrix", "tokens", "terms")
_BLOCK_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class Packed:
    """What a packed library says of itself. folders: their paths on the computer that it comes from."""

    format: int
    program: str
    model: str
    files: int
    folders: tuple[str, ...]
    size_bytes: int  # unpacked


def pack(store: Store, model: str, target: Path) -> Generator[Step, None, Packed]:
    """Write a library into a file, whole or not at all; a job for the writer. Raises `NotWritten`, `DiskFull`."""
    snapshot, draft = store.folder / "catalog.packing", target.with_name(f".{target.name}.draft")
    try:
        snapshot.unlink(missing_ok=True)
        yield Step(Phase.CHECKING)
        store.database.snapshot(snapshot)
        members = {_CATALOG: snapshot} | {
            path.relative_to(store.folder).as_posix(): path
            for part in _PARTS
            for path in sorted((store.folder / part).rglob("*"))
            if path.is_file()
        }
        size = sum(path.stat().st_size for path in members.values())
        (files,) = store.database.row("SELECT count(*) FROM files WHERE root_id IS NULL")
        packed = Packed(FORMAT, __version__, model, files, tuple(map(str, store.catalog.folders())), size)
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(_MANIFEST, json.dumps(asdict(packed), ensure_ascii=True, indent=1))
            done = 0
            for name, path in members.items():
                with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as sink:
                    for block in _blocks(source):
                        sink.write(block)
                        done += len(block)
                        yield Step(Phase.CHECKING, done, size)
        draft.replace(target)
    except OSError as error:
        raise NotWritten(target, error.strerror or type(error).__name__) from error
    finally:
        for left in (snapshot, draft):
            left.unlink(missing_ok=True)
    return packed


def look_into(source: Path) -> Packed:
    """What a packed library holds. Raises `NotAPackedLibrary`."""
    with _archive(source) as archive:
        return _manifest(archive, source)


def unpack(source: Path, home: Home, moved: Mapping[str, Path]) -> Generator[Step, None, Packed]:
    """Make a packed library the one of an empty data folder; a job. The library must be closed.

    moved: folders of the other computer → where they are here. Raises `NotAPackedLibrary`, `LibraryNotEmpty`,
    `IndexInUse`, `IndexTooNew`, `DiskFull`.
    """
    home.create()
    draft = home.data / "unpacking"
    with locked(home.data), _archive(source) as archive:
        packed = _manifest(archive, source)
        if _holds_files(home):
            raise LibraryNotEmpty(home.data)
        if shutil.disk_usage(home.data).free < packed.size_bytes + (64 << 20):
            raise DiskFull(home.data)
        shutil.rmtree(draft, ignore_errors=True)
        try:
            yield from _extract(archive, source, draft, packed.size_bytes)
            _map(draft / _CATALOG, moved)
            _put_in_place(draft, home)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return packed


def _extract(archive: zipfile.ZipFile, source: Path, draft: Path, size: int) -> Generator[Step, None, None]:
    done = 0
    try:
        for info in archive.infolist():
            if info.filename == _MANIFEST:
                continue
            target = draft / _safe(info.filename, source)
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(info) as packed, target.open("wb") as sink:
                for block in _blocks(packed):
                    done += len(block)
                    if done > size:  # a bomb, or another manifest's
                        raise NotAPackedLibrary(source, "it holds more than it says")
                    sink.write(block)
                    yield Step(Phase.CHECKING, done, size)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise NotAPackedLibrary(source, "it is damaged") from error
    if not (draft / _CATALOG).exists():
        raise NotAPackedLibrary(source, "the catalog is missing")


def _map(catalog: Path, moved: Mapping[str, Path]) -> None:
    """Write the paths of this computer into a catalog, and forget the other's numbers of files."""
    database = Database(catalog, write=True)
    try:
        folders = database.rows("SELECT id, path FROM folders")
        with database.transaction() as connection:
            connection.execute("UPDATE files SET inode = 0, device = 0")
            for key, stored in folders:
                old = os.fsdecode(stored)
                if old not in moved:
                    continue
                new = moved[old]
                connection.execute("UPDATE folders SET path = ? WHERE id = ?", (to_bytes(new), key))
                rows = connection.execute("SELECT id, path FROM files WHERE folder_id = ?", (key,)).fetchall()
                connection.executemany(
                    "UPDATE files SET path = ? WHERE id = ?",
                    [(to_bytes(new.joinpath(*_inside(os.fsdecode(path), old))), file) for file, path in rows],
                )
    finally:
        database.close()


def _inside(path: str, folder: str) -> tuple[str, ...]:
    """The names from a folder to a file, by the rules of the system that wrote them."""
    rules = ntpath if ntpath.splitdrive(folder)[0] else posixpath
    rest = path[len(folder) :].lstrip(rules.sep)
    return tuple(rest.split(rules.sep)) if rest else ()


def _put_in_place(draft: Path, home: Home) -> None:
    for file in home.data.glob("catalog.sqlite*"):
        file.unlink()
    shutil.rmtree(home.data / "chroma", ignore_errors=True)
    for part in _PARTS:
        shutil.rmtree(home.data / part, ignore_errors=True)
        if (draft / part).exists():
            (draft / part).replace(home.data / part)
    (draft / _CATALOG).replace(home.data / _CATALOG)


def _holds_files(home: Home) -> bool:
    catalog = home.data / _CATALOG
    if not catalog.exists():
        return False
    database = Database(catalog, write=False)
    try:
        return bool(database.row("SELECT EXISTS (SELECT 1 FROM folders)")[0])
    finally:
        database.close()


@contextlib.contextmanager
def _archive(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "it is no packed library"
        raise NotAPackedLibrary(source, why) from error
    with archive:
        yield archive


def _manifest(archive: zipfile.ZipFile, source: Path) -> Packed:
    try:
        said: dict[str, Any] = json.loads(archive.read(_MANIFEST))
        packed = Packed(**{**said, "folders": tuple(map(str, said["folders"]))})
        numbers = (packed.format, packed.files, packed.size_bytes)
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise NotAPackedLibrary(source, "it is no packed library") from error
    if not all(isinstance(each, int) and each >= 0 for each in numbers):
        raise NotAPackedLibrary(source, "it is damaged")
    if packed.format > FORMAT:
        raise NotAPackedLibrary(source, f"a newer Onyx Desktop ({packed.program}) wrote it")
    return packed


def _safe(name: str, source: Path) -> PurePosixPath:
    """A member's place below the data folder. Raises `NotAPackedLibrary` for one that is not the library's."""
    path = PurePosixPath(name)
    ours = name == _CATALOG or (len(path.parts) > 1 and path.parts[0] in _PARTS)
    if not ours or ".." in path.parts or "\\" in name or ":" in name or name.endswith("/"):
        raise NotAPackedLibrary(source, "it holds what is no part of a library")
    return path


def _blocks(source: Any) -> Iterator[bytes]:  # noqa: ANN401 - whatever reads bytes
    while block := source.read(_BLOCK_BYTES):
        yield block
