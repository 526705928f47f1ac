"""An update: how deep, how far, and what it did."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Depth(enum.IntEnum):
    """How deep a document is indexed; each depth is complete before the next begins."""

    NAMES = 0
    WORDS = 1
    STATIC = 2
    FULL = 3


class Phase(enum.Enum):
    """What an update is doing."""

    COUNTING = "counting"
    READING = "reading"
    SKIMMING = "skimming"
    EMBEDDING = "embedding"
    REFINING = "refining"
    CHECKING = "checking"
    RECOGNISING = "recognising"
    DOWNLOADING = "downloading"
    CONVERTING = "converting"
    TRAINING = "training"
    MEASURING = "measuring"
    DRAWING = "drawing"


@dataclass(frozen=True, slots=True)
class Step:
    """Progress: one yield of a job.

    done/total count files while reading, chunks while embedding and refining, pages while recognising, bytes while
    downloading; 0: unknown.
    share: how much of the phase's work that is, where counts would mislead: large files take longer than small ones.
    """

    phase: Phase
    done: int = 0
    total: int = 0
    path: Path | None = None
    seconds_left: float | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did.

    `indexed` files are new or changed; a moved file costs no reading. embedded, reused: passages whose vectors were
    made, and passages of newly marked documents whose vectors were there already. recognised: scanned pages with text.
    """

    files: int = 0
    indexed: int = 0
    unchanged: int = 0
    moved: int = 0
    removed: int = 0
    skipped: int = 0
    chunks: int = 0
    embedded: int = 0
    reused: int = 0
    recognised: int = 0
    seconds: float = 0.0
    depth: Depth = Depth.FULL
