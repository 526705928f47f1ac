"""The README's tour, drawn from the program itself over its sample documents: `python -m tests.ui.tour [FOLDER]`.

Three pictures: the first start, the first answers while the rest is still being read, and a page beside its answer.
Look at each of them before they are kept.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from onyx_desktop import paths, settings
from onyx_desktop.app import App

HERE = Path(__file__).resolve().parents[2] / "resources" / "screenshots"
QUERY = "how does water move below the ground"
DEADLINE_S = 180.0


def until(held: Callable[[], object]) -> None:
    """Let the program work until something holds."""
    end = time.monotonic() + DEADLINE_S
    while not held():
        if time.monotonic() > end:
            raise TimeoutError
        QApplication.processEvents()
        time.sleep(0.005)


def settle(seconds: float = 1.0) -> None:
    """Let what is on its way arrive."""
    end = time.monotonic() + seconds
    until(lambda: time.monotonic() > end)


def main(target: Path) -> None:
    QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        home = paths.home(Path(folder) / "onyx")
        home.create()
        settings.save(settings.Settings(theme="light"), home.settings_file)
        app = App(home)
        window = app.window
        window.resize(1180, 720)
        app.start()
        until(lambda: app.desk.ready and window.panes.welcoming)
        settle()
        window.grab().save(str(target / "tour-1.png"))
        window.add_samples()
        window.bar.field.setText(QUERY)
        until(lambda: window.search.answer is not None and window.search.answer.hits and app.desk.updating)
        settle()
        window.grab().save(str(target / "tour-2.png"))
        until(lambda: not app.desk.updating)
        settle(3)
        window.grab().save(str(target / "tour-3.png"))
        app.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
