"""How this very program is started: for entries in menus, which outlive it and know nothing of its environment."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def own() -> tuple[str, ...]:
    """The program and its arguments: the frozen one, else the script beside our Python, else the module."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    script = shutil.which("onyx-desktop", path=str(Path(sys.executable).parent))
    return (script,) if script else (sys.executable, "-m", "onyx_desktop")


def for_entry(command: Sequence[str]) -> str:
    """As the value of Exec in a desktop file: quoted, and with the signs doubled that mean something there.

    Desktop Entry Specification 1.5, "The Exec key": first the rule of quotes, then that of strings in the file.
    """
    quoted = []
    for word in command:
        inner = "".join(f"\\{sign}" if sign in '"`$\\' else sign for sign in word.replace("%", "%%"))
        quoted.append(f'"{inner}"')
    return " ".join(quoted).replace("\\", "\\\\")


def named(text: str, starts: Sequence[str], *words: str) -> str:
    """A desktop file that names `onyx-desktop`, with this command in its place, followed by words.

    TryExec names the program alone: desktops leave out an entry whose program is gone.
    """
    plain = " ".join(("Exec=onyx-desktop", *words))
    alone = starts[0].replace("\\", "\\\\")
    return text.replace("TryExec=onyx-desktop\n", f"TryExec={alone}\n").replace(
        f"\n{plain}", f"\nExec={for_entry([*starts, *words])}"
    )


def for_shell(command: Sequence[str]) -> str:
    """As the words of a line in a shell script."""
    return " ".join("'" + word.replace("'", "'\\''") + "'" for word in command)
