import os
import signal
import threading
import time

import numpy as np
import pytest

from onyx_desktop.domain import Phase
from onyx_desktop.errors import (
    DiskFull,
    DownloadDamaged,
    HubLacks,
    HubRefused,
    HubUnreachable,
    IndexInUse,
    ModelBuiltIn,
    ModelMissing,
    ModelUnfit,
)
from onyx_desktop.models.hub import Hub
from onyx_desktop.models.shelf import Shelf
from tests.models import ready
from tests.models.hub_server import COMMIT, Fault, Published, serving

MB = 1 << 20


@pytest.fixture
def hub(monkeypatch):
    for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with serving(Published({"someone/tiny": ready.files(more=3 * MB)})) as published:
        yield published


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "models", {"tiny": ready.card()})


def installed(shelf, hub, **settings):
    """Drive an install to its end: (card, steps)."""
    work, steps = shelf.install("tiny", Hub(hub.url, **settings), ready.rows), []
    while True:
        try:
            steps.append(next(work))
        except StopIteration as finished:
            return finished.value, steps


def drafts(tmp_path):
    return [path for path in (tmp_path / "models" / ".drafts").rglob("*") if path.is_file()]


def test_a_whole_install(hub, shelf, tmp_path):
    card, steps = installed(shelf, hub)
    assert shelf.find("tiny") == (card, tmp_path / "models" / "tiny")
    assert shelf.list() == [card]
    assert shelf.catalogue() == [card]
    assert card.revision == COMMIT
    assert set(card.files) == {"model.onnx", "tokenizer.json"}
    assert (tmp_path / "models/tiny/model.onnx").read_bytes() == ready.files(more=3 * MB)["onnx/model.onnx"]
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["tiny"]
    assert steps[-1].phase is Phase.CONVERTING
    loading = [step for step in steps if step.phase is Phase.DOWNLOADING]
    assert [step.done for step in loading] == sorted(step.done for step in loading)
    assert loading[-1].done == loading[-1].total > 3 * MB
    shelf.verify("tiny")
    assert shelf.size_bytes("tiny") > 3 * MB


def test_a_connection_cut_once_is_no_matter(hub, shelf):
    hub.faults["onnx/model.onnx"] = Fault(cut_after=MB, times=1)
    installed(shelf, hub)
    first, second = hub.asked("onnx/model.onnx")
    assert first is None
    assert 0 < int(second.removeprefix("bytes=").removesuffix("-")) <= MB


def test_the_next_install_goes_on_where_the_last_one_broke_off(hub, shelf, tmp_path):
    hub.faults["onnx/model.onnx"] = Fault(cut_after=2 * MB, times=1)
    work = shelf.install("tiny", Hub(hub.url), ready.rows)
    hub.bytes_a_second = 2 * MB
    while next(work).done < MB:
        pass
    work.close()
    assert shelf.list() == []
    with pytest.raises(ModelMissing):
        shelf.find("tiny")
    held = (tmp_path / "models/.drafts/tiny/source/onnx/model.onnx.part").stat().st_size
    assert held >= MB
    assert shelf.leftovers()["tiny"] > held
    hub.bytes_a_second = 0
    hub.faults.clear()
    hub.requests.clear()
    card, steps = installed(Shelf(tmp_path / "models", {"tiny": ready.card()}), hub)
    assert hub.asked("onnx/model.onnx") == [f"bytes={held}-"]
    assert steps[0].total == 0 or steps[0].done >= held
    assert shelf.find("tiny")[0] == card
    assert not shelf.leftovers()


def test_what_was_begun_is_finished_at_the_same_commit(hub, shelf):
    hub.faults["onnx/model.onnx"] = Fault(status=503)
    with pytest.raises(HubUnreachable):
        installed(shelf, hub)
    hub.faults.clear()
    hub.requests.clear()
    installed(shelf, hub)
    assert hub.requests[0].path == f"/api/models/someone/tiny/revision/{COMMIT}"
    assert hub.asked("tokenizer.json") == []


def test_a_commit_that_is_gone_is_begun_again(hub, shelf):
    hub.faults["onnx/model.onnx"] = Fault(status=503)
    with pytest.raises(HubUnreachable):
        installed(shelf, hub)
    hub.faults.clear()
    hub.commit = "f" * 40
    hub.repositories["someone/tiny"] = ready.files(seed=1)
    card, _ = installed(shelf, hub)
    assert card.revision == "f" * 40


def test_a_server_without_range_sends_all_again(hub, shelf):
    hub.bytes_a_second = 4 * MB
    work = shelf.install("tiny", Hub(hub.url), ready.rows)
    while next(work).done < MB // 2:
        pass
    work.close()
    hub.bytes_a_second = 0
    hub.faults = {"onnx/model.onnx": Fault(ignores_range=True)}
    installed(shelf, hub)
    shelf.verify("tiny")


