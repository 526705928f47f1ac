"""`onyx lab report`: everything that was measured, as one page with plots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop.cli import lab_wording, wording
from onyx_desktop.domain import Look
from onyx_desktop.library.lab.advice import FIGURE, versus
from onyx_desktop.library.lab.report import Section, page
from onyx_desktop.library.lab.trial import ALONE
from onyx_desktop.measure import plots
from onyx_desktop.measure.compare import interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.library.lab.advice import Recommendation
    from onyx_desktop.library.lab.geometry import Looks
    from onyx_desktop.library.lab.made import Made
    from onyx_desktop.library.lab.sets import QuestionSet
    from onyx_desktop.library.lab.trial import Contestant, Outcome, Tried

_NOTE = (
    "Questions that are made from the text of the documents use its words, so searching by words looks better here than"
    " it is for a person's own questions. The sentence a question was taken from was removed from what was searched."
)


def report(
    of: QuestionSet, tried: Tried, looks: Looks, advised: Recommendation | None, lab: tuple[Contestant, Sequence[Made]]
) -> str:
    """The page as HTML. lab: what answers now, and what was made there."""
    current, made = lab
    sections = [
        Section("The questions", (lab_wording.of_set(of)[0] + ".", _NOTE)),
        _ways(tried, current.model),
        _trial(tried, advised),
        _looks(looks),
        *([of_made(made)] if made else []),
    ]
    foot = f"Measured on this computer; costs are estimated for all {tried.whole:,} passages of the library."
    return page("What the search is worth on your files", lab_wording.recommendation(advised), sections, foot)


def _ways(tried: Tried, model: str) -> Section:
    of_model = [each for each in tried.outcomes if each.contestant.model == model]
    full = max((each.contestant.look.dimensions for each in of_model), default=0)
    ways = [each for each in of_model if each.contestant.look == Look(full)]
    ordered = sorted(ways, key=lambda each: -each.mean(FIGURE))
    sure = [interval(list(each.single[FIGURE].values())) for each in ordered]
    drawn = [
        plots.Bar(lab_wording.WAYS[each.contestant.way], one.mean, one.low, one.high)
        for each, one in zip(ordered, sure, strict=True)
    ]
    said = [lab_wording.compared(ordered[0], other, versus(ordered[0], other)) for other in ordered[1:]]
    heading = f"Ways of searching with {model}: nDCG@10 and where it lies with 95 percent certainty"
    return Section(heading, tuple(said), plots.bars(drawn, heading))


def _trial(tried: Tried, advised: Recommendation | None) -> Section:
    alone = [each for each in tried.outcomes if each.contestant.way is ALONE]
    alone.sort(key=lambda each: -each.mean(FIGURE))
    picked = None if advised is None else advised.outcome
    drawn = [
        plots.Circle(lab_wording.name(one), one.passages_a_second, one.mean(FIGURE), one.model_bytes, one is picked)
        for one in alone
    ]
    head = ("Model", "nDCG@10", "recall@10", "passages/s", "indexing", "vectors", "search")
    plot = plots.circles(drawn, "passages a second (area: size of the model)", "nDCG@10")
    heading = "Models, lengths and precisions, by vectors alone"
    return Section(heading, (), plot, (head, *map(_row, alone)))


def _row(each: Outcome) -> tuple[str, ...]:
    look = each.contestant.look
    few = "" if each.coded else " (too few passages)"
    return (
        f"{each.contestant.model}, {look.dimensions}, {look.precision.value}{few}", f"{each.mean(FIGURE):.3f}",
        f"{each.mean('recall@10'):.3f}", f"{each.passages_a_second:.1f}", wording.duration(3600 * each.hours),
        wording.size(each.vectors_bytes), f"{each.ms:.0f} ms",
    )  # fmt: skip


def of_made(made: Sequence[Made]) -> Section:
    """Models that were trained or distilled here."""
    note = (
        "Each against the model it was made of, on the same questions: those that a trained model has not seen, and all"
        " of a set for a distilled one. Only a trained model that is better than chance would have it is kept."
    )
    head = ("Model", "made", "questions", "nDCG@10 before", "after", "difference between", "speed", "")
    rows = [
        (
            f"{each.model}, {each.way} from {each.parent}", each.when, str(each.questions), f"{each.before:.3f}",
            f"{each.after:.3f}", f"{each.low:+.3f} and {each.high:+.3f}", f"{each.times:.3g} times",
            lab_wording.VERDICTS[each.verdict] + ("" if each.kept else ", not kept"),
        )
        for each in made
    ]  # fmt: skip
    return Section("Models that were made here", (note,), "", (head, *rows))


def _looks(looks: Looks) -> Section:
    sentences = tuple(each for each in lab_wording.looks(looks)[:6] if each)
    shares = looks.shape.spectrum.cumsum().tolist()
    head = ("What is done to the vectors", "numbers", "nDCG@10", "")
    rows = [
        (each.name, str(each.dimensions), f"{each.ndcg:.3f}", lab_wording.weight(each).removeprefix(": "))
        for each in looks.changes
    ]
    plot = plots.line(shares, "principal components", "share of the variance")
    return Section("What the vectors look like", sentences, plot, (head, *rows))
