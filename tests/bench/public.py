"""Public files of every kind, broken ones too: what the program makes of each, how long it takes and how much memory.

    python -m tests.bench.public FOLDER [--data DIR] [--depth words|full]

Runs `onyx index` and `onyx problems` as a person would, in processes of their own, and watches them. Prints files by
suffix with their outcome, seconds, and the memory of the program and of its largest reader at their highest. Where such
files are: the test folders of pdf.js, qpdf, PDFBox, Apache POI, LibreOffice, Calligra, Gnumeric, AbiWord, JHOVE,
libarchive and others, as the source packages of a Linux distribution have them.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import psutil


class Watch(threading.Thread):
    """Memory of a process and of the largest of its children, in MB, at their highest."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._process = psutil.Process(pid)
        self.own_mb = self.child_mb = self.all_mb = 0.0
        self.ends = threading.Event()

    def run(self) -> None:
        while not self.ends.wait(0.2):
            try:
                own = self._process.memory_info().rss / 1e6
                children = [_mb(each) for each in self._process.children(recursive=True)]
            except psutil.NoSuchProcess:
                return
            self.own_mb = max(self.own_mb, own)
            self.child_mb = max(self.child_mb, *children, 0.0)
            self.all_mb = max(self.all_mb, own + sum(children))


def _mb(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss / 1e6)
    except psutil.NoSuchProcess:
        return 0.0


def onyx(data: Path, *words: str) -> tuple[Any, int, Watch]:
    """What a command says as JSON, its exit status, and what it took."""
    command = [sys.executable, "-m", "onyx_desktop.cli", "--data-dir", str(data), "--json", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        watch = Watch(process.pid)
        watch.start()
        told = process.communicate()[0]
        watch.ends.set()
    return json.loads(told or b"null"), process.returncode, watch


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--depth", choices=("words", "full"), default="words")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    with tempfile.TemporaryDirectory() as scratch:
        data = arguments.data or Path(scratch) / "onyx"
        began = time.monotonic()
        done, status, watch = onyx(data, "index", str(folder), "--depth", arguments.depth)
        seconds = time.monotonic() - began
        problems, _, _ = onyx(data, "problems")
    print(f"exit {status}, {seconds:.0f} s:", json.dumps(done))
    print(f"memory, MB: program {watch.own_mb:.0f}, largest reader {watch.child_mb:.0f}, all {watch.all_mb:.0f}")
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for each in folder.rglob("*"):
        if each.is_file():
            table[each.suffix.lower()]["files"] += 1
    for each in problems:
        if Path(each["path"]).is_file():
            table[Path(each["path"]).suffix.lower()][each["reason"]] += 1
    for suffix, counts in sorted(table.items(), key=lambda pair: -pair[1]["files"]):
        refused = ", ".join(f"{count} {reason}" for reason, count in counts.most_common() if reason != "files")
        print(f"{suffix or 'no suffix'}: {counts['files']}: {refused or 'all read'}")
    return status


if __name__ == "__main__":
    sys.exit(main())
