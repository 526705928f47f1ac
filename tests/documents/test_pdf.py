import io
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, PdfObject, TextStringObject

from onyx_desktop.documents import pdf_facts
from onyx_desktop.documents.pdf import place, read, wash
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Heading, Reason
from tests.documents import making


def made(folder: Path, data: bytes, name: str = "file.pdf") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def reason(path: Path) -> Reason:
    with pytest.raises(Unreadable) as refused:
        read(path)
    return refused.value.reason


def test_pages_title_author_outline_and_labels(tmp_path: Path) -> None:
    data = making.pdf(
        "Hello world\nsecond line",
        "2 Methods\nWe used (two).",
        title="On cats and worlds",
        outline=[("Beginning", 0), ("Methods", 1)],
    )
    document = read(made(tmp_path, data))
    assert [page.text.rstrip() for page in document.pages] == [
        "Hello world\nsecond line",
        "2 Methods\nWe used (two).",
    ]
    assert [page.label for page in document.pages] == ["i", "ii"]
    assert [page.offset for page in document.pages] == [0, len(document.pages[0].text)]
    assert (document.title, document.author) == ("On cats and worlds", "Ada Byron")
    assert document.headings == (Heading(1, 0, "Beginning"), Heading(2, 0, "Methods"))
    assert document.paged
    assert document.reader == "pdfium"


def test_an_outline_that_points_a_page_too_early_or_nowhere(tmp_path: Path) -> None:
    outline = [("Drawn", 0), ("Method", 0), ("References", 0), ("Absent", 1)]
    document = read(made(tmp_path, making.pdf("text\nMethod\ntext", "text\nReferences\ntext", outline=outline)))
    assert document.headings == (
        *(Heading(1, 0, "Drawn"), Heading(1, 5, "Method")),
        *(Heading(2, 5, "References"), Heading(2, 5, "Absent")),
    )


@pytest.mark.parametrize(
    ("claimed", "first", "expected"),
    [
        ("Microsoft Word - x.doc", "!A fine large title\n" + "small print goes on\n" * 5, "A fine large title"),
        ("", "!Two lines of\n!a large title\n" + "small print goes on\n" * 5, "Two lines of a large title"),
        ("untitled", "all of the same size\nand no title", "my report"),
        ("A true title", "!Something else large\nsmall", "A true title"),
    ],
)
def test_titles(tmp_path: Path, claimed: str, first: str, expected: str) -> None:
    assert read(made(tmp_path, making.pdf(first, title=claimed), "my report.pdf")).title == expected


def test_words_are_mended() -> None:
    assert wash("differ\ufffeent hyphen\x02\r\nated") == "different hyphenated"
    assert wash("COVID\ufffe19 and Smith\x02Jones") == "COVID-19 and Smith-Jones"
    assert wash("ﬁnd the ﬂow oﬃce\r\nnext\x01 \x00line") == "find the flow office\nnext line"
    assert wash("Å ½ ① keep") == "Å ½ ① keep"


def test_a_heading_is_found_whatever_its_spaces() -> None:
    assert place("The Method", "as in The Method of\n3.1  The\nMethod\ntext") == 20
    assert place("Absent", "nothing here") is None
    assert place("Author's well-known", "see\nAuthor’s well–known") == 4
    assert place("(a+", "x (a+ b") == 2


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_passwords(tmp_path: Path, algorithm: str) -> None:
    plain = making.pdf("Secret words")
    assert reason(made(tmp_path, making.encrypted(plain, "user", algorithm=algorithm))) is Reason.PASSWORD
    open_to_all = read(made(tmp_path, making.encrypted(plain, "", algorithm=algorithm)))
    assert open_to_all.pages[0].text.strip() == "Secret words"


def test_a_file_for_the_owner_of_a_certificate_is_locked_and_not_damaged(tmp_path: Path) -> None:
    data = making.encrypted(making.pdf("Secret words"), "user").replace(b"/Standard", b"/AdobePKs")
    assert reason(made(tmp_path, data)) is Reason.PASSWORD


def test_a_damaged_file_after_a_locked_one_is_not_called_locked(tmp_path: Path) -> None:
    assert reason(made(tmp_path, making.encrypted(making.pdf("Secret words"), "user"))) is Reason.PASSWORD
    assert reason(made(tmp_path, b"%PDF-1.4\n%%EOF", "b.pdf")) is Reason.DAMAGED


