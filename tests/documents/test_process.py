"""Real child processes: they hang, swell and crash here as they would on a hostile file."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from onyx_desktop.documents import child
from onyx_desktop.documents.process import FILES_PER_CHILD, Limits, Readers
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, File, Page, Reason, Skipped
from onyx_desktop.errors import ReaderMissing


def act(path: Path, again: bool) -> Document:
    """A reader whose behaviour is the file's name; it answers with what it knows of its process."""
    name = path.name.partition(".")[0]
    if name == "hang":
        time.sleep(600)
    if name == "slow":  # as on a computer that is busy with something else: it gets somewhere, but not soon
        for _ in range(26):
            began = time.process_time()
            while time.process_time() - began < 0.02:
                pass
            time.sleep(0.08)
    if name == "die" or (name == "recover" and not again):
        os._exit(3)
    if name == "swell":
        return Document("x" * (4 << 30), ())
    if name == "bug":
        raise ZeroDivisionError("the document says: secret")
    if name == "password":
        raise Unreadable(Reason.PASSWORD, "locked")
    if name == "gone":
        raise FileNotFoundError
    if name == "denied":
        raise PermissionError
    if name == "modules":
        return Document(" ".join(sorted({each.partition(".")[0] for each in sys.modules})), ())
    if name == "big":
        return Document("big", (Page(1, "x" * 5_000_000),))
    return Document(str(os.getpid()), (), author=f"{again} {os.nice(0)}")


def answer_with_a_foreign_class(path: Path, again: bool) -> object:
    return path


class Explosive:
    """Can be sent, but not received."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (9,)

    def __call__(self, path: Path, again: bool) -> Document:
        raise AssertionError


@pytest.fixture
def readers() -> Iterator[Readers[Document]]:
    made = Readers(2, Limits(deadline_s=1.0, memory_mb=1000, max_bytes=10_000), act)
    yield made
    made.close()


def files(folder: Path, *names: str) -> list[File]:
    made = []
    for name in names:
        path = folder / name
        path.write_bytes(b"x")
        made.append(File(path, 1, 0))
    return made


def outcomes(readers: Readers[Document], some: list[File]) -> dict[str, object]:
    found: dict[str, object] = {}
    for each in readers.read(some):
        if isinstance(each, Skipped):
            assert each.file.path.name not in found
            found[each.file.path.name] = each.reason
        elif each is not None:
            assert each[0].path.name not in found
            found[each[0].path.name] = each[1]
    return found


def test_every_fate_is_told_by_its_reason(readers: Readers[Document], tmp_path: Path) -> None:
    names = ["hang", "die", "recover", "swell", "bug", "password", "gone", "denied", "big", *map(str, range(20))]
    some = [*files(tmp_path, *names), File(tmp_path / "missing", 1, 0)]
    (tmp_path / "large").write_bytes(b"x" * 10_001)
    os.mkfifo(tmp_path / "fifo")
    some += [File(tmp_path / "large", 1, 0), File(tmp_path / "fifo", 1, 0)]
    found = outcomes(readers, some)
    assert len(found) == len(some)
    expected = {
        **{"hang": Reason.TIMED_OUT, "die": Reason.CRASHED, "swell": Reason.TOO_LARGE, "bug": Reason.DAMAGED},
        **{"password": Reason.PASSWORD, "gone": Reason.VANISHED, "denied": Reason.NO_PERMISSION},
        **{"missing": Reason.VANISHED, "large": Reason.TOO_LARGE, "fifo": Reason.VANISHED},
    }
    assert {name: found[name] for name in expected} == expected
    recovered = found["recover"]
    assert isinstance(recovered, Document)
    assert recovered.author.startswith("True")
    assert all(isinstance(found[str(number)], Document) for number in range(20))


def test_a_reader_that_others_keep_waiting_is_not_stopped(tmp_path: Path) -> None:
    readers = Readers(1, Limits(deadline_s=2.0), act)
    found = outcomes(readers, files(tmp_path, "slow", "hang"))
    readers.close()
    assert isinstance(found["slow"], Document)
    assert found["hang"] is Reason.TIMED_OUT


def test_details_never_quote_the_document(readers: Readers[Document], tmp_path: Path) -> None:
    (skipped,) = filter(None, readers.read(files(tmp_path, "bug")))
    assert isinstance(skipped, Skipped)
    assert skipped.detail.startswith("ZeroDivisionError at test_process.py:")
    (crashed,) = filter(None, readers.read(files(tmp_path, "die")))
    assert isinstance(crashed, Skipped)
    assert crashed.detail == "exit code 3"


def test_a_hung_file_ends_at_its_deadline_and_none_comes_while_waiting(
    readers: Readers[Document], tmp_path: Path
) -> None:
    list(readers.read(files(tmp_path, "warm-up")))
    started = before = time.monotonic()
    longest = 0.0
    for _ in readers.read(files(tmp_path, "hang")):
        longest = max(longest, time.monotonic() - before)
        before = time.monotonic()
    assert longest < 0.5
    assert 2.0 < time.monotonic() - started < 20  # both tries


def test_children_are_polite_and_bare(readers: Readers[Document], tmp_path: Path) -> None:
    found = outcomes(readers, files(tmp_path, "a", "modules"))
    one, modules = found["a"], found["modules"]
    assert isinstance(one, Document)
    assert isinstance(modules, Document)
    assert int(one.title) != os.getpid()
    assert int(one.author.split()[1]) >= os.nice(0) + 10 or os.nice(0) > 9
    assert not {"PySide6", "onnxruntime", "chromadb", "torch"} & set(modules.title.split())


def test_files_are_pulled_only_as_far_as_the_window(readers: Readers[Document], tmp_path: Path) -> None:
    pulled = []

    def source() -> Iterator[File]:
        for each in files(tmp_path, *map(str, range(30))):
            pulled.append(each)
            yield each

    reading = readers.read(source())
    done = 0
    for each in reading:
        done += each is not None
        assert len(pulled) <= done + 4
        if done == 5:
            break
    reading.close()  # type: ignore[attr-defined]  # a generator


def test_closing_the_iterator_leaves_idle_children_and_the_next_read_works(
    readers: Readers[Document], tmp_path: Path
) -> None:
    pids = {each.title for each in outcomes(readers, files(tmp_path, *"abcdef")).values() if isinstance(each, Document)}
    reading = readers.read(files(tmp_path, "hang"))
    assert next(reading) is None
    reading.close()  # type: ignore[attr-defined]  # a generator
    found = outcomes(readers, files(tmp_path, *"abcdef"))
    later = {each.title for each in found.values() if isinstance(each, Document)}
    assert len(found) == 6
    assert pids & later


def test_an_idle_child_that_was_killed_is_replaced_without_blame(readers: Readers[Document], tmp_path: Path) -> None:
    found = outcomes(readers, files(tmp_path, "a"))["a"]
    assert isinstance(found, Document)
    os.kill(int(found.title), signal.SIGKILL)
    time.sleep(0.2)
    assert isinstance(outcomes(readers, files(tmp_path, "b"))["b"], Document)


def test_children_are_renewed(tmp_path: Path) -> None:
    readers = Readers(1, Limits(), act)
    some = files(tmp_path, *(str(number) for number in range(FILES_PER_CHILD + 5)))
    pids = [each.title for each in outcomes(readers, some).values() if isinstance(each, Document)]
    assert len(pids) == len(some)
    assert len(set(pids)) == 2
    readers.close()
    readers.close()


def test_names_that_are_no_text_are_read(readers: Readers[Document], tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9")
    assert isinstance(outcomes(readers, files(tmp_path, name))[name], Document)


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    before = set(os.listdir("/proc/self/fd"))
    readers = Readers(2, Limits(deadline_s=1), act)
    found = outcomes(readers, files(tmp_path, "a", "die", "b", "c"))
    pids = [int(each.title) for each in found.values() if isinstance(each, Document)]
    readers.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    # the standard library's resource tracker keeps one pipe for good
    assert len(set(os.listdir("/proc/self/fd")) - before) <= 1


def test_an_answer_that_is_no_noun_of_the_house_is_refused(tmp_path: Path) -> None:
    with pytest.raises(pickle.UnpicklingError):
        child.load(pickle.dumps((True, Explosive())))
    readers = Readers(1, Limits(), answer_with_a_foreign_class)
    (skipped,) = filter(None, readers.read(files(tmp_path, "a")))
    readers.close()
    assert isinstance(skipped, Skipped)
    assert skipped.reason is Reason.CRASHED


def test_a_reason_is_read_as_every_python_writes_it() -> None:
    """Python before 3.11.4, such as Debian 12's, writes a member of an enum as a call of getattr."""

    class Written:
        def __init__(self, kind: object, name: str) -> None:
            self.call = (getattr, (kind, name))

        def __reduce__(self) -> tuple[object, tuple[object, str]]:
            return self.call

    assert child.load(pickle.dumps((False, Written(Reason, "EMPTY")))) == (False, Reason.EMPTY)
    assert child.load(pickle.dumps((False, Reason.EMPTY))) == (False, Reason.EMPTY)
    for kind, name in ((Reason, "__class__"), (Reason, "mro"), ("text", "join"), (Reason, "NOWHERE")):
        with pytest.raises(pickle.UnpicklingError):
            child.load(pickle.dumps((False, Written(kind, name))))


