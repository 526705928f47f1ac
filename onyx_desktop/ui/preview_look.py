"""What is found out about a hit before it is shown: the text around it, its shape, and whether its file is as it was.

`look` runs on the search lane: it reads the index and, for a web page, the file. Everything else here is pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onyx_desktop.domain import Hit, Span
from onyx_desktop.errors import OnyxError
from onyx_desktop.ui import wording
from onyx_desktop.ui.rich_view import MARKDOWN, Shape, markdown_near
from onyx_desktop.ui.text_view import Marked

if TYPE_CHECKING:
    from pathlib import Path

    from onyx_desktop.library import Library, Passage


DRAWN = frozenset((".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp"))
"""What has pages that can be drawn; pictures are drawn as the pages of a PDF."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the search lane found out about a hit.

    passage: None if the document has just left the index. mtime_ns: of the file now; None if it is not there. marked:
    the text of the index. pdf: the file to draw, where there is one. shape: how the file shows it, where it has
    headings and lists, and the same places in that.
    """

    passage: Passage | None
    mtime_ns: int | None
    marked: Marked | None = None
    pdf: Path | None = None
    shape: Shape | None = None
    shaped: Marked | None = None


def look(library: Library, hit: Hit, query: str) -> Look:
    """Read the passage's surroundings and the file's date, on the search lane."""
    from onyx_desktop.library.members import on_disk  # heavy, and loaded by now

    disk = on_disk(hit.path)
    mtime_ns = hit.mtime_ns if disk is not None else None  # what lies in another file changes with that only
    if disk == hit.path:
        mtime_ns = disk.stat().st_mtime_ns
    passage = library.passage(hit, query)
    if passage is None:
        return Look(None, mtime_ns)
    marked = Marked(passage.text, passage.span, best_sentence(hit, passage.span), passage.words)
    shape, shaped = _shape(hit, passage, marked)
    return Look(passage, mtime_ns, marked, _pdf(library, hit), shape, shaped)


def _pdf(library: Library, hit: Hit) -> Path | None:
    if hit.page is None or hit.path.suffix.lower() not in DRAWN:
        return None
    try:
        return library.openable(hit.path, drawn=True)
    except OnyxError:
        return None


def _shape(hit: Hit, passage: Passage, marked: Marked) -> tuple[Shape | None, Marked | None]:
    if hit.path.suffix.lower() in MARKDOWN:
        return markdown_near(marked)
    part = passage.formatted
    if part is None:
        return None, None
    by = passage.offset - part.offset

    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(each.start + by, each.end + by) for each in spans)

    (span,) = moved((passage.span,))
    shape = Shape(part.markup, part.text, is_markdown=False)
    if part.text[max(0, span.start) : max(0, span.end)] == passage.text[passage.span.start : passage.span.end]:
        return shape, Marked(part.text, span, moved(marked.best), moved(marked.words))
    near = marked.near()  # the page is not what was indexed: look for the passage by its own words
    return Shape(part.markup, near.text, is_markdown=False), near


def best_sentence(hit: Hit, passage: Span) -> tuple[Span, ...]:
    """The hit's best sentence as a span of the text that holds the passage; () where it has none."""
    if hit.best is None:
        return ()
    words = hit.snippet[hit.best.start : hit.best.end].split()
    found = re.search(r"\s+".join(map(re.escape, words)), hit.text) if words else None  # a snippet is on one line
    return (Span(passage.start + found.start(), passage.start + found.end()),) if found else ()


def trouble(hit: Hit, found: Look) -> str:
    """Why what is shown may not be the file as it is, or nothing."""
    if found.passage is None:
        return wording.say("This document has just left the index.")
    if found.mtime_ns is None:
        return wording.say("The file is not there any more. This is its text from the index.")
    if found.mtime_ns != hit.mtime_ns:
        date = wording.date(found.mtime_ns)
        if is_pdf(hit, found) or found.shape is not None:
            return wording.say("The file has changed on {0}, after it was indexed; the page may differ.").format(date)
        return wording.say("The file has changed on {0}, after it was indexed. This is its text from then.").format(
            date
        )
    return ""


def recognised(hit: Hit) -> str:
    """That a text may hold mistakes because it was recognised in a picture, or nothing."""
    if not hit.recognised:
        return ""
    return wording.say("This page is a picture. Its text was recognised and may hold mistakes.")


def may_be_read_again(hit: Hit, found: Look) -> bool:
    """Whether reading the file again would help."""
    return found.mtime_ns is not None and found.mtime_ns != hit.mtime_ns


def is_pdf(hit: Hit, found: Look) -> bool:
    """Whether there is a PDF to be opened."""
    return hit.page is not None and found.pdf is not None
