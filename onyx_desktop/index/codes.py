"""The vectors of a matrix in short: codes that find candidates quickly, in memory, and on disk beside the matrix.

Codes are derived: a file that is missing, damaged, of another look or of other rows is made again. They follow the
matrix a little at a time, as `refresh` is given time for; rows that have none yet are compared exactly, so an answer
never waits for codes and never misses a passage. `build` makes them all. Too few rows to learn from: none are made.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import numpy.typing as npt

    from onyx_desktop.domain import FloatArray
    from onyx_desktop.index.matrix import Matrix

_VERSION = 1  # of the file; raise it when codes of the same name would come out differently
_SAMPLE = 20_000
_BLOCK_ROWS = 4096
_OUTGROWN = 4  # times the rows that were there when the codec learned
_WRITTEN_AGAIN = 1.1  # times the rows that the file has
_PATIENCE_S = 0.2
_DAMAGE = (
    OSError, ValueError, KeyError, TypeError, EOFError, MemoryError, NotImplementedError, zipfile.BadZipFile, zlib.error
)  # fmt: skip


class Codec(Protocol):
    """What makes codes. stored: the rows of the matrix are the codes. quick: learns and codes 100,000 rows in a second.

    rows_needed: to learn from. oversampling: candidates for each wanted hit.
    """

    @property
    def name(self) -> str:
        """What tells its codes from others."""

    @property
    def stored(self) -> bool:
        """See above."""

    @property
    def quick(self) -> bool:
        """See above."""

    @property
    def rows_needed(self) -> int:
        """See above."""

    @property
    def oversampling(self) -> float:
        """See above."""

    @property
    def parameters(self) -> Mapping[str, npt.NDArray[Any]]:
        """What it has learned."""

    def fit(self, sample: FloatArray) -> Codec:
        """Learn from real vectors (n, d)."""

    def restored(self, parameters: Mapping[str, npt.NDArray[Any]]) -> Codec:
        """With the parameters of an earlier fit. Raises `KeyError`."""

    def encode(self, vectors: FloatArray) -> npt.NDArray[Any]:
        """(n, d) → (n, …)."""

    def scores(self, query: FloatArray, codes: npt.NDArray[Any]) -> FloatArray:
        """Estimated cosines of a query (d,): (n,) float32."""


class Lens(Protocol):
    """How the stored vectors of a model are looked at."""

    @property
    def dimensions(self) -> int:
        """The length that vectors are compared at."""

    @property
    def codec(self) -> Codec | None:
        """What finds candidates; None: everything is compared exactly."""

    @property
    def sieve(self) -> Codec | None:
        """What compares rows as they are stored, quickly; None: they have to be cut first."""

    def cut(self, vectors: npt.NDArray[Any]) -> FloatArray:
        """Stored vectors → as they are compared, float32."""

    def similarities(self, query: FloatArray, vectors: FloatArray) -> FloatArray:
        """How alike a query (d,) and vectors (n, d) are, both cut: (n,) float32."""


class Codes:
    """The codes of one matrix for one look. count: of the first so many rows."""

    def __init__(self, matrix: Matrix, lens: Lens, codec: Codec, *, kept: bool) -> None:
        """kept: on disk."""
        self.codec = codec
        self.count = 0
        self._matrix = matrix
        self._lens = lens
        self._kept = kept
        self._generation = matrix.generation
        self._rows: npt.NDArray[Any] = np.empty((0, 0), np.uint8)
        self._learned_from = 0
        self._written = 0
        self._seen: tuple[int, int] | None = None

    def refresh(self) -> None:
        """Follow the matrix as far as a moment goes, and take what another process has built."""
        if self._generation != self._matrix.generation:
            self._clear()
        if self._kept:
            self._read()
        if self.codec.quick or self._learned_from:
            began = time.monotonic()
            for _ in self._make(again=self.codec.quick):
                if time.monotonic() - began > _PATIENCE_S:
                    return
            self._write()

    def build(self) -> Iterator[int]:
        """Make all that is missing; yields how many rows are done."""
        self.refresh()
        yield from self._make(again=True)
        self._write()

    def scores(self, query: FloatArray) -> FloatArray:
        """Estimated cosines of a cut query with the first `count` rows: (count,) float32."""
        return self.codec.scores(query, self._rows[: self.count])

    @property
    def size_bytes(self) -> int:
        """Of the codes and what was learned for them."""
        learned = sum(each.nbytes for each in self.codec.parameters.values())
        return int(self._rows[: self.count].nbytes) + learned

    @property
    def file(self) -> Path:
        """Where they are kept."""
        return self._matrix.folder / f"codes-{self._lens.dimensions}-{self.codec.name}.npz"

    def _make(self, *, again: bool) -> Iterator[int]:
        """Code block by block. again: learn anew if the matrix has grown a lot since."""
        stored = self._matrix.stored
        if len(stored) < max(self.codec.rows_needed, 1):
            return
        outgrown = again and self._learned_from < _SAMPLE and len(stored) >= _OUTGROWN * self._learned_from
        if not self._learned_from or (outgrown and self.codec.parameters):
            places = np.linspace(0, len(stored) - 1, min(len(stored), _SAMPLE)).astype(np.int64)
            self.codec = self.codec.fit(self._lens.cut(stored[places]))
            self.count, self._written, self._learned_from = 0, 0, len(places)
        while self.count < len(stored):
            block = stored[self.count : self.count + _BLOCK_ROWS]
            self._add(self.codec.encode(self._lens.cut(block)), len(stored))
            self._matrix.let_go()  # else all of it would stay in memory, which codes are there to save
            yield self.count

    def _add(self, rows: npt.NDArray[Any], expected: int) -> None:
        """The store doubles at least, so that growing costs little."""
        count = self.count + len(rows)
        if not self.count or count > len(self._rows):
            larger = np.empty((max(expected, 2 * self.count), *rows.shape[1:]), rows.dtype)
            if self.count:
                larger[: self.count] = self._rows[: self.count]
            self._rows = larger
        self._rows[self.count : count] = rows
        self.count = count

    def _clear(self) -> None:
        self.count, self._written, self._learned_from = 0, 0, 0
        self._rows = np.empty((0, 0), np.uint8)
        self._seen = None
        self._generation = self._matrix.generation

    def _read(self) -> None:
        """Take the file if it is new, whole, made of these rows and has more than is held."""
        try:
            facts = self.file.stat()
            if (facts.st_mtime_ns, facts.st_size) == self._seen:
                return
            self._seen = (facts.st_mtime_ns, facts.st_size)
            with self.file.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
                content = dict(archive)
            version, count, learned_from, crc = content.pop("facts").tolist()
            rows = content.pop("codes")
            if version != _VERSION or count != len(rows) or count <= self.count or count > len(self._matrix):
                return
            if self._matrix.keys_crc(count) == crc:
                self.codec = self.codec.restored(content)
                self._rows, self.count, self._written, self._learned_from = rows, count, count, learned_from
        except _DAMAGE:
            return  # they are made again

    def _write(self) -> None:
        """Keep them, and only these: other looks' codes are quickly made again. A full disk is no reason to stop."""
        if not self._kept or not self.count or self.count < _WRITTEN_AGAIN * self._written:
            return
        self._written = self.count  # or tried to: a folder that can't be written to is not tried at every search
        draft = self.file.with_name(f"codes-{os.getpid()}-{threading.get_ident()}.draft")
        with contextlib.suppress(OSError):
            facts = np.array([_VERSION, self.count, self._learned_from, self._matrix.keys_crc(self.count)], np.int64)
            content = {"facts": facts, "codes": self._rows[: self.count], **self.codec.parameters}
            try:
                with draft.open("wb") as stream:
                    np.savez(stream, allow_pickle=False, **content)
                draft.replace(self.file)
            finally:
                draft.unlink(missing_ok=True)
            facts_now = self.file.stat()
            self._seen = (facts_now.st_mtime_ns, facts_now.st_size)
            for other in self.file.parent.glob("codes-*"):
                if other != self.file:
                    other.unlink()
