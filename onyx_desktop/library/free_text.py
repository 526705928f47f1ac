"""Text → the short pieces of prose that a static model is trained on.

Short paragraphs that follow each other are one piece, a long one is several, cut between sentences. What has fewer than
eight words, or more digits and signs than sentences have, is a table, a listing or a heading: the teacher's vector of
such is of no use to the words in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onyx_desktop.chunks.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEWEST_WORDS, _ENOUGH_WORDS, _MOST_WORDS = 8, 40, 80
_LETTERS = 0.85  # of the characters besides white space
_SIGNS = re.compile(r"[{}=<>;_|\\()\[\]]")
_SIGNS_A_WORD = 0.1
_GAP = re.compile(r"\n\s*\n")


def pieces(text: str) -> Iterator[str]:
    """The prose in a text, white space made single; at most 80 words a piece unless one sentence is longer."""
    held = ""
    for paragraph in _GAP.split(text):
        bare = " ".join(paragraph.split())
        for piece in _cut(bare) if bare.count(" ") >= _MOST_WORDS else (bare,):
            if not _is_prose(piece):
                continue
            if held and held.count(" ") + piece.count(" ") >= _MOST_WORDS:
                yield held
                held = ""
            held = f"{held} {piece}".lstrip()
            if held.count(" ") >= _ENOUGH_WORDS:
                yield held
                held = ""
    if held:
        yield held


def _cut(paragraph: str) -> Iterator[str]:
    start = 0
    for span in sentences(paragraph):
        if start < span.start and paragraph.count(" ", start, span.end) >= _MOST_WORDS:
            yield paragraph[start : span.start].strip()
            start = span.start
    yield paragraph[start:]


def _is_prose(piece: str) -> bool:
    words = piece.count(" ") + 1
    letters = sum(map(str.isalpha, piece))
    return (
        words >= _FEWEST_WORDS
        and letters >= _LETTERS * (len(piece) - words + 1)
        and len(_SIGNS.findall(piece)) <= _SIGNS_A_WORD * words
    )
