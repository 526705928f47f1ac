"""A judged collection → figures, through the same code as a search, in a scratch folder that is gone afterwards.

A collection's documents are one unit each, cut to the model's length and not chunked, as published figures are made;
with a folder of files instead, they are read, chunked and indexed as always, and hits are folded by file.
"""

from __future__ import annotations

import dataclasses
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Chunk, Depth, Document, File, Mode, Page, Phase, Step
from onyx_desktop.errors import BadCollection, FolderMissing
from onyx_desktop.index.catalog import to_path
from onyx_desktop.library.library import Library
from onyx_desktop.library.passages import keyed
from onyx_desktop.measure import metrics
from onyx_desktop.measure.collections import read
from onyx_desktop.paths import Home

if TYPE_CHECKING:
    from collections.abc import Generator

    from onyx_desktop.domain import Look
    from onyx_desktop.measure.collections import Collection
    from onyx_desktop.settings import Settings

FIGURES = ("ndcg@10", "recall@2", "recall@10", "recall@100", "mrr@10", "map")
_DEEP = 100
_TICK = 32


@dataclass(frozen=True, slots=True)
class Trial:
    """What to measure. files: a folder that is the corpus, instead of the collection's own documents.

    figures_of_look: also what the length and the precision cost and keep, as the window shows it.
    """

    collection: Path
    files: Path | None = None
    mode: Mode = Mode.AUTO
    limit_queries: int | None = None
    figures_of_look: bool = False


def evaluate(trial: Trial, settings: Settings, models: Path) -> Generator[Step, None, dict[str, float]]:
    """Index the corpus, ask every query that has an answer, and return the figures of the command line contract.

    Milliseconds a query are those of a whole search with ten hits and their snippets, the vector of the query included.
    Raises `BadCollection`, `FolderMissing`.
    """
    collection = read(trial.collection)
    if trial.files is None and collection.corpus is None:
        raise BadCollection(trial.collection, "no corpus.jsonl is there; name the folder of its files with --files")
    if trial.files is not None and not trial.files.is_dir():
        raise FolderMissing(trial.files)
    with tempfile.TemporaryDirectory(prefix="onyx-evaluate-") as scratch:
        home = Home(Path(scratch), Path(scratch), Path(scratch) / "logs", models)
        with Library.open(home, dataclasses.replace(settings, speed="fast")) as library:
            began = time.monotonic()
            skipped = yield from _index(library, collection, trial)
            seconds = time.monotonic() - began
            figures = yield from _ask(library, collection, trial)
            if trial.figures_of_look:
                figures |= yield from _look(library, settings.look)
    figures |= {"index_seconds": round(seconds, 2)} | ({"skipped": skipped} if trial.files else {})
    return figures


def _index(library: Library, collection: Collection, trial: Trial) -> Generator[Step, None, int]:
    """Returns how many files could not be read. Words alone need no vectors."""
    depth = Depth.WORDS if trial.mode is Mode.WORDS else Depth.FULL
    if trial.files is not None:
        return (yield from library.update([trial.files], depth)).skipped
    catalog = library.store.catalog
    root = Path(os.path.abspath(os.sep)) / "collection"
    folder = catalog.add_folder(root)
    for number, judged in enumerate(collection.documents()):
        file = File(root / str(number), len(judged.text), 0)
        document = Document(judged.title, (Page(1, judged.text),))
        chunk = Chunk(0, 1, 0, len(judged.text), judged.text)
        catalog.note_found(folder, [file], [])
        catalog.add_document(file, judged.id.encode(), document, keyed(document, [chunk]))
        if number % _TICK == 0:
            yield Step(Phase.READING, number)
    if depth is Depth.FULL:
        yield from library.embed()
    return 0


def _ask(library: Library, collection: Collection, trial: Trial) -> Generator[Step, None, dict[str, float]]:
    names = _names(library, trial.files)
    counted = collection.counted[: trial.limit_queries]
    rankings: dict[str, list[str]] = {}
    times: list[float] = []
    library.search(collection.queries[counted[0]], mode=trial.mode)  # loads what is loaded once
    for number, query in enumerate(counted):
        times.append(library.search(collection.queries[query], mode=trial.mode).ms)
        documents = library.ranked_documents(collection.queries[query], trial.mode)
        rankings[query] = [name for document in documents for name in names.get(document, [])][:_DEEP]
        if number % _TICK == 0:
            yield Step(Phase.CHECKING, number, len(counted))
    chosen = (*FIGURES, "hit@10") if trial.files else FIGURES
    figures = metrics.averages(rankings, {each: collection.qrels[each] for each in counted}, chosen)
    return {name: round(figure, 4) for name, figure in figures.items()} | {
        "queries": len(counted),
        "documents": sum(len(each) for each in names.values()),
        "query_ms_p50": round(float(np.percentile(times, 50)), 1),
        "query_ms_p95": round(float(np.percentile(times, 95)), 1),
    }


def _look(library: Library, look: Look) -> Generator[Step, None, dict[str, float]]:
    """The figures of the window's table, by the same code."""
    seen = yield from library.look_figures(look)
    return {
        "look_bytes": seen.size_bytes,
        "look_ms": round(seen.ms, 2),
        "same_top_10": round(seen.same_top_10, 4),
        "recall@10_of_exact": round(seen.recall_10, 4),
    }


def _names(library: Library, files: Path | None) -> dict[int, list[str]]:
    """The collection's names of each document: its own id, or the relative paths of the files with its content."""
    database = library.store.database
    if files is None:
        return {row[0]: [bytes(row[1]).decode()] for row in database.rows("SELECT id, content_hash FROM documents")}
    names: dict[int, list[str]] = {}
    root = Path(os.path.abspath(files))
    for document, path in database.rows("SELECT document_id, path FROM files WHERE document_id IS NOT NULL"):
        names.setdefault(document, []).append(to_path(path).relative_to(root).as_posix())
    return names
