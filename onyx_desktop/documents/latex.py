r"""LaTeX → what would be printed: text, headings, and formulas as they are written; without commands and comments.

No macro is expanded and no file included. Of the preamble only title and authors are kept. What a command is given is
text unless the command is known to mean something else (`\label{…}`, `\includegraphics{…}`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from onyx_desktop.documents.decode import decode
from onyx_desktop.documents.parts import clean, one_line, parts
from onyx_desktop.documents.text import stem
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from onyx_desktop.documents.source import Source


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_HEADINGS = _set("part chapter section subsection subsubsection paragraph subparagraph")
_SILENT = _set(  # what they are given is no text
    "label ref eqref pageref autoref cref Cref nameref cite citep citet citealp citeauthor citeyear parencite "
    "textcite autocite footcite nocite usepackage documentclass includegraphics bibliographystyle bibliography "
    "addbibresource input include includeonly vspace hspace vskip hskip setlength addtolength setcounter "
    "addtocounter pagestyle thispagestyle pagenumbering index color hypersetup graphicspath newcommand "
    "renewcommand providecommand newtheorem newenvironment renewenvironment DeclareMathOperator def let newlength "
    "newcounter theoremstyle geometry selectfont fontsize linespread hyphenation bibitem cline cmidrule rule "
    "definecolor pgfplotsset tikzset usetikzlibrary tag RequirePackage PassOptionsToPackage ProvidesPackage "
    "makeatletter addcontentsline phantom hphantom vphantom"
)
_FIRST_SILENT = _set("href textcolor colorbox parbox raisebox scalebox resizebox multicolumn")
_MATHS = _set("equation align gather multline eqnarray displaymath math alignat flalign subequations")
_VERBATIM = frozenset(("verbatim", "Verbatim", "lstlisting", "minted", "alltt"))
_PICTURES = frozenset(("tikzpicture", "pgfpicture", "picture", "axis", "filecontents", "comment"))
_WITH_ARGUMENTS = _set(
    "tabular tabularx longtable array minipage multicols wrapfigure thebibliography tabulary figure table"
)
_SIGNS = {
    **{"ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å"},
    **{"AA": "Å", "i": "ı", "j": "ȷ", "S": "§", "P": "¶", "copyright": "©", "dots": "…", "ldots": "…", "pounds": "£"},
    **{"textbackslash": "\\", "LaTeX": "LaTeX", "TeX": "TeX", "euro": "€", "textendash": "–", "textemdash": "—"},
    **{"quad": " ", "qquad": " ", "textasciitilde": "~", "par": "\n\n", "newline": "\n", "and": ", ", "degree": "°"},
    **{"item": "\n- ", "caption": "\n\n", "footnote": " ", "hline": "", "noindent": "", "newpage": "\n\n"},
}
_ACCENTS = {
    **{"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307"},
    **{'"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328"},
}
_TOKEN = re.compile(
    r"""\\begin\s*\{(?P<begin>[^}\n]{1,60})\} | \\end\s*\{(?P<end>[^}\n]{1,60})\}
    | \\verb\*?(?P<bar>[^\w\s])(?P<verb>[^\n]{0,500}?)(?P=bar)
    | (?P<maths>\$\$.{0,20000}?\$\$ | \$(?:[^$\\]|\\.){1,5000}\$ | \\\(.{0,5000}?\\\) | \\\[.{0,20000}?\\\])
    | \\(?P<accent>[`'^"~=.]|[uvHcdkr](?![A-Za-z]))\s*(?:\{\s*\\?(?P<braced>[A-Za-z]?)\s*\}|\\?(?P<bare>[A-Za-z]))
    | \\(?P<command>[A-Za-z@]+)\*?[ \t]* | \\(?P<sign>.) | (?P<quote>``|''|---|--|~|&) | (?P<brace>[{}])""",
    re.X | re.S,
)
_PLAIN = {"``": "“", "''": "”", "---": "—", "--": "–", "~": " ", "&": "\t"}
_ESCAPED = {"\\": "\n", ",": " ", ";": " ", ":": " ", " ": " ", "\n": " ", "-": "", "/": "", "!": "", "@": ""}
_COMMENT = re.compile(r"(?<!\\)((?:\\\\){0,20})%[^\n]*(?:\n[ \t]*(?=\S))?")
_LABEL = re.compile(r"\\label\{[^}]{0,200}\}\s?")
_CLOSING = frozenset(",.;:)!?")
_GAPS = re.compile(r"[ \t]*\n[ \t]*\n\s*")
_BLANKS = re.compile(r"[ \t]{2,}")
_LONGEST_ARGUMENT = 10_000
_LONGEST_HEADING = 1_000
_TITLE, _AUTHOR = (re.compile(rf"\\{name}\s*(?:\[[^\]]{{0,300}}\]\s*)?(?=\{{)") for name in ("title", "author"))


def read(path: Source) -> Document:
    """Read a LaTeX file. Raises `Unreadable` (EMPTY, DAMAGED)."""
    source = _COMMENT.sub(r"\1", clean(decode(path.read_bytes())))
    writer = _Writer()
    begin = source.find("\\begin{document}")
    title, author = (_stated(source, each) for each in (_TITLE, _AUTHOR))
    if title:
        writer.head(title)
    writer.write(source, begin + len("\\begin{document}") if begin >= 0 else 0)
    text = "".join(writer.out).strip()
    if not text:
        raise Unreadable(Reason.EMPTY, "no words")
    pages, headings = parts(text, writer.headings)
    return Document(
        title or (writer.headings[0][1] if writer.headings else "") or stem(path),
        pages,
        headings,
        author=author.replace(" ,", ","),
        reader="latex",
    )


def plain(source: str) -> str:
    """A heading or a name on one line."""
    writer = _Writer()
    writer.write(source, 0)
    return one_line("".join(writer.out))


def _stated(source: str, command: re.Pattern[str]) -> str:
    found = command.search(source)
    return plain(source[found.end() + 1 : _close(source, found.end()) - 1][:_LONGEST_HEADING]) if found else ""


def _close(source: str, start: int) -> int:
    """Behind the bracket that closes the one at `start`; `start` itself where there is none, or none soon."""
    opening = source[start : start + 1]
    closing = {"{": "}", "[": "]"}.get(opening)
    if closing is None:
        return start
    depth, at, last = 0, start, min(len(source), start + _LONGEST_ARGUMENT)
    while at < last:
        sign = source[at]
        if sign == "\\":
            at += 1
        elif sign in (opening, closing):
            depth += 1 if sign == opening else -1
            if depth == 0:
                return at + 1
        at += 1
    return start


class _Writer:
    """Writes what a source would print. headings: (offset in what is written, words)."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self._length = self._last = 0
        self._breaks = 2  # line ends that it ends with

    def write(self, source: str, start: int) -> None:
        """Everything from `start` on."""
        at = start
        while token := _TOKEN.search(source, at):
            self._text(source[at : token.start()])
            if token["end"] == "document":
                return
            handle: Callable[[str, re.Match[str]], int] = getattr(self, f"_{token.lastgroup}", self._other)
            at = max(handle(source, token), token.start() + 1)
        self._text(source[at:])

    def head(self, words: str) -> None:
        """A heading in a paragraph of its own."""
        self._put("\n\n")
        if words:
            self.headings.append((self._length, words))
            self._put(words + "\n\n")

    def _text(self, text: str) -> None:
        self._put(_BLANKS.sub(" ", text))

    def _put(self, text: str) -> None:
        """Write, with never more than one empty line and none at the beginning, and no blank before a full stop."""
        text = _GAPS.sub("\n\n", text)
        if self._breaks:
            text = text.lstrip(" \t")
            more = len(text) - len(text.lstrip("\n"))
            text = text[max(0, more - (2 - self._breaks)) :]
        elif text[:1] in _CLOSING and self.out[-1].endswith(" "):
            self.out[-1] = self.out[-1].rstrip(" ")
            self._length += len(self.out[-1]) - self._last
        if text:
            self.out.append(text)
            self._last = len(text)
            self._length += len(text)
            bare = text.rstrip(" \t")
            ends = len(bare) - len(bare.rstrip("\n"))
            self._breaks = ends + (self._breaks if ends == len(text) else 0)

    def _begin(self, source: str, token: re.Match[str]) -> int:
        name, end = token["begin"].rstrip("*"), token.end()
        if name in _MATHS | _VERBATIM | _PICTURES:
            closing = source.find(f"\\end{{{token['begin']}}}", end)
            if closing < 0:
                return end
            if name not in _PICTURES:
                self._put("\n\n" + _LABEL.sub("", source[end:closing]).strip("\n ") + "\n\n")
            return closing + len(token["begin"]) + 6
        self._put("\n\n")
        return self._skipped(source, end, 3) if name in _WITH_ARGUMENTS else self._skipped(source, end, 1, "[")

    def _end(self, _source: str, token: re.Match[str]) -> int:
        self._put("\n\n")
        return token.end()

    def _verb(self, _source: str, token: re.Match[str]) -> int:
        self._put(token["verb"])
        return token.end()

    def _maths(self, _source: str, token: re.Match[str]) -> int:
        self._put(_LABEL.sub("", token["maths"]))
        return token.end()

    def _bare(self, _source: str, token: re.Match[str]) -> int:
        self._put(unicodedata.normalize("NFC", (token["braced"] or token["bare"] or "") + _ACCENTS[token["accent"]]))
        return token.end()

    _braced = _accent = _bare

    def _command(self, source: str, token: re.Match[str]) -> int:
        name, end = token["command"], token.end()
        if name in _HEADINGS:
            start = self._skipped(source, end, 1, "[")
            close = _close(source, start)
            if close > start and close - start < _LONGEST_HEADING:
                self.head(plain(source[start + 1 : close - 1]))
            return close
        if name in _SILENT:
            defined = re.compile(r"\s*\\[A-Za-z@]+").match(source, end) if name in {"def", "let"} else None
            return self._skipped(source, defined.end() if defined else end, 6)
        if name in {"title", "author", "date"}:  # said already
            return _close(source, self._skipped(source, end, 1, "["))
        self._put(_SIGNS.get(name, ""))
        if name in _FIRST_SILENT:
            return self._skipped(source, self._skipped(source, end, 1, "["), 2 if name == "multicolumn" else 1, "{")
        return self._skipped(source, end, 1, "[") if name != "item" else end

    def _sign(self, _source: str, token: re.Match[str]) -> int:
        self._put(_ESCAPED.get(token["sign"], token["sign"]))
        return token.end()

    def _quote(self, _source: str, token: re.Match[str]) -> int:
        self._put(_PLAIN[token["quote"]])
        return token.end()

    def _other(self, _source: str, token: re.Match[str]) -> int:
        return token.end()

    @staticmethod
    def _skipped(source: str, at: int, most: int, kinds: str = "[{") -> int:
        """Behind up to so many arguments in these brackets."""
        for _ in range(most):
            if source[at : at + 1] not in kinds or at >= len(source):
                return at
            close = _close(source, at)
            if close == at:
                return at
            at = close
        return at
