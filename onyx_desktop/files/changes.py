"""What was known + what is found → what must be read, and what need not.

Unchanged costs the stat that the walk did anyway. A path and a content are two things: a file that went from one path
to another is recognised by what a rename leaves alone, and costs no reading. A file whose size and times are as they
were but whose inode is another was replaced, and counts as changed; its content hash then tells whether it is.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from onyx_desktop.domain import File

HASH_BYTES = 16
_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalog remembers of a path. inode 0: the file system tells none."""

    size_bytes: int
    mtime_ns: int
    inode: int = 0
    device: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """Every found file is in exactly one of new, changed, unchanged and moved; `moved` carries the old path."""

    new: list[File] = field(default_factory=list)
    changed: list[File] = field(default_factory=list)
    unchanged: list[File] = field(default_factory=list)
    gone: list[Path] = field(default_factory=list)
    moved: list[tuple[Path, File]] = field(default_factory=list)


def content_hash(path: Path) -> bytes:
    """Sixteen bytes of blake2b over the content. Raises OSError."""
    digest = hashlib.blake2b(digest_size=HASH_BYTES)
    with path.open("rb", buffering=0) as stream:
        while block := stream.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.digest()


def compare(known: Mapping[Path, Known], found: Iterable[File]) -> Changes:
    """Sort the found files by what happened to them; a path found twice counts once. Order is kept."""
    files = {file.path: file for file in found}
    changes = Changes(gone=[path for path in known if path not in files])
    left: dict[tuple[int, int, int, int], Path] = {}
    for path in changes.gone:
        if known[path].inode:
            left.setdefault(_trace(known[path]), path)
    for path, file in files.items():
        before = known.get(path)
        if before is not None:
            (changes.unchanged if _same(before, file) else changes.changed).append(file)
        elif file.inode and (origin := left.pop(_trace(file), None)) is not None:
            changes.moved.append((origin, file))
        else:
            changes.new.append(file)
    origins = {origin for origin, _ in changes.moved}
    changes.gone[:] = [path for path in changes.gone if path not in origins]
    return changes


def _trace(file: File | Known) -> tuple[int, int, int, int]:
    """Tell what a rename leaves alone."""
    return file.device, file.inode, file.size_bytes, file.mtime_ns


def _same(before: Known, now: File) -> bool:
    if (before.size_bytes, before.mtime_ns) != (now.size_bytes, now.mtime_ns):
        return False
    return before.inode == now.inode or not before.inode or not now.inode
