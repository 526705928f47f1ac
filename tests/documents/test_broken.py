"""Readers of our own against broken files: a document or a reason, never anything else."""

import io
import time
import zipfile
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from onyx_desktop.documents import readers, unpack
from onyx_desktop.documents.source import Held
from onyx_desktop.documents.unreadable import Unreadable
from tests.documents import making
from tests.documents.test_mail import box, message
from tests.documents.test_marked_up import JATS, LATEX


def _letter() -> bytes:
    forwarded, letter = message("inner"), message("outer")
    forwarded.set_content("inner words")
    letter.set_content("outer words")
    letter.add_attachment(making.zipped({"a.txt": "words"}), maintype="application", subtype="zip", filename="a.zip")
    letter.add_attachment(forwarded)
    return box(letter, forwarded)


FILES = {
    "a.tex": LATEX.encode(),
    "a.xml": JATS.encode(),
    "a.srt": b"1\n00:00:01,000 --> 00:00:02,500\n<i>Hello</i>\n\n2\n00:00:03,000 --> 00:00:04,000\nYou\n",
    "a.ipynb": b'{"cells": [{"cell_type": "code", "source": "1", "outputs": [{"data": {"text/plain": ["42"]}}]}]}',
    "a.ods": making.ods(("A", making.ods_row("x", "y") * 3)),
    "a.odp": making.odp(("a", "b", "c")),
    "a.xlsx": making.xlsx(("A", {"B3": "x", "C4": "y"})),
    "a.pptx": making.pptx(("a", "b"), ("c",)),
    "a.mbox": _letter(),
    "a.zip": making.zipped({"a/b.txt": "words", "c.zip": making.zipped({"d.txt": "words"})}),
    "a.tgz": making.tarred({"a.txt": b"words"}, "gz"),
}
PIECES = st.sampled_from(
    [b"{", b"}", b"$", b"\\", b"<", b"&", b"\n\n", b"\0", b"\xff\xfe", b"--q", b"From ", b"PK\x03\x04", b""]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(FILES)), st.lists(st.tuples(st.floats(0, 1), PIECES, st.integers(0, 30)), min_size=1))
def test_broken_files(name: str, changes: list[tuple[float, bytes, int]]) -> None:
    data = FILES[name]
    for place, piece, lost in changes:
        at = int(place * len(data))
        data = data[:at] + piece + data[at + lost :]
    held = Held(name, data)
    try:
        document = readers.read(held)
        inside = readers.inside(held)
        if inside is not None:
            unpack._Reading(time.monotonic() + 30, again=False).take(inside, "", None, 1)
    except Unreadable:
        return
    lengths = {page.number: len(page.text) for page in document.pages}
    assert all(0 <= heading.start <= lengths[heading.page] for heading in document.headings)


def test_an_office_file_is_read_where_the_part_that_names_its_kind_is_broken(tmp_path: Path) -> None:
    """Found by a fuzzer: such a part was an error without a reason."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(making.odt("<text:p>Words of a letter</text:p>"))) as whole,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text " * 40)
        for name in set(whole.namelist()) - {"mimetype"}:
            archive.writestr(name, whole.read(name))
    data = bytearray(out.getvalue())
    begin = 30 + len("mimetype")
    data[begin : begin + 8] = b"\xff" * 8
    path = tmp_path / "broken.odt"
    path.write_bytes(data)
    assert "Words of a letter" in readers.read(path).pages[0].text
