"""Why a file is among the results of a question, or why not."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from onyx_desktop.domain.searching import Mode
from onyx_desktop.domain.seeds import NO_SEED, Seed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from onyx_desktop.domain.files import Reason


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked, the file to explain, and the passage of it, if one is meant."""

    query: str
    path: Path
    limit: int = 10
    mode: Mode = Mode.AUTO
    seed: Seed = NO_SEED
    chunk_id: int | None = None


class State(enum.Enum):
    """What the library knows of a file, from everything to nothing."""

    READY = "ready"
    WORDS_ONLY = "words-only"
    NO_TEXT = "no-text"
    UNREADABLE = "unreadable"
    WAITING = "waiting"
    UNSEEN = "unseen"
    LEFT_OUT = "left-out"
    OUTSIDE = "outside"


class Fate(enum.Enum):
    """What became of a passage in an answer.

    BARRED: by filters, phrases or exclusions. FAR: among the best of no stage. EQUAL, ALIKE: the same, or nearly the
    same, is shown from elsewhere. CAPPED: enough passages of its document are shown. BELOW: behind the last one shown.
    """

    SHOWN = "shown"
    BARRED = "barred"
    FAR = "far"
    EQUAL = "equal"
    ALIKE = "alike"
    CAPPED = "capped"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a stage gave a passage, and where that puts it: rank from 1 among `of` passages that it has scored."""

    rank: int
    of: int
    score: float


@dataclass(frozen=True, slots=True)
class WordMatch:
    """A word of the question and what a passage has of it.

    weight: how telling it is, its idf; passages: how many of the library hold it. found: its forms in the passage.
    near: the word of the passage that means most nearly the same, with its similarity; "" where no stage compares them.
    covered: found, or said in other words. telling: it weighs enough to be spoken of; the "the" of a question does not.
    """

    word: str
    weight: float
    passages: int
    found: tuple[str, ...] = ()
    near: str = ""
    similarity: float | None = None
    covered: bool = False
    telling: bool = True


@dataclass(frozen=True, slots=True)
class Account:
    """What became of one passage.

    page, start, end, heading, text: as in `Hit`. place: among the results shown, from 1. barred: the parts of the
    question that forbid it, as typed. instead: the file from which the same is shown. fused: among the candidates.
    stages: by name; a stage that chooses candidates is asked of every passage of the library, others only of those they
    were given. shares: what each stage adds to the score.
    """

    chunk_id: int
    page: int | None
    page_label: str
    start: int
    end: int
    heading: str
    text: str
    fate: Fate
    place: int | None = None
    barred: tuple[str, ...] = ()
    instead: Path | None = None
    fused: Standing | None = None
    stages: Mapping[str, Standing] = field(default_factory=lambda: MappingProxyType({}))
    shares: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    words: tuple[WordMatch, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A question and a file.

    shown_as: the path under which its content is shown, if another. changed: the file on disk is not the one that was
    read, or is gone. detail: of an unreadable file; of one left out, the name that is to blame. passages: how many it
    has; accounts: of the best ones, best first. candidates: how many passages a stage hands on. limit: results asked
    for; results: how many there are; last: the score of the last one. pieces: into how many the model cuts a word;
    words_weight: the words' share that follows from it. timings: milliseconds of each step.
    """

    query: str
    path: Path
    state: State
    mode: Mode
    limit: int
    reason: Reason | None = None
    detail: str = ""
    changed: bool = False
    shown_as: Path | None = None
    passages: int = 0
    accounts: tuple[Account, ...] = ()
    candidates: int = 0
    results: int = 0
    last: float | None = None
    words_weight: float | None = None
    pieces: float | None = None
    notices: tuple[tuple[str, str], ...] = ()
    timings: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def fate(self) -> Fate | None:
        """What became of the best passage; None where the library has none of this file."""
        return self.accounts[0].fate if self.accounts else None
