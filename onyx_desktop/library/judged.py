"""A judged collection → a library that holds its documents and nothing else, so that it can be asked.

A collection's documents are one unit each, cut to the model's length and not chunked, as published figures are made; a
folder of files is read, chunked and indexed as always. A library that is kept is brought up to date, not made again:
vectors are named by content, so only what has changed since is embedded.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from onyx_desktop.domain import Chunk, Depth, Document, File, Page, Phase, Step
from onyx_desktop.index.catalog import to_path
from onyx_desktop.library.passages import keyed

if TYPE_CHECKING:
    from collections.abc import Generator

    from onyx_desktop.library.library import Library
    from onyx_desktop.measure.collections import Collection, Judged

_TICK = 32
_PARTS = b"\0"


def kept_in(work: Path, collection: Collection, files: Path | None) -> Path:
    """The folder under `work` for the library of a collection, or of the files that are its corpus."""
    if files is None:
        return work / collection.name
    place = Path(os.path.abspath(files))
    return work / f"{place.name}-{hashlib.blake2b(os.fsencode(place), digest_size=4).hexdigest()}"


def fill(
    library: Library, collection: Collection, files: Path | None = None, depth: Depth = Depth.FULL
) -> Generator[Step, None, int]:
    """Make a library hold a collection; a job. Returns how many files could not be read. Raises `BadCollection`."""
    if files is not None:
        return (yield from library.update([files], depth)).skipped
    catalog = library.store.catalog
    root = Path(os.path.abspath(os.sep)) / collection.name
    folder = catalog.add_folder(root)
    gone = set(catalog.files(folder))
    for number, judged in enumerate(collection.documents()):
        content = _content(judged)
        file = File(root / content.rpartition(_PARTS)[2].decode(), len(judged.text), 0)
        if file.path in gone:
            gone.discard(file.path)
        else:
            document = Document(judged.title, (Page(1, judged.text),))
            chunk = Chunk(0, 1, 0, len(judged.text), judged.text)
            catalog.note_found(folder, [file], [])
            catalog.add_document(file, content, document, keyed(document, [chunk]))
        if number % _TICK == 0:
            yield Step(Phase.READING, number)
    if gone:
        catalog.note_gone(gone)
        yield from library.tidy()
    if depth >= Depth.STATIC:
        yield from library.embed(depth)
    return 0


def names(library: Library, files: Path | None = None) -> dict[int, list[str]]:
    """The collection's names of each document: its own id, or the relative paths of the files with its content."""
    database = library.store.database
    if files is None:
        rows = database.rows("SELECT id, content_hash FROM documents WHERE id IN (SELECT document_id FROM files)")
        return {row[0]: [bytes(row[1]).rpartition(_PARTS)[0].decode()] for row in rows}
    found: dict[int, list[str]] = {}
    root = Path(os.path.abspath(files))
    for document, path in database.rows("SELECT document_id, path FROM files WHERE document_id IS NOT NULL"):
        found.setdefault(document, []).append(to_path(path).relative_to(root).as_posix())
    return found


def _content(judged: Judged) -> bytes:
    """What stands for the hash of a document's content: its id, which is not always unique by text, and the hash."""
    text = "\n".join((judged.id, judged.title, judged.text))
    return judged.id.encode() + _PARTS + hashlib.blake2b(text.encode(), digest_size=16).hexdigest().encode()
