"""The value of an operator → what it means, or None where it means nothing: days, sizes, pages, kinds, languages.

A range is written with two dots and includes both ends; either may be left out. Times are local.
"""

from __future__ import annotations

import datetime
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from onyx_desktop.domain.languages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

TYPE_ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "word": (".docx", ".doc", ".docm", ".odt", ".rtf"),
        "excel": (".xlsx", ".xls", ".xlsm", ".xltx", ".ods", ".ots", ".csv", ".tsv"),
        "slides": (".pptx", ".ppt", ".pptm", ".ppsx", ".odp", ".otp"),
        "mail": (".eml", ".msg", ".mbox"),
        "text": (".txt", ".text", ".md", ".rst", ".log"),
        "web": (".html", ".htm", ".xhtml"),
        "book": (".epub", ".fb2"),
        "archive": (".zip", ".tar", ".tgz", ".tbz2", ".txz", ".gz", ".bz2", ".xz"),
        "markdown": (".md", ".markdown"),
        "html": (".html", ".htm", ".xhtml"),
        "image": (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".gif", ".heic", ".svg"),
    }
)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_SIZE = re.compile(r"(\d{1,12}(?:[.,]\d{1,6})?)\s*([kmgt]?)(i?)b?", re.ASCII | re.IGNORECASE)
_COMPARED = re.compile(r"(>=|<=|≥|≤|>|<)\s*(.+)")
_PAGE = re.compile(r"\d{1,9}", re.ASCII)
_LONGEST = 400


def suffixes(value: str) -> frozenset[str] | None:
    """`pdf,.MD,word` → suffixes with their dot."""
    found: set[str] = set()
    for name in value.lower().split(","):
        clean = name.strip().lstrip(".")
        if not re.fullmatch(r"\w{1,10}", clean):
            return None
        found.update(TYPE_ALIASES.get(clean, (f".{clean}",)))
    return frozenset(found)


def languages(value: str) -> frozenset[str] | None:
    """`de,French,pt-BR` → codes."""
    codes = [_language(name.strip()) for name in value.split(",")]
    return frozenset(code for code in codes if code) if all(codes) else None


def _language(name: str) -> str:
    wanted = name.casefold()
    code = re.split("[-_]", wanted)[0]
    if code in LANGUAGES:
        return code
    return next((code for code, names in LANGUAGES.items() if wanted in map(str.casefold, names)), "")


def path_part(value: str) -> str | None:
    """A folder or the name of a file, as typed."""
    return value if value.strip("/\\ \t\n") and len(value) <= _LONGEST else None


def words_of(value: str) -> str | None:
    """A part of a name, an address or a subject, as typed."""
    return value if re.search(r"\w", value) and len(value) <= _LONGEST else None


def begin(value: str) -> int | None:
    """The first moment of a year, month or day, in nanoseconds since 1970."""
    days = _days(value)
    return days and _moment(days[0])


def span(value: str) -> tuple[int | None, int | None] | None:
    """`2023`, `2023..2024-06`: the first moment, and the first one after it."""
    ends = _ends(value, _days)
    if ends is None:
        return None
    first, last = ends[0] and _moment(ends[0][0]), ends[1] and _moment(ends[1][1])
    if (ends[0] and first is None) or (ends[1] and last is None):
        return None
    return None if first is not None and last is not None and first >= last else (first, last)


def size(value: str) -> tuple[int | None, int | None] | None:
    """`>1mb`, `<=200kb`, `1mb..5mb` → bytes at least and at most. A megabyte is a million bytes, a MiB 2²⁰."""
    compared = _COMPARED.fullmatch(value.strip())
    if compared is None:
        ends = _ends(value, _bytes) if ".." in value else None
        return None if ends is None or (None not in ends and ends[0] > ends[1]) else ends  # type: ignore[operator]  # no None is left
    bound = _bytes(compared[2])
    if bound is None:
        return None
    sign = compared[1]
    if sign[0] in ">≥":
        return bound + (sign == ">"), None
    return None, bound - (sign == "<")


def pages(value: str) -> tuple[tuple[int, int | None], ...] | None:
    """`4`, `3..7,12..` → pages from and to."""
    found: list[tuple[int, int | None]] = []
    for part in value.split(","):
        ends = _ends(part, _page)
        if ends is None or (ends[1] is not None and ends[1] < (ends[0] or 1)):
            return None
        found.append((ends[0] or 1, ends[1]))
    return tuple(found)


def _ends(value: str, read: Callable[[str], T | None]) -> tuple[T | None, T | None] | None:
    """Both ends of a range, None for one that is left out; a single value is both. None if one is not understood."""
    low, dots, high = value.strip().partition("..")
    first, last = low.strip(), (high if dots else low).strip()
    if not first and not last:
        return None
    ends = read(first) if first else None, read(last) if last else None
    return None if (first and ends[0] is None) or (last and ends[1] is None) else ends


def _page(value: str) -> int | None:
    return int(value) or None if _PAGE.fullmatch(value) else None


def _bytes(value: str) -> int | None:
    match = _SIZE.fullmatch(value.strip())
    if match is None:
        return None
    thousand = 1024 if match[3] else 1000
    return int(float(match[1].replace(",", ".")) * thousand ** " kmgt".index(match[2].lower() or " "))


def _days(value: str) -> tuple[datetime.date, datetime.date] | None:
    """The first day of a year, month or day, and the first one after it."""
    match = _DATE.fullmatch(value.strip())
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    try:
        first = datetime.date(year, month, day)
    except ValueError:
        return None
    try:
        if match[3]:
            return first, first + datetime.timedelta(days=1)
        return first, datetime.date(year + (month == 12 or not match[2]), month % 12 + 1 if match[2] else 1, 1)
    except (ValueError, OverflowError):
        return first, datetime.date.max


def _moment(day: datetime.date) -> int | None:
    try:
        return int(datetime.datetime(day.year, day.month, day.day).astimezone().timestamp()) * 1_000_000_000
    except (ValueError, OverflowError, OSError):
        return None
