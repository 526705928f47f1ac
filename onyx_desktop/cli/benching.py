"""`onyx bench`: this computer's figures, as JSON or as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop import paths
from onyx_desktop.cli import wording
from onyx_desktop.cli.opening import open_library
from onyx_desktop.cli.output import show
from onyx_desktop.cli.progress import watch

if TYPE_CHECKING:
    import argparse

    from onyx_desktop.library.bench import Bench


def bench(arguments: argparse.Namespace) -> int:
    """Measure, and print the figures."""
    from onyx_desktop.library import bench as benching

    with open_library(arguments) as library:
        measured = watch(benching.bench(library, paths.home(arguments.data_dir)))
    document = {
        "on": "samples" if measured.samples else "library",
        "passages": measured.passages,
        "threads": measured.threads,
        "passages_a_minute": {name: round(each) for name, each in measured.models.items()},
        "first_search_s": round(measured.first_search_s, 2),
        "search_ms": {
            mode.value: {"p50": round(half, 1), "p95": round(most, 1)}
            for mode, (half, most) in measured.searches.items()
        },
        "bytes_a_passage": {part: round(each) for part, each in measured.disk.items()},
    }
    return show(arguments, document, _lines(measured))


def _lines(measured: Bench) -> list[str]:
    on = "the sample documents" if measured.samples else "this library"
    threads = f"{measured.threads} thread" + ("s" if measured.threads > 1 else "")
    lines = [f"Measured on {on}: {measured.passages:,} passages.", "", f"passages a minute, on {threads}:"]
    lines += [f"  {name:<44} {each:>10,.0f}" for name, each in measured.models.items()]
    lines += ["", f"a search, in milliseconds (the first one: {measured.first_search_s:.1f} s):"]
    lines += [f"  {'':<10} {'half of them':>14} {'all but 1 in 20':>17}"]
    lines += [f"  {mode.value:<10} {half:>14.1f} {most:>17.1f}" for mode, (half, most) in measured.searches.items()]
    lines += ["", "disk a passage:"]
    lines += [f"  {part:<10} {wording.size(round(each)):>14}" for part, each in measured.disk.items()]
    return lines
