"""Nothing leaves this computer, and no library leaves a mark of its own on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def environment(home: Path) -> dict[str, str]:
    """A user's environment: libraries that keep still under CI must keep still without it, too."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "VIRTUAL_ENV"}}
    return {**kept, "HOME": str(home), "ONYX_HOME": str(home / "onyx"), "QT_QPA_PLATFORM": "offscreen"}


def onyx(home: Path, *arguments: str, before: tuple[str, ...] = ()) -> None:
    command = [*before, sys.executable, "-m", "onyx_desktop.cli", *arguments]
    done = subprocess.run(command, env=environment(home), cwd=ROOT, capture_output=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Documents"
    made.mkdir()
    (made / "note.txt").write_text("The landlord keeps the heating in order.")
    (made / "page.html").write_text('<h1>A page</h1><img src="http://example.org/spy.png"><p>It shows a picture.</p>')
    shutil.copy(next((ROOT / "resources/samples/documents").glob("*.docx")), made)
    return made


def test_the_libraries_leave_no_file_outside_the_data_folder(tmp_path: Path, folder: Path) -> None:
    """ONNX Runtime's telemetry writes an identifier and a queue into the home folder before it sends anything."""
    home = tmp_path / "home"
    home.mkdir()
    onyx(home, "index", str(folder))
    onyx(home, "search", "who repairs the heating")
    assert [path.name for path in home.iterdir()] == ["onyx"]


@pytest.mark.skipif(not shutil.which("strace"), reason="the system calls are traced where strace is installed")
def test_no_system_call_opens_a_connection(tmp_path: Path, folder: Path) -> None:
    home, trace = tmp_path / "home", tmp_path / "trace"
    home.mkdir()
    traced = ("strace", "-f", "-qq", "-e", "trace=%network", "-o", str(trace))
    onyx(home, "index", str(folder), before=traced)
    calls = trace.read_text(errors="replace")
    onyx(home, "search", "who repairs the heating", before=traced)
    calls += trace.read_text(errors="replace")
    assert "AF_INET" not in calls


def test_what_could_connect_is_not_even_loaded(tmp_path: Path, folder: Path) -> None:
    """The hub's client is loaded by a download and by nothing else."""
    for arguments in (["index", str(folder)], ["search", "heating"], ["status"], ["models", "list"]):
        script = (
            f"import sys; from onyx_desktop.cli import main; code = main({arguments!r});"
            "sys.exit(code or sorted({'huggingface_hub', 'httpx2', 'requests', 'urllib3'} & set(sys.modules)) or 0)"
        )
        command = [sys.executable, "-c", script]
        done = subprocess.run(
            command, env=environment(tmp_path), cwd=ROOT, capture_output=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stderr.decode()
