"""kill −9 at any moment: the index that comes out in the end is that of an undisturbed run."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings
from tests.library.conftest import SAMPLES, run

ROOT = Path(__file__).parents[2]
KILLS = 20
QUESTIONS = (
    "how is light bent by a prism",
    "what may Congress not do",
    "the rabbit takes out its watch",
    "indentation",
)


def start(home: Path, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "onyx_desktop.cli", "--data-dir", str(home), "index", str(folder)]
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=nowhere, stderr=nowhere, start_new_session=True, cwd=ROOT)


def what_is_in(home: Path) -> dict[str, object]:
    """Files, chunks and hits, without row numbers."""
    with Library.open(paths.home(home), Settings()) as library:
        report = run(library.verify(repair=False))
        chunks = library.store.database.rows(
            "SELECT content_hash, number, chunks.begins, chunks.ends, heading FROM chunks"
            " JOIN pages ON pages.id = page_id JOIN documents ON documents.id = chunks.document_id ORDER BY 1, 2, 3"
        )
        hits = [
            [(hit.path.name, hit.page, hit.start, hit.end, round(hit.score, 4)) for hit in library.search(each).hits]
            for each in QUESTIONS
        ]
        status = library.status()
        keys = [bytes(row[0]) for row in library.store.database.rows("SELECT vector_key FROM chunks")]
        tokens = library.choice.tokens()
        return {
            "files": {str(row[0]): row[1] for row in library.store.database.rows("SELECT path, reason FROM files")},
            "chunks": chunks,
            "hits": hits,
            "tokens": tokens is not None and tokens.codes.has(keys).all() and tokens.codes.damaged() == [],
            "counts": (status.searchable, status.embedded, status.skipped),
            "findings": report.findings,
        }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The samples without the longest, so that twenty runs end today."""
    target = tmp_path / "Documents"
    target.mkdir()
    for path in sorted(SAMPLES.rglob("*")):
        if path.is_file() and path.stat().st_size < 130_000:
            shutil.copy(path, target)
    (target / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing else")
    return target


def test_twenty_kills_leave_the_index_of_an_undisturbed_run(tmp_path: Path, folder: Path) -> None:
    began = time.monotonic()
    assert start(tmp_path / "calm", folder).wait() == 0
    whole_s = time.monotonic() - began
    expected = what_is_in(tmp_path / "calm")

    moments = random.Random(2)
    killed = 0
    while killed < KILLS:
        running = start(tmp_path / "shaken", folder)
        try:
            running.wait(moments.uniform(0.3, max(1.0, whole_s / 3)))
            shutil.rmtree(tmp_path / "shaken")  # it got through before its moment came: from the start again
        except subprocess.TimeoutExpired:
            os.kill(running.pid, signal.SIGKILL)
            running.wait()
            killed += 1

    assert start(tmp_path / "shaken", folder).wait() == 0
    assert what_is_in(tmp_path / "shaken") == expected
    assert expected["findings"] == ()
    assert expected["tokens"]
