"""What is attached to an Outlook message (`.msg`), forwarded messages among it; the message itself is kreuzberg's.

Only importer of olefile. A forwarded message lies in its container as parts and not as a file, so it is written as a
mail (`.eml`) of what it says, with what is attached to it. The numbers are those of Microsoft's MS-OXMSG and
MS-OXPROPS. A file that is no such container has nothing inside; its own reader says what it is.
"""

from __future__ import annotations

import email.utils
import io
import struct
from email.message import EmailMessage
from typing import TYPE_CHECKING

import olefile

from onyx_desktop.documents.inner import Inner
from onyx_desktop.documents.mail import held
from onyx_desktop.documents.parts import one_line
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onyx_desktop.documents.source import Source

_SUBJECT, _BODY, _SENDER, _ADDRESS, _TO = 0x0037, 0x1000, 0x0C1A, 0x5D01, 0x0E04
_LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _DATA = 0x3707, 0x3704, 0x3001, 0x3701
_SENT, _MESSAGE_HEAD, _INNER_HEAD = 0x0039, 32, 24
_EPOCH = 116_444_736_000_000_000  # 1970 in tenths of a microsecond since 1601
_LEVELS = 3
_MOST_BYTES = 100 << 20
# whatever a broken file makes of olefile's assumptions
_BROKEN = (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, struct.error)


def inside(path: Source) -> Iterator[Inner]:
    """What is attached, each by its name. Raises `Unreadable` (DAMAGED)."""
    with path.open("rb") as stream:
        data = stream.read()
    if not data.startswith(olefile.MAGIC):
        return
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            message = _Message(container, [])
            sent_ns = message.sent_ns
            for number, (name, attached) in enumerate(message.attachments(_LEVELS), 1):
                yield Inner(name or f"Attachment {number}", len(attached), sent_ns, held(attached))
    except _BROKEN as error:
        raise Unreadable(Reason.DAMAGED, type(error).__name__) from None


class _Message:
    """A message in a container. way: the names of the storages on the way to it."""

    def __init__(self, container: olefile.OleFileIO, way: list[str]) -> None:
        self._container, self._way = container, way

    @property
    def sent_ns(self) -> int:
        """When it was sent, in nanoseconds since 1970; 0 where nobody knows."""
        properties = self._stream([*self._way, "__properties_version1.0"])
        head = _INNER_HEAD if self._way else _MESSAGE_HEAD
        for at in range(head, len(properties) - 15, 16):
            tag, _, value = struct.unpack_from("<IIQ", properties, at)
            if tag >> 16 == _SENT and value > _EPOCH:
                return int((value - _EPOCH) * 100)
        return 0

    def attachments(self, levels: int) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of each, in order."""
        depth = len(self._way)
        entries = self._container.listdir(streams=True, storages=True)
        storages = {each[depth] for each in entries if len(each) > depth and each[:depth] == self._way}
        for storage in sorted(each for each in storages if each.startswith("__attach_version1.0_")):
            way = [*self._way, storage]
            if data := self._stream([*way, f"__substg1.0_{_DATA:04X}0102"]):
                yield self._text(way, _LONG_NAME) or self._text(way, _SHORT_NAME), data
            elif self._container.exists([*way, f"__substg1.0_{_DATA:04X}000D"]) and levels > 1:
                message = _Message(self._container, [*way, f"__substg1.0_{_DATA:04X}000D"])
                subject = message._text(message._way, _SUBJECT) or self._text(way, _SHOWN_NAME)
                yield f"{subject.replace('/', ' ') or 'Message'}.eml", message.as_mail(levels - 1)

    def as_mail(self, levels: int) -> bytes:
        """What the message says, as a mail."""
        mail = EmailMessage()
        name, address = self._text(self._way, _SENDER), self._text(self._way, _ADDRESS)
        fields = {
            "Subject": self._text(self._way, _SUBJECT),
            "From": f"{name} <{address}>" if address else name,
            "To": self._text(self._way, _TO),
            "Date": email.utils.formatdate(self.sent_ns / 1e9) if self.sent_ns else "",
        }
        body = self._text(self._way, _BODY, lines=True)
        lines = [f"{key}: {value}".encode() for key, value in fields.items() if value]
        mail.set_content(body, cte="base64")
        for attached, data in self.attachments(levels):
            mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=attached or "Attachment")
        return b"\n".join([*lines, mail.as_bytes()])

    def _text(self, way: list[str], number: int, *, lines: bool = False) -> str:
        """A property that is a text, in Unicode or in the code page of Western Europe."""
        wide = self._stream([*way, f"__substg1.0_{number:04X}001F"]).decode("utf-16-le", "replace")
        text = wide or self._stream([*way, f"__substg1.0_{number:04X}001E"]).decode("cp1252", "replace")
        return text if lines else one_line(text)

    def _stream(self, way: list[str]) -> bytes:
        if not self._container.exists(way) or self._container.get_size(way) > _MOST_BYTES:
            return b""
        with self._container.openstream(way) as stream:
            return bytes(stream.read())
