"""What the middle of the window says when it has no results to show: how to ask, or why nothing was found.

Rich text for one label. Refuses to let a query be markup: it is escaped.
"""

from __future__ import annotations

import html
import tomllib
from typing import TYPE_CHECKING

from onyx_desktop import paths
from onyx_desktop.domain import Answer, Mode
from onyx_desktop.ui import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.library.status import Status

EXAMPLES = 3


def empty_field(status: Status | None) -> str:
    """How to ask, and the library in numbers."""
    parts = [f"<h3>{wording.say('Ask in your own words')}</h3>"]
    if status is not None and status.searchable:
        parts.append(
            wording.say("{0} can be searched, {1} in them.").format(
                wording.count(status.searchable, "file", "files"), wording.count(status.chunks, "passage", "passages")
            )
        )
    parts.append(
        wording.say(
            "A question or a description finds passages that mean the same.<br>"
            "<b>“Quotes”</b> find exact words, <b>-word</b> leaves passages out, <b>type:pdf</b> narrows the search."
        )
    )
    return _paragraphs(parts)


def nothing_found(answer: Answer) -> str:
    """The query again, and what could help."""
    about = f"{wording.say('Nothing found for')} “{html.escape(answer.query)}”"
    parts = [f"<h3>{about if answer.query else wording.say('Nothing similar found')}</h3>"]
    if answer.mode is Mode.WORDS:
        parts.append(wording.say("No passage holds these words. Searching by meaning may find other words for it."))
    if answer.coverage.searched < answer.coverage.files:
        parts.append(wording.coverage(answer.coverage).capitalize() + ".")
    parts.append(wording.say("Try describing it in a sentence, or leave a filter out."))
    return _paragraphs(parts)


def _paragraphs(parts: Sequence[str]) -> str:
    return "".join(part if part.startswith("<h3>") else f"<p>{part}</p>" for part in parts)


def sample_questions() -> list[str]:
    """The first question about each of some sample documents."""
    with (paths.resource("samples") / "questions.toml").open("rb") as stream:
        questions = tomllib.load(stream)["question"]
    first: dict[str, str] = {}
    for each in questions:
        first.setdefault(each["file"], each["text"])
    return list(first.values())[:EXAMPLES]
