"""Text → the spans of its sentences, by rules of our own: quick, without a model, for many languages at once.

A stop ends a sentence unless an abbreviation, an initial, an ordinal or a small letter behind it says otherwise. A line
end does where a paragraph, a list entry or a line much shorter than its neighbours (a heading, the end of a paragraph)
ends; in wrapped text it does not. The spans are in order, do not overlap, and cover all that is not white space.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onyx_desktop.domain import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_CANDIDATE = re.compile(
    r"""(?P<stop>[.!?…\u037e]+)["'’”“»«)\]]*(?=\s)"""
    r"""|(?P<wide>[。！？｡]+[」』”’）〉》]*|[؟۔।॥။።។៕։]+["»)”]*)"""
    r"""|(?P<line>\n\s*)"""
)
_LAST_WORD = re.compile(r"[^\W\d_](?:[\w.-]*\w)?$|\d[\d.,]*$")
_LIST_ENTRY = re.compile(r"(?:[-*•–—▪◦‣·]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])\s")
_LOOK_BACK = 24
_ORDINAL_DIGITS = 2  # "12." is an ordinal or the number of a list entry; "2026." is a year
_WRAPPED_CHARACTERS = 200  # longer lines are not wrapped: each is a paragraph
_SHORT_LINE = 0.6

_TITLES = {
    *("dr", "mr", "mrs", "ms", "prof", "st", "jr", "sr", "hr", "fr", "mme", "mlle", "sra", "dra", "rev", "hon", "gen"),
    *("col", "lt", "capt", "sgt", "gov", "sen", "rep", "dipl", "ing", "phil", "med", "jur", "habil", "geb"),
}
_SHORT_FORMS = {
    *("e.g", "i.e", "eg", "ie", "cf", "vs", "viz", "al", "ca", "approx", "resp", "incl", "excl", "esp", "ibid", "op"),
    *("z.b", "d.h", "u.a", "bzw", "usw", "vgl", "sog", "evtl", "ggf", "inkl", "bspw", "zzgl", "p.ex", "ej", "eds"),
    *("ed", "dept", "univ", "inc", "ltd", "corp", "bros", "assn", "transl", "trans", "repr", "vols", "др", "см", "ул"),
}
_BEFORE_NUMBERS = {
    *("no", "nos", "nr", "fig", "figs", "figure", "abb", "tab", "art", "sec", "sect", "ch", "chap", "kap", "eq", "eqs"),
    *("vol", "bd", "p", "pp", "s", "para", "abs", "ref", "refs", "ex", "app", "cap", "pt", "jan", "feb", "mar", "apr"),
    *("jun", "jul", "aug", "sep", "sept", "oct", "okt", "nov", "dec", "dez", "св", "рис", "стр", "гл", "núm", "n"),
}


def sentences(text: str) -> list[Span]:
    """Cut a text into sentences; each span begins and ends with a sign that is no white space."""
    found, start = [], 0
    for end in (*_ends(text), len(text)):
        piece = text[start:end]
        if words := piece.strip():
            begin = start + len(piece) - len(piece.lstrip())
            found.append(Span(begin, begin + len(words)))
        start = end
    return found


def _ends(text: str) -> Iterator[int]:
    typical = _typical_line(text)
    line_start = 0
    for candidate in _CANDIDATE.finditer(text):
        if candidate["line"] is None:
            if candidate["wide"] is not None or _is_stop(text, candidate):
                yield candidate.end()
        else:
            if _is_break(text, candidate, candidate.start() - line_start, typical):
                yield candidate.end()
            line_start = candidate.end()


def _typical_line(text: str) -> int:
    """Find the length that four of five lines do not exceed."""
    lengths = sorted(map(len, filter(None, text.split("\n"))))
    return lengths[len(lengths) * 4 // 5] if lengths else 0


def _is_stop(text: str, candidate: re.Match[str]) -> bool:
    after = text[candidate.end() : candidate.end() + 8].lstrip()[:1]
    if after.islower():
        return False
    if candidate["stop"] != ".":
        return True
    found = _LAST_WORD.search(text[max(0, candidate.start() - _LOOK_BACK) : candidate.start()])
    if found is None:
        return True
    word = found[0]
    if word[0].isdigit():
        return len(word) > _ORDINAL_DIGITS
    if word.lower() in _BEFORE_NUMBERS:
        return not after.isdigit()
    initial = len(word) == 1 and word.isupper()
    return not initial and word.lower() not in _TITLES and word.lower() not in _SHORT_FORMS


def _is_break(text: str, candidate: re.Match[str], line_length: int, typical: int) -> bool:
    """Tell whether a line end ends a sentence: it always ends a paragraph, and a list entry begins a new one."""
    if candidate["line"].count("\n") > 1 or _LIST_ENTRY.match(text, candidate.end()):
        return True
    if text[candidate.end() : candidate.end() + 1].islower():
        return False
    return line_length > _WRAPPED_CHARACTERS or line_length < _SHORT_LINE * typical
