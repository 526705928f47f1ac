"""Subtitles (SubRip, WebVTT, SubViewer, MicroDVD) → what is said, without times, numbers and styles.

A line that only repeats the one before, as captions that roll up do, is left out. A pause of some seconds is where a
paragraph ends.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from onyx_desktop.documents.decode import decode
from onyx_desktop.documents.parts import clean, parts
from onyx_desktop.documents.text import stem
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onyx_desktop.documents.source import Source

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*(?:-->|,)\s*{_TIME}.{{0,200}}")
_FRAMES = re.compile(r"\s*\{(\d{1,9})\}\{(\d{0,9})\}")
_FRAMES_PER_SECOND = 25
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,50})? ([^>]{1,100})>")
_STYLES = re.compile(r"<[^>]{0,200}>|\{[\\yYfFsScCpP][^}]{0,200}\}|\[/?(?:br|b|i|u)\]", re.I)
_NOT_SAID = ("WEBVTT", "NOTE", "STYLE", "REGION", "[INFORMATION]", "[SUBTITLE]", "[END", "[COLF]", "[FONT", "[SIZE")
_PAUSE_S = 4.0


def read(path: Source) -> Document:
    """Read a file of subtitles. Raises `Unreadable` (EMPTY, DAMAGED)."""
    text = _joined(_said(clean(decode(path.read_bytes()))))
    if not text:
        raise Unreadable(Reason.EMPTY, "nothing is said")
    pages, _ = parts(text, [])
    return Document(stem(path), pages, reader="subtitles")


def _joined(said: Iterator[tuple[float, float, str]]) -> str:
    out: list[str] = []
    last, ended = "", 0.0
    for begins, ends, line in said:
        if line == last:
            continue
        if out:
            out.append("\n\n" if begins - ended > _PAUSE_S else "\n")
        out.append(line)
        last, ended = line, ends
    return "".join(out)


def _said(text: str) -> Iterator[tuple[float, float, str]]:
    """Seconds from and to, and each line that is said then."""
    lines = text.split("\n")
    begins = ends = 0.0
    saying = False
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if times := _TIMES.fullmatch(line):
            begins, ends, saying = _seconds(*times.group(1, 2, 3, 4)), _seconds(*times.group(5, 6, 7, 8)), True
        elif frames := _FRAMES.match(line):
            begins = int(frames[1]) / _FRAMES_PER_SECOND
            ends = int(frames[2] or frames[1]) / _FRAMES_PER_SECOND
            yield from ((begins, ends, words) for each in line[frames.end() :].split("|") if (words := _plain(each)))
        elif not line.strip():
            saying = False
        elif saying and not (line.strip().isdecimal() and _TIMES.fullmatch(following)):
            yield from ((begins, ends, words) for each in line.split("[br]") if (words := _plain(each)))


def _seconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(f"{seconds}.{fraction}")


def _plain(line: str) -> str:
    words = unescape(_STYLES.sub("", _VOICE.sub(r"\1: ", line))).strip()
    return "" if words.startswith(_NOT_SAID) else words
