"""Folders → files: what lies there now, in a repeatable order, with what a later run needs to see that nothing changed.

Refuses what `rules` leave out, symlinked folders and junctions (they make loops), and everything that is no regular
file: reading a fifo or a device would never end. A link to a file is followed once per target, and not at all where
the target is found by this walk anyway. One bad entry is data (`Skipped`), never an exception; a folder that can't be
listed is reported under its own path, so that what was known below it is not taken for gone. Names that are not valid
text survive as Python decodes them (surrogateescape).
"""

from __future__ import annotations

import itertools
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from onyx_desktop.domain import File, Reason, Skipped
from onyx_desktop.files.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

_WINDOWS = sys.platform == "win32"
_WINDOWS_HIDDEN_OR_SYSTEM = 0x2 | 0x4
_WINDOWS_ONLINE = 0x1000 | 0x40000 | 0x400000  # offline, recall on open, recall on data access
_MAC_DATALESS = 0x40000000
_JUNCTION_TAG = 0xA0000003


def walk(folder: Path, excluded: Collection[str] = (), root: Path | None = None) -> Iterator[File | Skipped]:
    """Every file below `folder`, or `folder` itself if it is a file; names sorted, files and folders mixed.

    excluded: as `Rules` takes them; they do not apply to `folder` itself. root: the folder of the library that it is
    part of, where ignore files begin to count.
    """
    try:
        status = folder.stat()
        if not stat.S_ISDIR(status.st_mode):
            if stat.S_ISREG(status.st_mode):
                yield _file(os.fspath(folder), status)
            return
    except (OSError, ValueError) as error:
        yield _skipped(os.fspath(folder), error)
        return
    yield from _below(os.fspath(folder), Rules(root or folder, excluded))


def left_out(folder: Path, file: Path, excluded: Collection[str] = ()) -> str | None:
    """The first name on the way from a folder to a file that a walk leaves out; None if it leaves out none."""
    return leaving_out(folder, excluded)(file)


def leaving_out(folder: Path, excluded: Collection[str] = ()) -> Callable[[Path], str | None]:
    """`left_out` for many files of one folder."""
    rules = Rules(folder, excluded)

    def first(file: Path) -> str | None:
        way = [file, *file.parents][: len(file.relative_to(folder).parts)]
        found = (each.name for each in reversed(way) if rules.leave_out(os.fspath(each), folder=each != file))
        return next(found, None)

    return first


def _below(root: str, rules: Rules) -> Iterator[File | Skipped]:
    """Depth first with an own stack: a deep tree must not exhaust Python's."""
    links = _Links(root, rules)
    stack: list[Iterator[os.DirEntry[str]]] = []
    yield from _enter(root, stack)
    while stack:
        entry = next(stack[-1], None)
        if entry is None:
            stack.pop()
            continue
        try:
            folder = entry.is_dir(follow_symlinks=False)
            if rules.leave_out(entry.path, folder=folder):
                continue
            if folder:
                if not _special(entry):
                    yield from _enter(entry.path, stack)
            elif (not entry.is_symlink() or links.first(entry)) and (found := _regular(entry)) is not None:
                yield found
        except (OSError, ValueError) as error:
            if not entry.is_symlink():  # a link to nowhere is no file that could be read
                yield _skipped(entry.path, error)


def _enter(path: str, stack: list[Iterator[os.DirEntry[str]]]) -> Iterator[Skipped]:
    try:
        with os.scandir(path) as entries:
            stack.append(iter(sorted(entries, key=lambda entry: entry.name)))
    except OSError as error:
        yield _skipped(path, error)


class _Links:
    """Which links to files are worth following."""

    def __init__(self, root: str, rules: Rules) -> None:
        self._given = root
        self._root = os.path.join(os.path.realpath(root), "")
        self._rules = rules
        self._targets: set[tuple[int, int]] = set()

    def first(self, entry: os.DirEntry[str]) -> bool:
        """Whether the target is a file that neither this walk nor an earlier link brings."""
        target = os.path.realpath(entry.path)
        if target.startswith(self._root):
            inside = target[len(self._root) :].split(os.sep)
            way = list(itertools.accumulate(inside, os.path.join, initial=self._given))[1:]
            if not any(self._rules.leave_out(each, folder=each is not way[-1]) for each in way):
                return False
        status = entry.stat()
        key = (status.st_dev, status.st_ino)
        if key in self._targets:
            return False
        self._targets.add(key)
        return True


def _regular(entry: os.DirEntry[str]) -> File | Skipped | None:
    # on Windows the listing knows no inode, and a stat of its own does
    status = os.stat(entry.path) if _WINDOWS else entry.stat()
    if not stat.S_ISREG(status.st_mode) or _special(entry):
        return None
    found = _file(entry.path, status)
    return Skipped(found, Reason.ONLINE_ONLY) if is_placeholder(status) else found


def is_placeholder(status: os.stat_result) -> bool:
    """Whether a file's content lies with a cloud service: reading it would download it, which nobody asked for."""
    attributes = getattr(status, "st_file_attributes", 0)  # Windows
    return bool(attributes & _WINDOWS_ONLINE or getattr(status, "st_flags", 0) & _MAC_DATALESS)


def _special(entry: os.DirEntry[str]) -> bool:
    """Hidden or system files and junctions of Windows; elsewhere nothing is special."""
    if not _WINDOWS:
        return False
    status = entry.stat(follow_symlinks=False)
    attributes = getattr(status, "st_file_attributes", 0)
    return bool(attributes & _WINDOWS_HIDDEN_OR_SYSTEM) or getattr(status, "st_reparse_tag", 0) == _JUNCTION_TAG


def _file(path: str, status: os.stat_result) -> File:
    return File(Path(path), status.st_size, status.st_mtime_ns, status.st_ino, status.st_dev)


def _skipped(path: str, error: OSError | ValueError) -> Skipped:
    reason = Reason.DAMAGED
    if isinstance(error, PermissionError):
        reason = Reason.NO_PERMISSION
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        reason = Reason.VANISHED
    detail = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else type(error).__name__
    return Skipped(File(Path(path), 0, 0), reason, detail)
