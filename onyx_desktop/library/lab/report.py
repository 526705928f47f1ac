"""Sentences, tables and plots of the lab → one HTML page that stands by itself: to read, to print, to pass on.

Nothing in it is fetched from anywhere and nothing in it runs. It holds figures and names of models; texts of documents
are in it only where a section was given some. The words are the caller's, who knows the language of the reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from onyx_desktop import paths
from onyx_desktop.errors import NotWritten

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_STYLE = """
body { font: 11pt/1.45 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1b1e25; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { text-align: right; padding: 0.2rem 0.5rem; border-bottom: 1px solid #dfe2e9; }
th:first-child, td:first-child { text-align: left; }
.lead { font-size: 1.1rem; } .muted { color: #5a6170; }
@media print { body { margin: 0; max-width: none; } section { break-inside: avoid-page; } }
@media (prefers-color-scheme: dark) { @media screen { body { background: #16181d; color: #e8eaf0; }
  th, td { border-color: #2e333d; } .muted { color: #a7aebd; } } }
"""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading. table: its first row is the head. plot: SVG of `measure.plots`."""

    heading: str
    sentences: tuple[str, ...] = ()
    plot: str = ""
    table: tuple[tuple[str, ...], ...] = ()


def page(title: str, lead: str, sections: Sequence[Section], foot: str = "") -> str:
    """The page as HTML."""
    body = "".join(map(_section, sections))
    return (
        f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f'<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1><p class="lead">{escape(lead)}</p>{body}'
        f'<p class="muted">{escape(foot)}</p></body></html>\n'
    )


def write(html: str, path: Path) -> None:
    """Put the page into a file that others may read. Raises `NotWritten`."""
    try:
        path.write_text(html, encoding="utf-8")
        paths.let_read(path)
    except OSError as error:
        raise NotWritten(path, error.strerror or type(error).__name__) from error


def _section(section: Section) -> str:
    paragraphs = "".join(f"<p>{escape(each)}</p>" for each in section.sentences if each)
    return f"<section><h2>{escape(section.heading)}</h2>{paragraphs}{section.plot}{_table(section.table)}</section>"


def _table(rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{escape(each)}</th>" for each in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{escape(each)}</td>" for each in row) + "</tr>" for row in rows[1:])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
