r"""A line of text → what it asks: words, phrases, exclusions, filters, mode.

Only known keys are operators; `12:30`, `C:\\x`, `http://…` and an unknown `foo:` stay text. A value that can't be
understood is noted and ignored. Never raises.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onyx_desktop.domain import Filters, Mode

if TYPE_CHECKING:
    from collections.abc import Callable

TYPE_ALIASES: dict[str, tuple[str, ...]] = {
    "word": (".docx", ".doc", ".docm", ".odt", ".rtf"),
    "excel": (".xlsx", ".xls", ".ods", ".csv", ".tsv"),
    "slides": (".pptx", ".ppt", ".odp"),
    "mail": (".eml", ".msg", ".mbox"),
    "text": (".txt", ".text", ".md", ".rst", ".log"),
    "web": (".html", ".htm", ".xhtml"),
    "book": (".epub", ".fb2"),
    "markdown": (".md", ".markdown"),
    "html": (".html", ".htm", ".xhtml"),
}
_PIECE = re.compile(
    r"""(?P<minus>(?<!\S)-)?(?:(?P<key>[a-z]+):(?=["\S]))?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))""", re.VERBOSE
)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked. text: the words and phrases to compare by meaning, in order, without operators.

    notices: (key, value) of each part that was not understood.
    """

    typed: str
    text: str
    phrases: tuple[str, ...]
    excluded: tuple[str, ...]
    filters: Filters
    mode: Mode | None
    notices: tuple[tuple[str, str], ...]


class _Draft:
    def __init__(self) -> None:
        self.text: list[str] = []
        self.phrases: list[str] = []
        self.excluded: list[str] = []
        self.types: dict[bool, set[str]] = {False: set(), True: set()}
        self.folders: dict[bool, list[str]] = {False: [], True: []}
        self.bounds: dict[str, int] = {}
        self.mode: Mode | None = None
        self.notices: list[tuple[str, str]] = []


def parse(typed: str) -> Query:
    """Take a query apart."""
    draft = _Draft()
    for piece in _PIECE.finditer(typed):
        key, value, minus = piece["key"], piece["quoted"], piece["minus"] is not None
        if value is None:
            value = piece["bare"]
        read = _KEYS.get(key) if key else None
        if read is not None:
            if not read(draft, value, minus):
                draft.notices.append((key, value))
        elif piece["quoted"] is not None and not key:
            _phrase(draft, value, minus)
        elif minus:
            _exclude(draft, f"{key}:{value}" if key else value)
        else:
            draft.text.append(piece[0])
    return _finish(typed, draft)


def _finish(typed: str, draft: _Draft) -> Query:
    if draft.excluded and not draft.text and not draft.phrases:
        draft.notices += [("-", word) for word in draft.excluded]
        draft.excluded.clear()
    return Query(
        typed=typed,
        text=" ".join(draft.text),
        phrases=tuple(draft.phrases),
        excluded=tuple(draft.excluded),
        filters=Filters(
            types=frozenset(draft.types[False]),
            not_types=frozenset(draft.types[True]),
            folders=tuple(draft.folders[False]),
            not_folders=tuple(draft.folders[True]),
            after_ns=draft.bounds.get("after"),
            before_ns=draft.bounds.get("before"),
        ),
        mode=draft.mode,
        notices=tuple(draft.notices),
    )


def _phrase(draft: _Draft, value: str, minus: bool) -> None:
    if not re.search(r"[^\W_]", value):
        return
    if minus:
        draft.excluded.append(value)
    else:
        draft.phrases.append(value)
        draft.text.append(value)


def _exclude(draft: _Draft, word: str) -> None:
    """`-word` excludes; a dash before anything that is no word ("-5", "--") is text."""
    if re.match(r"[^\W\d_]", word):
        draft.excluded.append(word)
    else:
        draft.text.append(f"-{word}")


def _type(draft: _Draft, value: str, minus: bool) -> bool:
    suffixes: set[str] = set()
    for name in value.lower().split(","):
        clean = name.strip().lstrip(".")
        if not re.fullmatch(r"\w{1,10}", clean):
            return False
        suffixes.update(TYPE_ALIASES.get(clean, (f".{clean}",)))
    draft.types[minus] |= suffixes
    return True


def _folder(draft: _Draft, value: str, minus: bool) -> bool:
    if not value.strip("/\\ "):
        return False
    draft.folders[minus].append(value)
    return True


def _bound(name: str) -> Callable[[_Draft, str, bool], bool]:
    def read(draft: _Draft, value: str, minus: bool) -> bool:
        moment = _begin(value)
        if moment is None or minus:
            return False
        draft.bounds[name] = moment
        return True

    return read


def _mode(draft: _Draft, value: str, minus: bool) -> bool:
    modes = {mode.value: mode for mode in Mode}
    if minus or value.lower() not in modes:
        return False
    draft.mode = modes[value.lower()]
    return True


def _begin(value: str) -> int | None:
    """The first moment of a year, month or day in local time, in nanoseconds since 1970."""
    match = _DATE.fullmatch(value.strip())
    if match is None:
        return None
    try:
        day = datetime.datetime(int(match[1]), int(match[2] or 1), int(match[3] or 1)).astimezone()
        return int(day.timestamp()) * 1_000_000_000
    except (ValueError, OverflowError, OSError):
        return None


_KEYS: dict[str, Callable[[_Draft, str, bool], bool]] = {
    "type": _type,
    "in": _folder,
    "after": _bound("after"),
    "before": _bound("before"),
    "mode": _mode,
}
