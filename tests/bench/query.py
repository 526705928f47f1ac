"""Milliseconds of a whole search, warm, over an index of N passages.

    python -m tests.bench.query [N] [--limit 20] [--questions 200] [--work FOLDER] [--reranker]

Passages are halves of abstracts of a judged collection, joined at random, so that words and lengths are real. Their
vectors are the means of those of the halves with a little noise, their token codes those of the halves, so that nothing
but the halves is embedded; codes are read from a file as large as that of real passages. --work: the library is kept
there for the next time. --reranker: also the quality "best", with a cross-encoder of the size of ms-marco-MiniLM-L6
and random weights: what it costs is real, its order is not. Needs the `dev` extra.

Prints JSON: milliseconds of half of the questions and of all but one in twenty at most, for each quality and mode, and
of each step of the default, and those of processor that whole searches took; the load of the computer before and after.
Each question is new: its vector is made.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import random
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from onyx_desktop import paths
from onyx_desktop.domain import Answer, Chunk, Document, File, Kind, Mode, ModelCard, Page
from onyx_desktop.library import Library
from onyx_desktop.library.passages import keyed
from onyx_desktop.measure.collections import read
from onyx_desktop.models.cards import write_card
from onyx_desktop.models.convert import convert
from onyx_desktop.settings import Settings
from tests import tiny

DATA = Path(__file__).parents[1] / "data" / "scifact-600"
A_DOCUMENT = 10
AT_ONCE = 50  # documents between two syncs of the disk
RERANKER = "random-reranker"


def fill(library: Library, texts: list[str], count: int) -> None:
    """`count` passages in documents of ten."""
    chance, noise = random.Random(1), np.random.default_rng(1)
    matrix = library.choice.answering.space.matrix
    tokens = library.choice.tokens(make=True)
    assert tokens is not None
    halves = [text[: len(text) // 2] for text in texts] + [text[len(text) // 2 :] for text in texts]
    known = library.choice.answering.space.encoder.encode(halves)
    codes = dict[int, np.ndarray]()
    for places, made in tokens.source.coded(halves, tokens.codec.encode):
        codes |= dict(zip(places.tolist(), made, strict=True))
    catalog = library.store.catalog
    folder = catalog.add_folder(Path("/bench"))
    held: list[tuple[list[bytes], np.ndarray, list[np.ndarray]]] = []
    for first in range(0, count, A_DOCUMENT):
        drawn = [(chance.randrange(len(texts)), len(texts) + chance.randrange(len(texts))) for _ in range(A_DOCUMENT)]
        bodies = [halves[one] + " " + halves[other] for one, other in drawn]
        file = File(Path(f"/bench/{first}.txt"), 1, 1_600_000_000_000_000_000 + first)
        pages = tuple(Page(number, body) for number, body in enumerate(bodies, 1))
        document = Document(f"document {first}", pages, paged=True)
        rows = keyed(document, [Chunk(number, number + 1, 0, len(body), body) for number, body in enumerate(bodies)])
        keys = [row[-1] for row in rows]
        catalog.note_found(folder, [file], [])
        catalog.add_document(file, str(first).encode(), document, rows)
        vectors = (known[[one for one, _ in drawn]] + known[[other for _, other in drawn]]) / 2
        vectors += noise.normal(0, 0.02, vectors.shape).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        held.append((keys, vectors, [np.concatenate([codes[one], codes[other]]) for one, other in drawn]))
        if len(held) == AT_ONCE or first + A_DOCUMENT >= count:
            some = [key for keys, _, _ in held for key in keys]
            matrix.append(some, np.concatenate([each for _, each, _ in held]))
            tokens.codes.append(some, [each for _, _, own in held for each in own])
            held.clear()


def install_reranker(models: Path) -> None:
    """As large as ms-marco-MiniLM-L6, with the embedded model's words."""
    if (models / RERANKER).exists():
        return
    with tempfile.TemporaryDirectory() as scratch:
        shape = {"num_hidden_layers": 6, "num_attention_heads": 12, "hidden_size": 384, "intermediate_size": 1536}
        tiny.publish(
            Path(scratch),
            head="reranker",
            vocab_size=30522,
            max_position_embeddings=512,
            initializer_range=0.02,
            **shape,
        )
        shutil.copy(paths.resource("models/all-MiniLM-L6-v2/tokenizer.json"), scratch)
        files = convert(Path(scratch), models / RERANKER, "int8")
    card = ModelCard(
        RERANKER,
        "",
        "",
        "",
        "",
        0,
        512,
        kind=Kind.RERANKER,
        files=files,
        languages="en",
        precision="int8",
        convert=True,
    )
    write_card(card, models / RERANKER / "card.toml")


