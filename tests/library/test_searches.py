"""What a person keeps and what they asked last: in a file, and lost by nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from onyx_desktop.domain import Anchored, Like, Mode, Place
from onyx_desktop.library.searches import FILE, RECENT, Searches


def test_a_search_is_kept_with_its_filters_and_its_model(tmp_path: Path) -> None:
    searches = Searches(tmp_path)
    saved = searches.save("heating type:pdf", Mode.WORDS, "all-MiniLM-L6-v2", "Heating")
    assert Searches(tmp_path).saved == (saved,)
    assert (saved.name, saved.query, saved.mode, saved.model) == (
        "Heating", "heating type:pdf", Mode.WORDS, "all-MiniLM-L6-v2",
    )  # fmt: skip


def test_the_same_search_is_kept_once(tmp_path: Path) -> None:
    searches = Searches(tmp_path)
    first = searches.save("heating", Mode.AUTO, "one", "Cold")
    again = searches.save("heating", Mode.AUTO, "two")
    other = searches.save("heating", Mode.WORDS, "two")
    assert (again.key, again.name, again.model) == (first.key, "Cold", "two")
    assert searches.saved == (again, other)


def test_rename_pin_remove_and_put_back(tmp_path: Path) -> None:
    searches = Searches(tmp_path)
    one, two = (searches.save(name, Mode.AUTO, "m") for name in ("one", "two"))
    searches.change(two.key, pinned=True)
    searches.change(one.key, name="First")
    assert [each.name for each in Searches(tmp_path).saved] == ["two", "First"]
    before = searches.saved
    searches.remove(two.key)
    assert [each.name for each in Searches(tmp_path).saved] == ["First"]
    searches.put(before)
    assert Searches(tmp_path).saved == before


def test_recent_searches_are_few_and_each_once(tmp_path: Path) -> None:
    searches = Searches(tmp_path)
    for number in range(RECENT + 5):
        searches.remember(f"question {number:02}")
    searches.remember("question 20")
    assert searches.recent[:2] == ("question 20", "question 24")
    assert len(Searches(tmp_path).recent) == RECENT
    searches.forget_recent()
    assert Searches(tmp_path).recent == ()


def test_what_was_typed_on_the_way_is_no_search(tmp_path: Path) -> None:
    searches = Searches(tmp_path)
    for typed in ("rent", "heat", "heating", "heating costs"):
        searches.remember(typed)
    assert searches.recent == ("heating costs", "rent")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"saved": 3, "recent": []}', '{"saved": [{}], "recent": []}', "\udcff"]
)
def test_a_file_that_cannot_be_read_is_put_aside(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8", errors="surrogateescape")
    searches = Searches(tmp_path)
    assert (searches.saved, searches.recent) == ((), ())
    searches.remember("heating")
    assert Searches(tmp_path).recent == ("heating",)
    assert (tmp_path / FILE).with_suffix(".unreadable").exists()


def test_likes_are_part_of_a_search(tmp_path: Path) -> None:
    name = Path(os.fsdecode(b"/home/x/r\xe4t.txt"))
    like = Like(
        "like", "rät", Anchored(("00ff",), (Place("aa", str(name)),), ("pasted",), ("01",), ((Place("bb", "/b"),),))
    )
    searches = Searches(tmp_path)
    saved = searches.save("heating", Mode.AUTO, "m", likes=(like,))
    assert (saved.name, saved.likes) == ("heating · rät", (like,))
    assert searches.save("heating", Mode.AUTO, "m").key != saved.key
    assert Searches(tmp_path).saved[0] == saved
