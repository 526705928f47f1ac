"""How long an update will take: by bytes and by the remembered speed of the model."""

from __future__ import annotations

from pathlib import Path

import pytest

from onyx_desktop.domain import Phase, Step
from onyx_desktop.library import Library, timing
from tests.library.conftest import run


def test_reading_counts_bytes_and_embedding_names_its_file(library: Library, folder: Path) -> None:
    (folder / "large.txt").write_text("A long letter about the roof of the house. " * 20_000, encoding="utf-8")
    steps = list(library.update([folder]))
    reading = [step for step in steps if step.phase is Phase.READING]
    assert all(step.share is not None and 0 <= step.share <= 1 for step in reading)
    assert [step.share for step in reading] == sorted(step.share for step in reading if step.share is not None)
    assert reading[-1].share == 1
    assert (reading[-1].done, reading[-1].total) == (5, 5)
    assert all(step.seconds_left is None for step in reading), "nothing to go by the first time"
    assert {step.path for step in steps if step.phase is Phase.EMBEDDING} <= set(folder.rglob("*"))


def test_the_speed_of_a_model_is_remembered(library: Library, folder: Path) -> None:
    database, fingerprint = library.store.database, library.choice.chosen.space.fingerprint
    (folder / "long.txt").write_text("\n\n".join(f"Letter {n} about the roof. " * 30 for n in range(200)), "utf-8")
    run(library.update([folder]))
    known = timing.remembered(database, fingerprint)
    assert known is not None
    assert known > 1
    timing.remember(database, fingerprint, 3, 1000.0)
    assert timing.remembered(database, fingerprint) == known, "too few to tell"
    assert timing.remembered(database, "another") is None


def test_what_is_left_is_the_rest_of_reading_and_all_of_embedding(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([100.0, 110.0, 120.0, 130.0, 140.0])
    monkeypatch.setattr(timing.time, "monotonic", lambda: next(clock))
    steps = (Step(Phase.READING, n, 4, share=n / 4) for n in (1, 2))
    first, second = timing.timed(steps, lambda: 50, 10.0)
    assert first.seconds_left == 10 * 3 + 50 * 4 / 10
    assert second.seconds_left == 20 * 1 + 50 * 2 / 10
    assert [step.seconds_left for step in timing.timed(iter([first]), lambda: 5, None)] == [first.seconds_left]