class Searched(NamedTuple):
    """Answers, and the milliseconds of processor that each took, of all threads together."""

    answers: list[Answer]
    processor_ms: list[float]

    @property
    def times(self) -> dict[str, object]:
        processor = {f"processor_{name}": each for name, each in percentiles(self.processor_ms).items()}
        return percentiles([each.ms for each in self.answers]) | processor


def percentiles(values: Sequence[float]) -> dict[str, object]:
    return {f"p{share}_ms": round(float(np.percentile(values, share)), 1) for share in (50, 95)}


def ask(library: Library, questions: Sequence[str], limit: int, mode: Mode = Mode.AUTO) -> Searched:
    """Each as if it were new."""
    library.search("warm", limit, mode)
    found = Searched([], [])
    for question in questions:
        library.choice.answering.stages._vectors.clear()
        library.choice.late._questions.clear()
        began = time.process_time()
        found.answers.append(library.search(question, limit, mode))
        found.processor_ms.append((time.process_time() - began) * 1000)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("passages", nargs="?", type=int, default=100_000)
    parser.add_argument("--limit", type=int, default=20)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--reranker", action="store_true")
    chosen = parser.parse_args()
    collection = read(chosen.data)
    questions = list(collection.queries.values())[: chosen.questions]
    figures: dict[str, object] = {"limit": chosen.limit, "questions": len(questions), "load_before": os.getloadavg()}
    with tempfile.TemporaryDirectory() as scratch:
        home = paths.home(chosen.work or Path(scratch))
        if chosen.reranker:
            install_reranker(home.models)
        with Library.open(home, Settings()) as library:
            if not library.store.database.row("SELECT count(*) FROM documents")[0]:
                fill(library, [judged.text for judged in collection.documents()], chosen.passages)
            (figures["passages"],) = library.store.database.row("SELECT count(*) FROM chunks")
            began = time.perf_counter()
            library.search("warm", chosen.limit)
            figures["first_search_ms"] = round((time.perf_counter() - began) * 1000)
            figures |= measure(library, questions, chosen)
    figures["load_after"] = os.getloadavg()
    print(json.dumps(figures, indent=2))


def measure(library: Library, questions: Sequence[str], chosen: argparse.Namespace) -> dict[str, object]:
    default = ask(library, questions, chosen.limit)
    steps = {
        name: percentiles([each.timings.get(name, 0.0) for each in default.answers])
        for name in default.answers[0].timings
    }
    found: dict[str, object] = {"default": default.times, "steps": steps}
    for name, suffix in (("filtered", " after:2020-09-13"), ("excluding", " -protein")):
        found[name] = ask(library, [each + suffix for each in questions], chosen.limit).times
    for mode in (Mode.WORDS, Mode.MEANING):
        found[mode.value] = ask(library, questions, chosen.limit, mode).times
    library.apply(dataclasses.replace(library.settings, quality="fast"))
    found["fast"] = ask(library, questions, chosen.limit).times
    if chosen.reranker:
        library.apply(dataclasses.replace(library.settings, quality="best", reranker=RERANKER))
        best = ask(library, questions, chosen.limit)
        found["best"] = best.times
        found["best, reranker"] = percentiles([each.timings["reranker"] for each in best.answers])
        found["best, how it went"] = sorted({each.reading.value for each in best.answers})
    return found


if __name__ == "__main__":
    main()
