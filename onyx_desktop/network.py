"""Nothing leaves this computer unless somebody asked for it.

Every connection that Python code opens is refused, except inside `opened()` and `only()`, and all are counted. The
events are Python's own (PEP 578), so no library can connect past them without native code; that the native ones keep
still is not shown by this counter but by a trace of system calls and by runs in a network namespace of its own
(tests/test_privacy.py). A hook can't be taken out again, so it is put in by the programs' `main`, not by an import.
"""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONNECTING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_RESOLVING = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})
_NOWHERE = ("192.0.2.1", 9)  # RFC 5737
_LOOPBACK = ("127.0.0.1", "::1")


class ConnectionRefusedByUs(PermissionError):
    """Something wanted to connect that nobody asked for."""


class Counts(NamedTuple):
    """Since the program started. made: connections that somebody asked for; refused: attempts of all others."""

    made: int
    refused: int


class _Target(NamedTuple):
    """The one computer that a thread may connect to, by its name and addresses."""

    names: frozenset[str]
    addresses: frozenset[str]
    port: int

    @property
    def ends(self) -> frozenset[tuple[str, int]]:
        return frozenset((address, self.port) for address in self.addresses)


class _Guard:
    def __init__(self) -> None:
        self.hooked = self.shut = False
        self.made = self.refused = 0
        self.open = threading.local()

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.shut or (event not in _CONNECTING and event not in _RESOLVING):
            return
        if event in _CONNECTING and not _leaves(arguments):
            return
        if getattr(self.open, "depth", 0) or _belongs(event, arguments, getattr(self.open, "only", None)):
            self.made += event == "socket.connect"
            return
        self.refused += not getattr(self.open, "rehearsal", False)
        raise ConnectionRefusedByUs("Onyx Desktop opens no connection that nobody asked for")


_guard = _Guard()


def guard() -> None:
    """Refuse connections in this process from now on; the second time it does nothing."""
    _guard.shut = True
    if not _guard.hooked:
        _guard.hooked = True
        sys.addaudithook(_guard.hear)


@contextlib.contextmanager
def opened() -> Iterator[None]:
    """Let this thread connect, for what a person asked for; nestable."""
    before = getattr(_guard.open, "depth", 0)
    _guard.open.depth = before + 1
    try:
        yield
    finally:
        _guard.open.depth = before


@contextlib.contextmanager
def only(host: str, port: int) -> Iterator[None]:
    """Let this thread connect to one port of one computer, which a person named, and nowhere else.

    Raises OSError when nobody knows the name.
    """
    with opened():
        addresses = frozenset(str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    before = getattr(_guard.open, "only", None)
    _guard.open.only = _Target(frozenset({host.lower(), *addresses}), addresses, port)
    try:
        yield
    finally:
        _guard.open.only = before


def counts() -> Counts:
    """How often this process connected, and how often it was kept from it."""
    return Counts(_guard.made, _guard.refused)


def refuses() -> bool:
    """Whether this process refuses connections: tried, with an address that belongs to nobody, and not counted."""
    if not _guard.shut:
        return False  # and so nothing is sent
    _guard.open.rehearsal = True
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as tried:
            tried.connect(_NOWHERE)
    except ConnectionRefusedByUs:
        return True
    finally:
        _guard.open.rehearsal = False
    return False


def _belongs(event: str, arguments: tuple[object, ...], target: _Target | None) -> bool:
    """Whether an event is about the one computer that may be reached."""
    if target is None:
        return False
    if event == "socket.getaddrinfo":
        name = arguments[0].decode("ascii", "replace") if isinstance(arguments[0], bytes) else str(arguments[0])
        return name.lower() in target.names
    address = arguments[-1]
    return event == "socket.connect" and isinstance(address, tuple) and address[:2] in target.ends


def _leaves(arguments: tuple[object, ...]) -> bool:
    """Whether a socket would reach out of this program: sockets of the file system, and Windows' pairs, do not."""
    of, *rest = arguments
    if isinstance(of, socket.socket) and of.family not in {socket.AF_INET, socket.AF_INET6}:
        return False
    address = rest[-1] if rest else None
    pair = sys.platform == "win32" and isinstance(address, tuple) and address[0] in _LOOPBACK
    return not pair
