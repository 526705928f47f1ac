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

    from onyx_desktop.domain import IntArray


class Tokens:
    """A model's tokenizer. pad_id: what fills a row behind its text. Safe from any thread."""

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

    def offsets(self, text: str) -> IntArray:
        """Where the tokens stand in `text`: (n, 2) code points, half open; no special tokens, nothing cut off."""
        encoding = self._whole.encode(_encodable(text), add_special_tokens=False)
        return np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)

    def count(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, with special tokens, before any cut."""
        return [len(each) for each in self._whole.encode_batch_fast([_encodable(text) for text in texts])]

    def batch(self, texts: Sequence[str]) -> list[IntArray]:
        """Token ids of each text, (tokens,) int64, with special tokens, cut to the model's most."""
        encodings = self._cut.encode_batch_fast([_encodable(text) for text in texts])
        return [np.array(each.ids, dtype=np.int64) for each in encodings]

    def _find_pad(self) -> int:
        return next((i for name in ("[PAD]", "<pad>") if (i := self._whole.token_to_id(name)) is not None), 0)


def _encodable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text
