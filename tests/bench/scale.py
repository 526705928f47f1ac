"""Time, memory and disk of libraries of growing size, and the slope of each.

    python -m tests.bench.scale 10000 100000 1000000 [--work FOLDER] [--plot FILE.svg] [--chroma]

Passages are sentences of a judged collection, joined at random to some 900 characters, in documents of twenty. Their
vectors are the means of those of their halves, with noise, so that nothing but the halves is embedded. Each size is
measured compact (signs find candidates, no graph) and, with --chroma, with the graph as well; without token vectors
both. Each measurement is a process of its own: opening, the first search, searches with and without filters, adding and
deleting a hundred documents, memory of all its processes at most, bytes on disk by part, and recall@10 of what the
search by meaning finds against comparing everything. --work: the libraries are kept there for the next time.

Prints JSON, one line a size and choice, then the slopes: the exponent b of figure = a · passages^b.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import psutil

from onyx_desktop import paths
from onyx_desktop.domain import Chunk, Document, File, Mode, Page
from onyx_desktop.library import Library, serving
from onyx_desktop.library.passages import keyed
from onyx_desktop.library.pulling import to_the_end
from onyx_desktop.library.waiting import mark
from onyx_desktop.measure.collections import read
from onyx_desktop.settings import Settings
from tests.bench.curves import slope, write_svg
from tests.bench.query import DATA, ask, percentiles

A_DOCUMENT = 20
A_TRANSACTION = 100  # documents
LETTERS = 900
HUNDRED = 100
FILTERS = ("", " in:part7", " type:md", " after:2020-09-14", " -protein", " page:3")
KINDS = (".txt", ".md", ".pdf")


class Maker:
    """Makes documents of passages, and their vectors."""

    def __init__(self, library: Library) -> None:
        self.library = library
        sentences = [
            part.strip() for judged in read(DATA).documents() for part in judged.text.split(". ") if len(part) > 40
        ]
        chance = random.Random(1)
        self.halves = []
        for _ in range(3000):
            half = ""
            while len(half) < LETTERS / 2:
                half += chance.choice(sentences) + ". "
            self.halves.append(half)
        self.space = library.choice.chosen.space
        kept = library.store.folder.parent / f"halves-{self.space.fingerprint}.npy"
        if not kept.exists():
            np.save(kept, self.space.encoder.encode(self.halves))
        self.known = np.load(kept)
        self.folder = library.store.catalog.add_folder(Path("/bench"))

    def add(self, numbers: Sequence[int]) -> None:
        """Documents of these numbers, searchable by words and by meaning."""
        noise = np.random.default_rng(numbers[0])
        chance = random.Random(numbers[0])
        keys: list[bytes] = []
        vectors: list[np.ndarray] = []
        documents: list[int] = []
        catalog, database = self.library.store.catalog, self.library.store.database
        with database.transaction():
            for number in numbers:
                drawn = [(chance.randrange(3000), chance.randrange(3000)) for _ in range(A_DOCUMENT)]
                bodies = [self.halves[one] + self.halves[other] for one, other in drawn]
                offsets = np.cumsum([0, *map(len, bodies)]).tolist()
                name = Path(f"/bench/part{number % 100}/{number}{KINDS[number % 3]}")
                file = File(name, 1, 1_600_000_000_000_000_000 + number * 10**10)
                pages = tuple(Page(each, body, "", offsets[each - 1]) for each, body in enumerate(bodies, 1))
                document = Document(f"document {number}", pages, paged=True)
                chunks = [Chunk(each, each + 1, 0, len(body), body) for each, body in enumerate(bodies)]
                rows = keyed(document, chunks)
                catalog.note_found(self.folder, [file], [])
                documents.append(catalog.add_document(file, number.to_bytes(16, "big"), document, rows))
                keys += [row[-1] for row in rows]
                vectors.append((self.known[[one for one, _ in drawn]] + self.known[[other for _, other in drawn]]) / 2)
            made = np.concatenate(vectors)
            made += noise.normal(0, 0.02, made.shape).astype(np.float32)
            made /= np.linalg.norm(made, axis=1, keepdims=True)
            self.space.matrix.append(keys, made)
            mark(database, documents, self.space.fingerprint)


def build(home: paths.Home, passages: int) -> float:
    """Fill up to so many passages; the seconds that took."""
    began = time.perf_counter()
    with Library.open(home, Settings(quality="fast")) as library:
        (there,) = library.store.database.row("SELECT count(*) FROM documents")
        if there * A_DOCUMENT >= passages:
            return 0.0
        maker = Maker(library)
        for first in range(there, passages // A_DOCUMENT, A_TRANSACTION):
            maker.add(range(first, min(first + A_TRANSACTION, passages // A_DOCUMENT)))
        library.choice.settle()
    return time.perf_counter() - began


class Watch:
    """Memory of this process and its children, looked at ten times a second."""

    def __init__(self) -> None:
        self.most = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def now(self) -> int:
        """Resident bytes, pages that processes share counted once."""
        total = 0
        for process in (me := psutil.Process(), *me.children(recursive=True)):
            try:
                facts = process.memory_info()
                total += facts.rss if process.pid == me.pid else facts.rss - facts.shared
            except psutil.NoSuchProcess:
                continue
        return total

    def _look(self) -> None:
        while not self._over.wait(0.1):
            self.most = max(self.most, self.now())

    def end(self) -> int:
        self._over.set()
        self._thread.join()
        return self.most


def timed(act: Callable[[], object]) -> float:
    """Seconds."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def measure(home: paths.Home, chosen: Settings, asked: int) -> Iterator[tuple[str, object]]:
    """All figures of one library, in a fresh process."""
    questions = list(read(DATA).queries.values())[:asked]
    watch = Watch()
    began = time.perf_counter()
    with Library.open(home, chosen) as library:
        yield "open_s", time.perf_counter() - began
        meaning = library.choice.answering
        to_the_end(meaning.view.prepare())
        if chosen.compact is False:
            yield "graph_s", timed(lambda: to_the_end(serving.copy(library)))
        yield "prepared_mb", watch.now() / 1e6
    began, processor = time.perf_counter(), time.process_time()
    with Library.open(home, chosen) as library:
        library.search(questions[0], 20)
        yield "open_and_first_search_s", time.perf_counter() - began
        yield "open_and_first_search_processor_s", time.process_time() - processor
        meaning = library.choice.answering
        for name in FILTERS:
            yield f"search{name}", ask(library, [each + name for each in questions], 20).times
        steps: dict[str, list[float]] = {}
        for each in questions:
            meaning.stages._vectors.clear()
            for name, value in library.search(each, 20).timings.items():
                steps.setdefault(name, []).append(value)
        yield "steps", {name: percentiles(values) for name, values in steps.items()}
        yield "words only", ask(library, questions, 20, Mode.WORDS).times
        yield "searching_mb", watch.now() / 1e6
        yield from change(library)
        yield "most_mb", watch.end() / 1e6  # what follows looks at every vector, which no search does
        yield "recall@10", recall(library, questions)
        yield "disk_bytes", dict(library.store.sizes())
        yield "text_bytes", library.store.database.row("SELECT sum(length(CAST(text AS BLOB))) FROM pages")[0]


