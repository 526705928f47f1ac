"""The facts, the states and the measured numbers of models → what a person reads on the model page.

Numbers go through QLocale. Refuses to guess: a fact without a source is marked, a number that was not measured is not
shown.
"""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from onyx_desktop.domain import Distance, Kind, Phase, Precision, Step
from onyx_desktop.ui import wording
from onyx_desktop.ui.wording import say

if TYPE_CHECKING:
    from onyx_desktop.domain import ModelCard
    from onyx_desktop.library.looks import LookFigures
    from onyx_desktop.library.shelves import ModelState, Speed

_KINDS = {
    Kind.DENSE: ("Embedding model", "One vector for each passage, made by a transformer: finds by meaning."),
    Kind.STATIC: ("Static embedding", "One vector, the mean of a table's rows: very fast, a little less precise."),
    Kind.WORDS: ("Word vectors", "One vector, the mean of the vectors of its words: for lists you have already."),
    Kind.SPARSE: ("Sparse terms", "Weights for telling terms, also such as the passage does not contain."),
    Kind.LATE: ("Late interaction", "A vector for each word, compared one by one: precise, and large on disk."),
    Kind.RERANKER: ("Reranker", "Reads question and passage together and puts the best results in order."),
}
_PRECISIONS = {
    Precision.FLOAT32: (
        "Full (float32)",
        "Twice the size, hardly ever better; all passages are embedded once more.",
    ),
    Precision.FLOAT16: ("Half (float16)", "The usual choice: half the size, the same results."),
    Precision.INT8: ("Eight bits (int8)", "A quarter of the size; the best are compared again by the full vectors."),
    Precision.PRODUCT: ("Product codes", "A few bytes a passage; the best are compared again by the full vectors."),
    Precision.BINARY: ("One bit (binary)", "Smallest and fastest; the best are compared again by the full vectors."),
    Precision.TIERED: ("In two steps", "Short vectors choose the candidates, full vectors put them in order."),
}
_DISTANCES = {
    Distance.COSINE: ("Cosine", "Cosine compares directions only; it fits every model here and is the usual choice."),
    Distance.DOT: ("Dot product", "Dot product also counts length; models whose vectors are of length 1 rank alike."),
    Distance.EUCLIDEAN: ("Euclidean", "Euclidean is the straight line between two points: the same order again."),
    Distance.MANHATTAN: ("Manhattan", "Manhattan adds up the differences, number by number; try it with word vectors."),
}
_GUIDE = (
    "Cosine fits every model here: take it unless you have a reason. "
    "Dot product and Euclidean put results in the same order, because the vectors have length 1. "
    "Manhattan adds up differences number by number and may suit word vectors; it is always searched exactly."
)
_SPEEDS = {"background": "Quiet: one thread", "balanced": "Balanced: half the cores", "fast": "Fast: all cores"}
_PROVIDERS = {
    "cpu": "Processor",
    "cuda": "NVIDIA graphics card (CUDA)",
    "directml": "Graphics card on Windows (DirectML)",
    "coreml": "Apple chip (Core ML)",
    "openvino": "Intel chip (OpenVINO)",
}


class Stand(enum.Enum):
    """Where a model stands: (words, icon)."""

    IN_USE = ("In use", "check")
    BUILDING = ("Being built", "refresh")
    DOWNLOADING = ("Downloading", "drop")
    EMBEDDED = ("Comes with the program", "model")
    INSTALLED = ("Installed", "folder")
    ABSENT = ("Not installed", "")

    def __init__(self, text: str, icon: str) -> None:
        self._text = text
        self.icon = icon

    @property
    def text(self) -> str:
        """What the card says."""
        return say(self._text)


def stand(state: ModelState, downloading: bool = False) -> Stand:
    """The one word for a model; what happens to it goes before what it is."""
    if downloading:
        return Stand.DOWNLOADING
    if state.answering or state.refines:
        return Stand.IN_USE
    if state.chosen:
        return Stand.BUILDING
    if not state.installed:
        return Stand.ABSENT
    return Stand.EMBEDDED if state.card.embedded else Stand.INSTALLED


def embeds(kind: Kind) -> bool:
    """Whether a model of this kind can answer alone; the others refine what it found."""
    return kind in {Kind.DENSE, Kind.STATIC, Kind.WORDS}


def kind(which: Kind) -> str:
    """Its name."""
    return say(_KINDS[which][0])


def kind_hint(which: Kind) -> str:
    """What it does, in a sentence."""
    return say(_KINDS[which][1])


def group(embedding: bool) -> str:
    """The heading above the cards."""
    return say("Embedding models") if embedding else say("Models that refine the search")


def refining() -> str:
    """What models of the second group are for."""
    return say("It refines the search: it works beside the embedding model. One of each kind can be in use.")


def use(state: ModelState, complete: bool) -> str:
    """What the button does. complete: everything this model makes is there."""
    if state.refines:
        return say("Stop using it")
    at_once = complete or state.card.kind is Kind.RERANKER
    return say("Use") if at_once else say("Use and re-index")


def precision(which: Precision) -> str:
    """Its name."""
    return say(_PRECISIONS[which][0])


