"""What the program says it reads, what the README says, and what it does are one list."""

import json
import re
from pathlib import Path

import pytest

from onyx_desktop.cli import main
from onyx_desktop.documents import unpack
from onyx_desktop.documents.formats import FORMATS, KINDS
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Reason
from tests.documents import making

README = Path(__file__).resolve().parents[2] / "README.md"


def test_the_command_lists_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in told] == [each.name for each in FORMATS]
    assert sorted(suffix for each in told for suffix in each["suffixes"]) == sorted(KINDS)
    assert main(["formats"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(FORMATS)


def test_no_suffix_is_read_two_ways() -> None:
    assert sum(len(each.suffixes) for each in FORMATS) == len(KINDS)


def test_the_readme_lists_every_format() -> None:
    rows = re.findall(r"^\| (.+?) \| (`\..+?) \| (.+?) \| (.*?) ?\|$", README.read_text(encoding="utf-8"), re.M)
    assert rows == [
        (each.name, " ".join(f"`{suffix}`" for suffix in each.suffixes), each.by, each.places) for each in FORMATS
    ]


SAMPLES = {
    "pdf": making.pdf("Words of a sample"),
    "html": b"<p>Words of a sample</p>",
    "mail": b"Subject: x\n\nWords of a sample",
    "mbox": b"From a@b Mon Jun 01 10:00:00 2009\nSubject: Words of a sample\n\nx\n",
    "xml": b"<a>Words of a sample</a>",
    "latex": rb"\emph{Words} of a sample",
    "notebook": b'{"cells": [{"cell_type": "markdown", "source": "Words of a sample"}]}',
    "subtitles": b"1\n00:00:01,000 --> 00:00:02,500\nWords of a sample\n",
    "text": b"Words of a sample",
    "zip": making.zipped({"Words of a sample.txt": "x"}),
    "tar": making.tarred({"Words of a sample.txt": b"x"}),
    "office": rb"{\rtf1 Words of a sample}",
    "outlook": rb"{\rtf1 Words of a sample}",
}


@pytest.mark.parametrize("suffix", sorted(KINDS))
def test_every_suffix_has_a_reader(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"sample{suffix}"
    if KINDS[suffix][0] == "picture":
        path.write_bytes(making.photographed("Words of a sample"))
        with pytest.raises(Unreadable) as refused:
            unpack.read(path)
        assert (refused.value.reason, refused.value.scanned) == (Reason.NO_TEXT, (1,))
        return
    path.write_bytes(SAMPLES[KINDS[suffix][0]])
    document, members = unpack.read(path)
    texts = [page.text for page in document.pages]
    texts += [page.text for each in members if each.document for page in each.document.pages]
    assert any("Words of a sample" in text for text in texts)
