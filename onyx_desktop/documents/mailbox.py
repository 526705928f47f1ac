"""Mailboxes (mbox) → their messages one by one; the box itself only says how many there are.

Each message is a document of its own with its fields, so that `from:` finds the message and not the whole box.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onyx_desktop.documents.inner import Inner
from onyx_desktop.documents.mail import held, subject_and_date
from onyx_desktop.documents.parts import parts
from onyx_desktop.documents.text import stem
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onyx_desktop.documents.source import Source

# a line that begins a message: behind an empty one, or with a date at its end as boxes write it
_BEGINS = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\n|^From \S+ [^\n]{10,60}\d{4}[^\n]{0,20}\n", re.M)
_HEADER = re.compile(rb"[!-9;-~]{1,100}:")
_QUOTED = re.compile(rb"^>(>*From )", re.M)


def read(path: Source) -> Document:
    """A box as a document. Raises `Unreadable` (EMPTY)."""
    count = sum(1 for _ in _messages(path.read_bytes()))
    if not count:
        raise Unreadable(Reason.EMPTY, "no messages")
    pages, _ = parts(f"Mailbox, messages: {count}", [])
    return Document(stem(path), pages, reader="mailbox")


def inside(path: Source) -> Iterator[Inner]:
    """The messages of a box, each called by its subject."""
    for data in _messages(path.read_bytes()):
        subject, sent_ns = subject_and_date(data)
        name = f"{subject.replace('/', ' ').replace(chr(92), ' ').strip('. ') or 'Message'}.eml"
        yield Inner(name, len(data), sent_ns, held(data))


def _messages(box: bytes) -> Iterator[bytes]:
    starts = list(_BEGINS.finditer(box))
    for number, begin in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(box)
        if message := _QUOTED.sub(rb"\1", box[begin.end() : end]).strip(b"\r\n"):
            yield (message if _HEADER.match(message) else b"Subject:\n\n" + message) + b"\n"
