"""Faults of the world: after each the index gives the hits of an undisturbed one, or says in a sentence why it can't.

Kills of the whole program are in test_crash.py, of Chroma's child in index/test_dense.py, of readers in
documents/test_process.py; a full disk in test_update.py; every file with every damage in bench/faults.py.
"""

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from onyx_desktop import paths
from onyx_desktop.domain import Phase, Reason
from onyx_desktop.errors import DataFolderUnusable, IndexDamaged
from onyx_desktop.library import Finding, Library
from onyx_desktop.settings import Settings
from tests.library.conftest import run
from tests.library.faults import DAMAGES, QUESTIONS, damaged, hits, parts
from tests.ui.second_model import write_texts


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[object]]:
    """Data folder, documents, and the hits."""
    root = tmp_path_factory.mktemp("faults")
    write_texts(root / "Documents")
    with Library.open(paths.home(root / "onyx"), Settings()) as library:
        run(library.update([root / "Documents"]))
        return root / "onyx", root / "Documents", hits(library)


def test_each_derived_file_damaged_in_turn(undisturbed: tuple[Path, Path, list[object]], tmp_path: Path) -> None:
    data, _, expected = undisturbed
    for number, name in enumerate(parts(data)):
        damage = list(DAMAGES)[number % len(DAMAGES)]
        copy = tmp_path / str(number)
        shutil.copytree(data, copy)
        damaged(copy / name, damage)
        with Library.open(paths.home(copy), Settings()) as library:
            assert library.search(QUESTIONS[0]).hits, f"{name} {damage}: words answer whatever is damaged"
            run(library.verify(repair=True))
            run(library.update())
            assert hits(library) == expected, f"{name} {damage}"
            assert run(library.verify(repair=False)).findings == (), f"{name} {damage}"


@pytest.mark.parametrize("damage", ["cut", "zeros"])
def test_a_damaged_catalog_is_a_sentence_and_stays_as_it_is(
    undisturbed: tuple[Path, Path, list[object]], tmp_path: Path, damage: str
) -> None:
    copy = Path(shutil.copytree(undisturbed[0], tmp_path / "onyx"))
    damaged(copy / "catalog.sqlite", damage)
    content = (copy / "catalog.sqlite").read_bytes()
    with pytest.raises(IndexDamaged), Library.open(paths.home(copy), Settings()) as library:
        run(library.verify(repair=True))
    assert (copy / "catalog.sqlite").read_bytes()[: len(content) // 4] == content[: len(content) // 4]


def test_the_power_fails_between_any_two_writes(undisturbed: tuple[Path, Path, list[object]], tmp_path: Path) -> None:
    """What lies on the disk at some moment of an update is taken as what a computer finds after it lost its power."""
    _, documents, expected = undisturbed
    moments: list[tuple[Phase, Path]] = []
    seen: set[tuple[Phase, int]] = set()
    with Library.open(paths.home(tmp_path / "onyx"), Settings()) as library:
        for step in library.update([documents]):
            new = (step.phase, step.done) not in seen  # a slow machine tells of the same moment many times
            seen.add((step.phase, step.done))
            if new and sum(phase is step.phase for phase, _ in moments) < 3:
                copy = tmp_path / f"moment{len(moments)}"
                moments.append((step.phase, Path(shutil.copytree(tmp_path / "onyx", copy))))
    assert {phase for phase, _ in moments} >= {Phase.READING, Phase.EMBEDDING}
    for phase, moment in moments:
        (moment / "writer.lock").unlink(missing_ok=True)
        with Library.open(paths.home(moment), Settings()) as library:
            run(library.update([documents]))
            assert hits(library) == expected, phase
            assert run(library.verify(repair=False)).findings == ()


def test_files_that_change_or_go_while_they_are_read(tmp_path: Path) -> None:
    documents = tmp_path / "Documents"
    write_texts(documents)
    with Library.open(paths.home(tmp_path / "onyx"), Settings(quality="fast")) as library:
        job = library.update([documents])
        for step in job:  # the walk is over when the first file is read
            if step.phase is Phase.READING:
                break
        late = sorted(documents.iterdir())[-2:]
        late[0].unlink()
        late[1].write_text("Rewritten while somebody read it: the otter swims upstream.")
        run(job)
        reasons = {skipped.file.path: skipped.reason for skipped in library.problems()}
        assert reasons in ({}, {late[0]: Reason.VANISHED}), "gone before it was read, or just after"
        run(library.update())
        assert library.problems() == []
        assert library.search("otter").hits[0].path == late[1]
        assert all(hit.path != late[0] for question in QUESTIONS for hit in library.search(question).hits)


def test_a_clock_that_was_set_back(tmp_path: Path) -> None:
    documents = tmp_path / "Documents"
    write_texts(documents)
    with Library.open(paths.home(tmp_path / "onyx"), Settings(quality="fast")) as library:
        run(library.update([documents]))
        changed = documents / "otter.txt"
        changed.write_text("The otter swims upstream.")
        os.utime(changed, (1, 1))
        os.utime(documents / "soup.md", (2**33, 2**33))
        assert run(library.update()).indexed == 2
        assert library.search("otter").hits[0].path == changed
        assert library.search("after:2100 soup").hits
        assert run(library.update()).indexed == 0


def test_a_data_folder_that_can_not_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "onyx").write_text("not a folder")
    for place in (tmp_path / "onyx", tmp_path / "onyx" / "below"):
        with pytest.raises(DataFolderUnusable):
            Library.open(paths.home(place), Settings())
    assert (tmp_path / "onyx").read_text() == "not a folder"


def test_damaged_learned_terms_are_noticed_and_made_again(
    undisturbed: tuple[Path, Path, list[object]], tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(undisturbed[0], tmp_path / "onyx"))
    with Library.open(paths.home(copy), Settings()) as library:
        database, terms = library.store.database, library.store.terms("sparse-1")
        with database.transaction() as connection:
            connection.execute("INSERT INTO spaces VALUES ('sparse-1', 'a sparse model', 0)")
            connection.execute("INSERT INTO marks SELECT id, 'sparse-1' FROM documents")
        keys = [bytes(key) for (key,) in database.rows("SELECT DISTINCT vector_key FROM chunks")]
        ids, weights = np.array([3, 7], np.int64), np.array([1.0, 0.5], np.float32)
        for key in keys:
            terms.append([key], [(ids, weights)])
        assert run(library.verify(repair=False)).findings == ()
        (first, *_) = sorted((copy / "terms" / "sparse-1").iterdir())
        damaged(first, "flipped")
        findings = dict(run(library.verify(repair=False)).findings)
        assert findings[Finding.TERMS_DAMAGED] == 1
        assert findings[Finding.TERMS_MISSING] >= 1
        run(library.verify(repair=True))
        (marked,) = database.row("SELECT count(*) FROM marks WHERE fingerprint = 'sparse-1'")
        (documents,) = database.row("SELECT count(*) FROM documents")
        assert marked < documents, "the next update gives these their terms"
        assert run(library.verify(repair=False)).findings == ()
