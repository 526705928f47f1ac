"""The nouns: files → documents → chunks → vectors → index → hits.

Frozen records that every stage may speak; numpy and the standard library only. Offsets are code points, half open,
counted in `Page.text`, never UTF-16 units. `score` always means higher is better.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

NO_STAGES: Mapping[str, StageScore] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class File:
    """A path as the walk saw it; a path and a content are two things."""

    path: Path
    size_bytes: int
    mtime_ns: int
    inode: int = 0
    device: int = 0


class Reason(enum.Enum):
    """Why a file is not searchable. The value is what the catalog and `--json` say."""

    PASSWORD = "password"
    NO_TEXT = "no-text"
    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    UNSUPPORTED = "unsupported"
    NO_PERMISSION = "no-permission"
    TIMED_OUT = "timed-out"
    CRASHED = "crashed"
    EMPTY = "empty"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that could not be read: data, not an error. `detail` is for the report, never a document's text."""

    file: File
    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Code points from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF, or a part of a document without pages, cut so that no text column grows without bound.

    number: from 1. label: what the document prints on it ("iv"), or "". offset: where it begins in the whole text.
    """

    number: int
    text: str
    label: str = ""
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that stands (or whose section begins) at `start` in the text of page `page`."""

    page: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader made of a file. `paged`: page numbers mean something to a person."""

    title: str
    pages: tuple[Page, ...]
    headings: tuple[Heading, ...] = ()
    paged: bool = False
    author: str = ""
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage: `text == page.text[start:end]`. `heading` is the nearest one above it, or ""."""

    ordinal: int
    page: int
    start: int
    end: int
    text: str
    heading: str = ""


ChunkRow = tuple[int, int, int, int, str, bytes]
"""A chunk on its way into the catalog: ordinal, page, start, end, heading, and the key of its vector. A plain tuple,
because a book has ten thousand of them and the window's process must unpickle them in no time."""


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
    EMBEDDING = "embedding"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True)
class Step:
    """Progress: one yield of a job. done/total count files while reading, chunks while embedding; total 0: unknown."""

    phase: Phase
    done: int = 0
    total: int = 0
    path: Path | None = None
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did. `indexed` files are new or changed; a moved file costs no reading."""

    files: int = 0
    indexed: int = 0
    unchanged: int = 0
    moved: int = 0
    removed: int = 0
    skipped: int = 0
    chunks: int = 0
    embedded: int = 0
    seconds: float = 0.0
    depth: Depth = Depth.FULL


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


@dataclass(frozen=True, slots=True)
class StageScore:
    """Where a stage put a hit: rank from 1, and its own score."""

    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers.

    page, start, end: as in `Chunk`, for a document with pages; otherwise `page` is None and start/end count in the
    whole text. snippet: the best sentence ± 1; `best` and `words` are spans in it. cosine: None where no vector was
    compared.
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
    stages: Mapping[str, StageScore] = field(default_factory=lambda: NO_STAGES)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the library an answer searched."""

    files: int
    searched: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What `Library.search` returns. notices: parts of the query that were not understood, e.g. ("after", "20x3")."""

    query: str
    hits: tuple[Hit, ...]
    coverage: Coverage
    ms: float
    mode: Mode
    documents: int = 0
    notices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """What a query asks of a file. Suffixes with their dot; folders as typed; times in nanoseconds since 1970."""

    types: frozenset[str] = frozenset()
    not_types: frozenset[str] = frozenset()
    folders: tuple[str, ...] = ()
    not_folders: tuple[str, ...] = ()
    after_ns: int | None = None
    before_ns: int | None = None

    def __bool__(self) -> bool:
        return self != Filters()


class Pooling(enum.Enum):
    """How token vectors become one vector."""

    MEAN = "mean"
    CLS = "cls"
    MAX = "max"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class ModelCard:
    """The facts about a model, from resources/models/cards.toml.

    max_tokens: with special tokens and prefix. files: name → sha256 of each file an installed copy must have.
    """

    id: str
    name: str
    repository: str
    revision: str
    licence: str
    dimensions: int
    max_tokens: int
    pooling: Pooling
    normalise: bool = True
    query_prefix: str = ""
    document_prefix: str = ""
    languages: str = ""
    precision: str = "float32"
    embedded: bool = False
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
