"""An Excel workbook and a sheet's number → the row in which the sheet's first value stands.

kreuzberg gives the rows from the first one with a value on, and does not say which that is. Looked up in the file's own
order of sheets; None for anything unusual, because no row is better than a wrong one.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*?\b\w+:id=\"([^\"]+)\"")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = rb'\b%b="([^"]*)"'
_VALUE = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"[A-Z]{1,3}(\d{1,7})\"[^>]*(?<!/)>\s*<(?:\w+:)?(?:v|is|f)\b")
_READ_BYTES = 1 << 20


def first_row(data: bytes, index: int) -> int | None:
    """From 1. index: of the sheet, from 0. None where the file is no Excel workbook of today, or says nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheets = _SHEET.findall(archive.read("xl/workbook.xml"))
            parts = dict(_related(archive.read("xl/_rels/workbook.xml.rels")))
            with archive.open(parts[sheets[index]]) as stream:
                value = _VALUE.search(stream.read(_READ_BYTES))
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        OSError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        LookupError,
    ):
        return None
    return int(value[1]) if value else None


def _related(listed: bytes) -> list[tuple[bytes, str]]:
    found = []
    for relation in _RELATION.findall(listed):
        key = re.search(_ATTRIBUTE % b"Id", relation)
        target = re.search(_ATTRIBUTE % b"Target", relation)
        if key and target:
            found.append((key[1], posixpath.normpath(posixpath.join("xl", target[1].decode())).lstrip("/")))
    return found
