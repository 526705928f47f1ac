"""The folder that PyInstaller made → the same without what is not needed on Linux, stripped, with plain modes.

Libraries of the desktop (X11, fonts, the bus) are left to the system, so that its updates reach them and its fonts and
settings are read by the version that wrote them; so is the C++ library, which graphics drivers need newer than ours.
Python's own libraries and small ones that a desktop may lack (libxcb-cursor0 and its like) stay inside.
"""

from __future__ import annotations

import fnmatch
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import icu
import stand_in

# Left to the system; installers/linux/deb.py finds the packages that hold them.
OF_THE_DESKTOP = (
    "libX11*.so*", "libXau.so*", "libXdmcp.so*", "libXext.so*", "libXrender.so*", "libxcb-glx.so*", "libxcb-randr.so*",
    "libxcb-render.so*", "libxcb-shape.so*", "libxcb-shm.so*", "libxcb-sync.so*", "libxcb-xfixes.so*",
    "libfontconfig.so*", "libfreetype.so*", "libdbus-1.so*", "libglib-2.0.so*", "libgthread-2.0.so*",
    "libgssapi_krb5.so*", "libwayland-*.so*", "libdrm.so*", "libstdc++.so*", "libgcc_s.so*", "libz.so*",
    "libexpat.so*",
)  # fmt: skip


def tidy(folder: Path) -> None:
    """Do it all; what was removed stays removed."""
    inside = folder / "_internal"
    for file in sorted(inside.glob("lib*.so*")):
        if any(fnmatch.fnmatchcase(file.name, pattern) for pattern in OF_THE_DESKTOP):
            file.unlink()
    stand_in.put_in_place(inside)
    for library in (inside / "PySide6" / "Qt" / "lib").glob("libicudata.so.*"):
        icu.narrow(library)
    while lonely := orphans(inside):
        for file in lonely:
            file.unlink()
    for cache in sorted(folder.rglob("__pycache__")):
        _remove(cache)
    for told in ("direct_url.json", "RECORD", "INSTALLER", "REQUESTED"):  # in which folder, and how, it was installed
        for file in inside.glob(f"*.dist-info/{told}"):
            file.unlink()
    for file in binaries(folder):
        if not _must_stay(file, folder):
            subprocess.run(["strip", "--strip-unneeded", "--preserve-dates", str(file)], check=True)
    _plain_modes(folder)
    _no_empty_folders(folder)


def orphans(inside: Path) -> list[Path]:
    """Shared libraries that no file in the folder asks for; links to them too."""
    needed = {name for file in binaries(inside) for name in needs(file)}
    libraries = [*inside.glob("lib*.so*"), *(inside / "PySide6" / "Qt" / "lib").glob("lib*.so*")]
    broken = [file for file in libraries if not file.exists()]
    return [*broken, *(file for file in libraries if file.exists() and file.name not in needed and not _python(file))]


def needs(file: Path) -> list[str]:
    """The names of the shared libraries that a binary asks for."""
    said = subprocess.run(["readelf", "--dynamic", "--wide", str(file)], capture_output=True, text=True, check=True)
    return re.findall(r"\(NEEDED\).*\[(.+)\]", said.stdout)


def binaries(folder: Path) -> Iterator[Path]:
    """Every program and library in a folder, links left out."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as stream:
                if stream.read(4) == b"\x7fELF":
                    yield file


def _must_stay(file: Path, folder: Path) -> bool:
    """Whether stripping would break a binary.

    The program carries its modules behind its own end; libraries that the makers of a wheel have moved into its
    `*.libs` have sections that `strip` puts in places where they can't be loaded from.
    """
    return file == folder / folder.name or file.parent.name.endswith(".libs")


def _python(file: Path) -> bool:
    return file.name.startswith("libpython")  # opened by name, by the start of the program


def _plain_modes(folder: Path) -> None:
    """Folders and the program may be entered and run, files be read, all be written by their owner only."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == folder / folder.name else 0o644)


def _no_empty_folders(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _remove(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
