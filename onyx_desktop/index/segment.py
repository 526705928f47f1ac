"""Weighted terms of some chunks → one file, inverted: for each term the rows that have it, and how much it weighs.

A file never changes once it has its name. Little-endian, in this order: a header with counts and a CRC-32 of all that
follows; the key and the scale of each row; the terms, ascending; where the postings of each begin; the postings' rows,
counted from the file's first and ascending within a term; their weights, in 255ths of the row's heaviest. Three bytes a
posting, so a file holds at most 65,536 rows. Refuses a file that is not whole (`ValueError`).
"""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy.typing as npt

    from onyx_desktop.domain import BoolArray, FloatArray, IntArray

MOST_ROWS = 1 << 16
KEY = np.dtype("V16")
TERM = np.dtype("<u4")
NO_KEY = bytes(16)
"""The key of a row whose terms are gone."""

_MAGIC = b"onyxterm"
_HEADER = np.dtype(
    [("magic", "S8"), ("version", "<u4"), ("rows", "<u4"), ("terms", "<u4"), ("postings", "<u4"), ("crc", "<u4"),
     ("rest", "<u4")]
)  # fmt: skip
_VERSION = 1
_KINDS: tuple[np.dtype[Any], ...] = (KEY, np.dtype("<f4"), TERM, np.dtype("<u4"), np.dtype("<u2"), np.dtype("<u1"))
_HEAVIEST = 255


@dataclass(frozen=True, slots=True)
class Segment:
    """keys, scales: (rows,); terms: (t,); starts: (t + 1,); rows, weights: (postings,), uint16 and uint8."""

    keys: npt.NDArray[Any]
    scales: FloatArray
    terms: IntArray
    starts: IntArray
    rows: npt.NDArray[np.uint16]
    weights: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.keys)

    def add(self, scores: FloatArray, ids: IntArray, weights: FloatArray) -> None:
        """Add to scores (rows,) the inner products with a question's terms: ids ascending, weights, both (n,)."""
        found = np.zeros(len(self), np.float32)
        for begin, end, weight in self._postings(ids, weights):
            found[self.rows[begin:end]] += np.float32(weight) * self.weights[begin:end]
        scores += found * self.scales

    def at(self, row: int, ids: IntArray) -> FloatArray:
        """How much some terms, ids ascending, weigh in a row: (n,) float32, 0 for those it lacks."""
        weighed = np.zeros(len(ids), np.float32)
        for begin, end, number in self._postings(ids, np.arange(len(ids))):
            place = begin + int(np.searchsorted(self.rows[begin:end], row))
            if place < end and self.rows[place] == row:
                weighed[int(number)] = self.weights[place] * self.scales[row]
        return weighed

    def _postings(self, ids: IntArray, facts: npt.NDArray[Any]) -> list[tuple[int, int, float]]:
        """Begin and end of the postings of those terms that are here, each with its fact."""
        if not len(self.terms):
            return []
        places = np.minimum(np.searchsorted(self.terms, ids), len(self.terms) - 1)
        there = self.terms[places] == ids
        places = places[there]
        found = zip(self.starts[places].tolist(), self.starts[places + 1].tolist(), facts[there].tolist(), strict=True)
        return list(found)


def make(keys: Sequence[bytes], documents: Sequence[tuple[IntArray, FloatArray]]) -> Segment:
    """Rows with their terms: ids and weights of each, weights above 0."""
    sizes = np.array([len(ids) for ids, _ in documents], np.int64)
    rows = np.repeat(np.arange(len(documents)), sizes)
    heaviest = np.array([weights.max(initial=0) for _, weights in documents], np.float32)
    scales = np.asarray(heaviest / _HEAVIEST, np.float32)
    weights = np.concatenate([np.empty(0, np.float32), *(each for _, each in documents)])
    weights = np.rint(weights / np.maximum(scales[rows], np.finfo(np.float32).tiny)).astype(np.uint8)
    terms = np.concatenate([np.empty(0, np.int64), *(each for each, _ in documents)])
    heavy = weights > 0
    named = np.frombuffer(b"".join(keys), KEY)
    return _inverted(named, scales, (terms[heavy], rows[heavy], weights[heavy]))


