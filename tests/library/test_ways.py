"""Every way of ranking, with a sparse model and a reranker installed, and which of them the search goes by itself."""

from __future__ import annotations

import dataclasses

import pytest

from onyx_desktop.domain import Way
from onyx_desktop.errors import StageMissing
from onyx_desktop.library import Library
from onyx_desktop.library.evaluate import Trial, evaluate
from onyx_desktop.library.judged import fill
from onyx_desktop.library.ways import Ways
from onyx_desktop.measure.collections import read
from onyx_desktop.paths import Home
from tests.library.conftest import run
from tests.library.test_refining import BASE, home, published  # noqa: F401 - fixtures
from tests.quality.conftest import DATA

LIMIT = DATA / "limit-small"
CHOSEN = dataclasses.replace(BASE, sparse="sparse", reranker="reranker", quality="best")


@pytest.fixture
def library(home: Home):  # noqa: F811 - the fixture above
    with Library.open(home, CHOSEN) as opened:
        run(fill(opened, read(LIMIT)))
        yield opened


def test_each_stage_alone_and_all_together(library: Library) -> None:
    ways = Ways(library)
    assert all(ways.there(way) for way in Way)
    collection = read(LIMIT)
    text = collection.queries[collection.counted[0]]
    found = ways.documents(text, list(Way))
    assert set(found) == set(Way)
    for way in (Way.MEANING, Way.FUSED, Way.RRF, Way.AUTO):
        assert len(found[way]) == len(set(found[way])) == 46, way
    assert len(found[Way.RERANKER]) == 20, "it reads the best candidates only"
    shown = [hit.document_id for hit in library.search(text, limit=10).hits]
    assert found[Way.AUTO][:10] == shown != found[Way.FUSED][:10], "what is measured is what people see"
    assert set(found[Way.RERANKER]) == set(found[Way.AUTO][:20])


def test_a_measurement_of_a_stage_that_is_switched_off_is_refused(home: Home) -> None:  # noqa: F811 - the fixture above
    for way, settings in ((Way.RERANKER, dataclasses.replace(CHOSEN, quality="balanced")), (Way.LATE, BASE)):
        with pytest.raises(StageMissing, match=way.value):
            run(evaluate(Trial(LIMIT, way=way), settings, home.models))
