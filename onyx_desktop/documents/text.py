"""Text files → documents: prose, notes, tables, data, source code. What is text is taken as it stands.

Refuses binary content behind a text's name. The title is what the text calls itself, else the file's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop.documents.decode import decode
from onyx_desktop.documents.markup import headings, title
from onyx_desktop.documents.parts import clean, one_line, parts
from onyx_desktop.documents.titles import first_line
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Reason

if TYPE_CHECKING:
    from onyx_desktop.documents.source import Source

_PROSE = frozenset((".txt", ".text", ".md", ".markdown"))


def read(path: Source, markup: str) -> Document:
    """Read a text whose headings are marked as `markup` says (see `markup.MARKUPS`; any other word: no headings)."""
    text = clean(decode(path.read_bytes()))
    if not text.strip():
        raise Unreadable(Reason.EMPTY, "white space only")
    found = headings(text, markup)
    pages, placed = parts(text, found)
    name = title(text, markup, found) or (first_line(text) if path.suffix.lower() in _PROSE else "") or stem(path)
    return Document(name, pages, placed, reader="text")


def stem(path: Source) -> str:
    """Make a file's name a title; bytes that are no text become U+FFFD."""
    return one_line(path.stem.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
