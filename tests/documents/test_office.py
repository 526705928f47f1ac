from pathlib import Path

import docx
import pytest

from onyx_desktop.documents.office import read
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Reason
from tests.documents import making


def made(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def word(folder: Path, *, title: str = "", heading: str = "") -> Path:
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = "Ada Byron"
    if heading:
        document.add_heading(heading, 1)
    document.add_paragraph("The first paragraph has some <words> & signs_with*stars*.")
    document.add_heading("Second part", 2)
    document.add_paragraph("The last paragraph.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "left", "right"
    path = folder / "letter.docx"
    document.save(str(path))
    return path


def test_word(tmp_path: Path) -> None:
    document = read(word(tmp_path, title="A title of its own", heading="The heading"))
    (page,) = document.pages
    assert page.text == (
        "The heading\n\nThe first paragraph has some <words> & signs_with*stars*.\n\nSecond part\n\n"
        "The last paragraph.\n\nleft\tright"
    )
    assert [(heading.text, page.text[heading.start :][: len(heading.text)]) for heading in document.headings] == [
        ("The heading", "The heading"),
        ("Second part", "Second part"),
    ]
    assert (document.title, document.author, document.paged) == ("A title of its own", "Ada Byron", False)


def test_a_title_is_sought_in_the_text_and_then_in_the_name(tmp_path: Path) -> None:
    assert read(word(tmp_path, title="Microsoft Word - x.doc", heading="The heading")).title == "The heading"
    assert read(word(tmp_path)).title == "letter"


def test_open_document(tmp_path: Path) -> None:
    body = '<text:h text:outline-level="1">Über Äpfel</text:h><text:p>Sie sind rot.</text:p>'
    document = read(made(tmp_path, "a.odt", making.odt(body)))
    assert document.pages[0].text == "Über Äpfel\n\nSie sind rot."
    assert document.title == "Über Äpfel"


def test_rich_text(tmp_path: Path) -> None:
    data = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 On pears and plums\par\par They are gr\'fcn,"
    data += rb" and there are many of them.\par}"
    document = read(made(tmp_path, "a.rtf", data))
    assert "They are grün" in document.pages[0].text
    assert document.title == "On pears and plums"


def test_a_book(tmp_path: Path) -> None:
    document = read(made(tmp_path, "a.epub", making.epub("My Book", "<h1>One</h1><p>Words &amp; more.</p>")))
    assert document.title == "My Book"
    assert "Words & more." in document.pages[0].text
    assert [heading.text for heading in document.headings] == ["One"]


def test_a_web_page_under_an_office_name(tmp_path: Path) -> None:
    document = read(made(tmp_path, "a.doc", b"<html><body><h1>Saved</h1><p>as a page</p></body></html>"))
    assert (document.title, document.reader) == ("Saved", "html")


def test_names_lie(tmp_path: Path) -> None:
    path = word(tmp_path, heading="The heading")
    assert read(path.rename(tmp_path / "letter.odt")).title == "The heading"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.docx", b"PK\x03\x04" + b"\0" * 500, Reason.DAMAGED),
        ("a.docx", b"no archive", Reason.DAMAGED),
        ("a.doc", b"\xdb\xa5 Word 2", Reason.UNSUPPORTED),
        ("a.docx", making.zipped({"x.txt": "y"}), Reason.UNSUPPORTED),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Reason.PASSWORD),
        ("a.odt", making.odt("<text:p>x</text:p>", "<manifest:encryption-data/>"), Reason.PASSWORD),
        ("a.odt", making.odt("<text:p> </text:p>"), Reason.EMPTY),
    ],
)
def test_reasons(tmp_path: Path, name: str, data: bytes, expected: Reason) -> None:
    with pytest.raises(Unreadable) as refused:
        read(made(tmp_path, name, data))
    assert refused.value.reason is expected


def test_an_archive_that_unpacks_to_no_end_is_too_large(tmp_path: Path) -> None:
    data = making.zipped({"word/document.xml": " " * (501 << 20)})
    assert len(data) < 1 << 20
    with pytest.raises(Unreadable) as refused:
        read(made(tmp_path, "a.docx", data))
    assert refused.value.reason is Reason.TOO_LARGE
