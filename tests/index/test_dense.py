from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from onyx_desktop.errors import IndexInUse
from onyx_desktop.index import chroma_child, chroma_process, dense
from onyx_desktop.index.dense import DenseIndex, DenseIndexDamaged

NAME = "model-0123.32"
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def vectors(count: int, dim: int = 32, seed: int = 0):
    made = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


@pytest.fixture
def index(tmp_path):
    with contextlib.closing(DenseIndex(tmp_path / "chroma")) as made:
        yield made


@pytest.fixture
def saved(tmp_path):
    """A folder whose graph is saved and whose queue is purged, so that a damaged file is a real loss."""
    folder = tmp_path / "chroma"
    rows = vectors(6_000)
    with contextlib.closing(DenseIndex(folder)) as made:
        made.upsert(NAME, np.arange(6_000), rows)
    (segment,) = folder.glob("*/index_metadata.pickle")
    assert (segment.parent / "data_level0.bin").stat().st_size > 5_000 * 32 * 4
    return folder, rows, segment.parent


def pid_of(index: DenseIndex) -> int:
    assert index._child is not None
    return index._child._process.pid


def test_making_one_starts_and_writes_nothing(tmp_path):
    DenseIndex(tmp_path / "chroma").close()
    assert list(tmp_path.iterdir()) == []


def test_finds_what_exact_search_finds(index):
    rows, questions = vectors(2_000), vectors(50, seed=1)
    ids = np.random.default_rng(2).permutation(10**12 + np.arange(2_000))
    index.upsert(NAME, ids, rows)
    for question in questions:
        found, cosines = index.query(NAME, question, 20)
        exact = np.argsort(-(rows @ question))[:20]
        assert found.dtype == np.int64
        assert cosines.dtype == np.float32
        assert found.tolist() == ids[exact].tolist()
        np.testing.assert_allclose(cosines, rows[exact] @ question, atol=1e-5)


def test_counts_lists_and_drops_two_collections(index):
    other = "other.8"
    index.upsert(NAME, np.array([3, 1, -2]), vectors(3))
    index.upsert(other, np.array([1]), vectors(1, dim=8))
    assert index.collections() == sorted([NAME, other])
    assert (index.count(NAME), index.count(other)) == (3, 1)
    assert index.ids(NAME).tolist() == [-2, 1, 3]
    index.drop(NAME)
    index.drop(NAME)
    assert index.collections() == [other]
    assert index.count(NAME) == 0
    assert index.query(other, vectors(1, dim=8)[0], 5)[0].tolist() == [1]


def test_reading_an_absent_collection_is_empty_and_makes_none(index):
    found, cosines = index.query(NAME, vectors(1)[0], 5)
    assert (found.size, cosines.size, index.count(NAME), index.ids(NAME).size) == (0, 0, 0, 0)
    index.delete(NAME, np.array([1]))
    assert index.collections() == []


def test_a_second_upsert_changes_only_what_differs(index):
    rows = vectors(600)
    index.upsert(NAME, np.arange(600), rows)
    index.upsert(NAME, np.arange(600), rows)
    rows[5] = -rows[5]
    index.upsert(NAME, np.arange(600), rows)
    assert index.count(NAME) == 600
    found, cosines = index.query(NAME, rows[5], 1)
    assert found.tolist() == [5]
    assert cosines[0] == pytest.approx(1.0, abs=1e-5)


def test_deleted_vectors_are_not_found_and_may_come_back(index):
    rows = vectors(700)
    index.upsert(NAME, np.arange(700), rows)
    index.delete(NAME, np.arange(100, 10_000))
    assert index.ids(NAME).tolist() == list(range(100))
    assert set(index.query(NAME, rows[500], 1_000)[0].tolist()) == set(range(100))
    index.upsert(NAME, np.array([500]), rows[500:501])
    assert index.query(NAME, rows[500], 1)[0].tolist() == [500]


def test_asks_for_nothing_and_writes_nothing(index):
    index.upsert(NAME, np.empty(0, np.int64), np.empty((0, 32), np.float32))
    assert index.query(NAME, vectors(1)[0], 0)[0].size == 0
    assert index._child is None, "neither needs a child"


