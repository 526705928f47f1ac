import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl
from pytestqt.qtbot import QtBot

from onyx_desktop.ui import open_file
from onyx_desktop.ui.open_file import command_for, folder_command, viewer_command

Recorder = Callable[..., Path]


@pytest.fixture
def viewer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """Put a program on the PATH that writes down its arguments, a line each, and say where."""
    programs = tmp_path / "bin"
    programs.mkdir()
    record = tmp_path / "record"
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{Path(shutil.which('sh') or '').parent}")

    def install(name: str, says: str = "") -> Path:
        script = f"echo {says}" if says else f'printf "%s\\n" "$@" > "{record}.draft" && mv "{record}.draft" "{record}"'
        (programs / name).write_text(f"#!/bin/sh\nPATH={os.environ['PATH']}\n{script}\n")
        (programs / name).chmod(0o755)
        return record

    return install


@pytest.mark.parametrize(
    ("desktop_file", "program", "arguments"),
    [
        ("org.gnome.Evince.desktop", "evince", ["-i", "4", "{path}"]),
        ("evince.desktop", "evince", ["-i", "4", "{path}"]),
        ("org.gnome.Papers.desktop", "papers", ["-i", "4", "{path}"]),
        ("atril.desktop", "atril", ["-i", "4", "{path}"]),
        ("org.kde.okular.desktop", "okular", ["-p", "4", "{path}"]),
        ("okularApplication_pdf.desktop", "okular", ["-p", "4", "{path}"]),
        ("org.pwmt.zathura.desktop", "zathura", ["-P", "4", "{path}"]),
        ("org.pwmt.zathura-pdf-mupdf.desktop", "zathura", ["-P", "4", "{path}"]),
        ("qpdfview.desktop", "qpdfview", ["{path}#4"]),
        ("mupdf.desktop", "mupdf", ["{path}", "4"]),
        ("firefox.desktop", "firefox", ["{url}#page=4"]),
        ("firefox-esr.desktop", "firefox", ["{url}#page=4"]),
        ("org.chromium.Chromium.desktop", "chromium", ["{url}#page=4"]),
        ("google-chrome.desktop", "google-chrome", ["{url}#page=4"]),
    ],
)
def test_known_viewers_are_run_with_the_page(
    desktop_file: str, program: str, arguments: list[str], viewer: Recorder, tmp_path: Path, qtbot: QtBot
) -> None:
    record = viewer(program)
    viewer("xdg-mime", says=desktop_file)
    path = tmp_path / "A lease, 50% (ü) #2 'old'.pdf"
    command = viewer_command(path, 4, "linux")
    assert open_file.open_file(path, command)
    qtbot.waitUntil(record.exists)
    url = QUrl.fromLocalFile(str(path)).toString(QUrl.ComponentFormattingOption.FullyEncoded)
    assert "#" not in url
    assert record.read_text().splitlines() == [each.format(path=path, url=url) for each in arguments]


def test_a_viewer_that_is_named_but_not_installed_is_not_run(viewer: Recorder, tmp_path: Path) -> None:
    assert command_for("org.gnome.Evince.desktop", tmp_path / "x.pdf", 4) == []
    assert command_for("", tmp_path / "x.pdf", 4) == []
    viewer("unheard-of")
    assert command_for("unheard-of.desktop", tmp_path / "x.pdf", 4) == []


@pytest.mark.parametrize(("name", "page"), [("x.txt", None), ("x.docx", 3), ("x.pdf", None)])
def test_only_pdf_files_have_pages_to_open_at(name: str, page: int | None, viewer: Recorder) -> None:
    viewer("evince")
    viewer("xdg-mime", says="org.gnome.Evince.desktop")
    assert viewer_command(Path(name), page, "linux") == []


@pytest.mark.parametrize(
    ("program", "arguments"),
    [
        (r"C:\Program Files\SumatraPDF\SumatraPDF.exe", ["-page", "4", "x.pdf"]),
        (r"C:\Adobe\Acrobat.exe", ["/A", "page=4", "x.pdf"]),
        (r"C:\Adobe\AcroRd32.exe", ["/A", "page=4", "x.pdf"]),
        (r"C:\Reader\unknown.exe", None),
    ],
)
def test_the_viewers_of_windows(program: str, arguments: list[str] | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_file, "_windows_viewer", lambda: program)
    assert viewer_command(Path("x.pdf"), 4, "win32") == ([program, *arguments] if arguments else [])


def test_preview_on_macos_takes_no_page() -> None:
    assert viewer_command(Path("x.pdf"), 4, "darwin") == []


def test_file_managers_are_told_which_file(viewer: Recorder, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "A b.pdf"
    assert folder_command(path, "win32") == ["explorer", f"/select,{path}"]
    record = viewer("open")
    open_file.show_in_folder(path, QObject(), "darwin")
    qtbot.waitUntil(record.exists)
    assert record.read_text().splitlines() == ["-R", str(path)]


def test_without_a_file_manager_on_the_bus_the_folder_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(open_file.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    owner = QObject()
    open_file.show_in_folder(tmp_path / "x.pdf", owner, "linux")
    qtbot.waitUntil(lambda: opened == [str(tmp_path)])


MANAGER = """
import sys
from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, Slot
from PySide6.QtDBus import QDBusConnection

@ClassInfo(**{"D-Bus Interface": "org.freedesktop.FileManager1"})
class Manager(QObject):
    @Slot("QStringList", str)
    def ShowItems(self, uris, startup_id):
        print("\\n".join(uris), flush=True)
        QCoreApplication.quit()

app = QCoreApplication(sys.argv)
bus = QDBusConnection.sessionBus()
manager = Manager()
assert bus.registerObject("/org/freedesktop/FileManager1", manager, QDBusConnection.RegisterOption.ExportAllSlots)
assert bus.registerService("org.freedesktop.FileManager1")
print("ready", flush=True)
app.exec()
"""
ASK = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from onyx_desktop.ui import open_file
app = QCoreApplication(sys.argv)
owner = QObject()
open_file.show_in_folder(Path(sys.argv[1]), owner)
QTimer.singleShot(1500, app.quit)
app.exec()
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs a session bus of its own")
def test_a_file_manager_on_the_bus_is_told_which_file(tmp_path: Path) -> None:
    (tmp_path / "manager.py").write_text(MANAGER)
    (tmp_path / "ask.py").write_text(ASK)
    path = tmp_path / "A lease, 50% (ü) #2.pdf"
    script = (
        f'"{sys.executable}" "{tmp_path}/manager.py" > "{tmp_path}/told" & manager=$!\n'
        f'until grep -q ready "{tmp_path}/told"; do sleep 0.05; done\n'
        f'"{sys.executable}" "{tmp_path}/ask.py" "{path}"; wait $manager\n'
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run(["dbus-run-session", "--", "sh", "-c", script], check=True, timeout=60, env=environment)
    ready, uri = (tmp_path / "told").read_text().splitlines()
    assert ready == "ready"
    assert Path(QUrl(uri).toLocalFile()) == path
