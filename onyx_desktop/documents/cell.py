"""What a reader process may not do, once it has started: write a file, connect, run a program.

On Linux by Landlock (kernel 5.13 and newer) and a seccomp filter, both of which any process may put upon itself and
none can take off. A kernel without them, and other systems, leave it at what the rest of the house does: a process of
its own, low priority, limits of memory and time, and answers that are unpickled as the house's nouns only. `shut` says
what is in force, and raises nothing: a reader without a cell is better than none.

The numbers are those of the kernel's interface: Documentation/userspace-api/landlock.rst, linux/seccomp.h,
linux/filter.h, linux/audit.h.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import socket
import struct
import sys
from typing import NamedTuple

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_LANDLOCK_CREATE_RULESET, _LANDLOCK_RESTRICT_SELF = 444, 446
_LANDLOCK_VERSION = 1
_WRITING = {1: 0b1111111110010, 2: 1 << 13, 3: 1 << 14}
"""Landlock's rights from version on: write, remove, make of every kind; refer; truncate. Reading and running stay."""

_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # of struct seccomp_data, a word; two jumps; end
_FOREIGN = 0x40000000  # from here on x86-64 counts the calls of another interface, which no program of ours uses
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16


class _Processor(NamedTuple):
    """Numbers of one. audit: as the filter sees it. refused: execve, execveat, and io_uring_setup, the way round."""

    audit: int
    socket: int
    refused: tuple[int, ...]


_PROCESSORS = {
    "x86_64": _Processor(0xC000003E, 41, (59, 322, 425)),
    "aarch64": _Processor(0xC00000B7, 198, (221, 281, 425)),
}


class Cell(NamedTuple):
    """What is in force."""

    writes_nothing: bool
    connects_nowhere: bool


def shut(*, runs: bool = False) -> Cell:
    """Shut this thread, and all that it starts, in. runs: it may start programs, which are shut in with it."""
    processor = _PROCESSORS.get(platform.machine())
    if sys.platform != "linux" or processor is None:
        return Cell(writes_nothing=False, connects_nowhere=False)
    try:
        kernel = ctypes.CDLL(None, use_errno=True)
        if kernel.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
            return Cell(writes_nothing=False, connects_nowhere=False)
        if runs:
            processor = processor._replace(refused=processor.refused[-1:])
        return Cell(_by_landlock(kernel), _by_seccomp(kernel, processor))
    except (OSError, AttributeError):  # a C library without these
        return Cell(writes_nothing=False, connects_nowhere=False)


def _by_landlock(kernel: ctypes.CDLL) -> bool:
    version = kernel.syscall(_LANDLOCK_CREATE_RULESET, None, 0, _LANDLOCK_VERSION)
    if version < 1:
        return False
    rights = sum(bits for since, bits in _WRITING.items() if since <= version)
    attributes = ctypes.create_string_buffer(struct.pack("=Q", rights), 8)
    rules = kernel.syscall(_LANDLOCK_CREATE_RULESET, attributes, 8, 0)
    if rules < 0:
        return False
    try:
        return bool(kernel.syscall(_LANDLOCK_RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(rules)


def _by_seccomp(kernel: ctypes.CDLL, processor: _Processor) -> bool:
    """Refuse sockets that reach beyond this computer's own file system, and other programs."""
    refused = (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET)
    program = _program(processor, tuple(int(each) for each in refused))
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    filtering = ctypes.create_string_buffer(header, len(header))
    return bool(kernel.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, filtering, 0, 0) == 0)


def _program(processor: _Processor, families: tuple[int, ...]) -> bytes:
    """Classic BPF: (code, jump if true, jump if false, operand) each."""

    def step(code: int, operand: int, then: int = 0, otherwise: int = 0) -> bytes:
        return struct.pack("=HBBI", code, then, otherwise, operand)

    calls, kinds = len(processor.refused), len(families)
    steps = [
        step(_LOAD, _ARCHITECTURE_AT),
        step(_EQUAL, processor.audit, 0, calls + kinds + 5),  # the calls of another architecture are refused
        step(_LOAD, _NUMBER_AT),
        step(_AT_LEAST, _FOREIGN, calls + kinds + 3),
        *(step(_EQUAL, number, calls + kinds + 2 - place) for place, number in enumerate(processor.refused)),
        step(_EQUAL, processor.socket, 0, kinds + 1),
        step(_LOAD, _FIRST_ARGUMENT_AT),
        *(step(_EQUAL, family, kinds - place) for place, family in enumerate(families)),
        step(_RETURN, _ALLOW),
        step(_RETURN, _REFUSE),
    ]
    return b"".join(steps)
