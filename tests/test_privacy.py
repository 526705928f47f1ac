"""Nothing leaves this computer, and no library leaves a mark of its own on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.library import Library, storage
from onyx_desktop.library.pulling import to_the_end
from onyx_desktop.settings import Settings

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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes; its profile folder is the user's")
def test_nobody_else_may_read_what_is_stored(tmp_path: Path, folder: Path) -> None:
    home, report = tmp_path / "home", tmp_path / "report.md"
    home.mkdir()
    onyx(home, "index", str(folder))
    onyx(home, "search", "who repairs the heating", "--export", str(report))
    stored = [home / "onyx", *(home / "onyx").rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in stored if path.is_file()} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in stored if path.is_dir()} == {0o700}
    plain = tmp_path / "plain"
    plain.touch()
    assert report.stat().st_mode == plain.stat().st_mode, "a report is a file like any other of the user's"


def isolated() -> tuple[str, ...] | None:
    """What runs a command in a network namespace without any interface, where that is allowed."""
    command = ("unshare", "--user", "--map-root-user", "--net")
    if not shutil.which(command[0]):
        return None
    return command if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0 else None


@pytest.mark.skipif(isolated() is None, reason="a network namespace needs Linux, and permission")
def test_all_of_it_works_without_a_network(tmp_path: Path, folder: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    alone = isolated()
    assert alone is not None
    onyx(home, "index", str(folder), before=alone)
    onyx(home, "search", "who repairs the heating", before=alone)


def test_a_deleted_index_can_not_be_read_from_the_disk(tmp_path: Path, folder: Path) -> None:
    home = paths.home(tmp_path / "onyx")
    with Library.open(home, Settings()) as library:
        to_the_end(library.update([folder]))
    files = [path for path in home.data.rglob("*") if path.is_file() and path.parent.name != "logs"]
    kept = [path for path in files if path.name.startswith("catalog.sqlite") or path.parent != home.data]
    assert len(kept) > 3
    for number, path in enumerate(kept):
        (tmp_path / f"block{number}").hardlink_to(path)
    storage.erase(home)
    assert not any(path.exists() for path in kept)
    assert all(not any(path.read_bytes()) for path in tmp_path.glob("block*"))


def test_the_text_of_a_removed_folder_is_overwritten(tmp_path: Path, folder: Path) -> None:
    home = paths.home(tmp_path / "onyx")
    with Library.open(home, Settings()) as library:
        to_the_end(library.update([folder]))
        library.remove_folder(folder)
        to_the_end(library.tidy())
    stored = b"".join(path.read_bytes() for path in home.data.glob("catalog.sqlite*"))
    assert b"keeps the heating in order" not in stored
