"""Milliseconds of a whole search, warm, over an index of N passages: `python -m tests.bench.query [N] [--limit 20]`.

Passages are halves of abstracts of a judged collection, joined at random, so that words and lengths are real; their
vectors are those of the abstracts with a little noise, so that nothing has to be embedded. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from pathlib import Path

import numpy as np

from onyx_desktop import paths
from onyx_desktop.domain import Chunk, Document, File, Mode, Page
from onyx_desktop.library import Library
from onyx_desktop.library.passages import keyed
from onyx_desktop.measure.collections import read
from onyx_desktop.settings import Settings

DATA = Path(__file__).parents[1] / "data" / "scifact-600"


def fill(library: Library, texts: list[str], count: int) -> None:
    """`count` passages in documents of ten."""
    chance, noise = random.Random(1), np.random.default_rng(1)
    encoder, matrix = library.choice.answering.space.encoder, library.choice.answering.space.matrix
    known = encoder.encode(texts)
    catalog = library.store.catalog
    folder = catalog.add_folder(Path("/bench"))
    for first in range(0, count, 10):
        drawn = [chance.randrange(len(texts)) for _ in range(10)]
        others = [texts[chance.randrange(len(texts))] for _ in range(10)]
        bodies = [
            texts[one][: len(texts[one]) // 2] + other[len(other) // 2 :]
            for one, other in zip(drawn, others, strict=True)
        ]
        file = File(Path(f"/bench/{first}.txt"), 1, 1_600_000_000_000_000_000 + first)
        pages = tuple(Page(number, body) for number, body in enumerate(bodies, 1))
        document = Document(f"document {first}", pages, paged=True)
        chunks = [Chunk(number, number + 1, 0, len(body), body) for number, body in enumerate(bodies)]
        rows = keyed(document, chunks)
        catalog.note_found(folder, [file], [])
        catalog.add_document(file, str(first).encode(), document, rows)
        vectors = known[drawn] + noise.normal(0, 0.02, (10, known.shape[1])).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        matrix.append([row[-1] for row in rows], vectors)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("passages", nargs="?", type=int, default=50_000)
    parser.add_argument("--limit", type=int, default=20)
    parser.add_argument("--data", type=Path, default=DATA)
    chosen = parser.parse_args()
    collection = read(chosen.data)
    texts = [judged.text for judged in collection.documents()]
    questions = list(collection.queries.values())[:300]
    figures: dict[str, object] = {"passages": chosen.passages, "limit": chosen.limit}
    with tempfile.TemporaryDirectory() as scratch, Library.open(paths.home(Path(scratch)), Settings()) as library:
        fill(library, texts, chosen.passages)
        began = time.perf_counter()
        library.search("warm", chosen.limit)
        figures["first_search_ms"] = round((time.perf_counter() - began) * 1000)
        for name, suffix in (("", ""), (" filtered", " after:2020-09-13"), (" excluding", " -protein")):
            for mode in Mode:
                times = [library.search(question + suffix, chosen.limit, mode).ms for question in questions]
                figures[mode.value + name] = {
                    "p50_ms": round(float(np.percentile(times, 50)), 1),
                    "p95_ms": round(float(np.percentile(times, 95)), 1),
                }
                # A question is embedded each time, as a new one is.
                library.choice.answering.search._stages._vectors.clear()
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
