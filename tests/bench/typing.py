"""`python -m tests.bench.typing FOLDER --work LIBRARY`: from the last key of a question to its first results in sight.

The real window over a library of 100,000 passages, which is copied from LIBRARY; `python -m tests.bench.query 100000
--work LIBRARY` makes one, and `onyx index --data-dir LIBRARY` marks it as learned. Copies of the real files of FOLDER
are indexed meanwhile. Questions are typed key by key, 80 ms each; the time runs from the last key until the results of
the whole question have been painted, the rest after typing included: first with nothing to index, then while indexing
goes on. Also the longest gaps of the event loop.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.measure.collections import read
from tests.bench.query import DATA

if TYPE_CHECKING:
    from onyx_desktop.app import App

KEY_S, READ_S, GIVE_UP_S = 0.08, 1.0, 10.0


class Stopwatch:
    """Types a question and waits for its results."""

    def __init__(self, made: App) -> None:
        from PySide6.QtCore import QEvent, QObject

        watch = self

        class Painted(QObject):
            def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
                answer = made.window.search.answer
                if event.type() == QEvent.Type.Paint and answer is not None and answer.query == watch.question:
                    watch.painted = watch.painted or time.perf_counter()
                return False

        self.made, self.question, self.painted = made, "", 0.0
        self.shown, self.engine, self.rests = list[float](), list[float](), list[float]()
        self._filter = Painted()
        made.window.search.list.viewport().installEventFilter(self._filter)

    def type(self, question: str) -> None:
        """One question; the field is emptied before."""
        from PySide6.QtTest import QTest

        from tests.bench.loop import rest

        field = self.made.window.bar.field
        field.selectAll()
        for letter in question[:-1]:
            QTest.keyClick(field, letter)
            rest(KEY_S)
        self.question, self.painted = question, 0.0
        self.rests.append(self.made.window.bar.rest_ms)
        began = time.perf_counter()
        QTest.keyClick(field, question[-1])
        while not self.painted and time.perf_counter() - began < GIVE_UP_S:
            rest(0.005)
        self.shown.append(1000 * ((self.painted or time.perf_counter()) - began))
        answer = self.made.window.search.answer
        self.engine.append(answer.ms if answer is not None else 0.0)
        rest(READ_S)

    def tell(self, name: str) -> None:
        """Print and begin anew."""
        middle, most = np.percentile(self.shown, (50, 95))
        print(
            f"{name}: {len(self.shown)} questions, last key to results p50 {middle:.0f} ms, p95 {most:.0f} ms, longest "
            f"{max(self.shown):.0f} ms; of it the rest after typing {np.median(self.rests):.0f} ms, the search p50 "
            f"{np.median(self.engine):.0f} ms, p95 {np.percentile(self.engine, 95):.0f} ms",
            flush=True,
        )
        for each in (self.shown, self.engine, self.rests):
            each.clear()


def run(chosen: argparse.Namespace) -> None:
    """Measure, and print as it goes."""
    from PySide6.QtWidgets import QApplication

    from onyx_desktop import app, paths
    from tests.bench.loop import Busy, rest
    from tests.ui.watchdog import Watchdog

    application = QApplication([])
    questions = [each for each in read(DATA).queries.values() if each.isascii() and len(each) < 80]
    random.Random(1).shuffle(questions)
    with tempfile.TemporaryDirectory(dir=chosen.work.parent) as scratch:
        shutil.copytree(chosen.work, Path(scratch) / "home")
        found = sorted(each for each in chosen.folder.rglob("*") if each.is_file())[: chosen.files]
        files = Path(scratch) / "files"
        files.mkdir()
        for number, each in enumerate(found):
            shutil.copy(each, files / f"{number} {each.name}")
        made = app.App(paths.home(Path(scratch) / "home"))
        app.Program(made)
        made.start()
        while not made.desk.ready or made.desk.updating:
            rest(0.1)
        rest(2.0)
        watch, dog, busy = Stopwatch(made), Watchdog(), Busy()
        made.window.activateWindow()
        half = chosen.questions
        watch.type("warm up")
        watch.tell("the first question")
        for question in questions[:half]:
            watch.type(question)
        watch.tell("nothing to index")
        made.window.add_folders([files])
        rest(3.0)
        dog.start()
        busy.start()
        for question in questions[half : 2 * half]:
            if made.desk.updating:
                watch.type(question)
        dog.stop()
        busy.stop()
        watch.tell("while indexing")
        gaps = sorted(dog.gaps_ms)
        print(
            f"event loop while indexing: p99 {gaps[int(len(gaps) * 0.99)]:.0f} ms, longest gap {gaps[-1]:.0f} ms, "
            f"over 50 ms: {sum(gap > 50 for gap in gaps)}; own work in one turn at most {busy.longest_ms:.0f} ms"
        )
        print(f"{len(found)} files given; still indexing: {made.desk.updating}; {made.window.strip.text.text()}")
        print("load of the computer", os.getloadavg())
        application.processEvents()
        made.window.close()
        made.close()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(prog="python -m tests.bench.typing", description="From the last key to results.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--questions", type=int, default=30)
    run(parser.parse_args())
    sys.exit(0)
