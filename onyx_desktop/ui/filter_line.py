"""A typed line and the filters left out of it for now → the row of filter chips, and the line after each change.

Text and chips are the same thing: a chip is a part of the text, and changing it gives another text. Only what is left
out for now is remembered beside the text, with its place in the row. Knows no widget.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onyx_desktop.ranking import query_edit
from onyx_desktop.ranking.query import parse
from onyx_desktop.ui import filter_words

if TYPE_CHECKING:
    from onyx_desktop.ranking.query import Part


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A filter, by its place in the row. off: left out for now."""

    number: int
    part: Part
    off: bool = False

    @property
    def label(self) -> str:
        """What stands on it: "type: PDF"."""
        return filter_words.label(self.part)

    @property
    def hint(self) -> str:
        """What one would type; why it means nothing where that is so."""
        return self.wrong or self.part.text

    @property
    def wrong(self) -> str:
        """Why it means nothing; "" if it means something."""
        return filter_words.why_wrong(self.part)


@dataclass(frozen=True, slots=True)
class FilterLine:
    """off: (place in the row, filter) of those that are left out, by place."""

    text: str
    off: tuple[tuple[int, Part], ...] = ()

    def row(self, *, alone: bool = True) -> tuple[FilterChip, ...]:
        """The chips. alone: nothing is asked besides the text."""
        row = [(part, False) for part in parse(self.text, alone=alone).chips]
        for at, part in self.off:
            row.insert(min(at, len(row)), (part, True))
        return tuple(FilterChip(number, part, off) for number, (part, off) in enumerate(row))

    def typed(self, text: str) -> FilterLine:
        """The line after a person typed; an empty one begins anew."""
        return replace(self, text=text) if text.strip() else FilterLine(text)

    def added(self, filter_text: str) -> FilterLine:
        """With a filter more, or in the place of those it contradicts."""
        off = tuple(each for each in self.off if each[1].text != filter_text)
        return FilterLine(query_edit.added(self.text, filter_text), off)

    def without(self, chip: FilterChip) -> FilterLine:
        """Without a chip, for good."""
        off = tuple((at - (at > chip.number), part) for at, part in self.off if at != chip.number)
        text = self.text if chip.off else query_edit.taken_out(self.text, self._place(chip))
        return FilterLine(text, off)

    def toggled(self, chip: FilterChip) -> FilterLine:
        """With a chip left out for now, or used again."""
        if chip.off:
            off = tuple(each for each in self.off if each[0] != chip.number)
            return FilterLine(query_edit.put_back(self.text, chip.part, self._place(chip)), off)
        off = tuple(sorted([*self.off, (chip.number, chip.part)], key=lambda each: each[0]))
        return FilterLine(query_edit.taken_out(self.text, self._place(chip)), off)

    def bare(self) -> FilterLine:
        """Only the words and phrases."""
        return FilterLine(query_edit.bare(self.text))

    def _place(self, chip: FilterChip) -> int:
        """Which filter of the text a chip is, or will be."""
        return chip.number - sum(at < chip.number for at, _ in self.off)
