"""A hundred thousand tiny files, and one text of two gigabytes: what becomes of them, and what that costs.

    python -m tests.bench.extremes [--files 100000] [--gigabytes 2] [--depth words|full]

The text is tried twice: with the limits that everybody has, where it is listed as too large without being read, and
with a limit that lets it in. Prints seconds, memory of all processes at its highest, and disk.
"""

import argparse
import json
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import psutil

from onyx_desktop import paths
from onyx_desktop.domain import Depth, Mode
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings
from tests.bench.soak import size_mb
from tests.library.conftest import run

LINE = "The reference of this file is {0}, and the landlord keeps the heating in working order.\n"


class Highest(threading.Thread):
    """Memory of this process and its children, at its highest."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.mb = 0.0
        self.ends = threading.Event()

    def run(self) -> None:
        own = psutil.Process()
        while not self.ends.wait(0.2):
            total = 0
            for each in (own, *own.children(recursive=True)):
                try:
                    total += each.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.mb = max(self.mb, total / 1e6)


def tried(folder: Path, home: Path, settings: Settings, depth: Depth, query: str) -> dict[str, object]:
    highest = Highest()
    highest.start()
    made = paths.home(home)
    began = time.monotonic()
    with Library.open(made, settings) as library:
        done = run(library.update([folder], depth))
        seconds = time.monotonic() - began
        again = time.monotonic()
        run(library.update(depth=depth))
        again_s = time.monotonic() - again
        answer = library.search(query, 5, Mode.WORDS)
        problems = Counter(each.reason.value for each in library.problems())
    highest.ends.set()
    highest.join()
    return {
        "indexed": done.indexed, "skipped": done.skipped, "problems": dict(problems), "passages": done.chunks,
        "seconds": round(seconds), "second_update_s": round(again_s, 1), "memory_mb": round(highest.mb),
        "disk_mb": round(size_mb(made.data)), "search_ms": round(answer.ms),
        "found": [hit.path.name for hit in answer.hits[:2]],
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--gigabytes", type=float, default=2.0)
    parser.add_argument("--depth", choices=("words", "full"), default="words")
    arguments = parser.parse_args()
    depth = Depth.FULL if arguments.depth == "full" else Depth.WORDS
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        if arguments.files:
            many = root / "many"
            for number in range(arguments.files):
                folder = many / f"{number // 1000:04}"
                if number % 1000 == 0:
                    folder.mkdir(parents=True)
                (folder / f"{number}.txt").write_text(LINE.format(f"zq{number}x"))
            told = tried(many, root / "a", Settings(speed="fast"), depth, f"zq{arguments.files // 2}x")
            print(f"{arguments.files} files:", json.dumps(told), flush=True)
        if arguments.gigabytes:
            large = root / "large"
            large.mkdir()
            with (large / "large.txt").open("w") as stream:
                count = int(arguments.gigabytes * (1 << 30) / len(LINE))
                for number in range(count):
                    stream.write(LINE.format(f"zq{number:07}x"))
            for limit_mb in (100, 4096):
                told = tried(large, root / f"b{limit_mb}", Settings(max_file_mb=limit_mb), depth, "zq0000100x")
                print(f"{arguments.gigabytes} GB, limit {limit_mb} MB:", json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
