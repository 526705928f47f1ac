"""The reader process: one request, one answer, until the pipe closes.

What it reads is hostile until proven otherwise, so it lives apart: low priority, bounded memory, no terminal.
It ends with its parent even in the middle of a file, and a file that hangs it while nobody watches ends it by alarm.
Answers cross the pipe as pickles of the house's nouns only; `load` refuses every other class, because a process that a
document took over must not take over its parent.
"""

from __future__ import annotations

import enum
import functools
import io
import os
import pickle
import signal
import stat
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onyx_desktop import network
from onyx_desktop.documents import cell
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Reason
from onyx_desktop.orphans import end_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

READY = b""
_NICENESS = 10
_REASONS = (
    (MemoryError, Reason.TOO_LARGE),
    (PermissionError, Reason.NO_PERMISSION),
    (FileNotFoundError, Reason.VANISHED),
    (NotADirectoryError, Reason.VANISHED),
)


def serve(pipe: Connection, read: Callable[..., Any], memory_mb: int, max_bytes: int, runs: bool) -> None:
    """Answer requests (path, again, deadline_s, more) with (True, what `read` made of it) or (False, (reason, …))."""
    network.guard()
    _be_quiet()
    _be_modest(memory_mb)
    cell.shut(runs=runs)
    end_with_parent(0)
    pipe.send_bytes(READY)
    while True:
        try:
            path, again, deadline_s, more = pipe.recv()
            with _Alarm(deadline_s * 6 + 10):
                answer = _answer(functools.partial(read, path, again, *more), path, max_bytes)
            pipe.send_bytes(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))
        except (EOFError, OSError):
            return


def load(data: bytes) -> Any:  # noqa: ANN401 - whatever `read` makes
    """Unpickle an answer. Raises `pickle.UnpicklingError` for anything that is not a noun of the house."""
    return _Nouns(io.BytesIO(data)).load()


class _Nouns(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as inherited
        if module.startswith("onyx_desktop.domain.") and name.isidentifier():
            return super().find_class(module, name)
        if (module, name) == ("builtins", "getattr"):  # so Python before 3.11.4, Debian 12's too, names a member
            return _member
        raise pickle.UnpicklingError(f"{module}.{name}")


def _member(kind: object, name: str) -> enum.Enum:
    if isinstance(kind, enum.EnumMeta) and name in kind.__members__:
        return kind.__members__[name]
    raise pickle.UnpicklingError(f"{kind!r}.{name}")


def _answer(read: Callable[[], Any], path: Path, max_bytes: int) -> tuple[bool, Any]:
    try:
        _check(path, max_bytes)
        return True, read()
    except Unreadable as refused:
        return False, (refused.reason, refused.detail, refused.scanned)
    except Exception as error:
        for kind, reason in _REASONS:
            if isinstance(error, kind):
                return False, (reason, kind.__name__)
        return False, (Reason.DAMAGED, _place(error))


def _check(path: Path, max_bytes: int) -> None:
    """Refuse what became too large or no file since the walk saw it; opening a fifo would never end."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(Reason.VANISHED, "no regular file any more")
    if status.st_size > max_bytes:
        raise Unreadable(Reason.TOO_LARGE, f"{status.st_size} bytes")


def _place(error: Exception) -> str:
    """Kind and line of an error; never its message, which may quote the document."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return type(error).__name__ + where


def _be_quiet() -> None:
    """Libraries print what they think of a document; nobody should read it over someone's shoulder."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    sink = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(sink, stream)
    os.close(sink)


def _be_modest(memory_mb: int) -> None:
    """Low priority, one thread for the libraries, and a limit on memory where the system has one (Linux).

    RLIMIT_DATA rather than RLIMIT_AS: it counts what may be written, not mapped libraries and reserved arenas, of which
    a machine with many cores has gigabytes. Elsewhere the limits on size and time remain.
    """
    os.environ.update(RAYON_NUM_THREADS="1", TOKIO_WORKER_THREADS="1")
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    if sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
        limit = pages * resource.getpagesize() + (memory_mb << 20)
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the document


class _Alarm:
    """Ends this process if the block takes longer: the parent's deadline comes first, unless the parent is asleep."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, self._seconds)

    def __exit__(self, *_: object) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
