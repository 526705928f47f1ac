"""Figures of the lab → lines and sentences of the command line, and of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop.cli import wording
from onyx_desktop.domain import Precision, Way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.library.lab.advice import Recommendation
    from onyx_desktop.library.lab.geometry import Change, Looks
    from onyx_desktop.library.lab.sets import QuestionSet
    from onyx_desktop.library.lab.trial import Outcome, Tried
    from onyx_desktop.library.lab.tune import Tuned
    from onyx_desktop.measure.compare import Comparison

WAYS: dict[Way, str] = {
    Way.AUTO: "the whole search",
    Way.WORDS: "words alone",
    Way.MEANING: "meaning alone",
    Way.FUSED: "words and meaning",
    Way.RRF: "words and meaning by rank",
    Way.SPARSE: "learned terms alone",
    Way.LATE: "late interaction alone",
    Way.RERANKER: "the reranker alone",
}


VERDICTS: dict[int, str] = {1: "better", 0: "no difference larger than chance", -1: "worse"}


def of_set(of: QuestionSet) -> list[str]:
    """What a set holds."""
    sources = ", ".join(f"{count} {source.value}" for source, count in of.sources.items())
    made = f", {of.about['made']}" if "made" in of.about else ""
    return [f"{of.name}: {len(of.questions)} questions ({sources}) over {of.documents:,} passages{made}"]


def name(outcome: Outcome) -> str:
    """A contestant in a few words."""
    told = outcome.contestant
    if told.way is Way.WORDS:
        return WAYS[told.way]
    exact = told.look.precision is Precision.FLOAT16
    look = "" if exact else f", {told.look.precision.value}"
    return f"{told.model} at {told.look.dimensions}{look}, {WAYS[told.way]}"


def qualities(outcomes: Sequence[Outcome]) -> list[str]:
    """A table of what each is worth, the best first."""
    from onyx_desktop.library.lab.advice import FIGURE
    from onyx_desktop.measure.compare import interval

    lines = [f"{'nDCG@10':>8} {'between':>15} {'recall@10':>10} {'MRR@10':>8} {'MAP':>6}"]
    for each in sorted(outcomes, key=lambda one: -one.mean(FIGURE)):
        sure = interval(list(each.single[FIGURE].values()))
        lines.append(
            f"{sure.mean:>8.3f} {f'{sure.low:.3f} – {sure.high:.3f}':>15} {each.mean('recall@10'):>10.3f}"
            f" {each.mean('mrr@10'):>8.3f} {each.mean('map'):>6.3f}  {name(each)}"
        )
    return [*lines, "between: where the average lies with 95 percent certainty, as far as these questions tell"]


def costs(tried: Tried) -> list[str]:
    """A table of what each is worth and what it would cost for the whole library."""
    from onyx_desktop.library.lab.advice import FIGURE

    lines = [f"{'nDCG@10':>8} {'passages/s':>11} {'index':>8} {'vectors':>9} {'search':>8} {'model':>9}"]
    for each in sorted(tried.outcomes, key=lambda one: -one.mean(FIGURE)):
        too_few = "" if each.coded else "  (too few passages for codes)"
        lines.append(
            f"{each.mean(FIGURE):>8.3f} {each.passages_a_second:>11.1f} {wording.duration(3600 * each.hours):>8}"
            f" {wording.size(each.vectors_bytes):>9} {each.ms:>5.0f} ms {wording.size(each.model_bytes):>9}"
            f"  {name(each)}{too_few}"
        )
    return [*lines, f"index, vectors, search: for all {tried.whole:,} passages of the library, estimated"]


def costs_here(outcomes: Sequence[Outcome]) -> list[str]:
    """A table of some models side by side, with how sure each figure is."""
    from onyx_desktop.library.lab.advice import sure

    lines = [f"{'nDCG@10':>8} {'between':>15} {'passages/s':>11} {'model':>9}"]
    for each in outcomes:
        mean = sure(each)
        lines.append(
            f"{mean.mean:>8.3f} {f'{mean.low:.3f} – {mean.high:.3f}':>15} {each.passages_a_second:>11.1f}"
            f" {wording.size(each.model_bytes):>9}  {each.contestant.model}"
        )
    return lines


def compared(first: Outcome, second: Outcome, by: Comparison) -> str:
    """One sentence on two contestants."""
    figures = f"{first.mean('ndcg@10'):.3f} against {second.mean('ndcg@10'):.3f}"
    if by.verdict == 0:
        return f"Between {name(first)} and {name(second)} ({figures}) there is no difference larger than chance."
    better, other = (first, second) if by.verdict > 0 else (second, first)
    return (
        f"{name(better)} is better than {name(other)} ({figures}); the difference is larger than chance"
        f" (one this large would come by chance {_odds(by.chance)})."
    )


def recommendation(made: Recommendation | None) -> str:
    """What to do, in one sentence."""
    from onyx_desktop.library.lab.advice import Advice

    if made is None:
        return "Nothing could be tried."
    told, figure = name(made.outcome), made.outcome.mean("ndcg@10")
    cost = (
        f"{wording.duration(3600 * made.outcome.hours)} of indexing and {wording.size(made.outcome.vectors_bytes)}"
        " of vectors for the whole library"
    )
    if made.advice is Advice.KEEP:
        return f"Keep {told}: nothing that was tried finds clearly more (nDCG@10 {figure:.3f}; {cost})."
    beside = "" if made.current is None else f" instead of {made.current.mean('ndcg@10'):.3f} now"
    if made.advice is Advice.BETTER:
        return f"Take {told}: it finds more of what you would look for (nDCG@10 {figure:.3f}{beside}); {cost}."
    return f"Take {told}: it finds as much as the best (nDCG@10 {figure:.3f}{beside}) and costs less; {cost}."


def tuned(of: Tuned) -> list[str]:
    """What came of fine-tuning."""
    asked = f"On {of.against.questions} questions that it was not trained with:"
    lines = [asked, compared(of.child, of.parent, of.against)]
    if of.card is None:
        return [*lines, "The new model is not kept, because it is not better."]
    return [*lines, f"{of.card.id} is on this computer. `onyx models use {of.card.id}` chooses it."]


def looks(of: Looks) -> list[str]:
    """What a model's vectors look like, in sentences and two tables."""
    seen = of.shape
    lines = [
        f"{of.model}: {seen.vectors:,} vectors of {seen.dimensions} numbers",
        "",
        f"Two passages that have nothing to do with each other have a cosine of {seen.baseline:.2f} on average"
        f" (most between {seen.baseline - 2 * seen.spread:.2f} and {seen.baseline + 2 * seen.spread:.2f}).",
        f"The vectors use {seen.rank:.0f} of their {seen.dimensions} directions to speak of (effective rank); the first"
        f" 8 hold {seen.explained(8):.0%} of all differences, the first 32 {seen.explained(32):.0%},"
        f" the first 128 {seen.explained(128):.0%}.",
        f"They lie on the sphere with uniformity {seen.uniformity:.2f} (even: about -4; all in one place: 0),",
        f"questions and their answers with alignment {seen.alignment or 0.0:.2f} (0: in the same place).",
        "",
        f"{'nDCG@10':>8} {'change':>8}  what is done to the vectors",
    ]
    lines += [
        f"{each.ndcg:>8.3f} {'' if each.against is None else f'{each.against.difference.mean:+.3f}':>8}"
        f"  {each.name}, {each.dimensions} numbers{weight(each)}"
        for each in of.changes
    ]
    lines += ["", "numbers   " + "".join(f"{each:>10}" for each in _precisions(of)) + "   of all passages"]
    for length in dict.fromkeys(room.look.dimensions for room in of.rooms):
        sizes = [wording.size(room.size_bytes) for room in of.rooms if room.look.dimensions == length]
        lines.append(f"{length:>7}   " + "".join(f"{each:>10}" for each in sizes))
    return lines


def _precisions(of: Looks) -> list[str]:
    return list(dict.fromkeys(room.look.precision.value for room in of.rooms))


def weight(change: Change) -> str:
    """Whether a change makes a difference."""
    if change.against is None:
        return ""
    return f": {VERDICTS[change.against.verdict]}"


def _odds(chance: float) -> str:
    """0.0004 → "once in 2,500 times"."""
    return f"once in {max(1, round(1 / chance)):,} times"
