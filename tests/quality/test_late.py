"""Late interaction alone, by the kept codes of the embedded model, where vectors fail: `limit-small`."""

from __future__ import annotations

from pathlib import Path

import pytest

from onyx_desktop.domain import Way
from onyx_desktop.library.evaluate import Trial, evaluate
from onyx_desktop.settings import Settings
from tests.library.conftest import run

LIMIT = Path(__file__).parents[1] / "data" / "limit-small"


@pytest.mark.quality
def test_late_interaction_alone_finds_both_of_two(tmp_path: Path) -> None:
    measured = run(evaluate(Trial(LIMIT, way=Way.LATE), Settings(), tmp_path))
    assert measured.figures["recall@2"] >= 0.965