def test_a_wrong_checksum_is_damage_and_is_fetched_anew(hub, shelf, tmp_path):
    content = hub.repositories["someone/tiny"]["onnx/model.onnx"]
    hub.faults["onnx/model.onnx"] = Fault(content=b"\0" * len(content))
    with pytest.raises(DownloadDamaged) as caught:
        installed(shelf, hub)
    assert caught.value.args == ("tiny", "onnx/model.onnx", "wrong checksum")
    assert not [path for path in drafts(tmp_path) if "model.onnx" in path.name]
    hub.faults.clear()
    installed(shelf, hub)


def test_small_files_have_git_checksums(hub, shelf):
    content = hub.repositories["someone/tiny"]["tokenizer.json"]
    hub.faults["tokenizer.json"] = Fault(content=content.replace(b"cat", b"dog"))
    with pytest.raises(DownloadDamaged) as caught:
        installed(shelf, hub)
    assert caught.value.args == ("tiny", "tokenizer.json", "wrong checksum")


def test_a_wrong_size_is_damage(hub, shelf):
    hub.faults["tokenizer.json"] = Fault(content=b"{}")
    with pytest.raises(DownloadDamaged):
        installed(shelf, hub)
    hub.faults["tokenizer.json"] = Fault(content=b" " * MB)
    with pytest.raises(DownloadDamaged):
        installed(shelf, hub)


@pytest.mark.parametrize(
    ("fault", "kind", "facts"),
    [
        (("api", Fault(status=401)), HubRefused, ("tiny", 401)),
        (("api", Fault(status=401, code="RepoNotFound")), HubLacks, ("tiny", "someone/tiny")),
        (("api", Fault(status=403, code="GatedRepo")), HubRefused, ("tiny", 403)),
        (("api", Fault(status=404, code="RepoNotFound")), HubLacks, ("tiny", "someone/tiny")),
        (("api", Fault(status=404)), HubLacks, ("tiny", "someone/tiny")),
        (("api", Fault(content=b"<html>Welcome to our hotel</html>")), HubUnreachable, ("tiny",)),
        (("api", Fault(status=500)), HubUnreachable, ("tiny",)),
        (("onnx/model.onnx", Fault(status=401)), HubRefused, ("tiny", 401)),
        (("onnx/model.onnx", Fault(status=403, code="GatedRepo")), HubRefused, ("tiny", 403)),
        (("onnx/model.onnx", Fault(status=404, code="EntryNotFound")), HubLacks, ("tiny", "onnx/model.onnx")),
        (("onnx/model.onnx", Fault(status=502)), HubUnreachable, ("tiny",)),
    ],
)
def test_what_the_hub_refuses(hub, shelf, fault, kind, facts):
    name, what = fault
    hub.faults[name] = what
    with pytest.raises(kind) as caught:
        installed(shelf, hub)
    assert caught.value.args[: len(facts)] == facts
    assert hub.url in caught.value.args
    assert shelf.list() == []


def test_a_file_that_the_repository_lacks(hub, shelf):
    del hub.repositories["someone/tiny"]["tokenizer.json"]
    with pytest.raises(HubLacks) as caught:
        installed(shelf, hub)
    assert caught.value.args == ("tiny", "tokenizer.json", hub.url)
    assert hub.asked("onnx/model.onnx") == []


def test_nobody_answers(hub, shelf):
    hub.url = "http://127.0.0.1:9"  # the discard port: nothing listens
    began = time.monotonic()
    with pytest.raises(HubUnreachable) as caught:
        installed(shelf, hub)
    assert caught.value.args == ("tiny", hub.url, "[Errno 111] Connection refused")
    assert time.monotonic() - began < 5
    assert not shelf.leftovers()


