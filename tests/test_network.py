"""The guard of a process, in processes of their own: it can't be taken out again."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BEFORE = """
import socket, threading
from onyx_desktop import network
network.guard(); network.guard()
server = socket.create_server(("127.0.0.1", 0))
address = server.getsockname()
def refused(act):
    try:
        act()
    except network.ConnectionRefusedByUs as error:
        return "nobody asked for" in str(error)
    return False
"""


def run(script: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEFORE + script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(address)",
        "socket.socket(socket.AF_INET6).connect(('::1', address[1]))",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', address)",
        "socket.getaddrinfo('example.org', 443)",
        "socket.gethostbyname('example.org')",
        "__import__('urllib.request').request.urlopen('http://example.org/')",
        "__import__('httpx2').get('http://127.0.0.1:%d/' % address[1])",
    ],
)
def test_what_nobody_asked_for_is_refused_and_counted(attempt: str) -> None:
    if "urlopen" in attempt or "httpx2" in attempt:
        run(f"""
try:
    {attempt}
    raise SystemExit("it connected")
except Exception:
    assert network.counts().refused >= 1, network.counts()
assert network.counts().made == 0
""")
    else:
        run(f"assert refused(lambda: {attempt}); assert network.counts() == (0, 1), network.counts()")


def test_what_somebody_asked_for_is_made_and_counted_on_its_thread_only() -> None:
    run("""
with network.opened():
    with network.opened():
        pass
    socket.create_connection(address).close()
    others = []
    thread = threading.Thread(target=lambda: others.append(refused(lambda: socket.create_connection(address))))
    thread.start(); thread.join()
    assert others == [True]
assert refused(lambda: socket.create_connection(address))
assert network.counts() == (1, 2), network.counts()
""")


def test_sockets_of_the_file_system_are_none_of_its_business() -> None:
    run("""
first, second = socket.socketpair()
first.sendall(b"x")
assert second.recv(1) == b"x"
import asyncio
asyncio.run(asyncio.sleep(0))
import tempfile, os
if hasattr(socket, "AF_UNIX"):
    path = os.path.join(tempfile.mkdtemp(), "s")
    unix = socket.socket(socket.AF_UNIX); unix.bind(path); unix.listen()
    socket.socket(socket.AF_UNIX).connect(path)
assert network.counts() == (0, 0)
""")


def test_the_rehearsal_tries_and_is_not_counted() -> None:
    run("assert network.refuses(); assert network.counts() == (0, 0)")
    script = "from onyx_desktop import network; assert not network.refuses()"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


def test_one_port_of_one_computer_may_be_allowed_and_nothing_beside_it() -> None:
    run("""
other = socket.create_server(("127.0.0.1", 0))
with network.only("localhost", address[1]):
    socket.create_connection(("localhost", address[1])).close()
    socket.create_connection(address).close()
    assert refused(lambda: socket.create_connection(other.getsockname()))
    assert refused(lambda: socket.getaddrinfo("example.org", 443))
    assert refused(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", address))
assert refused(lambda: socket.create_connection(address))
""")
