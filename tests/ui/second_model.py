"""A folder of short letters, and a second model beside the embedded one: a table of random rows, one for each word.

It shares words as any model of its kind does, so its search makes sense; it is there in a moment.
"""

import json
import re
from pathlib import Path

import numpy as np
from safetensors.numpy import save
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from onyx_desktop import paths
from onyx_desktop.domain import Kind, ModelCard
from onyx_desktop.models.cards import write_card
from onyx_desktop.models.checksum import sha256

SECOND = "letters"
NAME = "Letters"
WIDTH = 64
TEXTS = {
    "lease.txt": "The landlord shall keep the heating installation in working order.",
    "notice.txt": "The notice period is three months to the end of a calendar month.",
    "garage.txt": "The tenant parks one car in the garage and pays for it every month.",
    "soup.md": "Roast the pumpkin, blend it with stock and add a little nutmeg.",
    "insurance.txt": "Water ran through the ceiling and ruined the carpet. Please pay for the damage.",
    "school.txt": "The children learn to read with books about animals and the sea.",
}


def write_texts(folder: Path) -> None:
    """One document each."""
    folder.mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")


def table(width: int = WIDTH, more: int = 0) -> tuple[np.ndarray, Tokenizer]:
    """Rows, and the tokenizer that points to them; row 0 stands for unknown words. more: words nobody uses."""
    sample = paths.resource("models/sample.toml").read_text(encoding="utf-8")
    words = sorted(set(re.findall(r"\w+", " ".join([*TEXTS.values(), sample]).lower())))
    words += [f"unused{number}" for number in range(more)]
    rows = np.random.default_rng(0).normal(size=(1 + len(words), width)).astype(np.float32)
    rows[0] = 0
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0} | {word: 1 + n for n, word in enumerate(words)}, "[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return rows, tokenizer


def install(home: paths.Home) -> None:
    """Put it on the shelf, as an install leaves it."""
    folder = home.models / SECOND
    folder.mkdir(parents=True)
    rows, tokenizer = table()
    np.save(folder / "embeddings.npy", rows)
    tokenizer.save(str(folder / "tokenizer.json"))
    files = {name: sha256(folder / name) for name in ("embeddings.npy", "tokenizer.json")}
    card = ModelCard(
        SECOND, NAME, "", "", "MIT", WIDTH, 512, kind=Kind.STATIC, languages="en", lengths=(32,), files=files
    )
    write_card(card, folder / "card.toml")


def published(width: int) -> dict[str, bytes]:
    """The same as a hub would have it, in model2vec's layout: name → content."""
    rows, tokenizer = table(width, more=8000)
    config = {"model_type": "model2vec", "hidden_dim": width, "normalize": True}
    return {
        "model.safetensors": save({"embeddings": rows}),
        "tokenizer.json": tokenizer.to_str().encode(),
        "config.json": json.dumps(config).encode(),
    }
