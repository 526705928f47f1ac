"""Code points ↔ UTF-16 units, the only place.

Python counts code points and so does the whole house; Qt counts UTF-16 units, where a character beyond U+FFFF takes
two. Refuses nothing: an index behind the end means the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onyx_desktop.domain import Span


def to_utf16(text: str, index: int) -> int:
    """How many UTF-16 units precede code point `index` of `text`."""
    head = text[: max(0, index)]
    return len(head) if head.isascii() else len(head.encode("utf-16-le", "surrogatepass")) // 2


def from_utf16(text: str, units: int) -> int:
    """Which code point of `text` begins at, or contains, UTF-16 unit `units`."""
    if units <= 0 or text.isascii():
        return min(max(0, units), len(text))
    head = text.encode("utf-16-le", "surrogatepass")[: units * 2]
    if len(head) >= 2 and 0xD8 <= head[-1] <= 0xDB:  # cut between the halves of a pair: the pair's own index
        head = head[:-2]
    return len(head.decode("utf-16-le", "surrogatepass"))


def spans_to_utf16(text: str, spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """(start, length) in UTF-16 units of each span, as QTextLayout, QTextCursor and QPdfDocument want them."""
    for span in spans:
        start = to_utf16(text, span.start)
        yield start, to_utf16(text, span.end) - start
