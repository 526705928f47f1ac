"""Late interaction alone, by the kept codes of the embedded model, where vectors fail: `limit-small`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onyx_desktop import paths
from onyx_desktop.index.words import idf
from onyx_desktop.library import Library
from onyx_desktop.library.evaluate import Trial, _index
from onyx_desktop.measure.collections import read
from onyx_desktop.settings import Settings
from tests.library.conftest import run

LIMIT = Path(__file__).parents[1] / "data" / "limit-small"


@pytest.mark.quality
def test_late_interaction_alone_finds_both_of_two(tmp_path: Path) -> None:
    collection = read(LIMIT)
    with Library.open(paths.home(tmp_path), Settings(speed="fast")) as library:
        run(_index(library, collection, Trial(LIMIT)))
        rows = library.store.database.rows(
            "SELECT chunks.id, content_hash FROM chunks JOIN documents ON documents.id = document_id ORDER BY chunks.id"
        )
        chunk_ids, names = np.array([row[0] for row in rows]), [bytes(row[1]).decode() for row in rows]
        found = []
        for query in collection.counted:
            text = collection.queries[query]
            weights = {term.word: idf(term, len(rows)) for term in library.store.words.terms(text)}
            scores = library.choice.late.scores(text, weights, chunk_ids)
            first = {names[place] for place in np.argsort(-scores)[:2]}
            relevant = {name for name, gain in collection.qrels[query].items() if gain > 0}
            found.append(len(first & relevant) / len(relevant))
    assert np.mean(found) >= 0.965
