"""A small library for the window's tests: real hits over real files, and gates to hold a search or an update up.

Not a pretence of searching: it counts shared words. The places of its passages come from the same PDF engine that reads
the user's files, and `locate` is the library's own.
"""

import threading
import time
from collections import Counter
from collections.abc import Collection, Generator, Sequence
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QMarginsF, QPointF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from onyx_desktop.domain import (
    NO_SEED,
    Anchored,
    Answer,
    Coverage,
    Facets,
    File,
    Hit,
    Mode,
    Phase,
    Quote,
    Reason,
    Seed,
    Skipped,
    Span,
    Step,
    Strength,
    Subfolder,
    Updated,
)
from onyx_desktop.library import Passage
from onyx_desktop.library import preview as library_preview
from onyx_desktop.library.members import on_disk
from onyx_desktop.library.searches import Searches
from onyx_desktop.library.status import FolderState, Status
from onyx_desktop.ranking.strength import weak_from

PDF = "Lease_2024.pdf"
TEXT = "Letter to the landlord.txt"
ASTRAL = "Notes.md"
LINE_POINTS = 24.0
TOP_POINTS = 96.0
PAGES = (
    (
        "This lease begins on the first of March and has no end.",
        "The rent is due on the third working day of each month.",
        "The landlord shall keep the heating in working order.",
        "Pets are welcome if the neighbours agree to them.",
    ),
    (
        "Notice must be given in writing three months ahead.",
        "The deposit is paid back after the keys are returned.",
    ),
)
LETTER = "Dear landlord,\n\nthe heating is cold since Monday. Please have it repaired soon.\n\nYours, the tenant\n"
NOTES = "𝒜 page of notes 🏠 about the flat.\nThe heating costs 💶 more in winter.\n"


def write_documents(folder: Path, family: str = "DejaVu Sans") -> None:
    """A PDF of two pages whose lines stand at known places, and two texts."""
    writer = QPdfWriter(str(folder / PDF))
    writer.setResolution(72)
    writer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    painter = QPainter(writer)
    painter.setFont(QFont(family, 11))
    for number, lines in enumerate(PAGES):
        if number:
            writer.newPage()
        for row, line in enumerate(lines):
            painter.drawText(QPointF(72, TOP_POINTS + row * LINE_POINTS), line)
    painter.end()
    (folder / TEXT).write_text(LETTER, encoding="utf-8")
    (folder / ASTRAL).write_text(NOTES, encoding="utf-8")


