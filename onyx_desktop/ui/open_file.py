"""A path (and a page) → the user's own program showing it, or the file manager with it selected.

Known viewers are given the page; every other one just gets the file. `viewer_command` reads the desktop's choice, which
may take a process: call it from a lane. Refuses nothing silently: each function returns whether it worked.
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

_INDEX = ("-i", "{page}", "{path}")
_POSITION = ("{path}", "{page}")
_FRAGMENT = ("{url}#page={page}",)
_VIEWERS: dict[str, tuple[str, ...]] = {
    "evince": _INDEX,
    "papers": _INDEX,
    "atril": _INDEX,
    "xreader": _INDEX,
    "okular": ("-p", "{page}", "{path}"),
    "zathura": ("-P", "{page}", "{path}"),
    "qpdfview": ("{path}#{page}",),
    "mupdf": _POSITION,
    "xpdf": _POSITION,
    "sumatrapdf": ("-page", "{page}", "{path}"),
    "acrobat": ("/A", "page={page}", "{path}"),
    "acrord32": ("/A", "page={page}", "{path}"),
    "firefox": _FRAGMENT,
    "chromium": _FRAGMENT,
    "google-chrome": _FRAGMENT,
    "chrome": _FRAGMENT,
    "brave": _FRAGMENT,
    "msedge": _FRAGMENT,
    "microsoft-edge": _FRAGMENT,
    "vivaldi": _FRAGMENT,
}
_TIMEOUT_S = 2.0


def viewer_command(path: Path, page: int | None, platform: str = sys.platform) -> list[str]:
    """The command that opens a PDF at `page` (from 1) in the default viewer; [] where it can't."""
    if page is None or path.suffix.lower() != ".pdf":
        return []
    if platform == "win32":
        return _command(_windows_viewer(), path, page)
    if not platform.startswith("linux"):  # Preview, the viewer of macOS, takes no page
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
    whole = desktop_file.removesuffix(".desktop").lower()
    last = whole.rsplit(".", 1)[-1]
    named = (each for each in _VIEWERS if whole.startswith(each) or last.startswith(each))
    found = next(filter(None, map(shutil.which, named)), None)
    return _command(found, path, page)


def _command(program: str | None, path: Path, page: int) -> list[str]:
    """The program with the arguments of its kind; [] for one that is not known."""
    if not program:
        return []
    name = program.replace("\\", "/").rsplit("/", 1)[-1].lower().removesuffix(".exe")
    kind = next((each for each in _VIEWERS if name.startswith(each)), None)
    if kind is None:
        return []
    url = QUrl.fromLocalFile(str(path)).toString(QUrl.ComponentFormattingOption.FullyEncoded)
    return [program, *(each.format(page=page, path=path, url=url) for each in _VIEWERS[kind])]


def _windows_viewer() -> str | None:
    """The program that the user has chosen for PDF files, as the registry names it; not run here."""
    if sys.platform != "win32":
        return None
    import winreg

    choice = r"Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.pdf\UserChoice"
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, choice) as key:
            kind = str(winreg.QueryValueEx(key, "ProgId")[0])
        with winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, rf"{kind}\shell\open\command") as key:
            command = str(winreg.QueryValueEx(key, "")[0])
    except OSError:
        return None
    return command.split('"')[1] if command.startswith('"') else command.split(" ", maxsplit=1)[0]


def open_file(path: Path, command: list[str]) -> bool:
    """Run the viewer's command, else let the desktop choose a program."""
    if command and QProcess.startDetached(command[0], command[1:])[0]:
        return True
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def folder_command(path: Path, platform: str = sys.platform) -> list[str]:
    """The command that selects a file in the file manager of Windows or macOS; [] elsewhere, where the bus is asked."""
    if platform == "win32":
        return ["explorer", f"/select,{path}"]
    return ["open", "-R", str(path)] if platform == "darwin" else []


def show_in_folder(path: Path, owner: QObject, platform: str = sys.platform) -> None:
    """Select the file in the file manager; where none answers, open its folder. `owner` keeps the call alive."""
    command = folder_command(path, platform)
    if command and QProcess.startDetached(command[0], command[1:])[0]:
        return
    bus = QDBusConnection.sessionBus()
    if command or not bus.isConnected():
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
        return
    name = "org.freedesktop.FileManager1"
    call = QDBusMessage.createMethodCall(name, "/org/freedesktop/FileManager1", name, "ShowItems")
    call.setArguments([[QUrl.fromLocalFile(str(path)).toString(QUrl.ComponentFormattingOption.FullyEncoded)], ""])
    watcher = QDBusPendingCallWatcher(bus.asyncCall(call), owner)

    def on_finished(done: QDBusPendingCallWatcher) -> None:
        if done.isError():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
        done.deleteLater()

    watcher.finished.connect(on_finished)
