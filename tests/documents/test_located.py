"""Slides and sheets are places: each is a page that says what it is called."""

from pathlib import Path

import pytest

from onyx_desktop.documents.readers import read
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Reason, label_at
from tests.documents import making


def made(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def shown(document: Document) -> list[tuple[str, str]]:
    return [(page.label, page.text) for page in document.pages]


def test_open_document_sheets(tmp_path: Path) -> None:
    rows = making.ods_row(repeated=4) + making.ods_row("Heating", "1,200.00 €") + making.ods_row(repeated=1_000_000)
    rows += making.ods_row("Total", "x<text:s text:c='3'/>y", repeated=2)
    data = making.ods(("Costs", rows), ("Empty", making.ods_row(repeated=5)), ("Staff", making.ods_row("Ada")))
    document = read(made(tmp_path, "a.ods", data))
    assert shown(document) == [
        ("Sheet “Costs”, row 5", "Heating\t1,200.00 €"),
        ("Sheet “Costs”, row 1000006", "Total\tx y\nTotal\tx y"),
        ("Sheet “Staff”, row 1", "Ada"),
    ]
    assert [(each.page, each.text) for each in document.headings] == [(1, "Costs"), (2, "Costs"), (3, "Staff")]
    assert (document.title, document.author, document.paged) == ("a", "Ada Byron", True)
    assert [page.offset for page in document.pages] == [0, 18, 37]


def test_excel_sheets_know_the_row_they_begin_in(tmp_path: Path) -> None:
    costs = {"B3": "Heating", "C3": "high", "B4": "Water &amp; waste", "B6": "Total"}
    data = making.xlsx(("Costs", costs), ("Empty", {}), ("Staff", {"A1": "Ada"}))
    document = read(made(tmp_path, "a.xlsx", data))
    assert shown(document) == [
        ("Sheet “Costs”, row 3", "Heating\thigh\nWater & waste\n\nTotal"),
        ("Sheet “Staff”, row 1", "Ada"),
    ]


def test_a_long_sheet_is_cut_between_rows(tmp_path: Path) -> None:
    rows = "".join(making.ods_row(f"row {number} " + "words " * 40) for number in range(1, 201))
    pages = read(made(tmp_path, "a.ods", making.ods(("Long", rows)))).pages
    assert len(pages) > 2
    for page in pages:
        assert page.text.split()[1] == page.label.rpartition(" ")[2]
        assert len(page.text) <= 16_000


def test_a_row_is_counted_from_the_label_of_its_page() -> None:
    assert label_at("Sheet “a, row 3”, row 12", 4) == "Sheet “a, row 3”, row 16"
    assert label_at("Sheet “a, row 3”", 4) == "Sheet “a, row 3”"
    assert label_at("Slide 3", 4) == "Slide 3"


def test_powerpoint_slides(tmp_path: Path) -> None:
    data = making.pptx(("Costs of heating", "They rise"), (), ("Plan", "Insulate the roof"))
    document = read(made(tmp_path, "a.pptx", data))
    assert [page.label for page in document.pages] == ["Slide 1", "Slide 2", "Slide 3"]
    assert [page.text for page in document.pages] == ["Costs of heating\n\nThey rise", "", "Plan\n\nInsulate the roof"]
    assert (document.title, document.paged) == ("Costs of heating", True)
    for heading in document.headings:
        assert document.pages[heading.page - 1].text[heading.start :].startswith(heading.text)


def test_open_document_slides(tmp_path: Path) -> None:
    data = making.odp(("Heating", "It is <text:span>cold</text:span>", "Say it slowly"), ("Plan", "Insulate", ""))
    document = read(made(tmp_path, "a.odp", data))
    assert shown(document) == [("Slide 1", "Heating\n\nIt is cold\n\nSay it slowly"), ("Slide 2", "Plan\n\nInsulate")]
    assert [(each.page, each.start, each.text) for each in document.headings] == [(1, 0, "Heating"), (2, 0, "Plan")]
    assert document.title == "Heating"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.ods", making.ods(("Empty", "")), Reason.EMPTY),
        ("a.odp", making.odp(("", "", "")), Reason.EMPTY),
        ("a.ods", making.ods(("Costs", "<table:table-row>")), Reason.DAMAGED),
        ("a.ods", making.ods(("Costs", making.ods_row("x")))[:-200], Reason.DAMAGED),
    ],
)
def test_reasons(tmp_path: Path, name: str, data: bytes, expected: Reason) -> None:
    with pytest.raises(Unreadable) as refused:
        read(made(tmp_path, name, data))
    assert refused.value.reason is expected
