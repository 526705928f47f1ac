"""The query language end to end: each operator narrows what is found, before the best are taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.domain import Depth, Document, Page
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings

from .conftest import run

TEXTS = {
    "Verträge/Mietvertrag 2024.txt": "Die Heizkosten der Wohnung sind am Ende des Monats zu zahlen, und das gilt.",
    "Verträge/租约.txt": "合同的通知期为三个月，租金在每月月初支付。",
    "notes.txt": "The heating of the flat costs more in the winter than it does in the summer. " * 3,
    "long.txt": "Heating is one thing. Many other words stand here, between the two, before there is talk of costs.",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    root = tmp_path_factory.mktemp("shelf")
    for name, text in TEXTS.items():
        (root / "Documents" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "Documents" / name).write_text(text, encoding="utf-8")
    with Library.open(paths.home(root / "onyx"), Settings()) as opened:
        run(opened.update([root / "Documents"], Depth.WORDS))
        pages = tuple(Page(number, f"Heating on page {number}.") for number in range(1, 6))
        file = next(iter(opened.store.catalog.files(1).values())).file
        paged = file.__class__(Path(root / "Documents" / "paged.pdf"), 5_000_000, file.mtime_ns)
        opened.store.catalog.note_found(1, [paged], [])
        rows = [(number, number + 1, 0, len(page.text), "", bytes([number]) * 16) for number, page in enumerate(pages)]
        opened.store.catalog.add_document(paged, b"paged", Document("Paged", pages, paged=True), rows)
        yield opened


def names(library: Library, query: str) -> set[str]:
    return {hit.path.name for hit in library.search(f"{query} mode:words", 50).hits}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("heating", {"notes.txt", "long.txt", "paged.pdf"}),
        ("heating name:NOTES", {"notes.txt"}),
        ("heating name:*.pdf", {"paged.pdf"}),
        ("heating size:>1mb", {"paged.pdf"}),
        ("heating size:<1mb -name:long", {"notes.txt"}),
        ("heating NEAR/3 costs", {"notes.txt"}),
        ('"costs heating"~30', {"notes.txt", "long.txt"}),
        ('heating -"heating costs"~3', {"long.txt", "paged.pdf"}),
        ("Heizkosten in:VERTRÄGE", {"Mietvertrag 2024.txt"}),
        ('name:"mietvertrag *"', {"Mietvertrag 2024.txt"}),
        ("lang:de", {"Mietvertrag 2024.txt"}),
        ("lang:Chinese,de", {"Mietvertrag 2024.txt", "租约.txt"}),
        ("租金", {"租约.txt"}),
        ("租金 -通知期", set()),
        ('"每月月初"', {"租约.txt"}),
        ("name:租", {"租约.txt"}),
        ("heating date:1999", set()),
        ("heating date:1999..", {"notes.txt", "long.txt", "paged.pdf"}),
        ("heating after:9999 date:..9998", set()),
    ],
)
def test_what_an_operator_leaves(shelf: Library, query: str, expected: set[str]) -> None:
    assert names(shelf, query) == expected


def test_pages(shelf: Library) -> None:
    assert {hit.page for hit in shelf.search("heating page:2..3 mode:words").hits} == {2, 3}
    assert [hit.page for hit in shelf.search("page:4").hits] == [4]


def test_marks_of_a_snippet_are_whole(shelf: Library) -> None:
    (hit,) = shelf.search("租金支付 mode:words").hits
    assert [hit.snippet[word.start : word.end] for word in hit.words] == ["租金", "支付"]
