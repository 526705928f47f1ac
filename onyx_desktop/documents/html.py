"""HTML → the text a reader of the page came for, with its title and headings.

Only importer of selectolax. If the page says which element it is about (`main`, a single `article`), only that is read.
Scripts, styles, menus, cookie notices, advertisements, page headers and footers, forms' controls and whatever is hidden
are left out. If that leaves next to nothing (an article called "menu"), the page is taken with all that a person sees.
Block elements make line ends, table cells make tabs, white space is as a browser shows it.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from selectolax.lexbor import LexborHTMLParser

from onyx_desktop.documents.decode import decode
from onyx_desktop.documents.parts import clean, one_line, parts
from onyx_desktop.documents.text import stem
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Reason

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from onyx_desktop.documents.source import Source

_UNSEEN = frozenset(
    {
        *("head", "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas", "audio"),
        *("video", "map", "select", "option", "datalist", "button", "input", "textarea", "progress", "meter", "dialog"),
    }
)
_BOILERPLATE = frozenset(("nav", "menu"))
_FRAME = frozenset(("header", "footer", "aside"))  # of the page, unless they stand in an article
_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar", "dialog", "alertdialog")
)
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|topnav|sidenav|breadcrumbs?|skip-?links?|cookies?(?:-?\w+)?|consent|gdpr|"
    r"site-?(?:header|footer)|page-?footer|share|social|pagination|ads?|advert\w*|newsletter|sponsored)(?:$|[\s_-])",
    re.I,
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_ARTICLES = frozenset(("main", "article"))
_KEPT = frozenset(("html", "body", "main", "article"))
_PARAGRAPHS = frozenset(
    {
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "dl", "table", "figure", "section"),
        *("article", "header", "footer", "main", "aside", "hr", "address", "details"),
    }
)
_LINES = frozenset(("div", "li", "dt", "dd", "tr", "br", "caption", "figcaption", "summary", "legend", "center"))
_CELLS = frozenset(("td", "th"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)""", re.I)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_LEAST_SHARE = 0.1
_LONGEST_NOTICE = 3000


AnyWriter = TypeVar("AnyWriter", bound="Writer")


@dataclass(slots=True)
class Extract:
    """The text of a page, and its headings: (offset, words)."""

    title: str
    text: str
    headings: list[tuple[int, str]]


def read(path: Source) -> Document:
    """Read an HTML file. Raises `Unreadable` (EMPTY) if a person would see no words."""
    found = extract(decode_html(path.read_bytes()))
    if not found.text.strip():
        raise Unreadable(Reason.EMPTY, "no words")
    pages, headings = parts(found.text, found.headings)
    return Document(found.title or stem(path), pages, headings, reader="html")


def decode_html(data: bytes) -> str:
    """Bytes to text: a mark or valid UTF-8 beats what the page declares, and that beats statistics."""
    declared = _DECLARED.search(data[:4096])
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and declared:
        for encoding in ("utf-8", declared[1].decode("ascii", "replace")):
            try:
                return data.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    return decode(data)


def extract(markup: str) -> Extract:
    """Text, title and headings of a page."""
    return choose(markup, Writer)[0]


def choose(markup: str, writer: type[AnyWriter]) -> tuple[Extract, AnyWriter]:
    """What a page is about or, if that is next to nothing, all that a person sees; and the writer that wrote it."""
    tree = LexborHTMLParser(markup)
    root = tree.body or tree.root
    whole, strict = writer(strict=False), writer(strict=True)
    if root is None:
        return Extract("", "", []), whole
    seen, found = whole.write(root), strict.write(_main(root))
    chosen = (seen, whole) if len(found.text) < _LEAST_SHARE * len(seen.text) else (found, strict)
    chosen[0].title = _title(tree, chosen[0])
    return chosen


def _main(root: LexborNode) -> LexborNode:
    """The one element that says it is what the page is about, else the whole page."""
    for selector in ("main, [role=main]", "article"):
        candidates = root.css(selector)
        if len(candidates) == 1:
            return candidates[0]
    return root


