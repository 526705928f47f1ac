"""The second depth: what the static model is worth alone, and that it never makes the words' order worse."""

from __future__ import annotations

from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.domain import Depth, Way
from onyx_desktop.library import Library
from onyx_desktop.library.evaluate import ranked
from onyx_desktop.library.judged import fill
from onyx_desktop.measure import metrics
from onyx_desktop.measure.collections import read
from onyx_desktop.settings import Settings
from tests.library.conftest import run
from tests.quality.conftest import DATA, some

FLOORS = {"scifact-600": 0.72, "xquad-en": 0.90, "limit-small": 0.0}
"""nDCG@10 of the static model alone, of some of the questions."""


@pytest.mark.quality
@pytest.mark.parametrize("name", FLOORS)
def test_static_vectors_help_and_never_harm(tmp_path: Path, name: str) -> None:
    collection = read(DATA / name)
    with Library.open(paths.home(tmp_path), Settings(speed="fast", quality="fast")) as library:
        run(fill(library, collection, depth=Depth.STATIC))
        judged = some(collection)
        rankings = run(ranked(library, judged, (Way.WORDS, Way.MEANING, Way.AUTO)))
    found = {way: metrics.averages(each, judged.qrels, ("ndcg@10",))["ndcg@10"] for way, each in rankings.items()}
    assert found[Way.MEANING] >= FLOORS[name]
    assert found[Way.AUTO] >= 0.99 * found[Way.WORDS]
