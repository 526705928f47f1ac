"""What codes of token vectors cost and keep: `python -m tests.bench.tokens [--texts 200]`; prints JSON.

For every code, on texts and questions of scifact-600, xquad-en and limit-small (tests/data): bytes a token; `off`, how
far the MaxSim of the codes lies from the exact one, in deviations of a question's exact scores and apart from a common
factor; `first`, for how many questions the relevant text is first by MaxSim alone; limit-small's recall@2 by MaxSim
alone. Codes that learn do it from the program's sample texts, or from these very texts where that is said. Then what
keeping them costs: the time of the model alone and with codes, and of scoring 30 texts, in milliseconds of processor.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from onyx_desktop.measure.collections import read
from onyx_desktop.models.shelf import Shelf
from onyx_desktop.vectors.dense import DenseEncoder
from onyx_desktop.vectors.late import TokenVectors
from onyx_desktop.vectors.levels import Levels, turn
from onyx_desktop.vectors.pairs import pairs
from onyx_desktop.vectors.pooling import unit
from onyx_desktop.vectors.product import Product
from onyx_desktop.vectors.quantize import Int8

DATA = Path(__file__).parents[1] / "data"
QUESTIONS = 100
ROUNDS = 5
Coded = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]  # vectors → as codes remember them; what turns questions


def codes(sample: np.ndarray, own: np.ndarray) -> dict[str, tuple[float, Coded]]:
    """Name → bytes a token, and what it makes of vectors."""
    whole = np.eye(sample.shape[1], dtype=np.float32)
    levels = Levels.fit(sample)
    narrow = np.linalg.eigh(own.T @ own)[1][:, :-129:-1].astype(np.float32)
    short = Levels.fit(unit(own @ narrow))
    int8, product = Int8().fit(own), Product().fit(own)
    middle = int8.low + (int8.high - int8.low) / 255 * 127.5

    def of_int8(rows: np.ndarray) -> np.ndarray:
        return int8.encode(rows) * ((int8.high - int8.low) / 255) + middle

    def of_product(rows: np.ndarray) -> np.ndarray:
        found = product.encode(rows)
        return unit(np.concatenate([book[found[:, place]] for place, book in enumerate(product.books)], axis=1))

    def of_short(rows: np.ndarray) -> np.ndarray:
        return short.decode(short.encode(unit(rows @ narrow)))

    def bits(rows: np.ndarray) -> np.ndarray:
        return unit(np.where(rows > 0, 1, -1).astype(np.float32))

    return {
        "exact": (4.0 * len(whole), lambda rows: (rows, whole)),
        "levels": (levels.row_bytes, lambda rows: (levels.decode(levels.encode(rows)), turn(len(whole)))),
        "signs, neither turned nor centred": (len(whole) / 8, lambda rows: (bits(rows), whole)),
        "128 main components, 4 bits (own texts)": (64.0, lambda rows: (of_short(rows), narrow @ turn(128))),
        "products of 8 (own texts)": (len(whole) / 8, lambda rows: (of_product(rows), whole)),
        "int8 (own texts)": (float(len(whole)), lambda rows: (of_int8(rows), whole)),
    }


def maxsim(asked: list[np.ndarray], documents: list[np.ndarray]) -> np.ndarray:
    """(questions, documents)."""
    starts = np.cumsum([0, *map(len, documents)])[:-1]
    rows = np.concatenate(documents)
    return np.stack([np.maximum.reduceat(each @ rows.T, starts, axis=1).mean(axis=0) for each in asked])


def off(exact: np.ndarray, coded: np.ndarray) -> float:
    """See above."""
    one, other = (each - each.mean(axis=1, keepdims=True) for each in (exact, coded))
    factor = (one * other).sum() / (other**2).sum()
    return float(((one - factor * other).std(axis=1) / one.std(axis=1)).mean())


def collection(name: str, texts: int) -> tuple[list[str], list[str], list[set[int]]]:
    """Texts, questions, and which texts answer each."""
    known = read(DATA / name)
    judged = [each for each, _ in zip(known.documents(), range(texts), strict=False)]
    places = {each.id: place for place, each in enumerate(judged)}
    relevant = {
        query: {places[each] for each, gain in known.qrels[query].items() if gain > 0 and each in places}
        for query in known.counted
    }
    chosen = [query for query in known.counted if relevant[query]][:QUESTIONS]
    return (
        [f"{each.title}\n{each.text}".strip() for each in judged],
        [known.queries[query] for query in chosen],
        [relevant[query] for query in chosen],
    )


def quality(tokens: TokenVectors, texts: int) -> list[dict[str, object]]:
    """A line for each code."""
    sample = np.concatenate([rows for side in pairs() for rows in tokens.documents(side)])
    lines: dict[str, dict[str, object]] = {}
    for name in ("scifact-600", "xquad-en", "limit-small"):
        bodies, questions, relevant = collection(name, texts)
        documents = tokens.documents(bodies)
        asked = [tokens.question(each).vectors for each in questions]
        exact = maxsim(asked, documents)
        for code, (size, coded) in codes(sample, np.concatenate(documents)).items():
            turned = coded(documents[0])[1]
            found = maxsim([each @ turned for each in asked], [coded(each)[0] for each in documents])
            order = np.argsort(-found, axis=1)
            line = lines.setdefault(code, {"code": code, "bytes": size})
            line[f"{name} off"] = round(off(exact, found), 3)
            firsts = [each[0] in right for each, right in zip(order.tolist(), relevant, strict=True)]
            line[f"{name} first"] = round(float(np.mean(firsts)), 3)
            if name == "limit-small":
                both = [len(right & set(each[:2])) / 2 for each, right in zip(order.tolist(), relevant, strict=True)]
                line[f"{name} recall@2"] = round(float(np.mean(both)), 3)
    return list(lines.values())


def processor_ms(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS + 1):
        began = time.process_time()
        work()
        times.append((time.process_time() - began) * 1000)
    return round(float(np.median(times[1:])), 2)


def cost(tokens: TokenVectors) -> dict[str, float]:
    """Milliseconds for 30 texts."""
    texts, questions, _ = collection("scifact-600", 30)
    codec = Levels.fit(np.concatenate(tokens.documents(pairs()[1])))
    kept = [codec.encode(each) for each in tokens.documents(texts)]
    asked = tokens.question(questions[0]).vectors @ turn(tokens.dimensions)
    return {
        "vectors": processor_ms(lambda: list(tokens.encoder.batches(texts))),
        "vectors and codes": processor_ms(lambda: list(tokens.detailed(texts, codec.encode))),
        "scores": processor_ms(lambda: [codec.similarities(asked, each).max(axis=1) for each in kept]),
        "tokens a text": round(float(np.mean([len(each) for each in kept])), 1),
        "bytes a text": round(float(np.mean([each.nbytes for each in kept])), 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=int, default=200, help="of each collection")
    asked = parser.parse_args()
    card, folder = Shelf(Path("nowhere")).find("all-MiniLM-L6-v2")
    tokens = TokenVectors(DenseEncoder(folder, card, 1))
    print(json.dumps({"codes": quality(tokens, asked.texts), "cost": cost(tokens)}, indent=2))


if __name__ == "__main__":
    main()
