"""Files → documents, read in child processes that may hang, swell or crash without harm.

Everything is pulled: at most two requests a child are under way, the second only so that no child waits for us. A file
that crashes its reader or outlasts the deadline costs that process, is tried once more with the second reader, and is
then listed with the first reason. A child that cannot even start is tried once more and then told (`ReaderMissing`):
blaming the files would list a whole library as crashed.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import time
from collections import deque
from dataclasses import dataclass
from multiprocessing import connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from onyx_desktop.documents import child, job, readers
from onyx_desktop.documents.formats import plain
from onyx_desktop.domain import Document, File, Reason, Skipped
from onyx_desktop.errors import ReaderMissing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

FILES_PER_CHILD = 200
_PLAIN_BYTES = 1 << 16
_PLAIN_WEAR = 1 / 25  # of any other file: a short text passes no library that could leak or be taken over
_SECONDS_PER_MB = 2.0
_POLL_S = 0.1
_START_S = 120.0
_REQUESTS_PER_CHILD = 2
_PATIENCE = 5
"""So many times its deadline a file may take whose reader is kept waiting by other programs."""

_LEAST_SHARE = 0.003  # of the time; less is what a process uses that waits for ever


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. runs_programs: its reader may start another program, which is shut in like itself."""

    deadline_s: float = 60.0
    memory_mb: int = 1500
    max_bytes: int = 100 << 20
    runs_programs: bool = False

    def deadline_of(self, file: File) -> float:
        """Seconds for this file: honest large ones take longer, and a hang in a small one is noticed soon."""
        return self.deadline_s + _SECONDS_PER_MB * file.size_bytes / (1 << 20)


@dataclass(frozen=True, slots=True)
class _Request:
    """more: what else the reader is told. failed: why the first one did not survive the file; this is the second."""

    file: File
    more: tuple[object, ...] = ()
    failed: tuple[Reason, str] | None = None


class Readers(Generic[T]):
    """Up to `count` reader processes, started when there is something to read. For one thread at a time.

    read: called in the child with (path, again, *more); must be importable there, and answer in nouns of `domain`
    (tuples and lists of them too). again: the second try, with another engine, after the first took the process down.
    """

    @overload
    def __init__(self: Readers[Document], count: int, limits: Limits) -> None: ...
    @overload
    def __init__(self, count: int, limits: Limits, read: Callable[..., T]) -> None: ...
    def __init__(self, count: int, limits: Limits, read: Callable[..., Any] = readers.read) -> None:
        self._count = count
        self._limits = limits
        self._read = read
        self._children: list[_Child] = []
        self._waiting: deque[_Request] = deque()
        self._stillborn = 0  # processes in a row that ended before they were ready

    def read(self, files: Iterable[File]) -> Iterator[tuple[File, T] | Skipped | None]:
        """Yield each file's outcome as it comes, and None at least every 100 ms without one.

        Closing the iterator ends the processes that have a file in hand; the others stay for the next call.
        """
        return self.ask((file, ()) for file in files)

    def ask(self, asked: Iterable[tuple[File, tuple[object, ...]]]) -> Iterator[tuple[File, T] | Skipped | None]:
        """As `read`, each file with what else `read` is told about it."""
        requests = (_Request(file, more) for file, more in asked)
        try:
            while self._fill(requests):
                yield from self._outcomes()
        finally:
            for busy in [each for each in self._children if each.requests]:
                self._end(busy)
            self._waiting.clear()

    def close(self) -> None:
        """End the processes; another `read` would start new ones."""
        for each in list(self._children):
            self._end(each)

    def _fill(self, requests: Iterator[_Request]) -> bool:
        """Hand out work, a request for everyone before anyone gets a second; whether any is under way."""
        for each in [each for each in self._children if each.worn and not each.requests]:
            self._end(each)
        while self._room() and (request := self._next(requests)) is not None:
            self._ask(request)
        return any(each.requests for each in self._children)

    def _room(self) -> bool:
        return len(self._children) < self._count or any(each.free for each in self._children)

    def _next(self, requests: Iterator[_Request]) -> _Request | None:
        return self._waiting.popleft() if self._waiting else next(requests, None)

    def _ask(self, request: _Request) -> None:
        try:
            self._freest().ask(request)
        except OSError:  # it ended while idle, for reasons of its own
            for dead in [each for each in self._children if not each.alive and not each.requests]:
                self._end(dead)
            self._freest().ask(request)

    def _freest(self) -> _Child:
        best = min((each for each in self._children if each.free), key=lambda each: len(each.requests), default=None)
        if best is None or (best.requests and len(self._children) < self._count):
            best = _Child(self._read, self._limits)
            self._children.append(best)
        return best

    def _outcomes(self) -> Iterator[tuple[File, T] | Skipped | None]:
        busy = {each.pipe: each for each in self._children if each.requests}
        ready = connection.wait(list(busy), timeout=_POLL_S)
        silent = True
        for pipe, each in busy.items():
            outcome: tuple[File, T] | Skipped | None = None
            if pipe in ready:
                outcome = self._take(each)
            elif each.overdue() and not pipe.poll():
                outcome = self._lose(each, Reason.TIMED_OUT, f"{self._limits.deadline_of(each.requests[0].file):.0f} s")
            if outcome is not None:
                silent = False
                yield outcome
        if silent:
            yield None

    def _take(self, each: _Child) -> tuple[File, T] | Skipped | None:
        try:
            answer = each.answer()
        except (EOFError, OSError, pickle.UnpicklingError):
            return self._lose(each, Reason.CRASHED, "")
        if answer is None:
            self._stillborn = 0
            return None
        request, (fine, made) = answer
        if fine:
            return request.file, made
        return Skipped(request.file, *(request.failed or made))

    def _lose(self, each: _Child, reason: Reason, detail: str) -> Skipped | None:
        """End the process over the file in hand; what waited behind that file goes to another."""
        if not each.started:
            self._waiting.extendleft(reversed(each.requests))
            code = self._end(each)
            self._stillborn += 1
            if self._stillborn > 1:  # once may be a moment without memory
                self._stillborn = 0
                raise ReaderMissing(code)
            return None
        request = each.requests.popleft()
        self._waiting.extendleft(reversed(each.requests))
        each.requests.clear()
        code = self._end(each, patience_s=1.0 if reason is Reason.CRASHED else 0.0)
        if request.failed is not None:
            return Skipped(request.file, *request.failed)
        self._waiting.append(_Request(request.file, request.more, (reason, detail or f"exit code {code}")))
        return None

    def _end(self, each: _Child, patience_s: float = 0.0) -> int | None:
        self._children.remove(each)
        return each.end(patience_s)


