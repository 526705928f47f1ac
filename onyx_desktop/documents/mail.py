"""Mail → text: who, to whom, when, then what was written, then the names of what was attached.

The plain part is preferred to the HTML one. Attachments are named here and read as members (`unpack.py`), each a
document of its own; so is a forwarded message. Nothing linked is ever fetched.
"""

from __future__ import annotations

import base64
import datetime
import email.policy
import email.utils
import mimetypes
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser, HeaderParser
from typing import TYPE_CHECKING

from onyx_desktop.documents.decode import decode
from onyx_desktop.documents.html import decode_html, extract
from onyx_desktop.documents.inner import Inner
from onyx_desktop.documents.parts import clean, one_line, parts
from onyx_desktop.documents.text import stem
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Mail, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage

    from onyx_desktop.documents.source import Source

_FIELDS = ("From", "To", "Cc", "Date")
_LONGEST_HEADER = 100_000
_MARKS = (b"\xff\xfe", b"\xfe\xff")
# headers are not folded anew: Python's folding never ends for some broken ones
_AS_IT_CAME = email.policy.default.clone(refold_source="none")
_PARSER = BytesParser(policy=email.policy.default)


def read(path: Source) -> Document:
    """Read one message. Raises `Unreadable` (EMPTY, DAMAGED)."""
    message = _message(path.read_bytes())
    text = clean(_told(message))
    if not text.strip():
        raise Unreadable(Reason.EMPTY, "no words")
    if not message.keys():
        raise Unreadable(Reason.DAMAGED, "no header")
    subject = _field(message, "Subject")
    pages, headings = parts(text, [(0, subject)] if subject else [])
    fields = _fields(message)
    return Document(subject or stem(path), pages, headings, author=fields.sender, reader="mail", mail=fields)


def inside(path: Source) -> Iterator[Inner]:
    """What is attached, forwarded messages among it."""
    message = _message(path.read_bytes())
    sent_ns = moment(_field(message, "Date")) or 0
    for number, part in enumerate(_attachments(message), 1):
        data = _attached(part)
        name = _name(part) or f"Attachment {number}{mimetypes.guess_extension(part.get_content_type()) or ''}"
        yield Inner(name, len(data), sent_ns, held(data))


def held(data: bytes) -> Callable[[int], bytes]:
    """How to get bytes that are there already. Raises `Unreadable` (TOO_LARGE) beyond the limit."""

    def read_held(most: int) -> bytes:
        if len(data) > most:
            raise Unreadable(Reason.TOO_LARGE, f"{len(data)} bytes")
        return data

    return read_held


def subject_and_date(data: bytes) -> tuple[str, int]:
    """What the header of a message says, or "" and 0."""
    header = HeaderParser(policy=email.policy.default).parsestr(data[:_LONGEST_HEADER].decode("utf-8", "replace"))
    return _field(header, "Subject"), moment(_field(header, "Date")) or 0


def _message(data: bytes) -> EmailMessage:
    if data.startswith(_MARKS) or b"\0" in data[:200]:  # saved by an editor as UTF-16
        data = decode(data).encode("utf-8")
    return _PARSER.parsebytes(data.lstrip(b"\r\n\t \xef\xbb\xbf"))


def _told(message: EmailMessage) -> str:
    """Header lines, body, names of attachments."""
    subject = _field(message, "Subject")
    head = [f"Subject: {subject}"] if subject else []
    head += [f"{name}: {value}" for name in _FIELDS if (value := _field(message, name))]
    names = [name for part in _attachments(message) if (name := _name(part))]
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


def _field(message: Message, name: str) -> str:
    """A header's value, decoded; headers that break the rules are taken as they stand."""
    try:
        return one_line(str(message.get(name) or ""))
    except (ValueError, TypeError, AttributeError, IndexError, LookupError, MessageError):
        raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
        return one_line(str(raw))


def _body(message: EmailMessage) -> str:
    """What was written: the plain texts in order, or the HTML ones where a message has no plain text."""
    plain, rich = [], []
    for part in _parts(message):
        if part.is_multipart() or _is_attachment(part):
            continue
        if part.get_content_type() == "text/html":
            rich.append(extract(_content(part, decode_html)).text)
        elif part.get_content_maintype() == "text":
            plain.append(_content(part, decode))
    texts = [text for text in plain if text.strip()] or [text for text in rich if text.strip()]
    return "\n\n".join(clean(text).strip() for text in texts)


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a message in order, a forwarded message as one part, with its own parts left inside."""
    stack = [message]
    while stack:
        part = stack.pop()
        yield part
        inner = part.get_payload() if part.get_content_maintype() != "message" else None
        stack += [each for each in reversed(inner) if isinstance(each, Message)] if isinstance(inner, list) else []


def _is_attachment(part: Message) -> bool:
    if part.get_content_type() == "message/rfc822":
        return True
    try:
        return part.get_content_disposition() == "attachment" or bool(part.get_filename())
    except (ValueError, TypeError, AttributeError, IndexError, LookupError, MessageError):
        return False


def _attachments(message: EmailMessage) -> Iterator[Message]:
    for part in _parts(message):
        if part.get_content_type() == "message/rfc822" or (not part.is_multipart() and _is_attachment(part)):
            yield part


def _attached(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        return _bytes(part)
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _forwarded(part: Message) -> Message | None:
    inner = part.get_payload()
    return inner[0] if isinstance(inner, list) and inner and isinstance(inner[0], Message) else None


def _bytes(part: Message) -> bytes:
    """A forwarded message as it came, also out of base64; one that can't be written again is nothing."""
    message = _forwarded(part)
    try:
        data = message.as_bytes(policy=_AS_IT_CAME) if message is not None else b""
        return base64.b64decode(data) if str(part.get("Content-Transfer-Encoding")).lower() == "base64" else data
    except (ValueError, TypeError, AttributeError, IndexError, LookupError, MessageError):
        return b""


def _name(part: Message) -> str:
    """What an attachment is called; a forwarded message by its subject."""
    try:
        name = one_line(part.get_filename() or "")
    except (ValueError, TypeError, AttributeError, IndexError, LookupError, MessageError):
        name = ""
    if part.get_content_type() != "message/rfc822":
        return name
    inner = _forwarded(part)
    subject = _field(inner, "Subject") if inner is not None else ""
    return name if name.lower().endswith(".eml") else f"{name or subject.replace('/', ' ') or 'Message'}.eml"


def _content(part: Message, guess: Callable[[bytes], str]) -> str:
    """A part's text, in the charset it declares if that is possible."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset()
    if charset:
        try:
            return data.decode(charset)
        except (ValueError, LookupError):
            pass
    return guess(data)
