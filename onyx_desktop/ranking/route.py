"""A question → how much its words count beside its meaning, known before anything is ranked.

What decides is how well the model knows the words: into how many pieces its tokenizer cuts one. A word of English is
one piece for an English model, a name, a code or a word of German two or three, a word of Russian six: the more pieces,
the less their vector means. Other signs (length, rarity, digits, capitals, the lists' own scores) were tried and told
nothing that held on more than one collection. The figures are data: resources/models/ranking.toml says how they were
learned.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[぀-ヿ㐀-䶿一-鿿豈-﫿฀-໿က-႟ក-៿]")
_SIGNS_A_WORD = 2  # where no blanks part words


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned. words: their weight for a model that knows every word, and for one that knows none.

    pieces: a word of those two kinds. full_share: words count in full for this share of the best BM25 score there could
    be. deviations: a cosine counts in full so many above the model's background. document: the part of a passage's
    cosine that its document lends. pairs: what two words side by side count beside a word. late: the weight of late
    interaction beside the cosine's, for the best `refined` candidates. static: the weight of a static model's cosine
    beside that of the chosen model's.
    """

    words: tuple[float, float]
    pieces: tuple[float, float]
    full_share: float
    deviations: float
    document: float
    pairs: float
    late: float
    refined: int
    static: float = 1.0


@dataclass(frozen=True, slots=True)
class Route:
    """words: their share (0…1) of the fused score, the rest is meaning's. pieces: of a word, what decided."""

    words: float
    pieces: float


def load(path: Path) -> Weights:
    """Read what was learned."""
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    return Weights(
        words=tuple(values["words"]),
        pieces=tuple(values["pieces"]),
        full_share=values["full_share"],
        deviations=values["deviations"],
        document=values["document"],
        pairs=values["pairs"],
        late=values["late"],
        refined=values["refined"],
        static=values["static"],
    )


def route(text: str, pieces: int, weights: Weights) -> Route:
    """How to ask: pieces is into how many the model cuts the text."""
    return routed(pieces / max(1, words_in(text)), weights)


def routed(each: float, weights: Weights) -> Route:
    """How to ask where a word is so many pieces."""
    low, high = weights.pieces
    share = min(1.0, max(0.0, (each - low) / (high - low)))
    return Route(weights.words[0] + share * (weights.words[1] - weights.words[0]), each)


def words_in(text: str) -> int:
    """How many words a text has; in scripts without blanks, about two signs are one."""
    joined = len(_JOINED.findall(text))
    return len(_WORD.findall(_JOINED.sub(" ", text))) + -(-joined // _SIGNS_A_WORD)
