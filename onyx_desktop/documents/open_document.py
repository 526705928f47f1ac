"""OpenDocument spreadsheets and presentations → sheets with rows, and slides, as the file itself shows them.

Read here and not by kreuzberg, which knows no presentations and gives stored values ("0.1") where a person sees "10 %".
The XML is taken in pieces, so a table of a million rows costs no tree. Hidden repetitions (a style over 16,384 columns)
are not written out; comments follow their row, and boxes their sheet. Refuses what is no OpenDocument. Of texts, which
kreuzberg reads, it gives the paragraphs once more, because kreuzberg leaves out tables of contents, charts and headers.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree

from onyx_desktop.documents import sheets, slides
from onyx_desktop.documents.parts import clean, one_line
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from onyx_desktop.domain import Heading, Page

_NS = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}{}"


def _named(space: str, *names: str) -> tuple[str, ...]:
    return tuple(_NS.format(space, name) for name in names)


_TABLE, _ROW, _CELL, _COVERED = _named("table", "table", "table-row", "table-cell", "covered-table-cell")
_NAME, _ROWS_REPEATED, _COLUMNS_REPEATED = _named("table", "name", "number-rows-repeated", "number-columns-repeated")
_P, _H, _S, _TAB, _BREAK, _COUNT = _named("text", "p", "h", "s", "tab", "line-break", "c")
(_SLIDE, _FRAME) = _named("drawing", "page", "frame")
(_MASTER,) = _named("style", "master-page")
(_SHAPES,) = _named("table", "shapes")
(_DELETED,) = _named("text", "tracked-changes")
(_CLASS, _NOTES) = _named("presentation", "class", "notes")
(_ANNOTATION,) = _named("office", "annotation")
_MOST_REPEATED = 50  # cells and rows with the same words; nobody looks for the hundredth
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError, NotImplementedError, RuntimeError, KeyError),
    *(ValueError, OSError),
)

Paged = tuple[tuple["Page", ...], tuple["Heading", ...]]


def read_sheets(data: bytes) -> Paged:
    """Pages and headings of a spreadsheet. Raises `Unreadable` (DAMAGED)."""
    try:
        return sheets.paged(_sheets(data))
    except _BROKEN as error:
        raise Unreadable(Reason.DAMAGED, type(error).__name__) from None


def read_slides(data: bytes) -> Paged:
    """Pages and headings of a presentation. Raises `Unreadable` (DAMAGED)."""
    out: list[str] = []
    headings: list[tuple[int, str]] = []
    length = 0
    try:
        for number, paragraphs in enumerate(_slides(data), 1):
            pieces = [(False, slides.MARK.format(page_num=number)), *paragraphs]
            for is_title, words in pieces:
                if is_title:
                    headings.append((length, one_line(words)))
                out.append(words + "\n\n")
                length += len(out[-1])
    except _BROKEN as error:
        raise Unreadable(Reason.DAMAGED, type(error).__name__) from None
    return slides.paged("".join(out), headings)


def paragraphs(data: bytes) -> list[str]:
    """Every paragraph of a text, of the charts in it and of its headers and footers, each once; as far as it goes."""
    found: dict[str, None] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                part = name.rpartition("/")[2]
                if part == "content.xml" or name == "styles.xml":
                    with archive.open(name) as stream:
                        wanted = _MASTER if part == "styles.xml" else ""
                        found |= dict.fromkeys(_told(stream, wanted))
    except _BROKEN:
        pass
    return list(found)


def _told(stream: IO[bytes], wanted: str) -> Iterator[str]:
    """The words of every paragraph below elements of a name ("": of all), each by itself; deleted ones are left out."""
    inside = deleted = 0
    for event, element in ElementTree.iterparse(stream, ("start", "end")):
        step = 1 if event == "start" else -1
        inside += (element.tag == wanted) * step
        deleted += (element.tag == _DELETED) * step
        if event == "end" and element.tag in (_P, _H):
            if not deleted and (inside or not wanted):
                yield _words(element)
            tail = element.tail
            element.clear()  # a box in a paragraph has said its words
            element.tail = tail


def title(data: bytes) -> tuple[str, str]:
    """The title and the author that the file states; "" for one that it does not."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("meta.xml") as stream:
            facts = {element.tag.rpartition("}")[2]: "".join(element.itertext()) for _, element in _events(stream)}
    except _BROKEN:
        return "", ""
    return one_line(facts.get("title", "")), one_line(facts.get("creator", "") or facts.get("initial-creator", ""))


