"""The start: what is imported when, what happens without a screen, and that a second window raises the first."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from onyx_desktop.__main__ import has_display
from onyx_desktop.ui.one_window import OneWindow, socket_name, told_the_first

HEAVY = (
    "onnxruntime",
    "tokenizers",
    "chromadb",
    "pypdfium2",
    "kreuzberg",
    "onnx",
    "numpy.linalg",
    "onyx_desktop.library",
)

SHOW = """
import sys, pathlib
import onyx_desktop.app as app
from onyx_desktop import paths
application = app._application()
made = app.App(paths.home(pathlib.Path(sys.argv[1])))
made.window.show()
application.processEvents()
print(made.window.isVisible(), *[name for name in sys.argv[2:] if name in sys.modules])
made.close()
"""


def run(*command: str, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    environment.pop("QT_QPA_PLATFORM", None)
    environment |= changes
    return subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, env=environment, timeout=60, check=False
    )


def test_the_window_is_shown_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    done = run(
        "-c", SHOW, str(tmp_path), *(name for name in HEAVY if name != "numpy.linalg"), QT_QPA_PLATFORM="offscreen"
    )
    assert done.stdout.split() == ["True"], done.stdout + done.stderr


def test_the_main_module_imports_no_qt() -> None:
    done = run("-c", "import sys, onyx_desktop.__main__; print('PySide6' in sys.modules)")
    assert done.stdout.strip() == "False", "reader processes import the main module again"


def test_without_a_display_one_sentence_says_what_to_use(tmp_path: Path) -> None:
    done = run("-m", "onyx_desktop", "--data-dir", str(tmp_path / "home"))
    assert done.returncode == 1
    assert done.stdout == ""
    assert "onyx index" in done.stderr
    assert "onyx search" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "home").exists()


def test_the_version_needs_no_display() -> None:
    done = run("-m", "onyx_desktop", "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Onyx Desktop ")


@pytest.mark.parametrize(
    ("environment", "platform", "verdict"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_display_is_recognised(environment: dict[str, str], platform: str, verdict: bool) -> None:
    assert has_display(environment, platform) is verdict


def test_a_second_start_calls_the_first_window(tmp_path: Path, qtbot: QtBot) -> None:
    name = socket_name(tmp_path)
    assert not told_the_first(name, [])
    first = OneWindow(name)
    with qtbot.waitSignal(first.called) as called:
        assert told_the_first(name, [tmp_path / "Papers"])
    assert called.args == [[tmp_path / "Papers"]]
    assert socket_name(tmp_path / "other") != name
