"""The parts of the frozen program → a folder of licence texts, and a table that names them all.

A library that brings no text gets the text of its licence from here. Refuses a licence that has no text anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from inside import Part
from project import ROOT

_TEXTS = Path(__file__).resolve().parent / "licences"
_COMMON = {
    "Apache-2.0": (ROOT / "LICENSE",),
    "Apache License 2.0": (ROOT / "LICENSE",),
    "Apache Software License": (ROOT / "LICENSE",),
    "Apache 2.0": (ROOT / "LICENSE",),
    "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only": (_TEXTS / "LGPL-3.0.txt", _TEXTS / "GPL-3.0.txt"),
    "LGPL": (_TEXTS / "LGPL-3.0.txt", _TEXTS / "GPL-3.0.txt"),
    "MIT": (_TEXTS / "MIT.txt",),
    "MIT License": (_TEXTS / "MIT.txt",),
}


def texts_of(part: Part) -> tuple[Path, ...]:
    """The files to show for a library. Raises ValueError where there is none."""
    if part.texts:
        return part.texts
    if part.licence in _COMMON:
        return _COMMON[part.licence]
    raise ValueError(f"{part.name} brings no licence text, and none is kept here for “{part.licence}”")


def collect(parts: Sequence[Part], folder: Path) -> None:
    """Fill the folder: a folder of texts a library, the bills of what was compiled into it, and `README.md`."""
    folder.mkdir(parents=True)
    rows = []
    for part in sorted(parts, key=lambda each: each.name.lower()):
        own = folder / re.sub(r"[^A-Za-z0-9.+-]", "_", part.name)
        own.mkdir()
        for file in texts_of(part):
            _copy(file, own / file.name)
        for bill in part.bills:
            _copy(bill, own / bill.name)
        rows.append(f"| {part.name} | {part.version} | {part.licence} |")
    head = (_TEXTS / "README.md").read_text(encoding="utf-8")
    (folder / "README.md").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")


def _copy(file: Path, to: Path) -> None:
    if to.exists():  # two texts of one name, in different folders of the library
        to = to.with_name(f"{file.parent.name}-{file.name}")
    read = file.read_bytes()
    try:
        read.decode()
    except UnicodeDecodeError:
        read = read.decode("latin-1").encode()  # which all of those that are not UTF-8 are in
    to.write_bytes(read)