def _events(stream: IO[bytes]) -> Iterator[tuple[str, Element]]:
    return ElementTree.iterparse(stream, ("end",))


def _sheets(data: bytes) -> Iterator[tuple[str, Iterator[sheets.Row]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as stream:
        events = ElementTree.iterparse(stream, ("start", "end"))
        for event, element in events:
            if event == "start" and element.tag == _TABLE:
                name, boxes = element.get(_NAME, ""), list[str]()
                yield name, _rows(events, element, boxes)
                yield name, ((None, [words]) for words in boxes)


def _rows(events: Iterator[tuple[str, Element]], table: Element, boxes: list[str]) -> Iterator[sheets.Row]:
    """The rows of a table with their numbers; ends with the table's end tag. boxes: gets the words that lie upon it."""
    number = 0
    for event, element in events:
        if event != "end":
            continue
        if element is table:
            table.clear()
            return
        if element.tag == _SHAPES:
            boxes += filter(str.strip, map(_words, element.iter(_P)))
            element.clear()
        if element.tag == _ROW:
            repeated = _count(element, _ROWS_REPEATED)
            cells = [*_cells(element), *_noted(element)]
            if any(cells):
                for each in range(min(repeated, _MOST_REPEATED)):
                    yield number + each + 1, cells
            number += repeated
            element.clear()


def _cells(row: Element) -> Iterator[str]:
    for cell in row:
        if cell.tag in (_CELL, _COVERED):
            words = " ".join(_words(each) for each in cell if each.tag in (_P, _H))
            repeated = _count(cell, _COLUMNS_REPEATED)
            yield from [words] * min(repeated, _MOST_REPEATED)


def _noted(row: Element) -> Iterator[str]:
    """What is said about the cells of a row, in comments and in boxes that hang on them."""
    for cell in row:
        for each in cell if cell.tag in (_CELL, _COVERED) else ():
            if each.tag not in (_P, _H) and (words := " ".join(filter(None, map(_words, each.iter(_P))))):
                yield words


def _count(element: Element, attribute: str) -> int:
    value = element.get(attribute, "1")
    return int(value) if value.isdecimal() and len(value) < 9 else 1


def _slides(data: bytes) -> Iterator[list[tuple[bool, str]]]:
    """The paragraphs of each slide, notes last; True for one that is the slide's title."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as stream:
        for _, element in _events(stream):
            if element.tag != _SLIDE:
                continue
            frames = sorted(element, key=lambda each: each.tag == _NOTES)
            found = []
            for frame in frames:
                is_title = frame.get(_CLASS) == "title"
                found += [(is_title, words) for words in _paragraphs(frame) if words.strip()]
            yield found
            element.clear()


def _paragraphs(element: Element) -> Iterator[str]:
    """Paragraphs below an element, table rows as one line each."""
    stack = [element]
    while stack:
        each = stack.pop()
        if each.tag in (_P, _H):
            yield _words(each)
        elif each.tag == _ROW:
            yield "\t".join(" ".join(map(_words, cell.iter(_P))) for cell in each)
        elif each.tag != _ANNOTATION:
            stack.extend(reversed(each))


def _words(paragraph: Element) -> str:
    """A paragraph as a person sees it: runs of blanks, tabs and line ends are elements of their own."""
    out: list[str] = []
    stack: list[Element | str] = [paragraph]
    while stack:
        each = stack.pop()
        if isinstance(each, str):
            out.append(each)
            continue
        if each.tag == _S:
            out.append(" " * min(_count(each, _COUNT), 100))
        elif each.tag in (_TAB, _BREAK):
            out.append("\t" if each.tag == _TAB else "\n")
        elif each.tag != _ANNOTATION:
            out.append(each.text or "")
            for child in reversed(each):
                stack += [child.tail or "", child]
    return clean("".join(out))
