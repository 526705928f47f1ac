"""An HTML page → the part of it around a place of its text, as HTML that holds nothing but words and their shape.

For a preview that fetches nothing: what is written here has a few elements and not one attribute, so no address, no
style and no script is left in it. The words are those that `html.extract` finds, in their order and with its offsets,
so a place in the index is a place here. Refuses elements that are not on the list: their words stay, they go.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from onyx_desktop.documents.html import Writer, choose

if TYPE_CHECKING:
    from onyx_desktop.domain import Span

_BLOCKS = frozenset(
    {
        *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre"),
        *("table", "tr", "td", "th", "div"),
    }
)
_SHAPES = frozenset(("b", "strong", "i", "em", "u", "s", "del", "ins", "sub", "sup", "small", "code", "tt", "kbd"))
_ALONE = frozenset(("br", "hr"))
_CUT_BEFORE = _BLOCKS - {"td", "th"}
_OPENING = re.compile(r"<\w")
_LEAST_BLOCK = 1500  # characters


@dataclass(frozen=True, slots=True)
class Part:
    """markup: HTML without attributes. text: its words as they are indexed. offset: where they begin in the page."""

    markup: str
    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class _Block:
    markup: str
    begins: int
    ends: int


def around(markup: str, place: Span, reach: int, most: int) -> Part:
    """What stands around a place of a page's text, and so many characters before and behind it, whole blocks.

    most: characters of HTML; what is farthest from the place is left out until they suffice. Nothing is left of a page
    whose only block is longer.
    """
    extract, writer = choose(markup, _Tagger)
    blocks = writer.finish()
    near = [each for each in blocks if each.ends > place.start - reach and each.begins < place.end + reach]
    while near and sum(len(each.markup) for each in near) > most:
        near.pop(0 if place.start - near[0].begins > near[-1].ends - place.end else -1)
    begins, ends = (near[0].begins, near[-1].ends) if near else (0, 0)
    return Part("".join(each.markup for each in near), extract.text[begins:ends], begins)


class _Tagger(Writer):
    """Writes the elements down beside the text; cuts now and then where a block begins."""

    def __init__(self, *, strict: bool) -> None:
        super().__init__(strict=strict)
        self._marked: list[str] = []
        self._opened: list[str] = []
        self._blocks: list[_Block] = []
        self._begins = 0

    def finish(self) -> list[_Block]:
        """The blocks, whole HTML each."""
        self._cut()
        return self._blocks

    def _open(self, tag: str) -> None:
        super()._open(tag)
        if tag in _CUT_BEFORE and self._length - self._begins > _LEAST_BLOCK:
            self._cut()
        if tag in _ALONE:
            self._marked.append(f"<{tag}>")
        elif tag in _BLOCKS or tag in _SHAPES:
            self._opened.append(tag)
            self._marked.append(f"<{tag}>")

    def _close(self, tag: str) -> None:
        super()._close(tag)
        if self._opened and self._opened[-1] == tag:
            self._opened.pop()
            self._marked.append(f"</{tag}>")

    def _put(self, text: str) -> None:
        """White space goes before the elements that open with the words: it would show in a `pre`."""
        super()._put(text)
        at = len(self._marked)
        while text.isspace() and at and _OPENING.match(self._marked[at - 1]):
            at -= 1
        self._marked.insert(at, escape(text, quote=False))

    def _cut(self) -> None:
        """End the block; what is open is closed here and opened again in the next one."""
        closing = "".join(f"</{tag}>" for tag in reversed(self._opened))
        self._blocks.append(_Block("".join(self._marked) + closing, self._begins, self._length))
        self._marked = [f"<{tag}>" for tag in self._opened]
        self._begins = self._length
