"""What stands beside the running text of office files is found, too; and files that the better reader refuses."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from onyx_desktop.documents import office, open_xml
from onyx_desktop.documents.source import Held
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Reason
from tests.documents import making


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for each in paragraphs:
        document.add_paragraph(each)
    document.sections[0].header.paragraphs[0].text = "Printed above each page"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(name: str, data: bytes) -> Document:
    return office.read(Held(name, data))


def renamed(package: bytes, old: str, new: str) -> bytes:
    """The same package with another name for a part, also where others relate to it."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    short_old, short_new = (name.rpartition("/")[2].encode() for name in (old, new))
    return making.zipped(
        {
            name.replace(old, new).replace(f"{old.rpartition('/')[2]}.rels", f"{new.rpartition('/')[2]}.rels"): (
                content.replace(short_old, short_new) if name.endswith((".rels", "Types].xml")) else content
            )
            for name, content in files.items()
        }
    )


def test_notes_headers_comments_and_diagrams_of_a_text() -> None:
    data = making.with_parts(
        word("The lease begins in May.", "A second paragraph."),
        "word/document.xml",
        {
            "word/footnotes.xml": ("footnotes", making.part("As the court held in 1987.")),
            "word/comments.xml": ("comments", making.part("Ask the landlord about this.")),
            "word/diagrams/data1.xml": ("diagramData", making.part("First notice, then eviction")),
            "word/again.xml": ("header", making.part("A second   paragraph.")),
        },
    )
    text = "".join(page.text for page in read("lease.docx", data).pages)
    assert text.startswith("The lease begins in May.")
    for words in ("in 1987", "Ask the landlord", "then eviction", "Printed above each page"):
        assert text.count(words) == 1
    assert text.count("second") == 1, "what the text has is not told again"


def test_notes_and_diagrams_stand_on_their_slide() -> None:
    data = making.pptx(("Prices", "They rise"), ("Costs", "They fall"))
    more = {
        "ppt/notesSlides/n1.xml": ("notesSlide", "<x><p><t>Smile here</t></p><p><fld><t>2</t></fld></p></x>"),
        "ppt/diagrams/data1.xml": ("diagramData", making.part("Buy", "Sell")),
    }
    document = read("talk.pptx", making.with_parts(data, "ppt/slides/slide2.xml", more))
    assert [page.label for page in document.pages] == ["Slide 1", "Slide 2"]
    assert "Smile" not in document.pages[0].text
    assert document.pages[1].text.split("\n\n")[-3:] == ["Smile here", "Buy", "Sell"]
    assert document.pages[1].offset == len(document.pages[0].text)


def test_a_presentation_of_nothing_but_diagrams_is_not_empty() -> None:
    parts = {"ppt/diagrams/data1.xml": ("diagramData", making.part("Buy low"))}
    document = read("talk.pptx", making.with_parts(making.pptx((), ()), "ppt/slides/slide2.xml", parts))
    assert [(page.label, page.text) for page in document.pages if page.text] == [("Slide 2", "Buy low")]


def test_boxes_and_comments_follow_the_rows_of_their_sheet() -> None:
    data = making.xlsx(("Rent", {"A3": "January"}), ("Costs", {"A1": "Heating"}))
    more = {
        "xl/comments1.xml": ("comments", "<x><comment><text><r><t>Why so much?</t></r></text></comment></x>"),
        "xl/drawings/drawing1.xml": ("drawing", making.part("A note upon the sheet")),
    }
    document = read("book.xlsx", making.with_parts(data, "xl/worksheets/sheet2.xml", more))
    told = [(page.label, page.text) for page in document.pages]
    assert told[:2] == [("Sheet “Rent”, row 3", "January"), ("Sheet “Costs”, row 1", "Heating")]
    assert told[2:] == [("Sheet “Costs”", "Why so much?\nA note upon the sheet")]


def test_comments_and_boxes_of_open_document_sheets() -> None:
    note = "<office:annotation><text:p>Ask Anna</text:p></office:annotation>"
    row = f"<table:table-row><table:table-cell>{note}<text:p>Rent</text:p></table:table-cell></table:table-row>"
    box = (
        "<table:shapes><draw:frame><draw:text-box><text:p>Upon it</text:p></draw:text-box></draw:frame></table:shapes>"
    )
    document = read("book.ods", making.ods(("Costs", box + row)))
    assert [(page.label, page.text) for page in document.pages] == [
        ("Sheet “Costs”, row 1", "Rent\tAsk Anna"),
        ("Sheet “Costs”", "Upon it"),
    ]


def test_what_the_reader_of_open_document_texts_leaves_out() -> None:
    index = "<text:table-of-content><text:index-body><text:p>1 Of heating</text:p></text:index-body>"
    document = read("text.odt", making.odt(f"{index}</text:table-of-content><text:p>Words and words</text:p>"))
    text = "".join(page.text for page in document.pages)
    assert (text.count("1 Of heating"), text.count("Words and words")) == (1, 1)


def test_a_box_in_a_paragraph_and_deleted_words_are_told_once_or_never() -> None:
    box = "<text:note><text:note-body><text:p>In the note</text:p></text:note-body></text:note>"
    gone = "<text:tracked-changes><text:p>Long gone</text:p></text:tracked-changes>"
    document = read("text.odt", making.odt(f"{gone}<text:p>The words{box} go on</text:p>"))
    text = "".join(page.text for page in document.pages)
    assert [text.count(words) for words in ("The words", "go on", "In the note", "Long gone")] == [1, 1, 1, 0]


def test_a_long_paragraph_with_a_word_more_is_not_told_twice() -> None:
    text = "He heard quiet steps behind him and that did not bode well for him at all, who could be following him now?"
    assert open_xml.lacking([text.replace("bode", "bode A drawing"), "Who could be him?"], f"Title\n{text}") == [
        "Who could be him?"
    ]


def test_bold_words_of_a_slide_have_no_signs() -> None:
    slide = making.pptx(("Prices", "BOLD"))
    with zipfile.ZipFile(io.BytesIO(slide)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["ppt/slides/slide1.xml"] = files["ppt/slides/slide1.xml"].replace(
        b"<a:r><a:t>BOLD", b'<a:r><a:rPr b="1"/><a:t>They rise</a:t></a:r><a:r><a:t> at 2 * 3 ** 4'
    )
    document = read("talk.pptx", making.zipped(files))
    assert document.pages[0].text.endswith("They rise at 2 * 3 ** 4")


def test_a_text_with_an_unusual_name_inside_is_read() -> None:
    data = renamed(word("Found all the same."), "word/document.xml", "word/document2.xml")
    assert "Found all the same." in "".join(page.text for page in read("odd.docx", data).pages)


@pytest.mark.parametrize("mark", [b"\xdc\xa5", b"\0\0"])
def test_a_text_of_word_95_is_called_old_and_not_damaged(tmp_path: Path, mark: bytes) -> None:
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    data = header + mark + b"\0" * 1022 + "WordDocument".encode("utf-16-le")
    with pytest.raises(Unreadable) as refused:
        read("old.doc", data)
    assert refused.value.reason is (Reason.UNSUPPORTED if mark == b"\xdc\xa5" else Reason.DAMAGED)
