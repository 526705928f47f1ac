"""A judged collection → figures, through the same code as a search, in a scratch folder that is gone afterwards.

A collection's documents are one unit each, cut to the model's length and not chunked, as the published figures are made;
with a folder of files instead, they are read, chunked and indexed as always and hits are folded by file.
"""

from __future__ import annotations

import dataclasses
import os
import tempfile
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.domain import Chunk, Document, File, Mode, Page, Phase, Step
from onyx_desktop.errors import FolderMissing
from onyx_desktop.index.catalog import to_path
from onyx_desktop.library.library import Library
from onyx_desktop.library.passages import keyed
from onyx_desktop.measure import metrics
from onyx_desktop.measure.collections import read
from onyx_desktop.paths import Home

if TYPE_CHECKING:
    from onyx_desktop.measure.collections import Collection
    from onyx_desktop.settings import Settings

_DEEP = 100
_TICK = 64


@dataclass(frozen=True, slots=True)
class Trial:
    """What to measure. files: a folder that is the corpus, instead of the collection's own documents."""

    collection: Path
    files: Path | None = None
    mode: Mode = Mode.AUTO
    limit_queries: int | None = None


def evaluate(trial: Trial, settings: Settings, models: Path) -> Generator[Step, None, dict[str, float | int]]:
    """Index the corpus, ask every query, and return the figures of the command line contract.

    Raises `BadCollection`, `FolderMissing`. Times: seconds to index; milliseconds a query, the vector of the query
    included, the first query (which loads the model) left out.
    """
    if trial.files is not None and not trial.files.is_dir():
        raise FolderMissing(trial.files)
    collection = read(trial.collection, documents=trial.files is None)
    with tempfile.TemporaryDirectory(prefix="onyx-evaluate-") as scratch:
        home = Home(Path(scratch) / "data", Path(scratch), Path(scratch))
        home.create()
        os.symlink(models, home.models) if models.is_dir() else None
        with Library.open(home, dataclasses.replace(settings, speed="fast")) as library:
            began = time.monotonic()
            skipped = yield from _index(library, collection, trial.files)
            seconds = time.monotonic() - began
            figures = yield from _ask(library, collection, trial)
    figures["index_seconds"] = round(seconds, 2)
    if trial.files is not None:
        figures["skipped"] = skipped
    return figures


def _index(library: Library, collection: Collection, files: Path | None) -> Generator[Step, None, int]:
    if files is not None:
        updated = yield from library.update([files])
        return updated.skipped
    catalog = library.store.catalog
    folder = catalog.add_folder(Path(os.path.abspath(os.sep)) / "collection")
    for number, judged in enumerate(collection.documents):
        file = File(Path(os.path.abspath(os.sep)) / "collection" / str(number), len(judged.text), 0)
        document = Document(judged.title, (Page(1, judged.text),))
        chunks = [Chunk(0, 1, 0, len(judged.text), judged.text)]
        catalog.note_found(folder, [file], [])
        catalog.add_document(file, judged.id.encode(), document, keyed(document, chunks))
        if number % _TICK == 0:
            yield Step(Phase.READING, number, len(collection.documents))
    yield from library.embed()
    return 0
