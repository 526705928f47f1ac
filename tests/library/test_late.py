"""Token vectors of every passage: made with the vectors or after them, whatever happens, and what they say."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from onyx_desktop import paths
from onyx_desktop.domain import Depth, Kind, ModelCard, Phase
from onyx_desktop.library import Finding, Library
from onyx_desktop.library.passages import embedded_text
from onyx_desktop.models.cards import write_card
from onyx_desktop.models.convert import convert
from onyx_desktop.settings import Settings
from onyx_desktop.vectors.late import LateEncoder
from tests import tiny
from tests.library.conftest import TEXTS, run
from tests.vectors.folders import colbert

QUESTION = "who repairs the heating"
PASSAGES = "SELECT chunks.id, title, passages.heading, body FROM chunks JOIN passages ON passages.id = chunks.id"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny dense model and a tiny ColBERT, as an install leaves them."""
    models = tmp_path_factory.mktemp("models")
    tiny.publish(tmp_path_factory.getbasetemp() / "dense")
    files = convert(tmp_path_factory.getbasetemp() / "dense", models / "tiny", "float32")
    card = ModelCard("tiny", "Tiny", "local/tiny", "1", "MIT", 32, 64, files=files, languages="en")
    write_card(card, models / "tiny" / "card.toml")
    source = tmp_path_factory.mktemp("late")
    colbert(source, ["[unused0]", "[unused1]"])
    files = convert(source, models / "colbert", "float32")
    card = ModelCard(
        "colbert", "ColBERT", "local/colbert", "1", "MIT", 12, 64, kind=Kind.LATE, query_tokens=16, files=files,
        languages="en",
    )  # fmt: skip
    write_card(card, models / "colbert" / "card.toml")
    return models


@pytest.fixture
def home(tmp_path: Path, published: Path) -> paths.Home:
    made = paths.home(tmp_path / "onyx")
    shutil.copytree(published, made.models)
    return made


@pytest.fixture
def indexed(home: paths.Home, folder: Path) -> Iterator[Library]:
    with Library.open(home, Settings()) as library:
        run(library.update([folder]))
        yield library


def change(library: Library, **changes: object) -> None:
    library.apply(dataclasses.replace(library.settings, **changes))


def chunk_ids(library: Library) -> np.ndarray:
    return np.array([row[0] for row in library.store.database.rows("SELECT id FROM chunks ORDER BY id")])


def weights(library: Library, question: str = QUESTION) -> dict[str, float]:
    return {term.word: 1.0 for term in library.store.words.terms(question)}


def scores(library: Library, question: str = QUESTION) -> np.ndarray:
    return library.choice.late.scores(question, weights(library, question), chunk_ids(library))


def best(library: Library, question: str) -> str:
    found = chunk_ids(library)[np.argmax(scores(library, question))]
    return library.store.database.row("SELECT body FROM passages WHERE id = ?", (int(found),))[0]


def passage_with(library: Library, words: str) -> int:
    row = library.store.database.row("SELECT id FROM passages WHERE instr(body, ?)", (words,))
    return row[0]


def phases(job) -> set[Phase]:
    return {step.phase for step in job}


def marked(library: Library) -> int:
    tokens = library.choice.tokens()
    assert tokens is not None
    return library.store.database.row("SELECT count(*) FROM marks WHERE fingerprint = ?", (tokens.fingerprint,))[0]


def test_one_run_makes_both(home: paths.Home, folder: Path) -> None:
    with Library.open(home, Settings()) as library:
        assert Phase.REFINING not in phases(library.update([folder]))
        assert marked(library) == library.status().documents == len(TEXTS)
        assert np.isfinite(scores(library)).all()
        tokens = library.choice.tokens()
        assert tokens is not None
        assert library.status().sizes["tokens"] > tokens.codes.size_bytes > 48 * len(chunk_ids(library))


def test_scores_are_maxsim_of_the_models_own_vectors(indexed: Library) -> None:
    tokens = indexed.choice.tokens()
    assert tokens is not None
    asked = tokens.source.question(QUESTION).vectors
    exact = [
        (asked @ tokens.source.documents([embedded_text(*row[1:])])[0].T).max(axis=1).mean()
        for row in indexed.store.database.rows(PASSAGES + " ORDER BY chunks.id")
    ]
    np.testing.assert_allclose(scores(indexed), exact, atol=0.08)
    assert np.corrcoef(scores(indexed), exact)[0, 1] > 0.95
    assert "heating installation" in best(indexed, QUESTION)
    assert "ruined the carpet" in best(indexed, "water damage to a rug")


