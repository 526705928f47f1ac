"""Text → the token ids a model was trained on, their number, and where they stand. The only importer of `tokenizers`.

The truncation and padding that a published tokenizer.json ships are thrown away: all-MiniLM-L6-v2's cuts at 128 tokens
and pads to 128, although the model reads 256. "[SEP]" in a document is text, not a command. A lone surrogate, which
UTF-8 has no bytes for, counts as "?", one code point for one. Refuses a file it can't load (`ModelDamaged`).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.errors import ModelDamaged

# One thread: the threads that run the model are the ones the user allowed. Read by the library when it first encodes.
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onyx_desktop.domain import BoolArray, IntArray


_JOINT = "##"  # before the rest of a word, in WordPiece's vocabularies

UNKNOWN = 3
"""Pieces that a word counts as of which the vocabulary knows not one."""


class Tokens:
    """A model's tokenizer. pad_id: what fills a row behind its text. size: how many ids there are.

    Safe from any thread.
    """

    def __init__(self, tokenizer_json: Path, max_tokens: int) -> None:
        """Load the file; raises `ModelDamaged(folder, file, why)`."""
        try:
            definition = tokenizer_json.read_text(encoding="utf-8")
            self._whole = Tokenizer.from_str(definition)
            self._cut = Tokenizer.from_str(definition)
        except Exception as error:  # the library raises bare Exception
            raise ModelDamaged(tokenizer_json.parent.name, tokenizer_json.name, str(error)) from error
        shipped = self._whole.padding
        self.pad_id: int = shipped["pad_id"] if shipped else self._find_pad()
        for each in (self._whole, self._cut):
            each.no_padding()
            each.no_truncation()
            each.encode_special_tokens = True
        self._cut.enable_truncation(max_tokens)
        self._unknown: str | None = getattr(self._whole.model, "unk_token", None)
        self.size: int = self._whole.get_vocab_size()

    def offsets(self, text: str) -> IntArray:
        """Where the tokens stand in `text`: (n, 2) code points, half open; no special tokens, nothing cut off."""
        encoding = self._whole.encode(encodable(text), add_special_tokens=False)
        return np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)

    def count(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, with special tokens, before any cut."""
        return [len(each) for each in self._whole.encode_batch_fast([encodable(text) for text in texts])]

    def batch(self, texts: Sequence[str]) -> list[IntArray]:
        """Token ids of each text, (tokens,) int64, with special tokens, cut to the model's most; never none."""
        encodings = self._cut.encode_batch_fast([encodable(text) for text in texts])
        return [np.array(each.ids or [self.pad_id], dtype=np.int64) for each in encodings]

    def marked(self, text: str) -> tuple[IntArray, BoolArray]:
        """Token ids of a text as in `batch`, and which of them are special, both (tokens,)."""
        encoding = self._cut.encode(encodable(text))
        return np.array(encoding.ids, dtype=np.int64), np.array(encoding.special_tokens_mask, dtype=np.bool_)

    def frame(self) -> tuple[IntArray, IntArray]:
        """The special tokens before and after every text, (n,) each."""
        ids, special = self.marked("a")
        text = np.flatnonzero(~special)
        return ids[: text[0]], ids[text[-1] + 1 :]

    def placed(self, text: str) -> tuple[IntArray, IntArray]:
        """Token ids of a text as in `batch`, and where they stand in it: (tokens,), (tokens, 2) code points.

        What stands nowhere in it, special tokens, has an empty span.
        """
        encoding = self._cut.encode(encodable(text))
        spans = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
        spans[np.array(encoding.special_tokens_mask, dtype=np.bool_)] = 0
        return np.array(encoding.ids, dtype=np.int64), spans

    def wordless(self) -> IntArray:
        """The ids of the special tokens, and of those without a letter or digit."""
        vocabulary = self._whole.get_vocab()
        signs = [each for token, each in vocabulary.items() if not any(map(str.isalnum, token.replace(_JOINT, "")))]
        return np.array(sorted({*signs, *self.special()}), np.int64)

    def plain(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of each text without special tokens, cut to the model's most."""
        encodings = self._cut.encode_batch_fast([encodable(text) for text in texts], add_special_tokens=False)
        return [each.ids for each in encodings]

    def pieces(self, text: str) -> int:
        """How many tokens a text has without special ones; one that the vocabulary lacks counts as three."""
        ids = self._whole.encode(encodable(text), add_special_tokens=False).ids
        unknown = self.find(self._unknown or "")
        return len(ids) + (UNKNOWN - 1) * sum(each == unknown for each in ids)

    def words(self, text: str) -> list[tuple[int | None, int, int]]:
        """Id (None: unknown), start and end of each token of a list of words, cut to the model's most."""
        encoding = self._cut.encode(text, add_special_tokens=False)
        unknown = self.find(self._unknown or "")
        return [
            (None if each == unknown else each, start, end)
            for each, (start, end) in zip(encoding.ids, encoding.offsets, strict=True)
        ]

    def pair(self, first: str, second: str) -> tuple[IntArray, IntArray]:
        """Token ids and token types of two texts, both (tokens,); where they are too long, the longer is cut first."""
        encoding = self._cut.encode(encodable(first), encodable(second))
        return np.array(encoding.ids, dtype=np.int64), np.array(encoding.type_ids, dtype=np.int64)

    def find(self, token: str) -> int | None:
        """The id of a token as the vocabulary has it, marks included."""
        found: int | None = self._whole.token_to_id(token)
        return found

    def name(self, token: int) -> str:
        """The token of an id as the vocabulary has it."""
        return self._whole.id_to_token(token) or ""

    def special(self) -> list[int]:
        """The ids of the special tokens that the vocabulary has."""
        return [each for each, token in self._whole.get_added_tokens_decoder().items() if token.special]

    def silent(self) -> IntArray:
        """The ids that say nothing of a text: special tokens, and the one for what the vocabulary lacks."""
        unknown = self.find(self._unknown or "")
        return np.array(sorted({*self.special(), *([] if unknown is None else [unknown])}), np.int64)

    def _find_pad(self) -> int:
        return next((i for name in ("[PAD]", "<pad>") if (i := self._whole.token_to_id(name)) is not None), 0)


def encodable(text: str) -> str:
    """The text, with "?" for every lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text
