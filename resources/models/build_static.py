"""all-MiniLM-L6-v2 → the embedded static model, with a record of how.

    python resources/models/build_static.py PACKAGES [--vectors FILE]

PACKAGES is the folder of Debian packages that free_texts.py reads. The teacher is the embedded model beside this file,
which build_all_minilm.py makes from the published weights. An hour of two cores goes into its vectors of the texts;
--vectors keeps them, for the next time. Writes resources/models/all-MiniLM-L6-v2-static/ and prints the [card.files]
table that cards.toml must hold. The same texts and vectors give the same table but for the order of sums.
"""

import argparse
import hashlib
import json
import random
import shutil
import sys
from collections.abc import Generator
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import free_texts
import numpy as np

from onyx_desktop.domain import FloatArray, Recipe, Step
from onyx_desktop.library import distilling
from onyx_desktop.models import distill
from onyx_desktop.models.cards import load_cards
from onyx_desktop.models.checksum import sha256
from onyx_desktop.vectors.dense import DenseEncoder

HERE = Path(__file__).resolve().parent
TEACHER = "all-MiniLM-L6-v2"
TARGET = HERE / f"{TEACHER}-static"
RECIPE = Recipe(dimensions=240, passes=4)
TEXTS = 120_000
MOST = {"wordnet-base": 1_000_000, "dict-gcide": 140_000, "dict-foldoc": 12_000}  # of a package; of others so many:
OTHERS = 5_000

T = TypeVar("T")


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the embedded static model.")
    parser.add_argument("packages", type=Path, help="the folder of the Debian packages that free_texts.toml lists")
    parser.add_argument("--vectors", type=Path, metavar="FILE", help="keep the teacher's vectors there (.npy)")
    arguments = parser.parse_args()
    texts = chosen(dict(free_texts.texts(arguments.packages)))
    teacher = DenseEncoder(HERE / TEACHER, load_cards()[TEACHER], threads=2)
    table = end(made(teacher, texts, arguments.vectors))
    TARGET.mkdir(exist_ok=True)
    distill.write(table, teacher.vocabulary.silent(), TARGET)
    shutil.copyfile(HERE / TEACHER / "tokenizer.json", TARGET / "tokenizer.json")
    names = ("embeddings.npy", "weights.npy", "tokenizer.json")
    written = {name: sha256(TARGET / name) for name in names}
    (TARGET / "build.json").write_text(json.dumps(record(texts, written), indent=2) + "\n", encoding="utf-8")
    print("[card.files]")
    for name, checksum in written.items():
        print(f'"{name}" = "{checksum}"')
    return 0


def chosen(by_package: dict[str, list[str]]) -> list[str]:
    """Some texts of each package, mixed, always the same ones."""
    order = random.Random(1)
    texts = []
    for name, found in by_package.items():
        long_enough = [text for text in found if text.count(" ") >= 5]
        order.shuffle(long_enough)
        texts += long_enough[: MOST.get(name, OTHERS)]
    order.shuffle(texts)
    return texts[:TEXTS]


def made(teacher: DenseEncoder, texts: list[str], kept: Path | None) -> Generator[Step, None, FloatArray]:
    """As `distilling.table`, with vectors that are kept."""
    ids = [np.array(each, np.int64) for each in teacher.vocabulary.plain(texts)]
    counts = np.bincount(np.concatenate(ids), minlength=teacher.vocabulary.size)
    weights = distill.weights(RECIPE, teacher.vocabulary.size, counts)[:, np.newaxis]
    words = yield from distilling.vocabulary(teacher, HERE / TEACHER, RECIPE)
    if kept is not None and kept.exists():
        vectors = np.load(kept, mmap_mode="r")[: len(texts)].astype(np.float32)
    else:
        vectors = yield from distilling.taught(teacher, texts)
        if kept is not None:
            np.save(kept, vectors.astype(np.float16))
    return (yield from distilling.learned(words, weights, (ids, vectors), RECIPE))


def end(job: Generator[Step, None, T]) -> T:
    """What a job returns, its progress told."""
    said = ""
    while True:
        try:
            step = next(job)
        except StopIteration as stop:
            result: T = stop.value
            return result
        line = f"{step.phase.value} {100 * step.done // max(1, step.total)} %"
        if line != said:
            said = line
            print(line, file=sys.stderr, flush=True)


def record(texts: list[str], written: dict[str, str]) -> dict[str, object]:
    packages = free_texts.packages()
    return {
        "teacher": {"model": TEACHER, "sha256": sha256(HERE / TEACHER / "model.onnx")},
        "script": "resources/models/build_static.py",
        "texts": {
            "number": len(texts),
            "sha256": hashlib.sha256("\n".join(texts).encode()).hexdigest(),
            "packages": {each.name: {"version": each.version, "licence": each.licence} for each in packages},
        },
        "made": written,
        "versions": {name: version(name) for name in ("onnxruntime", "tokenizers", "numpy")},
        "choices": {
            "dimensions": RECIPE.dimensions,
            "start": "every token alone through the teacher, centred",
            "weights": "a / (a + p), p by counts in the texts, a = 0.0001",
            "directions": "principal ones of the teacher's vectors of the texts, not centred",
            "passes": RECIPE.passes,
            "stored": "int8, one scale a token",
        },
    }


if __name__ == "__main__":
    sys.exit(main())