def test_rare_words_count_more(indexed: Library) -> None:
    late, chunks = indexed.choice.late, chunk_ids(indexed)
    question = "nutmeg or a car park"
    first = late.scores(question, {"nutmeg": 9.0, "car": 0.1, "park": 0.1}, chunks)
    second = late.scores(question, {"nutmeg": 0.1, "car": 9.0, "parks": 9.0}, chunks)
    soup, garage = (int(np.searchsorted(chunks, passage_with(indexed, each))) for each in ("nutmeg", "parks one car"))
    assert first[soup] > first[garage] + 0.2
    assert second[garage] > second[soup] + 0.2
    nothing = late.scores(question, {}, chunks)
    assert first[soup] > nothing[soup] > second[soup]


def test_where_nothing_can_be_said(indexed: Library) -> None:
    late, chunks = indexed.choice.late, chunk_ids(indexed)
    assert np.isnan(late.scores(QUESTION, {}, np.array([10**9]))).all()
    assert late.scores(QUESTION, {}, np.empty(0, np.int64)).shape == (0,)
    for unreadable in ("", "?!", "\u4f60"):
        assert np.isnan(late.scores(unreadable, {}, chunks)).all()
        assert late.matches(unreadable, int(chunks[0])) == []
    assert late.matches(QUESTION, 10**9) == []


def test_each_word_of_a_question_and_what_the_passage_has_for_it(indexed: Library) -> None:
    chunk = passage_with(indexed, "heating installation")
    (body,) = indexed.store.database.row("SELECT body FROM passages WHERE id = ?", (chunk,))
    question = "Which landlord fixes the heater, and the violin?"
    found = {each.word: each for each in indexed.choice.late.matches(question, chunk)}
    assert list(found) == ["Which", "landlord", "fixes", "the", "heater", "and", "violin"]
    for each in found.values():
        assert question[each.asked.start : each.asked.end] == each.word
        if each.span is not None:
            assert body[each.span.start : each.span.end] == each.near
    assert found["heater"].near == "heating"
    assert found["landlord"].near == "landlord"
    assert found["heater"].covered
    assert not found["violin"].covered


def test_a_word_of_the_title_has_no_place_in_the_text(indexed: Library) -> None:
    chunk = passage_with(indexed, "parks one car")
    (match,) = indexed.choice.late.matches("garage", chunk)
    assert match.near.casefold() == "garage"
    assert match.covered


def test_switching_off_frees_the_disk_and_on_makes_them_again(indexed: Library) -> None:
    before = scores(indexed)
    change(indexed, quality="fast")
    assert np.isnan(scores(indexed)).all()
    assert run(indexed.update()).embedded == 0
    assert indexed.status().sizes["tokens"] == 0
    change(indexed, quality="balanced")
    assert np.isnan(scores(indexed)).all()
    job = indexed.update()
    assert Phase.REFINING in phases(job)
    assert np.array_equal(scores(indexed), before)
    assert marked(indexed) == len(TEXTS)
    assert Phase.REFINING not in phases(indexed.update())


def test_an_index_from_before_gets_them_and_embeds_nothing(indexed: Library, home: paths.Home) -> None:
    before = scores(indexed)
    tokens = indexed.choice.tokens()
    assert tokens is not None
    with indexed.store.database.transaction() as connection:
        connection.execute("DELETE FROM marks WHERE fingerprint = ?", (tokens.fingerprint,))
    indexed.close()
    shutil.rmtree(home.data / "tokens")
    with Library.open(home, Settings()) as library:
        assert np.isnan(scores(library)).all()
        assert run(library.update()).embedded == 0
        assert np.array_equal(scores(library), before)


def test_a_folder_that_somebody_deleted_is_filled_again(indexed: Library, home: paths.Home) -> None:
    before = scores(indexed)
    indexed.close()
    shutil.rmtree(home.data / "tokens")
    with Library.open(home, Settings()) as library:
        run(library.update())
        assert np.array_equal(scores(library), before)


def test_what_was_stopped_goes_on(home: paths.Home, folder: Path) -> None:
    for number in range(80):
        (folder / f"{number}.txt").write_text(f"Note {number}\n\n" + " ".join(list(TEXTS.values())[number % 4].split()))
    with Library.open(home, Settings(quality="fast")) as library:
        run(library.update([folder]))
        change(library, quality="balanced")
        job = library.update()
        steps = (step for step in job if step.phase is Phase.REFINING)
        for _ in range(3):
            first = next(steps)
        job.close()
        tokens = library.choice.tokens()
        assert tokens is not None
        kept = len(tokens.codes)
        assert 0 < kept < library.status().chunks
        assert first.total == library.status().chunks
        run(library.update())
        assert len(tokens.codes) == library.status().chunks  # none was made twice
        assert marked(library) == library.status().documents
        assert np.isfinite(scores(library)).all()


