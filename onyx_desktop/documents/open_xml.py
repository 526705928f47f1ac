"""What an Office Open XML file says besides its running text: notes, comments, text boxes, diagrams, charts, headers.

kreuzberg 4.10 leaves these out. They are found as the file relates its parts to each other, so that what belongs to a
slide or a sheet is known to. Also the whole text of a file that kreuzberg refuses, such as one whose document has an
unusual name. Paragraphs only, in the order of the parts; what is no package yields nothing.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree

from onyx_desktop.documents.parts import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError, NotImplementedError, RuntimeError, KeyError),
    *(ValueError, OSError),
)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = rb'\b%b="([^"]*)"'
_LISTED = re.compile(rb"<(?:\w+:)?(?:sldId|sheet)\b[^>]*?\b\w+:id=\"([^\"]+)\"")
_BESIDE = frozenset(
    {
        *("footnotes", "endnotes", "comments", "header", "footer", "notesSlide", "diagramData", "chart", "drawing"),
        *("threadedComment", "vmlDrawing"),
    }
)
"""The last words of the relations that lead to them; a drawing may lead on to a chart."""

_LEVELS = 2
_LONG_WORDS, _CHANGED = 12, 0.1
_PART_BYTES = 50 << 20
_PARAGRAPHS = frozenset(("p", "pt", "comment", "threadedComment"))
_GAPS = frozenset(("br", "tab", "cr"))
_UNREAD = frozenset(("Fallback", "numCache", "fld"))
"""What stands there a second time, the numbers behind a chart, and fields such as the number of a slide."""


def beside(data: bytes) -> dict[int, list[str]]:
    """Paragraphs besides the running text, by slide or sheet from 1, in the file's order; those of a text under 0."""
    found: dict[int, list[str]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            main = _main(archive)
            boxes = _paragraphs(archive, main, boxes=True) if _is_text(main) else ()
            for place, part in _places(archive, main):
                parts = _beside(archive, part, _LEVELS)
                told = (words for each in parts for words in _paragraphs(archive, each))
                found[place] = list(dict.fromkeys((*(boxes if not place else ()), *told)))
    except _BROKEN:
        pass
    return {place: words for place, words in found.items() if words}


def running(data: bytes) -> dict[int, list[str]]:
    """The paragraphs of a text (under 0) or of each slide; nothing for a workbook, whose cells are no paragraphs."""
    found: dict[int, list[str]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for place, part in _places(archive, _main(archive)):
                if "sheet" not in posixpath.basename(part).lower():
                    found[place] = list(_paragraphs(archive, part))
    except _BROKEN:
        pass
    return {place: words for place, words in found.items() if words}


def _main(archive: zipfile.ZipFile) -> str:
    return dict(_related(archive, "").values())["officeDocument"]


def _is_text(main: str) -> bool:
    return main.startswith("word/")


def _places(archive: zipfile.ZipFile, main: str) -> Iterator[tuple[int, str]]:
    """The document itself, or its slides or sheets, with their numbers."""
    order = [] if _is_text(main) else _LISTED.findall(_bytes(archive, main))
    if not order:
        yield 0, main
        return
    parts = _related(archive, main)
    for number, key in enumerate(order, 1):
        if key.decode("utf-8", "replace") in parts:
            yield number, parts[key.decode("utf-8", "replace")][1]


def _beside(archive: zipfile.ZipFile, part: str, levels: int) -> Iterator[str]:
    for kind, each in _related(archive, part).values():
        if kind in _BESIDE:
            yield each
            if levels > 1:
                yield from _beside(archive, each, levels - 1)


def _related(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part relates to: the last word of the relation, and the other part, by its key."""
    folder, name = posixpath.split(part)
    try:
        listed = _bytes(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    except KeyError:
        return {}
    found = {}
    for relation in _RELATION.findall(listed):
        key, kind, target = (re.search(_ATTRIBUTE % name, relation) for name in (b"Id", b"Type", b"Target"))
        if key and kind and target and b'TargetMode="External"' not in relation:
            way = unquote(target[1].decode("utf-8", "replace"))
            there = posixpath.normpath(posixpath.join("/", folder, way)).lstrip("/")
            found[key[1].decode("utf-8", "replace")] = (kind[1].decode("utf-8", "replace").rpartition("/")[2], there)
    return found


def _bytes(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as stream:
        return stream.read(_PART_BYTES)


def _paragraphs(archive: zipfile.ZipFile, part: str, *, boxes: bool = False) -> Iterator[str]:
    """The paragraphs of a part, as far as it can be read; boxes: only those that stand in boxes upon the page."""
    try:
        with archive.open(part) as stream:
            yield from (words for each in _joined(stream, boxes=boxes) if (words := " ".join(clean(each).split())))
    except _BROKEN:
        return


def _joined(stream: IO[bytes], *, boxes: bool) -> Iterator[str]:
    pieces: list[str] = []
    unread = inside = 0
    for event, element in ElementTree.iterparse(stream, ("start", "end")):
        name = element.tag.rpartition("}")[2]
        step = 1 if event == "start" else -1
        unread += step * (name in _UNREAD)
        inside += step * (name in {"txbxContent", "lockedCanvas", "txbx"})
        if event == "start" or unread:
            continue
        if name in {"t", "v", "text"} and (inside or not boxes):
            pieces.append(element.text or "")
        elif name in _GAPS:
            pieces.append(" ")
        elif name in _PARAGRAPHS:
            yield "".join(pieces)
            pieces = []
            element.clear()


def lacking(paragraphs: Iterable[str], text: str) -> list[str]:
    """Those paragraphs that a text has nowhere, whatever its white space, nor a long one with hardly a word changed."""
    bare, known = _bare(text), frozenset(text.split())

    def told(paragraph: str) -> bool:
        words = paragraph.split()
        changed = len(words) - sum(map(known.__contains__, words))
        return _bare(paragraph) in bare or (len(words) >= _LONG_WORDS and changed < _CHANGED * len(words))

    return [each for each in paragraphs if any(map(str.isalnum, each)) and not told(each)]


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))
