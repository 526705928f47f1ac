"""What a reader process may not do, tried in reader processes."""

import ctypes
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from onyx_desktop.documents import cell
from onyx_desktop.documents.process import Limits, Readers
from onyx_desktop.domain import File

TEMPORARY = Path(tempfile.gettempdir())  # found by trying to write, which a reader can not
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Landlock and seccomp are Linux's")


def attempts(path: Path, _again: bool) -> dict[str, str]:
    """In the reader: what becomes of each thing that a document has no business to cause."""
    beside = path.parent

    def family(number: int) -> None:
        socket.socket(number).close()

    acts = {
        "read": path.read_bytes,
        "list": lambda: os.listdir(beside),
        "write": lambda: (beside / "new.txt").write_text("x"),
        "change": lambda: path.open("r+b"),
        "cut": lambda: os.truncate(path, 0),
        "delete": path.unlink,
        "rename": lambda: path.rename(beside / "other.txt"),
        "folder": (beside / "folder").mkdir,
        "link": lambda: (beside / "link").symlink_to(path),
        "temporary": lambda: (TEMPORARY / "onyx-test-cell").write_text("x"),
        "run": lambda: subprocess.run(["true"], check=True),
        "replace": lambda: os.execv("/bin/true", ["true"]),
        "internet": lambda: family(socket.AF_INET),
        "internet6": lambda: family(socket.AF_INET6),
        "netlink": lambda: family(socket.AF_NETLINK),
        "pair": lambda: [each.close() for each in socket.socketpair()],
        "uring": _uring,
    }
    told = {}
    for name, act in acts.items():
        try:
            act()
            told[name] = "done"
        except OSError as error:
            told[name] = "refused" if error.errno in {13, 1, 38} else str(error)
    return told


def _uring() -> None:
    if ctypes.CDLL(None, use_errno=True).syscall(425, 1, None) < 0:
        raise OSError(ctypes.get_errno(), "io_uring_setup")


@pytest.fixture(scope="module")
def kernel() -> cell.Cell:
    """What this kernel has, tried in a process that ends."""
    script = "from onyx_desktop.documents import cell; print(*map(int, cell.shut()))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return cell.Cell(*(each == "1" for each in done.stdout.split()))


@LINUX
def test_a_reader_reads_and_does_nothing_else(tmp_path: Path, kernel: cell.Cell) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam")
    readers = Readers(1, Limits(), attempts)
    try:
        ((_, told),) = [outcome for outcome in readers.read([File(path, 17, 0)]) if outcome is not None]
    finally:
        readers.close()
    assert {name for name in ("read", "list", "pair") if told[name] != "done"} == set()
    writing = {"write", "change", "cut", "delete", "rename", "folder", "link", "temporary"}
    if kernel.writes_nothing:
        assert {name: told[name] for name in writing} == dict.fromkeys(writing, "refused")
        assert path.read_text() == "Dear Sir or Madam"
        assert os.listdir(tmp_path) == ["letter.txt"]
    if kernel.connects_nowhere:
        others = {"run", "replace", "internet", "internet6", "netlink", "uring"}
        assert {name: told[name] for name in others} == dict.fromkeys(others, "refused")


@LINUX
def test_it_can_not_be_taken_off(kernel: cell.Cell) -> None:
    script = """
import socket, threading
from onyx_desktop.documents import cell
print(*map(int, cell.shut()), *map(int, cell.shut()))
def later():
    try:
        socket.socket(socket.AF_INET)
    except PermissionError:
        print("refused")
thread = threading.Thread(target=later); thread.start(); thread.join()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    if kernel.connects_nowhere:
        assert done.stdout.split()[-1] == "refused", "threads that start later are in it as well"
        assert done.stdout.split()[0] == done.stdout.split()[2], "a second cell inside the first changes nothing"


def test_where_the_system_has_no_cell_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cell.platform, "machine", lambda: "riscv64")
    assert cell.shut() == cell.Cell(writes_nothing=False, connects_nowhere=False)


def test_the_filter_jumps_where_it_should() -> None:
    """Run by hand as the kernel does: the same verdicts for every call that matters."""
    processor = cell._PROCESSORS["x86_64"]
    program = cell._program(processor, (2, 10))

    def verdict(architecture: int, number: int, argument: int) -> int:
        data = {0: number, 4: architecture, 16: argument}
        place, held = 0, 0
        while True:
            code = int.from_bytes(program[8 * place : 8 * place + 2], sys.byteorder)
            then, otherwise = program[8 * place + 2], program[8 * place + 3]
            operand = int.from_bytes(program[8 * place + 4 : 8 * place + 8], sys.byteorder)
            place += 1
            match code:
                case cell._LOAD:
                    held = data[operand]
                case cell._EQUAL:
                    place += then if held == operand else otherwise
                case cell._AT_LEAST:
                    place += then if held >= operand else otherwise
                case cell._RETURN:
                    return operand
                case _:
                    raise AssertionError(code)

    audit = processor.audit
    for number, argument, allowed in [
        (0, 2, True), (1, 10, True), (257, 0, True), (42, 2, True), (41, 1, True), (41, 2, False), (41, 10, False),
        (59, 0, False), (322, 0, False), (425, 0, False), (0x40000000 + 41, 1, False), (0x40000000, 0, False),
    ]:  # fmt: skip
        assert (verdict(audit, number, argument) == cell._ALLOW) is allowed, (number, argument)
    assert verdict(0x40000003, 0, 0) == cell._REFUSE, "the calls of i386 have other numbers"
