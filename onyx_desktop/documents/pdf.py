"""PDF → pages of text, by PDFium: the engine that also draws the preview, so that a place in the text can be shown.

The text stays as PDFium gives it, except for what the preview's mapping tolerates: line ends, words that were broken at
a line end, ligatures, control signs. Pages without a letter that show something are marked as pictures, and so are
those that a picture covers but for a stamp (`pdf_scans`). What was typed into forms and notes (`pdf_notes`) follows the
text of its page, where the mapping does not see it. Refuses scans (no text on any page), wrong passwords (the
empty one is tried) and what neither PDFium nor pypdf can open.
"""

from __future__ import annotations

import ctypes
import re
import statistics
import unicodedata
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

from onyx_desktop.documents import pdf_facts, pdf_notes, pdf_scans
from onyx_desktop.documents.parts import DOCUMENT_CHARACTERS, clean, one_line
from onyx_desktop.documents.text import stem
from onyx_desktop.documents.titles import plausible
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Heading, Page, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onyx_desktop.documents.source import Source

PAGE_CHARACTERS = 1_000_000
_OUTLINE_ENTRIES = 5_000
_BROKEN_WORD = re.compile("[\x02\ufffe][\r\n]*(?=(.?))", re.S)
_NUMBERED = r"^[ \t]*(?:(?-i:[A-Z]|\d+)(?:\.\d+)*\.?\s+)?"  # at the beginning of a line, with or without a number
_FORMS = ("'’‘ʼ`´", '"“”„«»', "‐‑‒–—−-")
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_TITLE_SIGNS = 1500  # where on the first page a title in large type is looked for
_LARGE = 1.15
_STAMP_LETTERS = 250  # so many letters and digits may be a stamp on a picture that covers the page
_NOTHING: Mapping[int, str] = MappingProxyType({})


def read(path: Source, recognised: Mapping[int, str] = _NOTHING) -> Document:
    """Read a PDF; where PDFium fails, pypdf is asked. Raises `Unreadable` (PASSWORD, NO_TEXT, DAMAGED).

    recognised: texts of pages that are pictures, by the pages' numbers.
    """
    data = path.read_bytes()
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        if _is_locked(data):
            raise Unreadable(Reason.PASSWORD, "") from None
        return pdf_facts.read(path)
    with pdf:
        try:
            pages = tuple(_pages(pdf, recognised))
        except pypdfium2.PdfiumError:
            pages = ()
        if not pages:
            return pdf_facts.read(path)
        if not any(letter.isalnum() for page in pages for letter in page.text):
            pictures = tuple(page.number for page in pages if page.scanned)
            raise Unreadable(Reason.NO_TEXT, f"{len(pages)} pages", pictures)
        return _document(path, pdf, pages)


def _is_locked(data: bytes) -> bool:
    """Whether a password or a certificate is what PDFium lacks; its error code may be that of an earlier file."""
    codes = []
    for content in (b"no PDF", data):
        try:
            pypdfium2.PdfDocument(content).close()
        except pypdfium2.PdfiumError as error:
            codes.append(error.err_code)
    return codes[-1:] in ([raw.FPDF_ERR_PASSWORD], [raw.FPDF_ERR_SECURITY])


def _pages(pdf: pypdfium2.PdfDocument, recognised: Mapping[int, str]) -> Iterator[Page]:
    """All pages, an unreadable one with no text; none if not one can be read."""
    offset, readable = 0, False
    for index in range(len(pdf)):
        scanned = False
        try:
            text = page_text(pdf, index)
            readable = True
            scanned = sum(map(str.isalnum, text)) <= _STAMP_LETTERS and pdf_scans.is_picture(pdf, index, text)
            text = recognised.get(index + 1, text) if scanned else text
            text = "\n\n".join(filter(None, (text, *pdf_notes.lacking(pdf, index, text))))
        except pypdfium2.PdfiumError:
            text = ""
        if index == len(pdf) - 1 and not readable:
            raise pypdfium2.PdfiumError("no page can be read")
        text = text[: min(PAGE_CHARACTERS, max(0, DOCUMENT_CHARACTERS - offset))]
        label = one_line(pdf.get_page_label(index))
        own = "" if label == str(index + 1) else label
        yield Page(index + 1, text, own, offset, scanned, scanned and index + 1 in recognised)
        offset += len(text)


