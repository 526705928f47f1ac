"""What becomes of candidates that say the same, stand side by side, or are many of one document."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.domain import Answer, Depth, Hit, Mode
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings
from tests.library.conftest import run

CLAUSE = (
    "The tenant may keep bees on the flat roof of the building as long as the neighbours agree to it in writing, and"
    " must take every hive away at his own cost before the lease ends or the roof is repaired."
)
SUBJECTS = (
    "a swarm in May",
    "winter feeding",
    "varroa mites",
    "queen rearing",
    "wax and candles",
    "the smoker",
    "hives",
)
BOOK = "# The bee book\n\n" + "\n\n".join(
    f"## On {subject}\n\n"
    + " ".join(f"Of {subject} the keeper of honey bees must know point {'very ' * each}well." for each in range(15))
    for subject in SUBJECTS
)
LONG = "# A summer\n\n" + " ".join(
    f"On day {day} the wasps of the old barn flew {['north', 'south', 'to the river', 'nowhere'][day % 4]} and stung"
    f" {['the vicar', 'nobody', 'two cows', 'my aunt'][day * 7 % 4]} near the {['well', 'gate', 'pond'][day % 3]}."
    for day in range(22)
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory):
    root = tmp_path_factory.mktemp("shaping")
    folder = root / "Documents"
    texts = {
        "Flat/lease.txt": f"Lease\n\n{CLAUSE}",
        "Flat/copy of lease.txt": f"Lease\n\n{CLAUSE}",
        "Mail/extract.txt": f"Lease\n\n{CLAUSE.upper()}",
        "Old/draft.txt": f"Lease\n\n{CLAUSE.replace('as long as', 'if')}",
        "Invoices/1.txt": "Invoice number 4711 for honey of the spring harvest, two jars, to be paid in March.",
        "Invoices/2.txt": "Invoice number 4712 for honey of the spring harvest, two jars, to be paid in March.",
        "book.md": BOOK,
        "wasps.md": LONG,
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    with Library.open(paths.home(root / "onyx"), Settings(speed="fast")) as opened:
        run(opened.update([folder]))
        yield opened


def of(answer: Answer, name: str) -> list[Hit]:
    return [hit for hit in answer.hits if hit.path.name == name]


@pytest.mark.parametrize("mode", [Mode.AUTO, Mode.MEANING])
def test_copies_are_one_hit_that_names_them_all(shelf: Library, mode: Mode) -> None:
    answer = shelf.search("may the tenant keep bees on the roof", mode=mode)
    hit = answer.hits[0]
    places = {hit.path.name: None} | {each.path.name: each.near for each in hit.copies}
    assert set(places) == {"lease.txt", "copy of lease.txt", "extract.txt", "draft.txt"}
    assert sum(each.near for each in hit.copies) == (3 if hit.path.name == "draft.txt" else 1)
    assert not {"lease.txt", "copy of lease.txt", "extract.txt", "draft.txt"} & {
        each.path.name for each in answer.hits[1:]
    }


def test_a_filter_holds_for_copies_too(shelf: Library) -> None:
    hit = shelf.search("may the tenant keep bees on the roof in:Flat").hits[0]
    assert {hit.path.name, *(each.path.name for each in hit.copies)} == {"lease.txt", "copy of lease.txt"}
    assert [each.near for each in hit.copies] == [False]


def test_another_number_is_another_passage(shelf: Library) -> None:
    answer = shelf.search("invoice for honey of the spring harvest")
    assert {"1.txt", "2.txt"} <= {hit.path.name for hit in answer.hits}
    assert answer.hits[0].copies == ()


def test_a_list_of_files_shows_them_all(shelf: Library) -> None:
    """Only files of equal content are one document."""
    assert len(shelf.search("type:txt").hits) == 5
    assert shelf.search("type:txt").weak_from is None


def test_neighbours_become_one_passage(shelf: Library) -> None:
    (hit,) = of(shelf.search("wasps of the old barn that stung my aunt"), "wasps.md")
    assert len(hit.chunks) == 3
    assert hit.chunk_id in hit.chunks
    assert LONG[hit.start : hit.end] == hit.text
    assert hit.text.count("On day 8 ") == 1
    assert hit.best is not None
    assert "aunt" in hit.snippet[hit.best.start : hit.best.end]


@pytest.mark.parametrize("limit", [5, 30])
def test_more_of_a_document_is_what_the_answer_counted(shelf: Library, limit: int) -> None:
    question = "what the keeper of honey bees must know"
    shown = of(shelf.search(question, limit), "book.md")
    assert 0 < len(shown) <= 3
    assert len({hit.more for hit in shown}) == 1
    rest = shelf.more(shown[0].document_id, question, limit)
    assert len(rest) == shown[0].more
    assert {hit.document_id for hit in rest} == {shown[0].document_id}
    apart = [set(hit.chunks) for hit in (*shown, *rest)]
    assert len(set.union(*apart)) == sum(map(len, apart))
    assert [hit.score for hit in rest] == sorted((hit.score for hit in rest), reverse=True)


def test_more_of_a_document_that_has_no_more(shelf: Library) -> None:
    hit = shelf.search("invoice 4711").hits[0]
    assert hit.more == 0
    assert shelf.more(hit.document_id, "invoice 4711") == ()
    assert shelf.more(99_999, "invoice 4711") == ()


def test_diversity_is_an_option(shelf: Library) -> None:
    question, settings = "honey bees of the keeper", shelf.settings
    usual = [hit.chunk_id for hit in shelf.search(question, 5).hits]
    shelf.apply(dataclasses.replace(settings, diversity=0.9))
    try:
        diverse = [hit.chunk_id for hit in shelf.search(question, 5).hits]
    finally:
        shelf.apply(settings)
    assert diverse[0] == usual[0]
    assert diverse != usual
    assert [hit.chunk_id for hit in shelf.search(question, 5).hits] == usual


def test_where_the_weak_hits_begin(shelf: Library) -> None:
    answer = shelf.search("may the tenant keep bees on the roof")
    assert answer.weak_from is not None
    assert answer.weak_from > 0
    assert shelf.search("quantum chromodynamics on a lattice").weak_from == 0
    assert shelf.search("").weak_from is None


def test_passages_without_vectors_fold_by_their_text(tmp_path: Path) -> None:
    for name, title in (("a.txt", "One"), ("b.txt", "Two")):
        (tmp_path / name).write_text(f"{title}\n\n## Part\n\n{CLAUSE}")
    with Library.open(paths.home(tmp_path / "onyx"), Settings()) as library:
        run(library.update([tmp_path], Depth.WORDS))
        (hit,) = library.search("bees roof", mode=Mode.WORDS).hits
    assert len(hit.copies) == 1
