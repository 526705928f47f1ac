"""What indexing a folder would take, against what it then took."""

from __future__ import annotations

from pathlib import Path

import pytest

from onyx_desktop import cli
from onyx_desktop.domain import Depth, Phase, quoting
from onyx_desktop.errors import FolderMissing
from onyx_desktop.library import Library
from tests.library.conftest import run, sample


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "Papers"
    (folder / "Letters/Old").mkdir(parents=True)
    (folder / ".git").mkdir()
    for number in range(30):
        text = "\n\n".join(f"Letter {number}, part {part}, about the roof and the rain. " * 12 for part in range(5))
        (folder / "Letters" / f"{number}.txt").write_text(text, encoding="utf-8")
        (folder / ".git" / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "Letters/Old/film.mkv").write_bytes(b"0" * 5000)
    sample("nbgrader.pdf", folder)
    return folder


def test_a_small_folder_is_counted_and_not_measured(library: Library, papers: Path) -> None:
    told = run(library.overview.quote(papers))
    assert (told.files, told.left_out, told.known, told.sampled) == (31, 1, 0, 0)
    assert {each.name: each.files for each in told.types} == {".txt": 30, ".pdf": 1}
    assert [each.name for each in told.inside] == ["Letters"]
    assert not told.large


def test_a_quote_comes_close_to_the_truth(library: Library, papers: Path) -> None:
    told = run(library.overview.quote(papers, always=True))
    done = run(library.update([papers], Depth.WORDS))
    assert done.indexed == told.files
    assert told.sampled >= 10
    assert told.passages == pytest.approx(done.chunks, rel=0.15)
    assert told.pages == 3
    assert told.seconds > 0
    catalog = library.status().sizes["catalog"]
    assert catalog / 5 < told.disk_bytes < 20 * catalog + 40e6


def test_nothing_is_written(library: Library, papers: Path) -> None:
    run(library.overview.quote(papers, always=True))
    assert library.folders() == []
    assert library.status().documents == 0


def test_what_is_known_is_not_quoted_again(library: Library, papers: Path) -> None:
    run(library.update([papers / "Letters"], Depth.WORDS))
    told = run(library.overview.quote(papers, always=True))
    assert (told.files, told.known) == (1, 30)


def test_a_large_folder_is_measured_by_itself(library: Library, papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quoting, "LARGE_FILES", 10)
    told = run(library.overview.quote(papers))
    assert told.large
    assert told.passages > 0
    assert {Phase.READING, Phase.EMBEDDING} <= {step.phase for step in library.overview.quote(papers)}


def test_a_quote_can_be_stopped_anywhere(library: Library, papers: Path) -> None:
    for pulled in (1, 3, 6):
        job = library.overview.quote(papers, always=True)
        for _ in range(pulled):
            next(job)
        job.close()


def test_an_empty_and_a_missing_folder(library: Library, tmp_path: Path) -> None:
    (tmp_path / "Empty").mkdir()
    told = run(library.overview.quote(tmp_path / "Empty", always=True))
    assert (told.files, told.types, told.seconds) == (0, (), 0.0)
    with pytest.raises(FolderMissing):
        run(library.overview.quote(tmp_path / "Missing"))


def test_unreadable_files_are_no_sample(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "Broken"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.pdf").write_bytes(b"%PDF-1.4 nothing at all")
    told = run(library.overview.quote(folder, always=True))
    assert (told.files, told.sampled, told.passages) == (3, 0, 0)


def test_the_command_line_quotes(papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--data-dir", str(tmp_path / "data"), "quote", str(papers)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("31 files to read, ")
    assert "about 3 pages, about" in told
    assert "measured on" in told
