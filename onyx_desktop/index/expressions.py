"""What is looked for → what FTS5 understands: words, runs of signs without blanks, phrases; and their exact check.

In the index a run of such signs is its pairs and then its last sign alone. A question's run is its pairs; one sign
alone is whatever begins with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onyx_desktop.index.lexemes import DENSE, HANGUL, MARKS, SEAM, Lexemes, Piece, fold, glued

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ANY = "*"
"""Ends a form that may go on."""

_BETWEEN = re.compile(rf"(?:[^\w{MARKS}]|_)+")


def asked(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces of a question: a run's last sign is in the pair before it; a sign alone may begin any pair."""
    before: Piece | None = None
    for piece in pieces:
        if piece.signs != 1:
            yield piece
        elif before is None or before.end != piece.end:
            yield piece._replace(lexeme=piece.lexeme + ANY)
        before = piece


def phrase(language: Lexemes, text: str) -> str:
    """A phrase as FTS5 wants it: inside it, runs end where they end in the text; at its end, they may go on."""
    pieces = list(language.pieces(text))
    if not pieces:
        return ""
    *_, last = pieces
    alone = len(pieces) == 1 or pieces[-2].end != last.end
    if last.signs == 1 and not alone:
        pieces.pop()
    return quoted(" ".join(piece.lexeme for piece in pieces) + (ANY if last.signs == 1 and alone else ""))


def quoted(form: str) -> str:
    """A form as FTS5 wants it."""
    return f'"{form[:-1]}"*' if form.endswith(ANY) else f'"{form}"'


def _plain(text: str) -> str:
    return _BETWEEN.sub(" ", fold(SEAM.sub("", text)))


def exactly(phrase: str) -> Callable[[str], bool]:
    """Whether a text holds these very words in this order; case and accents do not count, endings do."""
    wanted = _plain(phrase).strip()
    begin = "" if glued(wanted[:1]) else rf"(?<![^\W{DENSE}{HANGUL}])(?<![{MARKS}])"
    end = "" if glued(wanted[-1:]) else rf"(?![^\W{DENSE}{HANGUL}])"
    pattern = re.compile(begin + re.escape(wanted) + end + rf"(?![{MARKS}])")
    return lambda text: pattern.search(_plain(text)) is not None