class _Child:
    """One process and its pipe. `requests`: what it was asked, the file in hand first."""

    def __init__(self, read: Callable[..., Any], limits: Limits) -> None:
        spawn = multiprocessing.get_context("spawn")
        self.pipe, theirs = spawn.Pipe()
        arguments = (theirs, read, limits.memory_mb, limits.max_bytes, limits.runs_programs)
        self._process = spawn.Process(target=child.serve, args=arguments, name="onyx-reader", daemon=True)
        self._process.start()
        self._job = job.confine(self._process.sentinel, limits.memory_mb, runs=limits.runs_programs)
        theirs.close()
        self.requests: deque[_Request] = deque()
        self.started = False
        self._limits = limits
        self._wear = 0.0
        self._begin()

    @property
    def worn(self) -> bool:
        """Whether it read enough: what libraries leak goes with the process."""
        return self._wear >= FILES_PER_CHILD

    @property
    def free(self) -> bool:
        """Whether it may be asked for more."""
        return not self.worn and len(self.requests) < _REQUESTS_PER_CHILD

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.is_alive()

    def _begin(self) -> None:
        self._since, self._worked = time.monotonic(), worked(self._process.pid)

    def ask(self, request: _Request) -> None:
        """Send a request. Raises OSError if the process is gone."""
        deadline_s = self._limits.deadline_of(request.file)
        self.pipe.send((request.file.path, request.failed is not None, deadline_s, request.more))
        if not self.requests and self.started:
            self._begin()
        self.requests.append(request)
        self._wear += _wear(request.file)

    def answer(self) -> tuple[_Request, tuple[bool, Any]] | None:
        """Receive the answer for the file in hand, or None if it was but the sign of life. Raises EOFError, OSError."""
        data = self.pipe.recv_bytes()
        self._begin()
        if not self.started:
            self.started = True
            return None
        fine, made = child.load(data)
        if not fine and made[0] is Reason.TOO_LARGE:
            self._wear = FILES_PER_CHILD  # memory once full stays in pieces
        return self.requests.popleft(), (fine, made)

    def overdue(self) -> bool:
        """Whether the file in hand has outlasted the deadline.

        Where others keep the processor busy, a reader that still gets somewhere is given more time: the file is not to
        blame.
        """
        allowed_s = self._limits.deadline_of(self.requests[0].file) if self.started else _START_S
        waited_s = time.monotonic() - self._since
        if waited_s <= allowed_s:
            return False
        worked_s = worked(self._process.pid) - self._worked
        kept_waiting = worked_s < allowed_s and worked_s > _LEAST_SHARE * waited_s
        return not kept_waiting or waited_s > _PATIENCE * allowed_s

    def end(self, patience_s: float = 0.0) -> int | None:
        """Leave nothing behind; the exit code, its own if it ended by itself within `patience_s`."""
        self.pipe.close()
        self._process.join(patience_s)
        self._process.kill()
        self._process.join()
        code = self._process.exitcode
        self._process.close()
        job.release(self._job)
        return code


def worked(pid: int | None) -> float:
    """Seconds of processor time that a process has used; 0 where the system does not tell (others than Linux)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        return (int(fields[11]) + int(fields[12])) / float(os.sysconf("SC_CLK_TCK"))
    except (OSError, ValueError, IndexError, AttributeError):
        return 0.0


def _wear(file: File) -> float:
    """How much of a process's life a file takes; starting one costs as much as reading a thousand short texts."""
    return _PLAIN_WEAR if file.size_bytes <= _PLAIN_BYTES and plain(file.path) else 1.0
