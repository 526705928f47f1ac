"""Words, then static vectors, then the chosen model's: each is searched as soon as it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.domain import Depth, Hit, Mode, Phase
from onyx_desktop.library import Library
from onyx_desktop.library import choice as choice_module
from onyx_desktop.library.shallow import STATIC
from onyx_desktop.library.verify import Finding
from onyx_desktop.settings import Settings
from tests.library.conftest import run

QUESTION = "how long before the end must a tenant give warning"  # of the lease, with hardly a word of it


def phases(library: Library, depth: Depth, folder: Path) -> list[Phase]:
    return list(dict.fromkeys(step.phase for step in library.update([folder], depth)))


def found(library: Library, query: str, name: str) -> Hit:
    return next(hit for hit in library.search(query).hits if hit.path.name == name)


def test_static_vectors_answer_until_the_model_has_read(library: Library, folder: Path) -> None:
    assert Phase.SKIMMING not in phases(library, Depth.WORDS, folder)
    assert found(library, "notice period", "lease.txt").depth is Depth.WORDS
    seen = phases(library, Depth.STATIC, folder)
    assert Phase.SKIMMING in seen
    assert Phase.EMBEDDING not in seen
    status = library.status()
    assert (status.searchable, status.skimmed, status.embedded) == (4, 4, 0)
    hit = found(library, QUESTION, "lease.txt")
    assert hit.depth is Depth.STATIC
    assert hit.cosine is None
    assert "static" in hit.stages
    assert "meaning" not in hit.stages
    by_meaning = library.search("soaked rug", mode=Mode.MEANING)
    assert by_meaning.hits[0].path.name == "insurance.txt"
    assert {each.depth for each in by_meaning.hits} == {Depth.STATIC}
    seen = phases(library, Depth.FULL, folder)
    assert Phase.EMBEDDING in seen
    assert Phase.SKIMMING not in seen
    hit = found(library, QUESTION, "lease.txt")
    assert hit.depth is Depth.FULL
    assert "static" not in hit.stages
    assert library.status().embedded == 4


def test_what_is_new_is_found_beside_what_the_model_has_read(library: Library, folder: Path) -> None:
    run(library.update([folder]))
    (folder / "cellar.txt").write_text("The basement was flooded and the rug in it is wet through.")
    run(library.update([folder], Depth.STATIC))
    status = library.status()
    assert (status.searchable, status.skimmed, status.embedded) == (5, 5, 4)
    hits = library.search("soaked carpet", mode=Mode.MEANING).hits
    assert {hit.path.name for hit in hits[:2]} == {"cellar.txt", "insurance.txt"}
    assert {hit.path.name: hit.depth for hit in hits[:2]} == {
        "cellar.txt": Depth.STATIC,
        "insurance.txt": Depth.FULL,
    }
    assert {hit.path.name for hit in library.search("soaked carpet name:cellar").hits} == {"cellar.txt"}
    assert "cellar.txt" not in {hit.path.name for hit in library.search("soaked carpet -name:cellar").hits}
    assert "cellar.txt" in {hit.path.name for hit in library.search("soaked carpet").hits}


def test_a_table_that_is_chosen_itself_is_read_from_once(home: paths.Home, folder: Path) -> None:
    with Library.open(home, Settings(model=STATIC)) as library:
        seen = phases(library, Depth.FULL, folder)
        assert Phase.SKIMMING not in seen
        assert library.choice.static is None
        assert list(library.choice.spaces().values()) == [STATIC]
        hit = found(library, QUESTION, "lease.txt")
        assert hit.depth is Depth.FULL
        assert hit.cosine is not None
        status = library.status()
        assert (status.skimmed, status.embedded) == (4, 4)


def test_without_the_static_model_the_words_answer(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choice_module, "STATIC", "not-there")
    run(library.update([folder], Depth.STATIC))
    assert found(library, "notice period", "lease.txt").depth is Depth.WORDS
    run(library.update([folder]))
    assert found(library, QUESTION, "lease.txt").depth is Depth.FULL


def test_a_damaged_static_vector_is_noticed_and_made_again(library: Library, folder: Path) -> None:
    run(library.update([folder], Depth.STATIC))
    static = library.choice.static
    assert static is not None
    stored = static.matrix.folder / "vectors.f16"
    with stored.open("r+b") as stream:
        stream.write(b"\x01\x02\x03\x04")
    found_wrong = dict(run(library.verify(repair=True)).findings)
    assert found_wrong[Finding.VECTORS_DAMAGED] == 1
    assert library.status().skimmed == 3
    run(library.update([folder], Depth.STATIC))
    assert library.status().skimmed == 4
    assert static.matrix.damaged() == []
