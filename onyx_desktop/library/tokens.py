"""The token vectors of every passage, coded, by one model: made beside the passages' vectors or by a job of their own.

They are kept under the same key as the passage's vector, so a passage that stands in many documents is coded once.
Order at every group of documents: codes → the mark in the catalog. A crash leaves codes without a mark, which are found
by their key the next time. What the codec learns it learns from the sample texts, before the first passage; it is kept
beside the codes, and without it they say nothing and are made again.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Phase, Scale, Step
from onyx_desktop.library.waiting import Rate, chunks, groups, mark, waiting
from onyx_desktop.vectors.late import TokenVectors
from onyx_desktop.vectors.levels import Levels
from onyx_desktop.vectors.pairs import pairs
from onyx_desktop.vectors.sample import late_scale

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Sequence
    from pathlib import Path

    from onyx_desktop.domain import ByteArray
    from onyx_desktop.index.database import Database
    from onyx_desktop.index.store import Store
    from onyx_desktop.index.tokens import TokenCodes
    from onyx_desktop.vectors.late import TokenSource

EMBEDDED = "all-MiniLM-L6-v2"
"""The model whose token vectors are kept unless a late model is chosen: everybody has it."""

_VERSION = "levels1"  # of the codes; raise it when they would come out differently
_LEARNED = "levels.npz"
_SCALE = "scale"
_KEPT_AT_ONCE = 64  # passages between two syncs of the disk
_DAMAGE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True, slots=True)
class TokenSpace:
    """A model, the codec, and the codes. scale: of its scores of unrelated texts. fingerprint: of all in a code."""

    source: TokenSource
    codec: Levels
    scale: Scale
    codes: TokenCodes
    fingerprint: str

    def made_by(self, encoder: object) -> TokenVectors | None:
        """The source, if a run of that encoder gives its token vectors, too."""
        source = self.source
        return source if isinstance(source, TokenVectors) and source.encoder is encoder else None


def token_space(store: Store, source: TokenSource, *, make: bool) -> TokenSpace | None:
    """The kept token vectors of a model. None if there are none yet; `make`: then they are begun, for the writer."""
    name = f"{source.fingerprint}-{_VERSION}"
    file = store.tokens_folder(name) / _LEARNED
    learned = _read(file)
    if learned is None:
        if not (make and store.writable):
            return None
        store.drop_tokens(name)
        questions, passages = pairs()
        codec = Levels.fit(np.concatenate(source.documents([*questions, *passages])))
        learned = codec, late_scale(source, codec)
        _write(file, *learned)
        with store.database.transaction() as connection:
            connection.execute("DELETE FROM marks WHERE fingerprint = ?", (name,))
    return TokenSpace(source, *learned, store.tokens(name, learned[0].row_bytes), name)


def forget_others(store: Store, kept: str | None) -> None:
    """Delete the codes of all fingerprints but one."""
    for name in store.token_fingerprints():
        if name != kept:
            with store.database.transaction() as connection:
                connection.execute("DELETE FROM marks WHERE fingerprint = ?", (name,))
            store.drop_tokens(name)


class Pending:
    """Codes on their way to the disk: one sync for many passages."""

    def __init__(self, codes: TokenCodes, room: Callable[[], None]) -> None:
        """room: raises when the disk is full."""
        self._codes = codes
        self._room = room
        self._held: dict[bytes, ByteArray] = {}

    def add(self, keys: Sequence[bytes], codes: Sequence[ByteArray]) -> None:
        """Take the codes of some passages that have none."""
        there = self._codes.has(keys)
        self._held |= {key: each for key, each, known in zip(keys, codes, there, strict=True) if not known}
        if len(self._held) >= _KEPT_AT_ONCE:
            self.write()

    def write(self) -> None:
        """Keep what is held."""
        if self._held:
            self._room()
            held, self._held = self._held, {}
            self._codes.append(list(held), list(held.values()))


class TokenRun:
    """One run over the documents without a mark of this fingerprint. made: how many passages were coded."""

    def __init__(self, database: Database, space: TokenSpace) -> None:
        self.made = 0
        self._database = database
        self._space = space

    def run(self, room: Callable[[], None], held: Collection[int] = ()) -> Generator[Step, None, None]:
        """Code group by group, without the folders that are held; may be stopped at any step.

        `room` raises when the disk is full.
        """
        documents = waiting(self._database, self._space.fingerprint, held)
        total = sum(count for _, count in documents)
        done = 0
        rate = Rate()
        try:
            for group in groups(documents):
                rows = chunks(self._database, group)
                for count in self._code(rows, room):
                    left = rate.seconds_left(count, total - done - count)
                    yield Step(Phase.REFINING, done + count, total, seconds_left=left)
                mark(self._database, group, self._space.fingerprint)
                done += len(rows)
                rate.close(len(rows))
                yield Step(Phase.REFINING, done, total, seconds_left=rate.seconds_left(0, total - done))
        finally:
            if self.made:
                self._space.source.rest()

    def _code(self, rows: list[tuple[int, bytes, str]], room: Callable[[], None]) -> Generator[int, None, None]:
        """Code the passages that lack it; yields how many of the rows are done."""
        there = self._space.codes.has([row[1] for row in rows])
        missing = list({row[1]: row for row, known in zip(rows, there, strict=True) if not known}.values())
        done = len(rows) - len(missing)
        pending = Pending(self._space.codes, room)
        try:
            for places, codes in self._space.source.coded([row[2] for row in missing], self._space.codec.encode):
                pending.add([missing[place][1] for place in places], codes)
                self.made += len(places)
                done += len(places)
                yield done
        finally:
            pending.write()


def complete(space: TokenSpace, database: Database, documents: Sequence[int]) -> None:
    """Mark those of some documents whose passages all have codes."""
    some = ", ".join("?" * len(documents))
    rows = database.rows(f"SELECT document_id, vector_key FROM chunks WHERE document_id IN ({some})", documents)
    there = space.codes.has([bytes(key) for _, key in rows])
    lacking = {document for (document, _), known in zip(rows, there, strict=True) if not known}
    mark(database, [document for document in documents if document not in lacking], space.fingerprint)


def _read(file: Path) -> tuple[Levels, Scale] | None:
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
            kept = dict(archive)
            return Levels.restored(kept), Scale(*map(float, kept[_SCALE]))
    except (*_DAMAGE, TypeError):
        return None


def _write(file: Path, codec: Levels, scale: Scale) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".draft")
    background = np.array([scale.mean, scale.deviation], np.float32)
    with draft.open("wb") as stream:
        np.savez(stream, allow_pickle=False, **codec.parameters, **{_SCALE: background})
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)
