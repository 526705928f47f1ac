"""The program → an entry in a person's menu of programs, and "Search with Onyx" in the menu of folders. Linux only.

Elsewhere the installer does this; on Linux a package does it for all, and this is for programs that came by pip, and
for file managers whose menus are each person's own. Writes below the data folder of the person alone, tells which
files, and takes out exactly those. Onyx never offers to open folders: it must not become what folders are opened with.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from onyx_desktop import paths
from onyx_desktop.integration import command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ICON_SIZES_PX = (16, 24, 32, 48, 64, 128, 256, 512)
SCRIPT_NAME = "Search with Onyx"
AT_LOGIN = "onyx-desktop.desktop"  # in the autostart folder; written by login.py, which asks this module for the folder
_SCRIPT = "script"
# A file manager's program → the form of its entry and where it belongs; below the data folder, but for Caja.
_MENUS = {
    "dolphin": ("servicemenu.desktop", "kio/servicemenus/onyx-desktop.desktop"),
    "nemo": ("onyx-desktop.nemo_action", "nemo/actions/onyx-desktop.nemo_action"),
    "pcmanfm": ("action.desktop", "file-manager/actions/onyx-desktop.desktop"),
    "pcmanfm-qt": ("action.desktop", "file-manager/actions/onyx-desktop.desktop"),
    "thunar": ("sendto.desktop", "Thunar/sendto/onyx-desktop.desktop"),
    "nautilus": (_SCRIPT, f"nautilus/scripts/{SCRIPT_NAME}"),
    "caja": (_SCRIPT, f"caja/scripts/{SCRIPT_NAME}"),
}


class Entry:
    """One person's entries.

    data: XDG's data folder, config: its folder of settings; found: where a program is, or None.
    """

    def __init__(self, data: Path, config: Path, found: Callable[[str], str | None] = shutil.which) -> None:
        self._data, self._config, self._found = data, config, found

    def install(self, starts: Sequence[str], drawn: Callable[[int], bytes]) -> list[Path]:
        """Write all of them; the files that are there now. drawn: the picture of the program as a PNG of a size."""
        source = paths.resource("desktop")
        written = [self._write("applications/onyx-desktop.desktop", source / "onyx-desktop.desktop", starts)]
        written += [self._icon(f"{size}x{size}/apps/onyx-desktop.png", drawn(size)) for size in ICON_SIZES_PX]
        svg = (paths.resource("icons") / "onyx-desktop.svg").read_bytes()
        written.append(self._icon("scalable/apps/onyx-desktop.svg", svg))
        return written + self.offer_to_folders(starts)

    def offer_to_folders(self, starts: Sequence[str]) -> list[Path]:
        """Only "Search with Onyx", in the file managers that are installed here."""
        source = paths.resource("desktop")
        menus = {place: form for program, (form, place) in _MENUS.items() if self._found(program)}
        return [
            self._script(place, starts) if form == _SCRIPT else self._write(place, source / form, starts)
            for place, form in menus.items()
        ]

    def remove(self) -> list[Path]:
        """Take out what the others have written, the start at login, and empty folders; the files that were there.

        All of them, because this is how somebody gets rid of a program that pip will remove next.
        """
        at_login = self._config / "autostart" / AT_LOGIN
        return self._take_out([*self._program_places(), *self._folder_places(), at_login])

    def withdraw_from_folders(self) -> list[Path]:
        """Take out only "Search with Onyx"."""
        return self._take_out(self._folder_places())

    @property
    def offered_to_folders(self) -> bool:
        """Whether some file manager has our entry."""
        return any(place.exists() for place in self._folder_places())

    @property
    def file_managers(self) -> list[str]:
        """Those installed here whose menus can have an entry."""
        return [program for program in _MENUS if self._found(program)]

    def _program_places(self) -> Iterator[Path]:
        yield self._data / "applications/onyx-desktop.desktop"
        for size in ICON_SIZES_PX:
            yield self._data / f"icons/hicolor/{size}x{size}/apps/onyx-desktop.png"
        yield self._data / "icons/hicolor/scalable/apps/onyx-desktop.svg"

    def _folder_places(self) -> list[Path]:
        return sorted({self._place(place) for _, place in _MENUS.values()})

    def _place(self, place: str) -> Path:
        return (self._config if place.startswith("caja/") else self._data) / place

    def _icon(self, place: str, picture: bytes) -> Path:
        file = self._data / "icons" / "hicolor" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(picture)
        return file

    def _write(self, place: str, form: Path, starts: Sequence[str]) -> Path:
        text = command.named(form.read_text(encoding="utf-8"), starts)
        return self._put(place, text, runs=form.name == "servicemenu.desktop")  # as Plasma wants it in a home

    def _script(self, place: str, starts: Sequence[str]) -> Path:
        """For file managers that run a program of the person's own, with what is chosen as its arguments."""
        return self._put(place, f'#!/bin/sh\nexec {command.for_shell(starts)} "$@"\n', runs=True)

    def _put(self, place: str, text: str, *, runs: bool) -> Path:
        file = self._place(place)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        file.chmod(0o755 if runs else 0o644)
        return file

    def _take_out(self, places: Sequence[Path]) -> list[Path]:
        there = [place for place in places if place.exists()]
        for place in there:
            place.unlink()
            for folder in place.parents:
                if folder in {self._data, self._config} or any(folder.iterdir()):
                    break
                folder.rmdir()
        return there


def of_person() -> Entry:
    """In the folders that the desktop reads."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return Entry(data, config_home())


def config_home() -> Path:
    """XDG's folder of settings."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