@pytest.mark.parametrize(
    ("ids", "rows"),
    [
        (np.arange(2), vectors(3)),
        (np.arange(3), vectors(3)[0]),
        (np.array([1, 1]), vectors(2)),
        (np.array([1]), np.full((1, 32), np.nan, np.float32)),
        (np.array([1]), np.zeros((1, 32), np.float32)),
    ],
)
def test_refuses_what_would_bend_the_graph(index, ids, rows):
    with pytest.raises(ValueError, match=r"ids|vector"):
        index.upsert(NAME, ids, rows)
    assert index._child is None


def test_a_wrong_length_is_the_callers_mistake_not_damage(index):
    index.upsert(NAME, np.arange(10), vectors(10))
    with pytest.raises(ValueError, match="dimension"):
        index.upsert(NAME, np.arange(5), vectors(5, dim=16))
    with pytest.raises(ValueError, match="dimension"):
        index.query(NAME, vectors(1, dim=16)[0], 3)
    with pytest.raises(ValueError, match="no name"):
        index.upsert("no name", np.arange(1), vectors(1))
    assert index.count(NAME) == 10


@linux
def test_a_killed_child_costs_a_restart_and_nothing_else(index):
    rows = vectors(6_000)
    index.upsert(NAME, np.arange(1), rows[:1])
    first = pid_of(index)
    struck = []

    def kill():
        if (victim := index._child) is not None:  # none in the moment of a restart
            victim.kill()
            struck.append(victim)

    for start in range(0, 6_000, 500):
        killer = threading.Timer(0.01 + start / 20_000, kill)
        killer.start()  # at another place in each request, or just after it
        index.upsert(NAME, np.arange(start, start + 500), rows[start : start + 500])
        killer.join()
        index.count(NAME)  # the next kill must not hit the child that replaces this one: two in one request are damage
    index.upsert(NAME, np.arange(6_000), rows)
    assert len(struck) > 6
    assert pid_of(index) != first
    assert index.ids(NAME).tolist() == list(range(6_000))
    assert index.healthy(NAME, np.arange(0, 6_000, 50), rows[::50], 6_000)


@linux
def test_a_child_that_falls_silent_is_replaced(index, monkeypatch):
    index.upsert(NAME, np.arange(3), vectors(3))
    monkeypatch.setattr(dense, "_READ_S", 1.0)
    silent = pid_of(index)
    os.kill(silent, signal.SIGSTOP)
    assert index.count(NAME) == 3
    assert not Path(f"/proc/{silent}").exists()


@linux
def test_a_pipe_that_blocks_in_the_middle_of_a_request_is_no_hang(index, monkeypatch):
    index.count(NAME)
    monkeypatch.setattr(dense, "_WRITE_S", 3.0)
    os.kill(pid_of(index), signal.SIGSTOP)
    rows = vectors(dense.BATCH, dim=1_024)  # far more than a pipe holds
    index.upsert(NAME, np.arange(len(rows)), rows)
    assert index.count(NAME) == len(rows)


@linux
def test_close_ends_a_child_that_hangs_and_the_request_that_waits_for_it(index, monkeypatch):
    index.upsert(NAME, np.arange(3), vectors(3))
    monkeypatch.setattr(dense, "CLOSE_S", 0.5)
    monkeypatch.setattr(chroma_process, "CLOSE_S", 0.5)
    pid = pid_of(index)
    os.kill(pid, signal.SIGSTOP)
    raised = []

    def ask():
        try:
            index.count(NAME)
        except RuntimeError as error:
            raised.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(0.2)
    started = time.monotonic()
    index.close()
    asking.join(10)
    assert time.monotonic() - started < 5
    assert len(raised) == 1
    assert not Path(f"/proc/{pid}").exists()