def recall(library: Library, questions: Sequence[str]) -> float:
    """Of the ten nearest by comparing everything, how many the search finds."""
    meaning = library.choice.answering
    everything = np.ones(len(meaning.view), np.bool_)
    found = 0
    for each in questions:
        vector = meaning.stages.query_vector(each)
        exact, quick = meaning.view.cosines(vector), meaning.stages.by_meaning(vector, everything)
        best = [set(np.argsort(-np.nan_to_num(scores, nan=-2))[:10].tolist()) for scores in (exact, quick)]
        found += len(best[0] & best[1])
    return found / (10 * len(questions))


def change(library: Library) -> Iterator[tuple[str, object]]:
    """A hundred documents more, and away again."""
    maker = Maker(library)
    numbers = range(10**7, 10**7 + HUNDRED)
    yield "add_ms_a_document", timed(lambda: maker.add(numbers)) * 1000 / HUNDRED
    yield "seen_after_adding_ms", timed(library.choice.answering.view.refresh) * 1000
    files = [path for path in library.store.catalog.files(maker.folder) if int(path.stem) >= 10**7]
    yield "forget_ms_a_document", timed(lambda: library.store.catalog.note_gone(files)) * 1000 / HUNDRED
    yield "seen_after_forgetting_ms", timed(library.choice.answering.view.refresh) * 1000
    yield "delete_ms_a_document", timed(lambda: to_the_end(library.tidy())) * 1000 / HUNDRED


def child(folder: Path, compact: bool, asked: int) -> None:
    """Measure in this process; a figure a line."""
    for name, figure in measure(paths.home(folder), Settings(quality="fast", compact=compact), asked):
        print(json.dumps({name: figure}), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("passages", nargs="+", type=int)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--chroma", action="store_true")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        child(chosen.work / str(chosen.passages[0]), chosen.measure == "compact", chosen.questions)
        return
    with tempfile.TemporaryDirectory() as scratch:
        work = chosen.work or Path(scratch)
        curves: dict[str, list[tuple[float, float]]] = {}
        for size in chosen.passages:
            (work / str(size)).mkdir(parents=True, exist_ok=True)
            built = build(paths.home(work / str(size)), size)
            for way in ("compact", *(["chroma"] if chosen.chroma else [])):
                command = [sys.executable, "-m", "tests.bench.scale", str(size), "--work", str(work), "--measure", way]
                command += ["--questions", str(chosen.questions)]
                lines = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
                figures = {name: each for line in lines for name, each in json.loads(line).items()}
                print(json.dumps({"passages": size, "way": way, "build_s": built, "load": os.getloadavg()} | figures))
                for name, figure in plotted(figures, size):
                    curves.setdefault(f"{name}, {way}", []).append((size, figure))
        print(json.dumps({"slopes": {name: round(slope(each), 2) for name, each in curves.items()}}))
        if chosen.plot:
            write_svg(curves, chosen.plot)


def plotted(figures: dict, size: int) -> Iterator[tuple[str, float]]:
    """What the plot shows: of times, those of the processor, because others may be busy on the same computer."""
    yield "search, ms", figures["search"]["processor_p95_ms"]
    yield "slowest filter, ms", max(figures[f"search{name}"]["processor_p95_ms"] for name in FILTERS)
    yield "opening, ms", 1000 * figures["open_and_first_search_processor_s"]
    yield "memory, MB", figures["most_mb"]
    yield "disk, MB", sum(figures["disk_bytes"].values()) / 1e6


if __name__ == "__main__":
    main()
