"""What lengths and precisions may cost: nDCG@10 of the meaning alone, as a share of that of full float32 vectors."""

from dataclasses import replace

import numpy as np
import pytest

from onyx_desktop.domain import Look, Precision
from onyx_desktop.index.codes import Codec
from onyx_desktop.library import Library
from onyx_desktop.library.judged import names
from onyx_desktop.measure import metrics
from onyx_desktop.measure.collections import Collection, read
from onyx_desktop.vectors.lens import Lens
from onyx_desktop.vectors.pooling import unit
from tests.quality.conftest import DATA, Indexed
from tests.real import best

SCIFACT = DATA / "scifact-600"


class Embedded:
    """A collection, and the vectors of its documents and questions."""

    def __init__(self, library: Library, collection: Collection) -> None:
        """library: it holds the collection."""
        space = library.choice.answering.space
        self.collection = collection
        known = names(library)
        keys = dict(library.store.database.rows("SELECT document_id, vector_key FROM chunks"))
        self.names = np.array([known[each][0] for each in keys])
        rows = space.matrix.rows_of([bytes(each) for each in keys.values()])
        self.documents = unit(space.matrix.vectors(rows).astype(np.float32))
        texts = [collection.queries[each] for each in collection.counted]
        self.queries = np.stack([space.encoder.encode_query(each) for each in texts])

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
def embedded(indexed: Indexed) -> Embedded:
    library, _ = indexed(SCIFACT)
    return Embedded(library, read(SCIFACT))


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
    assert embedded.through(look, rescored=False) < 0.97 * full < embedded.through(look)
