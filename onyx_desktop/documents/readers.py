"""A file → its reader: by its name (`formats.py`), unless its first bytes say otherwise.

The readers are imported when the first file needs them, in the child process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop.documents.formats import FORMATS, kind_of
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onyx_desktop.documents.inner import Inner
    from onyx_desktop.documents.source import Source
    from onyx_desktop.domain import Document

_HEAD_BYTES = 4096
_PDF_MARK = b"%PDF-"
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MARK = b"PK\x03\x04"
_RTF_MARK = b"{\\rtf"
_FOREIGN_MARKS = (
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF", b"OggS", b"ID3", b"fLaC"),
    *(b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x7fELF", b"MZ\x90", b"\xca\xfe\xba\xbe"),
    *(b"SQLite format 3", b"\0asm"),
)


_NEW_PLACES = frozenset(("slide", "sheet", "sheet and row"))

_CONTAINERS = frozenset(("mail", "mbox", "zip", "tar"))

VERSION = "6"
"""Raise it when files that were refused may now be readable; they are then tried again."""

RENEWED = tuple(
    suffix
    for each in FORMATS
    for suffix in each.suffixes
    if each.kind in {"pdf", "mail", "mbox", "xml", "latex", "notebook", "subtitles"}
    or each.places in _NEW_PLACES
    or each.name in {"Word", "OpenDocument text"}
    or suffix == ".msg"
)
"""Of these suffixes this version makes more than the one before; they are read again, and only what is new embedded."""


def read(path: Source, again: bool = False) -> Document:
    """Read a file with the reader its name or content asks for; `again`: with the second one, if there is any.

    Raises `Unreadable`, and OSError for what the file system refuses.
    """
    named = kind_of(path)
    if named is None:
        raise Unreadable(Reason.UNSUPPORTED, path.suffix.lower())
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if not head:
        raise Unreadable(Reason.EMPTY, "no bytes")
    kind, markup = _detected(head, named)
    if again and kind != "pdf":
        raise Unreadable(Reason.CRASHED, "no second reader")
    return _read(path, kind, markup, again)


def inside(path: Source) -> Iterator[Inner] | None:
    """What lies in a container, by its name; None for a file that is none. Iterating may raise `Unreadable`."""
    kind, _ = kind_of(path) or ("", "")
    if kind == "mail":
        from onyx_desktop.documents import mail

        return mail.inside(path)
    if kind == "mbox":
        from onyx_desktop.documents import mailbox

        return mailbox.inside(path)
    if kind in {"zip", "tar"}:
        from onyx_desktop.documents import archive

        return archive.inside_zip(path) if kind == "zip" else archive.inside_tar(path)
    if kind == "outlook":
        from onyx_desktop.documents import outlook

        return outlook.inside(path)
    return None


def _detected(head: bytes, named: tuple[str, str]) -> tuple[str, str]:
    """Ask the first bytes, and keep to the name where they say nothing."""
    kind, _ = named
    if _PDF_MARK in head[:1024] and kind not in _CONTAINERS:
        return ("pdf", "")
    if head.startswith((_OLE_MARK, _ZIP_MARK, _RTF_MARK)) and kind not in _CONTAINERS | {"office", "outlook"}:
        return ("office", "")
    if (
        kind not in {"pdf", "office", "outlook", "zip", "tar", "picture"}
        and head.startswith(_FOREIGN_MARKS)
        and b"\0" in head
    ):
        raise Unreadable(Reason.UNSUPPORTED, f"not what its name {named[0]} says")
    return named


def _read(path: Source, kind: str, markup: str, again: bool) -> Document:
    """Hand the file to its reader, imported now, because each brings a library."""
    if kind == "pdf":
        from onyx_desktop.documents import pdf, pdf_facts

        return pdf_facts.read(path) if again else pdf.read(path)
    if kind == "picture":
        from onyx_desktop.documents import pictures

        return pictures.read(path)
    if kind in {"office", "outlook"}:
        from onyx_desktop.documents import office

        return office.read(path)
    if kind in {"mail", "mbox"}:
        from onyx_desktop.documents import mail, mailbox

        return mail.read(path) if kind == "mail" else mailbox.read(path)
    if kind in {"zip", "tar"}:
        from onyx_desktop.documents import archive

        return archive.read(path, archive.inside_zip if kind == "zip" else archive.inside_tar)
    return _read_text(path, kind, markup)


def _read_text(path: Source, kind: str, markup: str) -> Document:
    """The readers of what is text inside."""
    if kind == "html":
        from onyx_desktop.documents import html

        return html.read(path)
    if kind == "xml":
        from onyx_desktop.documents import xml

        return xml.read(path)
    if kind == "latex":
        from onyx_desktop.documents import latex

        return latex.read(path)
    if kind == "notebook":
        from onyx_desktop.documents import notebook

        return notebook.read(path)
    if kind == "subtitles":
        from onyx_desktop.documents import subtitles

        return subtitles.read(path)
    from onyx_desktop.documents import text

    return text.read(path, markup)
