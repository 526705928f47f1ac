"""Picture files, and pages of a PDF that are pictures but for a stamp: real files, and what is drawn of them."""

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from onyx_desktop.documents import pdf, pdf_scans, pictures, readers, recognition, unpack
from onyx_desktop.documents.source import Held
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Reason
from tests.documents import making

STAMP = "Case 12-345 Page 7"


def refused(held: Held) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        readers.read(held)
    return caught.value


@pytest.mark.parametrize(("suffix", "form"), [("png", "PNG"), ("jpg", "JPEG"), ("tif", "TIFF"), ("bmp", "BMP")])
def test_a_picture_waits_for_recognition_as_one_page(suffix: str, form: str) -> None:
    why = refused(Held(f"letter.{suffix}", making.photographed("A letter", form)))
    assert (why.reason, why.scanned) == (Reason.NO_TEXT, (1,))


def test_a_fax_has_pages_and_keeps_what_was_recognised_on_each() -> None:
    fax = Held("fax.tiff", making.photographed("One", "TIFF", "Two", "Three"))
    assert refused(fax).scanned == (1, 2, 3)
    document = recognition.read(fax, {1: "One", 3: "Three"})
    assert [(page.text, page.scanned, page.recognised) for page in document.pages] == [
        *(("One", True, True), ("", True, False), ("Three", True, True)),
    ]
    assert [page.offset for page in document.pages] == [0, 3, 3]


def test_icons_and_broken_files_are_no_documents() -> None:
    assert refused(Held("icon.png", making.icon())).reason is Reason.UNSUPPORTED
    assert refused(Held("cut.png", making.photographed("A letter")[:30])).reason is Reason.DAMAGED
    assert refused(Held("none.jpg", b"no picture at all")).reason is Reason.DAMAGED
    with pytest.raises(Unreadable) as caught:
        pictures.picture(Held("cut.png", making.photographed("A letter")[:4000]), 1)
    assert caught.value.reason is Reason.DAMAGED
    bomb = making.photographed("A letter", "BMP")
    header = bomb[:18] + (60_000).to_bytes(4, "little") + (60_000).to_bytes(4, "little") + bomb[26:]
    assert refused(Held("bomb.bmp", header)).reason is Reason.TOO_LARGE


def test_logos_in_mails_are_not_listed(tmp_path: Path) -> None:
    path = tmp_path / "both.zip"
    path.write_bytes(making.zipped({"logo.png": making.icon(), "letter.png": making.photographed("A letter")}))
    assert [(each.name, each.reason) for each in unpack.read(path)[1]] == [("letter.png", Reason.NO_TEXT)]


def test_a_picture_is_turned_as_the_camera_was_held() -> None:
    upright = pictures.picture(Held("a.jpg", making.photographed("A letter", "JPEG")), 1)
    turned = pictures.picture(Held("b.jpg", making.photographed("A letter", "JPEG", turned=6)), 1)
    assert upright.shape == turned.shape
    assert np.abs(upright.astype(int) - turned.astype(int)).mean() < 10


def test_clear_and_deep_pictures_are_drawn_dark_on_white() -> None:
    clear = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (10, 10, 60, 60))
    deep = Image.fromarray(np.linspace(0, 65_535, 30_000).reshape(100, 300).astype(np.uint16))
    for image, least, most in ((clear, 0, 255), (deep, 0, 255)):
        out = io.BytesIO()
        image.save(out, "PNG")
        drawn = pictures.picture(Held("a.png", out.getvalue()), 1)
        assert (drawn.min(), drawn.max()) == (least, most)
        assert drawn[90, 250].mean() > 200


def test_the_preview_gets_a_pdf_of_all_pages() -> None:
    made = pictures.as_pdf(Held("fax.tiff", making.photographed("One", "TIFF", "Two")))
    with pypdfium2.PdfDocument(made) as document:
        assert len(document) == 2
        assert max(document[0].get_size()) == pytest.approx(792, abs=2)


def test_a_stamped_scan_keeps_its_stamp_and_waits_for_recognition() -> None:
    held = Held("scan.pdf", making.stamped("The tenant shall\ngive notice", STAMP))
    document = pdf.read(held)
    (page,) = document.pages
    assert (page.text.strip(), page.scanned, page.recognised) == (STAMP, True, False)
    read = pdf.read(held, {1: f"The tenant shall give notice\n{STAMP}"}).pages[0]
    assert (read.text.count(STAMP), read.recognised) == (1, True)


def test_the_stamp_is_not_drawn_but_told_with_its_place() -> None:
    data = making.stamped("The tenant shall\ngive notice", STAMP)
    drawn = pdf_scans.picture(Held("scan.pdf", data), 1, 100)
    bare = pdf_scans.picture(Held("scan.pdf", making.scan("The tenant shall\ngive notice")), 1, 100)
    assert np.abs(drawn.astype(int) - bare.astype(int)).mean() < 1
    (line,) = pdf_scans.stamp(Held("scan.pdf", data), 1)
    assert [each.word for each in line] == STAMP.split()
    left, top, right, bottom = line[0].box
    assert 72 / 612 - 0.01 < left < right < 0.2
    assert 0 < top < bottom < 0.06


def test_letters_of_a_font_that_tells_none_are_a_picture() -> None:
    assert refused(Held("odd.pdf", making.pdf("\x03\x04\x05\x06", " "))).scanned == (1,)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (making.stamped("A drawing", STAMP, share=0.4), "a picture on a part of the page"),
        (making.stamped("A drawing", "Many words of running text. " * 12), "a page of text over a picture"),
        (making.pdf(STAMP), "a page with a title and nothing else"),
    ],
)
def test_what_is_no_stamped_scan(data: bytes, what: str) -> None:
    assert not pdf.read(Held("page.pdf", data)).pages[0].scanned, what
