"""A path (and a page) → the user's own program showing it, or the file manager with it selected.

Known viewers are given the page; every other one just gets the file. `viewer_command` reads the desktop's choice with
xdg-mime, which is a process: call it from a lane. Refuses nothing silently: each function returns whether it worked.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QUrl
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from pathlib import Path

_PAGE_FLAG = {"evince": "-i", "papers": "-i", "atril": "-i", "xreader": "-i", "okular": "-p", "zathura": "-P"}
_TIMEOUT_S = 2.0


def viewer_command(path: Path, page: int | None) -> list[str]:
    """The command that opens a PDF at `page` (from 1) in the default viewer; [] where it can't."""
    if page is None or path.suffix.lower() != ".pdf" or not sys.platform.startswith("linux"):
        return []
    asked = shutil.which("xdg-mime")
    if asked is None:
        return []
    try:
        answer = subprocess.run(
            [asked, "query", "default", "application/pdf"], capture_output=True, timeout=_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return command_for(answer.stdout.decode(errors="replace").strip(), path, page)


def command_for(desktop_file: str, path: Path, page: int) -> list[str]:
    """("org.gnome.Evince.desktop", path, 4) → [".../evince", "-i", "4", path]; [] for a viewer without a page flag."""
    name = desktop_file.removesuffix(".desktop").rsplit(".", 1)[-1].lower()
    program = next((each for each in _PAGE_FLAG if name.startswith(each)), None)
    found = shutil.which(program) if program else None
    return [found, _PAGE_FLAG[program], str(page), str(path)] if found and program else []


def open_file(path: Path, command: list[str]) -> bool:
    """Run the viewer's command, else let the desktop choose a program."""
    if command and QProcess.startDetached(command[0], command[1:])[0]:
        return True
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path, owner: QObject) -> None:
    """Select the file in the file manager; where none answers, open its folder. `owner` keeps the call alive."""
    bus = QDBusConnection.sessionBus()
    if not (sys.platform.startswith("linux") and bus.isConnected()):
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
        return
    name = "org.freedesktop.FileManager1"
    call = QDBusMessage.createMethodCall(name, "/org/freedesktop/FileManager1", name, "ShowItems")
    call.setArguments([[QUrl.fromLocalFile(str(path)).toString()], ""])
    watcher = QDBusPendingCallWatcher(bus.asyncCall(call), owner)

    def on_finished(done: QDBusPendingCallWatcher) -> None:
        if done.isError():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
        done.deleteLater()

    watcher.finished.connect(on_finished)
