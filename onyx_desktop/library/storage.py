"""What a library takes on disk, part by part; how to give back the room that it no longer needs; and its end.

Compacting loses nothing that a search could find: it drops the vectors of passages that are gone, which are otherwise
kept because a removed folder may come back, and lets SQLite rewrite its file without the holes. Refuses to begin where
the rewritten file would not fit beside the old one (`DiskFull`).
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onyx_desktop.domain import Phase, Step
from onyx_desktop.errors import DiskFull
from onyx_desktop.index.view import View
from onyx_desktop.library.meaning import prepare, stored_in
from onyx_desktop.library.wearing import renew

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    from onyx_desktop.index.store import Store
    from onyx_desktop.library.library import Library
    from onyx_desktop.paths import Home

_SPARE_BYTES = 16 << 20
_ZEROS = memoryview(bytes(1 << 20))
_DERIVED = ("matrix", "tokens", "terms", "chroma", "chroma.new", "chroma.old", "lab")


@dataclass(frozen=True, slots=True)
class Compacted:
    """Bytes of the whole index, before and after."""

    before_bytes: int
    after_bytes: int


def parts(library: Library, home: Home) -> Mapping[str, int]:
    """Bytes on disk: "catalog", "words" (a part of its file), "matrix", "tokens", "terms", "chroma", "models", "logs".

    models: those that were installed; the ones in the program are not counted.
    """
    sizes = dict(library.store.sizes())
    (words,) = library.store.database.row("SELECT coalesce(sum(length(block)), 0) FROM words_data")
    words = min(int(words), sizes["catalog"])
    catalog = sizes.pop("catalog") - words
    return {"catalog": catalog, "words": words} | sizes | {"models": _below(home.models), "logs": _below(home.logs)}


def compact(library: Library) -> Generator[Step, None, Compacted]:
    """Make the index as small as it can be; a job for the writer. Raises `DiskFull`."""
    store = library.store
    before = sum(store.sizes().values())
    if store.free_bytes() < 2 * store.sizes()["catalog"] + _SPARE_BYTES:
        raise DiskFull(store.folder)
    yield from library.tidy()
    live = [bytes(key) for (key,) in store.database.rows("SELECT DISTINCT vector_key FROM chunks")]
    yield from _vectors(store, live)
    yield Step(Phase.CHECKING)
    tokens = library.choice.tokens()
    if tokens is not None and set(tokens.codes.known_keys()) - set(live):
        tokens.codes.keep(live)
    yield from prepare(store, library.choice.answering.space, library.settings.look)  # codes went with the old rows
    yield from _chroma(library)
    store.database.compact()
    return Compacted(before, sum(store.sizes().values()))


def erase(home: Home) -> None:
    """Delete the index: texts, words and vectors. Settings and installed models stay; the library must be closed.

    Every file is overwritten first, so that nobody finds it on the free part of a disk; one with flash memory, or a
    file system that copies on writing, may keep old blocks all the same.
    """
    catalog = list(home.data.glob("catalog.sqlite*"))
    derived = (path for name in _DERIVED for path in (home.data / name).rglob("*") if path.is_file())
    for file in (*catalog, *derived):
        with contextlib.suppress(OSError):  # deleting is what counts
            _overwrite(file)
    for file in catalog:
        file.unlink(missing_ok=True)
    for name in _DERIVED:
        shutil.rmtree(home.data / name, ignore_errors=True)


def _overwrite(file: Path) -> None:
    with file.open("r+b", buffering=0) as stream:
        left = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        while left > 0:
            left -= stream.write(_ZEROS[:left])
        os.fsync(stream.fileno())


def _vectors(store: Store, live: list[bytes]) -> Generator[Step, None, None]:
    """Rewrite the matrices and terms of all models that hold rows of passages that are gone."""
    wanted = set(live)
    for fingerprint, dimensions in store.database.rows("SELECT fingerprint, dimensions FROM spaces"):
        yield Step(Phase.CHECKING)
        if store.matrix_bytes(fingerprint):
            # An own Matrix: the one that a search holds notices the new files and keeps its hold of the old ones.
            matrix = store.matrix(fingerprint, dimensions, stored_in(fingerprint))
            if len(matrix) > len(wanted.intersection(matrix.known_keys())):
                matrix.keep(live)
        if store.terms_bytes(fingerprint):
            store.terms(fingerprint).keep(live)


def _chroma(library: Library) -> Generator[Step, None, None]:
    """Chroma's files without what was deleted in them."""
    yield Step(Phase.CHECKING)
    meaning = library.choice.answering
    view = View(library.store.database, meaning.space.matrix)
    view.refresh()
    yield from renew(library.store, meaning.space.matrix, meaning.space.fingerprint, view)
    library.store.dense.rest()


def _below(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
