"""Work that takes long → a generator that yields while a thread or a child process does it, and returns its result.

Closing the generator ends the work: a process is killed; a thread is asked to stop and left behind if it does not
within a second, so what it does must refuse to write once it was asked (hub.Part). Conversion and the first run of a
model go to a process: they take gigabytes, hold the interpreter, and a file of unknown origin may crash them.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
import traceback
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from onyx_desktop import network
from onyx_desktop.errors import ModelUnfit, OnyxError
from onyx_desktop.orphans import end_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from multiprocessing.connection import Connection

T = TypeVar("T")

BEAT_S = 0.05
_PATIENCE_S = 1.0
_NICENESS = 10


def thread(work: Callable[[threading.Event], T], name: str) -> Generator[None, None, T]:
    """Run `work(stop)` in a thread; raises what it raises."""
    stop, outcome = threading.Event(), _Outcome[T]()

    def run() -> None:
        try:
            outcome.value = [work(stop)]
        except BaseException as error:  # whatever it is, the caller raises it
            outcome.error = error

    worker = threading.Thread(target=run, name=f"onyx-{name}", daemon=True)
    worker.start()
    try:
        while worker.is_alive():
            worker.join(BEAT_S)
            yield
    finally:
        stop.set()
        worker.join(_PATIENCE_S)
    if outcome.error is not None:
        raise outcome.error
    return outcome.value[0]


class _Outcome(Generic[T]):
    """What became of a thread: one value, or an error."""

    def __init__(self) -> None:
        self.value: list[T] = []
        self.error: BaseException | None = None


def child(work: Callable[..., T], *arguments: Any, subject: str) -> Generator[None, None, T]:  # noqa: ANN401 - its own
    """Run `work(*arguments)`, a function of a module, in a process of its own.

    Raises the `OnyxError` or `OSError` it raises; `ModelUnfit(subject, why)` when the process ends without an answer:
    the system ends what takes too much memory.
    """
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe(duplex=False)
    worker = spawn.Process(target=_answer, args=(theirs, work, arguments), name="onyx-models", daemon=True)
    worker.start()
    theirs.close()
    try:
        while not ours.poll(BEAT_S):
            yield
        kind, made = ours.recv()
    except (EOFError, OSError) as error:
        worker.join(_PATIENCE_S)
        raise ModelUnfit(
            subject, f"the process that tried it ended with code {worker.exitcode}, for want of memory?"
        ) from error
    finally:
        ours.close()
        worker.kill()
        worker.join()
        worker.close()
    if kind == "error":
        raise made
    if kind == "bug":
        raise RuntimeError(made)
    result: T = made
    return result


def _answer(pipe: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """In the child: one call, one answer; it ends with its parent."""
    network.guard()
    end_with_parent()
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    try:
        answer = ("made", work(*arguments))
    except (OnyxError, OSError) as error:
        answer = ("error", error)
    except MemoryError:
        os._exit(1)
    except Exception:
        answer = ("bug", traceback.format_exc())
    with contextlib.suppress(OSError):  # the parent went away
        pipe.send(answer)
