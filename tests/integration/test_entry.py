"""The entry in the menu of programs and "Search with Onyx" in the menu of folders, in a home that the test made."""

import os
import shlex
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from onyx_desktop.integration import command
from onyx_desktop.integration.entry import ICON_SIZES_PX, SCRIPT_NAME, Entry
from onyx_desktop.integration.login import DesktopLogin

ODD = ('/opt/Anna\'s "own" $place/100%/onyx-desktop', "--data-dir", "a b\\c")


def everything(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob("*") if each.is_file())


def read(file: Path) -> ConfigParser:
    made = ConfigParser(interpolation=None, strict=True)
    made.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their capitals
    made.read(file, encoding="utf-8")
    return made


def unquoted(exec_line: str) -> list[str]:
    """The words of an Exec key, taken apart as the specification says: the string first, then the quotes."""
    words, rest = [], exec_line.replace("\\\\", "\\")
    while rest.startswith('"'):
        word, at = "", 1
        while rest[at] != '"':
            at += rest[at] == "\\"
            word += rest[at]
            at += 1
        words.append(word.replace("%%", "%"))
        rest = rest[at + 1 :].strip()
    return [*words, *rest.split()]


@pytest.fixture
def entry(tmp_path: Path) -> Entry:
    return Entry(tmp_path / "data", tmp_path / "config", lambda program: f"/usr/bin/{program}")


def test_all_entries_are_written_and_exactly_those_are_taken_out(entry: Entry, tmp_path: Path) -> None:
    other = tmp_path / "data" / "applications" / "other.desktop"
    other.parent.mkdir(parents=True)
    other.write_text("[Desktop Entry]\n")
    written = entry.install(ODD, lambda size: b"PNG %d" % size)
    assert sorted({*written, other}) == everything(tmp_path)
    assert entry.offered_to_folders
    assert sorted(entry.remove()) == sorted(set(written))
    assert everything(tmp_path) == [other]
    assert [each.name for each in (tmp_path / "data").iterdir()] == ["applications"], "no empty folder stays"
    assert entry.remove() == []


def test_the_menu_entry_starts_this_program(entry: Entry, tmp_path: Path) -> None:
    entry.install(ODD, lambda size: b"")
    said = read(tmp_path / "data/applications/onyx-desktop.desktop")["Desktop Entry"]
    assert unquoted(said["Exec"]) == [*ODD, "%F"]
    assert said["TryExec"] == ODD[0]
    assert "MimeType" not in said, "Onyx must not become what folders are opened with"


def test_the_icons_have_all_sizes(entry: Entry, tmp_path: Path) -> None:
    entry.install(ODD, lambda size: b"PNG %d" % size)
    icons = tmp_path / "data/icons/hicolor"
    for size in ICON_SIZES_PX:
        assert (icons / f"{size}x{size}/apps/onyx-desktop.png").read_bytes() == b"PNG %d" % size
    assert b"<svg" in (icons / "scalable/apps/onyx-desktop.svg").read_bytes()


def test_file_managers_that_are_not_there_get_nothing(tmp_path: Path) -> None:
    entry = Entry(tmp_path / "data", tmp_path / "config", lambda program: program if program == "thunar" else None)
    assert [each.name for each in entry.offer_to_folders(ODD)] == ["onyx-desktop.desktop"]
    assert everything(tmp_path) == [tmp_path / "data/Thunar/sendto/onyx-desktop.desktop"]
    assert entry.file_managers == ["thunar"]
    entry.withdraw_from_folders()
    assert everything(tmp_path) == []


@pytest.mark.parametrize(
    "place", ["kio/servicemenus/onyx-desktop.desktop", "nemo/actions/onyx-desktop.nemo_action",
              "file-manager/actions/onyx-desktop.desktop", "Thunar/sendto/onyx-desktop.desktop"],
)  # fmt: skip
def test_each_file_manager_is_told_to_start_this_program(entry: Entry, tmp_path: Path, place: str) -> None:
    entry.offer_to_folders(ODD)
    text = (tmp_path / "data" / place).read_text(encoding="utf-8")
    lines = [line.removeprefix("Exec=") for line in text.splitlines() if line.startswith("Exec=")]
    assert [unquoted(line) for line in lines] == [[*ODD, "%F"]]
    assert "Mit Onyx durchsuchen" in text


@pytest.mark.skipif(os.name == "nt", reason="a shell script of Linux' file managers")
def test_the_script_of_file_managers_hands_the_folders_on(entry: Entry, tmp_path: Path) -> None:
    prints = (sys.executable, "-c", "import sys; print(sys.argv[1:])", *ODD)
    entry.offer_to_folders(prints)
    for script in (tmp_path / "data/nautilus/scripts" / SCRIPT_NAME, tmp_path / "config/caja/scripts" / SCRIPT_NAME):
        said = subprocess.run([script, "A b", "c'd"], capture_output=True, text=True, check=True, timeout=30).stdout
        assert said.strip() == repr([*ODD, "A b", "c'd"])


def test_words_for_a_shell_survive_it() -> None:
    assert tuple(shlex.split(command.for_shell(ODD))) == ODD


def test_the_program_knows_how_it_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    said = command.own()
    assert Path(said[0]).exists()
    assert said[1:] in {(), ("-m", "onyx_desktop")}
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command.own() == (sys.executable,)


def test_the_command_writes_and_removes_without_a_screen(tmp_path: Path) -> None:
    home = {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "QT_QPA_PLATFORM"}}

    def run(option: str) -> str:
        asked = [sys.executable, "-m", "onyx_desktop", option]
        done = subprocess.run(asked, capture_output=True, text=True, env=environment | home, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    said = run("--install-desktop-entry")
    written = everything(tmp_path)
    assert all(str(file) in said for file in written)
    picture = tmp_path / "data/icons/hicolor/48x48/apps/onyx-desktop.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert len(written) >= 2 + len(ICON_SIZES_PX)
    DesktopLogin(tmp_path / "config" / "autostart").enable(["onyx-desktop"])
    assert "removed" in run("--remove-desktop-entry")
    assert everything(tmp_path) == []
