"""What PDFium lacks of a PDF, by pypdf: a second opinion on damaged files, and the title that only XMP tells.

Only importer of pypdf. It is twenty times slower than PDFium and in pure Python, so it is asked last, and held short:
its limits are set, nothing found on PATH is run, its warnings stay inside, and layout mode is never used (it has been
the way in for attacks again and again).
"""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from onyx_desktop.documents.parts import clean, one_line
from onyx_desktop.documents.text import stem
from onyx_desktop.documents.titles import plausible
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Page, Reason

if TYPE_CHECKING:
    from onyx_desktop.documents.source import Source

_MOST_PAGES = 5_000
_PAGE_CHARACTERS = 1_000_000
# whatever a broken file makes of pypdf's assumptions
_BROKEN = (
    *(PyPdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError, AssertionError),
)


def read(path: Source) -> Document:
    """Read the text of a PDF that PDFium could not. Raises `Unreadable` (PASSWORD, NO_TEXT, DAMAGED)."""
    _hold_short()
    try:
        reader = _open(path)
        texts = [_text(page) for page in reader.pages[:_MOST_PAGES]]
        title, author = _own_words(reader)
    except (FileNotDecryptedError, DependencyError):
        raise Unreadable(Reason.PASSWORD, "") from None
    except _BROKEN as error:
        raise Unreadable(Reason.DAMAGED, type(error).__name__) from None
    if not texts:
        raise Unreadable(Reason.DAMAGED, "no pages")
    if not any(letter.isalnum() for text in texts for letter in text):
        raise Unreadable(Reason.NO_TEXT, f"{len(texts)} pages")
    pages, offset = [], 0
    for number, text in enumerate(texts, 1):
        pages.append(Page(number, text, offset=offset))
        offset += len(text)
    if not plausible(title, path.stem):
        title = stem(path)
    return Document(title, tuple(pages), paged=True, author=author, reader="pypdf")


def title_and_author(path: Source) -> tuple[str, str]:
    """Title and author as the XMP metadata have them, each "" if unknown."""
    _hold_short()
    try:
        return _own_words(_open(path))
    except (*_BROKEN, DependencyError):
        return "", ""


def _hold_short() -> None:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    pypdf.overwrite_configuration(disable_legacy_handling=True, jbig2dec_binary=None)


def _open(path: Source) -> pypdf.PdfReader:
    reader = pypdf.PdfReader(io.BytesIO(path.read_bytes()), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise FileNotDecryptedError("password")
    return reader


def _text(page: pypdf.PageObject) -> str:
    try:
        return clean(page.extract_text(extraction_mode="plain"))[:_PAGE_CHARACTERS]
    except _BROKEN:
        return ""


def _own_words(reader: pypdf.PdfReader) -> tuple[str, str]:
    try:
        own, xmp = reader.metadata, reader.xmp_metadata
        titles = [str(own.title or "") if own else "", *((xmp.dc_title or {}).values() if xmp else [])]
        authors = [str(own.author or "") if own else "", *((xmp.dc_creator or []) if xmp else [])]
    except _BROKEN:
        return "", ""
    return next(filter(None, map(one_line, titles)), ""), next(filter(None, map(one_line, authors)), "")
