"""Hits → rows in the order that was chosen: each passage, or one row a document with its best passage.

Pure: no Qt, so that ten thousand hits can be put in order and looked at without a window. The answer's own order, best
first, settles every tie. Refuses to draw the line above the first weak row in any order but that one.
"""

from __future__ import annotations

import enum
import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from onyx_desktop.domain import Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from onyx_desktop.domain import Answer, Hit

_DIGITS = re.compile(r"\d+")


class Column(enum.IntEnum):
    """What a table shows of a hit, from left to right, and what rows can be sorted by."""

    NAME = 0
    PAGE = 1
    MATCH = 2
    DATE = 3
    FOLDER = 4
    TYPE = 5
    SIZE = 6
    PASSAGE = 7


@dataclass(frozen=True, slots=True)
class Order:
    """By which column, and whether the largest, newest or best comes first."""

    column: Column = Column.MATCH
    descending: bool = True


BEST = Order()


@dataclass(frozen=True, slots=True)
class Fold:
    """How many more passages a row hides or, open, shows below it."""

    count: int
    is_open: bool


class Row(NamedTuple):
    """nested: it came by unfolding. first_weak: from here on nothing is a good match, while something above is.

    pinned: it stands above the others, because a person wants it there.

    A tuple because ten thousand of them are made at a click on a column: six times as fast as a frozen dataclass.
    """

    hit: Hit
    nested: bool = False
    first_weak: bool = False
    fold: Fold | None = None
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How hits become rows. weak_from: as in `Answer`. pinned: chunks that stand first, in any order."""

    order: Order = BEST
    by_document: bool = False
    weak_from: int | None = None
    pinned: frozenset[int] = frozenset()


def arranged(hits: Sequence[Hit], how: Arrangement, opened: Mapping[int, Sequence[Hit]]) -> list[Row]:
    """The rows of an answer. opened: the documents that are unfolded, with the passages that the answer only counts."""
    kept: dict[int, list[Hit]] = {}
    for hit in hits:
        kept.setdefault(hit.document_id, []).append(hit)
    bases = [found[0] for found in kept.values()] if how.by_document else list(hits)
    pinned = _pinned(kept.values(), how)
    bases = sorted(ordered(bases, how.order), key=lambda hit: hit.chunk_id not in pinned)
    last = {hit.document_id: place for place, hit in enumerate(bases)}
    weak = _first_weak(bases, hits, how)
    rows: list[Row] = []
    for place, hit in enumerate(bases):
        hidden = kept[hit.document_id][1:] if how.by_document else []
        count = len(hidden) + hit.more if last[hit.document_id] == place else 0
        is_open = count > 0 and hit.document_id in opened
        fold = Fold(count, is_open) if count else None
        rows.append(Row(hit, first_weak=place == weak, fold=fold, pinned=hit.chunk_id in pinned))
        if is_open:
            rows += [Row(each, nested=True) for each in (*hidden, *opened[hit.document_id])]
    return rows


def ordered(hits: Sequence[Hit], order: Order) -> list[Hit]:
    """The hits, which come best first, in another order."""
    if order.column is Column.MATCH:
        return list(hits) if order.descending else list(reversed(hits))
    return sorted(hits, key=_KEYS[order.column], reverse=order.descending)


def _pinned(documents: Iterable[Sequence[Hit]], how: Arrangement) -> frozenset[int]:
    """The bases that stand first: where a document has one row, it stands for the pinned passages that it hides."""
    if not how.by_document:
        return how.pinned
    return frozenset(each[0].chunk_id for each in documents if any(hit.chunk_id in how.pinned for hit in each))


def _first_weak(bases: Sequence[Hit], hits: Sequence[Hit], how: Arrangement) -> int:
    """Above which base the line stands; -1: nowhere, for at the top a banner says it."""
    if not how.weak_from or how.order != BEST:
        return -1
    weak = {id(hit) for hit in hits[how.weak_from :] if hit.chunk_id not in how.pinned}
    return next((place for place, hit in enumerate(bases) if place and id(hit) in weak), -1)


@functools.lru_cache(maxsize=20_000)
def natural(text: str) -> str:
    """A key under which "Note 9" comes before "Note 10" and "Übung" beside "Uhr"."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return _DIGITS.sub(lambda found: found[0].zfill(12), folded)


_KEYS: Mapping[Column, Callable[[Hit], tuple[object, ...]]] = {
    Column.NAME: lambda hit: (natural(hit.path.name),),
    Column.PAGE: lambda hit: (hit.page or 0, hit.start),
    Column.DATE: lambda hit: (hit.mtime_ns,),
    Column.FOLDER: lambda hit: (natural(str(hit.path.parent)),),
    Column.TYPE: lambda hit: (hit.path.suffix.casefold(),),
    Column.SIZE: lambda hit: (hit.size_bytes,),
    Column.PASSAGE: lambda hit: (natural(hit.snippet[:80]),),
}


def weak_from(answer: Answer) -> int | None:
    """Words that were asked for exactly are no weak match, however few of them a passage holds."""
    return None if answer.mode is Mode.WORDS else answer.weak_from


def read_anew(before: Hit | None, now: Hit | None) -> bool:
    """Whether a passage that is still there comes from another reading of its file."""
    return before is not None and now is not None and (before.mtime_ns, before.text) != (now.mtime_ns, now.text)