def precision_hint(which: Precision) -> str:
    """What it costs and gives."""
    return say(_PRECISIONS[which][1])


def distance(which: Distance) -> str:
    """Its name."""
    return say(_DISTANCES[which][0])


def distance_hint(which: Distance) -> str:
    """What it compares."""
    return say(_DISTANCES[which][1])


def distance_guide() -> str:
    """Which one fits when, in three sentences."""
    return say(_GUIDE)


def speed_choice(name: str) -> str:
    """How much of the computer embedding may take."""
    return say(_SPEEDS[name])


def provider(name: str) -> str:
    """What computes the vectors."""
    return say(_PROVIDERS[name])


def decimal(value: float, places: int = 1) -> str:
    """9.42 → "9.4" as the locale writes it."""
    return QLocale().toString(float(value), "f", places)


def size(size_bytes: float) -> str:
    """210_000_000 → "210 MB"; one decimal below ten."""
    value, unit = float(size_bytes), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if value < 999.5:
            break
        value, unit = value / 1000, larger
    return f"{decimal(value, 1 if value < 9.95 and unit != 'B' else 0)} {unit}"


def dimensions(count: int) -> str:
    """256 → "256 dimensions"."""
    return wording.count(count, "dimension", "dimensions")


def languages(card: ModelCard) -> str:
    """A card's "en" → "English", "multilingual (100)" → "100 languages"; anything else stays as the card has it."""
    if several := re.fullmatch(r"multilingual \((\d+)\)", card.languages):
        return wording.count(int(several[1]), "language", "languages")
    codes = [code.strip() for code in card.languages.split(",") if code.strip()]
    known = [QLocale.codeToLanguage(code) if len(code) in {2, 3} else QLocale.Language.AnyLanguage for code in codes]
    if not codes or QLocale.Language.AnyLanguage in known or QLocale.Language.C in known:
        return card.languages
    names = [QLocale.languageToString(language) for language in known]
    return ", ".join(names) if len(names) <= 4 else wording.count(len(names), "language", "languages")


def licence(card: ModelCard) -> str:
    """The licence, with a plain word where it forbids business."""
    return card.licence if card.commercial else say("{0}, not for commercial use").format(card.licence)


def speed_class(card: ModelCard) -> str:
    """The card's own guess, before anything is measured."""
    return say(card.speed)


def weight(state: ModelState) -> str:
    """What it takes on the disk, or what is to be downloaded."""
    if state.installed and state.size_bytes:
        return say("{0} on disk").format(size(state.size_bytes))
    return say("{0} to download").format(size(state.card.size_mb * 1_000_000)) if state.card.size_mb else ""


def facts(state: ModelState) -> str:
    """The second line of a card."""
    card = state.card
    parts = [languages(card), dimensions(card.dimensions) if card.dimensions else "", tokens(card), weight(state)]
    return " · ".join(part for part in parts if part)


def tokens(card: ModelCard) -> str:
    """The longest text it reads at once; a static model has no limit worth naming."""
    return "" if card.kind in {Kind.STATIC, Kind.WORDS} else wording.count(card.max_tokens, "token", "tokens")


def per_minute(speed: Speed) -> str:
    """Measured on this computer: "1,900 passages a minute", two digits being all that is certain."""
    exact = speed.passages_a_second * 60
    places = 10 ** max(0, len(str(int(exact))) - 2)
    return wording.count(places * round(exact / places), "passage a minute", "passages a minute")


def duration(seconds: float) -> str:
    """A rough time: "less than a minute", "about 12 min", "about 11 h"."""
    if seconds < 55:
        return say("less than a minute")
    if seconds < 55 * 60:
        minutes = max(1, round(seconds / 60))
        return say("about {0} min").format(minutes if minutes < 15 else round(minutes / 5) * 5)
    return say("about {0} h").format(wording.number(max(1, round(seconds / 3600))))


def measured(speed: Speed) -> str:
    """The speed and what it means for this library: what lacks the model's vectors is to be embedded."""
    if not speed.reindex_seconds:
        return f"{per_minute(speed)} · " + say("nothing to re-index")
    return f"{per_minute(speed)} · " + say("re-indexing takes {0}").format(duration(speed.reindex_seconds))


def figures(shown: LookFigures) -> str:
    """The live line below the slider."""
    return say("Index {0} · search {1} ms · same top 10 as full in {2} of 10 of your passages").format(
        size(shown.size_bytes), milliseconds(shown.ms), decimal(10 * shown.same_top_10)
    )


def milliseconds(ms: float) -> str:
    """One decimal below ten, two below one."""
    return decimal(ms, 2 if ms < 0.995 else 1 if ms < 9.95 else 0)


def download(step: Step, bytes_a_second: float) -> str:
    """A download: "12 MB of 210 MB · 1.4 MB a second · about 2 min left"."""
    if step.phase is not Phase.DOWNLOADING:
        return wording.progress(step)
    parts = [say("{0} of {1}").format(size(step.done), size(step.total)) if step.total else size(step.done)]
    if bytes_a_second > 0:
        parts.append(say("{0} a second").format(size(bytes_a_second)))
        if step.total > step.done:
            parts.append(wording.time_left((step.total - step.done) / bytes_a_second))
    return " · ".join(parts)
