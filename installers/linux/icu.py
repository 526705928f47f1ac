"""ICU's data as Qt brings them along (32 MB) → the same library with only what Qt's own calls can reach (16 MB).

Qt's core asks ICU for conversions of character sets, for the order of words and for time zones; it formats numbers and
dates, and names countries, by tables of its own. What is left out belongs to services that it never calls: the tests
look at what it asks for. Format of the data: ICU4C, udatamem.h and ucmndata.h, "common data, version 1".
"""

from __future__ import annotations

import struct
import subprocess
import tempfile
from pathlib import Path

SYMBOL = "icudt{version}_dat"
# A folder inside the data → the service that reads it, none of which Qt calls.
LEFT_OUT = {
    "brkitr": "where lines and words of Thai, Khmer and Chinese may be broken: Qt has rules of its own",
    "curr": "names of currencies",
    "lang": "names of languages",
    "rbnf": "numbers in words",
    "region": "names of countries",
    "translit": "one script in the letters of another",
    "unit": "names of measures",
}
_ALIGNMENT = 16
_CODE = """\
    .section .rodata
    .balign 16
    .globl {symbol}
    .type {symbol}, @object
{symbol}:
    .incbin "{file}"
    .size {symbol}, .-{symbol}
    .section .note.GNU-stack,"",@progbits
"""


def narrow(library: Path) -> None:
    """Write the library anew, without what is left out. Raises ValueError where it is not what is known here."""
    version = library.name.rpartition(".")[2]
    symbol = SYMBOL.format(version=version)
    data = trimmed(_held(library, symbol))
    with tempfile.TemporaryDirectory() as scratch:
        source, compiled, raw = (Path(scratch) / name for name in ("data.s", "data.o", "data"))
        raw.write_bytes(data)
        source.write_text(_CODE.format(symbol=symbol, file=raw), encoding="utf-8")
        subprocess.run(["as", "-o", str(compiled), str(source)], check=True)
        plain = ["-shared", "--build-id=none", "-z", "noexecstack", "-soname", library.name]
        subprocess.run(["ld", *plain, "-o", str(library), str(compiled)], check=True)


def trimmed(data: bytes) -> bytes:
    """The data without the folders of `LEFT_OUT`. Raises ValueError for another format."""
    header, first, second = struct.unpack_from("<HBB", data)
    if (first, second, data[12:16]) != (0xDA, 0x27, b"CmnD") or data[8]:
        raise ValueError("not ICU's common data, low byte first")
    (count,) = struct.unpack_from("<I", data, header)
    places = [struct.unpack_from("<II", data, header + 4 + 8 * number) for number in range(count)]
    ends = [*(start for _, start in places[1:]), len(data) - header]
    kept = []
    for (name, start), end in zip(places, ends, strict=True):
        full = data[header + name : data.index(b"\0", header + name)]
        parts = full.decode("ascii").split("/")
        if not (len(parts) > 2 and parts[1] in LEFT_OUT):
            kept.append((full + b"\0", data[header + start : header + end]))
    return data[:header] + _packed(kept)


def _packed(kept: list[tuple[bytes, bytes]]) -> bytes:
    """The table of names and places, the names, and each content at a multiple of 16 bytes."""
    names_at = 4 + 8 * len(kept)
    at = _aligned(names_at + sum(len(name) for name, _ in kept))
    table, names, contents = struct.pack("<I", len(kept)), b"", []
    for name, content in kept:
        table += struct.pack("<II", names_at + len(names), at)
        names += name
        contents.append(content.ljust(_aligned(len(content)), b"\0"))
        at += len(contents[-1])
    return (table + names).ljust(_aligned(names_at + len(names)), b"\0") + b"".join(contents)


def _aligned(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT


def _held(library: Path, symbol: str) -> bytes:
    """What the library holds under the name; addresses are places in the file, as in each library of data alone."""
    command = ["readelf", "--dyn-syms", "--wide", str(library)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in said.splitlines() if line.endswith(f" {symbol}")]
    if len(rows) != 1:
        raise ValueError(f"{library.name} does not hold {symbol}")
    place, size = int(rows[0][1], 16), int(rows[0][2], 0)
    return library.read_bytes()[place : place + size]