@linux
def test_close_leaves_no_process_and_no_handle(tmp_path):
    with contextlib.closing(DenseIndex(tmp_path / "first")) as first:
        first.count(NAME)  # multiprocessing keeps a tracker process and a pipe to it from now on
    before = sorted(os.listdir("/proc/self/fd"))
    index = DenseIndex(tmp_path / "chroma")
    index.upsert(NAME, np.arange(300), vectors(300))
    pid = pid_of(index)
    index.close()
    index.close()
    assert sorted(os.listdir("/proc/self/fd")) == before
    assert not Path(f"/proc/{pid}").exists()
    with pytest.raises(RuntimeError):
        index.count(NAME)
    shutil.rmtree(tmp_path / "chroma")


def test_rest_gives_the_memory_back_until_the_next_request(index):
    index.upsert(NAME, np.arange(3), vectors(3))
    index.rest()
    assert index._child is None
    assert index.count(NAME) == 3


def test_a_second_index_on_the_folder_is_refused(index, tmp_path, monkeypatch):
    index.count(NAME)
    other = DenseIndex(tmp_path / "chroma")
    monkeypatch.setattr(dense, "CLOSE_S", 0.2)
    with pytest.raises(IndexInUse):
        other.destroy()
    with contextlib.closing(other), pytest.raises(IndexInUse):
        other.count(NAME)
    assert index.count(NAME) == 0


def test_healthy_knows_count_and_vectors(index):
    rows = vectors(300)
    rows[:50] = rows[0]  # fifty passages of the same words
    index.upsert(NAME, np.arange(300), rows)
    sample = np.arange(0, 300, 10)
    assert index.healthy(NAME, sample, rows[sample], 300)
    assert index.healthy(NAME, sample, rows[sample].astype(np.float16).astype(np.float32))
    assert not index.healthy(NAME, sample, rows[sample], 301)
    assert not index.healthy(NAME, sample, vectors(30, seed=9))
    assert not index.healthy(NAME, sample + 1, rows[sample])
    assert not index.healthy("absent", sample, rows[sample])


