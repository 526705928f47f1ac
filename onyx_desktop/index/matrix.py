"""The matrix: each model's full vectors in flat files, named by content; cache, exact search and source of all else.

A folder per model fingerprint holds `vectors.f16` or `vectors.f32` (n rows of `dimensions` floats) and `keys.bin` (n
records: the 16-byte key of the text that was embedded, and a CRC-32 of the row). Rows are only ever appended, vectors
before keys, both synced, so a crash leaves at most a torn tail, which the next writer cuts off. Refuses nothing else: a
damaged row fails its CRC and is embedded again. Codes made of the rows (see `codes`) lie beside them.
"""

from __future__ import annotations

import mmap
import os
import threading
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from onyx_desktop.domain import Precision
from onyx_desktop.index.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from onyx_desktop.domain import FloatArray, IntArray

KEY_BYTES = 16
_RECORD = np.dtype([("key", f"V{KEY_BYTES}"), ("crc", "<u4")])
_BLOCK_ROWS = 8192


class Matrix:
    """The vectors of one fingerprint. One writer; readers in other processes see whole rows only.

    Row numbers are stable until `keep`, which makes a new generation. precision: FLOAT32, or FLOAT16 for all others.
    """

    def __init__(self, folder: Path, dimensions: int, *, write: bool, precision: Precision = Precision.FLOAT16) -> None:
        self.folder = folder
        self.dimensions = dimensions
        self.precision = precision
        self.generation = 0
        self._dtype = np.dtype(np.float32 if precision is Precision.FLOAT32 else np.float16)
        self._row_bytes = dimensions * self._dtype.itemsize
        self._write = write
        self._guard = threading.Lock()
        self._keys = Keys()
        self._vectors: npt.NDArray[Any] = np.empty((0, dimensions), self._dtype)
        self._count = 0
        self._files = (0, 0)
        if write:
            folder.mkdir(parents=True, exist_ok=True)
            self._cut_torn_tail()
        self.refresh()

    def __len__(self) -> int:
        return self._count

    def refresh(self) -> None:
        """Take in the rows that were written since; cheap when there are none."""
        with self._guard:
            count, files = self._stored()
            if files != self._files and self._count:  # another process has rewritten them
                self._forget()
            if count <= self._count:
                return
            records = np.fromfile(self._keys_file, _RECORD, count - self._count, offset=self._count * _RECORD.itemsize)
            self._keys.extend(records["key"])
            self._vectors = np.memmap(self._vectors_file, self._dtype, "r", shape=(count, self.dimensions))
            self._count, self._files = count, files

    def rows_of(self, keys: Sequence[bytes] | npt.NDArray[Any]) -> IntArray:
        """The row of each key, (n,) int64; -1 where there is none. keys: also as an array (n,) of 16 bytes each."""
        return self._keys.rows_of(keys)

    def known_keys(self) -> list[bytes]:
        """The keys of all rows."""
        return list(dict.fromkeys(map(bytes, self._records()["key"])))

    def vectors(self, rows: IntArray) -> FloatArray:
        """The vectors of some rows, (n, dimensions) float32."""
        return np.asarray(self._vectors[rows], np.float32)

    def append(self, keys: Sequence[bytes], vectors: FloatArray) -> None:
        """Add rows, (n, dimensions) float32, synced to disk before this returns. Known keys get a newer row."""
        if not len(keys):
            return
        self._cut_torn_tail()  # what an append that failed half way (a full disk) left behind
        rows = np.ascontiguousarray(vectors, self._dtype)
        records = np.empty(len(keys), _RECORD)
        records["key"] = np.frombuffer(b"".join(keys), f"V{KEY_BYTES}")
        records["crc"] = [zlib.crc32(row.tobytes()) for row in rows]
        append(self._vectors_file, rows.tobytes())
        append(self._keys_file, records.tobytes())
        self.refresh()

    def blocks(self) -> Iterator[tuple[int, FloatArray]]:
        """All vectors as (first row, (m, dimensions) float32), a block at a time."""
        for first in range(0, self._count, _BLOCK_ROWS):
            yield first, np.asarray(self._vectors[first : first + _BLOCK_ROWS], np.float32)

    def damaged(self) -> list[bytes]:
        """The keys of the rows whose vector does not match its CRC; `forget` them to have them embedded again."""
        records = self._records()
        counts = self.rows_of(records["key"]) == np.arange(len(records))
        return [
            bytes(record["key"])
            for row, record in enumerate(records)
            if counts[row] and zlib.crc32(self._vectors[row].tobytes()) != record["crc"]
        ]

    def keep(self, keys: Sequence[bytes]) -> None:
        """Rewrite the matrix with these keys only (those it has); the new files replace the old whole."""
        kept = list(dict.fromkeys(keys))
        kept = [key for key, row in zip(kept, self.rows_of(kept), strict=True) if row >= 0]
        folder = self.folder.with_name(self.folder.name + ".draft")
        draft = Matrix(folder, self.dimensions, write=True, precision=self.precision)
        for first in range(0, len(kept), _BLOCK_ROWS):
            part = kept[first : first + _BLOCK_ROWS]
            draft.append(part, self.vectors(self.rows_of(part)))
        with self._guard:
            self._forget()
            for codes in self.folder.glob("codes-*"):
                codes.unlink()
            # Keys first: between the two renames the shorter file decides, and its rows fail their CRC at worst.
            for target in (self._keys_file, self._vectors_file):
                source = draft.folder / target.name
                source.touch()
                source.replace(target)
            draft.folder.rmdir()
        self.refresh()

    @property
    def stored(self) -> npt.NDArray[Any]:
        """All rows as they lie on disk, (n, dimensions) float16 or float32, mapped; stays as it is."""
        return self._vectors

    def let_go(self) -> None:
        """Give the memory of the mapped vectors back; the system reads them again when they are looked at."""
        mapped = getattr(self._vectors, "_mmap", None)
        if mapped is not None and hasattr(mmap, "MADV_DONTNEED"):
            mapped.madvise(mmap.MADV_DONTNEED)

    def keys_crc(self, count: int) -> int:
        """A checksum of the first rows, their keys and vectors: what codes made of them fit."""
        return zlib.crc32(np.fromfile(self._keys_file, _RECORD, count).tobytes()) if count else 0

    @property
    def size_bytes(self) -> int:
        """Bytes on disk."""
        return sum(file.stat().st_size for file in (self._vectors_file, self._keys_file) if file.exists())

    @property
    def _vectors_file(self) -> Path:
        return self.folder / ("vectors.f32" if self._dtype == np.float32 else "vectors.f16")

    @property
    def _keys_file(self) -> Path:
        return self.folder / "keys.bin"

    def _forget(self) -> None:
        self._keys, self._count = Keys(), 0
        self._vectors = np.empty((0, self.dimensions), self._dtype)
        self.generation += 1

    def _records(self) -> npt.NDArray[Any]:
        return np.fromfile(self._keys_file, _RECORD, self._count) if self._count else np.empty(0, _RECORD)

    def _stored(self) -> tuple[int, tuple[int, int]]:
        """Rows that are whole in both files, and which files these are."""
        try:
            vectors, keys = self._vectors_file.stat(), self._keys_file.stat()
        except FileNotFoundError:
            return 0, (0, 0)
        count = min(vectors.st_size // self._row_bytes, keys.st_size // _RECORD.itemsize)
        return count, (vectors.st_ino, keys.st_ino)

    def _cut_torn_tail(self) -> None:
        count, _ = self._stored()
        for file, row_bytes in ((self._vectors_file, self._row_bytes), (self._keys_file, _RECORD.itemsize)):
            if file.exists() and file.stat().st_size != count * row_bytes:
                os.truncate(file, count * row_bytes)


def append(file: Path, content: bytes) -> None:
    """Add to a file, synced to disk before this returns."""
    with file.open("ab") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
