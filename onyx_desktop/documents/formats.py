"""What Onyx reads: each format with its suffixes, who reads it, and what a place in it is called. The one list of it.

`onyx formats`, the README and the readers themselves are made from it. Light, because the parent asks it what is
supported; an unknown suffix is not opened at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import PurePath

    from onyx_desktop.documents.source import Source

_KREUZBERG = "kreuzberg"
_OURS = "Onyx"


@dataclass(frozen=True, slots=True)
class Format:
    """kind, markup: which reader takes it, and how headings are marked. by: who reads it. places: what a hit says."""

    name: str
    kind: str
    suffixes: tuple[str, ...]
    by: str = _OURS
    places: str = ""
    markup: str = ""


def _of(name: str, kind: str, suffixes: str, by: str = _OURS, **more: str) -> Format:
    return Format(name, kind, tuple(f".{suffix}" for suffix in suffixes.split()), by, **more)


FORMATS: tuple[Format, ...] = (
    _of("PDF", "pdf", "pdf", "PDFium, then pypdf", places="page"),
    _of("Word", "office", "docx docm dotx doc", _KREUZBERG),
    _of("OpenDocument text", "office", "odt ott", _KREUZBERG),
    _of("Rich Text", "office", "rtf", _KREUZBERG),
    _of("PowerPoint", "office", "pptx pptm ppsx", _KREUZBERG, places="slide"),
    _of("PowerPoint 97–2003", "office", "ppt", _KREUZBERG),
    _of("OpenDocument presentation", "office", "odp otp", places="slide"),
    _of("Excel", "office", "xlsx xlsm xltx", _KREUZBERG, places="sheet and row"),
    _of("Excel 97–2003", "office", "xls", _KREUZBERG, places="sheet"),
    _of("OpenDocument spreadsheet", "office", "ods ots", places="sheet and row"),
    _of("Pictures with text", "picture", "png jpg jpeg tif tiff bmp webp", "text recognition", places="page"),
    _of("Books", "office", "epub fb2", _KREUZBERG),
    _of("Mail", "mail", "eml", "Python's email", places="attachment"),
    _of("Mailboxes", "mbox", "mbox", "Python's email", places="message, attachment"),
    _of("Outlook mail", "outlook", "msg", "kreuzberg, attachments olefile", places="attachment"),
    _of("Zip archives", "zip", "zip", "Python's zipfile", places="file inside"),
    _of("Tar archives", "tar", "tar tgz tbz2 txz tar.gz tar.bz2 tar.xz", "Python's tarfile", places="file inside"),
    _of("Web pages", "html", "html htm xhtml xht", "selectolax"),
    _of("XML: JATS, DocBook, TEI and others", "xml", "xml nxml jats dbk tei opml rss atom svg", "Python's expat"),
    _of("LaTeX", "latex", "tex latex ltx"),
    _of("Jupyter notebooks", "notebook", "ipynb"),
    _of("Subtitles", "subtitles", "srt vtt sub"),
    _of("Markdown", "text", "md markdown mkd mdown mdx qmd rmd", markup="markdown"),
    _of("reStructuredText", "text", "rst rest", markup="rest"),
    _of("Org", "text", "org", markup="org"),
    _of("AsciiDoc", "text", "adoc asciidoc", markup="asciidoc"),
    _of(
        "Plain text and notes", "text", "txt text log nfo diff patch textile wiki po pot bib ris", "charset-normalizer"
    ),
    _of("Tables and data", "text", "csv tsv tab json jsonl ndjson geojson yaml yml toml ini cfg conf properties env"),
    _of(
        "Source code",
        "text",
        "py pyi pyw js mjs cjs ts tsx jsx java kt kts scala groovy gradle c h cc cpp cxx hh hpp hxx m mm cs fs go rs "
        "swift rb php pl pm lua r jl hs ml clj ex exs erl el lisp scm dart zig nim sql sh bash zsh fish ps1 bat cmd "
        "css scss sass less vue svelte tf cmake mk proto graphql asm s f f90 pas d v vhd tcl awk sed qml xsd xsl",
    ),
)

BARE_NAMES = frozenset(
    {
        *("readme", "license", "licence", "copying", "authors", "contributors", "changelog", "changes", "news", "todo"),
        *("install", "notice", "makefile", "dockerfile", "vagrantfile", "jenkinsfile", "gemfile", "rakefile"),
    }
)
"""Names without a suffix that are read as text."""

KINDS: Mapping[str, tuple[str, str]] = {
    suffix: (each.kind, each.markup) for each in FORMATS for suffix in each.suffixes
}
"""Suffix → which reader, and how headings are marked."""

_TWOFOLD = tuple(suffix for suffix in KINDS if suffix.count(".") > 1)


def supported(path: PurePath) -> bool:
    """Whether the name promises something Onyx reads."""
    return kind_of(path) is not None


def plain(path: PurePath) -> bool:
    """Whether the name promises a text that is read as it stands."""
    named = kind_of(path)
    return named is not None and named[0] == "text"


def kind_of(path: Source | PurePath) -> tuple[str, str] | None:
    """The reader and the marks of headings that a name promises."""
    if not path.suffix:
        return ("text", "") if path.name.lower() in BARE_NAMES else None
    name = path.name.lower()
    twofold = next((suffix for suffix in _TWOFOLD if name.endswith(suffix)), "")
    return KINDS.get(twofold or path.suffix.lower())
