"""The script that learns the weights, on a little of a collection that ships."""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import sys
from pathlib import Path

import numpy as np
import pytest

from onyx_desktop import paths
from onyx_desktop.library.evaluate import Trial, evaluate
from onyx_desktop.measure.collections import Collection, read
from onyx_desktop.ranking.route import load
from onyx_desktop.settings import Settings
from tests.library.conftest import run

LIMIT = Path(__file__).parents[1] / "data" / "limit-small"


@pytest.fixture(scope="module")
def learn():
    spec = importlib.util.spec_from_file_location("learn_ranking", paths.resource("models/learn_ranking.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_what_is_learned_is_the_middle_of_the_flat_top_with_each_kind_counted_once(learn) -> None:
    points = [dict.fromkeys(learn.GRID, value) for value in (0.0, 0.2, 0.4, 0.9)]
    # Two collections are of one kind: together they count as much as the third. Means: 0.60, 0.70, 0.699, 0.5.
    figures = np.array([[0.9, 0.5, 0.5], [0.7, 0.7, 0.7], [0.70, 0.70, 0.698], [0.1, 0.1, 0.9]])
    found = learn.learned(points, figures, ["languages", "languages", "english"])
    assert found == pytest.approx(dict.fromkeys(learn.GRID, 0.3))


def test_it_measures_what_the_search_does(learn, tmp_path: Path) -> None:
    whole = read(LIMIT)
    few = whole.counted[:40]
    collection = Collection(
        whole.name, whole.corpus, {each: whole.queries[each] for each in few}, {each: whole.qrels[each] for each in few}
    )
    present = load(paths.resource("models/ranking.toml"))
    asked = learn.evidence("limit-small", collection, None, argparse.Namespace(work=tmp_path))
    measured = run(evaluate(Trial(LIMIT, limit_queries=len(few), work=tmp_path), Settings(), tmp_path / "models"))
    assert learn.good(asked, present) == pytest.approx(measured.figures["ndcg@10"], abs=1e-4)
    point = dict(zip(learn.GRID, next(itertools.product(*learn.GRID.values())), strict=True))
    assert learn.apply(present, point).late == 0.0
    assert learn.good(asked, learn.apply(present, point)) != learn.good(asked, present)
