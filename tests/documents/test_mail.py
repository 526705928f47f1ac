import base64
from email.message import EmailMessage
from pathlib import Path

import pytest

from onyx_desktop.documents import unpack
from onyx_desktop.documents.mail import read
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Reason
from tests.documents import making


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


def box(*messages: EmailMessage) -> bytes:
    return b"".join(b"From a@b Mon Jun 01 10:00:00 2009\n" + bytes(each) + b"\n" for each in messages)


def test_a_box(tmp_path: Path) -> None:
    first, second = message("One"), message("Two / three")
    first.set_content("first text\n>From here on\nFrom there on\n")
    second.set_content("second text\n")
    path = tmp_path / "Inbox.mbox"
    path.write_bytes(box(first, second))
    document, members = unpack.read(path)
    assert (document.title, document.pages[0].text) == ("Inbox", "Mailbox, messages: 2")
    assert [each.name for each in members] == ["One.eml", "Two three.eml"]
    texts = [each.document.pages[0].text for each in members if each.document is not None]
    assert texts[0].endswith("first text\nFrom here on\nFrom there on")
    assert texts[1].endswith("second text")


def test_a_box_without_empty_lines_between(tmp_path: Path) -> None:
    path = tmp_path / "Inbox.mbox"
    one = b"From a@b Mon Jun 01 10:00:00 2009\r\nSubject: x\r\n\r\nwords\r\n"
    path.write_bytes(one * 3)
    assert [each.name for each in unpack.read(path)[1]] == ["x.eml", "x (2).eml", "x (3).eml"]


def test_a_message_of_a_box_without_a_header(tmp_path: Path) -> None:
    path = tmp_path / "Inbox.mbox"
    path.write_bytes(b"From a@b Mon Jun 01 10:00:00 2009\n\nonly words\n")
    (member,) = unpack.read(path)[1]
    assert member.document is not None
    assert member.document.pages[0].text.strip() == "only words"


def test_a_forwarded_message_in_base64(tmp_path: Path) -> None:
    inner = base64.encodebytes(b"Subject: inner\n\nthe inner words\n").decode()
    head = "Subject: outer\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nouter words\n--q\n"
    head += "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n"
    path = tmp_path / "a.eml"
    path.write_text(f'{head}Content-Disposition: attachment; filename="x.eml"\n\n{inner}\n--q--\n')
    (member,) = unpack.read(path)[1]
    assert member.document is not None
    assert (member.name, member.document.title) == ("x.eml", "inner")
    assert "the inner words" in member.document.pages[0].text


def test_an_empty_box(tmp_path: Path) -> None:
    path = tmp_path / "Inbox.mbox"
    path.write_bytes(b"nothing\n")
    with pytest.raises(Unreadable) as refused:
        unpack.read(path)
    assert refused.value.reason is Reason.EMPTY


def test_what_is_attached(tmp_path: Path) -> None:
    forwarded = message("An older one")
    forwarded.set_content("the older words")
    forwarded.add_attachment("deep words", filename="deep.txt")
    made = message()
    made.set_content("See below.")
    made.add_attachment(making.pdf("The contract", "Page two"), maintype="application", subtype="pdf", filename="c.pdf")
    made.add_attachment(making.icon(), maintype="image", subtype="png", filename="logo.png")
    made.add_attachment("plain words", filename="../../note.txt")
    made.add_attachment(forwarded)
    path = tmp_path / "a.eml"
    path.write_bytes(bytes(made))
    document, members = unpack.read(path)
    assert "older" not in document.pages[0].text.partition("Attachments")[0]
    assert "Attachments: c.pdf, logo.png, ../../note.txt, An older one.eml" in document.pages[0].text
    assert [(each.name, each.parent) for each in members] == [
        ("c.pdf", None),
        ("note.txt", None),
        ("An older one.eml", None),
        ("An older one.eml/deep.txt", 2),
    ]
    assert [each.document and each.document.pages[-1].text.strip().rpartition("\n")[2] for each in members] == [
        "Page two",
        "plain words",
        "Attachments: deep.txt",
        "deep words",
    ]
    assert members[0].mtime_ns == 947754000 * 10**9
    assert unpack.extract(path, False, member="An older one.eml/deep.txt").decode().strip() == "deep words"
    with pytest.raises(Unreadable) as refused:
        unpack.extract(path, False, member="An older one.eml/shallow.txt")
    assert refused.value.reason is Reason.VANISHED


def test_a_header_that_python_would_fold_for_ever(tmp_path: Path) -> None:
    head = "Subject: outer\nContent-Type: multipart/mixed; boundary=q\n\n--q\nContent-Type: message/rfc822\n\n"
    inner = f'Subject: inner\nContent-Type: text/plain; charse{"--r" * 40}t="utf-8"\n\nthe inner words\n'
    path = tmp_path / "a.eml"
    path.write_text(f"{head}{inner}\n--q--\n")
    assert "the inner words" in unpack.extract(path, False, member="inner.eml").decode()
