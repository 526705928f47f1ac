"""Whole installs of real models, ways to the hub, and what an install leaves on the computer."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from onyx_desktop.domain import Kind, Phase, Pooling
from onyx_desktop.errors import HubUnreachable, ModelUnfit
from onyx_desktop.models.convert import convert
from onyx_desktop.models.hub import Hub
from onyx_desktop.models.shelf import Shelf
from onyx_desktop.vectors import sample
from onyx_desktop.vectors.encoder import load
from tests.models import ready
from tests.models.hub_server import Fault, Published, serving
from tests.tiny import publish

ROOT = Path(__file__).parents[2]
TEXTS = ["the cat sat on a mat", "rain fell over the old town", "nobody minded much"]


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("source")
    publish(folder, initializer_range=0.05)
    return folder


@pytest.fixture
def hub(source):
    files = {path.name: path.read_bytes() for path in source.iterdir()}
    with serving(Published({"someone/tiny": files})) as published:
        yield published


def card(**changes):
    names = ("config.json", "model.safetensors", "tokenizer.json")
    facts = {"dimensions": 32, "max_tokens": 64, "convert": True, "precision": "int8"}
    return ready.card(download={name: name for name in names}, pooling=Pooling.CLS, **(facts | changes))


def installed(shelf, hub, rows=sample.rows, **settings):
    work = shelf.install("tiny", Hub(settings.pop("endpoint", hub.url), **settings), rows)
    steps = []
    while True:
        try:
            steps.append(next(work))
        except StopIteration as finished:
            return finished.value, steps


def encoded(folder, card):
    encoder = load(folder, card, 1)
    vectors = encoder.encode(TEXTS)
    encoder.close()
    return vectors


@pytest.mark.parametrize("precision", ["int8", "float32"])
def test_an_installed_model_is_the_published_one(hub, source, tmp_path, precision):
    shelf = Shelf(tmp_path / "models", {"tiny": card(precision=precision)})
    made, steps = installed(shelf, hub)
    assert made.precision == precision
    found, folder = shelf.find("tiny")
    convert(source, tmp_path / "direct", precision)
    np.testing.assert_array_equal(encoded(folder, found), encoded(tmp_path / "direct", found))
    assert [step.phase for step in steps] == sorted((step.phase for step in steps), key=list(Phase).index)


def rough(card, folder):
    rows = sample.rows(card, folder)
    if card.precision == "int8":
        rows[3] = -rows[3]
    return rows


def in_a_row(card, folder):
    return encoded(folder, card)


def test_int8_that_changes_the_vectors_is_not_kept(hub, tmp_path):
    shelf = Shelf(tmp_path / "models", {"tiny": card()})
    made, _ = installed(shelf, hub, rough)
    assert made.precision == "float32"
    found, folder = shelf.find("tiny")
    assert found.precision == "float32"
    assert (folder / "model.onnx").stat().st_size > 4 * 32 * 64


def test_a_family_that_only_torch_knows(tmp_path):
    import transformers

    source = tmp_path / "source"
    settings = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64}
    config = transformers.ElectraConfig(**settings, embedding_size=32, vocab_size=40, max_position_embeddings=66)
    transformers.ElectraModel(config).eval().save_pretrained(source)
    (source / "tokenizer.json").write_bytes(ready.files()["tokenizer.json"])
    files = {path.name: path.read_bytes() for path in source.iterdir()}
    shelf = Shelf(tmp_path / "models", {"tiny": card()})
    with serving(Published({"someone/tiny": files})) as hub:
        made, _ = installed(shelf, hub)
    assert made.precision == "float32"
    shelf.verify("tiny")


def test_a_family_that_nobody_knows_is_refused_before_its_weights_are_fetched(hub, tmp_path, monkeypatch):
    hub.repositories["someone/tiny"]["config.json"] = b'{"model_type": "unheard-of"}'
    hub.repositories["someone/tiny"]["model.safetensors"] = bytes(21 << 20)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)  # as where the lab extra is not installed
    shelf = Shelf(tmp_path / "models", {"tiny": card()})
    with pytest.raises(ModelUnfit, match="needs PyTorch") as caught:
        installed(shelf, hub)
    assert caught.value.args[0] == "tiny"
    assert hub.asked("model.safetensors") == []


def test_weights_that_can_not_be_understood(hub, tmp_path):
    hub.repositories["someone/tiny"]["model.safetensors"] = b"\0" * 1000
    with pytest.raises(ModelUnfit, match=r"model\.safetensors"):
        installed(Shelf(tmp_path / "models", {"tiny": card()}), hub)
    assert not list((tmp_path / "models").iterdir())


def test_a_static_model(tmp_path):
    from safetensors.numpy import save

    table = np.random.default_rng(0).normal(size=(len(ready.WORDS) + 1, 16)).astype(np.float32)
    table[0] = 0  # of unknown words
    files = {"model.safetensors": save({"embeddings": table}), "tokenizer.json": ready.files()["tokenizer.json"]}
    files["config.json"] = json.dumps({"model_type": "model2vec", "normalize": True}).encode()
    one = ready.card(kind=Kind.STATIC, dimensions=16, download={name: name for name in files})
    shelf = Shelf(tmp_path / "models", {"tiny": one})
    with serving(Published({"someone/tiny": files})) as hub:
        installed(shelf, hub, in_a_row)
    found, folder = shelf.find("tiny")
    wanted = table[[1 + ready.WORDS.index(word) for word in TEXTS[2].split() if word in ready.WORDS]].sum(axis=0)
    np.testing.assert_allclose(encoded(folder, found)[2], wanted / np.linalg.norm(wanted), atol=1e-3)


@pytest.fixture
def tiny():
    with serving(Published({"someone/tiny": ready.files(more=1 << 20)})) as published:
        yield published


def test_a_mirror_below_a_path(tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    served = []

    class Mirror(_Forwarding):
        target, prefix, log = tiny.url, "/mirror", served

    with serving(SimpleNamespace(url=""), Mirror) as mirror:
        shelf = Shelf(tmp_path / "models", {"tiny": ready.card()})
        installed(shelf, tiny, ready.rows, endpoint=f"{mirror.url}/mirror/")
    assert served
    assert all(path.startswith("/mirror/") for path in served)


def test_a_proxy(tiny, tmp_path):
    asked = []

    class Proxy(_Forwarding):
        target, prefix, log = tiny.url, "http://hub.invalid", asked

    with serving(SimpleNamespace(url=""), Proxy) as proxy:
        shelf = Shelf(tmp_path / "models", {"tiny": ready.card()})
        installed(shelf, tiny, ready.rows, endpoint="http://hub.invalid", proxy=proxy.url)
    assert all(path.startswith("http://hub.invalid/") for path in asked)
    assert len(asked) == 3


def test_without_a_mirror_the_hub_is_asked_whatever_the_environment_says(tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", tiny.url)
    asked = []

    class Proxy(_Forwarding):
        target, prefix, log = tiny.url, "", asked

        def do_CONNECT(self):
            self.log.append(self.path)
            self.send_error(502)

    with serving(SimpleNamespace(url=""), Proxy) as proxy:
        shelf = Shelf(tmp_path / "models", {"tiny": ready.card()})
        with pytest.raises(HubUnreachable) as caught:
            installed(shelf, tiny, ready.rows, endpoint=None, proxy=proxy.url)
    assert asked == ["huggingface.co:443"]
    assert caught.value.args[1] == "https://huggingface.co"
    assert tiny.requests == []


@pytest.mark.parametrize("proxy", ["nonsense", "ftp://127.0.0.1", "http://127.0.0.1:9"])
def test_a_proxy_that_is_none(tiny, tmp_path, proxy):
    shelf = Shelf(tmp_path / "models", {"tiny": ready.card()})
    with pytest.raises(HubUnreachable):
        installed(shelf, tiny, ready.rows, proxy=proxy)
    assert tiny.requests == []


@pytest.mark.parametrize("endpoint", ["nonsense", "ftp://127.0.0.1", "http://", "http://[::1"])
def test_a_mirror_that_is_none(tiny, tmp_path, endpoint):
    shelf = Shelf(tmp_path / "models", {"tiny": ready.card()})
    with pytest.raises(HubUnreachable):
        installed(shelf, tiny, ready.rows, endpoint=endpoint)


def test_a_token_is_not_told_to_where_the_hub_keeps_its_files(tiny, tmp_path):
    with serving(Published(tiny.repositories)) as storage:
        tiny.token = "hf_secret"
        tiny.faults["onnx/model.onnx"] = Fault(redirect=storage.url)
        shelf = Shelf(tmp_path / "models", {"tiny": ready.card()})
        installed(shelf, tiny, ready.rows, token="hf_secret")
        assert [each.path.rpartition("/")[2] for each in storage.requests] == ["model.onnx"]
        assert not [each for each in storage.requests if "authorization" in each.headers]


class _Forwarding(BaseHTTPRequestHandler):
    """Passes requests on to `target`, without `prefix`, and logs them."""

    target = prefix = ""
    log: list

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.log.append(self.path)
        there = http.client.HTTPConnection(self.target.removeprefix("http://"))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in {"host", "connection"}}
        there.request("GET", self.path.removeprefix(self.prefix), headers=headers)
        answer = there.getresponse()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.read())
        there.close()


SCRIPT = """
import sys
from pathlib import Path
from onyx_desktop.models.hub import Hub
from onyx_desktop.models.shelf import Shelf
from tests.models import ready
assert "huggingface_hub" not in sys.modules and "httpx2" not in sys.modules
shelf = Shelf(Path(sys.argv[2]), {"tiny": ready.card()})
for step in shelf.install("tiny", Hub(sys.argv[1]), ready.rows):
    print(step.done, flush=True)
