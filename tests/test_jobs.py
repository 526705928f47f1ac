"""Lanes: one job after the other, paused, cancelled, failed; every ending is posted once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator

import pytest

from onyx_desktop.jobs import Job, Lane, State

TIMEOUT_S = 10


class Endings:
    """What a lane posted."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self._came = threading.Condition()

    def post(self, act: Callable[[], None]) -> None:
        with self._came:
            act()
            self._came.notify_all()

    def wait(self, count: int) -> list[State]:
        with self._came:
            assert self._came.wait_for(lambda: len(self.jobs) >= count, TIMEOUT_S)
        return [job.state for job in self.jobs]


@pytest.fixture
def endings() -> Endings:
    return Endings()


@pytest.fixture
def lane(endings: Endings) -> Iterator[Lane]:
    made = Lane("test", endings.post)
    yield made
    assert made.close(TIMEOUT_S)


def once(act: Callable[[], object]) -> Generator[None, None, object]:
    """A job of a single step."""
    yield
    return act()


def endless(closed: list[str]) -> Generator[int, None, None]:
    number = 0
    try:
        while True:
            number += 1
            yield number
    finally:
        closed.append(threading.current_thread().name)


def test_a_job_gives_its_result(lane: Lane, endings: Endings) -> None:
    job = lane.submit(once(lambda: 42), endings.jobs.append)
    assert endings.wait(1) == [State.DONE]
    assert (job.result, job.error, job.over) == (42, None, True)


def test_jobs_run_in_order(lane: Lane, endings: Endings) -> None:
    ran: list[int] = []
    for number in range(5):
        lane.submit(once(lambda number=number: ran.append(number)), endings.jobs.append)
    endings.wait(5)
    assert ran == [0, 1, 2, 3, 4]


def test_a_failing_job_carries_its_error_and_the_next_one_runs(lane: Lane, endings: Endings) -> None:
    job = lane.submit(once(lambda: 1 // 0), endings.jobs.append)
    lane.submit(once(lambda: None), endings.jobs.append)
    assert endings.wait(2) == [State.FAILED, State.DONE]
    assert isinstance(job.error, ZeroDivisionError)


def test_cancelling_closes_the_generator_in_the_lanes_thread(lane: Lane, endings: Endings) -> None:
    closed: list[str] = []
    job = lane.submit(endless(closed), endings.jobs.append)
    while not job.latest:
        threading.Event().wait(0.001)
    job.cancel()
    assert endings.wait(1) == [State.CANCELLED]
    assert closed == ["onyx-test"]


def test_the_latest_wins(lane: Lane, endings: Endings) -> None:
    lane.submit(endless([]), endings.jobs.append)
    lane.submit(endless([]), endings.jobs.append)
    last = lane.replace(once(lambda: "last"), endings.jobs.append)
    assert endings.wait(3) == [State.CANCELLED, State.CANCELLED, State.DONE]
    assert last.result == "last"


def test_a_paused_lane_holds_still_and_goes_on(lane: Lane, endings: Endings) -> None:
    job = lane.submit(endless([]), endings.jobs.append)
    while not job.latest:
        threading.Event().wait(0.001)
    lane.pause()
    threading.Event().wait(0.05)
    held = job.latest
    threading.Event().wait(0.05)
    assert job.latest == held
    lane.resume()
    while job.latest == held:
        threading.Event().wait(0.001)
    lane.cancel_all()
    assert endings.wait(1) == [State.CANCELLED]


def test_closing_a_paused_lane_ends_its_job(endings: Endings) -> None:
    lane = Lane("test", endings.post)
    closed: list[str] = []
    lane.submit(endless(closed), endings.jobs.append)
    lane.pause()
    assert lane.close(TIMEOUT_S)
    assert endings.wait(1) == [State.CANCELLED]


def test_a_lane_that_gives_way_goes_on_by_itself_and_can_be_cancelled(endings: Endings, lane: Lane) -> None:
    closed: list[str] = []
    lane.give_way(3600)
    job = lane.submit(endless(closed), endings.jobs.append)
    assert lane.gives_way
    assert not lane.paused
    assert job.latest is None
    lane.give_way(0)
    while job.latest is None:
        time.sleep(0.001)
    lane.give_way(3600)
    lane.cancel_all()
    assert endings.wait(1) == [State.CANCELLED]
    assert closed
    assert not lane._paused
