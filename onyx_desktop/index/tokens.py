"""The token vectors of passages as short codes on disk, by the key of the text they were made of.

A folder per way of making them holds `codes.bin` (rows of `row_bytes` bytes, one a token) and `keys.bin` (one record a
passage: its 16-byte key, a CRC-32 of key and rows, how many rows, and the first of them). Records are only ever
appended, rows before records, both synced, so a crash leaves at most a torn tail, which the next writer cuts off.
Nothing is held in memory but the records; rows are read where they lie. Refuses nothing: a passage whose rows do not
match their CRC counts as one that has none.
"""

from __future__ import annotations

import os
import shutil
import threading
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from onyx_desktop.index.matrix import KEY_BYTES, append

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from onyx_desktop.domain import BoolArray, IntArray

    Codes = npt.NDArray[np.uint8]

_RECORD = np.dtype([("key", f"V{KEY_BYTES}"), ("crc", "<u4"), ("rows", "<u4"), ("first", "<u8")])
_ABSENT = -1
_KEPT_AT_ONCE = 512


class TokenCodes:
    """The codes of one way of making them. One writer; readers in other processes see whole records only."""

    def __init__(self, folder: Path, row_bytes: int, *, write: bool) -> None:
        self.folder = folder
        self.row_bytes = row_bytes
        self._guard = threading.Lock()
        self._files = (0, 0)
        self._records = np.empty(0, _RECORD)
        self._codes: Codes = np.empty((0, row_bytes), np.uint8)
        self._sort()
        if write:
            folder.mkdir(parents=True, exist_ok=True)
            self._cut_torn_tail()
        self.refresh()

    def __len__(self) -> int:
        return len(self._records)

    def refresh(self) -> None:
        """Take in the records that were written since; cheap when there are none."""
        with self._guard:
            count, files = self._stored()
            if files != self._files and len(self._records):  # another process has rewritten them
                self._forget()
            have = len(self._records)
            if count > have:
                more = np.fromfile(self._keys_file, _RECORD, count - have, offset=have * _RECORD.itemsize)
                self._records = np.concatenate([self._records, more])
                self._sort_in(more["key"])
                self._codes = self._mapped()
                self._files = files

    def has(self, keys: Sequence[bytes]) -> BoolArray:
        """Which keys have a record: (n,) bool."""
        there: BoolArray = self._places(keys) != _ABSENT
        return there

    def codes(self, keys: Sequence[bytes]) -> Iterator[Codes | None]:
        """The rows of each key, (tokens, row_bytes); None where there are none, or damaged ones."""
        with self._guard:
            records, codes, places = self._records, self._codes, self._places(keys)
        for place in places:
            yield None if place == _ABSENT else self._rows(records[place], codes)

    def append(self, keys: Sequence[bytes], codes: Sequence[Codes]) -> None:
        """Add the rows of each key, synced to disk before this returns. Known keys get a newer record."""
        if not len(keys):
            return
        self._cut_torn_tail()  # what an append that failed half way (a full disk) left behind
        blocks = [np.ascontiguousarray(each, np.uint8).tobytes() for each in codes]
        records = np.empty(len(keys), _RECORD)
        records["key"] = np.frombuffer(b"".join(keys), f"V{KEY_BYTES}")
        records["crc"] = [_checksum(key, block) for key, block in zip(keys, blocks, strict=True)]
        records["rows"] = [len(each) for each in codes]
        before = np.cumsum(records["rows"], dtype=np.uint64) - records["rows"]
        records["first"] = before + np.uint64(self._stored_rows())
        append(self._codes_file, b"".join(blocks))
        append(self._keys_file, records.tobytes())
        self.refresh()

    def known_keys(self) -> list[bytes]:
        """The keys that have a record."""
        return list(dict.fromkeys(bytes(key) for key in self._records["key"]))

    def damaged(self) -> list[bytes]:
        """The keys whose rows do not match their CRC."""
        keys = self.known_keys()
        return [key for key, codes in zip(keys, self.codes(keys), strict=True) if codes is None]

    def keep(self, keys: Sequence[bytes]) -> None:
        """Rewrite the store with these keys only (those it has, whole); the new files replace the old."""
        folder = self.folder.with_name(self.folder.name + ".draft")
        shutil.rmtree(folder, ignore_errors=True)  # of a rewrite that never came to its end
        draft = TokenCodes(folder, self.row_bytes, write=True)
        wanted = list(dict.fromkeys(keys))
        for first in range(0, len(wanted), _KEPT_AT_ONCE):
            part = wanted[first : first + _KEPT_AT_ONCE]
            found = {key: codes for key, codes in zip(part, self.codes(part), strict=True) if codes is not None}
            draft.append(list(found), list(found.values()))
        with self._guard:
            self._forget()
            # Keys first: between the two renames some records lie past the end, and others fail their CRC.
            for target in (self._keys_file, self._codes_file):
                source = draft.folder / target.name
                source.touch()
                source.replace(target)
            draft.folder.rmdir()
        self.refresh()

    @property
    def size_bytes(self) -> int:
        """Bytes on disk."""
        return sum(file.stat().st_size for file in (self._codes_file, self._keys_file) if file.exists())

    @property
    def _codes_file(self) -> Path:
        return self.folder / "codes.bin"

    @property
    def _keys_file(self) -> Path:
        return self.folder / "keys.bin"

    def _rows(self, record: npt.NDArray[Any], codes: Codes) -> Codes | None:
        first, rows = int(record["first"]), int(record["rows"])
        found = codes[first : first + rows]
        sound = len(found) == rows and _checksum(bytes(record["key"]), found.tobytes()) == record["crc"]
        return found if sound else None

    def _places(self, keys: Sequence[bytes]) -> IntArray:
        """The newest record of each key, -1 where there is none. Keys are hashes: eight bytes order them."""
        if not len(self._records) or not len(keys):
            return np.full(len(keys), _ABSENT)
        wanted = np.frombuffer(b"".join(keys), f"V{KEY_BYTES}")
        after = np.searchsorted(self._heads, _heads(wanted), side="right")
        places = self._order[np.maximum(after - 1, 0)]
        found: IntArray = np.where(self._records["key"][places] == wanted, places, _ABSENT)
        return found

    def _sort(self) -> None:
        heads = _heads(self._records["key"])
        self._order = np.argsort(heads, kind="stable")
        self._heads = heads[self._order]

    def _sort_in(self, keys: npt.NDArray[Any]) -> None:
        """The keys of the last records among the others; of equal ones the newest is the last."""
        heads = _heads(keys)
        order = np.argsort(heads, kind="stable")
        places = np.searchsorted(self._heads, heads[order], side="right")
        self._order = np.insert(self._order, places, len(self._records) - len(keys) + order)
        self._heads = np.insert(self._heads, places, heads[order])

    def _mapped(self) -> Codes:
        rows = self._stored_rows()
        shape = (rows, self.row_bytes)
        return np.memmap(self._codes_file, np.uint8, "r", shape=shape) if rows else np.empty(shape, np.uint8)

    def _forget(self) -> None:
        self._records = np.empty(0, _RECORD)
        self._codes = np.empty((0, self.row_bytes), np.uint8)
        self._sort()

    def _stored(self) -> tuple[int, tuple[int, int]]:
        """Whole records in the file, and which files these are."""
        try:
            codes, keys = self._codes_file.stat(), self._keys_file.stat()
        except FileNotFoundError:
            return 0, (0, 0)
        return keys.st_size // _RECORD.itemsize, (codes.st_ino, keys.st_ino)

    def _stored_rows(self) -> int:
        """Whole rows in the file; those that no record knows of go with the next `keep`."""
        return self._codes_file.stat().st_size // self.row_bytes if self._codes_file.exists() else 0

    def _cut_torn_tail(self) -> None:
        for file, size in ((self._codes_file, self.row_bytes), (self._keys_file, _RECORD.itemsize)):
            if file.exists() and file.stat().st_size % size:
                os.truncate(file, file.stat().st_size // size * size)


def _checksum(key: bytes, rows: bytes) -> int:
    return zlib.crc32(rows, zlib.crc32(key))


def _heads(keys: npt.NDArray[Any]) -> npt.NDArray[np.uint64]:
    """The first eight bytes of each key as a number."""
    return np.ascontiguousarray(keys).view("<u8")[::2].copy()
