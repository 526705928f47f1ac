"""What a walk leaves out: hidden names, the names, patterns and paths of the settings, and `.onyxignore` files.

An ignore file holds rules in the syntax of `.gitignore` for the folder that it lies in and all below it; of two rules
the deeper file's counts, in one file the last. As with git, what lies in a folder that is left out can't be taken in
again. A file of rules that can't be read, or a rule that can't be understood, leaves nothing out.
"""

from __future__ import annotations

import fnmatch
import os
import re
from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

FILE = ".onyxignore"

_MOST_BYTES = 1 << 20

_Chain = tuple[tuple[str, GitIgnoreSpec], ...]


class Rules:
    """The rules of one walk; rules above `root` are not looked at."""

    def __init__(self, root: Path, excluded: Collection[str] = ()) -> None:
        """excluded: names or patterns (fnmatch) of files and folders; one that is a whole path is that very one."""
        self._root = os.fspath(root)
        self._whole = {os.path.normcase(each) for each in excluded if os.path.isabs(each)}
        patterns = "|".join(fnmatch.translate(os.path.normcase(each)) for each in excluded if not os.path.isabs(each))
        self._named = re.compile(patterns) if patterns else None
        self._chains: dict[str, _Chain] = {}

    def leave_out(self, path: str, *, folder: bool) -> bool:
        """Whether a path below the root is left out, supposing that its folder is not."""
        above, name = os.path.split(path)
        if name.startswith("."):
            return True
        if self._named is not None and self._named.match(os.path.normcase(name)):
            return True
        if self._whole and os.path.normcase(path) in self._whole:
            return True
        for base, spec in self._chain(above):
            inside = path[len(base) + 1 :].replace(os.sep, "/") + ("/" if folder else "")
            verdict = spec.check_file(inside).include
            if verdict is not None:
                return verdict
        return False

    def _chain(self, folder: str) -> _Chain:
        """The rules that hold in a folder, the deepest first."""
        known = self._chains.get(folder)
        if known is None:
            inside = folder != self._root and len(folder) > len(self._root)
            known = self._chain(os.path.dirname(folder)) if inside else ()
            spec = _read(os.path.join(folder, FILE))
            if spec is not None:
                known = ((folder.rstrip(os.sep), spec), *known)
            self._chains[folder] = known
        return known


def _read(path: str) -> GitIgnoreSpec | None:
    try:
        with open(path, "rb") as stream:
            lines = stream.read(_MOST_BYTES).decode("utf-8-sig", "replace").splitlines()
    except OSError:
        return None
    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        return GitIgnoreSpec.from_lines(line for line in lines if _understood(line))


def _understood(line: str) -> bool:
    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
