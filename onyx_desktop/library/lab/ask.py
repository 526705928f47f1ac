"""Passages → questions that a language model asks about them, by a server that speaks the API of OpenAI.

Such servers (llama.cpp, Ollama, LM Studio, vLLM) run on the user's own computer; an address elsewhere is refused unless
a person said that passages may go there, because what is sent is the text of documents. Redirects are not followed and
no proxy is asked, so that what was allowed is what is reached. A model asks in other words than the passage, so nothing
is taken out of what is searched. Refuses answers that are no question (`ServerUnusable` if none is left).
"""

from __future__ import annotations

import ipaddress
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onyx_desktop import network
from onyx_desktop.domain import Phase, Step
from onyx_desktop.errors import ServerUnusable
from onyx_desktop.library.lab import gather
from onyx_desktop.measure.questions import Drawn, Source, repeats

if TYPE_CHECKING:
    from collections.abc import Generator

    from onyx_desktop.index.database import Database
    from onyx_desktop.library.lab.gather import Wanted
    from onyx_desktop.library.lab.sets import QuestionSet, Sets

_PROMPT = (
    "Write one question that somebody would ask who looks for the passage below and has not seen it. Use the language"
    " of the passage and other words than it does. Write the question only.\n\n"
)
_PORTS = {"http": 80, "https": 443}
_TIMEOUT_S = 120.0
_MOST_BYTES = 1 << 20
_MOST_WORDS = 40
_LEAST_WORDS = 3
_FAILURES = 3


@dataclass(frozen=True, slots=True)
class Server:
    """address: as far as /v1. model: its name there; "": the server's own. anywhere: may lie on another computer."""

    address: str
    model: str = ""
    anywhere: bool = False


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Refuse to go elsewhere."""


def make(database: Database, sets: Sets, wanted: Wanted, server: Server) -> Generator[Step, None, QuestionSet]:
    """Let a language model ask about passages of the library; a job. Raises `ServerUnusable`."""
    check(server)
    sample = yield from gather.passages(database, wanted.passages)
    again = repeats(sample)
    kept = [each for each in sample if each.key not in again]
    asked = kept[:: max(1, len(kept) // wanted.questions)][: wanted.questions]
    drawn, failures = [], 0
    for number, passage in enumerate(asked):
        try:
            text = question(server, passage.text)
            failures = 0
        except ServerUnusable:
            failures += 1
            if failures == _FAILURES or number == 0:
                raise
            continue
        if text:
            drawn.append(Drawn(text, Source.MODEL, passage.document, (passage.key,)))
        yield Step(Phase.READING, number + 1, len(asked))
    if not drawn:
        raise ServerUnusable(server.address, "none of its answers is a question")
    about = {"passages": len(kept), "repeated": len(again), "way": "language model", "model": server.model}
    return sets.write(wanted.name, gather.numbered(drawn), gather.corpus(kept, drawn), about)


def check(server: Server) -> None:
    """Raise `ServerUnusable` for an address that is none, or is not on this computer and not allowed."""
    host, _ = _end(server)
    if not server.anywhere and not _here(host):
        raise ServerUnusable(server.address, "it is not on this computer, and texts of your documents would go there")


def question(server: Server, passage: str) -> str:
    """One question about a passage; "" if the answer is none. Raises `ServerUnusable`."""
    body = {"messages": [{"role": "user", "content": _PROMPT + passage}], "max_tokens": 100, "temperature": 0}
    request = urllib.request.Request(
        server.address.rstrip("/") + "/chat/completions",
        json.dumps(body | ({"model": server.model} if server.model else {})).encode(),
        {"Content-Type": "application/json"},
    )
    host, port = _end(server)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())
    try:
        with network.only(host, port), opener.open(request, timeout=_TIMEOUT_S) as answer:
            told = json.loads(answer.read(_MOST_BYTES))
        text = str(told["choices"][0]["message"]["content"])
    except urllib.error.HTTPError as error:
        raise ServerUnusable(server.address, f"it answers HTTP {error.code}") from error
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        why = str(getattr(error, "reason", "") or error) or type(error).__name__
        raise ServerUnusable(server.address, why) from error
    lines = [line.strip(" \t\"'“”„*") for line in text.splitlines() if line.strip()]
    return next((each for each in reversed(lines) if _LEAST_WORDS <= len(each.split()) <= _MOST_WORDS), "")


def _end(server: Server) -> tuple[str, int]:
    """Host and port of an address. Raises `ServerUnusable`."""
    try:
        parts = urllib.parse.urlsplit(server.address)
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError):
        host = None
    else:
        host = parts.hostname
    if not host:
        raise ServerUnusable(server.address, "it is no address such as http://127.0.0.1:8080/v1")
    return host, port


def _here(host: str) -> bool:
    """Whether a host is this computer by its very name: what a name server says is not asked."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
