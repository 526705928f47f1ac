"""XML → text: articles (JATS), books (DocBook, TEI) and any other, without its mark-up.

The elements are told to our reader of HTML in its own words, which then does what it does for pages: headings,
paragraphs, tables, white space. What an unknown element means is seen from its name only. External entities and DTDs
are never fetched; expat refuses entities that grow without end. A file with no words between its marks, or with broken
marks, is read as plain text.
"""

from __future__ import annotations

import re
from html import entities, escape
from typing import TYPE_CHECKING
from xml.parsers import expat

from onyx_desktop.documents import html, text
from onyx_desktop.documents.decode import decode
from onyx_desktop.documents.parts import DOCUMENT_CHARACTERS, one_line, parts
from onyx_desktop.documents.titles import plausible
from onyx_desktop.domain import Document

if TYPE_CHECKING:
    from onyx_desktop.documents.source import Source

_INLINE = frozenset(
    {
        *("italic", "bold", "sup", "sub", "xref", "ext-link", "named-content", "styled-content", "sc", "monospace"),
        *("underline", "email", "uri", "inline-formula", "abbrev", "emphasis", "link", "ulink", "literal", "code"),
        *("citetitle", "quote", "phrase", "superscript", "subscript", "hi", "ref", "name", "b", "i", "em", "strong"),
        *("a", "span", "tspan", "u", "tt", "acronym", "application", "command", "filename", "foreignphrase", "term"),
        *("surname", "given-names", "year", "source", "volume", "fpage", "lpage", "persName", "placeName", "date"),
    }
)
_UNSEEN = frozenset(
    {
        *("journal-meta", "article-id", "object-id", "pub-date", "permissions", "history", "counts", "self-uri"),
        *("custom-meta-group", "related-article", "style", "script", "contrib-id", "pub-id"),
    }
)
_SECTIONS = frozenset(
    {
        *(
            "sec",
            "section",
            "chapter",
            "abstract",
            "trans-abstract",
            "app",
            "ack",
            "appendix",
            "part",
            "preface",
            "book",
        ),
        *("ref-list", "boxed-text", "bibliography", "glossary", "simplesect", "div", "text", "front", "item", "entry"),
        *(f"sect{number}" for number in range(1, 6)),
        *(f"div{number}" for number in range(1, 8)),
    }
)
_TITLES = frozenset(("title", "head"))
_OWN_TITLES = frozenset(("article-title", "title", "titleproper"))
_ABOUT = frozenset(
    (
        "title-group",
        "info",
        "bookinfo",
        "articleinfo",
        "metadata",
        "titleStmt",
        "article",
        "book",
        "channel",
        "feed",
        "svg",
    )
)
_SAME = frozenset(("p", "table", "thead", "tbody", "tr", "td", "th", "pre"))
_TELLING = ("title", "text", "label", "alt", "description")
_PEOPLE = frozenset(("contrib", "author"))
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DEEPEST = 500


def read(path: Source) -> Document:
    """Read an XML file. Raises `Unreadable` (EMPTY, DAMAGED)."""
    data = path.read_bytes()
    teller = _told(data)
    found = html.extract(f"<body>{teller.told}</body>") if teller else None
    if found is None or teller is None or not found.text.strip():
        return text.read(path, "")
    pages, headings = parts(found.text, found.headings)
    own = teller.title if plausible(teller.title, path.stem) else ""
    title = own or (found.headings[0][1] if found.headings else "") or text.stem(path)
    return Document(title, pages, headings, author=one_line(", ".join(teller.people)), reader="xml")


def _told(data: bytes) -> _Teller | None:
    """Everything told as HTML; None for what is no XML, also if it is only not the encoding it says."""
    for attempt in (lambda: data, lambda: _DECLARATION.sub("", decode(data)).encode("utf-8")):
        teller = _Teller()
        try:
            teller.hear(attempt())  # type: ignore[no-untyped-call]  # typeshed has no types for it
        except (expat.ExpatError, LookupError, ValueError):
            continue
        return teller
    return None


class _Teller:
    """Hears XML events and writes HTML. title: what the document calls itself; people: who wrote it."""

    def __init__(self) -> None:
        self.title = ""
        self.people: list[str] = []
        self._out: list[str] = []
        self._length = 0
        self._open: list[tuple[str, str]] = []  # name, tag as told
        self._unseen = 0
        self._caught: list[str] | None = None
        self._catcher = 0

    @property
    def told(self) -> str:
        """What was heard, as HTML."""
        return "".join(self._out)

    def hear(self, data: bytes) -> None:
        """Take a whole file. Raises ExpatError."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.UseForeignDTD(True)  # so that unknown entities are reported and not fatal
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.SkippedEntityHandler = self._entity
        parser.ExternalEntityRefHandler = lambda *_: 1  # nothing is fetched
        parser.Parse(data, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        above = self._open[-1][0] if self._open else ""
        tag = self._tag(local, above)
        self._unseen += local in _UNSEEN
        self._open.append((local, tag))
        if (local in _OWN_TITLES and above in _ABOUT and not self.title) or (local in _PEOPLE and self._caught is None):
            self._caught, self._catcher = [], len(self._open)
        if tag and len(self._open) < _DEEPEST:
            self._put(f"<{tag}>")
        for key in _TELLING:
            if key in attributes:
                self._words(attributes[key] + " ")

    def _tag(self, local: str, above: str) -> str:
        if local in _SAME:
            return local
        if local in {"article-title", "titleproper"} and above in _ABOUT:
            return "h1"
        if local in _TITLES and (above in _SECTIONS or above in _ABOUT):
            return "h2"
        return "" if local in _INLINE else "div"

    def _end(self, name: str) -> None:
        local, tag = self._open.pop()
        if tag and len(self._open) + 1 < _DEEPEST:
            self._put(f"</{tag}>")
        elif not tag and local in {"surname", "given-names"}:
            self._words(" ")
        if self._caught is not None and len(self._open) + 1 == self._catcher:
            words = one_line(" ".join("".join(self._caught).split()))
            if local in _PEOPLE:
                self.people += [words] if words and len(words) < 100 else []
            else:
                self.title = words
            self._caught = None
        self._unseen -= local in _UNSEEN

    def _words(self, words: str) -> None:
        if self._unseen:
            return
        if self._caught is not None:
            self._caught.append(words)
        self._put(escape(words, quote=False))

    def _entity(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self._words(entities.html5.get(f"{name};", " "))

    def _put(self, told: str) -> None:
        if self._length < DOCUMENT_CHARACTERS:
            self._out.append(told)
            self._length += len(told)