def merge(parts: Sequence[tuple[int, Segment]], count: int) -> Segment:
    """Several in one of `count` rows; each with the row it begins at, ascending."""
    keys, scales = np.zeros(count, KEY), np.zeros(count, np.float32)
    for first, part in parts:
        keys[first : first + len(part)] = part.keys
        scales[first : first + len(part)] = part.scales
    terms = np.concatenate([_spelled(part) for _, part in parts])
    rows = np.concatenate([part.rows + np.uint16(first) for first, part in parts])
    return _inverted(keys, scales, (terms, rows, np.concatenate([part.weights for _, part in parts])))


def without(segment: Segment, gone: BoolArray) -> Segment:
    """The same rows, some (rows,) emptied."""
    keys, scales = segment.keys.copy(), segment.scales.copy()
    keys[gone], scales[gone] = np.frombuffer(NO_KEY, KEY), 0
    kept = ~gone[segment.rows]
    return _inverted(keys, scales, (_spelled(segment)[kept], segment.rows[kept], segment.weights[kept]))


def write(segment: Segment, path: Path) -> None:
    """Save under `path`, synced, all or nothing."""
    body = [np.ascontiguousarray(each).view(np.uint8).tobytes() for each in _parts(segment)]
    crc = 0
    for each in body:
        crc = zlib.crc32(each, crc)
    counts = (len(segment), len(segment.terms), len(segment.rows))
    header = np.array([(_MAGIC, _VERSION, *counts, crc, 0)], _HEADER).tobytes()
    draft = path.with_suffix(".draft")
    with draft.open("wb") as stream:
        stream.writelines((header, *body))
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)


def read(path: Path) -> Segment:
    """Map a file. Raises `ValueError` if it is not whole, `FileNotFoundError` if it is gone."""
    content = np.asarray(np.memmap(path, np.uint8, "r"))
    if len(content) < _HEADER.itemsize:
        raise ValueError(f"{path.name}: torn")
    header = content[: _HEADER.itemsize].view(_HEADER)[0]
    body = content[_HEADER.itemsize :]
    rows, terms, postings = (int(header[name]) for name in ("rows", "terms", "postings"))
    counts = (rows, rows, terms, terms + 1, postings, postings)
    ends = np.cumsum([kind.itemsize * count for kind, count in zip(_KINDS, counts, strict=True)]).tolist()
    known = header["magic"] == _MAGIC and header["version"] == _VERSION
    if not known or len(body) != ends[-1] or zlib.crc32(body.data) != header["crc"]:
        raise ValueError(f"{path.name}: damaged")
    parts = [body[begin:end].view(kind) for begin, end, kind in zip([0, *ends[:-1]], ends, _KINDS, strict=True)]
    return Segment(*parts)


def _parts(segment: Segment) -> list[npt.NDArray[Any]]:
    return [segment.keys, segment.scales, segment.terms, segment.starts, segment.rows, segment.weights]


def _spelled(segment: Segment) -> IntArray:
    """The term of each posting."""
    return np.repeat(segment.terms, segment.starts[1:] - segment.starts[:-1])


def _inverted(
    keys: npt.NDArray[Any], scales: FloatArray, postings: tuple[IntArray, npt.NDArray[Any], npt.NDArray[np.uint8]]
) -> Segment:
    """Postings as terms, rows and weights, rows ascending for each term."""
    terms, rows, weights = postings
    order = np.argsort(terms, kind="stable")
    named, starts = np.unique(terms[order], return_index=True)
    return Segment(
        keys,
        scales,
        named.astype(TERM),
        np.append(starts, len(order)).astype("<u4"),
        rows[order].astype("<u2"),
        weights[order].astype("<u1"),
    )
