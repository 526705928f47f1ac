"""`onyx lab …`: questions about one's own files, and what models, lengths and ways of searching are worth on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onyx_desktop import paths
from onyx_desktop.cli import lab_wording, wording
from onyx_desktop.cli.opening import open_library
from onyx_desktop.cli.output import as_text, show
from onyx_desktop.cli.progress import watch
from onyx_desktop.domain import Way

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Generator, Sequence

    from onyx_desktop.domain import Step
    from onyx_desktop.library.lab.geometry import Looks
    from onyx_desktop.library.lab.lab import Lab
    from onyx_desktop.library.lab.sets import QuestionSet
    from onyx_desktop.library.lab.trial import Outcome, Tried


def lab(arguments: argparse.Namespace) -> int:
    """Run the chosen act."""
    from onyx_desktop.library.lab.lab import Lab

    with open_library(arguments) as library:
        return _ACTS[arguments.act](arguments, Lab(library, paths.home(arguments.data_dir)))


def _questions(arguments: argparse.Namespace, of: Lab) -> int:
    if arguments.remove:
        of.sets.remove(arguments.remove)
        return show(arguments, {"removed": arguments.remove}, [f"{arguments.remove} is deleted."])
    if arguments.show:
        found = of.sets.read(arguments.show)
        lines = [f"{each.source.value:>14}  {each.text}" for each in found.questions]
        return show(arguments, _set(found) | {"list": [_asked(each) for each in found.questions]}, lines)
    if arguments.make or arguments.path or arguments.server:
        made = watch(_made(arguments, of))
        return show(arguments, _set(made), lab_wording.of_set(made))
    sets = [of.sets.read(name) for name in of.sets.names()]
    lines = [line for each in sets for line in lab_wording.of_set(each)]
    return show(arguments, [_set(each) for each in sets], lines or ["No questions yet: `onyx lab questions --make`."])


def _made(arguments: argparse.Namespace, of: Lab) -> Generator[Step, None, QuestionSet]:
    """The set that is asked for: from the library, by a language model, or from a file."""
    from onyx_desktop.library.lab.ask import Server
    from onyx_desktop.library.lab.gather import Wanted
    from onyx_desktop.library.lab.sets import DEFAULT

    if arguments.path:
        return of.bring_in(arguments.path, arguments.name or arguments.path.stem)
    if arguments.server:
        server = Server(arguments.server, arguments.model_name, arguments.anywhere)
        return of.make_by_model(Wanted(arguments.questions, arguments.passages, arguments.name or "asked"), server)
    return of.make(Wanted(arguments.questions, arguments.passages, arguments.name or DEFAULT))


def _measure(arguments: argparse.Namespace, of: Lab) -> int:
    from onyx_desktop.library.lab.trial import Plan

    questions = watch(of.questions(arguments.set))
    models = tuple(arguments.models) or (of.current.model,)
    tried = watch(of.try_models(questions, Plan(models, looks=False, ways=tuple(Way))))
    document = {"set": questions.name} | _tried(tried) | {"comparisons": _comparisons(tried.outcomes)}
    lines = [*lab_wording.of_set(questions), "", *lab_wording.qualities(tried.outcomes), ""]
    return show(arguments, document, lines + [each["sentence"] for each in document["comparisons"]])


def _trial(arguments: argparse.Namespace, of: Lab) -> int:
    from onyx_desktop.library.lab.trial import Plan

    questions = watch(of.questions(arguments.set))
    tried = watch(of.try_models(questions, Plan(tuple(arguments.models))))
    sentence = lab_wording.recommendation(of.advise(tried))
    document = {"set": questions.name} | _tried(tried) | {"recommendation": sentence}
    failures = [f"{name}: {wording.sentence(error)}" for name, error in tried.failed.items()]
    lines = [*lab_wording.of_set(questions), "", *lab_wording.costs(tried), "", *failures, sentence]
    return show(arguments, document, lines)


def _geometry(arguments: argparse.Namespace, of: Lab) -> int:
    looks = watch(of.geometry(watch(of.questions(arguments.set))))
    return show(arguments, _looks(looks), lab_wording.looks(looks))


def _report(arguments: argparse.Namespace, of: Lab) -> int:
    from onyx_desktop.cli.lab_report import report
    from onyx_desktop.library.lab.report import write
    from onyx_desktop.library.lab.trial import Plan

    questions = watch(of.questions(arguments.set))
    tried = watch(of.try_models(questions, Plan(tuple(arguments.models), ways=tuple(Way))))
    advised = of.advise(tried)
    write(report(questions, tried, watch(of.geometry(questions)), advised, (of.current, of.made)), arguments.out)
    sentence = lab_wording.recommendation(advised)
    document = {"set": questions.name, "path": as_text(arguments.out), "recommendation": sentence}
    return show(arguments, document, [sentence, f"The report is in {as_text(arguments.out)}."])


def _map(arguments: argparse.Namespace, of: Lab) -> int:
    from onyx_desktop.library.lab.plane import Method

    chart = watch(of.chart(Method(arguments.method)))
    named = [(", ".join(words), int((chart.group == number).sum())) for number, words in enumerate(chart.names)]
    document = {
        "method": chart.method.value, "near": round(chart.near, 4), "explained": round(chart.explained, 4),
        "passages": chart.of,
        "groups": [{"words": words.split(", "), "passages": count} for words, count in named],
        "dots": [
            {"path": as_text(dot.path), "title": dot.title, "page": dot.page, "x": round(x, 4), "y": round(y, 4),
             "group": group}
            for dot, (x, y), group in zip(chart.dots, chart.places.tolist(), chart.group.tolist(), strict=True)
        ],
    }  # fmt: skip
    lines = [f"{count:>6}  {words}" for words, count in named]
    lines.append(f"{chart.near:.0%} of the ten nearest passages of each are among its ten nearest on the plane")
    lines.append(f"{len(chart.dots):,} of {chart.of:,} passages; --json gives the place of each on the plane")
    return show(arguments, document, lines)


def _tune(arguments: argparse.Namespace, of: Lab) -> int:
    from onyx_desktop.library.lab.tune import Wish

    wish = Wish(
        model=arguments.model or of.current.model, published=arguments.published.absolute(), loss=arguments.loss,
        epochs=arguments.epochs, rate=arguments.rate, batch=arguments.batch, max_tokens=arguments.max_tokens,
        teacher=arguments.teacher, hard=arguments.hard, held_out=arguments.held_out,
    )  # fmt: skip
    tuned = watch(of.tune(watch(of.questions(arguments.set)), wish))
    document = {
        "parent": _outcome(tuned.parent), "child": _outcome(tuned.child), "held_out": tuned.against.questions,
        "difference": round(tuned.against.difference.mean, 4), "low": round(tuned.against.difference.low, 4),
        "high": round(tuned.against.difference.high, 4), "chance": round(tuned.against.chance, 4),
        "installed": None if tuned.card is None else tuned.card.id, "seconds": round(tuned.seconds),
        "memory_mb": tuned.memory_mb, "judged": list(tuned.scores),
    }  # fmt: skip
    return show(arguments, document, lab_wording.tuned(tuned))


def _fast(arguments: argparse.Namespace, of: Lab) -> int:
    from onyx_desktop.domain import Recipe
    from onyx_desktop.library.distilling import Wish

    model = arguments.model or of.current.model
    wish = Wish(model, Recipe(arguments.dimensions), arguments.text, arguments.name)
    found = watch(of.fast(watch(of.questions(arguments.set)), wish))
    beside = [found.made, found.teacher, *([found.embedded] if found.embedded is not None else [])]
    document: dict[str, Any] = {
        "id": found.card.id, "teacher": model, "seconds": round(found.seconds, 1),
        "outcomes": [_outcome(each) for each in beside], "comparisons": _comparisons(beside, found.made),
    }  # fmt: skip
    lines = [*lab_wording.costs_here(beside), *(each["sentence"] for each in document["comparisons"])]
    return show(arguments, document, [*lines, f"`onyx models use {found.card.id}` chooses it."])


def _looks(looks: Looks) -> dict[str, Any]:
    from onyx_desktop.measure.geometry import SHOWN

    seen = looks.shape
    return {
        "model": looks.model, "vectors": seen.vectors, "dimensions": seen.dimensions,
        "baseline": round(seen.baseline, 4), "spread": round(seen.spread, 4), "alignment": seen.alignment,
        "uniformity": round(seen.uniformity, 4), "effective_rank": round(seen.rank, 1),
        "explained": {str(each): round(seen.explained(each), 4) for each in SHOWN},
        "changes": [
            {"change": each.name, "dimensions": each.dimensions, "ndcg@10": round(each.ndcg, 4),
             "difference": None if each.against is None else round(each.against.difference.mean, 4),
             "chance": None if each.against is None else round(each.against.chance, 4)}
            for each in looks.changes
        ],
        "rooms": [
            {"dimensions": each.look.dimensions, "precision": each.look.precision.value, "size_bytes": each.size_bytes}
            for each in looks.rooms
        ],
    }  # fmt: skip


def _set(of: QuestionSet) -> dict[str, Any]:
    return {
        "set": of.name, "questions": len(of.questions), "passages": of.documents,
        "sources": {source.value: count for source, count in of.sources.items()}, "about": dict(of.about),
    }  # fmt: skip


def _asked(asked: Any) -> dict[str, Any]:  # noqa: ANN401 - lab.sets.Asked, which is loaded late
    return {"query": asked.text, "source": asked.source.value, "answers": dict(asked.answers)}


def _tried(tried: Tried) -> dict[str, Any]:
    return {
        "questions": tried.questions, "passages": tried.passages, "whole": tried.whole,
        "outcomes": [_outcome(each) for each in tried.outcomes],
        "failed": {name: wording.sentence(error) for name, error in tried.failed.items()},
    }  # fmt: skip


def _outcome(outcome: Outcome) -> dict[str, Any]:
    from onyx_desktop.library.lab.advice import FIGURE
    from onyx_desktop.measure.compare import interval

    told = outcome.contestant
    sure = interval(list(outcome.single[FIGURE].values()))
    return {
        "model": told.model, "dimensions": told.look.dimensions, "precision": told.look.precision.value,
        "way": told.way.value, **{name: round(outcome.mean(name), 4) for name in outcome.single},
        "ndcg@10_low": round(sure.low, 4), "ndcg@10_high": round(sure.high, 4),
        "passages_a_second": round(outcome.passages_a_second, 1), "hours": round(outcome.hours, 3),
        "ms": round(outcome.ms, 1), "vectors_bytes": outcome.vectors_bytes, "model_bytes": outcome.model_bytes,
        "coded": outcome.coded,
    }  # fmt: skip


def _comparisons(outcomes: Sequence[Outcome], one: Outcome | None = None) -> list[dict[str, Any]]:
    """The best, or one, against each of the others."""
    from onyx_desktop.library.lab.advice import FIGURE, versus

    ordered = sorted(outcomes, key=lambda each: -each.mean(FIGURE))
    first = one or ordered[0]
    found = []
    for other in (each for each in ordered if each is not first):
        compared = versus(first, other)
        found.append({
            "first": lab_wording.name(first), "second": lab_wording.name(other),
            "difference": round(compared.difference.mean, 4), "low": round(compared.difference.low, 4),
            "high": round(compared.difference.high, 4), "chance": round(compared.chance, 4),
            "sentence": lab_wording.compared(first, other, compared),
        })  # fmt: skip
    return found


_ACTS: dict[str, Callable[[argparse.Namespace, Lab], int]] = {
    "questions": _questions,
    "measure": _measure,
    "trial": _trial,
    "geometry": _geometry,
    "map": _map,
    "report": _report,
    "tune": _tune,
    "fast": _fast,
}
