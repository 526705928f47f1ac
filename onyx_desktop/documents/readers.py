"""A file → its reader: by its name, unless its first bytes say otherwise.

The table is the list of what Onyx reads. An unknown suffix is not opened at all. The readers are imported when the
first file needs them, in the child process; this module is light, because the parent asks it what is supported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from onyx_desktop.domain import Document

_MARKUPS = {
    "markdown": "md markdown mkd mdown mdx qmd rmd",
    "rest": "rst rest",
    "latex": "tex latex ltx",
    "org": "org",
    "asciidoc": "adoc asciidoc",
    "": (
        "txt text log csv tsv tab json jsonl ndjson geojson xml xsd xsl svg rss atom opml ini cfg conf toml yaml yml "
        "properties env srt vtt sub bib ris nfo diff patch textile wiki po pot "
        "py pyi pyw ipynb js mjs cjs ts tsx jsx java kt kts scala groovy gradle c h cc cpp cxx hh hpp hxx m mm cs fs "
        "go rs swift rb php pl pm lua r jl hs ml clj ex exs erl el lisp scm dart zig nim sql sh bash zsh fish ps1 bat "
        "cmd css scss sass less vue svelte tf cmake mk proto graphql asm s f f90 pas d v vhd tcl awk sed qml"
    ),
}
_OTHERS = {
    "pdf": "pdf",
    "html": "html htm xhtml xht",
    "mail": "eml",
    "mbox": "mbox",
    "office": "docx docm dotx doc odt ott rtf epub pptx pptm ppsx ppt xlsx xlsm xls ods msg fb2",
}
_NAMES = frozenset(
    {
        *("readme", "license", "licence", "copying", "authors", "contributors", "changelog", "changes", "news", "todo"),
        *("install", "notice", "makefile", "dockerfile", "vagrantfile", "jenkinsfile", "gemfile", "rakefile"),
    }
)

KINDS: Mapping[str, tuple[str, str]] = {
    **{f".{suffix}": ("text", markup) for markup, suffixes in _MARKUPS.items() for suffix in suffixes.split()},
    **{f".{suffix}": (kind, "") for kind, suffixes in _OTHERS.items() for suffix in suffixes.split()},
}

_HEAD_BYTES = 4096
_PDF_MARK = b"%PDF-"
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MARK = b"PK\x03\x04"
_RTF_MARK = b"{\\rtf"
_FOREIGN_MARKS = (
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF", b"OggS", b"ID3", b"fLaC"),
    *(b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x7fELF", b"MZ\x90", b"\xca\xfe\xba\xbe"),
    *(b"SQLite format 3", b"\0asm"),
)


VERSION = "1"
"""Raise it when files that were refused may now be readable; they are then tried again."""


def supported(path: Path) -> bool:
    """Whether the name promises something Onyx reads."""
    return _kind(path) is not None


def read(path: Path, again: bool = False) -> Document:
    """Read a file with the reader its name or content asks for; `again`: with the second one, if there is any.

    Raises `Unreadable`, and OSError for what the file system refuses.
    """
    named = _kind(path)
    if named is None:
        raise Unreadable(Reason.UNSUPPORTED, path.suffix.lower())
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if not head:
        raise Unreadable(Reason.EMPTY, "no bytes")
    kind, markup = _detected(head, named)
    if again and kind != "pdf":
        raise Unreadable(Reason.CRASHED, "no second reader")
    return _read(path, kind, markup, again)


def _kind(path: Path) -> tuple[str, str] | None:
    if not path.suffix:
        return ("text", "") if path.name.lower() in _NAMES else None
    return KINDS.get(path.suffix.lower())


def _detected(head: bytes, named: tuple[str, str]) -> tuple[str, str]:
    """Ask the first bytes, and keep to the name where they say nothing."""
    kind, _ = named
    if _PDF_MARK in head[:1024] and kind not in {"mail", "mbox"}:
        return ("pdf", "")
    if head.startswith((_OLE_MARK, _ZIP_MARK, _RTF_MARK)) and kind not in {"office", "mail", "mbox"}:
        return ("office", "")
    if kind in {"text", "html", "mail", "mbox"} and head.startswith(_FOREIGN_MARKS) and b"\0" in head:
        raise Unreadable(Reason.UNSUPPORTED, f"not what its name {named[0]} says")
    return named


def _read(path: Path, kind: str, markup: str, again: bool) -> Document:
    """Hand the file to its reader, imported now, because each brings a library."""
    if kind == "pdf":
        from onyx_desktop.documents import pdf, pdf_facts

        return pdf_facts.read(path) if again else pdf.read(path)
    if kind == "office":
        from onyx_desktop.documents import office

        return office.read(path)
    if kind == "html":
        from onyx_desktop.documents import html

        return html.read(path)
    if kind in {"mail", "mbox"}:
        from onyx_desktop.documents import mail

        return mail.read(path) if kind == "mail" else mail.read_box(path)
    from onyx_desktop.documents import text

    return text.read(path, markup)
