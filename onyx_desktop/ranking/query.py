r"""A line of text → what it asks: words, phrases, words near each other, exclusions, filters, mode.

    line      = { part, blanks }
    part      = [ "-" ] ( key ":" value | phrase | word ) | near
    near      = phrase "~" number | word { "NEAR" [ "/" number ] word }
    key       = type in name from to subject after before date size lang page mode     (in small or large letters)
    value     = word | phrase          phrase = '"' anything but '"' '"'          word = neither blanks nor '"'

Only known keys are operators; `12:30`, `C:\x`, `http://…` and an unknown `foo:` stay text. A value that can't be
understood is noted and ignored. Never raises. A line is its parts: `render` writes them again, and what was read from
that is the same; an operator is shown as a chip, and without one the others stay what they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onyx_desktop.domain import Filters, Mode
from onyx_desktop.ranking import query_values as values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

NEAR_DISTANCE = 10
"""So many words may stand between words that NEAR joins, where it does not say how many."""

_PIECE = re.compile(
    r"""(?P<minus>(?<![^\s"])-)?(?:(?P<key>[A-Za-z]+):(?=["\S]))?
    (?:"(?P<quoted>[^"]*)"(?:~(?P<distance>[0-9]{1,3})(?!\S))?|(?P<bare>[^\s"]+))""",
    re.VERBOSE,
)
_NEAR = re.compile(r"NEAR(?:/(\d{1,3}))?", re.ASCII)
_WORD = re.compile(r"[^\W_]")
_UNITED = frozenset({"type", "lang", "page"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a query. kind: "text", "phrase", "near", "without", or the key of an operator.

    text: as typed, in its plainest form, with the minus; it reads back as this part. understood: False for a value that
    means nothing, and for a minus with nothing to take it from.
    """

    kind: str
    text: str
    value: str
    negative: bool = False
    understood: bool = True