def test_a_token_is_sent_only_when_it_is_set(hub, shelf, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_of_another_program")
    hub.token = "hf_ours"
    with pytest.raises(HubRefused):
        installed(shelf, hub)
    assert not [each for each in hub.requests if "authorization" in each.headers]
    installed(shelf, hub, token="hf_ours")
    assert [each.headers["authorization"] for each in hub.requests[1:]] == ["Bearer hf_ours"] * 3


def test_no_room_for_what_is_promised(hub, shelf):
    hub.sizes["onnx/model.onnx"] = 1 << 60
    with pytest.raises(DiskFull):
        installed(shelf, hub)
    assert hub.asked("onnx/model.onnx") == []


def test_a_disk_that_fills_while_it_is_written(hub, shelf, tmp_path):
    part = tmp_path / "models/.drafts/tiny/source/onnx/model.onnx.part"
    part.parent.mkdir(parents=True)
    (tmp_path / "models/.drafts/tiny/pin.json").write_text(
        f'{{"repository": "someone/tiny", "revision": "main", "commit": "{COMMIT}"}}'
    )
    part.symlink_to("/dev/full")  # every write fails as on a full disk
    with pytest.raises(DiskFull) as caught:
        installed(shelf, hub)
    assert caught.value.args == (tmp_path / "models",)
    part.unlink()
    installed(shelf, hub)


def test_cancelling_stops_within_a_second_and_nothing_writes_afterwards(hub, shelf, tmp_path):
    hub.bytes_a_second = MB // 2
    work = shelf.install("tiny", Hub(hub.url), ready.rows)
    gaps, last = [], time.monotonic()
    for step in work:
        gaps.append(time.monotonic() - last)
        last = time.monotonic()
        if step.done > MB // 4:
            assert step.seconds_left > 1
            break
    began = time.monotonic()
    work.close()
    assert time.monotonic() - began < 1.2
    assert max(gaps) < 0.25
    held = [path.stat().st_size for path in drafts(tmp_path)]
    time.sleep(0.5)
    assert [path.stat().st_size for path in drafts(tmp_path)] == held
    assert not [each for each in threading.enumerate() if each.name == "onyx-download"]


def test_installing_again_replaces_the_model(hub, shelf, tmp_path):
    installed(shelf, hub)
    hub.repositories["someone/tiny"] = ready.files(seed=1)
    hub.commit = "e" * 40
    before, _ = shelf.find("tiny")
    card, _ = installed(shelf, hub)
    assert card.files["model.onnx"] != before.files["model.onnx"]
    assert shelf.find("tiny")[0] == card
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["tiny"]


def test_a_replacement_that_fails_keeps_the_old_model(hub, shelf):
    card, _ = installed(shelf, hub)
    hub.faults["onnx/model.onnx"] = Fault(status=404)
    with pytest.raises(HubLacks):
        installed(shelf, hub)
    assert shelf.find("tiny")[0] == card


def no_numbers(card, folder):
    return ready.rows(card, folder) * np.nan


def all_alike(card, folder):
    return np.ones_like(ready.rows(card, folder))


def too_narrow(card, folder):
    return ready.rows(card, folder)[:, :4]


def broken(card, folder):
    raise RuntimeError("input_ids\nis missing")


def crashing(card, folder):
    os.kill(os.getpid(), signal.SIGSEGV)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (no_numbers, "numbers that are none"),
        (all_alike, "the same numbers for every text"),
        (too_narrow, "4 numbers a text instead of 8"),
        (broken, "it does not run: input_ids is missing"),
        (crashing, "ended with code -11"),
    ],
)
def test_a_model_that_gives_nonsense_is_not_installed(hub, shelf, rows, why):
    work = shelf.install("tiny", Hub(hub.url), rows)
    with pytest.raises(ModelUnfit, match=why):
        list(work)
    assert shelf.list() == []
    assert not shelf.leftovers()


def test_only_the_catalogue_is_installed(shelf, tmp_path):
    with pytest.raises(ModelMissing):
        next(shelf.install("unheard-of", Hub(), ready.rows))
    with pytest.raises(ModelBuiltIn):
        next(Shelf(tmp_path).install("all-MiniLM-L6-v2", Hub(), ready.rows))


def test_removing(hub, shelf, tmp_path):
    installed(shelf, hub)
    shelf.remove("tiny")
    assert shelf.list() == []
    assert shelf.size_bytes("tiny") == 0
    assert shelf.catalogue() == [ready.card()]
    assert list((tmp_path / "models").iterdir()) == []
    with pytest.raises(ModelMissing):
        shelf.remove("tiny")


def test_a_killed_replacement_is_mended(hub, shelf, tmp_path):
    card, _ = installed(shelf, hub)
    old = tmp_path / "models/.drafts/tiny/old"
    old.parent.mkdir(parents=True)
    (tmp_path / "models/tiny").rename(old)
    assert Shelf(tmp_path / "models", {"tiny": ready.card()}).find("tiny")[0] == card


def test_two_do_not_install_the_same_model_at_once(hub, shelf, tmp_path):
    hub.bytes_a_second = 4 * MB
    first = shelf.install("tiny", Hub(hub.url), ready.rows)
    next(first)
    with pytest.raises(IndexInUse):
        next(Shelf(tmp_path / "models", {"tiny": ready.card()}).install("tiny", Hub(hub.url), ready.rows))
    with pytest.raises(IndexInUse):
        shelf.remove("tiny")
    first.close()
    installed(shelf, hub)
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["tiny"]
