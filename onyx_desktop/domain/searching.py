"""A question's answer: hits, scores and how much was searched."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from onyx_desktop.domain.indexing import Depth

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from onyx_desktop.domain.documents import Span


NO_STAGES: Mapping[str, StageScore] = MappingProxyType({})


class Strength(enum.Enum):
    """The word beside a cosine: how far above this model's own background the passage lies."""

    STRONG = "strong"
    GOOD = "good"
    WEAK = "weak"
    NEAREST = "nearest"


class Mode(enum.Enum):
    """Which stages answer."""

    AUTO = "auto"
    WORDS = "words"
    MEANING = "meaning"


class Fusing(enum.Enum):
    """How the scores of the stages become one."""

    CONVEX = "convex"
    RRF = "rrf"


class Way(enum.Enum):
    """In what order a measurement takes documents: the whole search's, that of one stage, or that of the first list."""

    AUTO = "auto"
    WORDS = "words"
    MEANING = "meaning"
    SPARSE = "sparse"
    LATE = "late"
    RERANKER = "reranker"
    FUSED = "fused"  # the search without late interaction and reranker
    RRF = "rrf"  # the same by reciprocal ranks


@dataclass(frozen=True, slots=True)
class StageScore:
    """Where a stage put a hit: rank from 1, and its own score."""

    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Copy:
    """Another place where the passage of a hit stands: the same text, or nearly the same."""

    path: Path
    document_id: int
    chunk_id: int
    page: int | None
    page_label: str
    near: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers.

    page, start, end: as in `Chunk`, for a document with pages; otherwise `page` is None and start/end count in the
    whole text. snippet: the best sentence ± 1; `best` and `words` are spans in it. cosine: None where no vector was
    compared. chunk_id: the chunk that was found; chunks: all that the passage is made of, neighbours, in their order.
    copies: where else it stands. more: other passages of the document, which `Library.more` gives. recognised: its text
    was, in a picture. depth: that of the vector it was compared by; WORDS: by none.
    """

    chunk_id: int
    document_id: int
    path: Path
    title: str
    page: int | None
    page_label: str
    start: int
    end: int
    heading: str
    text: str
    snippet: str
    best: Span | None
    words: tuple[Span, ...]
    score: float
    cosine: float | None
    strength: Strength
    size_bytes: int
    mtime_ns: int
    more: int = 0
    chunks: tuple[int, ...] = ()
    copies: tuple[Copy, ...] = ()
    stages: Mapping[str, StageScore] = field(default_factory=lambda: NO_STAGES)
    recognised: bool = False
    depth: Depth = Depth.FULL


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the library an answer searched."""

    files: int
    searched: int


class Reading(enum.Enum):
    """How the second reading of an answer's best passages, by a reranker, stands."""

    NONE = "none"  # nothing is asked to read them
    COMING = "coming"  # a better order will follow
    DONE = "done"
    SKIPPED = "skipped"  # it would have taken too long


@dataclass(frozen=True, slots=True)
class Answer:
    """What `Library.search` returns.

    weak_from: from this hit on nothing is strong or good; None: there is something to the last. notices: parts of the
    query that were not understood, e.g. ("after", "20x3"). words_weight: the words' share of the score, the rest is
    meaning's; None where only one stage was asked. timings: milliseconds by stage, in order. reading: by a reranker;
    reading_s: the seconds it would have taken where it was left out. lost: the address of a server that is silent.
    """

    query: str
    hits: tuple[Hit, ...]
    coverage: Coverage
    ms: float
    mode: Mode
    documents: int = 0
    weak_from: int | None = None
    notices: tuple[tuple[str, str], ...] = ()
    words_weight: float | None = None
    timings: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    reading: Reading = Reading.NONE
    reading_s: float = 0.0
    lost: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a query asks of a file, and of the page a passage is on.

    Suffixes with their dot; folders and names as typed; times in nanoseconds since 1970, before_ns itself excluded;
    bytes at least and at most; languages by code; pages from and to, None: to the last. senders, recipients, subjects:
    parts of the fields of mails.
    """

    types: frozenset[str] = frozenset()
    not_types: frozenset[str] = frozenset()
    folders: tuple[str, ...] = ()
    not_folders: tuple[str, ...] = ()
    after_ns: int | None = None
    before_ns: int | None = None
    names: tuple[str, ...] = ()
    not_names: tuple[str, ...] = ()
    least_bytes: int | None = None
    most_bytes: int | None = None
    languages: frozenset[str] = frozenset()
    not_languages: frozenset[str] = frozenset()
    pages: tuple[tuple[int, int | None], ...] = ()
    senders: tuple[str, ...] = ()
    not_senders: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    not_recipients: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    not_subjects: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Filters()
