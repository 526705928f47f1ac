import enum
import inspect
from pathlib import Path

import pytest

from onyx_desktop import errors
from onyx_desktop.domain import Answer, Coverage, Mode, Phase, Reason, Step, Strength
from onyx_desktop.library.status import FolderState, Status
from onyx_desktop.ui import problems_dialog, wording

KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind is not errors.OnyxError]


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_has_a_sentence(kind: type[errors.OnyxError], tmp_path: object) -> None:
    message = wording.error(kind("first", "second"))
    assert message.text.endswith((".", "first", "second"))
    assert "{" not in message.text
    assert (message.act is None) == (message.label == "")


def test_an_error_without_facts_has_one_too() -> None:
    assert all(wording.error(kind()).text for kind in KINDS)


@pytest.mark.parametrize(
    ("members", "speak"),
    [
        (Reason, wording.reason),
        (Reason, wording.advice),
        (Strength, wording.strength),
        (Phase, wording.phase),
        (Mode, wording.mode),
        (Mode, wording.mode_hint),
    ],
)
def test_every_member_has_its_own_words(members: type[enum.Enum], speak: object) -> None:
    assert callable(speak)
    words = [speak(each) for each in members]
    assert all(words)
    assert len(set(words)) == len(words)


def test_stronger_is_longer() -> None:
    steps = [wording.steps(each) for each in (Strength.NEAREST, Strength.WEAK, Strength.GOOD, Strength.STRONG)]
    assert steps == sorted(set(steps))
    assert 1 <= steps[0] <= steps[-1] == 5


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (3, "less than a minute left"),
        (61, "about 1 min left"),
        (12 * 60 + 5, "about 12 min left"),
        (33 * 60, "about 35 min left"),
        (2 * 3600, "about 2 h left"),
    ],
)
def test_promises_are_round(seconds: float, words: str) -> None:
    assert wording.time_left(seconds) == words


def test_what_was_left_out_adds_up() -> None:
    assert problems_dialog.left_out(1, 0) == "1 file could not be read. Everything else can be searched."
    assert problems_dialog.left_out(10, 2).startswith("10 files could not be read, 2 of them of a type")


def test_numbers_and_counts() -> None:
    assert wording.number(1204) == "1,204"
    assert wording.count(1, "file", "files") == "1 file"
    assert wording.count(1204, "file", "files") == "1,204 files"
    assert wording.progress(Step(Phase.READING, 1204, 3870)) == "Reading files: 1,204 of 3,870"
    assert wording.progress(Step(Phase.COUNTING, 12)) == "Counting files: 12"


def test_coverage_is_silent_when_complete() -> None:
    assert wording.coverage(Coverage(10, 10)) == ""
    assert wording.coverage(Coverage(3870, 1204)) == "searched 1,204 of 3,870 files"
    assert wording.found(Answer("q", (), Coverage(1, 1), 84.4, Mode.AUTO)) == "0 documents · 0 passages · 84 ms"


def test_folders(tmp_path: object) -> None:
    assert wording.folder(FolderState(Path("x"), 10, 4, 0, 1)) == "4 of 10 files"
    assert wording.folder(FolderState(Path("x"), 10, 9, 9, 1)) == "9 files"
    assert wording.folder(FolderState(Path("x"), 10, 9, 9, 1, available=False)) == "not connected"
    status = Status((), 10, 9, 9, 1, 9, 20, "model", "model", 384, "float16", Path("data"), {})
    assert wording.ready(status) == "9 files ready, 1 could not be read"
