"""An icon's name and a colour → a QIcon, drawn from resources/icons/*.svg and sharp at every scale.

The files are drawn in black lines; the black is replaced by the wanted colour before drawing, so one file serves the
light and the dark theme. Refuses an unknown name with FileNotFoundError: a missing icon is a bug.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QImage, QImageWriter, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from onyx_desktop import paths

if TYPE_CHECKING:
    from pathlib import Path

    from onyx_desktop.ui.palette import Tokens

SIZES_PX = (16, 20, 24, 32)
SCALES = (1, 2, 3)

_KINDS = {
    **dict.fromkeys(("pdf",), ("file-pdf", "pdf")),
    **dict.fromkeys(("docx", "docm", "dotx", "doc", "odt", "ott", "rtf"), ("file-word", "office")),
    **dict.fromkeys(("epub", "fb2"), ("file-book", "office")),
    **dict.fromkeys(("csv", "tsv", "xlsx", "xlsm", "xltx", "xls", "ods", "ots"), ("file-table", "table")),
    **dict.fromkeys(("pptx", "pptm", "ppsx", "ppt", "odp", "otp"), ("file-slides", "pdf")),
    **dict.fromkeys(("eml", "mbox", "msg"), ("file-mail", "warn")),
    **dict.fromkeys(("zip", "tar", "tgz", "tbz2", "txz", "gz", "bz2", "xz"), ("folder", "muted")),
    **dict.fromkeys(("html", "htm", "xhtml", "xht"), ("file-web", "office")),
}
_CODE = frozenset(
    [
        "py",
        "ipynb",
        "js",
        "ts",
        "c",
        "h",
        "cpp",
        "hpp",
        "rs",
        "go",
        "java",
        "rb",
        "sh",
        "toml",
        "yaml",
        "yml",
        "json",
        "xml",
        "sql",
        "css",
    ]
)


@functools.lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size_px: int, scale: float = 1.0) -> QPixmap:
    """An icon as `size_px` logical pixels at `scale` device pixels each."""
    source = (paths.resource("icons") / f"{name}.svg").read_bytes().replace(b"#000", colour.encode())
    drawn = QPixmap(round(size_px * scale), round(size_px * scale))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(scale)
    return drawn


@functools.lru_cache(maxsize=256)
def icon(name: str, tokens: Tokens) -> QIcon:
    """An icon in the theme's text colour, muted where disabled."""
    made = QIcon()
    for size_px in SIZES_PX:
        for scale in SCALES:
            made.addPixmap(pixmap(name, tokens.text, size_px, scale))
            made.addPixmap(pixmap(name, tokens.border, size_px, scale), QIcon.Mode.Disabled)
    return made


def picture(size_px: int) -> bytes:
    """The program's own icon as a PNG, for the menus of the system."""
    drawn = QImage(size_px, size_px, QImage.Format.Format_ARGB32_Premultiplied)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(str(paths.resource("icons") / "onyx-desktop.svg")).render(painter, QRectF(drawn.rect()))
    painter.end()
    buffer = QBuffer()
    QImageWriter(buffer, QByteArray(b"PNG")).write(drawn)
    return bytes(buffer.data().data())


def application_icon() -> QIcon:
    """The program's own icon."""
    return QIcon(str(paths.resource("icons") / "onyx-desktop.svg"))


def for_file(path: Path, tokens: Tokens) -> tuple[str, str]:
    """(icon name, colour) for a file, by its suffix."""
    suffix = path.suffix.lower().lstrip(".")
    if suffix in _KINDS:
        name, part = _KINDS[suffix]
        return name, str(getattr(tokens, part))
    return ("file-code" if suffix in _CODE else "file-text"), tokens.muted