def test_another_models_vectors_are_refined_by_the_embedded_ones_tokens(home: paths.Home, folder: Path) -> None:
    with Library.open(home, Settings(model="tiny")) as library:
        assert Phase.REFINING in phases(library.update([folder]))
        assert library.status().answering == "tiny"
        assert "heating installation" in best(library, QUESTION)
        tokens = library.choice.tokens()
        change(library, model="all-MiniLM-L6-v2")
        assert Phase.REFINING not in phases(library.update())
        after = library.choice.tokens()
        assert tokens is not None
        assert after is not None
        assert after.fingerprint == tokens.fingerprint
        assert len(after.codes) == len(chunk_ids(library))  # none was made twice


def test_an_installed_late_model_goes_the_same_road(indexed: Library, home: paths.Home) -> None:
    change(indexed, late_model="colbert")
    assert np.isnan(scores(indexed)).all()
    assert Phase.REFINING in phases(indexed.update())
    tokens = indexed.choice.tokens()
    assert tokens is not None
    assert isinstance(tokens.source, LateEncoder)
    assert tokens.codes.row_bytes == 6
    question = "the old cat sat while rain fell"
    asked = tokens.source.query(question)
    exact = [
        (asked @ tokens.source.documents([embedded_text(*row[1:])])[0].T).max(axis=1).mean()
        for row in indexed.store.database.rows(PASSAGES + " ORDER BY chunks.id")
    ]
    np.testing.assert_allclose(scores(indexed, question), exact, atol=0.03)
    assert [path.name for path in (home.data / "tokens").iterdir()] == [tokens.fingerprint]
    change(indexed, late_model="")
    run(indexed.update())
    assert "heating installation" in best(indexed, QUESTION)


def test_a_late_model_that_is_gone_is_left_out(indexed: Library) -> None:
    size = indexed.status().sizes["tokens"]
    indexed.choice.apply(dataclasses.replace(indexed.settings, late_model="nobody"))
    run(indexed.update())
    assert len(indexed.choice.failures) == 1
    assert indexed.status().sizes["tokens"] == size  # nothing is thrown away for it
    assert np.isnan(scores(indexed)).all()
    assert indexed.search(QUESTION).hits


def test_words_only_makes_none(home: paths.Home, folder: Path) -> None:
    with Library.open(home, Settings()) as library:
        run(library.update([folder], Depth.WORDS))
        assert library.status().sizes["tokens"] == 0
        assert np.isnan(scores(library)).all()


def test_a_reader_sees_what_is_made_meanwhile(home: paths.Home, folder: Path) -> None:
    with Library.open(home, Settings()) as library:
        run(library.update([folder], Depth.WORDS))
        with Library.open(home, Settings(), write=False) as reader:
            assert np.isnan(scores(reader)).all()
            run(library.update())
            assert np.array_equal(scores(reader), scores(library))


def test_damaged_codes_are_found_left_out_and_made_again(indexed: Library, home: paths.Home) -> None:
    before = scores(indexed)
    tokens = indexed.choice.tokens()
    assert tokens is not None
    indexed.close()
    file = tokens.codes.folder / "codes.bin"
    content = bytearray(file.read_bytes())
    content[5] ^= 1
    file.write_bytes(content)
    with Library.open(home, Settings()) as library:
        assert np.isnan(scores(library)).sum() == 1
        found = dict(run(library.verify(repair=False)).findings)
        assert found == {Finding.TOKENS_DAMAGED: 1}
        run(library.verify(repair=True))
        assert dict(run(library.verify(repair=False)).findings) == {}
        assert run(library.update()).embedded == 0
        assert np.array_equal(scores(library), before)


def test_lost_codes_are_found_and_made_again(indexed: Library) -> None:
    tokens = indexed.choice.tokens()
    assert tokens is not None
    before = scores(indexed)
    tokens.codes.keep(tokens.codes.known_keys()[1:])
    assert dict(run(indexed.verify(repair=False)).findings) == {Finding.TOKENS_MISSING: 1}
    run(indexed.verify(repair=True))
    run(indexed.update())
    assert np.array_equal(scores(indexed), before)


def test_what_the_codec_learned_is_damaged(indexed: Library, home: paths.Home) -> None:
    before = scores(indexed)
    tokens = indexed.choice.tokens()
    assert tokens is not None
    indexed.close()
    (tokens.codes.folder / "levels.npz").write_bytes(b"PK\x03\x04 nothing")
    with Library.open(home, Settings()) as library:
        assert np.isnan(scores(library)).all()
        run(library.update())
        assert np.array_equal(scores(library), before)


def test_a_repair_forgets_passages_that_are_gone(indexed: Library, folder: Path) -> None:
    tokens = indexed.choice.tokens()
    assert tokens is not None
    (folder / "Recipes" / "soup.md").unlink()
    run(indexed.update())
    assert len(tokens.codes) == len(chunk_ids(indexed)) + 1
    tokens.codes.keep(tokens.codes.known_keys()[1:])
    run(indexed.verify(repair=True))
    run(indexed.update())
    assert len(tokens.codes) == len(chunk_ids(indexed))
