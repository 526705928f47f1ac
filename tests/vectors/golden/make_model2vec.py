"""Write model2vec.npz: what model2vec gives for a small random table, plain and with a reduced vocabulary.

Run by hand where model2vec is installed; the program and its tests need only the numbers:
`python tests/vectors/golden/make_model2vec.py`. Made with model2vec 0.10.0.
"""

from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

GOLDEN = Path(__file__).with_name("model2vec.npz")
MARKS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
WORDS = [
    "the", "cat", "sat", "on", "a", "mat", "while", "rain", "fell", "over", "old", "town", "and", "nobody", "minded",
    "much", ",", ".", "!", "?", "un", "##happy", "##ly",
]  # fmt: skip
TEXTS = [
    "The cat sat on a mat.",
    "Rain fell over the old town, and nobody minded much!",
    "unhappily nobody unhappyly",
    "Zeppelin the cat 漢字",  # unknown words, which model2vec drops
    "zeppelin",
    "",
    "the " * 700,
]


def tokenizer():
    made = Tokenizer(models.WordPiece({each: i for i, each in enumerate(MARKS + WORDS)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def table():
    """(table, weights, mapping): the last two for a reduced vocabulary of 9 rows."""
    chance = np.random.default_rng(11)
    tokens = len(MARKS + WORDS)
    return (
        chance.normal(size=(tokens, 16)).astype(np.float32),
        chance.uniform(0.1, 2, tokens).astype(np.float32),
        chance.integers(0, 9, tokens),
    )


def main():
    from model2vec import StaticModel

    rows, weights, mapping = table()
    plain = StaticModel(rows, tokenizer(), normalize=True)
    reduced = StaticModel(rows[:9], tokenizer(), normalize=True, weights=weights, token_mapping=mapping)
    given = {"use_multiprocessing": False}
    np.savez(GOLDEN, plain=plain.encode(TEXTS, **given), reduced=reduced.encode(TEXTS, **given))


if __name__ == "__main__":
    main()