def test_a_scan_has_no_text(tmp_path: Path) -> None:
    assert reason(made(tmp_path, making.pdf("", ""))) is Reason.NO_TEXT


@pytest.mark.parametrize("data", [b"%PDF-1.7\n" + b"\0\xff" * 4000, making.pdf("Hello")[:60], b"no pdf at all"])
def test_damaged(tmp_path: Path, data: bytes) -> None:
    assert reason(made(tmp_path, data)) is Reason.DAMAGED


def test_a_truncated_file_is_mended_as_far_as_it_goes(tmp_path: Path) -> None:
    data = making.pdf("Hello world")
    found = read(made(tmp_path, data[: data.index(b"startxref")]))
    assert found.pages[0].text.strip() == "Hello world"


def test_pypdf_reads_what_pdfium_refuses(tmp_path: Path) -> None:
    data = making.pdf("Hello world", title="A damaged file").replace(b"%PDF-1.4", b"%XXX-1.4")
    document = read(made(tmp_path, data))
    assert document.reader == "pypdf"
    assert document.pages[0].text.strip() == "Hello world"
    assert document.title == "A damaged file"


def test_the_second_opinion_agrees_with_the_first(tmp_path: Path) -> None:
    path = made(tmp_path, making.pdf("Hello world\nsecond line", "next page", title="On cats and worlds"))

    def told(document: Document) -> list[list[str]]:
        return [page.text.split() for page in document.pages]

    assert told(pdf_facts.read(path)) == told(read(path))
    assert pdf_facts.read(path).title == read(path).title
    assert pdf_facts.title_and_author(path) == ("On cats and worlds", "Ada Byron")


def test_the_second_opinion_names_reasons_too(tmp_path: Path) -> None:
    for data, expected in [
        (making.encrypted(making.pdf("Secret"), "user"), Reason.PASSWORD),
        (making.pdf(""), Reason.NO_TEXT),
        (b"%PDF-1.4", Reason.DAMAGED),
    ]:
        with pytest.raises(Unreadable) as refused:
            pdf_facts.read(made(tmp_path, data))
        assert refused.value.reason is expected


def test_no_program_on_the_path_is_ever_run(tmp_path: Path) -> None:
    pdf_facts.title_and_author(made(tmp_path, making.pdf("x")))
    assert pypdf.get_configuration().jbig2dec_binary is None


def test_a_first_page_that_can_not_be_loaded_costs_that_page_only(tmp_path: Path) -> None:
    whole = making.pdf("First page", "The second page can be read")
    document = read(made(tmp_path, whole.replace(b"/Type /Page /Parent", b"/Type /Xage /Parent", 1)))
    assert [page.text for page in document.pages] == ["", "The second page can be read"]
    assert document.title == "file"


def test_what_was_typed_into_forms_and_comments_follows_the_page(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(making.pdf("Name of the tenant\nRent", "second page")))
    name, text = NameObject, TextStringObject

    def note(kind: str, **facts: PdfObject) -> DictionaryObject:
        place = ArrayObject(map(FloatObject, (72, 600, 300, 620)))
        entries = {name("/Type"): name("/Annot"), name("/Subtype"): name(kind), name("/Rect"): place}
        return DictionaryObject(entries | {name(f"/{key}"): value for key, value in facts.items()})

    for each in (
        note("/Widget", FT=name("/Tx"), T=text("tenant"), V=text("Zoë Müller")),
        note("/Widget", FT=name("/Btn"), T=text("agreed"), V=name("/Yes")),
        note("/Widget", FT=name("/Tx"), T=text("what"), V=text("Rent")),
        note("/Text", Contents=text("Ask whether pets are allowed")),
        note("/Popup", Contents=text("Ask whether pets are allowed")),
        note("/Link", Contents=text("press here")),
    ):
        writer.add_annotation(0, each)
    out = io.BytesIO()
    writer.write(out)
    document = read(made(tmp_path, out.getvalue()))
    lines = [line for line in document.pages[0].text.splitlines() if line]
    assert lines == ["Name of the tenant", "Rent", "Zoë Müller", "Ask whether pets are allowed"]
    assert document.pages[1].text.strip() == "second page"
    assert document.pages[1].offset == len(document.pages[0].text)
