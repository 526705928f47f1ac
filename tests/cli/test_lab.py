"""`onyx lab`: questions, measurements and trials from the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from onyx_desktop.cli import main
from tests.cli.test_commands import Onyx, onyx  # noqa: F401 - a fixture
from tests.library.conftest import SAMPLES


def test_questions_measure_trial_geometry(onyx: Onyx, tmp_path: Path) -> None:  # noqa: F811 - the fixture above
    folder = tmp_path / "Documents"
    folder.mkdir()
    shutil.copy(SAMPLES / "PEP 13 Python Language Governance.rst", folder)
    shutil.copy(SAMPLES / "How to search with Onyx.md", folder)
    assert onyx("lab", "questions") == []
    assert "at least 5 are needed" in onyx("lab", "measure", expect=1)
    onyx("index", str(folder))
    made = onyx("lab", "questions", "--make", "--questions", "12", "--passages", "40")
    assert made["set"] == "mine"
    assert made["questions"] >= 5
    assert [each["set"] for each in onyx("lab", "questions")] == ["mine"]
    listed = onyx("lab", "questions", "--show", "mine")["list"]
    assert len(listed) == made["questions"]
    assert all(each["answers"] for each in listed)

    measured = onyx("lab", "measure")
    ways = {each["way"]: each for each in measured["outcomes"]}
    assert {"auto", "words", "meaning", "fused"} <= set(ways)
    for each in ways.values():
        assert 0 <= each["ndcg@10_low"] <= each["ndcg@10"] <= each["ndcg@10_high"] <= 1
    assert len(measured["comparisons"]) == len(ways) - 1
    assert all("larger than chance" in each["sentence"] for each in measured["comparisons"])

    seen = onyx("lab", "geometry")
    assert seen["dimensions"] == 384
    assert seen["rooms"][0]["dimensions"] == 384
    drawn = onyx("lab", "map")
    assert drawn["method"] == "pca"
    assert 0 < drawn["near"] < 1
    assert len(drawn["dots"]) == drawn["passages"] == sum(each["passages"] for each in drawn["groups"])
    assert onyx("lab", "questions", "--remove", "mine") == {"removed": "mine"}


def test_lines_for_people_and_sentences_for_errors(onyx: Onyx, tmp_path: Path) -> None:  # noqa: F811 - the fixture above
    (tmp_path / "Documents").mkdir()
    shutil.copy(SAMPLES / "How to search with Onyx.md", tmp_path / "Documents")
    onyx("index", str(tmp_path / "Documents"))
    said = onyx.text("lab", "questions", "--make")
    assert said.startswith("mine: ")
    tried = onyx.text("lab", "trial")
    assert "nDCG@10" in tried
    assert tried.rstrip().splitlines()[-1].startswith(("Keep ", "Take "))
    assert "no set of questions called yours" in onyx("lab", "trial", "--set", "yours", expect=1)
    assert "not installed" in onyx("lab", "trial", "--model", "bge-nothing", expect=1)
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    assert "line 1" in onyx("lab", "questions", "--import", str(tmp_path / "bad.csv"), expect=1)


def test_usage() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["lab"])
    assert ended.value.code == 2
