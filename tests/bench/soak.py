"""Hours of adding, changing, moving and deleting files with searches going on: does anything grow, leak or go wrong?

    python -m tests.bench.soak [--minutes 120] [--files 300] [--seed 1]

Each file holds a word of its own, so that every answer can be checked: the word finds its file and no other, and after
the file changed or went, it finds nothing. At the end everything is checked, the folder is indexed anew beside, and the
two are compared. Exit 1 if an answer was wrong, something is damaged, or memory, open files or disk grew for no reason.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from onyx_desktop import paths
from onyx_desktop.domain import Mode
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings
from tests.documents import making
from tests.library.conftest import run

SENTENCES = (
    "The landlord keeps the heating in working order all winter.",
    "Roast the pumpkin, blend it with stock and add nutmeg.",
    "Water ran through the ceiling and ruined the carpet.",
    "The committee meets on the second Tuesday of each month.",
    "Neutrinos change their flavour on the way from the sun.",
    "Le loyer est payable d'avance le premier de chaque mois.",
    "Die Kündigungsfrist beträgt drei Monate zum Quartalsende.",
)
SPARE_MB = 12  # SQLite's log, and the vectors and codes of 1,000 passages that are gone
GROWTH = {"memory_mb": 1.3, "open_files": 1.2, "disk_mb": 2.5}
"""What the median of the last quarter may be of that of the second one; the disk: of an index made anew."""


@dataclass
class Shelf:
    """The files and the word of each."""

    root: Path
    draw: random.Random
    words: dict[Path, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    made: int = 0

    def act(self, target: int) -> None:
        """One random change; towards `target` files."""
        files = list(self.words)
        deed = self.draw.choice(("add", "add", "change", "move", "delete", "swap"))
        if deed == "add" or len(files) < target // 2:
            if len(files) < 2 * target:
                self._write(self._place())
            return
        path = self.draw.choice(files)
        if deed == "delete" and len(files) > target // 2:
            path.unlink()
            self.gone.append(self.words.pop(path))
        elif deed == "move":
            there = self._place().with_suffix(path.suffix)
            path.rename(there)
            self.words[there] = self.words.pop(path)
        elif deed == "swap":  # as editors save: a new file in the place of the old one
            self._write(path)
        else:
            self._write(path)

    def _place(self) -> Path:
        folder = self.root / f"folder {self.draw.randrange(12)}" / self.draw.choice(("", "deeper", "deeper/still"))
        folder.mkdir(parents=True, exist_ok=True)
        self.made += 1
        return folder / f"file {self.made}{self.draw.choice(('.txt', '.txt', '.md', '.html', '.pdf', '.zip'))}"

    def _write(self, path: Path) -> None:
        if path in self.words:
            self.gone.append(self.words[path])
        self.made += 1
        word = f"zyx{self.made:x}q"
        lines = [self.draw.choice(SENTENCES) for _ in range(self.draw.choice((3, 10, 40)))]
        lines.insert(self.draw.randrange(len(lines)), f"The reference of this file is {word}.")
        text = "\n".join(lines)
        if path.suffix == ".pdf":
            data = making.pdf("\n".join(lines[:20]) if word in "\n".join(lines[:20]) else f"It is {word}.", text[:900])
        elif path.suffix == ".zip":
            data = making.zipped({"inside.txt": text})
        elif path.suffix == ".html":
            data = f"<html><body><h1>File</h1><p>{text}</p></body></html>".encode()
        else:
            data = text.encode()
        draft = path.with_name(path.name + ".draft~")
        draft.write_bytes(data)
        draft.replace(path)
        self.words[path] = word


class Searching(threading.Thread):
    """Asks all the time, as an impatient person would; answers are only counted, because files change meanwhile."""

    def __init__(self, library: Library, draw: random.Random) -> None:
        super().__init__(daemon=True)
        self._library, self._draw = library, draw
        self.ends = threading.Event()
        self.asked, self.ms, self.errors = 0, [], []

    def run(self) -> None:
        while not self.ends.is_set():
            words = self._draw.choice(SENTENCES).split()
            try:
                answer = self._library.search(" ".join(self._draw.sample(words, 4)), 10)
                self.ms.append(answer.ms)
                self.asked += 1
            except Exception as error:  # whatever it is, it is what is looked for
                self.errors.append(f"{type(error).__name__}: {error}")
            time.sleep(0.05)


def wrong(library: Library, shelf: Shelf, words: dict[Path, str], gone: list[str]) -> list[str]:
    """What is wrong about the answers for these files and for words that are gone."""
    found = []
    for path, word in words.items():
        at = {hit.path for hit in library.search(word, 5, Mode.WORDS).hits}
        if path not in at and not any(path in each.parents for each in at):
            found.append(f"{word} does not find {path.relative_to(shelf.root)}")
    still = {word: library.search(word, 5, Mode.WORDS).hits for word in gone}
    found += [f"{word} is gone and still finds {hits[0].path.name}" for word, hits in still.items() if hits]
    return found


def sample(home: paths.Home) -> dict[str, float]:
    """What the program takes now, with its child processes."""
    own = psutil.Process()
    processes = [own, *own.children(recursive=True)]
    memory = files = 0
    for each in processes:
        try:
            memory += each.memory_info().rss
            files += each.num_fds() if hasattr(each, "num_fds") else each.num_handles()
        except psutil.NoSuchProcess:
            continue
    return {"memory_mb": memory / 1e6, "open_files": own.num_fds(), "all_files": files, "disk_mb": size_mb(home.data)}


def size_mb(folder: Path) -> float:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue
    return total / 1e6


def grown(samples: list[dict[str, float]], fresh_mb: float) -> list[str]:
    """What grew without reason. The first quarter is warming up."""
    quarter = max(1, len(samples) // 4)
    found = []
    for name in ("memory_mb", "open_files"):
        before = statistics.median(each[name] for each in samples[quarter : 2 * quarter] or samples)
        after = statistics.median(each[name] for each in samples[-quarter:])
        if after > GROWTH[name] * before:
            found.append(f"{name}: {before:.0f} → {after:.0f}")
    if samples[-1]["disk_mb"] > GROWTH["disk_mb"] * fresh_mb + SPARE_MB:
        found.append(f"disk: {samples[-1]['disk_mb']:.1f} MB, an index made anew {fresh_mb:.1f} MB")
    return found


def fresh(root: Path, folder: Path) -> float:
    """MB of an index made anew of the same files."""
    home = paths.home(folder)
    with Library.open(home, Settings(speed="fast")) as library:
        run(library.update([root]))
    return size_mb(home.data)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        return soak(Path(scratch), arguments)


def soak(scratch: Path, arguments: argparse.Namespace) -> int:
    draw = random.Random(arguments.seed)
    shelf = Shelf(scratch / "Documents", draw)
    shelf.root.mkdir()
    home = paths.home(scratch / "onyx")
    mistakes: list[str] = []
    samples: list[dict[str, float]] = []
    rounds = 0
    ends = time.monotonic() + 60 * arguments.minutes
    with Library.open(home, Settings(speed="fast")) as library:
        for _ in range(arguments.files):
            shelf.act(arguments.files)
        run(library.update([shelf.root]))
        searching = Searching(library, random.Random(arguments.seed + 1))
        searching.start()
        while time.monotonic() < ends:
            for _ in range(draw.choice((1, 3, 10, 40))):
                shelf.act(arguments.files)
            run(library.update())
            some = dict(draw.sample(list(shelf.words.items()), min(8, len(shelf.words))))
            mistakes += wrong(library, shelf, some, shelf.gone[-8:])
            samples.append(sample(home))
            rounds += 1
            if rounds % 10 == 0:
                print(json.dumps({"round": rounds, "files": len(shelf.words), **samples[-1]}), flush=True)
        searching.ends.set()
        searching.join()
        mistakes += wrong(library, shelf, shelf.words, shelf.gone[-300:]) + searching.errors
        mistakes += [
            f"verify: {finding.value} {count}" for finding, count in run(library.verify(repair=False)).findings
        ]
        samples.append(sample(home))
    fresh_mb = fresh(shelf.root, scratch / "fresh")
    mistakes += grown(samples, fresh_mb)
    told = {
        "rounds": rounds, "changes": shelf.made + len(shelf.gone), "files": len(shelf.words), "fresh_mb": fresh_mb,
        "searches": searching.asked, "search_ms_p50": statistics.median(searching.ms),
        "first": samples[min(5, len(samples) - 1)], "last": samples[-1], "wrong": mistakes,
    }  # fmt: skip
    print(json.dumps(told, indent=2, ensure_ascii=False))
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
