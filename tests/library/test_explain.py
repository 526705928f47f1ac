"""Why a file is among the results, or what keeps it out: every fate and every state, with the real library."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.domain import Asked, Depth, Explanation, Fate, Mode, Reason, Seed, State
from onyx_desktop.errors import FileMissing, NotAFile
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings
from tests.library.conftest import TEXTS, run

FILLERS = 260


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, Path]]:
    root = tmp_path_factory.mktemp("explained")
    folder = root / "Documents"
    for name, text in TEXTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for number in range(FILLERS):
        (folder / f"filler {number}.md").write_text(f"# Notice {number}\n\nThe heating period number {number} is over.")
    book = "\n\n".join(
        f"## Hive {each}\n\n" + f"Bees of hive {each} gather honey and pollen near {each} lime trees. " * 25
        for each in ("one", "two", "three", "four", "five", "six", "seven", "eight")
    )
    (folder / "bees.md").write_text("# Bees\n\n" + book)
    (folder / "copy of soup.md").write_text(TEXTS["Recipes/soup.md"])
    (folder / "Letters" / "same letter.txt").write_text(TEXTS["Letters/insurance.txt"] + "\n\n")
    (folder / "empty.txt").write_text("")
    (folder / "film.mkv").write_bytes(b"\x1aE\xdf\xa3")
    (folder / "node_modules").mkdir()
    (folder / "node_modules" / "readme.md").write_text("Heating")
    with Library.open(paths.home(root / "onyx"), Settings(speed="fast")) as opened:
        run(opened.update([folder]))
        yield opened, folder


def why(shelf: tuple[Library, Path], query: str, name: str, **options: object) -> Explanation:
    library, folder = shelf
    return library.explain(Asked(query, folder / name, **options))  # type: ignore[arg-type]  # options by name


def test_a_passage_that_is_shown(shelf: tuple[Library, Path]) -> None:
    query = "landlord heating installation sunflower"
    (hit, *_) = shelf[0].search(query).hits
    told = why(shelf, query, "Contracts/lease.txt")
    assert (told.state, told.fate, told.reason, told.changed) == (State.READY, Fate.SHOWN, None, False)
    assert (told.passages, len(told.accounts)) == (1, 1)
    (account,) = told.accounts
    assert (account.chunk_id, account.place, account.text) == (hit.chunk_id, 1, hit.text)
    assert account.stages["words"].rank == account.stages["meaning"].rank == 1
    assert account.stages["words"].of == 1, "words that most passages hold do not count"
    (live,) = shelf[0].store.database.row(
        "SELECT count(*) FROM chunks WHERE document_id IN (SELECT document_id FROM files)"
    )
    assert account.stages["meaning"].of == live
    assert account.stages["meaning"].score == pytest.approx(hit.cosine, abs=1e-6)
    assert account.fused is not None
    assert (account.fused.rank, account.fused.score) == (1, pytest.approx(hit.score))
    assert sum(account.shares.values()) == pytest.approx(hit.score, abs=1e-5)
    assert told.words_weight == pytest.approx(shelf[0].search(query).words_weight)
    assert told.pieces is not None
    assert told.pieces >= 1
    assert set(told.timings) >= {"words", "meaning"}


def test_words_in_common_and_missing(shelf: tuple[Library, Path]) -> None:
    (account,) = why(shelf, "landlords heating sunflower garage", "Contracts/lease.txt").accounts
    landlords, heating, sunflower, garage = account.words
    assert landlords.found == ("landlord",), "in the form that stands in the passage"
    assert heating.found == ("heating",)
    assert (sunflower.found, sunflower.covered, sunflower.passages) == ((), False, 0)
    assert (garage.found, garage.passages) == ((), 1)
    assert heating.passages > FILLERS
    assert sunflower.weight > garage.weight > heating.weight


def test_what_is_said_in_other_words(shelf: tuple[Library, Path]) -> None:
    (account,) = why(shelf, "flooding destroyed the rug", "Letters/insurance.txt").accounts
    words = {match.word: match for match in account.words}
    assert all(match.similarity is not None for match in words.values())
    said = {word: (match.found, match.near, match.covered, match.telling) for word, match in words.items()}
    assert said == {
        "flooding": ((), "water", False, True),
        "destroyed": ((), "ruined", True, True),
        "the": (("the",), "the", True, False),
        "rug": ((), "carpet", True, True),
    }
    assert account.stages["late"].rank == 1
    assert account.shares["late"] > 0


def test_word_by_word_is_told_of_passages_that_the_search_did_not_refine(shelf: tuple[Library, Path]) -> None:
    (account,) = why(shelf, "heating period over", "Recipes/soup.md").accounts
    assert account.fate is Fate.FAR
    assert account.stages["late"].rank > 100
    assert "late" not in account.shares


@pytest.mark.parametrize(
    ("extra", "barred"),
    [
        ("type:pdf", ("type:pdf",)),
        ("type:pdf type:md", ("type:pdf type:md",)),
        ("type:txt type:pdf in:Recipes", ("in:Recipes",)),
        ("name:garage after:2001", ("name:garage",)),
        ('"heating order"', ('"heating order"',)),
        ("-landlord -soup", ("-landlord",)),
        ('"heating order"~1', ('"heating order"~1',)),
        ('-"heating order"~9', ('-"heating order"~9',)),
        ("lang:de before:1990", ("lang:de", "before:1990")),
        ("page:2", ("page:2",)),
        ("size:>1mb", ("size:>1mb",)),
    ],
)
def test_what_forbids_it_is_named(shelf: tuple[Library, Path], extra: str, barred: tuple[str, ...]) -> None:
    told = why(shelf, f"landlord heating installation {extra}", "Contracts/lease.txt")
    assert told.fate is Fate.BARRED
    assert told.accounts[0].barred == barred
    assert told.accounts[0].fused is not None
    assert told.accounts[0].fused.rank == 1, "it would be first otherwise"


def test_what_the_search_is_held_within_forbids_without_a_part(shelf: tuple[Library, Path]) -> None:
    (soup, *_) = shelf[0].search("pumpkin soup").hits
    told = why(shelf, "landlord heating", "Contracts/lease.txt", seed=Seed(within=(frozenset({soup.document_id}),)))
    assert (told.fate, told.accounts[0].barred) == (Fate.BARRED, ())


def test_behind_the_last_one_shown(shelf: tuple[Library, Path]) -> None:
    told = why(shelf, "heating period", "filler 17.md", limit=3)
    named = [hit.path.name for hit in shelf[0].search("heating period", 3).hits]
    other = next(f"filler {each}.md" for each in range(FILLERS) if f"filler {each}.md" not in named)
    told = why(shelf, "heating period number 3", other, limit=1)
    assert told.fate in {Fate.BELOW, Fate.ALIKE}
    told = why(shelf, "notice period of a lease", "Contracts/2019/garage.txt", limit=1)
    assert (told.fate, told.results) == (Fate.BELOW, 1)
    assert told.accounts[0].fused is not None
    assert told.accounts[0].fused.rank == 2
    assert told.last is not None
    assert told.last > told.accounts[0].fused.score


def test_among_the_best_of_no_stage(shelf: tuple[Library, Path]) -> None:
    told = why(shelf, "heating period over", "Recipes/soup.md")
    assert told.fate is Fate.FAR
    (account,) = told.accounts
    assert "words" not in account.stages, "it has none of them"
    assert account.stages["meaning"].rank > told.candidates
    assert (account.fused, dict(account.shares)) == (None, {})


def test_enough_passages_of_the_document_are_shown(shelf: tuple[Library, Path]) -> None:
    query = "bees gather honey and pollen"
    shown = [hit for hit in shelf[0].search(query).hits if hit.path.name == "bees.md"]
    (document,) = {hit.document_id for hit in shown}
    parts = {chunk for hit in shown for chunk in (hit.chunk_id, *hit.chunks, *(copy.chunk_id for copy in hit.copies))}
    rows = shelf[0].store.database.rows("SELECT id FROM chunks WHERE document_id = ?", (document,))
    left = [row[0] for row in rows if row[0] not in parts]
    assert len(shown) == 3
    assert left
    told = why(shelf, query, "bees.md", chunk_id=left[0])
    assert (told.accounts[0].chunk_id, told.fate) == (left[0], Fate.CAPPED)
    assert [each.fate for each in told.accounts[1:]] == [Fate.SHOWN, Fate.SHOWN]


def test_the_same_is_shown_from_elsewhere(shelf: tuple[Library, Path]) -> None:
    query = "water ran through the ceiling and ruined the carpet"
    (hit, *_) = shelf[0].search(query).hits
    (other,) = {"insurance.txt", "same letter.txt"} - {hit.path.name}
    told = why(shelf, query, f"Letters/{other}")
    assert (told.fate, told.accounts[0].instead) == (Fate.EQUAL, hit.path)
    assert told.accounts[0].fused is not None


def test_a_copy_is_told_under_which_name_it_is_shown(shelf: tuple[Library, Path]) -> None:
    (hit, *_) = shelf[0].search("pumpkin soup with nutmeg").hits
    told = {name: why(shelf, "pumpkin soup with nutmeg", name) for name in ("Recipes/soup.md", "copy of soup.md")}
    assert all(each.fate is Fate.SHOWN for each in told.values())
    assert {each.shown_as for each in told.values()} == {None, hit.path}


def test_modes_ask_only_their_stage(shelf: tuple[Library, Path]) -> None:
    words = why(shelf, "landlord", "Contracts/lease.txt", mode=Mode.WORDS)
    assert set(words.accounts[0].stages) == {"words"}
    assert words.words_weight is None
    meaning = why(shelf, "landlord mode:meaning", "Contracts/lease.txt")
    assert meaning.mode is Mode.MEANING
    assert set(meaning.accounts[0].stages) == {"meaning"}


@pytest.mark.parametrize("query", ["", "type:txt", "in:Contracts", "?", "-x", "\x00", '"'])
def test_questions_without_words(shelf: tuple[Library, Path], query: str) -> None:
    told = why(shelf, query, "Contracts/lease.txt")
    assert told.fate in {Fate.SHOWN, Fate.FAR}
    assert (told.fate is Fate.SHOWN) == any(hit.path.name == "lease.txt" for hit in shelf[0].search(query).hits)


def test_states_of_files_that_have_no_passages(shelf: tuple[Library, Path], tmp_path: Path) -> None:
    folder = shelf[1]
    assert (told := why(shelf, "heating", "film.mkv")).state is State.UNREADABLE
    assert (told.reason, told.fate) == (Reason.UNSUPPORTED, None)
    assert (told := why(shelf, "heating", "empty.txt")).state is State.NO_TEXT
    assert told.reason is Reason.EMPTY
    assert (told := why(shelf, "heating", "node_modules/readme.md")).state is State.LEFT_OUT
    assert told.detail == "node_modules"
    (tmp_path / "elsewhere.txt").write_text("heating")
    assert why(shelf, "heating", str(tmp_path / "elsewhere.txt")).state is State.OUTSIDE
    new = folder / "new.txt"
    new.write_text("heating")
    try:
        assert why(shelf, "heating", "new.txt").state is State.UNSEEN
    finally:
        new.unlink()
    with pytest.raises(FileMissing):
        why(shelf, "heating", "new.txt")
    with pytest.raises(NotAFile):
        why(shelf, "heating", "Contracts")


def test_a_file_that_has_changed_or_gone_is_still_explained(shelf: tuple[Library, Path]) -> None:
    garage = shelf[1] / "Contracts" / "2019" / "garage.txt"
    text, status = garage.read_text(), garage.stat()
    try:
        garage.write_text("other")
        assert why(shelf, "tenant parks car", "Contracts/2019/garage.txt").changed
        garage.unlink()
        told = why(shelf, "tenant parks car", "Contracts/2019/garage.txt")
        assert (told.fate, told.changed) == (Fate.SHOWN, True)
    finally:
        garage.write_text(text)
        os.utime(garage, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert not why(shelf, "tenant parks car", "Contracts/2019/garage.txt").changed


def test_a_file_reached_through_a_link_is_the_same_file(shelf: tuple[Library, Path], tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(shelf[1])
    told = why(shelf, "landlord heating", str(tmp_path / "link" / "Contracts" / "lease.txt"))
    assert (told.fate, told.path) == (Fate.SHOWN, shelf[1] / "Contracts" / "lease.txt")


def test_words_first_vectors_later(library: Library, folder: Path) -> None:
    run(library.update([folder], Depth.WORDS))
    told = library.explain(Asked("landlord heating", folder / "Contracts" / "lease.txt"))
    assert (told.state, told.fate) == (State.WORDS_ONLY, Fate.SHOWN)
    assert set(told.accounts[0].stages) == {"words"}


def test_a_file_that_waits_to_be_read(library: Library, folder: Path) -> None:
    job = library.update([folder])
    try:
        for _ in job:
            if library.store.database.row("SELECT count(*) FROM files WHERE document_id IS NULL") != (0,):
                break
        (row, *_) = library.store.database.rows("SELECT path FROM files WHERE document_id IS NULL")
        told = library.explain(Asked("landlord heating", Path(os.fsdecode(row[0]))))
        assert (told.state, told.fate) == (State.WAITING, None)
    finally:
        job.close()
