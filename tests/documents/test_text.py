from pathlib import Path

import pytest

from onyx_desktop.documents.text import read, stem
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Reason


def test_a_note_in_markdown(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"\xef\xbb\xbf# Apples\r\n\r\nThey are red.\r\n\r\n## Pears\rgreen")
    document = read(path, "markdown")
    (page,) = document.pages
    assert document.title == "Apples"
    assert page.text == "# Apples\n\nThey are red.\n\n## Pears\ngreen"
    assert [(heading.text, heading.start) for heading in document.headings] == [("Apples", 0), ("Pears", 25)]
    assert not document.paged


def test_plain_text_is_titled_by_its_first_line_or_its_name(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("About the weather\n\nIt has been raining here for three weeks.")
    assert read(path, "").title == "About the weather"
    path.write_text("It has been raining.")
    assert read(path, "").title == "letter"


def test_code_is_titled_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "tool.py"
    path.write_text("# first comment\n\nimport something_with_a_long_name_here")
    assert read(path, "").title == "tool"


def test_white_space_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(" \n\t\n")
    with pytest.raises(Unreadable) as refused:
        read(path, "")
    assert refused.value.reason is Reason.EMPTY


def test_a_name_that_is_no_text_can_still_be_a_title() -> None:
    assert stem(Path("caf\udce9.txt")) == "caf\ufffd"
