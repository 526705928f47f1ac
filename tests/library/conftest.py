"""A library over a small folder, with the real readers, the real model and the real Chroma."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings

SAMPLES = paths.resource("samples/documents")

TEXTS = {
    "Contracts/lease.txt": "Lease of the flat\n\n"
    "The landlord shall keep the heating installation in working order.\n\n"
    "The notice period is three months to the end of a calendar month.",
    "Contracts/2019/garage.txt": "Lease of the garage\n\nThe tenant parks one car. The notice period is two weeks.",
    "Recipes/soup.md": "# Pumpkin soup\n\nRoast the pumpkin, blend it with stock and add a little nutmeg.",
    "Letters/insurance.txt": "Dear Sir,\n\n"
    "water ran through the ceiling and ruined the carpet. Please pay for the damage.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A handful of short texts in folders."""
    root = tmp_path / "Documents"
    for name, text in TEXTS.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def home(tmp_path: Path) -> paths.Home:
    return paths.home(tmp_path / "onyx")


@pytest.fixture
def library(home: paths.Home) -> Iterator[Library]:
    with Library.open(home, Settings()) as opened:
        yield opened


def sample(name: str, target: Path) -> Path:
    """A copy of a sample document."""
    return Path(shutil.copy(SAMPLES / name, target))


def run(job):
    """Pull a job to its end; what it returns."""
    while True:
        try:
            next(job)
        except StopIteration as stop:
            return stop.value
