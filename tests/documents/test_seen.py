"""The order of lines on a page, and words that are broken at a line's end."""

from onyx_desktop.documents.recognition import _told
from onyx_desktop.documents.seen import Seen, in_order


def line(left: float, top: float, words: str, width: float = 0.35) -> tuple:
    box = (left, top, left + width, top + 0.02)
    return box, [Seen(word, box) for word in words.split()]


def read(*lines: tuple) -> list[str]:
    return [" ".join(each.word for each in found) for found in in_order(lines)]


def test_columns_of_text_are_read_one_after_the_other_below_their_title() -> None:
    left = [line(0.1, 0.2 + 0.03 * n, f"left {n}") for n in range(4)]
    right = [line(0.55, 0.205 + 0.03 * n, f"right {n}") for n in range(4)]
    title = line(0.2, 0.05, "The title of both", width=0.6)
    mixed = [each for pair in zip(right, left, strict=True) for each in pair]
    assert read(*mixed, title) == [
        "The title of both",
        *(f"left {n}" for n in range(4)),
        *(f"right {n}" for n in range(4)),
    ]


def test_a_table_is_read_across() -> None:
    rows = [("Rent", "1,200"), ("Heating", "80"), ("Water", "25")]
    cells = [
        line(0.1 + 0.4 * at, 0.1 + 0.05 * n, cell, width=0.1)
        for n, row in enumerate(rows)
        for at, cell in enumerate(row)
    ]
    assert read(*reversed(cells)) == ["Rent", "1,200", "Heating", "80", "Water", "25"]


def test_text_and_places_of_words() -> None:
    box = (0.0, 0.0, 0.1, 0.1)
    lines = [
        [Seen("Kündi-", box)],
        [Seen("gung", box), Seen("am", box)],
        [Seen("中", box), Seen("文", box, joined=True)],
    ]
    found = _told([*lines, [Seen(" \x00", box)]])
    assert found.text == "Kündigung am\n中文"
    assert [found.text[each.span.start : each.span.end] for each in found.words] == ["Kündi", "gung", "am", "中", "文"]