def _title(tree: LexborHTMLParser, found: Extract) -> str:
    """The only first-rank heading, which lacks the name of the site; else what the page calls itself."""
    first = [one_line(node.text(deep=True)) for node in tree.css("h1")]
    shown = {words for _, words in found.headings}
    if len(first) == 1 and first[0] in shown:
        return first[0]
    node = tree.css_first("title")
    return (one_line(node.text(deep=True)) if node else "") or next((words for words in first if words in shown), "")


class Writer:
    """Walks a tree with a stack of its own (pages nest deeper than Python likes) and writes what is seen."""

    def __init__(self, *, strict: bool) -> None:
        self._strict = strict
        self._out: list[str] = []
        self._length = 0
        self._gap = ""
        self._verbatim = 0
        self._articles = 0
        self._heading: int | None = None
        self._headings: list[tuple[int, str]] = []

    def write(self, root: LexborNode) -> Extract:
        """Write everything below a node that a person sees."""
        stack: list[LexborNode | str] = [root]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                self._close(node)
            elif node.is_text_node:
                self._text(clean(node.text_content or ""))
            elif node.is_element_node and self._seen(node):
                tag = node.tag or ""
                self._open(tag)
                stack.append(tag)
                stack.extend(_children_backwards(node))
        return Extract("", "".join(self._out), self._headings)

    def _seen(self, node: LexborNode) -> bool:
        tag, attributes = node.tag or "", node.attributes
        if tag in _UNSEEN or "hidden" in attributes or _HIDING.search(attributes.get("style") or ""):
            return False
        if not self._strict or tag in _KEPT:
            return True
        if tag in _FRAME:
            return self._articles > 0 or (tag == "header" and node.css_first("h1") is not None)
        if tag in _BOILERPLATE or attributes.get("aria-hidden") == "true" or attributes.get("role") in _ROLES:
            return False
        named = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
        if named == " " or not _NAMED.search(named):
            return True
        # a name alone is weak evidence: what holds the article or very much text is no menu
        return node.css_first("article, main, h1") is not None or len(node.text(deep=True)) > _LONGEST_NOTICE

    def _open(self, tag: str) -> None:
        self._break(tag)
        self._verbatim += tag == "pre"
        self._articles += tag in _ARTICLES
        if tag in _HEADINGS and self._heading is None:
            self._heading = len(self._out)

    def _close(self, tag: str) -> None:
        if tag in _HEADINGS and self._heading is not None:
            text = "".join(self._out[self._heading :])
            if words := one_line(text):
                # the gap before the heading was written with it
                self._headings.append((self._length - len(text.lstrip()), words))
            self._heading = None
        self._verbatim -= tag == "pre"
        self._articles -= tag in _ARTICLES
        self._break(tag)
        if tag in _CELLS and not self._gap:
            self._gap = "\t"

    def _break(self, tag: str) -> None:
        """Remember the widest gap asked for; it is written only between words."""
        if tag in _PARAGRAPHS:
            self._gap = "\n\n"
        elif tag in _LINES and self._gap != "\n\n":
            self._gap = "\n"

    def _text(self, text: str) -> None:
        if self._verbatim:
            bare = text
        else:
            bare = _SPACES.sub(" ", text)
            if bare.startswith(" ") and not self._gap:
                self._gap = " "
            bare = bare.strip(" ")
        if bare:
            if self._length and self._gap:
                self._put(self._gap)
            self._gap = ""
            self._put(bare)
        if not self._verbatim and text[-1:].isspace() and not self._gap:
            self._gap = " "

    def _put(self, text: str) -> None:
        self._out.append(text)
        self._length += len(text)


def _children_backwards(node: LexborNode) -> list[LexborNode]:
    children, child = [], node.child
    while child is not None:
        children.append(child)
        child = child.next
    return children[::-1]
