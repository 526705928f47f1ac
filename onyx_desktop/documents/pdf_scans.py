"""Which pages of a PDF are pictures, such a page drawn for text recognition, and what is printed on it besides.

A scan often bears a stamp in real letters: the number of a case, the name of the scanning program. That is drawn
without its letters, so that nothing is read twice, and the letters are told with their places.
"""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Any

import pypdfium2
from pypdfium2 import raw

from onyx_desktop.documents.parts import clean
from onyx_desktop.documents.seen import Seen
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onyx_desktop.documents.source import Source
    from onyx_desktop.domain import ByteArray

_STAMPED = 0.6  # of the page: so much is a picture at least, where letters are a stamp
_DRAWN = 100  # so many lines and curves on a page without letters may be letters
_UNTOLD = 3  # signs that are no letters, on a page without letters: fonts may not tell what their signs mean
_DEEP = 3  # a picture may lie in a form in a form
_MOST_PX = 3600
_LINE, _WORD = re.compile(r"[^\r\n]*\w[^\r\n]*"), re.compile(r"\S+")


def is_picture(pdf: pypdfium2.PdfDocument, index: int, text: str) -> bool:
    """Whether a page may show letters that its text lacks: in a picture, drawn, or of a font that tells none.

    Raises PdfiumError.
    """
    page = pdf[index]
    try:
        if any(map(str.isalnum, text)):
            return _covered(page) >= _STAMPED
        if sum(not letter.isspace() for letter in _letters(page)) >= _UNTOLD:
            return True
        drawn = 0
        for each in page.get_objects(max_depth=_DEEP):
            drawn += each.type == raw.FPDF_PAGEOBJ_PATH
            if each.type == raw.FPDF_PAGEOBJ_IMAGE or drawn >= _DRAWN:
                return True
        return False
    finally:
        page.close()


def _covered(page: pypdfium2.PdfPage) -> float:
    """The share of a page that pictures cover; a scan may come in strips. Raises PdfiumError."""
    left, bottom, right, top = page.get_bbox()
    share, whole = 0.0, None
    for each in page.get_objects(max_depth=_DEEP):
        if each.level == 0:
            whole = each
        if each.type == raw.FPDF_PAGEOBJ_IMAGE and whole is not None:  # in a form, the form's own place counts
            x, y, end, head = whole.get_bounds()
            width, height = min(end, right) - max(x, left), min(head, top) - max(y, bottom)
            share += max(0.0, width) * max(0.0, height)
            whole = None
    return float(share / max(1.0, (right - left) * (top - bottom)))


def picture(path: Source, number: int, dpi: int) -> ByteArray:
    """A page, from 1, as (height, width, 3) uint8: blue, green, red. Raises `Unreadable` (PASSWORD, DAMAGED, VANISHED).

    Without what is printed on it in letters, which `stamp` gives. A page that would be larger than 3,600 px a side is
    drawn smaller.
    """
    try:
        with _page(path, number) as page:
            if any(map(str.isalnum, _letters(page))):
                for each in [*page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1)]:
                    page.remove_obj(each)
            scale = min(dpi / 72, _MOST_PX / max(1.0, *page.get_size()))
            drawn: Any = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False)
            pixels: ByteArray = drawn.to_numpy()[..., :3].copy()
            return pixels
    except pypdfium2.PdfiumError as error:
        raise Unreadable(Reason.DAMAGED, type(error).__name__) from None


def stamp(path: Source, number: int) -> list[list[Seen]]:
    """The lines of letters that are printed on a page, from 1, and where their words stand. Raises as `picture`."""
    lines: list[list[Seen]] = []
    try:
        with _page(path, number) as page:
            width, height = page.get_size()
            letters, text_page = _letters(page), page.get_textpage()
            for line in _LINE.finditer(letters):
                places = [
                    _place(text_page, line.start() + word.start(), len(word[0])) for word in _WORD.finditer(line[0])
                ]
                words = [clean(word[0]) for word in _WORD.finditer(line[0])]
                boxes = [(x / width, 1 - top / height, end / width, 1 - y / height) for x, y, end, top in places]
                lines.append([Seen(word, box) for word, box in zip(words, boxes, strict=True)])
            text_page.close()
    except pypdfium2.PdfiumError as error:
        raise Unreadable(Reason.DAMAGED, type(error).__name__) from None
    return lines


@contextlib.contextmanager
def _page(path: Source, number: int) -> Iterator[pypdfium2.PdfPage]:
    with pypdfium2.PdfDocument(path.read_bytes()) as pdf:
        if not 0 < number <= len(pdf):
            raise Unreadable(Reason.VANISHED, "no such page")
        page = pdf[number - 1]
        try:
            yield page
        finally:
            page.close()


def _letters(page: pypdfium2.PdfPage) -> str:
    """The text of a page, a sign for each of PDFium's places."""
    text_page = page.get_textpage()
    try:
        return "".join(chr(raw.FPDFText_GetUnicode(text_page, at) or 32) for at in range(text_page.count_chars()))
    finally:
        text_page.close()


def _place(text_page: pypdfium2.PdfTextPage, start: int, count: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of some signs, in points."""
    boxes = [text_page.get_charbox(at) for at in range(start, start + count)]
    return (
        *(min(box[side] for box in boxes) for side in (0, 1)),
        *(max(box[side] for box in boxes) for side in (2, 3)),
    )
