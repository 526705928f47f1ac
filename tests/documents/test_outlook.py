"""What lies in Outlook's mails: files, forwarded messages; and what is no such mail at all."""

import contextlib
from pathlib import Path

import pytest

from onyx_desktop.documents import outlook, unpack
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Mail

MAILS = Path(__file__).parent / "mails"


def test_a_file_that_is_attached_is_a_member() -> None:
    document, (member,) = unpack.read(MAILS / "attached.msg")
    assert document.title == "Fake email with attachment"
    assert (member.name, member.size_bytes, member.reason) == ("fake-attachment.txt", 30, None)
    assert member.document is not None
    assert member.document.pages[0].text == "Hey this is a fake attachment!"
    assert document.mail is not None
    assert member.mtime_ns // 10**9 == (document.mail.sent_ns or 0) // 10**9, "the day it was sent"
    assert unpack.extract(MAILS / "attached.msg", again=False, member=member.name).startswith(b"Hey this")


def test_a_message_that_is_forwarded_is_a_mail_with_its_fields() -> None:
    _, (member,) = unpack.read(MAILS / "forwarded.msg")
    assert member.name == "Test mail attachment.eml"
    assert member.document is not None
    assert member.document.mail == Mail(
        '"Bertrand Beyssac"', '"Bertrand Beyssac"', "Test mail attachment", 1438776108 * 10**9
    )
    assert "Lorem ipsum dolor sit amet" in member.document.pages[0].text


def test_what_is_no_such_container_has_nothing_inside(tmp_path: Path) -> None:
    text = tmp_path / "note.msg"
    text.write_text("Dear Sir or Madam")
    assert list(outlook.inside(text)) == []


@pytest.mark.parametrize("length", [600, 5_000, 14_000])
def test_one_that_is_cut_short_is_damaged_or_lacks_something(tmp_path: Path, length: int) -> None:
    cut = tmp_path / "cut.msg"
    cut.write_bytes((MAILS / "attached.msg").read_bytes()[:length])
    with contextlib.suppress(Unreadable):
        assert [inner.name for inner in outlook.inside(cut)] in ([], ["fake-attachment.txt"])
