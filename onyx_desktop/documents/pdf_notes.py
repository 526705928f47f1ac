"""What people typed on a page of a PDF: the values of a form's fields, and comments.

Neither is part of the page's text for PDFium, though both are seen on it or open at a press. Links, the windows in
which comments open, and boxes that are ticked or not say nothing of their own.
"""

from __future__ import annotations

import ctypes
from itertools import islice
from typing import TYPE_CHECKING

from pypdfium2 import raw

from onyx_desktop.documents.parts import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

_MOST = 2_000  # on one page
_LONGEST_BYTES = 1 << 17
_VALUE, _CONTENTS = b"V", b"Contents"
_SILENT = frozenset((raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP))


def lacking(pdf: pypdfium2.PdfDocument, index: int, text: str) -> list[str]:
    """The values and comments of a page, each once, that its text lacks. Raises PdfiumError."""
    page = pdf[index]
    try:
        told = dict.fromkeys(words for words in _told(page) if any(map(str.isalnum, words)))
    finally:
        page.close()
    if not told:
        return []
    bare = _bare(text)
    return [words for words in told if _bare(words) not in bare]


def _told(page: pypdfium2.PdfPage) -> Iterator[str]:
    for number in islice(range(raw.FPDFPage_GetAnnotCount(page)), _MOST):
        note = raw.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        kind = raw.FPDFAnnot_GetSubtype(note)
        if kind not in _SILENT:
            yield clean(_string(note, _VALUE if kind == raw.FPDF_ANNOT_WIDGET else _CONTENTS)).strip()
        raw.FPDFPage_CloseAnnot(note)


def _string(note: raw.FPDF_ANNOTATION, key: bytes) -> str:
    """A string of an annotation; "" where there is none, or one as long as a book."""
    if raw.FPDFAnnot_GetValueType(note, key) != raw.FPDF_OBJECT_STRING:
        return ""
    count = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    if not 2 < count <= _LONGEST_BYTES:
        return ""
    held = ctypes.create_string_buffer(count)
    raw.FPDFAnnot_GetStringValue(note, key, ctypes.cast(held, ctypes.POINTER(raw.FPDF_WCHAR)), count)
    return held.raw[: count - 2].decode("utf-16-le", "replace")


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))
