"""Jupyter notebooks → text and code of the cells in order, and of what they gave only the text.

Pictures, widgets and HTML tables of results are left out: they are long and say nothing that the text does not. A file
that is no notebook is read as plain text.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from onyx_desktop.documents import markup, text
from onyx_desktop.documents.decode import decode
from onyx_desktop.documents.parts import clean, parts
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onyx_desktop.documents.source import Source

_LONGEST_OUTPUT = 10_000
_COLOURS = re.compile(r"\x1b\[[0-9;]{0,20}[A-Za-z]")


def read(path: Source) -> Document:
    """Read a notebook. Raises `Unreadable` (EMPTY, DAMAGED)."""
    try:
        cells = list(_cells(json.loads(decode(path.read_bytes()))))
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return text.read(path, "")
    found = list[tuple[int, str]]()
    out: list[str] = []
    length = 0
    for kind, words in cells:
        if words := clean(words).strip("\n"):
            if kind == "markdown":
                found += [(length + at, heading) for at, heading in markup.headings(words, "markdown")]
            out.append(words + "\n\n")
            length += len(out[-1])
    written = "".join(out).rstrip()
    if not written:
        raise Unreadable(Reason.EMPTY, "no words")
    pages, headings = parts(written, found)
    return Document(found[0][1] if found else text.stem(path), pages, headings, reader="notebook")


def _cells(notebook: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - what JSON holds
    """Kind and text of each cell and of its results."""
    cells = notebook["cells"] if "cells" in notebook else notebook["worksheets"][0]["cells"]
    for cell in cells:
        yield cell.get("cell_type", ""), _text(cell.get("source", cell.get("input", "")))
        for result in cell.get("outputs", ()):
            words = result.get("text") or result.get("data", {}).get("text/plain") or ""
            yield "result", _COLOURS.sub("", _text(words)[:_LONGEST_OUTPUT])


def _text(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)
