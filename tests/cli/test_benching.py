"""`onyx bench`: figures of this computer, on the library, or on the samples where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from onyx_desktop.library import bench
from tests.cli.test_commands import Onyx, folder, onyx

__all__ = ["folder", "onyx"]  # fixtures from elsewhere


def test_it_measures_the_library_and_changes_nothing(onyx: Onyx, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "LEAST_PASSAGES", 2)
    onyx("index", str(folder))
    before = onyx("status")
    figures = onyx("bench")
    assert (figures["on"], figures["passages"]) == ("library", 2)
    assert set(figures["passages_a_minute"]) == {"all-MiniLM-L6-v2", "all-MiniLM-L6-v2-static"}
    assert figures["passages_a_minute"]["all-MiniLM-L6-v2"] > 0
    assert set(figures["search_ms"]) == {"auto", "words", "meaning"}
    assert all(0 < each["p50"] <= each["p95"] for each in figures["search_ms"].values())
    assert {"catalog", "matrix"} <= set(figures["bytes_a_passage"])
    after = onyx("status")
    assert {**after, "sizes": None} == {**before, "sizes": None}


def test_where_there_is_no_library_the_samples_are_measured_elsewhere(
    onyx: Onyx, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples = tmp_path / "samples"
    samples.mkdir()
    (samples / "one.txt").write_text("The landlord keeps the heating in order. The tenant pays the rent.")
    monkeypatch.setattr("onyx_desktop.paths.resource", lambda name, usual=bench.paths.resource: (
        samples if name == "samples/documents" else usual(name)
    ))  # fmt: skip
    told = onyx.text("bench")
    assert "Measured on the sample documents: 1 passages." in told
    assert "all-MiniLM-L6-v2" in told
    assert onyx("status")["documents"] == 0
