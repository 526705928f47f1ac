"""What is asked of Windows for a reader process, told to a stand-in for the system; on Windows itself not run."""

import ctypes
import sys

import pytest

from onyx_desktop.documents import job

PROCESS, JOB = 4711, 815


class Kernel:
    """Writes down what it is asked, and refuses one call if wanted."""

    def __init__(self, refuses: str = "") -> None:
        self.refuses = refuses
        self.asked: list[tuple[str, tuple[int, ...]]] = []
        self.limits = job._Extended()

    def _done(self, name: str, *facts: int) -> int:
        self.asked.append((name, facts))
        return 0 if name == self.refuses else 1

    def CreateJobObjectW(self, _security: None, _name: None) -> int:
        return self._done("create") * JOB

    def SetInformationJobObject(self, handle: ctypes.c_void_p, kind: int, facts: object, size: int) -> int:
        if kind == 9:
            ctypes.memmove(ctypes.byref(self.limits), facts, size)  # type: ignore[arg-type]  # what byref gives
        return self._done("set", handle.value or 0, kind)

    def AssignProcessToJobObject(self, handle: ctypes.c_void_p, process: ctypes.c_void_p) -> int:
        return self._done("assign", handle.value or 0, process.value or 0)

    def CloseHandle(self, handle: ctypes.c_void_p) -> int:
        return self._done("close", handle.value or 0)


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the sizes are those of 64 bits")
def test_the_structures_have_the_sizes_of_the_documentation() -> None:
    assert (ctypes.sizeof(job._Basic), ctypes.sizeof(job._Extended)) == (64, 144)


@pytest.mark.parametrize(("runs", "processes"), [(False, 1), (True, 2)])
def test_a_process_is_limited_and_ends_with_its_job(runs: bool, processes: int) -> None:
    kernel = Kernel()
    made = job.confine(PROCESS, 1500, runs=runs, kernel=kernel)
    assert made == JOB
    assert kernel.asked == [("create", ()), ("set", (JOB, 9)), ("set", (JOB, 4)), ("assign", (JOB, PROCESS))]
    assert kernel.limits.basic.limit_flags == 0x8 | 0x100 | 0x400 | 0x2000
    assert kernel.limits.basic.active_process_limit == processes
    assert kernel.limits.process_memory == 1800 << 20
    job.release(made, kernel)
    assert kernel.asked[-1] == ("close", (JOB,))


@pytest.mark.parametrize("refuses", ["create", "set", "assign"])
def test_where_the_system_refuses_the_reader_goes_on_without(refuses: str) -> None:
    kernel = Kernel(refuses)
    assert job.confine(PROCESS, 1500, runs=False, kernel=kernel) is None
    assert (kernel.asked[-1] == ("close", (JOB,))) is (refuses != "create"), "nothing is left behind"


@pytest.mark.skipif(sys.platform == "win32", reason="there it is made")
def test_elsewhere_there_is_none() -> None:
    assert job.confine(PROCESS, 1500, runs=False) is None
    job.release(None)
