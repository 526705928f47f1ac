"""Figures of the lab → the sentences of its window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop.domain import Precision, Way
from onyx_desktop.ui import model_words, wording
from onyx_desktop.ui.wording import say

if TYPE_CHECKING:
    from onyx_desktop.library.lab.advice import Recommendation
    from onyx_desktop.library.lab.geometry import Change, Looks
    from onyx_desktop.library.lab.sets import QuestionSet
    from onyx_desktop.library.lab.trial import Outcome
    from onyx_desktop.measure.compare import Comparison

FIGURE = "ndcg@10"
_SOURCES = {
    "title": "{0} from titles",
    "heading": "{0} from headings",
    "first sentence": "{0} from first sentences",
    "definition": "{0} from definitions",
    "question": "{0} found in the text",
    "language model": "{0} by a language model",
    "judged": "{0} judged by you",
    "imported": "{0} imported",
}
_NAMES = {"mine": "From my documents", "judged": "Judged by me"}
_WAYS = {Way.AUTO: "whole search", Way.MEANING: "meaning alone", Way.WORDS: "words alone"}
_CHANGES = {
    "as they are": "as they are",
    "centred": "centred",
    "first numbers only": "first numbers only",
    "principal components": "principal components",
    "whitened": "whitened",
}
_VERDICTS = {1: "better", 0: "no difference larger than chance", -1: "worse"}


def set_name(of: QuestionSet) -> str:
    """What a set is called in the list."""
    return say(_NAMES[of.name]) if of.name in _NAMES else of.name


def set_facts(of: QuestionSet) -> str:
    """What a set holds."""
    sources = ", ".join(say(_SOURCES[source.value]).format(count) for source, count in of.sources.items())
    questions = wording.count(len(of.questions), "question", "questions")
    return say("{0} over {1} passages: {2}.").format(questions, wording.number(of.documents), sources)


def contestant(of: Outcome) -> str:
    """A model, its length and precision, for a row."""
    told = of.contestant
    if told.look.precision is Precision.FLOAT16:
        return say("{0}, {1} numbers").format(told.model, told.look.dimensions)
    return say("{0}, {1} numbers, {2}").format(
        told.model, told.look.dimensions, model_words.precision(told.look.precision)
    )


def way(which: Way) -> str:
    """How it was asked."""
    return say(_WAYS.get(which, which.value))


def hours(value: float) -> str:
    """How long the vectors of the whole library would take."""
    if value < 1 / 30:
        return say("{0} s").format(max(1, round(3600 * value)))
    return (
        say("{0} min").format(round(60 * value)) if value < 1.5 else say("{0} h").format(model_words.decimal(value, 1))
    )


def cost(of: Outcome) -> str:
    """What a contestant would take for the whole library."""
    size = model_words.size(of.vectors_bytes)
    text = say("Whole library: {0} of indexing, {1} of vectors, {2} ms a search.")
    return text.format(hours(of.hours), size, model_words.milliseconds(of.ms))


def advice(made: Recommendation | None) -> str:
    """What to do, in one sentence."""
    if made is None:
        return say("Nothing could be tried.")
    told, found = contestant(made.outcome), model_words.decimal(made.outcome.mean(FIGURE), 3)
    now = "–" if made.current is None else model_words.decimal(made.current.mean(FIGURE), 3)
    text = {
        "keep": say("Keep {0}: nothing that was tried finds clearly more (nDCG@10 {1})."),
        "better": say("Take {0}: it finds more of what you would look for (nDCG@10 {1}, now {2})."),
        "cheaper": say("Take {0}: it finds as much as the best and costs less (nDCG@10 {1}, now {2})."),
    }[made.advice.value]
    return text.format(told, found, now)


def compared(first: Outcome, second: Outcome, by: Comparison) -> str:
    """One sentence on two contestants."""
    figures = model_words.decimal(first.mean(FIGURE), 3), model_words.decimal(second.mean(FIGURE), 3)
    if by.verdict == 0:
        text = say("Between {0} and {1} ({2} and {3}) there is no difference larger than chance.")
    elif by.verdict > 0:
        text = say("{0} is better than {1} ({2} against {3}); the difference is larger than chance.")
    else:
        text = say("{0} is worse than {1} ({2} against {3}); the difference is larger than chance.")
    return text.format(contestant(first), contestant(second), *figures)


def shape(of: Looks) -> str:
    """What a model's vectors look like, in three sentences."""
    seen = of.shape
    near = say("Two passages of your library that have nothing to do with each other have a cosine of {0} on average.")
    rank = say(
        "The vectors of {0} use about {1} of their {2} directions; the first 32 hold {3} percent of all differences."
    )
    even = say("Uniformity {0} (even: about -4), alignment of questions and answers {1} (0: in the same place).")
    return " ".join((
        near.format(model_words.decimal(seen.baseline, 2)),
        rank.format(of.model, round(seen.rank), seen.dimensions, round(100 * seen.explained(32))),
        even.format(model_words.decimal(seen.uniformity, 2), model_words.decimal(seen.alignment or 0.0, 2)),
    ))  # fmt: skip


def change(of: Change) -> tuple[str, str, str, str]:
    """A row of the table of changes."""
    verdict = "" if of.against is None else say(_VERDICTS[of.against.verdict])
    return say(_CHANGES[of.name]), wording.number(of.dimensions), model_words.decimal(of.ndcg, 3), verdict
