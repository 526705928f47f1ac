"""Start at login on three systems; the registry of Windows and the home folder of macOS are made by the tests."""

import plistlib
import types
from pathlib import Path

import pytest

from onyx_desktop.integration import login
from onyx_desktop.integration.login import MINIMIZED, AgentLogin, DesktopLogin, Login, RegistryLogin

STARTS = ("/opt/my onyx/onyx-desktop", "--data-dir", "/x y")


class Registry:
    """The part of winreg that is used, over a dictionary: keys open, values raise OSError where there are none."""

    HKEY_CURRENT_USER, KEY_SET_VALUE, REG_SZ = "HKCU", 2, 1

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str] = {}
        self._path = ""

    def OpenKey(self, root: str, path: str, reserved: int = 0, access: int = 1) -> "Registry":
        if not any(key.startswith(path) for key, _ in self.values):
            raise FileNotFoundError(path)
        self._path = path
        return self

    def CreateKey(self, root: str, path: str) -> "Registry":
        self._path = path
        return self

    def __enter__(self) -> "Registry":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def QueryValueEx(self, key: "Registry", name: str) -> tuple[str, int]:
        if (self._path, name) not in self.values:
            raise FileNotFoundError(name)
        return self.values[self._path, name], self.REG_SZ

    def SetValueEx(self, key: "Registry", name: str, reserved: int, kind: int, value: str) -> None:
        self.values[self._path, name] = value

    def DeleteValue(self, key: "Registry", name: str) -> None:
        del self.values[self._path, name]


@pytest.fixture(params=["linux", "windows", "macos"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Login:
    kinds = {"linux": DesktopLogin(tmp_path), "windows": RegistryLogin(Registry()), "macos": AgentLogin(tmp_path)}
    return kinds[request.param]


def test_it_is_off_until_somebody_wants_it_and_off_again(made: Login) -> None:
    assert not made.starts
    made.disable()
    made.enable(STARTS)
    assert made.starts
    made.enable(STARTS)
    assert made.starts
    made.disable()
    assert not made.starts


def test_linux_is_told_in_the_form_of_desktops(tmp_path: Path) -> None:
    made = DesktopLogin(tmp_path / "autostart")
    made.enable(STARTS)
    text = (tmp_path / "autostart/onyx-desktop.desktop").read_text(encoding="utf-8")
    assert f'Exec="/opt/my onyx/onyx-desktop" "--data-dir" "/x y" "{MINIMIZED}"\n' in text
    assert "\nTryExec=/opt/my onyx/onyx-desktop\n" in text, "an entry whose program is gone is left out"


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktop_switched_off_is_off(tmp_path: Path, line: str) -> None:
    made = DesktopLogin(tmp_path)
    made.enable(STARTS)
    file = tmp_path / "onyx-desktop.desktop"
    file.write_text(file.read_text().replace("X-GNOME-Autostart-enabled=true", line))
    assert not made.starts


def test_windows_is_told_in_one_line() -> None:
    registry = Registry()
    RegistryLogin(registry).enable((r"C:\Program Files\Onyx Desktop\onyx-desktop.exe",))
    ((path, name), line) = registry.values.copy().popitem()
    assert path.endswith(r"CurrentVersion\Run")
    assert name == "Onyx Desktop"
    assert line == rf'"C:\Program Files\Onyx Desktop\onyx-desktop.exe" {MINIMIZED}'


def test_macos_is_told_by_an_agent(tmp_path: Path) -> None:
    AgentLogin(tmp_path / "LaunchAgents").enable(STARTS)
    (file,) = (tmp_path / "LaunchAgents").iterdir()
    said = plistlib.loads(file.read_bytes())
    assert said["ProgramArguments"] == [*STARTS, MINIMIZED]
    assert said["RunAtLoad"] is True
    assert said["Label"] == file.stem
    file.write_bytes(b"broken")
    assert not AgentLogin(tmp_path / "LaunchAgents").starts


def test_each_system_has_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setitem(__import__("sys").modules, "winreg", types.ModuleType("winreg"))
    kinds = [type(login.of_system(platform)) for platform in ("linux", "win32", "darwin")]
    assert kinds == [DesktopLogin, RegistryLogin, AgentLogin]
