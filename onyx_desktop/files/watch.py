"""Folders → bursts of changed paths, as the system reports them.

A burst is what came until nothing more came for a while, so that a program that writes a file in a hundred steps, or an
archive that unpacks ten thousand, is one. Refuses nothing: a folder that the system does not watch (a network share, a
limit on watches) simply reports nothing, which `Watch.blind` says; whoever asks has to look by himself now and then.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onyx_desktop.files import rules
from onyx_desktop.files.walk import left_out

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

QUIET_MS = 1000
"""A burst ends when nothing came for so long."""

LONGEST_MS = 10_000
"""And at the latest after this."""

_TICK_MS = 200


class Watch:
    """The changes below some folders from now on; a job's work: one thread pulls, `stop` may come from any other."""

    def __init__(self, folders: Sequence[Path], excluded: Collection[str] = ()) -> None:
        """excluded: as `walk.walk` takes them; changes of such files are not reported."""
        self.blind = False
        self._folders = [folder for folder in folders if folder.is_dir()]
        self._excluded = excluded
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End the bursts, within a fraction of a second."""
        self._stopped.set()

    def bursts(self) -> Iterator[frozenset[Path]]:
        """Sets of changed, new and deleted paths; empty ones come while nothing happens, so that it can be stopped."""
        gathered: set[Path] = set()
        quiet = waited = 0
        try:
            for changes in self._reported():
                wanted = {path for _, name in changes if (path := self._wanted(Path(name))) is not None}
                quiet = 0 if wanted else quiet + _TICK_MS
                waited += _TICK_MS if gathered else 0
                gathered |= wanted
                if gathered and (quiet >= QUIET_MS or waited >= LONGEST_MS):
                    yield frozenset(gathered)
                    gathered, quiet, waited = set(), 0, 0
                else:
                    yield frozenset()
        except (OSError, RuntimeError):  # a folder that went away, or more folders than the system watches
            self.blind = True

    def _reported(self) -> Iterator[set[tuple[Any, str]]]:
        from watchfiles import watch  # loads a Rust library, for which the window does not wait

        if not self._folders:
            self.blind = True
            return iter(())
        return watch(
            *self._folders,
            debounce=_TICK_MS,
            step=_TICK_MS // 4,
            rust_timeout=_TICK_MS,
            stop_event=self._stopped,
            yield_on_timeout=True,
            raise_interrupt=False,
            watch_filter=None,
            ignore_permission_denied=True,
        )

    def _wanted(self, path: Path) -> Path | None:
        """What is to be looked at; None for hidden and excluded paths, which change all the time and interest nobody.

        New rules concern the whole folder that they stand in.
        """
        if path.name == rules.FILE:
            path = path.parent
        if path in self._folders:
            return path
        for folder in self._folders:
            if folder in path.parents:
                return path if left_out(folder, path, self._excluded) is None and not _swap(path) else None
        return None


def _swap(path: Path) -> bool:
    """What editors write beside a document while it is open."""
    name = os.path.basename(path)
    return name.startswith("~$") or name.endswith(("~", ".tmp", ".swp", ".part", ".crdownload"))


def gathered(paths: Collection[Path], most: int) -> list[Path]:
    """Paths without those below another of them; where there are more than `most`, the folders that hold them."""
    found = set(paths)
    while True:
        tops = sorted(path for path in found if not any(above in found for above in path.parents))
        above = {path.parent for path in tops}
        if len(tops) <= most or len(above) >= len(tops):
            return tops
        found = above
