"""Words as an engine sees them on a page, and the order in which a person would read its lines.

Engines find lines anywhere on a page. Columns are read one after the other, but only where both hold running text: the
columns of a table are read across.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, as shares of the page."""

_GAP = 0.012  # of the page's width: at least so much white between columns
_COLUMN_LINES = 3
_COLUMN_WIDTH = 0.18  # of the page: narrower ones are those of a table


class Seen(NamedTuple):
    """joined: no space before it, as between the signs of Chinese."""

    word: str
    box: Box
    joined: bool = False


def in_order(lines: Sequence[tuple[Box, list[Seen]]]) -> list[list[Seen]]:
    """Lines with their boxes → the lines from top to bottom, column by column."""
    if len(lines) < 2:
        return [line for _, line in lines]
    columns = _parted(lines, 0, _GAP)
    if len(columns) > 1 and all(map(_runs, columns)):
        return [line for column in columns for line in in_order(column)]
    bands = _parted(lines, 1, 0.0)
    if len(bands) > 1:
        widest = max(range(1, len(bands)), key=lambda at: _top(bands[at]) - _bottom(bands[at - 1]))
        above = [each for band in bands[:widest] for each in band]
        below = [each for band in bands[widest:] for each in band]
        return in_order(above) + in_order(below)
    return [line for _, line in sorted(lines, key=lambda each: (each[0][0], each[0][1]))]


def _parted(lines: Sequence[tuple[Box, list[Seen]]], axis: int, gap: float) -> list[list[tuple[Box, list[Seen]]]]:
    """Cut where nothing stands, along an axis: 0 into columns, 1 into bands."""
    parts: list[list[tuple[Box, list[Seen]]]] = []
    end = 0.0
    for each in sorted(lines, key=lambda line: line[0][axis]):
        # lines of one band may touch the next one's by a hair
        shrunk = 0.25 * (each[0][3] - each[0][1]) if axis == 1 else 0.0
        if not parts or each[0][axis] + shrunk > end + gap:
            parts.append([])
            end = 0.0
        parts[-1].append(each)
        end = max(end, each[0][axis + 2] - shrunk)
    return parts


def _runs(column: Sequence[tuple[Box, list[Seen]]]) -> bool:
    widths = [box[2] - box[0] for box, _ in column]
    return len(column) >= _COLUMN_LINES and sum(widths) / len(widths) >= _COLUMN_WIDTH


def _top(band: Sequence[tuple[Box, list[Seen]]]) -> float:
    return min(box[1] for box, _ in band)


def _bottom(band: Sequence[tuple[Box, list[Seen]]]) -> float:
    return max(box[3] for box, _ in band)
