"""Results → a file for a table, a program, a note or a printer: CSV, JSON, Markdown, HTML, by the ending of its name.

Each says at its head what was asked, by which model and when, because a list of passages without its question is worth
little. Text is escaped for its format: no passage can become markup, and none a formula, since a spreadsheet runs a
cell that begins with "=" as soon as it is opened. Refuses other endings (`FormatUnknown`) and a place that can't be
written (`NotWritten`); an older file of the name is replaced whole or not at all.
"""

from __future__ import annotations

import csv
import datetime
import html
import io
import json
import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from onyx_desktop import paths
from onyx_desktop.domain import says_what_it_is
from onyx_desktop.errors import FormatUnknown, NotWritten
from onyx_desktop.ranking.query import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from onyx_desktop.domain import Answer, Hit, Mode
    from onyx_desktop.library.status import Status

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#+\-!|~$&])")
_PARAGRAPH = re.compile(r"\n\s*\n")
_LISTED = re.compile(r"^(\d+)([.)])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_COLUMNS = (
    "number", "file", "page", "title", "heading", "passage", "match", "cosine", "score", "changed", "size_bytes",
    "path",
)  # fmt: skip
_STYLE = """
body { font-family: sans-serif; font-size: 10pt; line-height: 1.3; color: #1b1e25; max-width: 46em; margin: 2em auto; }
h1 span { font-size: 14pt; } h2 { margin-bottom: 2pt; } h2 span { font-size: 11pt; }
.facts, .place { color: #5a6170; font-size: 9pt; }
.passage { margin: 4pt 0 14pt 0; padding-left: 10pt; border-left: 3px solid #2457c5; white-space: pre-wrap; }
@media print { h2 { page-break-after: avoid; } .passage { page-break-inside: avoid; } body { margin: 0; } }
"""


