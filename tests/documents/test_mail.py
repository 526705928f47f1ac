from email.message import EmailMessage
from pathlib import Path

import pytest

from onyx_desktop.documents.mail import read, read_box
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Reason


def message(subject: str = "Größe der Äpfel") -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = subject, "Ada Byron <ada@example.org>", "Bob <bob@example.org>"
    made["Date"] = "Thu, 13 Jan 2000 09:00:00 +0000"
    return made


def test_a_message_with_everything(tmp_path: Path) -> None:
    made = message()
    made.set_content("Lieber Bob,\ndie Äpfel sind groß.\n")
    made.add_alternative("<p>Lieber <b>Bob</b>, nicht dies.</p>", subtype="html")
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="Äpfel.pdf")
    path = tmp_path / "a.eml"
    path.write_bytes(bytes(made))
    document = read(path)
    assert document.title == "Größe der Äpfel"
    assert document.author == "Ada Byron <ada@example.org>"
    assert document.pages[0].text == (
        "Subject: Größe der Äpfel\nFrom: Ada Byron <ada@example.org>\nTo: Bob <bob@example.org>\n"
        "Date: Thu, 13 Jan 2000 09:00:00 +0000\n\nLieber Bob,\ndie Äpfel sind groß.\n\nAttachments: Äpfel.pdf"
    )


def test_html_only(tmp_path: Path) -> None:
    made = message()
    made.set_content("<style>x</style><p>Hello <b>there</b></p>", subtype="html")
    path = tmp_path / "a.eml"
    path.write_bytes(bytes(made))
    assert read(path).pages[0].text.endswith("\n\nHello there")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"Subject: x\nFrom: a\nContent-Type: text/plain; charset=klingon\n\nGr\xfc\xdfe", id="charset"),
        pytest.param("Subject: x\nFrom: a\n\nGrüße".encode("utf-16"), id="UTF-16"),
        pytest.param(b"Subject: x\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nGr\xc3\xbc\xc3\x9fe", id="cut"),
        pytest.param(b'Subject: x\nFrom: "a <b@\nTo: <>,;<\nDate: never\n\nGr\xc3\xbc\xc3\x9fe', id="headers"),
    ],
)
def test_odd_messages(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(data)
    assert "Grüße" in read(path).pages[0].text


@pytest.mark.parametrize(("data", "expected"), [(b" \n\n", Reason.EMPTY), (b"\n\nno header", Reason.DAMAGED)])
def test_reasons(tmp_path: Path, data: bytes, expected: Reason) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(data)
    with pytest.raises(Unreadable) as refused:
        read(path)
    assert refused.value.reason is expected


def test_a_box(tmp_path: Path) -> None:
    first, second = message("One"), message("Two")
    first.set_content("first text\n>From here on\n")
    second.set_content("second text\n")
    path = tmp_path / "Inbox.mbox"
    path.write_bytes(b"".join(b"From a@b Mon Jun 01 10:00:00 2009\n" + bytes(each) + b"\n" for each in (first, second)))
    document = read_box(path)
    text = document.pages[0].text
    assert document.title == "Inbox"
    assert [heading.text for heading in document.headings] == ["One", "Two"]
    assert text[document.headings[1].start :].startswith("Subject: Two")
    assert "first text" in text
    assert "second text" in text


def test_an_empty_box(tmp_path: Path) -> None:
    path = tmp_path / "Inbox.mbox"
    path.write_bytes(b"nothing\n")
    with pytest.raises(Unreadable) as refused:
        read_box(path)
    assert refused.value.reason is Reason.EMPTY
    assert path.read_bytes() == b"nothing\n"
