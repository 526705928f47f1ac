"""The learned terms of all chunks: an inverted index in segments, appended to, merged by and by, named by content.

A folder per model fingerprint. Every append writes a segment of its own; when eight of about a size have come together
they are merged, so there are few however many appends there were, and a posting is written four times at most for a
hundred thousand chunks. A row keeps its number for good. The file's name says which rows it holds, so what is there
says what counts: a crash leaves at most a draft, or segments beside the one they were merged into, and both are deleted
by the next writer. Refuses nothing: rows of a damaged segment are not there, and are encoded again.
"""

from __future__ import annotations

import contextlib
import math
import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.index import segment
from onyx_desktop.index.segment import MOST_ROWS, NO_KEY, TERM, Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from onyx_desktop.domain import FloatArray, IntArray

_NAME = re.compile(r"(\d{12})-(\d{12})-(\d{6})\.terms")
_TOGETHER = 8


@dataclass(frozen=True, slots=True)
class _Piece:
    """A segment that counts. version: grows when rows of it are deleted."""

    first: int
    end: int
    version: int
    content: Segment

    @property
    def name(self) -> str:
        return f"{self.first:012}-{self.end:012}-{self.version:06}.terms"

    @property
    def room(self) -> int:
        return self.end - self.first

    @property
    def level(self) -> int:
        return int(math.log(self.room, _TOGETHER))


class Terms:
    """The terms of one fingerprint. One writer; readers in other processes see whole segments only.

    generation: grows when a row that was there is gone.
    """

    def __init__(self, folder: Path, *, write: bool) -> None:
        self.folder = folder
        self.generation = 0
        self._guard = threading.Lock()
        self._rows: dict[bytes, int] = {}
        self._pieces: tuple[_Piece, ...] = ()
        self._listed: frozenset[str] = frozenset()
        if write:
            folder.mkdir(parents=True, exist_ok=True)
            _delete(folder.glob("*.draft"))
        self.refresh()
        if write:
            self._delete_merged()

    def __len__(self) -> int:
        """How many keys have terms."""
        return len(self._rows)

    @property
    def end(self) -> int:
        """One more than the highest row."""
        return self._pieces[-1].end if self._pieces else 0

    @property
    def segments(self) -> int:
        """How many segments a question goes through."""
        return len(self._pieces)

    @property
    def size_bytes(self) -> int:
        """Bytes on disk."""
        sizes = 0
        for file in self.folder.glob("*.terms"):
            with contextlib.suppress(FileNotFoundError):
                sizes += file.stat().st_size
        return sizes

    def refresh(self) -> None:
        """Take in what was written since; cheap when there is nothing."""
        with self._guard:
            try:
                listed = frozenset(path.name for path in self.folder.iterdir() if _NAME.fullmatch(path.name))
            except FileNotFoundError:
                listed = frozenset()
            if listed != self._listed:
                self._listed = listed
                self._take(self._choose(listed))

    def rows_of(self, keys: Sequence[bytes]) -> IntArray:
        """The row of each key, (n,) int64; -1 where there is none."""
        return np.fromiter((self._rows.get(key, -1) for key in keys), np.int64, len(keys))

    def append(self, keys: Sequence[bytes], documents: Sequence[tuple[IntArray, FloatArray]]) -> None:
        """Add the terms (ids, weights) of some texts, synced to disk before this returns; at most 65,536 at once."""
        if not len(keys):
            return
        self.refresh()
        with self._guard:
            made = _Piece(self.end, self.end + len(keys), 0, segment.make(keys, documents))
            segment.write(made.content, self.folder / made.name)
            pieces = [*self._pieces, made]
            while (run := _mergeable(pieces)) is not None:
                whole = _merged(pieces[run])
                segment.write(whole.content, self.folder / whole.name)
                gone, pieces[run] = pieces[run], [whole]
                _delete(self.folder / each.name for each in gone)
            self._settle(pieces, {bytes(key): made.first + number for number, key in enumerate(keys)})

    def scores(self, ids: IntArray, weights: FloatArray) -> FloatArray:
        """The inner product of a question's terms (ids ascending) with every row: (end,) float32, 0: none shared."""
        pieces = self._pieces
        scores = np.zeros(pieces[-1].end if pieces else 0, np.float32)
        for each in pieces:
            each.content.add(scores[each.first : each.end], ids.astype(TERM), weights)
        return scores

    def at(self, row: int, ids: IntArray) -> FloatArray:
        """How much some terms, ids ascending, weigh in a row: (n,) float32, 0 for those it lacks."""
        for each in self._pieces:
            if each.first <= row < each.end:
                return each.content.at(row - each.first, ids)
        return np.zeros(len(ids), np.float32)

    def keep(self, keys: Iterable[bytes]) -> None:
        """Delete the terms of all other keys; segment by segment, so that a crash costs nothing."""
        kept = set(keys)
        with self._guard:
            pieces = []
            for each in self._pieces:
                named = [bytes(key) for key in each.content.keys]
                gone = np.array([key != NO_KEY and key not in kept for key in named], np.bool_)
                if not gone.any():
                    pieces.append(each)
                    continue
                emptied = _Piece(each.first, each.end, each.version + 1, segment.without(each.content, gone))
                segment.write(emptied.content, self.folder / emptied.name)
                _delete([self.folder / each.name])
                pieces.append(emptied)
            self._rows = {key: row for key, row in self._rows.items() if key in kept}
            self._settle(pieces, {})
            self.generation += 1

    def _settle(self, pieces: list[_Piece], rows: dict[bytes, int]) -> None:
        """Let go of the files that were merged, and know the new ones, as they are on disk."""
        known = {each.name: each for each in self._pieces}
        mapped = (known.get(each.name) or _mapped(self.folder, each) for each in pieces)
        self._pieces = tuple(each for each in mapped if each is not None)
        self._rows |= rows
        self._listed = frozenset(each.name for each in self._pieces)

    def _choose(self, listed: Iterable[str]) -> list[_Piece]:
        """The segments that count: of those that overlap the longest, of equal ones the newest, if it is whole."""
        known = {each.name: each for each in self._pieces}
        spans = sorted(tuple(map(int, match.groups())) for name in listed if (match := _NAME.fullmatch(name)))
        chosen: list[_Piece] = []
        for first, end, version in sorted(spans, key=lambda span: (span[0], -span[1], -span[2])):
            if chosen and first < chosen[-1].end:
                continue
            named = _Piece(first, end, version, _NOTHING)
            piece = known.get(named.name) or _mapped(self.folder, named)
            if piece is not None:
                chosen.append(piece)
        return chosen

    def _take(self, pieces: list[_Piece]) -> None:
        known = {each.name for each in self._pieces}
        rows = dict(self._rows)
        for each in pieces:
            if each.name not in known:
                rows.update(zip((bytes(key) for key in each.content.keys), range(each.first, each.end), strict=True))
        rows.pop(NO_KEY, None)
        covered = sum(each.room for each in pieces)
        if covered < sum(each.room for each in self._pieces):  # some are gone: count anew
            rows = {bytes(key): each.first + n for each in pieces for n, key in enumerate(each.content.keys)}
            rows.pop(NO_KEY, None)
            self.generation += 1
        self._pieces, self._rows = tuple(pieces), rows

    def _delete_merged(self) -> None:
        counting = {each.name for each in self._pieces}
        _delete(self.folder / name for name in self._listed - counting)


