"""Switching models: the old one answers until the new one is complete, and nothing is made twice."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.domain import Kind, Mode, ModelCard, Phase
from onyx_desktop.errors import ModelInUse, ModelMissing, ModelUnfit
from onyx_desktop.library import Library
from onyx_desktop.models.cards import write_card
from onyx_desktop.models.convert import convert
from onyx_desktop.settings import Settings
from tests import tiny
from tests.library.conftest import run

MINILM = "all-MiniLM-L6-v2"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second model, as its makers would publish it."""
    folder = tmp_path_factory.mktemp("tiny")
    tiny.publish(folder)
    return folder


@pytest.fixture
def home(tmp_path: Path, published: Path) -> paths.Home:
    """A home with that model installed."""
    made = paths.home(tmp_path / "onyx")
    folder = made.models / "tiny"
    files = convert(published, folder, "float32")
    card = ModelCard("tiny", "Tiny", "local/tiny", "1", "MIT", 32, 64, files=files, languages="en")
    write_card(card, folder / "card.toml")
    return made


@pytest.fixture
def indexed(home: paths.Home, folder: Path) -> Iterator[Library]:
    with Library.open(home, Settings()) as library:
        run(library.update([folder]))
        yield library


def state(library: Library, model: str):
    (found,) = [each for each in library.models() if each.card.id == model]
    return found


def change(library: Library, **changes: object) -> None:
    library.apply(dataclasses.replace(library.settings, **changes))


def answering(library: Library) -> str:
    return library.status().answering


def test_the_old_model_answers_until_the_new_one_is_complete(indexed: Library) -> None:
    chunks = indexed.status().chunks
    cosines = [hit.cosine for hit in indexed.search("who repairs the heating").hits]
    change(indexed, model="tiny")
    assert answering(indexed) == MINILM
    assert [hit.cosine for hit in indexed.search("who repairs the heating").hits] == cosines
    assert (state(indexed, "tiny").chosen, state(indexed, "tiny").answering) == (True, False)

    job = indexed.update()
    while next(job).phase is not Phase.EMBEDDING:
        pass
    job.close()  # stopped on the way
    assert answering(indexed) == MINILM

    done = run(indexed.update())
    assert answering(indexed) == "tiny"
    assert done.embedded + done.reused == chunks
    assert indexed.search("who repairs the heating").hits[0].cosine not in cosines


def test_switching_back_embeds_nothing(indexed: Library) -> None:
    before = indexed.search("notice period", mode=Mode.MEANING)
    change(indexed, model="tiny")
    assert run(indexed.update()).embedded == indexed.status().chunks
    for model in (MINILM, "tiny", MINILM):
        change(indexed, model=model)
        assert answering(indexed) == model
        assert run(indexed.update()).embedded == 0
    after = indexed.search("notice period", mode=Mode.MEANING)
    assert [(hit.chunk_id, hit.cosine) for hit in after.hits] == [(hit.chunk_id, hit.cosine) for hit in before.hits]


def test_the_choice_outlives_the_program(indexed: Library, home: paths.Home) -> None:
    change(indexed, model="tiny")
    indexed.close()
    with Library.open(home, Settings(model="tiny")) as library:
        assert answering(library) == MINILM
        run(library.update())
        assert answering(library) == "tiny"
    with Library.open(home, Settings(model="tiny"), write=False) as library:
        assert answering(library) == "tiny"


def test_old_vectors_may_be_kept_or_deleted(indexed: Library) -> None:
    change(indexed, model="tiny")
    with pytest.raises(ModelInUse):
        indexed.drop_vectors(MINILM)  # it still answers
    run(indexed.update())
    assert state(indexed, MINILM).vectors_bytes > 0
    assert state(indexed, MINILM).documents == indexed.status().documents
    assert indexed.drop_vectors(MINILM) > 0
    assert (state(indexed, MINILM).vectors_bytes, state(indexed, MINILM).documents) == (0, 0)
    with pytest.raises(ModelInUse):
        indexed.drop_vectors("tiny")
    change(indexed, model=MINILM)
    assert answering(indexed) == "tiny"
    assert run(indexed.update()).embedded == indexed.status().chunks
    assert answering(indexed) == MINILM


