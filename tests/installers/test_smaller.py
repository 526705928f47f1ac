"""What is made smaller within libraries on Linux does as much as before: ICU's data, and kreuzberg's model runtime."""

import os
import platform
import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import docx
import kreuzberg
import PySide6
import pytest

from tests.installers.loading import ROOT, load

QT = Path(PySide6.__file__).parent / "Qt" / "lib"
DATA = next(QT.glob("libicudata.so.*"), None)
pytestmark = [
    pytest.mark.skipif(
        DATA is None or platform.machine() != "x86_64", reason="Qt brings ICU, and these are made, on Linux x86-64 only"
    ),
    pytest.mark.skipif(not (shutil.which("as") and shutil.which("ld")), reason="binutils make the libraries"),
]
# What Qt can be asked for by way of ICU: order, case, character sets, time zones.
ASKS_ICU = """
from PySide6.QtCore import QCollator, QDate, QDateTime, QLocale, QStringDecoder, QTimeZone
for language, words in (("de", "z ä a Ö o p b10 b9"), ("sv", "z ä a ö å"), ("cs", "ch c h d"), ("zh", "中 国 人")):
    order = QCollator(QLocale(language))
    order.setNumericMode(True)
    print(sorted(words.split(), key=order.sortKey))
print(QLocale("tr").toUpper("i"), QLocale("lt").toLower("Ì"))
for name in ("windows-1252", "shift_jis", "gb18030", "koi8-r", "big5", "euc-kr", "ibm-1047"):
    print(name, QStringDecoder(name).isValid())
zone = QTimeZone(b"Europe/Berlin")
moment = QDateTime(QDate(2026, 7, 1).startOfDay(zone))
print(zone.displayName(QTimeZone.StandardTime), moment.offsetFromUtc())
print(QLocale("de").toString(moment, QLocale.LongFormat))
print("MAPS", {line.split()[-1] for line in open("/proc/self/maps") if "icudata" in line})
"""
READS = """
import pathlib, sys
from onyx_desktop.documents import office
for name in sys.argv[1:]:
    print(office.read(pathlib.Path(name)).pages[0].text)
print("MAPS", {line.split()[-1] for line in open("/proc/self/maps") if "libonnxruntime" in line})
"""


def run(code: str, *words: str, first: Path | None = None) -> tuple[str, str]:
    """What a process prints, and which libraries it had; `first`: one that takes the place of its namesake."""
    changes = {"PYTHONPATH": str(ROOT), "TZ": "UTC"} | ({"LD_PRELOAD": str(first)} if first else {})
    command = [sys.executable, "-c", code, *words]
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | changes, timeout=120, check=True
    ).stdout
    said, _, libraries = done.partition("MAPS")
    return said, libraries.strip()


@pytest.fixture(scope="module")
def narrowed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("icu") / DATA.name
    shutil.copy(DATA, library)
    load("linux", "icu").narrow(library)
    return library


def contents(data: bytes) -> dict[str, bytes]:
    (header,) = struct.unpack_from("<H", data)
    (count,) = struct.unpack_from("<I", data, header)
    places = [struct.unpack_from("<II", data, header + 4 + 8 * number) for number in range(count)]
    ends = [*(start for _, start in places[1:]), len(data) - header]
    found = {}
    for (name, start), end in zip(places, ends, strict=True):
        assert start % 16 == 0
        full = data[header + name : data.index(b"\0", header + name)].decode()
        found[full] = data[header + start : header + end].rstrip(b"\0")
    return found


def test_icu_keeps_everything_but_the_services_that_are_left_out(narrowed: Path) -> None:
    icu = load("linux", "icu")
    symbol = icu.SYMBOL.format(version=DATA.name.rpartition(".")[2])
    before, after = contents(icu._held(DATA, symbol)), contents(icu._held(narrowed, symbol))
    assert list(after) == sorted(after), "the table is searched by halves"
    assert {name: before[name] for name in after} == after
    gone = {name.split("/")[1] for name in before.keys() - after.keys()}
    assert gone == set(icu.LEFT_OUT)
    assert narrowed.stat().st_size < 0.6 * DATA.stat().st_size


def test_qt_answers_as_before(narrowed: Path) -> None:
    whole, _ = run(ASKS_ICU)
    said, libraries = run(ASKS_ICU, first=narrowed)
    assert str(narrowed) in libraries
    assert str(QT) not in libraries
    assert said == whole
    assert "Mitteleuropäische Sommerzeit" in said


def test_qt_calls_no_service_that_is_left_out() -> None:
    """Order, case, character sets, time zones; `ubrk_`, `udat_`, `unum_`, `uloc_` and `utrans_` would be others."""
    asked = set()
    for library in ("Core", "Gui", "Widgets", "Network", "Pdf", "Svg", "DBus"):
        read = (QT / f"libQt6{library}.so.6").read_bytes()
        asked |= {name.decode() for name in re.findall(rb"\0([A-Za-z]\w+)_\d\d(?=\0)", read) if name[:1] in b"uU"}
    assert {"ucol_open", "ucnv_open", "ucal_open"} <= asked
    assert {name.partition("_")[0] for name in asked} <= {"ucol", "ucnv", "ucal", "u", "UCNV"}
    assert {name for name in asked if name.startswith("u_")} == {"u_strToLower", "u_strToUpper"}


def test_other_data_are_refused() -> None:
    with pytest.raises(ValueError, match="not ICU's common data"):
        load("linux", "icu").trimmed(bytes(64))


def test_office_files_are_read_without_the_runtime_that_kreuzberg_is_linked_to(tmp_path: Path) -> None:
    stand_in = load("linux", "stand_in")
    (real,) = Path(kreuzberg.__file__).parents[1].glob(stand_in.PATTERN)
    asked = stand_in.asked_for(Path(kreuzberg.__file__).parent / "_internal_bindings.abi3.so")
    assert set(asked) == {stand_in.DOOR}, "kreuzberg asks its runtime for more: the stand-in lacks it"
    library = tmp_path / real.name
    stand_in.make(library, asked[stand_in.DOOR])
    lease, note = tmp_path / "lease.docx", tmp_path / "note.rtf"
    letter = docx.Document()
    letter.add_paragraph("The landlord keeps the heating in order.")
    letter.save(str(lease))
    note.write_text(r"{\rtf1\ansi Pets are welcome.}")
    said, libraries = run(READS, str(lease), str(note), first=library)
    assert said.split("\n")[:2] == ["The landlord keeps the heating in order.", "Pets are welcome."]
    assert str(library) in libraries
    assert str(real) not in libraries