def _same(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Found:
    """What is exported. like: what the results shall be like, in words. say: a sentence in the reader's language."""

    query: str
    mode: Mode
    hits: tuple[Hit, ...]
    model: str
    dimensions: int
    precision: str
    files: int
    searched: int
    like: tuple[str, ...] = ()
    made: datetime.datetime = field(default_factory=lambda: datetime.datetime.now().astimezone())
    say: Callable[[str], str] = _same

    @property
    def filters(self) -> tuple[str, ...]:
        """The parts of the question that only narrow it, as typed."""
        return tuple(part.text for part in parse(self.query).chips if part.understood)


def found(answer: Answer, status: Status, hits: tuple[Hit, ...] | None = None, like: tuple[str, ...] = ()) -> Found:
    """An answer, or some of its hits, as something to export."""
    chosen = answer.hits if hits is None else hits
    coverage = answer.coverage
    return Found(
        answer.query, answer.mode, chosen, status.answering, status.dimensions, status.precision,
        coverage.files, coverage.searched, like,
    )  # fmt: skip


def write(results: Found, path: Path) -> None:
    """Write a file in the format of its ending. Raises `FormatUnknown`, `NotWritten`."""
    put(path, text_of(results, path).encode("utf-8", "replace"))


def text_of(results: Found, path: Path) -> str:
    """What the file of this name would hold. Raises `FormatUnknown`."""
    make = FORMATS.get(path.suffix.lower())
    if make is None:
        raise FormatUnknown(path, ", ".join(FORMATS))
    return make(results)


def put(path: Path, content: bytes) -> None:
    """Replace a file, whole or not at all. Raises `NotWritten`."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_bytes(content)
        paths.let_read(draft)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise NotWritten(path, error.strerror or type(error).__name__) from error


def as_csv(results: Found) -> str:
    """A table; the question stands in lines of their own above it, each in one cell."""
    stream = io.StringIO()
    stream.write("\ufeff")  # without it, spreadsheets take UTF-8 for something else
    table = csv.writer(stream)
    table.writerows([f"# {name}: {value}"] for name, value in _facts(results))
    table.writerow(_COLUMNS)
    for number, hit in enumerate(results.hits, 1):
        row = _row(number, hit)
        table.writerow([_defused(row[name]) for name in _COLUMNS])
    return stream.getvalue()


def as_json(results: Found) -> str:
    """One document: what was asked, and the hits."""
    document = {
        "query": results.query, "filters": results.filters, "mode": results.mode.value, "like": results.like,
        "model": results.model, "dimensions": results.dimensions, "precision": results.precision,
        "files": results.files, "searched": results.searched, "made": results.made.isoformat(timespec="seconds"),
        "hits": [
            _row(number, hit) | {"start": hit.start, "end": hit.end, "snippet": hit.snippet}
            for number, hit in enumerate(results.hits, 1)
        ],
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=2).encode("utf-8", "replace").decode() + "\n"


def as_markdown(results: Found) -> str:
    """A note: a heading for each file and page, the passage as a quotation."""
    lines = [f"# {_plain(_title(results))}", ""]
    lines += [f"- {name}: {_plain(value)}" for name, value in _facts(results)]
    for number, hit in enumerate(results.hits, 1):
        row = _row(number, hit)
        lines += ["", f"## {number}. {_plain(row['title'])}{_plain(_page(results, hit))}", "", _plain(_place(row)), ""]
        lines += [f"> {_plain(line)}".rstrip() for line in hit.text.splitlines()]
    return "\n".join(lines) + "\n"


def as_html(results: Found) -> str:
    """A report to print: nothing in it is fetched from anywhere."""
    body = [f"<h1><span>{_escaped(_title(results))}</span></h1>", '<p class="facts">']
    body += ["<br>\n".join(f"{_escaped(name)}: {_escaped(value)}" for name, value in _facts(results)), "</p>"]
    for number, hit in enumerate(results.hits, 1):
        row = _row(number, hit)
        body += [
            f"<h2><span>{number}. <bdi>{_escaped(row['title'])}</bdi>{_escaped(_page(results, hit))}</span></h2>",
            f'<div class="place"><bdi>{_escaped(_place(row))}</bdi></div>',
            f'<div class="passage" dir="auto">{_escaped(_flowing(hit.text))}</div>',
        ]
    head = f'<meta charset="utf-8"><title>{_escaped(_title(results))}</title><style>{_STYLE}</style>'
    return f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>\n" + "\n".join(body) + "\n</body></html>\n"


FORMATS: dict[str, Callable[[Found], str]] = {
    ".csv": as_csv, ".json": as_json, ".md": as_markdown, ".html": as_html, ".htm": as_html,
}  # fmt: skip


def _facts(results: Found) -> Iterator[tuple[str, str]]:
    say = results.say
    yield say("Question"), results.query or "–"
    if results.filters:
        yield say("Filters"), " ".join(results.filters)
    for each in results.like:
        yield say("Like"), each
    yield (
        say("Way of searching"),
        {"auto": say("Best of both"), "meaning": say("By meaning")}.get(results.mode.value, say("Exact words")),
    )
    yield say("Model"), f"{results.model}, {results.dimensions}, {results.precision}"
    yield say("Searched"), say("{0} of {1} files").format(results.searched, results.files)
    yield say("Made"), results.made.strftime("%Y-%m-%d %H:%M")


def _title(results: Found) -> str:
    return results.say("Passages found for “{0}”").format(results.query) if results.query else results.say("Passages")


def _row(number: int, hit: Hit) -> dict[str, Any]:
    changed = datetime.datetime.fromtimestamp(hit.mtime_ns / 1e9).date().isoformat()
    return {
        "number": number, "file": _text(hit.path.name), "page": hit.page_label or hit.page, "title": hit.title,
        "heading": hit.heading, "passage": hit.text, "match": hit.strength.value,
        "cosine": None if hit.cosine is None else round(hit.cosine, 4), "score": round(hit.score, 4),
        "changed": changed, "size_bytes": hit.size_bytes, "path": _text(hit.path),
    }  # fmt: skip


def _page(results: Found, hit: Hit) -> str:
    if hit.page is None or says_what_it_is(hit.page_label):
        return "" if hit.page is None else f", {hit.page_label}"
    return ", " + results.say("p. {0}").format(hit.page_label or hit.page)


def _place(row: dict[str, Any]) -> str:
    cosine = "" if row["cosine"] is None else f" · {row['cosine']:.2f}"
    return f"{row['path']} · {row['changed']}{cosine}"


def _flowing(text: str) -> str:
    """Paragraphs without the line ends of the page they stood on."""
    return "\n\n".join(" ".join(part.split()) for part in _PARAGRAPH.split(text))


def _text(path: object) -> str:
    """A path as UTF-8 can carry it: undecodable bytes become �."""
    return os.fsencode(str(path)).decode("utf-8", "replace")


def _defused(value: object) -> object:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(_RISKY):
        return f"'{value}"
    return value


def _plain(text: object) -> str:
    line = _MARKDOWN.sub(r"\\\1", _CONTROL.sub("", " ".join(str(text).split())))
    return _LISTED.sub(r"\1\\\2", line)


def _escaped(text: object) -> str:
    return html.escape(_CONTROL.sub("", str(text)))
