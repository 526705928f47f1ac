"""Builds everything for the window and connects it; beside cli the only place that builds things.

Nothing heavy is imported before the window is painted: the library, and with it numpy, the model runtime and the vector
index, are first imported on the search lane. Refuses a second window on the same data folder: it raises the first.
"""

from __future__ import annotations

import argparse
import faulthandler
import gc
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from onyx_desktop import __version__, network, paths, settings
from onyx_desktop.errors import BadSettings, DataFolderUnusable
from onyx_desktop.jobs import Lane
from onyx_desktop.ui import icons, wording
from onyx_desktop.ui.bridge import Bridge
from onyx_desktop.ui.calm import Calm
from onyx_desktop.ui.courtesy import Courtesy
from onyx_desktop.ui.crash import Crash
from onyx_desktop.ui.desk import Desk, Lanes
from onyx_desktop.ui.language import Speaker
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.one_window import OneWindow, socket_name, told_the_first
from onyx_desktop.ui.tidy import Tidy
from onyx_desktop.ui.watching import Watching

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.library import Library


class App:
    """One window and all that stands behind it."""

    def __init__(self, home: paths.Home) -> None:
        self.home = home
        home.create()
        trouble: BadSettings | None = None
        try:
            chosen = settings.load(home.settings_file)
        except BadSettings as error:
            chosen, trouble = settings.Settings(), error
        self._settings = chosen
        self.bridge = Bridge()
        self.crash = Crash(self.bridge.post)
        self.lanes = Lanes(*(Lane(name, self.bridge.post) for name in ("index", "search", "shelf", "trial")))
        self.desk = Desk(self.lanes, self._open_library, self.crash.show)
        self._speaker = Speaker()
        self._speaker.speak(chosen.language)
        self.window = MainWindow(self.desk, chosen, self._save, home)
        self.crash.window = self.window
        Calm(self.window)
        Courtesy(self.window, self.lanes.index)
        self.watching = Watching(
            self.desk, Lane("watch", self.bridge.post), self.bridge.post, lambda: self.window.settings
        )
        if chosen.paused:
            self.desk.pause()
        if trouble is not None:
            self.window.message.tell(wording.error(trouble))

    def start(self, folders: Sequence[Path] = (), *, minimized: bool = False) -> None:
        """Show the window; open the library once it is painted, and search in the folders that were named."""
        (self.window.showMinimized if minimized else self.window.show)()
        QTimer.singleShot(0, self.desk.open)
        if folders:
            self.window.folder_deeds.search_in(folders)

    def close(self) -> None:
        """End the lanes and the library."""
        self.window.hide()
        self.watching.close()
        self.desk.close()

    def renewed(self) -> App:
        """All of it built anew, for another language; what is asked stays asked, an update goes on where it was.

        A window that only gave way to another one over the same library would still be told of answers that come late.
        """
        asked = self.window.search.question
        for page in (self.window.preferences.page, self.window.model_page):
            if page is not None:
                page.close()
        self.window.close()  # keeps its shape, which the new one takes
        self.close()
        self.bridge.close()
        self.window.deleteLater()
        self._speaker.rest()
        made = App(self.home)
        made.start()
        if asked is not None:
            made.window.bar.field.setText(asked[0])
        return made

    def _open_library(self) -> Library:
        """On the search lane."""
        from onyx_desktop.library import Library

        return Library.open(self.home, self._settings)

    def _save(self, changed: settings.Settings) -> None:
        before, self._settings = self._settings, changed
        settings.save(changed, self.home.settings_file)
        if (before.watch, before.rescan_minutes) != (changed.watch, changed.rescan_minutes):
            self.desk.refresh_status()  # by which the watch learns of it


