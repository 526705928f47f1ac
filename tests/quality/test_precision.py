"""What lengths and precisions may cost: nDCG@10 of the meaning alone, as a share of that of full float32 vectors."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from onyx_desktop.domain import Look, Precision
from onyx_desktop.index.codes import Codec
from onyx_desktop.measure import metrics
from onyx_desktop.measure.collections import Collection, read
from onyx_desktop.models.shelf import Shelf
from onyx_desktop.vectors.encoder import load
from onyx_desktop.vectors.lens import Lens
from tests.real import best

DATA = Path(__file__).parents[1] / "data" / "scifact-600"


class Embedded:
    """A collection, and the vectors of its documents and questions."""

    def __init__(self) -> None:
        card, folder = Shelf(Path("nowhere")).find("all-MiniLM-L6-v2")
        encoder = load(folder, card, 2)
        self.collection: Collection = read(DATA)
        documents = list(self.collection.documents())
        self.names = np.array([each.id for each in documents])
        self.documents = encoder.encode([each.text for each in documents])
        texts = [self.collection.queries[each] for each in self.collection.counted]
        self.queries = np.stack([encoder.encode_query(each) for each in texts])
        encoder.close()

    def ndcg(self, lists: list[np.ndarray]) -> float:
        rankings = {name: self.names[each].tolist() for name, each in zip(self.collection.counted, lists, strict=True)}
        judged = {each: self.collection.qrels[each] for each in self.collection.counted}
        return metrics.averages(rankings, judged, ("ndcg@10",))["ndcg@10"]

    def through(self, look: Look, *, rescored: bool = True) -> float:
        """With just as many candidates for ten hits as the codec asks for; a search takes twenty times as many."""
        lens = Lens(look, self.documents.shape[1])
        stored = self.documents.astype(np.float32 if look.precision is Precision.FLOAT32 else np.float16)
        rows, queries = lens.cut(stored), lens.cut(self.queries)
        assert lens.codec is not None
        codec: Codec = replace(lens.codec, rows_needed=0).fit(rows)
        codes = codec.encode(rows)
        lists = []
        for query in queries:
            found = best(codec.scores(query, codes), round(10 * codec.oversampling) if rescored else 10)
            order = best(lens.similarities(query, rows[found]), 10) if rescored else slice(None)
            lists.append(found[order])
        return self.ndcg(lists)


@pytest.fixture(scope="module")
def embedded() -> Embedded:
    return Embedded()


@pytest.fixture(scope="module")
def full(embedded: Embedded) -> float:
    return embedded.ndcg([best(embedded.documents @ query, 10) for query in embedded.queries])


@pytest.mark.quality
@pytest.mark.parametrize(
    ("look", "floor"),
    [
        (Look(precision=Precision.FLOAT16), 0.999),
        (Look(precision=Precision.INT8), 0.99),
        (Look(precision=Precision.PRODUCT), 0.99),
        (Look(precision=Precision.BINARY), 0.95),
        (Look(precision=Precision.TIERED), 0.98),
        (Look(256), 0.97),
        (Look(128), 0.88),
    ],
    ids=lambda each: f"{each.dimensions}-{each.precision.value}" if isinstance(each, Look) else "",
)
def test_share_of_the_full_vectors(embedded: Embedded, full: float, look: Look, floor: float) -> None:
    assert embedded.through(look) >= floor * full


@pytest.mark.quality
def test_rescoring_is_what_saves_the_binary_codes(embedded: Embedded, full: float) -> None:
    look = Look(precision=Precision.BINARY)
    assert embedded.through(look, rescored=False) < 0.95 * full < embedded.through(look)
