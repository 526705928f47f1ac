"""A page that is a picture, of a PDF or in a file of its own → the text in it, and where each word stands.

Two engines are known: RapidOCR, if it is installed (the extra `ocr`), and the program Tesseract, if it is on the PATH.
Runs in a reader process. Refuses a page that can't be drawn; a page in which nothing is recognised is no error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onyx_desktop.documents import pdf, pdf_scans, pictures, rapid, tesseract, unpack
from onyx_desktop.documents.parts import clean
from onyx_desktop.documents.source import Held
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Reason, Recognised, SeenWord, Span
from onyx_desktop.domain.languages import LANGUAGES as KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from onyx_desktop.documents.seen import Seen
    from onyx_desktop.documents.source import Source
    from onyx_desktop.domain import ByteArray, Document

PROGRAM = tesseract.NAME
"""The engine that is a program of its own."""

LANGUAGES = tuple(sorted((rapid.LANGUAGES | tesseract.PACKS.keys()) & KNOWN.keys()))
"""Two-letter codes of the languages that one of the engines can be asked for."""


@dataclass(frozen=True, slots=True)
class Engine:
    """name: as a person knows it. key: what was recognised under another key is recognised again."""

    name: str
    key: str


def engine(language: str) -> Engine | None:
    """The engine that reads pictures here, or None. language: a two-letter code, or "" for any.

    RapidOCR where it knows the language, else Tesseract where it has the language's pack.
    """
    packs = tesseract.installed()
    if rapid.installed() and (language in rapid.LANGUAGES or not language):
        return Engine(rapid.NAME, rapid.NAME)
    if packs and (not language or tesseract.PACKS.get(language) in packs):
        return Engine(tesseract.NAME, f"{tesseract.NAME}:{language or 'all'}")
    return None


def page(path: Path, again: bool, number: int, member: str, language: str) -> Recognised:
    """Recognise a page, from 1, of a PDF or of one that lies in it as `member`. Raises `Unreadable`."""
    if again:
        raise Unreadable(Reason.CRASHED, "while text was recognised")
    source = held(path, member)
    chosen = engine(language)
    if chosen is None:
        raise Unreadable(Reason.NO_TEXT, "no engine")
    if chosen.name == rapid.NAME:
        seen = rapid.lines(_drawn(source, number, rapid.DPI))
    else:
        seen = tesseract.lines(_drawn(source, number, tesseract.DPI), language)
    return _told([*seen, *([] if _is_picture(source) else pdf_scans.stamp(source, number))])


def read(source: Source, texts: Mapping[int, str]) -> Document:
    """The document that the texts of its pages make. Raises as the readers."""
    return pictures.read(source, texts) if _is_picture(source) else pdf.read(source, texts)


def as_pdf(path: Path, again: bool, *, member: str) -> bytes:
    """A picture, or one that lies in a file as `member`, as a PDF that can be shown. Raises `Unreadable`."""
    if again:
        raise Unreadable(Reason.CRASHED, "while it was drawn")
    return pictures.as_pdf(held(path, member))


def _is_picture(source: Source) -> bool:
    with source.open("rb") as stream:
        return pictures.is_one(stream.read(16))


def _drawn(source: Source, number: int, dpi: int) -> ByteArray:
    return pictures.picture(source, number) if _is_picture(source) else pdf_scans.picture(source, number, dpi)


def held(path: Path, member: str) -> Source:
    """A file, or what lies in it, in memory. Raises as `unpack.extract`."""
    return Held(member.rpartition("/")[2], unpack.extract(path, again=False, member=member)) if member else path


def _told(lines: Sequence[Sequence[Seen]]) -> Recognised:
    """Lines of words → text; a word that is broken at a line's end is joined."""
    text, words = "", []
    washed = [line for each in lines if (line := [*_washed(each)])]
    for number, line in enumerate(washed):
        for place, (word, seen) in enumerate(line):
            text += " " if place and not seen.joined else ""
            words.append(SeenWord(Span(len(text), len(text) + len(word)), seen.box))
            text += word
        following = washed[number + 1][0][0] if number + 1 < len(washed) else ""
        if len(text) > 1 and text[-1] in "-‐" and text[-2].isalpha() and following[:1].islower():
            text = text[:-1]
            words[-1] = SeenWord(Span(words[-1].span.start, len(text)), words[-1].box)
        elif following:
            text += "\n"
    return Recognised(text, tuple(words))


def _washed(line: Sequence[Seen]) -> Iterator[tuple[str, Seen]]:
    for each in line:
        if word := " ".join(clean(each.word).split()):
            yield word, each
