"""Changes on disk as bursts: real files, the system's own reports."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onyx_desktop.files.watch import Watch, gathered


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Documents"
    (made / "Letters").mkdir(parents=True)
    (made / "kept.txt").write_text("kept")
    return made


@pytest.fixture
def bursts(folder: Path) -> Iterator[Callable[[Callable[[], None]], set[Path]]]:
    """What is reported after something was done."""
    watch = Watch([folder], ("node_modules", str(folder / "private")))
    pulled = watch.bursts()
    next(pulled)  # it watches from here on

    def after(act: Callable[[], None]) -> set[Path]:
        act()
        return set(next(burst for burst in pulled if burst))

    yield after
    watch.stop()
    assert list(pulled) == []
    assert not watch.blind


def test_what_happens_together_is_one_burst(folder: Path, bursts: Callable[[Callable[[], None]], set[Path]]) -> None:
    def write() -> None:
        for number in range(50):
            (folder / "Letters" / f"{number}.txt").write_text("Dear Sir or Madam")

    assert bursts(write) >= {folder / "Letters" / f"{number}.txt" for number in range(50)}
    assert bursts(lambda: (folder / "kept.txt").rename(folder / "moved.txt") and None) == {
        folder / "kept.txt",
        folder / "moved.txt",
    }
    assert folder / "Letters" in bursts(lambda: shutil.rmtree(folder / "Letters"))


def test_what_no_walk_would_find_is_not_reported(
    folder: Path, bursts: Callable[[Callable[[], None]], set[Path]]
) -> None:
    def write() -> None:
        for name in ("node_modules/a.js", "private/diary.txt", ".cache/x", "~$letter.docx", "film.mkv.part", "new.txt"):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text("x")

    assert bursts(write) == {folder / "new.txt"}


def test_it_stops_from_another_thread(folder: Path) -> None:
    watch = Watch([folder])
    ended = threading.Event()

    def pull() -> None:
        for _ in watch.bursts():
            pass
        ended.set()

    threading.Thread(target=pull, daemon=True).start()
    watch.stop()
    assert ended.wait(10)


def test_nothing_to_watch_is_said(tmp_path: Path) -> None:
    watch = Watch([tmp_path / "gone"])
    assert list(watch.bursts()) == []
    assert watch.blind


def test_many_paths_become_the_folders_that_hold_them(tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    assert gathered({a, a / "x.txt", b / "y.txt"}, 10) == [a, b / "y.txt"]
    assert gathered({a / f"{n}.txt" for n in range(30)} | {b / "y.txt"}, 10) == [a, b]
    assert gathered({tmp_path / str(n) / "x.txt" for n in range(30)}, 10) == sorted(
        tmp_path / str(n) / "x.txt" for n in range(30)
    )
    assert gathered(set(), 10) == []


def test_new_rules_concern_the_whole_folder(folder: Path, bursts: Callable[[Callable[[], None]], set[Path]]) -> None:
    def write() -> None:
        (folder / "Letters" / ".onyxignore").write_text("*.log")

    assert bursts(write) == {folder / "Letters"}
    assert bursts(lambda: [(folder / "Letters" / name).write_text("x") for name in ("a.log", "a.txt")] and None) == {
        folder / "Letters" / "a.txt"
    }
