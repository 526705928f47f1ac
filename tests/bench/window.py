"""`python -m tests.bench.window FOLDER`: how long the window stands still while it indexes real files.

Copies the first files of a folder of real documents, opens the window over an empty library, indexes them, and
meanwhile types questions and turns over results. Prints the time to the first paint, and the gaps of a timer of 10 ms.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path


def main() -> int:
    started = time.perf_counter()
    parser = argparse.ArgumentParser(prog="python -m tests.bench.window", description="Gaps of the event loop.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=120.0)
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

    from PySide6.QtWidgets import QApplication

    from onyx_desktop import app, paths
    from tests.ui.test_never_freezes import measure, rest

    application = QApplication([])
    with tempfile.TemporaryDirectory() as scratch:
        made = app.App(paths.home(Path(scratch) / "home"))
        made.start()
        application.processEvents()
        print(f"first paint {1000 * (time.perf_counter() - started):.0f} ms after the start of main")
        files = Path(scratch) / "files"
        files.mkdir()
        found = sorted(each for each in chosen.folder.rglob("*") if each.is_file())[: chosen.files]
        for number, each in enumerate(found):
            shutil.copy(each, files / f"{number} {each.name}")
        while not made.desk.ready:
            rest(0.1)
        rest(1.0)
        measure(made, files, chosen.seconds)
        print(f"{len(found)} files given; {made.window.strip.text.text()}")
        made.window.close()
        made.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
