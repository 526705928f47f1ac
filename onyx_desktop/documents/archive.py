"""Zip and tar archives → the list of what lies in them, and their files one by one.

The list is the archive's own text, so that it is found by the names inside. Links, devices and folders are no files.
Nothing is unpacked to disk, and sizes that an archive claims are not believed: bytes are counted as they come.
"""

from __future__ import annotations

import datetime
import stat
import tarfile
import zipfile
import zlib
from itertools import islice
from typing import TYPE_CHECKING

from onyx_desktop.documents.inner import Inner, named
from onyx_desktop.documents.parts import parts
from onyx_desktop.documents.text import stem
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onyx_desktop.documents.source import Source

MOST_TIMES = 100
"""So many times its packed size may a large file have when it is unpacked; bombs have thousands."""

_LARGE_BYTES = 10 << 20
_LISTED = 1_000
_BROKEN = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, ValueError, NotImplementedError),
    *(RuntimeError, KeyError, IndexError, OverflowError),
)


def read(path: Source, inside: Callable[[Source], Iterator[Inner]]) -> Document:
    """The names in an archive as a document. Raises `Unreadable` (DAMAGED, EMPTY)."""
    names = [name for name, _ in islice(named(inside(path)), _LISTED)]
    if not names:
        raise Unreadable(Reason.EMPTY, "no files inside")
    pages, _ = parts("\n".join(names), [])
    return Document(stem(path), pages, reader="archive")


def inside_zip(path: Source) -> Iterator[Inner]:
    """The files of a zip. Raises `Unreadable` (DAMAGED)."""
    try:
        with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
            for entry in archive.infolist():
                if not entry.is_dir() and not stat.S_ISLNK(entry.external_attr >> 16):
                    yield Inner(entry.filename, entry.file_size, _zip_time(entry), _from_zip(archive, entry))
    except _BROKEN as error:
        raise Unreadable(Reason.DAMAGED, type(error).__name__) from None


def _from_zip(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[int], bytes]:
    def read_entry(most: int) -> bytes:
        if entry.flag_bits & 1:
            raise Unreadable(Reason.PASSWORD, "encrypted in its archive")
        if entry.file_size > max(_LARGE_BYTES, MOST_TIMES * entry.compress_size):
            raise Unreadable(Reason.TOO_MUCH_INSIDE, f"unpacks to more than {MOST_TIMES} times its size")
        with archive.open(entry) as stream:
            return stream.read(most + 1)

    return _limited(read_entry, entry.file_size)


def inside_tar(path: Source) -> Iterator[Inner]:
    """The files of a tar, packed or not. Raises `Unreadable` (DAMAGED)."""
    try:
        with path.open("rb") as stream, tarfile.open(fileobj=stream) as archive:
            for entry in archive:
                if entry.isreg() and not entry.issparse():
                    yield Inner(entry.name, entry.size, int(entry.mtime) * 1_000_000_000, _from_tar(archive, entry))
    except _BROKEN as error:
        raise Unreadable(Reason.DAMAGED, type(error).__name__) from None


def _from_tar(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> Callable[[int], bytes]:
    def read_entry(most: int) -> bytes:
        stream = archive.extractfile(entry)
        return stream.read(most + 1) if stream is not None else b""

    return _limited(read_entry, entry.size)


def _limited(read_entry: Callable[[int], bytes], claimed_bytes: int) -> Callable[[int], bytes]:
    def limited(most: int) -> bytes:
        if claimed_bytes > most:
            raise Unreadable(Reason.TOO_LARGE, f"{claimed_bytes} bytes")
        try:
            data = read_entry(most)
        except _BROKEN as error:
            raise Unreadable(Reason.DAMAGED, type(error).__name__) from None
        if len(data) > most:
            raise Unreadable(Reason.TOO_LARGE, f"more than {most} bytes")
        return data

    return limited


def _zip_time(entry: zipfile.ZipInfo) -> int:
    """Local time, as zips have it; 0 for a day that is none."""
    try:
        return int(datetime.datetime(*entry.date_time).timestamp()) * 1_000_000_000
    except (ValueError, OverflowError, OSError):
        return 0
