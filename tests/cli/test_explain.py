"""`onyx explain TEXT PATH`: one JSON document, plain lines, one sentence for what is no file."""

from __future__ import annotations

from pathlib import Path

import pytest

from onyx_desktop.cli import explaining
from onyx_desktop.domain import Fate, State
from tests.cli.test_commands import Onyx, folder, onyx

__all__ = ["folder", "onyx"]  # fixtures

KEYS = {
    "query", "path", "state", "reason", "detail", "changed", "fate", "shown_as", "mode", "limit", "candidates",
    "results", "last_score", "words_weight", "pieces", "ignored", "timings", "passages", "best",
}  # fmt: skip
PASSAGE = {
    "page", "page_label", "start", "end", "heading", "text", "fate", "place", "barred", "instead", "fused", "stages",
    "shares", "words",
}  # fmt: skip
WORD = {"word", "idf", "passages", "found", "near", "similarity", "covered", "telling"}


@pytest.fixture
def indexed(onyx: Onyx, folder: Path) -> Path:
    onyx("index", str(folder))
    return folder


def test_a_result(onyx: Onyx, indexed: Path) -> None:
    told = onyx("explain", "who repairs", "the heating", str(indexed / "lease.txt"))
    assert set(told) == KEYS
    assert (told["query"], told["state"], told["fate"]) == ("who repairs the heating", "ready", "shown")
    (best,) = told["best"]
    assert set(best) == PASSAGE
    assert all(set(word) == WORD for word in best["words"])
    assert (best["place"], best["fused"]["rank"]) == (1, 1)
    assert best["stages"]["meaning"]["of"] == 2
    (hit, *_) = onyx("search", "who repairs the heating")["hits"]
    assert best["stages"]["meaning"]["score"] == hit["cosine"]
    assert sum(best["shares"].values()) == pytest.approx(hit["score"], abs=1e-3)
    assert {word["word"]: word["covered"] for word in best["words"]}["heating"]


def test_not_a_result(onyx: Onyx, indexed: Path) -> None:
    told = onyx("explain", "heating type:md", str(indexed / "lease.txt"))
    assert (told["fate"], told["best"][0]["barred"]) == ("barred", ["type:md"])
    told = onyx("explain", "pumpkin", str(indexed / "film.mkv"))
    assert (told["state"], told["reason"], told["fate"], told["best"]) == ("unreadable", "unsupported", None, [])
    told = onyx("explain", "heating", "--limit", "1", str(indexed / "soup.md"))
    assert (told["fate"], told["results"]) == ("below", 1)
    told = onyx("explain", "heating after:soon", str(indexed / "lease.txt"), "--mode", "words")
    assert (told["mode"], told["ignored"]) == ("words", [{"key": "after", "value": "soon"}])


def test_for_people(onyx: Onyx, indexed: Path) -> None:
    said = onyx.text("explain", "landlord repairs heating", str(indexed / "lease.txt"))
    for part in ("lease.txt", "Result 1 of 2.", "words in common: landlord", "not covered: repairs", "Time: "):
        assert part in said, said
    said = onyx.text("explain", "landlord type:md", str(indexed / "lease.txt"))
    assert "Not a result: type:md leaves it out." in said
    assert "if nothing left it out" in said
    assert "a type that Onyx does not read" in onyx.text("explain", "landlord", str(indexed / "film.mkv"))
    (indexed / "new.txt").write_text("heating")
    assert "has not seen it yet" in onyx.text("explain", "landlord", str(indexed / "new.txt"))


def test_what_is_no_file_is_one_sentence(onyx: Onyx, indexed: Path) -> None:
    assert "is a folder; name one of the files in it" in onyx("explain", "heating", str(indexed), expect=1)
    missing = indexed / "nowhere.txt"
    assert onyx("explain", "heating", str(missing), expect=1).endswith(
        f"there is no file {missing}, neither on disk nor in the library"
    )


def test_every_state_and_fate_has_its_sentence() -> None:
    assert set(explaining._STATES) == set(State) - {State.READY}
    assert set(explaining._FATES) == set(Fate) - {Fate.SHOWN}
