"""Figures of the lab → the sentences of its window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop.domain import Precision, Way
from onyx_desktop.library.lab.extra import INSTALL
from onyx_desktop.library.lab.plane import Method
from onyx_desktop.ui import model_words, wording
from onyx_desktop.ui.wording import say

if TYPE_CHECKING:
    from onyx_desktop.library.lab.advice import Recommendation
    from onyx_desktop.library.lab.begun import Begun
    from onyx_desktop.library.lab.chart import Chart
    from onyx_desktop.library.lab.fast import Fast
    from onyx_desktop.library.lab.geometry import Change, Looks
    from onyx_desktop.library.lab.sets import QuestionSet
    from onyx_desktop.library.lab.trial import Outcome
    from onyx_desktop.library.lab.tune import Tuned
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
LOSSES = {
    "pairs": "From right answers (usual)",
    "triplets": "From wrong passages that look right",
    "margins": "From a reranker",
}
HOW = {
    "pairs": "A question learns to lie near its answer, and far from the answers of the other questions.",
    "triplets": "A question learns to lie nearer to its answer than to a passage that was found and does not answer.",
    "margins": "The model learns how much better an installed reranker finds the answer than a wrong passage.",
}
_METHODS = {Method.PCA: "Main differences (PCA)", Method.UMAP: "Neighbourhoods (UMAP)"}
_VERDICTS = {1: "better", 0: "may be chance", -1: "worse"}


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


def method(which: Method) -> str:
    """How a map is drawn, for a choice."""
    return say(_METHODS[which])


def chart(of: Chart) -> str:
    """What a map shows, and how much of it is true."""
    dots, passages, near = wording.number(len(of.dots)), wording.number(of.of), round(100 * of.near)
    kept = say("Of the ten passages most like each one, {0} percent are among its ten nearest dots.").format(near)
    if of.method is Method.UMAP:
        drawn = say("{0} of {1} passages, like beside like; how far groups are from each other means little.")
        return " ".join((drawn.format(dots, passages), kept))
    drawn = say("{0} of {1} passages by their two main differences, {2} percent of all.")
    return " ".join((drawn.format(dots, passages, round(100 * of.explained)), kept))


def lacking(library: str) -> str:
    """What a part of the lab needs and how it is got; "" where it is there."""
    if not library:
        return ""
    text = say("A map by neighbourhoods needs {0}. This command installs it: {1}")
    return text.format(library, INSTALL)


def training_lacks(library: str) -> str:
    """What training needs and how it is got; "" where it is there."""
    if not library:
        return ""
    return say("Training needs {0}. This command installs it: {1}").format(library, INSTALL)


def source(repository: str) -> str:
    """Where a model's weights are published; "" where nobody knows."""
    return say("As it is published: huggingface.co/{0}").format(repository) if repository else ""


def no_teacher() -> str:
    """That margins need somebody who tells them."""
    return say("For this a reranker has to be installed; the page of models has some.")


def begun(of: Begun) -> str:
    """A training that was stopped."""
    name = say(_NAMES[of.questions]) if of.questions in _NAMES else of.questions
    text = say("A training of {0} with the questions “{1}” was stopped. What it has learned is kept.")
    return text.format(of.wish.model, name)


def outcome(name: str, of: Outcome) -> tuple[str, ...]:
    """A row of before and after."""
    from onyx_desktop.library.lab.advice import sure  # heavy, and loaded by now

    mean = sure(of)
    return (
        name, model_words.decimal(mean.mean, 3),
        f"{model_words.decimal(mean.low, 3)} – {model_words.decimal(mean.high, 3)}",
        model_words.decimal(of.mean("recall@10"), 3), model_words.size(of.model_bytes),
        wording.number(round(of.passages_a_second)),
    )  # fmt: skip


def tuned_verdict(of: Tuned) -> str:
    """What came of a training, in one sentence."""
    text = {
        1: say("The new model is better: it finds more for the {0} questions that it was not trained with."),
        0: say("The new model is not kept: on the {0} questions held back the difference may be chance."),
        -1: say("The new model is not kept: it finds less for the {0} questions that it was not trained with."),
    }[of.against.verdict]
    return text.format(wording.number(of.against.questions))


def tuned_facts(of: Tuned) -> str:
    """The figures of a training."""
    sure = of.against.difference
    text = say("nDCG@10 {0} before and {1} after: {2}, with 95 percent certainty between {3} and {4}. It took {5}.")
    before, after = (model_words.decimal(each.mean(FIGURE), 3) for each in (of.parent, of.child))
    return text.format(before, after, *map(signed, (sure.mean, sure.low, sure.high)), hours(of.seconds / 3600))


def fast_verdict(of: Fast) -> str:
    """What a fast model is worth, in one sentence."""
    share = round(100 * of.made.mean(FIGURE) / max(of.teacher.mean(FIGURE), 1e-9))
    times = of.made.passages_a_second / max(of.teacher.passages_a_second, 1e-9)
    text = say("{0} finds {1} percent of what {2} finds, and is {3} times as fast.")
    return text.format(of.card.id, share, of.teacher.contestant.model, wording.number(round(times)))


def fast_facts(of: Fast) -> str:
    """How it stands to the one that comes with the program, and what making it took."""
    from onyx_desktop.library.lab.advice import versus  # heavy, and loaded by now

    took = say("It took {0} to make.").format(hours(of.seconds / 3600))
    if of.embedded is None:
        return took
    text = {
        1: say("It is better than {0}, which comes with the program."),
        0: say("Between it and {0}, which comes with the program, the difference may be chance."),
        -1: say("It is worse than {0}, which comes with the program."),
    }[versus(of.made, of.embedded).verdict]
    return f"{text.format(of.embedded.contestant.model)} {took}"


def signed(value: float) -> str:
    """0.043 → "+0.043"; with a true minus."""
    return ("−" if value < 0 else "+") + model_words.decimal(abs(value), 3)
