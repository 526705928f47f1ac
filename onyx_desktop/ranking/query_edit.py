"""A query as typed + a change of its filters → the query as typed.

A filter is a part of the text and nothing besides, so whatever changes one changes the text. Refuses two filters that
shut each other out, where a person can only have meant the newer one: another folder, another time, another size.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from onyx_desktop.ranking.query import KEYS, parse, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.ranking.query import Part

_KEYED = re.compile(r"(-?)([A-Za-z]{3,12}):(.+)", re.DOTALL)
_ALIKE = 0.7  # of difflib: "tpye", "befor" and "form" are meant; "note" is no "name"
_RIVALS = {
    "in": frozenset({"in"}),
    "after": frozenset({"after", "date"}),
    "before": frozenset({"before", "date"}),
    "date": frozenset({"after", "before", "date"}),
    "size": frozenset({"size"}),
    "mode": frozenset({"mode"}),
}


def added(typed: str, filter_text: str) -> str:
    """With a filter more, or in the place of those it contradicts; as it is where it holds the filter already."""
    wanted = parse(filter_text, alone=False).parts
    parts = list(parse(typed, alone=False).parts)
    for new in wanted:
        rivals = frozenset() if new.negative else _RIVALS.get(new.kind, frozenset())
        parts = [each for each in parts if each.negative or each.kind not in rivals or each == new]
        if new not in parts:
            parts.append(new)
    return render(parts)


def holds(typed: str, filter_text: str) -> bool:
    """Whether the filter is a part of the query."""
    parts = parse(typed, alone=False).parts
    return all(each in parts for each in parse(filter_text, alone=False).parts)


def meant(typed: str) -> tuple[str, str] | None:
    """The first text that would be a filter if its key were spelled otherwise: that filter, and the line with it."""
    parts = list(parse(typed, alone=False).parts)
    for at, part in enumerate(parts):
        keyed = _KEYED.fullmatch(part.text) if part.kind in {"text", "without"} else None
        if keyed is None:
            continue
        for key in difflib.get_close_matches(keyed[2].lower(), KEYS, cutoff=_ALIKE):
            (filter_,) = parse(f"{keyed[1]}{key}:{keyed[3]}", alone=False).parts[:1]
            if filter_.kind == key and filter_.understood:
                return filter_.text, render([*parts[:at], filter_, *parts[at + 1 :]])
    return None


def put_back(typed: str, part: Part, before: int) -> str:
    """With a part in front of the chip of that number, or at the end."""
    query = parse(typed, alone=False)
    parts, chips = list(query.parts), query.chips
    at = _place(parts, chips, before) if before < len(chips) else len(parts)
    return render([*parts[:at], part, *parts[at:]])


def taken_out(typed: str, number: int) -> str:
    """Without the chip of that number."""
    query = parse(typed, alone=False)
    at = _place(query.parts, query.chips, number)
    return render([*query.parts[:at], *query.parts[at + 1 :]])


def bare(typed: str) -> str:
    """Only the words and phrases."""
    query = parse(typed, alone=False)
    return render(part for part in query.parts if part not in query.chips)


def _place(parts: Sequence[Part], chips: Sequence[Part], number: int) -> int:
    """Where the chip of that number stands among the parts."""
    places = [at for at, part in enumerate(parts) if part in chips]
    return places[number]
