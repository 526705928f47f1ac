"""A path → a seed: a document of the library or a page of one, or what a file says that is not in the library.

Such a file is read in a reader process, as indexing does, and nothing of it is kept. Of a long one, passages from all
parts are enough.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from onyx_desktop.documents.formats import supported
from onyx_desktop.documents.process import Readers
from onyx_desktop.domain import File, Phase, Reason, Seed, Skipped, Step
from onyx_desktop.errors import FileUnreadable, FolderMissing, NotInLibrary, PageMissing
from onyx_desktop.files.changes import content_hash
from onyx_desktop.index.catalog import to_bytes
from onyx_desktop.library.passages import Read, read_and_split
from onyx_desktop.library.reading import limits_of
from onyx_desktop.library.similar import spread

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

    from onyx_desktop.index.store import Store
    from onyx_desktop.settings import Settings

_ON_PAGE = """
SELECT chunks.id FROM chunks JOIN pages ON pages.id = page_id JOIN documents ON documents.id = pages.document_id
WHERE pages.document_id = ? AND number = ? AND paged ORDER BY ordinal
"""
_LIVE = "SELECT document_id FROM files WHERE document_id = ?"


def seed_of(store: Store, settings: Settings, path: Path, page: int | None) -> Generator[Step, None, Seed]:
    """What is like a file, or one of its pages, from 1; a job. `path`: absolute.

    Raises `FolderMissing` for a file that is not there, `FileUnreadable`, `PageMissing`.
    """
    row = store.database.row("SELECT document_id FROM files WHERE path = ?", (to_bytes(path),))
    document = row[0] if row is not None and row[0] is not None else _copy(store, path, settings)
    if document is None:
        return (yield from _read(path, settings, page))
    if page is None:
        return Seed(documents=(document,))
    chunks = store.database.rows(_ON_PAGE, (document, page))
    if not chunks:
        raise PageMissing(path, page)
    return Seed(passages=tuple(each for (each,) in chunks))


def documents_in(store: Store, paths: Iterable[Path]) -> frozenset[int]:
    """The documents of files and folders, by absolute paths. Raises `NotInLibrary` for a path that holds none."""
    found: set[int] = set()
    for path in paths:
        inside = to_bytes(path).rstrip(os.fsencode(os.sep)) + os.fsencode(os.sep)
        rows = store.database.rows(
            "SELECT document_id FROM files WHERE document_id IS NOT NULL AND (path = ? OR path >= ? AND path < ?)",
            (to_bytes(path), inside, inside[:-1] + bytes([inside[-1] + 1])),
        )
        if not rows:
            raise NotInLibrary(path)
        found.update(row[0] for row in rows)
    return frozenset(found)


def _copy(store: Store, path: Path, settings: Settings) -> int | None:
    """The document of another file with the same content. Raises what can be told without reading."""
    try:
        if path.is_dir() or not supported(path):
            raise FileUnreadable(path, Reason.UNSUPPORTED)
        if path.stat().st_size > settings.max_file_mb << 20:
            raise FileUnreadable(path, Reason.TOO_LARGE)
        known = store.catalog.document_with(content_hash(path))
    except (FileNotFoundError, NotADirectoryError):
        raise FolderMissing(path) from None
    except OSError as error:
        reason = Reason.NO_PERMISSION if isinstance(error, PermissionError) else Reason.DAMAGED
        raise FileUnreadable(path, reason) from error
    return known if known is not None and store.database.row(_LIVE, (known,)) else None


def _read(path: Path, settings: Settings, page: int | None) -> Generator[Step, None, Seed]:
    status = path.stat()
    readers = Readers(1, limits_of(settings), read_and_split)
    outcomes: list[tuple[File, Read] | Skipped] = []
    try:
        for outcome in readers.read([File(path, status.st_size, status.st_mtime_ns)]):
            if outcome is not None:
                outcomes.append(outcome)
            yield Step(Phase.READING, len(outcomes), 1, path)
    finally:
        readers.close()
    (read,) = outcomes
    if isinstance(read, Skipped):
        raise FileUnreadable(path, read.reason)
    document, rows, _ = read[1]
    wanted = [row for row in rows if page is None or (document.paged and row[1] == page)]
    if not wanted:
        raise FileUnreadable(path, Reason.NO_TEXT) if page is None else PageMissing(path, page)
    texts = {each.number: each.text for each in document.pages}
    return Seed(texts=("\n\n".join(texts[number][start:end] for _, number, start, end, *_ in spread(wanted)),))
