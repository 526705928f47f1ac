"""Ways to damage a file, and a small library to try them on."""

from collections.abc import Callable, Mapping
from pathlib import Path

from onyx_desktop.library import Library

QUESTIONS = ("who keeps the heating in order", "pumpkin soup", "three months", "water damage")


def hits(library: Library) -> list[object]:
    return [
        [(hit.path.name, hit.start, hit.end, round(hit.score, 4)) for hit in library.search(question).hits]
        for question in QUESTIONS
    ]


def _cut(content: bytearray) -> bytearray:
    return content[: len(content) // 2]


def _zeros(content: bytearray) -> bytearray:
    return bytearray(len(content))


def _flip(content: bytearray) -> bytearray:
    if content:
        content[len(content) // 2] ^= 0x40
    return content


DAMAGES: Mapping[str, Callable[[bytearray], bytearray] | None] = {
    "cut": _cut,
    "zeros": _zeros,
    "deleted": None,
    "flipped": _flip,
}


def damaged(path: Path, damage: str) -> None:
    change = DAMAGES[damage]
    if change is None:
        path.unlink()
    else:
        path.write_bytes(change(bytearray(path.read_bytes())))


def parts(data: Path) -> list[Path]:
    """What is derived: everything below the data folder but the catalog, which is the truth."""
    return sorted(
        path.relative_to(data)
        for name in ("chroma", "matrix", "tokens", "terms")
        for path in (data / name).rglob("*")
        if path.is_file() and path.stat().st_size and path.suffix != ".lock"
    )
