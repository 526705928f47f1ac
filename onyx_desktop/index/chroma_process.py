"""The child process that Chroma runs in, as its parent sees it: a pipe with deadlines, and turns at it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
from collections import deque
from typing import TYPE_CHECKING, Any

from onyx_desktop.index import chroma_child as child

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from onyx_desktop.domain import Server

CLOSE_S = 5.0


class ChildProcess:
    """One process and the pipe to it."""

    def __init__(self, place: Path | Server, start_s: float) -> None:
        """place: the folder or the server that Chroma is asked at. start_s: how long it may take to open it."""
        spawn = multiprocessing.get_context("spawn")  # a fork of a process with threads and native libraries may hang
        self._pipe, theirs = spawn.Pipe()
        threads = max(1, (os.cpu_count() or 1) // 2)
        self._process = spawn.Process(
            target=child.serve, args=(theirs, place, threads, start_s), name="onyx-chroma", daemon=True
        )
        self._process.start()
        theirs.close()

    def ask(self, limit_s: float, request: tuple[Any, ...]) -> tuple[str, Any]:
        """Send and receive. Raises `EOFError` or `OSError` when the child is gone, or killed for being late."""
        with deadline(limit_s, self.kill):
            self._pipe.send(request)
            answer: tuple[str, Any] = self._pipe.recv()
        return answer

    def receive(self, limit_s: float) -> tuple[str, Any]:
        """Take the answer that comes unasked, when the store is open or can't be. Raises as `ask`."""
        with deadline(limit_s, self.kill):
            answer: tuple[str, Any] = self._pipe.recv()
        return answer

    def kill(self) -> None:
        """At once, from any thread; nothing to fear for what Chroma has accepted."""
        with contextlib.suppress(ValueError):  # already stopped and closed
            self._process.kill()

    def stop(self) -> None:
        """Close the pipe, which the child takes for good-bye; kill it if it doesn't go."""
        self._pipe.close()
        self._process.join(CLOSE_S)
        self._process.kill()
        self._process.join()
        self._process.close()


class Turn:
    """A lock that is granted in the order of asking: a plain one would let the writer take it again and again."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: deque[object] = deque()

    def __enter__(self) -> None:
        me = object()
        with self._changed:
            self._waiting.append(me)
            try:
                self._changed.wait_for(lambda: self._waiting[0] is me)
            except BaseException:
                self._waiting.remove(me)
                self._changed.notify_all()
                raise

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._waiting.popleft()
            self._changed.notify_all()


@contextlib.contextmanager
def deadline(limit_s: float, act: Callable[[], None]) -> Iterator[None]:
    """Act if the block lasts longer; covers a pipe that blocks in the middle of a message, which `poll` would not."""
    timer = threading.Timer(limit_s, act)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
