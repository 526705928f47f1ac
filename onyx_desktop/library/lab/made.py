"""What was made in the lab, trained or distilled, and what each was worth: kept for the report.

A line of JSON each in `<data>/lab/made.jsonl`, the newest last. It holds names of models and figures, no text of
documents. Lines that can't be read are left out.
"""

from __future__ import annotations

import dataclasses
import json
import time
from typing import TYPE_CHECKING

from onyx_desktop.library.lab.advice import FIGURE, versus

if TYPE_CHECKING:
    from pathlib import Path

    from onyx_desktop.library.lab.trial import Outcome


@dataclasses.dataclass(frozen=True, slots=True)
class Made:
    """A model against the one it comes from, on the same questions, by nDCG@10.

    way: "trained" or "distilled". low, high: where the difference lies with 95 percent certainty. verdict: as that of
    `Comparison`. kept: whether it is on the shelf. times: how many times as fast as the other.
    """

    when: str
    way: str
    model: str
    parent: str
    questions: int
    before: float
    after: float
    low: float
    high: float
    verdict: int
    kept: bool
    times: float


def record(way: str, made: Outcome, parent: Outcome, *, kept: bool) -> Made:
    """What is to be kept of a comparison."""
    against = versus(made, parent)
    return Made(
        when=time.strftime("%Y-%m-%d %H:%M"), way=way, model=made.contestant.model, parent=parent.contestant.model,
        questions=against.questions, before=parent.mean(FIGURE), after=made.mean(FIGURE),
        low=against.difference.low, high=against.difference.high, verdict=against.verdict, kept=kept,
        times=made.passages_a_second / max(parent.passages_a_second, 1e-9),
    )  # fmt: skip


def add(data: Path, made: Made) -> None:
    """Keep one."""
    _file(data).parent.mkdir(parents=True, exist_ok=True)
    with _file(data).open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(dataclasses.asdict(made)) + "\n")


def read(data: Path) -> list[Made]:
    """All that are kept, the oldest first."""
    try:
        lines = _file(data).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return []
    return [made for line in lines if (made := _made(line)) is not None]


def _made(line: str) -> Made | None:
    try:
        return Made(**json.loads(line))
    except (ValueError, TypeError):
        return None


def _file(data: Path) -> Path:
    return data / "lab" / "made.jsonl"
