"""A hit and a column → the text of the table's cell, what is said of it and of its row, and what a drag carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QMimeData, Qt, QUrl

from onyx_desktop.domain import says_what_it_is
from onyx_desktop.ui import wording
from onyx_desktop.ui.model_words import decimal
from onyx_desktop.ui.results_order import Column
from onyx_desktop.ui.snippet_layout import on_one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from onyx_desktop.domain import Hit
    from onyx_desktop.ui.results_order import Row

_COPIES_TOLD = 8
_HEADINGS: Mapping[Column, str] = {
    Column.NAME: "Name",
    Column.PAGE: "Page",
    Column.MATCH: "Match",
    Column.DATE: "Changed",
    Column.FOLDER: "Folder",
    Column.TYPE: "Type",
    Column.SIZE: "Size",
    Column.PASSAGE: "Passage",
}
_LARGEST_FIRST = frozenset({Column.MATCH, Column.DATE, Column.SIZE})
_NUMBERS = frozenset({Column.PAGE, Column.SIZE})


def heading(column: Column) -> str:
    """What a column is called."""
    return wording.say(_HEADINGS[column])


def first_order(column: Column) -> Qt.SortOrder:
    """Which way a first click on a column sorts: the best, newest and largest first, the rest from A to Z."""
    return Qt.SortOrder.DescendingOrder if column in _LARGEST_FIRST else Qt.SortOrder.AscendingOrder


def alignment(column: Column) -> Qt.AlignmentFlag:
    """Numbers stand at the end, so that their places are below each other."""
    side = Qt.AlignmentFlag.AlignTrailing if column in _NUMBERS else Qt.AlignmentFlag.AlignLeading
    return side | Qt.AlignmentFlag.AlignVCenter


def text(hit: Hit, column: Column) -> str:
    """What stands in a cell; the folder is written by the delegate, which knows the folders of the library."""
    return _TEXTS[column](hit)


def _best(hit: Hit) -> str:
    """The passage from its best sentence on."""
    return on_one_line(hit.snippet[hit.best.start if hit.best is not None else 0 :])


def _page(hit: Hit) -> str:
    return hit.page_label or (str(hit.page) if hit.page is not None else "")


def spoken(hit: Hit, column: Column) -> str:
    """As `text`; a match with its figure, nothing as "none"."""
    if column is Column.MATCH and hit.cosine is not None:
        return wording.say("{0}, cosine {1}").format(text(hit, column), decimal(hit.cosine, 2))
    return text(hit, column) or wording.say("none")


def size(size_bytes: int) -> str:
    """1234567 → "1.23 MB", as the locale writes it."""
    return QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def row_spoken(row: Row, place: int, rows: int) -> str:
    """A row → "Lease_2024.pdf, page 4, strong match, 1 of 23, 3 copies, 2 more passages: Right arrow"."""
    hit = row.hit
    page = wording.say(", page {0}").format(hit.page_label or hit.page) if hit.page is not None else ""
    if says_what_it_is(hit.page_label):
        page = f", {hit.page_label}"
    match = wording.strength(hit.strength).lower()
    told = wording.say("{0}{1}, {2} match, {3} of {4}").format(hit.path.name, page, match, place + 1, rows)
    fold = row.fold
    more = wording.say("{0}: Right arrow").format(wording.more(fold.count)) if fold and not fold.is_open else ""
    pinned = wording.say("pinned") if row.pinned else ""
    return ", ".join(filter(None, (told, recognised(hit), pinned, wording.copies(hit), more)))


def recognised(hit: Hit) -> str:
    """The word for a text that was recognised in a picture."""
    return wording.say("recognised") if hit.recognised else ""


def tooltip(hit: Hit) -> str:
    """The whole path, what each stage said, and that cosines of different models do not compare."""
    lines = [str(hit.path)]
    if hit.heading:
        lines.append(hit.heading)
    if hit.recognised:
        lines.append(wording.say("Its text was recognised in a picture and may hold mistakes."))
    if hit.cosine is not None:
        lines.append(wording.say("Cosine {0}. Not comparable between models.").format(decimal(hit.cosine, 2)))
    shared = sorted({hit.snippet[span.start : span.end].lower() for span in hit.words})
    if shared:
        lines.append(wording.say("Words in common: {0}").format(", ".join(shared)))
    if hit.copies:
        lines.append(wording.copies(hit) + ":")
        lines += [str(each.path) for each in hit.copies[:_COPIES_TOLD]]
        lines += ["…"] if len(hit.copies) > _COPIES_TOLD else []
    return "\n".join(lines)


_TEXTS: Mapping[Column, Callable[[Hit], str]] = {
    Column.NAME: lambda hit: hit.path.name,
    Column.PAGE: _page,
    Column.MATCH: lambda hit: wording.strength(hit.strength),
    Column.DATE: lambda hit: wording.date(hit.mtime_ns),
    Column.FOLDER: lambda hit: str(hit.path.parent),
    Column.TYPE: lambda hit: hit.path.suffix.lstrip(".").upper(),
    Column.SIZE: lambda hit: size(hit.size_bytes),
    Column.PASSAGE: _best,
}


def carried(hits: Iterable[Hit]) -> QMimeData:
    """What a drag or the clipboard holds of some hits."""
    found = list(hits)
    made = QMimeData()
    made.setUrls([QUrl.fromLocalFile(path) for path in dict.fromkeys(str(hit.path) for hit in found)])
    made.setText("\n\n".join(hit.text for hit in found))
    return made
