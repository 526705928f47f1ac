"""What a search returns: filters before top-k, folding, marks, strength, coverage."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.domain import FloatArray, IntArray, Mode, Strength
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings
from tests.documents import making
from tests.library.conftest import TEXTS, run


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory):
    root = tmp_path_factory.mktemp("shelf")
    folder = root / "Documents"
    for name, text in TEXTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for number in range(300):
        (folder / f"filler {number}.md").write_text(f"# Notice {number}\n\nThe heating period number {number} is over.")
    book = "\n\n".join(
        f"## Part {each}\n\n" + f"Bees of hive {each} gather honey and pollen. " * 25 for each in range(8)
    )
    (folder / "bees.md").write_text("# Bees\n\n" + book)
    with Library.open(paths.home(root / "onyx"), Settings(speed="fast")) as opened:
        run(opened.update([folder]))
        yield opened


def names(library: Library, query: str, **options) -> list[str]:
    return [hit.path.name for hit in library.search(query, **options).hits]


def test_a_narrow_filter_is_applied_before_the_best_are_taken(shelf: Library) -> None:
    assert names(shelf, "heating period in:2019") == ["garage.txt"]
    assert set(names(shelf, "heating notice period type:text -type:md in:Contracts")) == {"garage.txt", "lease.txt"}


@pytest.mark.parametrize("mode", list(Mode))
def test_a_phrase_must_be_there_in_every_mode(shelf: Library, mode: Mode) -> None:
    assert set(names(shelf, '"notice period"', mode=mode)) == {"lease.txt", "garage.txt"}


def test_an_excluded_word_is_not_there(shelf: Library) -> None:
    assert set(names(shelf, '"notice period" -garage')) == {"lease.txt"}


def test_filters_alone_list_the_newest_files(shelf: Library) -> None:
    assert set(names(shelf, "in:Contracts")) == {"lease.txt", "garage.txt"}
    assert names(shelf, "") == []


def test_ranks_may_be_put_together_instead_of_scores(shelf: Library) -> None:
    before = shelf.settings
    shelf.apply(dataclasses.replace(before, fusion="rrf"))
    try:
        first = shelf.search("must the landlord repair the heating").hits[0]
    finally:
        shelf.apply(before)
    assert first.path.name == "lease.txt"
    assert [stage.rank for stage in first.stages.values()] == [1, 1, 1]
    assert first.score == pytest.approx(3 / 61), "of words, meaning and late interaction, each the first of 60 + 1"


def test_at_most_three_passages_of_a_file(shelf: Library) -> None:
    hits = shelf.search("honey and pollen of bees", limit=20).hits
    bees = [hit for hit in hits if hit.path.name == "bees.md"]
    assert len(bees) == 3
    assert bees[0].more > 0


def test_a_hit_says_where_and_why(shelf: Library) -> None:
    hit = shelf.search("must the landlord repair the heating").hits[0]
    assert hit.path.name == "lease.txt"
    text = TEXTS["Contracts/lease.txt"]
    assert text[hit.start : hit.end] == hit.text
    assert hit.page is None
    assert {hit.snippet[word.start : word.end] for word in hit.words} == {"landlord"}  # heating is in every notice
    assert hit.best is not None
    assert "heating installation" in hit.snippet[hit.best.start : hit.best.end]
    assert hit.stages["meaning"].score == pytest.approx(hit.cosine)
    assert {"words", "meaning"} <= set(hit.stages)


def test_strength_tells_an_answer_from_the_nearest(shelf: Library) -> None:
    assert shelf.search("landlord repairs the heating installation").hits[0].strength is Strength.STRONG
    assert shelf.search("quantum chromodynamics lattice").hits[0].strength in {Strength.WEAK, Strength.NEAREST}


def test_coverage_counts_all_files(shelf: Library) -> None:
    coverage = shelf.search("bees").coverage
    assert (coverage.files, coverage.searched) == (305, 305)


def test_what_is_not_understood_is_reported(shelf: Library) -> None:
    assert shelf.search("bees after:soon").notices == (("after", "soon"),)


def test_dates_filter_by_the_files_time(shelf: Library) -> None:
    assert names(shelf, "bees before:1990") == []
    assert names(shelf, "bees after:1990")[0] == "bees.md"


@pytest.mark.parametrize("query", ["?", "...", "😀", "\x00", "a" * 20_000, '"' * 50, "日本語", "ñandú " * 500])
def test_odd_questions_get_an_answer(shelf: Library, query: str) -> None:
    assert shelf.search(query).coverage.files == 305


def spied(monkeypatch: pytest.MonkeyPatch, library: Library) -> list[str]:
    """The collections that Chroma is asked about from now on."""
    asked: list[str] = []
    query = library.store.dense.query

    def told(collection: str, vector: FloatArray, limit: int) -> tuple[IntArray, FloatArray]:
        asked.append(collection)
        return query(collection, vector, limit)

    monkeypatch.setattr(library.store.dense, "query", told)
    return asked


def test_a_reader_leaves_chroma_to_the_writer(shelf: Library) -> None:
    settings = dataclasses.replace(shelf.settings, exact_limit=0)
    with Library.open(shelf._home, settings, write=False) as reader:
        assert reader.search("honey for the winter", mode=Mode.MEANING).hits
        assert not reader.choice.answering.mirror.used


def test_chroma_answers_as_the_exact_search_does(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    exact = shelf.search("honey for the winter", mode=Mode.MEANING, limit=5).hits
    settings = shelf.settings
    shelf.apply(dataclasses.replace(settings, exact_limit=0))
    try:
        mirror = shelf.choice.answering.mirror
        first = shelf.search("honey for the winter", mode=Mode.MEANING, limit=5).hits
        assert [hit.cosine for hit in first] == [hit.cosine for hit in exact]
        assert mirror._waking is not None, "no question waits until Chroma has started"
        mirror._waking.join(60)
        assert mirror.awake
        asked = spied(monkeypatch, shelf)
        near = shelf.search("honey for the winter", mode=Mode.MEANING, limit=5).hits
        assert asked
    finally:
        shelf.apply(settings)
    assert not shelf.choice.answering.mirror.broken
    assert [(hit.chunk_id, hit.cosine) for hit in near] == [
        (hit.chunk_id, pytest.approx(hit.cosine, abs=1e-3)) for hit in exact
    ]


def test_a_hit_in_a_sheet_names_the_row_and_one_in_a_show_the_slide(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "Office"
    folder.mkdir()
    rows = "".join(making.ods_row(f"Room {number}", f"heated by radiator number {number}") for number in range(1, 200))
    (folder / "rooms.ods").write_bytes(making.ods(("Costs", rows + making.ods_row("The ferret escaped at noon"))))
    (folder / "show.pptx").write_bytes(making.pptx(("Welcome",), ("Pets", "A hamster lives in the cupboard")))
    run(library.update([folder]))
    sheet = library.search('"ferret escaped"').hits[0]
    assert sheet.path.name == "rooms.ods"
    row = re.fullmatch(r"Sheet “Costs”, row (\d+)", sheet.page_label)
    assert row
    assert sheet.text.startswith(f"Room {row[1]}\t")
    slide = library.search('"hamster"').hits[0]
    assert (slide.page, slide.page_label) == (2, "Slide 2")
    assert [hit.page_label for hit in library.search("hamster page:2 type:slides").hits] == ["Slide 2"]