@dataclass(frozen=True, slots=True)
class Near:
    """Words with at most so many others between them."""

    words: tuple[str, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked. text: the words and phrases to compare by meaning, in order, without operators.

    notices: (key, value) of each part that was not understood.
    """

    typed: str
    parts: tuple[Part, ...]
    text: str
    phrases: tuple[str, ...]
    near: tuple[Near, ...]
    excluded: tuple[str, ...]
    excluded_near: tuple[Near, ...]
    filters: Filters
    mode: Mode | None
    notices: tuple[tuple[str, str], ...]

    @property
    def chips(self) -> tuple[Part, ...]:
        """The parts that are not simply text or a phrase."""
        return tuple(part for part in self.parts if part.kind not in {"text", "phrase"})


def parse(typed: str, *, alone: bool = True) -> Query:
    """Take a query apart. alone: nothing is asked besides, so that an exclusion needs words to take from."""
    parts = list(_joined(_pieces(typed)))
    text = " ".join(part.value for part in parts if part.kind in {"text", "phrase", "near"} and not part.negative)
    if alone and not text:  # "-draft" alone would list everything else
        parts = [replace(part, understood=False) if part.kind == "without" else part for part in parts]
        parts = [replace(part, understood=False) if part.kind == "near" else part for part in parts]
    wanted = [part for part in parts if part.understood]
    return Query(
        typed=typed,
        parts=tuple(parts),
        text=text,
        phrases=tuple(part.value for part in wanted if part.kind == "phrase"),
        near=tuple(_near_of(part) for part in wanted if part.kind == "near" and not part.negative),
        excluded=tuple(part.value for part in wanted if part.kind == "without"),
        excluded_near=tuple(_near_of(part) for part in wanted if part.kind == "near" and part.negative),
        filters=_filters(wanted),
        mode=next((Mode(part.value.lower()) for part in reversed(wanted) if part.kind == "mode"), None),
        notices=tuple(
            ("-" if part.kind in {"without", "near"} else part.kind, part.value)
            for part in parts
            if not part.understood
        ),
    )


def render(parts: Iterable[Part]) -> str:
    """Parts as one would type them."""
    return " ".join(part.text for part in parts)


def without(query: Query, chip: Part) -> str:
    """What was typed, without one of its chips."""
    parts = list(query.parts)
    parts.remove(chip)
    return render(parts)


def restrictions(query: Query) -> Iterator[tuple[str, Query]]:
    """Each part that forbids passages, as typed, and a query of nothing else.

    Several `type:`, `lang:` or `page:` allow more together than alone and count as one part.
    """
    nothing = replace(parse(""), typed=query.typed)
    groups: dict[object, list[Part]] = {}
    for number, part in enumerate(query.parts):
        if part.understood and part.kind not in {"text", "mode"}:
            groups.setdefault((part.kind, part.negative) if part.kind in _UNITED else number, []).append(part)
    for parts in groups.values():
        kind, negative, value = parts[0].kind, parts[0].negative, parts[0].value
        if kind == "phrase":
            alone = replace(nothing, phrases=(value,))
        elif kind == "without":
            alone = replace(nothing, excluded=(value,))
        elif kind == "near":
            near = (_near_of(parts[0]),)
            alone = replace(nothing, excluded_near=near) if negative else replace(nothing, near=near)
        else:
            alone = replace(nothing, filters=_filters(parts))
        yield render(parts), alone


def _pieces(typed: str) -> Iterator[Part]:
    for piece in _PIECE.finditer(typed):
        key, minus = (piece["key"] or "").lower(), piece["minus"] is not None
        value: str = piece["quoted"] if piece["quoted"] is not None else piece["bare"]
        if key in _READERS and piece["distance"] is None:
            yield _operator(key, value, minus)
        elif piece["quoted"] is not None and not key:
            yield from _quoted(value, piece["distance"], minus)
        elif minus and re.match(r"[^\W\d_]", piece[0][1:]):
            yield Part("without", piece[0], piece[0][1:].replace('"', ""), negative=True)
        else:  # a dash before anything that is no word ("-5", "--") is text
            yield Part("text", piece[0], piece[0])


def _operator(key: str, value: str, minus: bool) -> Part:
    shown = f'"{value}"' if not value or re.search(r"\s", value) else value
    read, may_be_negative = _READERS[key]
    understood = (may_be_negative or not minus) and read(value) is not None
    return Part(key, f"{'-' * minus}{key}:{shown}", value, minus, understood)


def _quoted(value: str, distance: str | None, minus: bool) -> Iterator[Part]:
    """A phrase, or words near each other; nothing if there is no letter or digit in it."""
    words = [word for word in value.split() if _WORD.search(word)]
    if distance is not None and len(words) > 1:
        yield _near(words, int(distance), minus)
    elif words and minus:
        yield Part("without", f'-"{value}"', value, negative=True)
    elif words:
        yield Part("phrase", f'"{value}"', value)


def _near(words: Iterable[str], distance: int, minus: bool = False) -> Part:
    value = " ".join(words)
    return Part("near", f'{"-" * minus}"{value}"~{distance}', value, minus)


def _near_of(part: Part) -> Near:
    return Near(tuple(part.value.split()), int(part.text.rpartition("~")[2]))


def _joined(pieces: Iterable[Part]) -> Iterator[Part]:
    """Join `heating NEAR costs` into one part; a NEAR without a word on either side is a word."""
    held = list(pieces)
    at = 0
    while at < len(held):
        words, distance, end = [held[at].value], 0, at + 1
        while end + 1 < len(held) and (sign := _NEAR.fullmatch(held[end].text)):
            if not all(_is_word(held[each]) for each in (end - 1, end + 1)):
                break
            words.append(held[end + 1].value)
            distance = max(distance, int(sign[1] or NEAR_DISTANCE))
            end += 2
        if len(words) > 1:
            yield _near(words, distance)
        elif _NEAR.fullmatch(held[at].text):  # so that it stays a word when what parts it from others is taken out
            yield Part("text", held[at].text.lower(), held[at].text.lower())
        else:
            yield held[at]
        at = end


def _is_word(part: Part) -> bool:
    return part.kind == "text" and _WORD.search(part.value) is not None and '"' not in part.value


def _filters(parts: Iterable[Part]) -> Filters:
    given: dict[tuple[str, bool], list[str]] = {}
    for part in parts:
        given.setdefault((part.kind, part.negative), []).append(part.value)

    def united(key: str, negative: bool, read: Callable[[str], frozenset[str] | None]) -> frozenset[str]:
        return frozenset().union(*(read(value) or () for value in given.get((key, negative), ())))

    times = [values.span(value) or (None, None) for value in given.get(("date", False), ())]
    times += [(values.begin(value), None) for value in given.get(("after", False), ())]
    times += [(None, values.begin(value)) for value in given.get(("before", False), ())]
    sizes = [values.size(value) or (None, None) for value in given.get(("size", False), ())]
    pages = (values.pages(value) or () for value in given.get(("page", False), ()))
    return Filters(
        types=united("type", False, values.suffixes),
        not_types=united("type", True, values.suffixes),
        folders=tuple(given.get(("in", False), ())),
        not_folders=tuple(given.get(("in", True), ())),
        after_ns=max((low for low, _ in times if low is not None), default=None),
        before_ns=min((high for _, high in times if high is not None), default=None),
        names=tuple(given.get(("name", False), ())),
        not_names=tuple(given.get(("name", True), ())),
        least_bytes=max((low for low, _ in sizes if low is not None), default=None),
        most_bytes=min((high for _, high in sizes if high is not None), default=None),
        languages=united("lang", False, values.languages),
        not_languages=united("lang", True, values.languages),
        pages=tuple(each for group in pages for each in group),
        senders=tuple(given.get(("from", False), ())),
        not_senders=tuple(given.get(("from", True), ())),
        recipients=tuple(given.get(("to", False), ())),
        not_recipients=tuple(given.get(("to", True), ())),
        subjects=tuple(given.get(("subject", False), ())),
        not_subjects=tuple(given.get(("subject", True), ())),
    )


def _mode(value: str) -> Mode | None:
    return next((mode for mode in Mode if mode.value == value.lower()), None)


_READERS: dict[str, tuple[Callable[[str], object], bool]] = {
    "type": (values.suffixes, True),
    "in": (values.path_part, True),
    "name": (values.path_part, True),
    "from": (values.words_of, True),
    "to": (values.words_of, True),
    "subject": (values.words_of, True),
    "lang": (values.languages, True),
    "after": (values.begin, False),
    "before": (values.begin, False),
    "date": (values.span, False),
    "size": (values.size, False),
    "page": (values.pages, False),
    "mode": (_mode, False),
}
"""Key → what reads its value, and whether a minus may stand before it."""
KEYS = tuple(_READERS)
