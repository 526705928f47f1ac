"""A job is a generator; a lane is one thread that pulls generators, one after the other.

Each `yield` is progress, pause point and cancel point: to pause, the lane does not call `next`; to cancel, it calls
`close()` from its own thread, so `finally` runs where the work ran. Progress is polled (`job.latest`); only the ending
is posted, through the `post` the lane was given. Knows no noun of the house and no Qt.
"""

from __future__ import annotations

import enum
import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from typing import Any

Work = Generator[Any, None, Any]
Post = Callable[[Callable[[], None]], None]


class State(enum.Enum):
    """Where a job is. The last three are endings."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job:
    """A generator on a lane. `latest` is its last yield; `result` its return value; `error` what it raised."""

    def __init__(self, work: Work, ended: Callable[[Job], None] | None = None) -> None:
        self.work = work
        self.ended = ended
        self.state = State.WAITING
        self.latest: Any = None
        self.result: Any = None
        self.error: BaseException | None = None
        self._cancel = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop at its next yield; a waiting job never starts. Safe from any thread."""
        self._cancel.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked the job to stop."""
        return self._cancel.is_set()

    @property
    def over(self) -> bool:
        """Whether the job has ended, one way or another."""
        return self.state in {State.DONE, State.FAILED, State.CANCELLED}


class Lane:
    """One thread, first in first out."""

    def __init__(self, name: str, post: Post) -> None:
        self._post = post
        self._waiting: deque[Job] = deque()
        self._changed = threading.Condition()
        self._paused = False
        self._gives_way_until = 0.0
        self._closing = False
        self._current: Job | None = None
        self._thread = threading.Thread(target=self._run, name=f"onyx-{name}", daemon=True)
        self._thread.start()

    def submit(self, work: Work, ended: Callable[[Job], None] | None = None) -> Job:
        """Queue a generator; `ended(job)` is posted when it is over."""
        job = Job(work, ended)
        with self._changed:
            self._waiting.append(job)
            self._changed.notify_all()
        return job

    def replace(self, work: Work, ended: Callable[[Job], None] | None = None) -> Job:
        """Latest wins: cancel all that waits or runs, then queue."""
        self.cancel_all()
        return self.submit(work, ended)

    def cancel_all(self) -> None:
        """Cancel what waits and what runs."""
        with self._changed:
            for job in (*self._waiting, *([self._current] if self._current else [])):
                job.cancel()
            self._changed.notify_all()

    def pause(self) -> None:
        """Stop pulling after the step in hand."""
        with self._changed:
            self._paused = True

    def resume(self) -> None:
        """Pull again."""
        with self._changed:
            self._paused = False
            self._changed.notify_all()

    @property
    def paused(self) -> bool:
        """Whether the lane holds still."""
        return self._paused

    def give_way(self, seconds: float) -> None:
        """Stop pulling for so long, counted from now, while another lane is waited for. No pause: it ends by itself."""
        with self._changed:
            self._gives_way_until = time.monotonic() + seconds
            self._changed.notify_all()

    @property
    def gives_way(self) -> bool:
        """Whether the lane lets another one go first."""
        return time.monotonic() < self._gives_way_until

    def close(self, timeout_s: float = 10.0) -> bool:
        """Cancel everything and end the thread; False if the step in hand outlasts the timeout."""
        with self._changed:
            self._closing = True
        self.cancel_all()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            self._pull(job)
            with self._changed:
                self._current = None
            if job.ended is not None:
                ended = job.ended
                self._post(lambda ended=ended, job=job: ended(job))  # type: ignore[misc]  # bound now, called later

    def _next(self) -> Job | None:
        with self._changed:
            while not self._waiting and not self._closing:
                self._changed.wait()
            self._current = self._waiting.popleft() if self._waiting else None
            return self._current

    def _pull(self, job: Job) -> None:
        job.state = State.RUNNING
        try:
            while not job.cancelled:
                if self._hold(job):
                    job.latest = next(job.work)
            job.work.close()
            job.state = State.CANCELLED
        except StopIteration as stop:
            job.result = stop.value
            job.state = State.DONE
        except BaseException as error:
            job.error = error
            job.state = State.FAILED

    def _hold(self, job: Job) -> bool:
        """Wait while paused or giving way; False if the job was cancelled meanwhile."""
        with self._changed:
            while (self._paused or self.gives_way) and not job.cancelled and not self._closing:
                self._changed.wait(None if self._paused else max(0.0, self._gives_way_until - time.monotonic()))
        return not job.cancelled
