"""What each command does: builds the library, asks it, prints for people or as JSON."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from onyx_desktop.cli import wording
from onyx_desktop.cli.benching import bench
from onyx_desktop.cli.explaining import explain
from onyx_desktop.cli.lab import lab
from onyx_desktop.cli.measuring import evaluate
from onyx_desktop.cli.models import change_model, models
from onyx_desktop.cli.moving import pack, unpack
from onyx_desktop.cli.opening import open_library
from onyx_desktop.cli.output import as_text, show
from onyx_desktop.cli.progress import watch
from onyx_desktop.cli.quoting import quote
from onyx_desktop.cli.seeds import like, within
from onyx_desktop.cli.server import server
from onyx_desktop.documents.formats import FORMATS
from onyx_desktop.domain import Depth, Hit, Mode, Reading

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from onyx_desktop.domain import Answer
    from onyx_desktop.library import Library

_DEPTHS = {"words": Depth.WORDS, "static": Depth.STATIC, "full": Depth.FULL}
_LISTED = 20
_COPIES = 3


def run(arguments: argparse.Namespace) -> int:
    """Run the chosen command."""
    return _COMMANDS[arguments.command](arguments)


def _index(arguments: argparse.Namespace) -> int:
    with open_library(arguments, write=True) as library:
        if arguments.model:
            change_model(arguments, library, model=arguments.model)
        done = watch(library.update(arguments.paths or None, _DEPTHS[arguments.depth]))
        _say_failures(library)
    document = {
        "files": done.files, "indexed": done.indexed, "unchanged": done.unchanged, "moved": done.moved,
        "removed": done.removed, "skipped": done.skipped, "chunks": done.chunks, "embedded": done.embedded,
        "reused": done.reused, "recognised": done.recognised,
        "seconds": round(done.seconds, 2), "depth": done.depth.name.lower(),
    }  # fmt: skip
    lines = [
        f"{done.files:,} files: {done.indexed:,} indexed, {done.unchanged:,} unchanged, {done.skipped:,} not readable"
        f" ({wording.duration(done.seconds)})"
    ]
    if done.removed or done.moved:
        lines.append(f"{done.moved:,} moved, {done.removed:,} gone")
    if done.recognised:
        lines.append(f"text recognised on {done.recognised:,} scanned pages")
    if done.skipped:
        lines.append("`onyx problems` lists what could not be read")
    return show(arguments, document, lines)


def _say_failures(library: Library) -> None:
    for error in library.failures():
        print(f"onyx: {wording.sentence(error)}; the search goes on without it", file=sys.stderr)


def _search(arguments: argparse.Namespace) -> int:
    with open_library(arguments) as library:
        seed = within(library, arguments.within)
        answer = library.search(" ".join(arguments.text), arguments.limit, Mode(arguments.mode), seed)
        _export(arguments, library, answer)
        _say_failures(library)
    return _answered(arguments, answer)


def _similar(arguments: argparse.Namespace) -> int:
    with open_library(arguments) as library:
        seed = like(library, arguments)
        answer = library.search(arguments.query, arguments.limit, Mode(arguments.mode), seed)
        _export(arguments, library, answer)
    return _answered(arguments, answer)


def _export(arguments: argparse.Namespace, library: Library, answer: Answer) -> None:
    if arguments.export is not None:
        from onyx_desktop.library import export

        like = (*getattr(arguments, "paths", ()), *arguments.text) if arguments.command == "similar" else ()
        export.write(export.found(answer, library.status(), like=tuple(map(str, like))), arguments.export)


def _answered(arguments: argparse.Namespace, answer: Answer) -> int:
    for key, value in answer.notices:
        print(f"onyx: {key}:{value} was not understood and is ignored", file=sys.stderr)
    document = {
        "query": answer.query,
        "coverage": {"files": answer.coverage.files, "searched": answer.coverage.searched},
        "ms": round(answer.ms, 1),
        "timings": {name: round(each, 1) for name, each in answer.timings.items()},
        "reading": answer.reading.value,
        "words_weight": None if answer.words_weight is None else round(answer.words_weight, 3),
        "weak_from": answer.weak_from,
        "hits": [_hit(hit) for hit in answer.hits],
    }
    lines: list[str] = []
    for number, hit in enumerate(answer.hits, 1):
        if answer.weak_from == number - 1:
            lines += [wording.NO_CLOSE_MATCH if number == 1 else wording.WEAK_BELOW, ""]
        lines += _hit_lines(number, hit)
    if not answer.hits:
        lines.append("Nothing found.")
    if answer.reading is Reading.SKIPPED:
        lines.append(f"The order is not refined: reading the best again would take about {answer.reading_s:.0f} s.")
    coverage = answer.coverage
    lines.append(f"Searched {coverage.searched:,} of {coverage.files:,} files in {answer.ms:.0f} ms.")
    return show(arguments, document, lines)


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "path": as_text(hit.path),
        "page": hit.page,
        "page_label": hit.page_label,
        "start": hit.start,
        "end": hit.end,
        "title": hit.title,
        "heading": hit.heading,
        "snippet": hit.snippet,
        "words": [[span.start, span.end] for span in hit.words],
        "score": round(hit.score, 4),
        "cosine": None if hit.cosine is None else round(hit.cosine, 4),
        "strength": hit.strength.value,
        "recognised": hit.recognised,
        "more": hit.more,
        "copies": [
            {"path": as_text(each.path), "page": each.page, "page_label": each.page_label, "near": each.near}
            for each in hit.copies
        ],
        "depth": hit.depth.name.lower(),
        "stages": {name: {"rank": each.rank, "score": round(each.score, 4)} for name, each in hit.stages.items()},
    }


def _hit_lines(number: int, hit: Hit) -> list[str]:
    page = f", {wording.page(hit.page, hit.page_label)}" if hit.page else ""
    page += f", {wording.RECOGNISED}" if hit.recognised else ""
    cosine = f"  {hit.cosine:.2f}" if hit.cosine is not None else ""
    more = [f"    {hit.more} more in this file"] if hit.more else []
    return [
        f"{number:>2}. {hit.title}{page}  [{wording.STRENGTHS[hit.strength]}{cosine}]",
        f"    {as_text(hit.path)}",
        *(f"    {'nearly the same' if each.near else 'copy'}: {as_text(each.path)}" for each in hit.copies[:_COPIES]),
        *([f"    and {len(hit.copies) - _COPIES} more copies"] if len(hit.copies) > _COPIES else []),
        f"    {hit.snippet}",
        *more,
        "",
    ]


def _status(arguments: argparse.Namespace) -> int:
    with open_library(arguments) as library:
        status = library.status()
    document = {
        "files": status.files, "searchable": status.searchable, "embedded": status.embedded, "skipped": status.skipped,
        "depths": {
            "names": status.files, "words": status.searchable, "static": status.skimmed, "full": status.embedded,
        },
        "documents": status.documents, "chunks": status.chunks, "model": status.model,
        "answering": status.answering, "dimensions": status.dimensions, "precision": status.precision,
        "data_folder": as_text(status.data_folder), "sizes": dict(status.sizes),
        "scans": {"waiting": status.scanned, "recognised": status.recognised, "engine": status.recogniser or None},
        "folders": [
            {"path": as_text(each.path), "files": each.files, "searchable": each.searchable, "skimmed": each.skimmed,
             "embedded": each.embedded,
             "skipped": each.skipped, "available": each.available} for each in status.folders
        ],
    }  # fmt: skip
    lines = [
        f"{as_text(each.path)}: {each.files:,} files, {each.searchable:,} searchable by words,"
        f" {each.skimmed:,} by meaning at first sight, {each.embedded:,} in full, {each.skipped:,} not readable"
        + ("" if each.available else " (not there at the moment)")
        for each in status.folders
    ] or ["No folders yet: `onyx index FOLDER` adds one."]
    sizes = ", ".join(f"{name} {wording.size(count)}" for name, count in status.sizes.items())
    lines.append(f"{status.documents:,} documents, {status.chunks:,} passages; model {status.answering}")
    if status.recognised:
        lines.append(f"Text was recognised on {status.recognised:,} scanned pages")
    if status.scanned:
        waiting = f"{status.scanned:,} scanned pages wait for text recognition"
        lines.append(f"{waiting} ({status.recogniser}; `onyx index` goes on)" if status.recogniser else waiting)
        lines += [] if status.recogniser else [wording.NO_ENGINE]
    if status.model != status.answering:
        lines.append(f"{status.model} is chosen; it answers when `onyx index` has made its vectors")
    lines.append(f"Index at {as_text(status.data_folder)}: {sizes}")
    return show(arguments, document, lines)


def _problems(arguments: argparse.Namespace) -> int:
    with open_library(arguments) as library:
        problems = library.problems()
    document = [
        {"path": as_text(each.file.path), "reason": each.reason.value, "detail": each.detail} for each in problems
    ]
    lines: list[str] = []
    for reason, count in Counter(each.reason for each in problems).most_common():
        lines.append(f"{count:,} × {wording.REASONS[reason]}")
        files = [each.file.path for each in problems if each.reason is reason]
        lines += [f"    {as_text(path)}" for path in files[:_LISTED]]
        if len(files) > _LISTED:
            lines.append(f"    and {len(files) - _LISTED:,} more (--json lists all)")
    return show(arguments, document, lines or ["Every file could be read."])


def _forget(arguments: argparse.Namespace) -> int:
    with open_library(arguments, write=True) as library:
        count = library.forget(arguments.paths)
        watch(library.tidy())
    return show(arguments, {"forgotten": count}, [f"{count:,} files forgotten; the files themselves are untouched"])


def _verify(arguments: argparse.Namespace) -> int:
    with open_library(arguments, write=True) as library:
        report = watch(library.verify(arguments.repair))
    findings = {finding.value: count for finding, count in report.findings}
    document = {
        "findings": findings, "repaired": report.repaired, "documents": report.documents, "chunks": report.chunks,
        "to_embed": report.to_embed,
    }  # fmt: skip
    if not findings:
        return show(arguments, document, [f"All is well: {report.documents:,} documents, {report.chunks:,} passages."])
    lines = [f"{name}: damaged" for name in findings]
    lines.append("Repaired." if report.repaired else "`onyx verify --repair` mends this without embedding again.")
    if report.repaired and report.to_embed:
        lines.append(f"{report.to_embed:,} documents are embedded at the next `onyx index`.")
    show(arguments, document, lines)
    return 0 if report.repaired else 1


def _formats(arguments: argparse.Namespace) -> int:
    document = [
        {"name": each.name, "suffixes": list(each.suffixes), "by": each.by, "places": each.places} for each in FORMATS
    ]
    lines = [f"{each.name} (read by {each.by}): {' '.join(each.suffixes)}" for each in FORMATS]
    return show(arguments, document, lines)


def _compact(arguments: argparse.Namespace) -> int:
    from onyx_desktop.library import storage

    with open_library(arguments, write=True) as library:
        done = watch(storage.compact(library))
    line = f"{wording.size(done.before_bytes)} before, {wording.size(done.after_bytes)} now"
    return show(arguments, {"before_bytes": done.before_bytes, "after_bytes": done.after_bytes}, [line])


def _mcp(arguments: argparse.Namespace) -> int:
    if importlib.util.find_spec("mcp") is None:
        print("onyx: this needs one more package: pip install 'onyx-desktop[mcp]'", file=sys.stderr)
        return 1
    from onyx_desktop.cli.serving import serve

    return serve(arguments)


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "index": _index,
    "quote": quote,
    "search": _search,
    "similar": _similar,
    "explain": explain,
    "status": _status,
    "problems": _problems,
    "forget": _forget,
    "verify": _verify,
    "compact": _compact,
    "pack": pack,
    "unpack": unpack,
    "formats": _formats,
    "bench": bench,
    "mcp": _mcp,
    "server": server,
    "models": models,
    "evaluate": evaluate,
    "lab": lab,
}