def test_a_child_that_cannot_start_blames_no_file(tmp_path: Path) -> None:
    readers = Readers(1, Limits(), Explosive())
    with pytest.raises(ReaderMissing):
        list(readers.read(files(tmp_path, "a")))
    readers.close()


class StartsLate:
    """Reads as `act`; the first process that takes it goes down before it is ready."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __call__(self, path: Path, again: bool) -> Document:
        return act(path, again)

    def __setstate__(self, state: dict[str, Path]) -> None:
        self.__dict__.update(state)
        if not self.mark.exists():
            self.mark.touch()
            os._exit(9)


def test_a_child_that_starts_at_the_second_try_reads_everything(tmp_path: Path) -> None:
    given = files(tmp_path, "a", "b", "c")
    readers = Readers(1, Limits(), StartsLate(tmp_path / "mark"))
    found = [each[0] for each in readers.read(given) if isinstance(each, tuple)]
    readers.close()
    assert sorted(each.path.name for each in found) == ["a", "b", "c"]


PARENT = """
import sys
from pathlib import Path
from onyx_desktop.documents.process import Limits, Readers
from onyx_desktop.domain import File
from tests.documents.test_process import act

if __name__ == "__main__":
    readers = Readers(1, Limits(), act)
    (found,) = filter(None, readers.read([File(Path(sys.argv[1]) / "a", 1, 0)]))
    print(found[1].title, flush=True)
    list(readers.read([File(Path(sys.argv[1]) / "hang", 1, 0)]))
"""


def test_a_child_in_the_middle_of_a_file_ends_with_its_killed_parent(tmp_path: Path) -> None:
    files(tmp_path, "a", "hang")
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen([sys.executable, script, tmp_path], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        time.sleep(0.5)
        os.kill(pid, 0)
        parent.kill()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            break
        if state == "Z":  # dead; whoever is its parent now has not looked yet
            break
        time.sleep(0.05)
    else:
        pytest.fail("the child outlives its parent")