def page_text(pdf: pypdfium2.PdfDocument, index: int) -> str:
    """The text of one page, washed. Raises PdfiumError."""
    page = pdf[index]
    try:
        text_page = page.get_textpage()
        try:
            return wash(text_page.get_text_range())
        finally:
            text_page.close()
    finally:
        page.close()


def wash(text: str) -> str:
    """Join words broken at a line end where PDFium marks it, spell out ligatures, and clean as every text."""
    return clean(_BROKEN_WORD.sub(_joint, text).translate(_LIGATURES))


def _joint(mark: re.Match[str]) -> str:
    """A capital or a digit behind the break speaks for a hyphen that belongs to the word."""
    return "" if mark[1].islower() or not mark[1].strip() else "-"


def _document(path: Source, pdf: pypdfium2.PdfDocument, pages: tuple[Page, ...]) -> Document:
    title = one_line(pdf.get_metadata_value("Title"))
    author = one_line(pdf.get_metadata_value("Author"))
    if not plausible(title, path.stem):
        title, author = pdf_facts.title_and_author(path) if not title else ("", author)
    if not plausible(title, path.stem):
        title = _large_type(pdf)
    if not plausible(title, path.stem):
        title = stem(path)
    headings = tuple(_outline(pdf, pages))
    return Document(title, pages, headings, paged=True, author=author, reader="pdfium")


def _outline(pdf: pypdfium2.PdfDocument, pages: tuple[Page, ...]) -> Iterator[Heading]:
    """The outline, each entry where its words stand: on its page, or on the next, because LaTeX is often early."""
    found: list[Heading] = []
    for entry in islice(pdf.get_toc(), _OUTLINE_ENTRIES):
        words = one_line(entry.get_title())
        destination = entry.get_dest()
        index = destination.get_index() if destination is not None else None
        if not words or index is None or not 0 <= index < len(pages):
            continue
        for page in pages[index : index + 2]:
            if (start := place(words, page.text)) is not None:
                found.append(Heading(page.number, start, words))
                break
        else:  # drawn, or worded otherwise: it begins where its page or the entry before it does
            above = found[-1].start if found and found[-1].page == index + 1 else 0
            found.append(Heading(index + 1, above, words))
    yield from sorted(found, key=lambda heading: (heading.page, heading.start))


def place(words: str, text: str) -> int | None:
    """Where a heading stands in the text of its page, whatever its white space, quotes and dashes; None if nowhere."""
    pattern = r"\s*".join(_any_form(letter) for letter in "".join(words.split()))
    found = re.search(_NUMBERED + pattern, text, re.I | re.M) or re.search(pattern, text)
    return found.start() if found else None


def _any_form(letter: str) -> str:
    return next((f"[{forms}]" for forms in _FORMS if letter in forms), re.escape(letter))


def _large_type(pdf: pypdfium2.PdfDocument) -> str:
    """The words in the largest type near the top of the first page, if they stand out, or ""."""
    try:
        page = pdf[0]
    except pypdfium2.PdfiumError:
        return ""
    try:
        text_page = page.get_textpage()
        count = min(text_page.count_chars(), _TITLE_SIGNS)
        signs = [chr(raw.FPDFText_GetUnicode(text_page, index)) for index in range(count)]
        sizes = [_size(text_page, index) for index in range(count)]
        text_page.close()
    except (pypdfium2.PdfiumError, ValueError):
        return ""
    finally:
        page.close()
    inked = [size for sign, size in zip(signs, sizes, strict=True) if sign.isalnum()]
    if not inked or max(inked) < _LARGE * statistics.median(inked):
        return ""
    largest = max(inked)
    first = next(index for index, sign in enumerate(signs) if sign.isalnum() and sizes[index] == largest)
    last = first
    for index in range(first, count):
        if signs[index].isspace() or sizes[index] >= 0.9 * largest:
            last = index + 1
        else:
            break
    return one_line(wash("".join(signs[first:last])))


def _size(text_page: pypdfium2.PdfTextPage, index: int) -> float:
    """The size of a sign as seen, in points: many producers set size 1 and let the matrix enlarge it."""
    size, matrix = float(raw.FPDFText_GetFontSize(text_page, index)), raw.FS_MATRIX()
    if raw.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix)):
        size *= float((matrix.b**2 + matrix.d**2) ** 0.5)
    return round(size, 1)
