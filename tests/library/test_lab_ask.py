"""Questions by a language model: a server on this computer is asked, none elsewhere; bad answers end in a sentence."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from onyx_desktop import network, paths
from onyx_desktop.domain import Depth
from onyx_desktop.errors import ServerUnusable
from onyx_desktop.library import Library
from onyx_desktop.library.lab.ask import Server, check, make, question
from onyx_desktop.library.lab.gather import Wanted
from onyx_desktop.library.lab.sets import Sets
from onyx_desktop.measure.questions import Source
from onyx_desktop.settings import Settings
from tests.library.conftest import TEXTS, run


class Model(BaseHTTPRequestHandler):
    """Answers as it is told to; notes what it was asked."""

    answer: object = "Who keeps the heating going?"
    status = 200
    asked: ClassVar[list[dict[str, object]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Model.asked.append({"path": self.path} | body)
        self.send_response(Model.status)
        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.end_headers()
        told = {"choices": [{"message": {"content": Model.answer}}]} if isinstance(Model.answer, str) else Model.answer
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


@pytest.fixture
def server() -> Iterator[Server]:
    Model.answer, Model.status = "Who keeps the heating going?", 200
    Model.asked.clear()
    made = HTTPServer(("127.0.0.1", 0), Model)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield Server(f"http://127.0.0.1:{made.server_port}/v1", "small")
    made.shutdown()
    made.server_close()


def test_a_set_is_made_of_what_the_model_asks(server: Server, folder: Path, tmp_path: Path) -> None:
    home = paths.home(tmp_path / "onyx")
    with Library.open(home, Settings(quality="fast")) as library:
        run(library.update([folder], Depth.WORDS))
        made = run(
            make(library.store.database, Sets(home.data), Wanted(questions=3, passages=10, name="asked"), server)
        )
    assert 1 <= len(made.questions) <= 3
    assert made.sources == {Source.MODEL: len(made.questions)}
    assert {each.text for each in made.questions} == {"Who keeps the heating going?"}
    first = Model.asked[0]
    assert first["path"] == "/v1/chat/completions"
    assert first["model"] == "small"
    assert any(text.split("\n\n")[0] in json.dumps(Model.asked) for text in TEXTS.values()), "the passage is sent"


def test_the_guard_lets_through_only_what_was_asked_for(server: Server) -> None:
    network.guard()
    before = network.counts()
    assert question(server, "The heating.") == "Who keeps the heating going?"
    assert network.counts().refused == before.refused
    assert network.counts().made > before.made


@pytest.mark.parametrize(
    ("said", "question_of_it"),
    [
        ("Here is a question:\n\n“Who pays for the roof?”", "Who pays for the roof?"),
        ("", ""),
        ("Yes.", ""),
        ("word " * 60, ""),
    ],
)
def test_only_a_question_is_taken(server: Server, said: str, question_of_it: str) -> None:
    Model.answer = said
    assert question(server, "Anything.") == question_of_it


@pytest.mark.parametrize("answer", [{}, {"choices": []}, [], {"choices": [{"message": None}]}])
def test_nonsense_is_refused(server: Server, answer: object) -> None:
    Model.answer = answer
    with pytest.raises(ServerUnusable):
        question(server, "Anything.")


@pytest.mark.parametrize("status", [302, 404, 500])
def test_no_redirect_is_followed_and_errors_are_told(server: Server, status: int) -> None:
    Model.status = status
    with pytest.raises(ServerUnusable, match=str(status)):
        question(server, "Anything.")


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/v1",
        "http://127.0.0.1.example.org/v1",
        "http://192.168.1.5:80",
        "file:///etc",
        "v1",
        "http://127.0.0.1:x/v1",
        "http:///v1",
    ],
)
def test_no_other_computer_is_asked(address: str) -> None:
    with pytest.raises(ServerUnusable):
        check(Server(address))


def test_another_computer_may_be_allowed_and_this_one_always_is() -> None:
    check(Server("http://192.168.1.5:8080/v1", anywhere=True))
    for address in ("http://localhost:8080/v1", "http://[::1]:8080", "http://127.0.0.2/v1"):
        check(Server(address))