def test_a_removed_model_is_gone_with_its_vectors(indexed: Library, home: paths.Home) -> None:
    with pytest.raises(ModelInUse):
        indexed.remove_model(MINILM)
    change(indexed, model="tiny")
    run(indexed.update())
    change(indexed, model=MINILM)
    indexed.remove_model("tiny")
    assert not (home.models / "tiny").exists()
    assert "tiny" not in {each.card.id for each in indexed.models() if each.installed}
    with pytest.raises(ModelMissing):
        change(indexed, model="tiny")
    assert indexed.settings.model == MINILM
    assert indexed.search("heating").hits


def test_a_reranker_cannot_be_chosen(indexed: Library, home: paths.Home) -> None:
    card = ModelCard("judge", "Judge", "local/judge", "1", "MIT", 0, 64, kind=Kind.RERANKER)
    folder = home.models / "judge"
    folder.mkdir(parents=True)
    write_card(card, folder / "card.toml")
    with pytest.raises((ModelUnfit, ModelMissing)):
        change(indexed, model="judge")
    assert answering(indexed) == MINILM


def test_a_changed_file_is_embedded_by_both_in_turn(indexed: Library, folder: Path) -> None:
    change(indexed, model="tiny")
    run(indexed.update())
    (folder / "Recipes" / "bread.md").write_text("Knead the dough and let it rise overnight.")
    run(indexed.update())
    change(indexed, model=MINILM)
    assert answering(indexed) == "tiny"  # the new file lacks MiniLM's vector
    done = run(indexed.update())
    assert (done.embedded, answering(indexed)) == (1, MINILM)
    assert indexed.search("baking").hits[0].path.name == "bread.md"


def test_chroma_follows_every_model(indexed: Library) -> None:
    change(indexed, model="tiny")
    run(indexed.update())
    names = indexed.store.dense.collections()
    assert len(names) == 2
    assert {indexed.store.dense.count(name) for name in names} == {indexed.status().chunks}
    indexed.drop_vectors(MINILM)
    assert len(indexed.store.dense.collections()) == 1


def test_speed_is_timed_on_the_passages_of_the_library(indexed: Library) -> None:
    speed = run(indexed.speed("tiny"))
    assert speed.passages_a_second > 0
    assert speed.reindex_seconds > 0  # the tiny model has no vectors yet
    assert run(indexed.speed(MINILM)).reindex_seconds == 0


def test_shorter_vectors_apply_at_once(indexed: Library) -> None:
    full = indexed.search("who repairs the heating", mode=Mode.MEANING).hits
    change(indexed, dimensions=64)
    short = indexed.search("who repairs the heating", mode=Mode.MEANING).hits
    assert indexed.status().dimensions == 64
    assert [hit.cosine for hit in short] != [hit.cosine for hit in full]
    assert run(indexed.update()).embedded == 0
    change(indexed, dimensions=0)
    again = indexed.search("who repairs the heating", mode=Mode.MEANING).hits
    assert [hit.cosine for hit in again] == [hit.cosine for hit in full]


def test_float32_has_vectors_of_its_own_and_gives_them_to_float16(home: paths.Home, folder: Path) -> None:
    with Library.open(home, Settings(precision="float32")) as library:
        chunks = run(library.update([folder])).embedded
        wide = state(library, MINILM).vectors_bytes
        change(library, precision="float16")
        done = run(library.update())
        assert (done.embedded, done.reused) == (0, chunks)
        assert wide < state(library, MINILM).vectors_bytes < 2 * wide


def test_a_provider_that_is_not_there_is_told_and_replaced(indexed: Library) -> None:
    before = [hit.cosine for hit in indexed.search("heating").hits]
    change(indexed, provider="coreml")
    assert [hit.cosine for hit in indexed.search("heating").hits] == before
    assert state(indexed, MINILM).fallback
    change(indexed, provider="cpu")
    assert state(indexed, MINILM).fallback == ""
