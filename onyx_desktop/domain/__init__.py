"""The nouns: files → documents → chunks → vectors → index → hits.

Frozen records that every stage may speak; numpy and the standard library only. Offsets are code points, half open,
counted in `Page.text`, never UTF-16 units. `score` always means higher is better.
"""

from __future__ import annotations

from onyx_desktop.domain.anchored import Anchored, Like, Place
from onyx_desktop.domain.arrays import BoolArray, ByteArray, FloatArray, IntArray
from onyx_desktop.domain.counting import Facets, Subfolder
from onyx_desktop.domain.documents import (
    Chunk,
    ChunkRow,
    Document,
    Heading,
    Mail,
    Member,
    Page,
    Recognised,
    SeenWord,
    Span,
    label_at,
    says_what_it_is,
    sheet_label,
    slide_label,
)
from onyx_desktop.domain.explaining import Account, Asked, Explanation, Fate, Standing, State, WordMatch
from onyx_desktop.domain.files import File, Reason, Skipped
from onyx_desktop.domain.indexing import Depth, Phase, Step, Updated
from onyx_desktop.domain.models import (
    Distance,
    ExtraInput,
    Kind,
    Look,
    ModelCard,
    Pooling,
    Precision,
    Recipe,
    Scale,
    Weighting,
)
from onyx_desktop.domain.quoting import Counted, Quote
from onyx_desktop.domain.searching import (
    NO_STAGES,
    Answer,
    Copy,
    Coverage,
    Filters,
    Fusing,
    Hit,
    Mode,
    Reading,
    StageScore,
    Strength,
    Way,
)
from onyx_desktop.domain.seeds import NO_SEED, Seed
from onyx_desktop.domain.servers import Server

__all__ = [
    "NO_SEED", "NO_STAGES", "Account", "Anchored", "Answer", "Asked", "BoolArray", "ByteArray", "Chunk", "ChunkRow",
    "Copy", "Counted", "Coverage", "Depth", "Distance", "Document", "Explanation", "ExtraInput", "Facets", "Fate",
    "File", "Filters", "FloatArray", "Fusing", "Heading", "Hit", "IntArray", "Kind", "Like", "Look", "Mail",
    "Member", "Mode", "ModelCard", "Page", "Phase", "Place", "Pooling", "Precision", "Quote", "Reading", "Reason",
    "Recipe", "Recognised", "Scale", "Seed", "SeenWord", "Server", "Skipped", "Span", "StageScore", "Standing",
    "State", "Step", "Strength", "Subfolder", "Updated", "Way", "Weighting", "WordMatch", "label_at",
    "says_what_it_is", "sheet_label", "slide_label",
]  # fmt: skip
