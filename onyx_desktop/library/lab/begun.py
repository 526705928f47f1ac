"""The training that was begun last, written down so that it can be gone on with after the program was closed.

One JSON file, `<data>/lab/begun.json`: the name of the set and the fields of the wish. It is there from the beginning
of a training to its end. What the training itself has saved lies where `tune` keeps it. A file that can't be read, or
of another version, is none.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

from onyx_desktop.library.lab.tune import Wish

if TYPE_CHECKING:
    from onyx_desktop.library.lab.sets import QuestionSet


@dataclasses.dataclass(frozen=True, slots=True)
class Begun:
    """What was to be trained with. questions: the name of a set."""

    questions: str
    wish: Wish


def keep(data: Path, of: QuestionSet, wish: Wish) -> None:
    """A training begins."""
    _file(data).parent.mkdir(parents=True, exist_ok=True)
    told = {"questions": of.name, "wish": dataclasses.asdict(wish)}
    _file(data).write_text(json.dumps(told, default=str), encoding="utf-8")


def read(data: Path) -> Begun | None:
    """The training that has begun and not ended."""
    try:
        told = json.loads(_file(data).read_text(encoding="utf-8"))
        wish = Wish(**(told["wish"] | {"published": Path(told["wish"]["published"])}))
        return Begun(str(told["questions"]), wish)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def forget(data: Path) -> None:
    """It has ended."""
    _file(data).unlink(missing_ok=True)


def _file(data: Path) -> Path:
    return data / "lab" / "begun.json"