shelf.verify("tiny")
"""


def child(hub, home, models):
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "VIRTUAL_ENV"}}
    command = [sys.executable, "-W", "error", "-c", SCRIPT, hub.url, str(models)]
    environment = {**kept, "HOME": str(home), "HF_HUB_OFFLINE": "1", "HF_TOKEN": "hf_other", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, env=environment, cwd=home, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def test_an_install_writes_nothing_outside_its_folder(tiny, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    done = child(tiny, home, tmp_path / "models")
    _, told = done.communicate(timeout=120)
    assert (done.returncode, told) == (0, "")
    assert list(home.iterdir()) == []
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["tiny"]
    agents = {each.headers["user-agent"] for each in tiny.requests}
    assert not [agent for agent in agents if "torch" in agent]
    assert not [each for each in tiny.requests if "authorization" in each.headers]


def test_a_killed_install_goes_on(tiny, tmp_path):
    home, models = tmp_path / "home", tmp_path / "models"
    home.mkdir()
    tiny.bytes_a_second = 1 << 20
    killed = child(tiny, home, models)
    for line in killed.stdout:
        if int(line) > 300_000:
            break
    killed.send_signal(signal.SIGKILL)
    killed.communicate(timeout=60)
    assert Shelf(models, {"tiny": ready.card()}).list() == []
    tiny.bytes_a_second = 0
    time.sleep(0.1)
    tiny.requests.clear()
    again = child(tiny, home, models)
    _, told = again.communicate(timeout=120)
    assert (again.returncode, told) == (0, "")
    (asked,) = tiny.asked("onnx/model.onnx")
    assert int(asked.removeprefix("bytes=").removesuffix("-")) > 250_000
