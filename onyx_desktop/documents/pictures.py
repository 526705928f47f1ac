"""A picture file → pages that wait for text recognition: a scan, a photograph of a letter, a fax of many pages.

Only importer of Pillow, which decodes the formats named here and no other. Its header alone is read to list a file; the
pixels are decoded when a page is recognised, or drawn for the preview as a page of a PDF, always in a reader process.
Refuses pictures too small to hold a line of text (icons, logos) as no documents, and those of too many pixels.
"""

from __future__ import annotations

import io
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageOps

from onyx_desktop.documents.text import stem
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Page, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onyx_desktop.documents.source import Source
    from onyx_desktop.domain import ByteArray

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
_MARKS = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"RIFF")
_LEAST_PX = (200, 60)
"""The longer and the shorter side of the smallest picture that may show a line of text."""

_MOST_PX = 150_000_000
_SIDE_PX = 3600
_MOST_PAGES = 1_000
_DRAWN_PAGES, _DRAWN_SIDE_PX, _DRAWN_QUALITY = 200, 2400, 85
_POINTS = 72
_LETTER_IN = 11.0  # what a picture without a resolution is as high as, or as wide
_BROKEN = (
    *(OSError, ValueError, SyntaxError, EOFError, RuntimeError, TypeError, LookupError, ArithmeticError),
    *(AttributeError, Image.DecompressionBombError),
)
_NOTHING: Mapping[int, str] = MappingProxyType({})


def is_one(head: bytes) -> bool:
    """Whether the first bytes are those of a picture."""
    return head.startswith(_MARKS)


def read(path: Source, recognised: Mapping[int, str] = _NOTHING) -> Document:
    """A picture with the texts that were recognised in it, by page. Raises `Unreadable`: NO_TEXT where there is none.

    Also UNSUPPORTED for a small one, TOO_LARGE and DAMAGED.
    """
    with _opened(path) as image:
        pages = min(_frames(image), _MOST_PAGES)
        if max(image.size) < _LEAST_PX[0] or min(image.size) < _LEAST_PX[1]:
            raise Unreadable(Reason.UNSUPPORTED, "a picture too small for text")
    numbers = range(1, pages + 1)
    if not any(map(str.isalnum, "".join(recognised.values()))):
        raise Unreadable(Reason.NO_TEXT, f"{pages} pages", tuple(numbers))
    found, offset = [], 0
    for number in numbers:
        text = recognised.get(number, "")
        found.append(Page(number, text, offset=offset, scanned=True, recognised=bool(text)))
        offset += len(text)
    return Document(stem(path), tuple(found), paged=True, reader="pillow")


def picture(path: Source, number: int) -> ByteArray:
    """A page, from 1, upright, as (height, width, 3) uint8: blue, green, red. Raises as `read`, and VANISHED.

    A page that would be larger than 3,600 px a side is made smaller.
    """
    with _opened(path) as image:
        for frame in _pages(image, number - 1, number, _SIDE_PX):
            return np.ascontiguousarray(np.asarray(frame)[..., ::-1])
    raise Unreadable(Reason.VANISHED, "no such page")


def as_pdf(path: Source) -> bytes:
    """The pages as they are drawn, each as a page of a PDF. Raises as `read`."""
    out = io.BytesIO()
    with _opened(path) as image:
        pages = _pages(image, 0, _DRAWN_PAGES, _DRAWN_SIDE_PX)
        first = next(pages, None)
        if first is None:
            raise Unreadable(Reason.DAMAGED, "no pages")
        dpi = max(first.size) / _LETTER_IN
        first.save(out, "PDF", save_all=True, append_images=pages, resolution=max(1.0, dpi), quality=_DRAWN_QUALITY)
    return out.getvalue()


def _opened(path: Source) -> Image.Image:
    """Its header is read. Raises `Unreadable` (DAMAGED, TOO_LARGE)."""
    Image.MAX_IMAGE_PIXELS = None  # it would warn first; the limit is ours
    try:
        image = Image.open(io.BytesIO(path.read_bytes()), formats=_FORMATS)
    except _BROKEN as error:
        raise Unreadable(Reason.DAMAGED, type(error).__name__) from None
    if image.width * image.height > _MOST_PX:
        raise Unreadable(Reason.TOO_LARGE, f"{image.width} x {image.height} pixels")
    return image


def _frames(image: Image.Image) -> int:
    """Only the pages of a fax are pages; the frames of an animation are not."""
    try:
        return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    except _BROKEN:
        return 1


def _pages(image: Image.Image, first: int, last: int, side_px: int) -> Iterator[Image.Image]:
    """Pages, from 0, upright, in red, green and blue. Raises `Unreadable` (DAMAGED, TOO_LARGE)."""
    for number in range(first, min(last, _frames(image))):
        try:
            image.seek(number)
            if image.width * image.height > _MOST_PX:
                raise Unreadable(Reason.TOO_LARGE, f"{image.width} x {image.height} pixels")
            image.draft("RGB", (side_px, side_px))
            shown = ImageOps.exif_transpose(image) or image
            shown.thumbnail((side_px, side_px))
            yield _on_white(shown)
        except _BROKEN as error:
            raise Unreadable(Reason.DAMAGED, type(error).__name__) from None


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":  # 16 and 32 bits of grey: Pillow would cut them off at 255
        values = np.asarray(image, np.float32)
        low, high = float(values.min()), float(values.max())
        return Image.fromarray(((values - low) * (255 / max(1e-6, high - low))).astype(np.uint8)).convert("RGB")
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return image.convert("RGB")
