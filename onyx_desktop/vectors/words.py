"""Texts → the rows of a published list of words: GloVe and word2vec by whole words, BPEmb by pieces of words.

A word that the list does not have as it is written is looked up in lower case; one that it does not have at all counts
as not there. Pieces come from SentencePiece after what BPEmb does to its own texts: lower case, every digit a 0
(Heinzerling, Strube 2018). The only importer of `sentencepiece`. Refuses a file it can't load (`ModelDamaged`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import sentencepiece

from onyx_desktop.errors import ModelDamaged
from onyx_desktop.vectors.tokens import UNKNOWN, Tokens, encodable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onyx_desktop.domain import FloatArray

PIECES = "pieces.model"
_COMMON = 1e-3  # a, below
_DIGIT = re.compile(r"\d")
_SPACE = "\N{LOWER ONE EIGHTH BLOCK}"  # how SentencePiece writes the beginning of a word


class Words:
    """A list of whole words: a tokenizer.json with a model of kind WordLevel. size: how many ids there are."""

    def __init__(self, tokenizer_json: Path, max_tokens: int) -> None:
        """Load the file; raises `ModelDamaged`."""
        self._tokens = Tokens(tokenizer_json, max_tokens)
        self.size = self._tokens.size

    def plain(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of the words of each text that are in the list."""
        return [self._known(text) for text in map(encodable, texts)]

    def pieces(self, text: str) -> int:
        """How many words a text has; one that is not in the list counts as three."""
        found = len(self._tokens.words(encodable(text)))
        return found + (UNKNOWN - 1) * (found - len(self._known(encodable(text))))

    def _known(self, text: str) -> list[int]:
        found = self._tokens.words(text)
        known = ((self._tokens.find(text[start:end].lower()) if each is None else each) for each, start, end in found)
        return [each for each in known if each is not None]


class Pieces:
    """BPEmb's pieces of words. size: how many ids there are. signs: ids of single characters."""

    def __init__(self, path: Path, max_tokens: int) -> None:
        """Load the file; raises `ModelDamaged(folder, file, why)`."""
        try:
            self._pieces = sentencepiece.SentencePieceProcessor(model_proto=path.read_bytes())
        except Exception as error:  # the library raises bare RuntimeError, and more
            raise ModelDamaged(path.parent.name, path.name, str(error)) from error
        self._max_tokens = max_tokens
        self.size: int = self._pieces.get_piece_size()
        names = [self._pieces.id_to_piece(each) for each in range(self.size)]
        self.signs: Sequence[int] = [each for each, name in enumerate(names) if len(name.lstrip(_SPACE)) <= 1]

    def plain(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of the pieces of each text, without the unknown one."""
        unknown = self._pieces.unk_id()
        read = self._pieces.encode([_DIGIT.sub("0", encodable(text).lower()) for text in texts])
        return [[each for each in ids if each != unknown][: self._max_tokens] for ids in read]

    def pieces(self, text: str) -> int:
        """Into how many pieces a text is cut; an unknown one counts as three."""
        ids: list[int] = self._pieces.encode(_DIGIT.sub("0", encodable(text).lower()))
        unknown: int = self._pieces.unk_id()
        return len(ids) + (UNKNOWN - 1) * sum(each == unknown for each in ids)


def rank_weights(rows: int, signs: Sequence[int] = ()) -> FloatArray:
    """A weight for each word of a list that begins with the commonest, a / (a + p), so that "the" drowns nothing.

    Arora, Liang, Ma 2017, "A Simple but Tough-to-Beat Baseline for Sentence Embeddings", a = 0.001 as there. How
    frequent a word is, p, comes from its rank: 1 / rank over the sum of all (Zipf). signs: rows of single characters,
    which lists of pieces have at the end although they are the commonest of all; they count as the first.
    """
    frequencies = 1 / np.arange(1, rows + 1)
    frequencies[list(signs)] = 1
    frequencies /= frequencies.sum()
    weights: FloatArray = (_COMMON / (_COMMON + frequencies)).astype(np.float32)
    return weights
