"""Mail → text: who, to whom, when, then what was written, then the names of what was attached.

Reads single messages (eml) and boxes (mbox); the plain part is preferred to the HTML one. Attachments are named, not
read: each would be a document of its own. Nothing linked is ever fetched.
"""

from __future__ import annotations

import datetime
import email.policy
import email.utils
import mailbox
from email.errors import MessageError
from email.parser import BytesParser
from typing import TYPE_CHECKING

from onyx_desktop.documents.decode import decode
from onyx_desktop.documents.html import decode_html, extract
from onyx_desktop.documents.parts import DOCUMENT_CHARACTERS, clean, one_line, parts
from onyx_desktop.documents.text import stem
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Mail, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage, Message
    from pathlib import Path

_FIELDS = ("From", "To", "Cc", "Date")
_LINES_OF_BROKEN_HEADERS = 400
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_PARSER = BytesParser(policy=email.policy.default)


def read(path: Path) -> Document:
    """Read one message. Raises `Unreadable` (EMPTY, DAMAGED)."""
    data = path.read_bytes()
    if data.startswith(_MARKS) or b"\0" in data[:200]:  # saved by an editor as UTF-16
        data = decode(data).encode("utf-8")
    message = _PARSER.parsebytes(data.lstrip(b"\r\n\t \xef\xbb\xbf"))
    text = clean(_told(message))
    if not text.strip():
        raise Unreadable(Reason.EMPTY, "no words")
    if not message.keys():
        raise Unreadable(Reason.DAMAGED, "no header")
    subject = _field(message, "Subject")
    pages, headings = parts(text, [(0, subject)] if subject else [])
    fields = _fields(message)
    return Document(subject or stem(path), pages, headings, author=fields.sender, reader="mail", mail=fields)


def read_box(path: Path) -> Document:
    """Read all messages of a box; each begins under its subject as heading."""
    headings, written = [], list[str]()
    length = 0
    for message in _messages(path):
        told = clean(_told(message)).strip()
        if not told:
            continue
        if length + len(told) > DOCUMENT_CHARACTERS:
            break
        if subject := _field(message, "Subject"):
            headings.append((length, subject))
        written.append(told + "\n\n")
        length += len(written[-1])
    text = "".join(written).rstrip()
    if not text:
        raise Unreadable(Reason.EMPTY, "no messages")
    pages, placed = parts(text, headings)
    return Document(stem(path), pages, placed, reader="mail")


def _messages(path: Path) -> Iterator[EmailMessage]:
    box = mailbox.mbox(path, factory=None, create=False)
    try:
        for key in box.iterkeys():
            yield _PARSER.parsebytes(box.get_bytes(key))
    finally:
        box.close()


def _told(message: EmailMessage) -> str:
    """Header lines, body, names of attachments."""
    subject = _field(message, "Subject")
    head = [f"Subject: {subject}"] if subject else []
    head += [f"{name}: {value}" for name in _FIELDS if (value := _field(message, name))]
    names = [name for part in _attachments(message) if (name := one_line(part.get_filename() or ""))]
    tail = [f"Attachments: {', '.join(names)}"] if names else []
    return "\n\n".join(filter(str.strip, ["\n".join(head), _body(message), *tail]))


def _fields(message: EmailMessage) -> Mail:
    """What the filters compare."""
    recipients = ", ".join(filter(None, (_field(message, name) for name in ("To", "Cc", "Bcc"))))
    return Mail(_field(message, "From"), recipients, _field(message, "Subject"), moment(_field(message, "Date")))


def moment(stated: str) -> int | None:
    """A date of a header, or of ISO 8601, in nanoseconds since 1970; without a zone it counts as UTC."""
    for read in (email.utils.parsedate_to_datetime, datetime.datetime.fromisoformat):
        try:
            found = read(stated)
            return int(found.replace(tzinfo=found.tzinfo or datetime.UTC).timestamp()) * 1_000_000_000
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _field(message: EmailMessage, name: str) -> str:
    """A header's value, decoded; headers that break the rules are taken as they stand."""
    try:
        return one_line(str(message.get(name) or ""))
    except (ValueError, TypeError, AttributeError, IndexError, LookupError, MessageError):
        raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
        return one_line(str(raw))


def _body(message: EmailMessage) -> str:
    """What was written: the plain texts in order, or the HTML ones where a message has no plain text."""
    plain, rich = [], []
    for part in message.walk():
        if part.is_multipart() or _is_attachment(part):
            continue
        if part.get_content_type() == "text/html":
            rich.append(extract(_content(part, decode_html)).text)
        elif part.get_content_maintype() == "text":
            plain.append(_content(part, decode))
    texts = [text for text in plain if text.strip()] or [text for text in rich if text.strip()]
    return "\n\n".join(clean(text).strip() for text in texts)


def _is_attachment(part: Message) -> bool:
    try:
        return part.get_content_disposition() == "attachment" or bool(part.get_filename())
    except (ValueError, TypeError, AttributeError, IndexError, LookupError, MessageError):
        return False


def _attachments(message: EmailMessage) -> Iterator[Message]:
    return (part for part in message.walk() if not part.is_multipart() and _is_attachment(part))


def _content(part: Message, guess: Callable[[bytes], str]) -> str:
    """A part's text, in the charset it declares if that is possible."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset()
    if charset:
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            pass
    return guess(data)
