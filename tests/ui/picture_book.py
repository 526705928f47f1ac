"""Pictures of the windows, the same on every machine: own font, fixed dates and times, no cursor that blinks.

    python -m tests.ui.picture_book            make the pictures in tests/ui/pictures anew, then look at each of them
    python -m tests.ui.picture_book FOLDER     draw those of one scale (QT_SCALE_FACTOR) into a folder

The scale of a screen is fixed when Qt starts, so each scale is drawn by a process of its own.
"""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPixmap

HERE = Path(__file__).resolve().parent / "pictures"
SCALES = (1, 2)
FAMILY = "Picture Sans"
SIZE = (1120, 680)
CHANGED_S = 1_782_000_000
QUERY = "landlord repaired keys"
DEADLINE_S = 20.0
_SMALLEST = 0  # what Qt calls the quality of a PNG is how fast it is packed


def draw_all(folder: Path) -> None:
    """Draw every scale, each in a process of its own."""
    for scale in SCALES:
        environment = os.environ | {"QT_SCALE_FACTOR": str(scale), "QT_QPA_PLATFORM": "offscreen", "TZ": "UTC"}
        subprocess.run([sys.executable, "-m", __spec__.name, str(folder)], env=environment, check=True, timeout=120)


def draw(folder: Path) -> None:
    """Draw the windows in both themes and both directions, at the scale of this process."""
    from PySide6.QtCore import QLocale, Qt
    from PySide6.QtGui import QFont, QFontDatabase
    from PySide6.QtWidgets import QApplication

    from onyx_desktop.ui import palette

    application = QApplication(sys.argv[:1])
    application.setCursorFlashTime(0)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    for style in ("Regular", "Bold"):
        assert QFontDatabase.addApplicationFont(str(HERE / f"PictureSans-{style}.ttf")) >= 0
    font = QFont(FAMILY, 10)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    palette.base_font = lambda: QFont(font)
    scale = int(os.environ.get("QT_SCALE_FACTOR", "1"))
    for theme in ("light", "dark"):
        for side in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
            application.setLayoutDirection(side)
            for name, picture in _pictures(theme):
                direction = "ltr" if side is Qt.LayoutDirection.LeftToRight else "rtl"
                file = folder / f"{name}-{theme}-{direction}-{scale}x.png"
                _save(picture.toImage(), file)


def _save(image: QImage, file: Path) -> None:
    """In its 256 most frequent colours: a quarter of the size, and hardly anything is seen of it."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    full = image.convertToFormat(QImage.Format.Format_RGB32)
    colours, counts = np.unique(np.frombuffer(full.constBits(), np.uint32), return_counts=True)
    table = [int(each) for each in colours[np.argsort(-counts, kind="stable")[:256]]]
    packed = full.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)
    packed.save(str(file), None, _SMALLEST)


def _pictures(theme: str) -> Iterator[tuple[str, QPixmap]]:
    """The main window with results and a page, with the table and small pages, and the settings."""
    from onyx_desktop import paths
    from onyx_desktop.jobs import Lane
    from onyx_desktop.settings import Settings
    from onyx_desktop.ui.bridge import Bridge
    from onyx_desktop.ui.desk import Desk, Lanes
    from onyx_desktop.ui.main_window import MainWindow
    from onyx_desktop.ui.settings_kit import Choices
    from onyx_desktop.ui.settings_window import SettingsWindow

    with tempfile.TemporaryDirectory() as scratch:
        home = paths.home(Path(scratch) / "home")
        home.create()
        bridge = Bridge()
        lanes = Lanes(*(Lane(name, bridge.post) for name in ("index", "search", "shelf", "trial")))
        shelf = _still_shelf(Path(scratch) / "Contracts")
        desk = Desk(lanes, lambda: shelf, _raise)
        settings = Settings(theme=theme, debounce_ms=0)
        window = MainWindow(desk, settings, lambda _settings: None, home)
        window.resize(*SIZE)
        window.show()
        shown: list[object] = []
        drawn: list[object] = []
        window.preview.shown.connect(shown.append)
        window.preview.source.drawn.connect(lambda page, _image: drawn.append(page))
        desk.open()
        _wait(lambda: not window.panes.welcoming)
        window.bar.field.setText(QUERY)
        _wait(lambda: bool(shown) and bool(drawn) and window.search.model.rowCount() > 0)
        window.search.enter()
        _wait(lambda: not desk.updating, rest_s=0.4)
        yield "window", window.grab()
        window.search.views.show_table(True)
        window.preview.show_strip(True)
        window.preview.fit_page()
        _wait(lambda: all(window.preview.strip.drawn.has(each) for each in (0, 1)), rest_s=0.4)
        yield "table", window.grab()
        choices = Choices(lambda: settings, lambda **_changes: None, window)
        page = SettingsWindow(choices, window.models, dataclasses.replace(home, data=Path("data")), window)
        page.resize(760, 560)
        page.retint(palette_of(theme))
        page.list.setCurrentRow(1)
        page.show()
        _wait(page.isVisible, rest_s=0.2)
        yield "settings", page.grab()
        page.close()
        window.close()
        desk.close()


def palette_of(theme: str):
    from onyx_desktop.ui import palette

    return palette.tokens_for(theme)


def _still_shelf(folder: Path):
    """A shelf whose answers do not depend on the clock."""
    from onyx_desktop.domain import NO_SEED, Answer, Mode, Seed
    from tests.ui.shelf_of_hits import ShelfOfHits, write_documents

    class StillShelf(ShelfOfHits):
        def first(self, query: str, limit: int = 10, mode: Mode = Mode.AUTO, seed: Seed = NO_SEED) -> Answer:
            return dataclasses.replace(super().first(query, limit, mode, seed), ms=12.0)

    folder.mkdir()
    write_documents(folder, FAMILY)
    for file in folder.iterdir():
        os.utime(file, (CHANGED_S, CHANGED_S))
    return StillShelf(folder)


def _wait(done: Callable[[], bool], rest_s: float = 0.0) -> None:
    from PySide6.QtCore import QCoreApplication

    end = time.monotonic() + DEADLINE_S
    while not done():
        if time.monotonic() > end:
            raise TimeoutError("the window did not come so far")
        QCoreApplication.processEvents()
    rest = time.monotonic() + rest_s
    while time.monotonic() < rest:
        QCoreApplication.processEvents()


def _raise(error: BaseException) -> None:
    raise error


def main(arguments: Sequence[str]) -> None:
    if arguments:
        draw(Path(arguments[0]))
    else:
        draw_all(HERE)


if __name__ == "__main__":
    main(sys.argv[1:])
