"""A zip somebody was given → its files in a folder of ours.

Refuses (`ModelUnfit`) every entry that could land elsewhere or is no plain file: absolute names, "..", backslashes,
drive letters, links, passwords, two names that one disk would take for the same; and archives with too many files.
Without room for what it says it holds it is not begun (`DiskFull`); more than it says never comes out.
"""

from __future__ import annotations

import shutil
import stat
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from onyx_desktop.errors import DiskFull, ModelUnfit
from onyx_desktop.models.hub import Stopped

if TYPE_CHECKING:
    import threading
    from pathlib import Path

MOST_FILES = 2000
_SPARE_BYTES = 64 << 20
_BLOCK_BYTES = 1 << 20
_ENCRYPTED = 1
_NOISE = ("__MACOSX", ".DS_Store")


def is_zip(path: Path) -> bool:
    """Whether a file is a zip, whatever its name says."""
    return path.is_file() and zipfile.is_zipfile(path)


def unpack(path: Path, target: Path, stop: threading.Event) -> None:
    """Write a zip's files to `target`. Raises `ModelUnfit`, `DiskFull`, `OSError`, `Stopped` once `stop` is set."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [each for each in archive.infolist() if not each.is_dir() and not _noise(each.filename)]
            _check(path, entries)
            target.mkdir(parents=True, exist_ok=True)
            if shutil.disk_usage(target).free < sum(each.file_size for each in entries) + _SPARE_BYTES:
                raise DiskFull(target)
            for each in entries:
                _write(archive, each, target / each.filename, stop)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ModelUnfit(path, f"the archive is damaged: {error}") from error


def top(folder: Path) -> Path:
    """The first folder on the way down that holds more than one folder."""
    while True:
        inside = [each for each in folder.iterdir() if not _noise(each.name)]
        if len(inside) != 1 or not inside[0].is_dir():
            return folder
        folder = inside[0]


def _noise(name: str) -> bool:
    return any(part in _NOISE for part in name.split("/"))


def _check(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    if not entries:
        raise ModelUnfit(path, "the archive is empty")
    if len(entries) > MOST_FILES:
        raise ModelUnfit(path, f"the archive holds {len(entries)} files")
    seen: set[str] = set()
    for each in entries:
        name, mode = each.filename, each.external_attr >> 16
        parts = name.split("/")
        if PurePosixPath(name).is_absolute() or "\\" in name or ":" in name or {"..", ".", ""} & set(parts):
            raise ModelUnfit(path, f"the archive would write outside its folder: {name!r}")
        if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
            raise ModelUnfit(path, f"the archive holds a link: {name!r}")
        if each.flag_bits & _ENCRYPTED:
            raise ModelUnfit(path, "the archive has a password")
        if name.casefold() in seen:
            raise ModelUnfit(path, f"the archive holds {name!r} twice")
        seen.add(name.casefold())


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, stop: threading.Event) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(entry) as content, target.open("xb") as stream:
        while block := content.read(_BLOCK_BYTES):
            if stop.is_set():
                raise Stopped
            stream.write(block)
