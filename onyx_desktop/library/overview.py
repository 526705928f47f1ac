"""The library in numbers: its folders and those inside them, and what kinds of files it holds. Counted by SQL.

Each count is one pass over the catalog in SQLite, with the interpreter free for the window; a library of 200,000 files
takes some tenths of a second, so that each is asked for by itself.
"""

from __future__ import annotations

import datetime
import os
import time
from collections import Counter
from typing import TYPE_CHECKING

from onyx_desktop.domain import Facets, Subfolder
from onyx_desktop.errors import FolderMissing
from onyx_desktop.index import scans
from onyx_desktop.index.catalog import to_bytes, to_path
from onyx_desktop.index.filters import WHEN_NS
from onyx_desktop.library.drives import connected
from onyx_desktop.library.quote import quote
from onyx_desktop.library.recognising import engine
from onyx_desktop.library.status import FolderState, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Sequence
    from pathlib import Path

    from onyx_desktop.domain import Quote, Step
    from onyx_desktop.index.store import Store
    from onyx_desktop.library.choice import Choice
    from onyx_desktop.settings import Settings

_DAY_NS = 86_400_000_000_000
_SEPARATOR = os.fsencode(os.sep)
_FOLDERS = """
SELECT folder_id, max(device), count(*), count(document_id), count(reason), count(document_id) FILTER (WHERE EXISTS
  (SELECT 1 FROM marks WHERE marks.document_id = files.document_id AND fingerprint = ?1)),
  count(document_id) FILTER (WHERE EXISTS
  (SELECT 1 FROM marks WHERE marks.document_id = files.document_id AND fingerprint IN (?1, ?2)))
FROM files WHERE root_id IS NULL GROUP BY folder_id
"""
_BELOW = """
SELECT substr(path, ?1, instr(substr(path, ?1), ?4) - 1) AS name, count(*), count(document_id), count(reason),
  max(instr(substr(substr(path, ?1), instr(substr(path, ?1), ?4) + 1), ?4)) > 0
FROM files WHERE root_id IS NULL AND path > ?2 AND path < ?3 AND instr(substr(path, ?1), ?4) GROUP BY name ORDER BY name
"""
_TYPES = "SELECT suffix, count(*) FROM files WHERE document_id IS NOT NULL AND {} GROUP BY suffix"
_LANGUAGES = """
SELECT coalesce(language, ''), count(*) FROM files JOIN documents ON documents.id = document_id WHERE {} GROUP BY 1
"""
_NEWEST = "SELECT path FROM files WHERE document_id IS NOT NULL ORDER BY mtime_ns DESC LIMIT ?"
_DAYS = f"SELECT ({WHEN_NS} + ?) / ?, count(*) FROM files WHERE document_id IS NOT NULL AND {{}} GROUP BY 1"


class Overview:
    """Counts of one store."""

    def __init__(self, store: Store, choice: Choice, settings: Callable[[], Settings]) -> None:
        self._store = store
        self._choice = choice
        self._settings = settings

    def folders(self, paused: Collection[str] = ()) -> list[FolderState]:
        """Every folder with its counts. paused: the paths of those that are held."""
        rows = self._store.database.rows(_FOLDERS, self._fingerprints())
        counts = {row[0]: row[1:] for row in rows}
        states = []
        for path, key in self._store.catalog.folders().items():
            device, files, searchable, skipped, embedded, skimmed = counts.get(key, (None, 0, 0, 0, 0, 0))
            there = connected(path, device)
            states.append(FolderState(path, files, searchable, embedded, skipped, there, str(path) in paused, skimmed))
        return states

    def _fingerprints(self) -> tuple[str, str]:
        """Of the model that answers, and of the static one; "" where that has no part."""
        static = self._choice.static
        return self._choice.answering.space.fingerprint, static.fingerprint if static is not None else ""

    def subfolders(self, folder: Path) -> list[Subfolder]:
        """The folders directly inside one, each with everything at any depth below it; by name."""
        begin = to_bytes(folder).rstrip(_SEPARATOR) + _SEPARATOR
        end = begin[:-1] + bytes([begin[-1] + 1])
        rows = self._store.database.rows(_BELOW, (len(begin) + 1, begin, end, _SEPARATOR))
        return [
            Subfolder(folder / os.fsdecode(name), files, searchable, skipped, bool(opens))
            for name, files, searchable, skipped, opens in rows
        ]

    def facets(self, paths: Collection[Path] | None = None) -> Facets:
        """What the searchable files are, or only some of them."""
        given = "1" if paths is None else f"path IN ({', '.join('?' * len(paths))})"
        values = [to_bytes(path) for path in paths or ()]
        rows = self._store.database.rows
        types = rows(_TYPES.format(given), values)
        languages = rows(_LANGUAGES.format(given), values)
        days = rows(_DAYS.format(given), (_east_of_greenwich_ns(), _DAY_NS, *values))
        return Facets(_most(types), _most([row for row in languages if row[0]]), _years(days))

    def newest(self, limit: int) -> list[Path]:
        """The searchable files that changed last."""
        rows = self._store.database.rows(_NEWEST, (limit,))
        return [to_path(row[0]) for row in rows]

    def quote(self, folder: Path, *, always: bool = False) -> Generator[Step, None, Quote]:
        """What indexing a folder would take, measured if it is large or `always`; a job. Raises `FolderMissing`."""
        if not folder.is_dir():
            raise FolderMissing(folder)
        return quote(self._store.database, self._settings(), lambda: self._choice.chosen.space, folder, always=always)

    def status(self, settings: Settings, data_folder: Path) -> Status:
        """The library in numbers."""
        folders = tuple(self.folders(settings.paused_folders))
        answering = self._choice.answering.space
        eyes = engine(settings)
        scanned, recognised = scans.count(self._store.database, eyes.key if eyes is not None else None)
        documents, chunks = self._store.database.row(
            "SELECT count(DISTINCT chunks.document_id), count(*) FROM chunks"
            " WHERE document_id IN (SELECT document_id FROM files)"
        )
        return Status(
            folders=folders,
            files=sum(folder.files for folder in folders),
            searchable=sum(folder.searchable for folder in folders),
            skimmed=sum(folder.skimmed for folder in folders),
            embedded=sum(folder.embedded for folder in folders),
            skipped=sum(folder.skipped for folder in folders),
            documents=documents,
            chunks=chunks,
            model=settings.model,
            answering=answering.card.id,
            dimensions=min(settings.dimensions or answering.matrix.dimensions, answering.matrix.dimensions),
            precision=settings.precision,
            data_folder=data_folder,
            sizes=self._store.sizes(),
            scanned=scanned,
            recognised=recognised,
            recogniser=eyes.name if eyes is not None else "",
        )


def _most(rows: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """The most frequent first."""
    return tuple(sorted(((value, count) for value, count in rows), key=lambda each: (-each[1], each[0])))


def _years(days: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Counts by day since 1970 → counts by year, the newest first."""
    first = datetime.date(1970, 1, 1).toordinal()
    years: Counter[int] = Counter()
    for day, count in days:
        if 1 <= first + day <= datetime.date.max.toordinal():
            years[datetime.date.fromordinal(first + day).year] += count
    return tuple(sorted(years.items(), reverse=True))


def _east_of_greenwich_ns() -> int:
    """Local time, as at the turn of the year: where a year begins is what the count is about."""
    return -time.timezone * 1_000_000_000
