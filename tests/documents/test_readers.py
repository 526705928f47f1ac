import subprocess
import sys
from pathlib import Path

import pytest

from onyx_desktop.documents.formats import KINDS, supported
from onyx_desktop.documents.readers import read
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Reason
from tests.documents import making


def made(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["a.PDF", "a.txt", "b.tar.md", "README", "Makefile", "a.docx", "a.eml", "x.Rst"])
def test_supported(name: str) -> None:
    assert supported(Path(name))


@pytest.mark.parametrize("name", ["a.exe", "a.gz", "a.heic", "unknown", "a.", ".txt", "a.chm", "a.pages"])
def test_not_supported(name: str) -> None:
    assert not supported(Path(name))


def test_suffixes_are_as_they_are_compared() -> None:
    assert all(each.startswith(".") and each == each.lower() for each in KINDS)


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("pdf.txt", making.pdf("Hello world"), "pdfium"),
        ("book.txt", making.epub("Book", "<p>words</p>"), "kreuzberg"),
        ("rich.txt", rb"{\rtf1 words in rich text}", "kreuzberg"),
        ("page.HTML", b"<p>words", "html"),
        ("a.eml", b"Subject: x\n\nwords about %PDF-1.4", "mail"),
        ("a.mbox", b"From a@b Mon Jun 01 10:00:00 2009\nSubject: x\n\nwords", "mailbox"),
        ("a.py", b"print('words')", "text"),
    ],
)
def test_content_beats_the_name(tmp_path: Path, name: str, data: bytes, reader: str) -> None:
    assert read(made(tmp_path, name, data)).reader == reader


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.pdf", b"", Reason.EMPTY),
        ("a.txt", b"", Reason.EMPTY),
        ("a.xyz", b"words", Reason.UNSUPPORTED),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 99, Reason.UNSUPPORTED),
        ("a.txt", bytes(range(256)) * 9, Reason.DAMAGED),
    ],
)
def test_reasons(tmp_path: Path, name: str, data: bytes, expected: Reason) -> None:
    with pytest.raises(Unreadable) as refused:
        read(made(tmp_path, name, data))
    assert refused.value.reason is expected


def test_the_second_reader_is_for_pdf_only(tmp_path: Path) -> None:
    assert read(made(tmp_path, "a.pdf", making.pdf("Hello")), again=True).reader == "pypdf"
    with pytest.raises(Unreadable) as refused:
        read(made(tmp_path, "a.txt", b"words"), again=True)
    assert refused.value.reason is Reason.CRASHED


def test_what_the_file_system_refuses_is_not_hidden(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "missing.txt")


def test_asking_what_is_supported_loads_no_reader() -> None:
    code = (
        "import sys; from onyx_desktop.documents import formats, process, readers; "
        "print({'pypdf', 'pypdfium2', 'kreuzberg', 'selectolax', 'charset_normalizer'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