class ShelfOfHits:
    """Answers as `Library` does. search_gate and step_gate hold a search or the next step of an update."""

    def __init__(self, folder: Path) -> None:
        self.search_gate, self.step_gate = threading.Event(), threading.Event()
        self.let_go()
        self.asked: list[tuple[str, Mode]] = []
        self.seeds: list[Seed] = []
        self.threads: set[str] = set()
        self.updates = 0
        self.closed_updates = 0
        self.strength = Strength.STRONG
        self.searched = 3
        self.retried: list[Path] = []
        self.skipped: list[Skipped] = []
        self.error: Exception | None = None
        self.steps = 3
        self.paths: list[Path] = [folder]
        self.texts = self._texts(folder)
        self.searches, self.anchors = Searches(folder.parent), Ids()
        self.overview = self

    def add(self, path: Path, text: str) -> None:
        """One more document without pages, with the text that was indexed of it."""
        self.texts.append((path, None, text))

    def let_go(self) -> None:
        """Open all gates."""
        self.search_gate.set()
        self.step_gate.set()

    def close(self) -> None:
        """Nothing is held."""

    def folders(self) -> list[FolderState]:
        self._note()
        return [FolderState(path, 3, 3, 3, len(self.skipped)) for path in self.paths]

    def add_folder(self, path: Path) -> None:
        self._note()
        if path not in self.paths:
            self.paths.append(path)

    def remove_folder(self, path: Path) -> int:
        self._note()
        self.paths.remove(path)
        return 3

    def update(self, _paths: Sequence[Path] | None = None) -> Generator[Step, None, Updated]:
        self._note()
        self.updates += 1
        try:
            for done in range(self.steps):
                while not self.step_gate.wait(0.05):
                    yield Step(Phase.READING, done, self.steps, Path("held.txt"))
                if self.error is not None:
                    raise self.error
                yield Step(Phase.READING, done + 1, self.steps, Path("read.txt"))
        except GeneratorExit:
            self.closed_updates += 1
            raise
        return Updated(files=3, indexed=3, skipped=len(self.skipped))

    def first(self, query: str, limit: int = 10, mode: Mode = Mode.AUTO, seed: Seed = NO_SEED) -> Answer:
        self._note()
        self.asked.append((query, mode))
        self.seeds.append(seed)
        self.search_gate.wait(10)
        started = time.perf_counter()
        words = [word for word in query.lower().split() if len(word) > 2]
        found = [self._hit(number, words) for number in range(len(self.texts))]
        hits = sorted((hit for hit in found if hit.words), key=lambda hit: -len(hit.words))[:limit]
        ms = 1000 * (time.perf_counter() - started)
        weak = weak_from([hit.strength for hit in hits])
        return Answer(query, tuple(hits), Coverage(3, self.searched), ms, mode, weak_from=weak)

    def passage(self, hit: Hit, query: str = "") -> Passage | None:
        self._note()
        page = next(text for path, number, text in self.texts if path == hit.path and number == hit.page)
        words = tuple(Span(hit.start + span.start, hit.start + span.end) for span in hit.words if query)
        return Passage(
            page, Span(hit.start, hit.end), words, hit.page, 2 if hit.page else 1, 0, library_preview.formatted(hit)
        )

    def openable(self, path: Path, *, drawn: bool = False) -> Path | None:
        self._note()
        return on_disk(path)

    def locate(self, shown: str, ours: str, spans: Sequence[Span]) -> list[Span]:
        self._note()
        return library_preview.locate(shown, ours, spans)

    def problems(self) -> list[Skipped]:
        self._note()
        return self.skipped

    def retry(self, paths: Sequence[Path]) -> None:
        self._note()
        self.retried.extend(paths)

    def facets(self, paths: Collection[Path] | None = None) -> Facets:
        """By suffix only; how the library counts has tests of its own."""
        self._note()
        files = {path for path, _, _ in self.texts if paths is None or path in paths}
        return Facets(tuple(Counter(path.suffix for path in files).most_common()))

    def subfolders(self, folder: Path) -> list[Subfolder]:
        self._note()
        return [Subfolder(folder / "Old", 1, 1, 0)] if folder in self.paths else []

    def newest(self, limit: int) -> list[Path]:
        self._note()
        return list(dict.fromkeys(path for path, _, _ in self.texts))[:limit]

    def quote(self, folder: Path) -> Generator[Step, None, Quote]:
        self._note()
        yield Step(Phase.COUNTING, 3, path=folder)
        return Quote(folder, 3, 100, (), (), 0, 0)

    def models(self) -> list[object]:
        """The model page has tests of its own, with the real library."""
        self._note()
        return []

    def status(self) -> Status:
        folders = tuple(self.folders())
        return Status(
            folders=folders, files=3, searchable=3, embedded=3, skipped=len(self.skipped), documents=3, chunks=9,
            model="all-MiniLM-L6-v2", answering="all-MiniLM-L6-v2", dimensions=384, precision="float16",
            data_folder=Path("data"), sizes={"catalog": 1},
        )  # fmt: skip

    def _note(self) -> None:
        self.threads.add(threading.current_thread().name)

    def _hit(self, number: int, words: Sequence[str]) -> Hit:
        """The line of a document that shares most words with the query."""
        path, page, text = self.texts[number]
        lines = [line for line in text.splitlines() if line.strip()]
        best = max(lines, key=lambda line: sum(word in line.lower() for word in words))
        start = text.index(best)
        marks = [(best.lower().find(word), len(word)) for word in words]
        stat = path.stat()
        return Hit(
            chunk_id=number + 1, document_id=1 if page else number + 1, path=path, title=path.stem, page=page,
            page_label="", start=start, end=start + len(best), heading="", text=best, snippet=best,
            best=Span(0, len(best)), words=tuple(Span(at, at + length) for at, length in sorted(marks) if at >= 0),
            score=0.9, cosine=0.71, strength=self.strength, size_bytes=stat.st_size, mtime_ns=stat.st_mtime_ns,
        )  # fmt: skip

    def _texts(self, folder: Path) -> list[tuple[Path, int | None, str]]:
        document = pypdfium2.PdfDocument(folder / PDF)
        try:
            pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
        finally:
            document.close()
        texts: list[tuple[Path, int | None, str]] = [(folder / PDF, n + 1, text) for n, text in enumerate(pages)]
        return [*texts, (folder / TEXT, None, LETTER), (folder / ASTRAL, None, NOTES)]


class Ids:
    """Anchors that are ids, for those do not change here; 0xdead is a passage whose file is gone."""

    def of(self, seed: Seed) -> Anchored:
        return Anchored(tuple(map("{:04x}".format, seed.passages)), unlike=tuple(map("{:04x}".format, seed.unlike)))

    def seed(self, anchored: Anchored) -> Seed:
        like, unlike = (tuple(int(each, 16) for each in some if each != "dead") for some in (
            anchored.passages, anchored.unlike
        ))  # fmt: skip
        return Seed(like, unlike=unlike)


def refused(folder: Path) -> list[Skipped]:
    """Files that could not be read, of three kinds."""

    def skipped(name: str, reason: Reason) -> Skipped:
        return Skipped(File(folder / name, 10, 0), reason, "why")

    return [
        skipped("a.zip", Reason.UNSUPPORTED),
        skipped("b.zip", Reason.UNSUPPORTED),
        skipped("c.zip", Reason.UNSUPPORTED),
        skipped("secret.pdf", Reason.PASSWORD),
        skipped("broken.pdf", Reason.DAMAGED),
        skipped("torn.pdf", Reason.DAMAGED),
    ]
