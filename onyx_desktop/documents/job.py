"""A reader process on Windows in a job: a limit of memory, no processes of its own, and it ends when the program does.

What Linux has in `cell` and resource limits. Done by the parent, because a process can't leave a job that it is put in,
nor start anything before it is. The calls and structures are those of the Windows API (winnt.h, jobapi2.h); no library
is needed for them. Not run: written after the documentation, tried against a stand-in for the system only.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any

_EXTENDED_LIMITS, _UI_LIMITS = 9, 4  # of JOBOBJECTINFOCLASS
_ACTIVE_PROCESSES, _PROCESS_MEMORY, _DIE_QUIETLY, _KILL_ON_CLOSE = 0x8, 0x100, 0x400, 0x2000
_OWN_MB = 300  # Python and the libraries, before there is a document
_UI = 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x40 | 0x80  # handles, clipboard both ways, parameters, display, desktop, exit


class _Basic(ctypes.Structure):
    _fields_ = (
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("limit_flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_process_limit", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    )


class _Extended(ctypes.Structure):
    _fields_ = (
        ("basic", _Basic),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def confine(process: int, memory_mb: int, *, runs: bool, kernel: Any = None) -> int | None:  # noqa: ANN401 - a DLL
    """Put a process that was just started into a job of its own; its handle, or None where that is not possible.

    runs: the process may start a program. kernel: kernel32, unless a test gives its own. The job ends with its last
    handle, and the process with it, so the handle is kept and given to `release`.
    """
    if kernel is None:
        if sys.platform != "win32":
            return None
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return None
    limits = _Extended()
    limits.basic.limit_flags = _ACTIVE_PROCESSES | _PROCESS_MEMORY | _DIE_QUIETLY | _KILL_ON_CLOSE
    limits.basic.active_process_limit = 2 if runs else 1
    limits.process_memory = (_OWN_MB + memory_mb) << 20
    surface = ctypes.c_uint32(_UI)
    handle = ctypes.c_void_p(job)
    done = (
        kernel.SetInformationJobObject(handle, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
        and kernel.SetInformationJobObject(handle, _UI_LIMITS, ctypes.byref(surface), ctypes.sizeof(surface))
        and kernel.AssignProcessToJobObject(handle, ctypes.c_void_p(process))
    )
    if not done:
        kernel.CloseHandle(handle)
        return None
    return int(job)


def release(job: int | None, kernel: Any = None) -> None:  # noqa: ANN401 - as above
    """Let go of a job, and end what is in it."""
    if job is None:
        return
    if kernel is None and sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    if kernel is not None:
        kernel.CloseHandle(ctypes.c_void_p(job))
