"""From files to hits: what an update reads, what it spares, and what vanishes."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.domain import Depth, Phase, Reason, Updated
from onyx_desktop.errors import DiskFull, FolderMissing, IndexInUse
from onyx_desktop.library import Library, reading
from onyx_desktop.settings import Settings
from tests.library.conftest import SAMPLES, TEXTS, run, sample


def names(library: Library, query: str, **options) -> list[str]:
    return [hit.path.name for hit in library.search(query, **options).hits]


def test_a_folder_becomes_searchable_by_meaning(library: Library, folder: Path) -> None:
    done = run(library.update([folder]))
    assert (done.files, done.indexed, done.skipped, done.embedded) == (4, 4, 0, done.chunks)
    assert names(library, "who pays when the flat is flooded")[0] == "insurance.txt"
    assert names(library, "how do I cook a vegetable dish")[0] == "soup.md"


def test_the_second_update_reads_nothing(library: Library, folder: Path) -> None:
    run(library.update([folder]))
    phases = {step.phase for step in library.update()}
    done = run(library.update())
    assert (done.unchanged, done.indexed, done.embedded) == (4, 0, 0)
    assert Phase.EMBEDDING not in phases


def test_moved_and_copied_files_cost_no_reading(library: Library, folder: Path) -> None:
    run(library.update([folder]))
    (folder / "Recipes/soup.md").rename(folder / "soup in winter.md")
    (folder / "copy.txt").write_text(TEXTS["Contracts/lease.txt"], encoding="utf-8")
    done = run(library.update([folder]))
    assert (done.moved, done.embedded, done.chunks) == (1, 0, 0)
    assert names(library, "pumpkin")[0] == "soup in winter.md"


def test_a_changed_file_is_read_again_and_its_old_text_is_gone(library: Library, folder: Path) -> None:
    run(library.update([folder]))
    (folder / "Recipes/soup.md").write_text("# Onion tart\n\nBake the onions on a crust.", encoding="utf-8")
    done = run(library.update([folder]))
    assert (done.indexed, done.unchanged) == (1, 3)
    assert library.search('"pumpkin"').hits == ()
    assert names(library, "tart")[0] == "soup.md"
    assert library.status().documents == 4


def test_a_deleted_file_vanishes_from_results(library: Library, folder: Path) -> None:
    run(library.update([folder]))
    (folder / "Recipes/soup.md").unlink()
    done = run(library.update([folder]))
    assert done.removed == 1
    assert "soup.md" not in names(library, "pumpkin soup")


def test_a_removed_folder_is_gone_at_once_and_back_without_embedding(library: Library, folder: Path) -> None:
    run(library.update([folder]))
    assert library.remove_folder(folder) == 4
    assert names(library, "pumpkin soup") == []
    run(library.update())
    assert library.status().chunks == 0
    done = run(library.update([folder]))
    assert (done.indexed, done.embedded) == (4, 0)
    assert names(library, "pumpkin soup")[0] == "soup.md"


def test_words_are_searchable_before_meaning(library: Library, folder: Path) -> None:
    done = run(library.update([folder], Depth.WORDS))
    assert done.embedded == 0
    hit = library.search("pumpkin").hits[0]
    assert (hit.path.name, hit.cosine) == ("soup.md", None)
    assert run(library.update()).embedded == 4


def test_a_cancelled_update_keeps_what_it_has(library: Library, folder: Path) -> None:
    job = library.update([folder])
    for step in job:
        if step.phase is Phase.EMBEDDING:
            break
    job.close()
    assert names(library, "pumpkin")[0] == "soup.md"
    assert run(library.update()).unchanged == 4


def test_what_cannot_be_read_is_listed_with_its_reason(library: Library, folder: Path) -> None:
    (folder / "empty.txt").touch()
    (folder / "film.mkv").write_bytes(b"\x1aE\xdf\xa3" * 100)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing else")
    done = run(library.update([folder]))
    reasons = {skipped.file.path.name: skipped.reason for skipped in library.problems()}
    assert reasons == {"empty.txt": Reason.EMPTY, "film.mkv": Reason.UNSUPPORTED, "broken.pdf": Reason.DAMAGED}
    assert done.skipped == 3
    again = run(library.update([folder]))
    assert (again.unchanged, again.skipped) == (7, 0)
    library.retry([folder / "broken.pdf"])
    assert run(library.update([folder])).skipped == 1


def test_newer_readers_try_again_what_older_ones_refused(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing else")
    run(library.update([folder]))
    assert run(library.update([folder])).skipped == 0
    monkeypatch.setattr(reading, "VERSION", "next")
    assert run(library.update([folder])).skipped == 1
    assert run(library.update([folder])).skipped == 0


def test_a_folder_that_is_not_there_now_keeps_its_files(library: Library, folder: Path) -> None:
    run(library.update([folder]))
    folder.rename(folder.with_name("unplugged"))
    assert run(library.update()).removed == 0
    assert names(library, "pumpkin")[0] == "soup.md"
    assert [state.available for state in library.folders()] == [False]
    with pytest.raises(FolderMissing):
        run(library.update([folder]))


def test_a_name_that_is_no_unicode_is_indexed(library: Library, tmp_path: Path) -> None:
    odd = tmp_path / "odd"
    odd.mkdir()
    path = os.fsencode(odd) + b"/caf\xe9.txt"
    with open(path, "wb") as stream:
        stream.write(b"Espresso with a little milk.")
    run(library.update([odd]))
    assert os.fsencode(library.search("espresso").hits[0].path) == path


def test_a_pdf_is_found_at_its_page(library: Library, tmp_path: Path) -> None:
    pdf = next(path for path in sorted(SAMPLES.rglob("*.pdf")))
    target = tmp_path / "papers"
    target.mkdir()
    run(library.update([sample(pdf.relative_to(SAMPLES), target).parent]))
    hit = library.search("teaching with computers").hits[0]
    passage = library.passage(hit, "teaching with computers")
    assert hit.page == passage.page
    assert passage.text[passage.span.start : passage.span.end] == hit.text


def test_a_second_writer_is_told_and_a_reader_is_welcome(library: Library, folder: Path, home: paths.Home) -> None:
    run(library.update([folder]))
    with pytest.raises(IndexInUse):
        Library.open(home, Settings())
    with Library.open(home, Settings(), write=False) as reader:
        assert reader.search("pumpkin").hits[0].path.name == "soup.md"


def test_the_data_folder_is_for_its_owner_only(library: Library, home: paths.Home) -> None:
    assert home.data.stat().st_mode & 0o777 == 0o700


def test_questions_are_answered_while_an_update_runs(library: Library, folder: Path) -> None:
    run(library.update([folder]))
    for number in range(60):
        (folder / f"note {number}.txt").write_text(f"Note {number} about bees. " * 40, encoding="utf-8")
    done: list[Updated] = []
    writer = threading.Thread(target=lambda: done.append(run(library.update([folder]))))
    writer.start()
    answers = 0
    while writer.is_alive():
        assert names(library, "pumpkin soup", limit=3)[0] == "soup.md"
        answers += 1
    writer.join()
    assert (done[0].indexed, done[0].unchanged) == (60, 4)
    assert answers > 3
    assert "bees" in library.search("honey bees").hits[0].text


def test_a_full_disk_ends_the_update_with_its_own_error(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(library.store), "free_bytes", lambda _: 1000)
    with pytest.raises(DiskFull):
        run(library.update([folder]))
    monkeypatch.undo()
    assert run(library.update([folder])).embedded > 0
