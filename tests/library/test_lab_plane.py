"""Vectors on a plane: near ones stay near, stopped at once, and refused where UMAP is not installed."""

from __future__ import annotations

import importlib.util
import subprocess
from typing import Any

import numpy as np
import pytest

from onyx_desktop.domain import Phase
from onyx_desktop.errors import LabMissing, MapFailed
from onyx_desktop.library.lab import extra, plane
from onyx_desktop.library.lab.plane import Method
from tests.library.conftest import run


def heaps(count: int = 60) -> np.ndarray:
    """Vectors in five heaps that lie far from each other."""
    rng = np.random.default_rng(3)
    middles = np.eye(5, 32)[np.arange(count) % 5]
    vectors = (middles + 0.08 * rng.normal(size=(count, 32))).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_umap_keeps_heaps_together() -> None:
    """One run, because the library's start takes ten seconds: that two give the same is in tests/bench/plane.py."""
    vectors, steps = heaps(), []
    job = plane.places(vectors, Method.UMAP)
    while True:
        try:
            steps.append(next(job))
        except StopIteration as stop:
            made = stop.value
            break
    assert made.shape == (60, 2)
    assert {each.phase for each in steps} == {Phase.DRAWING}
    assert steps[-1].total == 500
    plain = run(plane.places(vectors, Method.PCA))
    assert run(plane.near(vectors, made)) > run(plane.near(vectors, plain)), "two components mix five heaps"
    heap = np.arange(60) % 5
    apart = ((made[:, np.newaxis] - made[np.newaxis]) ** 2).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    assert (heap[apart.argmin(axis=1)] == heap).all()


def test_how_much_of_the_nearness_is_kept() -> None:
    flat = np.array([[np.cos(each), np.sin(each)] for each in np.linspace(0, 1, 50)], np.float32)
    assert run(plane.near(flat, flat)) == 1.0
    assert run(plane.near(flat, flat[::-1][np.random.default_rng(0).permutation(50)])) < 0.5


def test_a_map_that_is_stopped_ends_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[subprocess.Popen[str]] = []
    popen = subprocess.Popen

    def watched(*given: Any, **named: Any) -> subprocess.Popen[str]:
        begun.append(popen(*given, **named))
        return begun[-1]

    monkeypatch.setattr(plane.subprocess, "Popen", watched)
    job = plane.places(heaps(), Method.UMAP)
    next(job)
    job.close()
    assert [each.poll() is not None for each in begun] == [True]


def test_what_goes_wrong_in_the_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MapFailed, match="dtype"):
        run(plane.places(np.array([["no vectors"]] * 20), Method.UMAP))  # type: ignore[arg-type]
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert extra.lacking(extra.MAP) == "umap-learn"
    with pytest.raises(LabMissing, match="umap-learn"):
        run(plane.places(heaps(), Method.UMAP))
