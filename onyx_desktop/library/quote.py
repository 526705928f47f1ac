"""A folder → what indexing it would take: files, pages, passages, minutes and disk, measured on some of its files.

A few files of each kind, most of the kinds that weigh most, are really read and cut, and some of their passages really
embedded; the rest is taken to be like them, by bytes. Nothing is written. Refuses to take longer than some seconds:
what was measured by then has to do.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onyx_desktop.documents.formats import supported
from onyx_desktop.documents.process import Limits, Readers
from onyx_desktop.domain import Counted, File, Phase, Quote, Skipped, Step
from onyx_desktop.files.walk import walk
from onyx_desktop.index.catalog import to_bytes
from onyx_desktop.library.passages import read_and_split
from onyx_desktop.library.timing import remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from pathlib import Path

    from onyx_desktop.domain import ChunkRow, Document
    from onyx_desktop.index.database import Database
    from onyx_desktop.library.meaning import Space
    from onyx_desktop.settings import Settings

SAMPLED_FILES, SAMPLED_BYTES, SAMPLED_S = 24, 40_000_000, 12.0
TIMED_PASSAGES = 32
_TICK_S = 0.1
_TEXT_BYTES = (
    2.4  # of the catalog for a character: text, words, rows; measured on the sample documents, as the next two
)
_CHROMA_BYTES = 1_100  # for a passage, besides its vector in float32
_TOKEN_BYTES = 6_300  # for a passage, where token vectors are kept


@dataclass
class _Sample:
    """What was read of one kind; mutable, private to one quote."""

    files: int = 0
    size_bytes: int = 0
    pages: int = 0
    passages: int = 0
    characters: int = 0
    seconds: float = 0.0
    texts: list[str] = field(default_factory=list)

    def add(self, file: File, document: Document, chunks: Sequence[ChunkRow], seconds: float) -> None:
        self.files += 1
        self.size_bytes += max(1, file.size_bytes)
        self.pages += len(document.pages) if document.paged else 0
        self.passages += len(chunks)
        self.characters += sum(len(page.text) for page in document.pages)
        self.seconds += seconds
        texts = {page.number: page.text for page in document.pages}
        self.texts += [texts[page][start:end] for _, page, start, end, _, _ in chunks[:4]]


def quote(
    database: Database, settings: Settings, space: Callable[[], Space], folder: Path, *, always: bool
) -> Generator[Step, None, Quote]:
    """Count a folder and, if it is large or `always`, measure it; a job that writes nothing.

    space: of the chosen model, which is loaded only where something is measured.
    """
    counted, files = yield from _count(database, settings, folder)
    if not files or not (counted.large or always):
        return counted
    samples: dict[str, _Sample] = defaultdict(_Sample)
    yield from _read(_chosen(files), settings, samples)
    read = list(samples.values())
    whole = _joined(read)
    if not whole.files:
        return counted
    by_type = {each.name: each.size_bytes for each in counted.types}

    def scaled(what: str) -> float:
        """A figure of the whole folder: each kind by its own sample, kinds without one as all together."""
        return sum(
            float(size_bytes * getattr(one, what)) / one.size_bytes
            for name, size_bytes in by_type.items()
            for one in [samples[name] if samples[name].files else whole]
        )

    meant = space()
    rate = yield from _rate(database, meant, whole.texts)
    passages = round(scaled("passages"))
    vectors = meant.matrix.dimensions
    each = vectors * (4 if settings.precision == "float32" else 2) + vectors * 4 + _CHROMA_BYTES
    each += _TOKEN_BYTES if settings.late else 0
    return replace(
        counted,
        sampled=whole.files,
        pages=round(scaled("pages")),
        passages=passages,
        seconds=scaled("seconds") / settings.threads + passages / rate,
        disk_bytes=round(_TEXT_BYTES * scaled("characters") + passages * each),
    )


def _count(database: Database, settings: Settings, folder: Path) -> Generator[Step, None, tuple[Quote, list[File]]]:
    """What is in the folder, and the files that would be read."""
    known = {row[0] for row in database.rows("SELECT path FROM files WHERE document_id IS NOT NULL")}
    files: list[File] = []
    left_out = there = 0
    last = time.monotonic()
    for entry in walk(folder, settings.excluded):
        if isinstance(entry, Skipped) or not _read_at_all(entry, settings):
            left_out += 1
        elif to_bytes(entry.path) in known:
            there += 1
        else:
            files.append(entry)
        if time.monotonic() - last > _TICK_S:
            last = time.monotonic()
            yield Step(Phase.COUNTING, len(files), path=folder)
    types = _sums((file.path.suffix.lower(), file.size_bytes) for file in files)
    inside = _sums(
        (parts[0], file.size_bytes) for file in files if len(parts := file.path.relative_to(folder).parts) > 1
    )
    size_bytes = sum(file.size_bytes for file in files)
    return Quote(folder, len(files), size_bytes, types, inside, left_out, there), files


def _read_at_all(file: File, settings: Settings) -> bool:
    return supported(file.path) and file.size_bytes <= settings.max_file_mb << 20


def _sums(sizes: Iterable[tuple[str, int]]) -> tuple[Counted, ...]:
    sums: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for name, size_bytes in sizes:
        files, total = sums[name]
        sums[name] = (files + 1, total + size_bytes)
    return tuple(sorted((Counted(name, *each) for name, each in sums.items()), key=lambda each: -each.size_bytes))


def _chosen(files: Sequence[File]) -> list[File]:
    """Some files of each kind, evenly over their sizes, one of every kind before a second of any."""
    kinds: dict[str, list[File]] = defaultdict(list)
    for file in sorted(files, key=lambda each: each.size_bytes):
        kinds[file.path.suffix.lower()].append(file)
    order = sorted(kinds.values(), key=lambda some: -sum(each.size_bytes for each in some))
    chosen: list[File] = []
    room = SAMPLED_BYTES
    for turn in range(SAMPLED_FILES):
        for some in order:
            place = (2 * turn + 1) * len(some) // (2 * SAMPLED_FILES)
            file = some[place]
            if len(chosen) < SAMPLED_FILES and file not in chosen and file.size_bytes <= room:
                chosen.append(file)
                room -= file.size_bytes
    return chosen


def _read(files: Sequence[File], settings: Settings, samples: dict[str, _Sample]) -> Generator[Step, None, None]:
    """Read one file after the other, so that each can be timed, until the time is up."""
    limits = Limits(
        deadline_s=min(settings.file_deadline_s, round(SAMPLED_S)),
        memory_mb=settings.reader_memory_mb,
        max_bytes=settings.max_file_mb << 20,
    )
    readers = Readers(1, limits, read_and_split)
    began = time.monotonic()
    try:
        for number, file in enumerate([*files[:1], *files]):  # the first one twice: it waits for its reader to start
            started = time.monotonic()
            if started - began > SAMPLED_S:
                return
            for outcome in readers.read([file]):
                if number and outcome is not None and not isinstance(outcome, Skipped):
                    _, (document, chunks, *_) = outcome
                    samples[file.path.suffix.lower()].add(file, document, chunks, time.monotonic() - started)
                yield Step(Phase.READING, number, len(files), file.path)
    finally:
        readers.close()


def _joined(samples: Sequence[_Sample]) -> _Sample:
    whole = _Sample()
    for each in samples:
        for name in ("files", "size_bytes", "pages", "passages", "characters", "seconds"):
            setattr(whole, name, getattr(whole, name) + getattr(each, name))
        whole.texts += each.texts
    return whole


def _rate(database: Database, space: Space, texts: Sequence[str]) -> Generator[Step, None, float]:
    """Passages a second: as remembered from the last update, else timed now on some of these."""
    known = remembered(database, space.fingerprint)
    if known is not None:
        return known
    drawn = list(texts[:: max(1, len(texts) // TIMED_PASSAGES)])[:TIMED_PASSAGES] or ["a passage"]
    space.encoder.encode(drawn[:1])  # loads what is loaded once
    began, done = time.perf_counter(), 0
    for places, _ in space.encoder.batches(drawn):
        done += len(places)
        yield Step(Phase.EMBEDDING, done, len(drawn))
    return len(drawn) / max(time.perf_counter() - began, 1e-6)
