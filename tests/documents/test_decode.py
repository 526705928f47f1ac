import codecs
import csv
import os
from pathlib import Path

import pytest

from onyx_desktop.documents.decode import decode
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Reason

GERMAN = "Die Größe der Straße überrascht. Schöne Grüße aus Köln, wo es fünf Äpfel für zwölf Bürger gibt – „gut“. " * 5
PLAIN_QUOTES = str.maketrans("–„“", "-''")
SPANISH = "El niño comió una manzana. ¿Qué pasó después? La canción terminó y él volvió a su país. " * 5
TURKISH = "Şimdi İstanbul'da güneş doğuyor; çocuklar ağaçların altında oynuyor ve ışık çoğalıyor. " * 5
POLISH = "Zażółć gęślą jaźń. Wieś leży między łąkami, gdzie żółte kwiaty pachną słońcem. " * 5
RUSSIAN = "Однажды в студёную зимнюю пору я из лесу вышел; был сильный мороз. Гляжу, поднимается медленно в гору. " * 5
CHINESE = "这是一个用来测试编码的句子。我们希望它能够被正确地识别出来，因为文字很重要。\n" * 8
HINDI = "यह एक वाक्य है जो कूटलेखन की जाँच के लिए लिखा गया है। दूसरा वाक्य यहाँ है।\n" * 5


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((GERMAN, each) for each in ("utf-8", "cp1252", "mac-roman")),
        *((GERMAN.translate(PLAIN_QUOTES), each) for each in ("latin-1", "cp850", "cp437")),
        *((SPANISH, each) for each in ("latin-1", "cp850", "mac-roman", "iso8859-15")),
        *((TURKISH, each) for each in ("cp1254", "iso8859-9")),
        *((POLISH, each) for each in ("cp1250", "iso8859-2")),
        *((RUSSIAN, each) for each in ("cp1251", "koi8-r", "cp866", "iso8859-5")),
        *((CHINESE, each) for each in ("gb18030", "utf-16-le", "utf-32-be")),
        *((HINDI, each) for each in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-7")),
        ("plain words only, nothing else in here", "ascii"),
        ("HARDWARE        and software\n" * 20, "cp500"),
    ],
    ids=lambda value: value if len(value) < 12 else "",
)
def test_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_mark_decides_and_goes(encoding: str) -> None:
    assert decode(("\ufeff" + GERMAN).encode(encoding)) == GERMAN


def test_a_cut_or_slightly_damaged_utf8_file_stays_utf8() -> None:
    data = (GERMAN * 20).encode()
    assert decode(data + b"\xc3") == GERMAN * 20 + "\ufffd"


def test_foreign_letters_late_in_a_long_file_count() -> None:
    text = "An English preface without any foreign letters at all. " * 3000 + "\n" + GERMAN
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    "data", [os.urandom(5000), codecs.BOM_UTF8[:1] + bytes(range(256)) * 20], ids=["noise", "all bytes"]
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        decode(data)
    assert refused.value.reason is Reason.DAMAGED


def test_a_stray_zero_byte_is_forgiven() -> None:
    assert decode(GERMAN.encode() + b"\0" + GERMAN.encode()) == GERMAN * 2


CORPUS = Path(__file__).parents[3] / "shared/corpora/docs/encodings"


@pytest.mark.skipif(not CORPUS.exists(), reason="the developers' corpora are not here")
def test_every_file_of_the_corpus_decodes_exactly() -> None:
    with (CORPUS / "encodings.tsv").open(newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    for row in rows:
        data = (CORPUS / row["file"]).read_bytes()
        assert decode(data) == data.decode(row["encoding"]).lstrip("\ufeff"), row["file"]