class Program(QObject):
    """The app that runs now; another language makes another one."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app
        self._take(app)

    def come_forward(self, folders: Sequence[Path]) -> None:
        """Raise the window, for a second start, and search in the folders it was given."""
        window = self.app.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        if folders:
            window.folder_deeds.search_in(folders)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
        """Take the folders that Finder gives, on macOS, not as words of a command but one by one."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.come_forward([Path(event.file())])
            return True
        return False

    def _take(self, app: App) -> None:
        app.crash.install()
        Tidy(app.window)
        # Queued: the wish comes from a page of the window that goes.
        app.window.language_wanted.connect(self._on_language, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def _on_language(self) -> None:
        QApplication.setQuitOnLastWindowClosed(False)  # for the moment in which there is no window
        self.app = self.app.renewed()
        self._take(self.app)
        gc.unfreeze()  # what was the old window's can go
        QApplication.setQuitOnLastWindowClosed(True)


def main(arguments: Sequence[str] | None = None) -> int:
    """`onyx-desktop`; the return value is the exit status."""
    chosen = parser().parse_args(arguments)
    network.guard()
    paths.private()
    if chosen.selftest:
        return _selftest(chosen.screenshot)
    if chosen.entry:
        return _entry(chosen.entry)
    application = _application()
    home = paths.home(chosen.data_dir)
    folders = [folder.expanduser().absolute() for folder in chosen.folders]
    name = socket_name(home.data)
    if told_the_first(name, folders):
        return 0
    try:
        app = App(home)
    except DataFolderUnusable as error:  # there is no window yet that could say it
        QMessageBox.critical(None, application.applicationDisplayName(), wording.error(error).text)
        return 1
    faulthandler.enable((home.logs / "crash.log").open("a"))
    program = Program(app)
    if sys.platform == "darwin":  # every event passes through it, which costs time
        application.installEventFilter(program)
    one = OneWindow(name)
    one.called.connect(program.come_forward)
    app.start(folders, minimized=chosen.minimized)
    status = application.exec()
    program.app.close()
    return status


def parser() -> argparse.ArgumentParser:
    """The options of the window."""
    made = argparse.ArgumentParser(prog="onyx-desktop", description="Search your own documents by meaning.")
    made.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="folders to search in")
    made.add_argument("--version", action="version", version=f"Onyx Desktop {__version__}")
    made.add_argument("--data-dir", type=Path, metavar="DIR", help="where the index and the settings lie")
    made.add_argument("--selftest", action="store_true", help="index the samples, search, render a page, and exit")
    made.add_argument("--screenshot", type=Path, metavar="FILE", help="with --selftest: save a picture of the window")
    made.add_argument("--minimized", action="store_true", help="start as a button on the task bar")
    for name, does in (
        ("install", "put Onyx into your menus of programs and of folders"),
        ("remove", "take it out, and the start at login"),
    ):
        made.add_argument(
            f"--{name}-desktop-entry", dest="entry", action="store_const", const=name, help=f"{does} (Linux)"
        )
    return made


def _entry(what: str) -> int:
    """Install or remove the entries in the menus; says which files. Where an installer does it, says so: status 1."""
    from onyx_desktop.integration import command, entry

    if not sys.platform.startswith("linux"):
        print("onyx-desktop: on this system the installer makes the entry in the menu.", file=sys.stderr)
        return 1
    mine = entry.of_person()
    try:
        files = mine.remove() if what == "remove" else mine.install(command.own(), icons.picture)
    except OSError as error:
        print(f"onyx-desktop: {error.filename} could not be written: {error.strerror}", file=sys.stderr)
        return 1
    print(f"{'removed' if what == 'remove' else 'written'}: {len(files)} files", *files, sep="\n  ")
    return 0


def _application() -> QApplication:
    QApplication.setApplicationName("onyx-desktop")
    QApplication.setApplicationDisplayName("Onyx Desktop")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("onyx-desktop")
    application = QApplication(sys.argv[:1])
    application.setWindowIcon(icons.application_icon())
    return application


def _selftest(screenshot: Path | None) -> int:
    from onyx_desktop.ui.selftest import SelfTest

    _application()
    with tempfile.TemporaryDirectory(prefix="onyx-selftest-") as folder:
        app = App(paths.home(Path(folder)))
        app.start()
        try:
            return SelfTest(app.window, screenshot).run()
        finally:
            app.close()