@pytest.mark.parametrize("damage", ["pickle cut", "segment gone", "data cut", "database cut", "database gone"])
def test_a_damaged_store_is_noticed_and_comes_back(saved, damage):
    folder, rows, segment = saved
    if damage == "segment gone":
        shutil.rmtree(segment)
    elif damage == "database gone":
        (folder / "chroma.sqlite3").unlink()
    else:
        parts = {"pickle": segment / "index_metadata.pickle", "data": segment / "data_level0.bin"}
        target = parts.get(damage.split()[0], folder / "chroma.sqlite3")
        os.truncate(target, target.stat().st_size // 2)
    sample = np.arange(0, 6_000, 97)
    with contextlib.closing(DenseIndex(folder)) as index:
        started = time.monotonic()
        assert not index.healthy(NAME, sample, rows[sample], 6_000)
        assert time.monotonic() - started < 60
        index.destroy()
        assert not folder.exists()
        index.upsert(NAME, np.arange(6_000), rows)
        assert index.healthy(NAME, sample, rows[sample], 6_000)


def test_an_error_of_chroma_is_damage_by_name(saved):
    folder, rows, segment = saved
    os.truncate(segment / "index_metadata.pickle", 100)
    with contextlib.closing(DenseIndex(folder)) as index:
        with pytest.raises(DenseIndexDamaged) as raised:
            index.query(NAME, rows[0], 5)
        assert raised.value.args[0] == folder


def test_graphs_of_dropped_collections_go_with_the_next_start(saved):
    folder, rows, segment = saved
    with contextlib.closing(DenseIndex(folder)) as index:
        index.upsert("kept", np.arange(5_100), rows[:5_100])
        index.drop(NAME)
        index.rest()
        assert index.count("kept") == 5_100
        assert not segment.exists()
        assert len(list(folder.glob("*/index_metadata.pickle"))) == 1


def test_a_folder_may_have_any_name(tmp_path):
    folder = tmp_path / "Zoë’s データ 🪨"
    rows = vectors(10)
    for _ in range(2):
        with contextlib.closing(DenseIndex(folder)) as index:
            index.upsert(NAME, np.arange(10), rows)
            assert index.query(NAME, rows[7], 1)[0].tolist() == [7]


@linux
def test_neither_environment_nor_dotenv_reach_chroma_and_nothing_connects(tmp_path, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        lure = {
            "CHROMA_API_IMPL": "chromadb.api.fastapi.FastAPI",
            "CHROMA_SERVER_HOST": "127.0.0.1",
            "CHROMA_SERVER_HTTP_PORT": str(server.getsockname()[1]),
            "CHROMA_OTEL_COLLECTION_ENDPOINT": address,
            "HTTPS_PROXY": address,
            "ALL_PROXY": address,
        }
        (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in lure.items()))
        monkeypatch.chdir(tmp_path)
        for name, value in lure.items():
            monkeypatch.setenv(name, value)
        with contextlib.closing(DenseIndex(tmp_path / "chroma")) as index:
            index.upsert(NAME, np.arange(10), vectors(10))
            assert index.count(NAME) == 10
            handles = [os.readlink(each) for each in Path(f"/proc/{pid_of(index)}/fd").iterdir()]
            with pytest.raises(TimeoutError):
                server.accept()
        sockets = {each[8:-1] for each in handles if each.startswith("socket:")}
        networks = "".join(Path(f"/proc/net/{kind}").read_text() for kind in ("tcp", "tcp6", "udp", "udp6"))
        assert not any(inode in networks.split() for inode in sockets)


@linux
def test_the_child_ends_with_its_parent(tmp_path):
    import subprocess

    script = tmp_path / "parent.py"
    script.write_text(
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from onyx_desktop.index.dense import DenseIndex\n"
        "if __name__ == '__main__':\n"
        f"    index = DenseIndex(Path({str(tmp_path / 'chroma')!r}))\n"
        "    index.count('some')\n"
        "    print(index._child._process.pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    root = str(Path(dense.__file__).parents[2])
    ended = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": root},
        check=False,
    )
    child = Path(f"/proc/{int(ended.stdout)}")
    deadline = time.monotonic() + 10
    while child.exists() and "zombie" not in (child / "status").read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not child.exists() or "zombie" in (child / "status").read_text()
    with contextlib.closing(DenseIndex(tmp_path / "chroma")) as index:
        assert index.count("some") == 0


def test_turns_are_granted_in_the_order_of_asking():
    turn, order = chroma_process.Turn(), []

    def take(number):
        with turn:
            order.append(number)

    with turn:
        asking = []
        for number in range(5):
            asking.append(threading.Thread(target=take, args=(number,)))
            asking[-1].start()
            while len(turn._waiting) < number + 2:
                time.sleep(0.001)
    for each in asking:
        each.join()
    assert order == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("error returned from database: (code: 13) database or disk is full", chroma_child.FULL),
        ("No space left on device (os error 28)", chroma_child.FULL),
        ("Error loading hnsw index", chroma_child.DAMAGED),
    ],
)
def test_a_full_disk_is_not_damage(said, kind):
    assert chroma_child._attempt(lambda: (_ for _ in ()).throw(RuntimeError(said)), Path("store"))[0] == kind


def test_a_successor_takes_the_place_and_leaves_no_trace(tmp_path):
    rows = vectors(300)
    with contextlib.closing(DenseIndex(tmp_path / "chroma")) as index:
        index.upsert(NAME, np.arange(300), rows)
        index.delete(NAME, np.arange(100))
        made = index.successor()
        made.upsert(NAME, np.arange(100, 300), rows[100:])
        assert index.query(NAME, rows[200], 1)[0].tolist() == [200], "the old one answers meanwhile"
        index.take(made)
        made.remove()
        assert index.ids(NAME).tolist() == list(range(100, 300))
        assert index.query(NAME, rows[200], 1)[0].tolist() == [200]
    assert {path.name for path in tmp_path.iterdir()} == {"chroma", "chroma.lock"}


def test_what_a_killed_successor_left_is_gone_at_the_next(tmp_path):
    left = tmp_path / "chroma.new" / "half"
    left.parent.mkdir()
    left.write_bytes(b"x" * 100)
    with contextlib.closing(DenseIndex(tmp_path / "chroma")) as index:
        made = index.successor()
        assert not left.exists()
        assert made.ids(NAME).tolist() == []
        made.close()