_NOTHING = segment.make([], [])


def damaged_files(folder: Path) -> list[Path]:
    """The segments that are not whole."""
    damaged = []
    for file in sorted(folder.glob("*.terms")):
        try:
            segment.read(file)
        except FileNotFoundError:
            continue
        except (ValueError, OSError):
            damaged.append(file)
    return damaged


def _mapped(folder: Path, piece: _Piece) -> _Piece | None:
    """The piece as its file has it; None if that is gone or damaged."""
    try:
        content = segment.read(folder / piece.name)
    except (ValueError, OSError):
        return None
    return _Piece(piece.first, piece.end, piece.version, content)


def _mergeable(pieces: Sequence[_Piece]) -> slice | None:
    """Which neighbours at the end to merge: eight no larger than the last one's size, as far as they fit in one."""
    level = pieces[-1].level
    begin = len(pieces)
    while (
        begin and pieces[begin - 1].level <= level and pieces[begin - 1].end - pieces[begin - 1].first < MOST_ROWS // 2
    ):
        begin -= 1
    if len(pieces) - begin < _TOGETHER:
        return None
    end = begin
    while end < len(pieces) and pieces[end].end - pieces[begin].first <= MOST_ROWS:
        end += 1
    return slice(begin, end) if end - begin > 1 else None


def _merged(pieces: Sequence[_Piece]) -> _Piece:
    first, end = pieces[0].first, pieces[-1].end
    parts = [(each.first - first, each.content) for each in pieces]
    return _Piece(first, end, 0, segment.merge(parts, end - first))


def _delete(files: Iterable[Path]) -> None:
    for file in files:
        with contextlib.suppress(OSError):  # Windows keeps a mapped file; the next writer deletes it
            file.unlink()
