"""The facts about a model, and what a person may choose about its vectors."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(enum.Enum):
    """What a model makes of a text."""

    DENSE = "dense"  # one vector, by a transformer
    STATIC = "static"  # one vector, the mean of its tokens' rows of a table
    WORDS = "words"  # as static, with the words of a published list (GloVe, word2vec, BPEmb)
    SPARSE = "sparse"  # a weight for each of some terms of a vocabulary
    LATE = "late"  # a vector for each token, compared by MaxSim
    RERANKER = "reranker"  # one score for a question and a passage together


class Pooling(enum.Enum):
    """How token vectors become one vector."""

    MEAN = "mean"
    CLS = "cls"
    MAX = "max"
    LAST = "last"


class Precision(enum.Enum):
    """How vectors are held for the search; the last four find candidates and compare those by the full vectors."""

    FLOAT32 = "float32"
    FLOAT16 = "float16"
    INT8 = "int8"
    PRODUCT = "product"
    BINARY = "binary"
    TIERED = "tiered"


class Distance(enum.Enum):
    """How two vectors are compared in the exact search."""

    COSINE = "cosine"
    DOT = "dot"
    EUCLIDEAN = "euclidean"
    MANHATTAN = "manhattan"


@dataclass(frozen=True, slots=True)
class ExtraInput:
    """An input of the model besides the text: one number for a question, one for a passage (jina's `task_id`)."""

    query: int
    document: int


@dataclass(frozen=True, slots=True)
class Look:
    """How stored vectors are looked at. dimensions: the first so many, made length 1 again; 0: all of them."""

    dimensions: int = 0
    precision: Precision = Precision.FLOAT16
    distance: Distance = Distance.COSINE


@dataclass(frozen=True, slots=True)
class Scale:
    """Mean and standard deviation of a model's cosines between a question and passages that do not answer it."""

    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class ModelCard:
    """The facts about a model, from resources/models/cards.toml, or from card.toml in an imported model's folder.

    dimensions: of its vectors, of one token's vector for late interaction, 0 for rerankers and sparse models.
    max_tokens: with special tokens and prefix. lengths: the shorter vectors it was trained for (Matryoshka),
    ascending. layer_norm: before a vector is cut (nomic). query_tokens: late interaction pads a question to so many.
    activation: of a sparse model's logits. download: path in the repository → name in the installed folder.
    files: name → sha256 of each file an installed copy must have. convert: build model.onnx from the published
    weights; else the repository's own ONNX file is taken. precision: of the weights that are run.
    unverified: the names of fields whose values have no source yet. scores: benchmark → nDCG@10 × 100.
    """

    id: str
    name: str
    repository: str
    revision: str
    licence: str
    dimensions: int
    max_tokens: int
    kind: Kind = Kind.DENSE
    pooling: Pooling = Pooling.MEAN
    normalise: bool = True
    query_prefix: str = ""
    document_prefix: str = ""
    lengths: tuple[int, ...] = ()
    layer_norm: bool = False
    extra_inputs: Mapping[str, ExtraInput] = field(default_factory=lambda: MappingProxyType({}))
    query_tokens: int = 0
    activation: str = ""
    languages: str = ""
    commercial: bool = True
    size_mb: int = 0
    speed: str = ""
    summary: str = ""
    precision: str = "float32"
    embedded: bool = False
    convert: bool = False
    download: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    scores: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    scores_source: str = ""
    unverified: tuple[str, ...] = ()
    scale: Scale | None = None


class Weighting(enum.Enum):
    """How much a token counts in the mean of a text."""

    NONE = "none"
    ZIPF = "zipf"
    COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a static model is distilled from a transformer. dimensions: of its vectors.

    pca: by principal components, else the first so many.
    weighting: COUNTS is ZIPF where there is no text to count in. outputs: tokens go through the whole teacher, else
    only through its first table. passes: how often the text is learned from; 0: never.
    """

    dimensions: int = 256
    pca: bool = True
    weighting: Weighting = Weighting.COUNTS
    outputs: bool = True
    passes: int = 6
