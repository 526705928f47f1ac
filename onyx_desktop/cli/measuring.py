"""`onyx evaluate`: the search on a judged collection, as JSON or as tables."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from onyx_desktop import paths, settings
from onyx_desktop.cli.output import show
from onyx_desktop.cli.progress import watch
from onyx_desktop.domain import Depth, Way

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from onyx_desktop.library.evaluate import Measured

_LOOK = frozenset({"dimensions", "precision", "distance"})
_CHANGES = {"model", "quality", "fusion"} | _LOOK


def evaluate(arguments: argparse.Namespace) -> int:
    """Measure, and print the figures."""
    from onyx_desktop.library.evaluate import Trial
    from onyx_desktop.library.evaluate import evaluate as measure

    home = paths.home(arguments.data_dir)
    changes = {name: getattr(arguments, name) for name in _CHANGES if getattr(arguments, name) is not None}
    way = Way(arguments.mode)
    trial = Trial(
        collection=arguments.collection,
        files=arguments.files,
        way=way,
        limit_queries=arguments.limit_queries,
        stages=arguments.stages,
        work=arguments.work,
        depth=Depth.STATIC if arguments.depth == "static" else Depth.FULL,
        figures_of_look=way is not Way.WORDS and bool(changes.keys() & _LOOK),
    )
    chosen = dataclasses.replace(settings.load(home.settings_file), **changes)
    measured = watch(measure(trial, chosen, home.models))
    return show(arguments, _document(measured), _lines(measured))


def _document(measured: Measured) -> dict[str, Any]:
    document: dict[str, Any] = {**measured.figures, "timings": dict(measured.steps)}
    if measured.stages:
        document["stages"] = {way.value: dict(figures) for way, figures in measured.stages.items()}
    return document


def _lines(measured: Measured) -> list[str]:
    lines = [f"{name:>15}  {value}" for name, value in measured.figures.items()]
    if measured.stages:
        lines += ["", *_table({way.value: figures for way, figures in measured.stages.items()})]
    legend = "milliseconds of each step of a search, for half of the questions and for all but one in twenty at most:"
    return [*lines, "", legend, *_table(measured.steps)]


def _table(rows: Mapping[str, Mapping[str, float]]) -> list[str]:
    """One line a row, under the names of the columns."""
    columns = list(dict.fromkeys(name for row in rows.values() for name in row))
    lines = [" " * 10 + "".join(f"{name:>12}" for name in columns)]
    for name, row in rows.items():
        lines.append(f"{name:<10}" + "".join(f"{row.get(column, ''):>12}" for column in columns))
    return lines
