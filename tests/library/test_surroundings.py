"""What a document lends its passages: the cosine of the mean of its passages' vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onyx_desktop import paths
from onyx_desktop.library import Library
from onyx_desktop.library import surroundings as module
from onyx_desktop.library.surroundings import Surroundings
from onyx_desktop.settings import Settings
from tests.library.conftest import SAMPLES, run


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("Documents")
    for sample in sorted(SAMPLES.glob("*.txt"))[:3] + sorted(SAMPLES.glob("*.md"))[:2]:
        (folder / sample.name).write_bytes(sample.read_bytes())
    (folder / "short.txt").write_text("The tenant parks one car.")
    with Library.open(
        paths.home(Path(tmp_path_factory.mktemp("onyx"))), Settings(speed="fast", quality="fast")
    ) as opened:
        run(opened.update([folder]))
        yield opened


@pytest.mark.parametrize("at_once", [1, 7, 4096])
def test_it_is_the_cosine_of_the_mean(library: Library, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", at_once)
    view = library.choice.answering.view
    view.refresh()
    query = library.choice.answering.stages.query_vector("the tenant's car")
    chance = np.random.default_rng(3)
    positions = np.unique(chance.choice(len(view), 25))
    found = Surroundings(view).cosines(query, positions)
    for cosine, position in zip(found, positions, strict=True):
        own = np.flatnonzero(view.document_ids == view.document_ids[position])
        mean = view.vectors_at(own).mean(axis=0)
        assert cosine == pytest.approx(float(mean @ query) / float(np.linalg.norm(mean)), abs=1e-5)


def test_it_forgets_what_was_not_asked_for_long(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_REMEMBERED", 2)
    view = library.choice.answering.view
    view.refresh()
    query = library.choice.answering.stages.query_vector("the tenant's car")
    everything = np.arange(len(view))
    surroundings = Surroundings(view)
    once = surroundings.cosines(query, everything)
    assert surroundings.cosines(query, everything).tolist() == once.tolist()
    assert surroundings.cosines(query, everything[:0]).tolist() == []
