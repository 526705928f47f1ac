"""Plain text → its headings and title, by the signs that Markdown, reStructuredText, Org and AsciiDoc use.

Refuses to guess in unmarked text: a line in capitals is as often a warning as a heading.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onyx_desktop.documents.parts import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

# no pattern below may look farther than this, lest a hostile line take hours
_LONGEST_LINE = 1000
_LONGEST_PREAMBLE = 4000

Marks = list[tuple[int, str]]

_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_ATX = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*$")
_SETEXT = re.compile(r"^ {0,3}(=+|-{3,})[ \t]*$")
_MARKDOWN_SIGNS = re.compile(r"!?\[([^\]]{0,300})\]\([^)]{0,2000}\)|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")
_ADORNMENT = re.compile(r"^([!-/:-@[-`{-~])\1{2,}[ \t]*$")
_ORG = re.compile(r"^\*+[ \t]+(\S.*)$", re.M)
_ORG_TITLE = re.compile(r"^#\+title:[ \t]*(\S.*)$", re.M | re.I)
_ASCIIDOC = re.compile(r"^={1,6}[ \t]+(\S.*)$", re.M)
_FIELD_TITLE = re.compile(r"^title:[ \t]*[\"']?(\S.*?)[\"']?[ \t]*$", re.M | re.I)
_FIELD = re.compile(r"^[A-Za-z][A-Za-z-]*:(?:[ \t]|$)")


def headings(text: str, markup: str) -> Marks:
    """Find the headings (offset of the heading's line, words) of a text in one of `MARKUPS`; none for any other."""
    find = MARKUPS.get(markup)
    return [(offset, words) for offset, raw in find(text) if (words := one_line(raw))] if find else []


def title(text: str, markup: str, found: Marks) -> str:
    """Find the title that a text gives itself (front matter, header fields, first heading) or ""."""
    own: re.Match[str] | None = None
    if markup in {"markdown", "rest"}:
        own = _FIELD_TITLE.search(_preamble(text))
    elif markup == "org":
        own = _ORG_TITLE.search(text)
    if own:
        return one_line(own[1])
    return found[0][1] if found else ""


def _preamble(text: str) -> str:
    """Front matter between lines of ---, or the block of `Name: value` fields that a text begins with."""
    if text.startswith("---\n"):
        end = text.find("\n---", 4)
        return text[4 : min(end, _LONGEST_PREAMBLE)] if end > 0 else ""
    block = text[:_LONGEST_PREAMBLE].lstrip().partition("\n\n")[0]
    return block if _FIELD.match(block) else ""


def _lines(text: str) -> Iterator[tuple[int, str]]:
    offset = 0
    for line in text.splitlines(keepends=True):
        yield offset, line[:_LONGEST_LINE].rstrip("\n")
        offset += len(line)


def _markdown(text: str) -> Iterator[tuple[int, str]]:
    fenced, above = False, (0, "")
    start = text.find("\n---", 4) + 4 if text.startswith("---\n") else 0  # front matter is no heading
    for offset, line in _lines(text):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and offset >= start:
            if mark := _ATX.match(line):
                yield offset, _MARKDOWN_SIGNS.sub(r"\1", mark[1])
            elif _SETEXT.match(line) and above[1].strip() and above[1].lstrip()[0] not in "#>|-*+":
                yield above[0], _MARKDOWN_SIGNS.sub(r"\1", above[1])
        above = (offset, line)


def _rest(text: str) -> Iterator[tuple[int, str]]:
    """Find lines underlined over their whole length; the overline, if there is one, belongs to the heading."""
    before, above = (0, ""), (0, "")
    for offset, line in _lines(text):
        words = above[1].strip()
        if words and _ADORNMENT.match(line) and len(line.rstrip()) >= len(words) and not _ADORNMENT.match(words):
            overlined = _ADORNMENT.match(before[1]) and before[1].strip() == line.strip()
            if overlined or (not before[1].strip() and not above[1].startswith((" ", "\t"))):
                yield (before if overlined else above)[0], words
        before, above = above, (offset, line)


def _by(pattern: re.Pattern[str]) -> Callable[[str], Iterator[tuple[int, str]]]:
    return lambda text: ((found.start(), found[1]) for found in pattern.finditer(text))


MARKUPS: Mapping[str, Callable[[str], Iterator[tuple[int, str]]]] = {
    "markdown": _markdown,
    "rest": _rest,
    "org": _by(_ORG),
    "asciidoc": _by(_ASCIIDOC),
}
