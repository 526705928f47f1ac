"""The matrix: each model's full vectors in flat files, named by content; cache, exact search and source of all else.

A folder per model fingerprint holds `vectors.f16` (n rows of `dimensions` float16) and `keys.bin` (n records: the
16-byte key of the text that was embedded, and a CRC-32 of the row). Rows are only ever appended, vectors before keys,
both synced, so a crash leaves at most a torn tail, which the next writer cuts off. Refuses nothing else: a damaged row
fails its CRC and is embedded again.
"""

from __future__ import annotations

import os
import threading
import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from onyx_desktop.domain import FloatArray, IntArray

KEY_BYTES = 16
_RECORD = np.dtype([("key", f"V{KEY_BYTES}"), ("crc", "<u4")])
_BLOCK_ROWS = 8192


class Matrix:
    """The vectors of one fingerprint. One writer; readers in other processes see whole rows only.

    Row numbers are stable until `compact`, which makes a new generation.
    """

    def __init__(self, folder: Path, dimensions: int, *, write: bool) -> None:
        self.folder = folder
        self.dimensions = dimensions
        self._write = write
        self._guard = threading.Lock()
        self._rows: dict[bytes, int] = {}
        self._vectors = np.empty((0, dimensions), np.float16)
        self._count = 0
        if write:
            folder.mkdir(parents=True, exist_ok=True)
            self._cut_torn_tail()
        self.refresh()

    def __len__(self) -> int:
        return self._count

    def refresh(self) -> None:
        """Take in the rows that were written since; cheap when there are none."""
        with self._guard:
            count = self._stored()
            if count <= self._count:
                return
            records = np.fromfile(self._keys_file, _RECORD, count - self._count, offset=self._count * _RECORD.itemsize)
            self._rows.update(zip((bytes(key) for key in records["key"]), range(self._count, count), strict=True))
            self._vectors = np.memmap(self._vectors_file, np.float16, "r", shape=(count, self.dimensions))
            self._count = count

    def rows_of(self, keys: Sequence[bytes]) -> IntArray:
        """The row of each key, (n,) int64; -1 where there is none."""
        return np.fromiter((self._rows.get(key, -1) for key in keys), np.int64, len(keys))

    def known_keys(self) -> list[bytes]:
        """The keys of all rows that count."""
        return list(self._rows)

    def vectors(self, rows: IntArray) -> FloatArray:
        """The vectors of some rows, (n, dimensions) float32."""
        return np.asarray(self._vectors[rows], np.float32)

    def append(self, keys: Sequence[bytes], vectors: FloatArray) -> None:
        """Add rows, (n, dimensions) float32, synced to disk before this returns. Known keys get a newer row."""
        if not len(keys):
            return
        self._cut_torn_tail()  # what an append that failed half way (a full disk) left behind
        half = np.ascontiguousarray(vectors, np.float16)
        records = np.empty(len(keys), _RECORD)
        records["key"] = np.frombuffer(b"".join(keys), f"V{KEY_BYTES}")
        records["crc"] = [zlib.crc32(row.tobytes()) for row in half]
        _append(self._vectors_file, half.tobytes())
        _append(self._keys_file, records.tobytes())
        self.refresh()

    def blocks(self) -> Iterator[tuple[int, FloatArray]]:
        """All vectors as (first row, (m, dimensions) float32), a block at a time."""
        for first in range(0, self._count, _BLOCK_ROWS):
            yield first, np.asarray(self._vectors[first : first + _BLOCK_ROWS], np.float32)

    def damaged(self) -> list[bytes]:
        """The keys of the rows whose vector does not match its CRC; `forget` them to have them embedded again."""
        records = np.fromfile(self._keys_file, _RECORD, self._count) if self._count else np.empty(0, _RECORD)
        return [
            bytes(record["key"])
            for row, record in enumerate(records)
            if zlib.crc32(self._vectors[row].tobytes()) != record["crc"] and self._rows[bytes(record["key"])] == row
        ]

    def keep(self, keys: Sequence[bytes]) -> None:
        """Rewrite the matrix with these keys only (those it has); the new files replace the old whole."""
        kept = [key for key in dict.fromkeys(keys) if key in self._rows]
        draft = Matrix(self.folder.with_name(self.folder.name + ".draft"), self.dimensions, write=True)
        for first in range(0, len(kept), _BLOCK_ROWS):
            part = kept[first : first + _BLOCK_ROWS]
            draft.append(part, self.vectors(self.rows_of(part)))
        with self._guard:
            self._rows, self._count = {}, 0
            self._vectors = np.empty((0, self.dimensions), np.float16)
            # Keys first: between the two renames the shorter file decides, and its rows fail their CRC at worst.
            for name in ("keys.bin", "vectors.f16"):
                source = draft.folder / name
                source.touch()
                source.replace(self.folder / name)
            draft.folder.rmdir()
        self.refresh()

    @property
    def size_bytes(self) -> int:
        """Bytes on disk."""
        return sum(file.stat().st_size for file in (self._vectors_file, self._keys_file) if file.exists())

    @property
    def _vectors_file(self) -> Path:
        return self.folder / "vectors.f16"

    @property
    def _keys_file(self) -> Path:
        return self.folder / "keys.bin"

    def _stored(self) -> int:
        """Rows that are whole in both files."""
        try:
            vectors, keys = self._vectors_file.stat().st_size, self._keys_file.stat().st_size
        except FileNotFoundError:
            return 0
        return min(vectors // (2 * self.dimensions), keys // _RECORD.itemsize)

    def _cut_torn_tail(self) -> None:
        count = self._stored()
        for file, row_bytes in ((self._vectors_file, 2 * self.dimensions), (self._keys_file, _RECORD.itemsize)):
            if file.exists() and file.stat().st_size != count * row_bytes:
                os.truncate(file, count * row_bytes)


def _append(file: Path, content: bytes) -> None:
    with file.open("ab") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
