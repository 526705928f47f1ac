"""The steps of a distillation, each left out in turn: nDCG@10 of the static model alone on judged collections.

    python -m tests.bench.distill COLLECTION… [--vocabulary FILE]

Untrained tables of 256 dimensions of the embedded model, one vector a document. Of what Model2Vec's authors found, two
things hold here: principal components help, and Zipf's law does. That the whole network beats its first table does not,
for this teacher on these collections. --vocabulary keeps the vectors of the tokens, which take minutes, for the next
time.
"""

from __future__ import annotations

import argparse
import dataclasses
import tempfile
from pathlib import Path

import numpy as np

from onyx_desktop.domain import FloatArray, Recipe, Weighting
from onyx_desktop.library import distilling
from onyx_desktop.library.shallow import STATIC
from onyx_desktop.measure import metrics
from onyx_desktop.measure.collections import Collection, read
from onyx_desktop.models import distill
from onyx_desktop.models.cards import load_cards
from onyx_desktop.models.shelf import Shelf
from onyx_desktop.vectors.dense import DenseEncoder
from onyx_desktop.vectors.static import StaticEncoder
from tests.library.conftest import run

RECIPES = {
    "nothing": Recipe(pca=False, weighting=Weighting.NONE, outputs=False),
    "inputs, PCA": Recipe(weighting=Weighting.NONE, outputs=False),
    "inputs, PCA, Zipf": Recipe(weighting=Weighting.ZIPF, outputs=False),
    "outputs": Recipe(pca=False, weighting=Weighting.NONE),
    "outputs, PCA": Recipe(weighting=Weighting.NONE),
    "outputs, Zipf": Recipe(pca=False, weighting=Weighting.ZIPF),
    "outputs, PCA, Zipf": Recipe(weighting=Weighting.ZIPF),
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("collections", nargs="+", type=Path)
    parser.add_argument("--vocabulary", type=Path)
    arguments = parser.parse_args()
    collections = [read(folder) for folder in arguments.collections]
    print(f"| table | {' | '.join(each.name for each in collections)} |")
    with tempfile.TemporaryDirectory() as place:
        card, folder = Shelf(Path(place)).find("all-MiniLM-L6-v2")
        teacher = DenseEncoder(folder, card, threads=2)
        tables = {True: outputs(teacher, folder, arguments.vocabulary)}
        tables[False] = run(distilling.vocabulary(teacher, folder, RECIPES["nothing"]))
        (Path(place) / "tokenizer.json").write_bytes((folder / "tokenizer.json").read_bytes())
        for name, recipe in RECIPES.items():
            rows = distill.reduce(tables[recipe.outputs], recipe)
            rows *= distill.weights(recipe, len(rows))[:, np.newaxis]
            distill.write(rows, teacher.vocabulary.silent(), Path(place))
            encoder = StaticEncoder(Path(place), dataclasses.replace(load_cards()[STATIC], dimensions=rows.shape[1]))
            print(f"| {name} | {' | '.join(f'{ndcg(encoder, each):.3f}' for each in collections)} |", flush=True)
        teacher.close()


def outputs(teacher: DenseEncoder, folder: Path, kept: Path | None) -> FloatArray:
    if kept is not None and kept.exists():
        stored: FloatArray = np.load(kept)
        return stored
    rows: FloatArray = run(distilling.vocabulary(teacher, folder, Recipe()))
    if kept is not None:
        np.save(kept, rows)
    return rows


def ndcg(encoder: StaticEncoder, collection: Collection) -> float:
    documents = list(collection.documents())
    texts = ["\n".join(filter(None, (each.title, each.text))) for each in documents]
    vectors = encoder.encode(texts)
    rankings = {}
    for query in collection.counted:
        order = np.argsort(-(vectors @ encoder.encode_query(collection.queries[query])), kind="stable")[:100]
        rankings[query] = [documents[each].id for each in order]
    return metrics.averages(rankings, collection.qrels, ("ndcg@10",))["ndcg@10"]


if __name__ == "__main__":
    main()
