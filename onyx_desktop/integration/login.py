"""Start at login: said by a file or an entry of the system's, which is the only truth about it.

A person may also change it with the system's own tools, so it is read each time and kept in no setting. Linux: a
file in XDG's autostart folder. Windows: a value of the registry's Run key. macOS: a launch agent. The latter two follow
their makers' documentation and were tried with a registry and a home that the tests made, never on those systems.
"""

from __future__ import annotations

import plistlib
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from onyx_desktop import paths
from onyx_desktop.integration import command
from onyx_desktop.integration.entry import AT_LOGIN, config_home

if TYPE_CHECKING:
    from collections.abc import Sequence

MINIMIZED = "--minimized"
NAME = "Onyx Desktop"
_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_LABEL = "onyx-desktop"


class Login(Protocol):
    """What happens with us when a person logs in."""

    @property
    def starts(self) -> bool:
        """Whether we are started."""

    def enable(self, starts: Sequence[str]) -> None:
        """Be started, by this command. Raises OSError."""

    def disable(self) -> None:
        """Be left alone. Raises OSError."""


class DesktopLogin:
    """Linux. folder: XDG's autostart folder."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / AT_LOGIN

    @property
    def starts(self) -> bool:
        """Whether the file is there and not switched off, as desktops do it with one of their own keys."""
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
        except OSError:
            return False
        return not {"Hidden=true", "X-GNOME-Autostart-enabled=false"} & {line.strip() for line in lines}

    def enable(self, starts: Sequence[str]) -> None:
        """Write the file."""
        text = (paths.resource("desktop") / "autostart.desktop").read_text(encoding="utf-8")
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(command.named(text, starts, MINIMIZED), encoding="utf-8")

    def disable(self) -> None:
        """Delete it."""
        self._file.unlink(missing_ok=True)


class RegistryLogin:
    """Windows. registry: the module winreg."""

    def __init__(self, registry: Any) -> None:  # noqa: ANN401 - a module that exists on Windows only
        self._registry = registry

    @property
    def starts(self) -> bool:
        """Whether the value is there."""
        try:
            with self._registry.OpenKey(self._registry.HKEY_CURRENT_USER, _RUN) as key:
                return bool(self._registry.QueryValueEx(key, NAME)[0])
        except OSError:
            return False

    def enable(self, starts: Sequence[str]) -> None:
        """Write the value, as a line that Windows takes apart again."""
        line = subprocess.list2cmdline([*starts, MINIMIZED])
        with self._registry.CreateKey(self._registry.HKEY_CURRENT_USER, _RUN) as key:
            self._registry.SetValueEx(key, NAME, 0, self._registry.REG_SZ, line)

    def disable(self) -> None:
        """Delete it, if it is there."""
        if self.starts:
            access = self._registry.KEY_SET_VALUE
            with self._registry.OpenKey(self._registry.HKEY_CURRENT_USER, _RUN, 0, access) as key:
                self._registry.DeleteValue(key, NAME)


class AgentLogin:
    """macOS. folder: ~/Library/LaunchAgents."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"{_LABEL}.plist"

    @property
    def starts(self) -> bool:
        """Whether the agent is there and not switched off."""
        try:
            return not plistlib.loads(self._file.read_bytes()).get("Disabled", False)
        except (OSError, plistlib.InvalidFileException, ValueError):
            return False

    def enable(self, starts: Sequence[str]) -> None:
        """Write the agent."""
        said = {
            "Label": _LABEL,
            "ProgramArguments": [*starts, MINIMIZED],
            "RunAtLoad": True,
            "ProcessType": "Interactive",
        }
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_bytes(plistlib.dumps(said))

    def disable(self) -> None:
        """Delete it."""
        self._file.unlink(missing_ok=True)


def of_system(platform: str = sys.platform) -> Login:
    """The one of this system."""
    if platform == "win32":
        import winreg

        return RegistryLogin(winreg)
    if platform == "darwin":
        return AgentLogin(Path.home() / "Library" / "LaunchAgents")
    return DesktopLogin(config_home() / "autostart")
