"""What the lab writes down: the training that was begun, and what was made; damaged lines are none."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from onyx_desktop.cli import lab_report, lab_wording
from onyx_desktop.domain import Look
from onyx_desktop.library.lab import begun, made
from onyx_desktop.library.lab.report import page
from onyx_desktop.library.lab.sets import QuestionSet
from onyx_desktop.library.lab.trial import ALONE, Contestant, Outcome
from onyx_desktop.library.lab.tune import Wish


def outcome(model: str, figures: list[float], speed: float) -> Outcome:
    single = MappingProxyType({"ndcg@10": {f"q{n}": each for n, each in enumerate(figures)}})
    return Outcome(Contestant(model, Look(32), ALONE), single, speed, 1.0, 1.0, 1000, 1000)


def test_a_training_is_written_down_until_its_end(tmp_path: Path) -> None:
    assert begun.read(tmp_path) is None
    wish = Wish("tiny", tmp_path / "published", "triplets", 3, hard=2)
    begun.keep(tmp_path, QuestionSet("mine", tmp_path, (), 0, {}), wish)
    assert begun.read(tmp_path) == begun.Begun("mine", wish)
    file = tmp_path / "lab" / "begun.json"
    file.write_text(file.read_text().replace('"loss"', '"lost"'))
    assert begun.read(tmp_path) is None, "of another version"
    begun.forget(tmp_path)
    begun.forget(tmp_path)
    assert not file.exists()


def test_what_was_made_is_kept_with_its_figures(tmp_path: Path) -> None:
    assert made.read(tmp_path) == []
    child, parent = outcome("child", [1.0] * 20, 900.0), outcome("parent", [0.5] * 20, 300.0)
    made.add(tmp_path, made.record("trained", child, parent, kept=True))
    made.add(tmp_path, made.record("distilled", parent, child, kept=True))
    with (tmp_path / "lab" / "made.jsonl").open("a") as stream:
        stream.write('{"way": "half of a li')
    first, second = made.read(tmp_path)
    assert (first.model, first.parent, first.questions, first.before, first.after) == ("child", "parent", 20, 0.5, 1.0)
    assert first.times == 3.0
    assert [lab_wording.VERDICTS[each.verdict] for each in (first, second)] == ["better", "worse"]


def test_the_report_tells_what_was_made(tmp_path: Path) -> None:
    child, parent = outcome("child", [1.0] * 20, 900.0), outcome("parent", [0.5] * 20, 300.0)
    section = lab_report.of_made([made.record("trained", child, parent, kept=False)])
    html = page("What it is worth", "", [section])
    assert "child, trained from parent" in html
    assert "0.500" in html
    assert "better, not kept" in html
