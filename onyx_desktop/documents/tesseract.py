"""A picture of a page → lines of words, by the program Tesseract, if it is on the PATH.

It is started for each page, from the reader process and with all that process may not do; the picture goes to it and
the words come back through pipes, so nothing is written. Which languages it knows follows from its installed packs.
"""

from __future__ import annotations

import csv
import functools
import io
import shutil
import subprocess
from typing import TYPE_CHECKING

from onyx_desktop.documents.seen import Seen
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Reason

if TYPE_CHECKING:
    from onyx_desktop.domain import ByteArray

NAME = "Tesseract"
DPI = 300
PACKS = {
    "ar": "ara", "be": "bel", "bg": "bul", "bn": "ben", "ca": "cat", "cs": "ces", "da": "dan", "de": "deu", "el": "ell",
    "en": "eng", "es": "spa", "et": "est", "eu": "eus", "fa": "fas", "fi": "fin", "fr": "fra", "ga": "gle", "gl": "glg",
    "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "hye", "id": "ind", "is": "isl", "it": "ita", "ja": "jpn",
    "ka": "kat", "ko": "kor", "la": "lat", "lt": "lit", "lv": "lav", "mk": "mkd", "nl": "nld", "no": "nor", "pl": "pol",
    "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv", "sq": "sqi", "sr": "srp", "sv": "swe", "ta": "tam",
    "th": "tha", "tr": "tur", "uk": "ukr", "vi": "vie", "zh": "chi_sim",
}  # fmt: skip
"""A language's two-letter code → the pack that knows it."""

_MOST_PACKS = 4  # each makes it slower; the English one, and those that were installed on purpose
_START_S, _PAGE_S = 10, 300
_WORD = "5"  # the level of a word in its table
_LEAST = 30.0  # of 100: below it a word is more likely a stain


@functools.cache
def installed() -> frozenset[str]:
    """The packs that are here; none where the program is not."""
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    try:
        # no /dev/null: it would be opened for writing, too
        told = subprocess.run([program, "--list-langs"], input=b"", capture_output=True, timeout=_START_S, check=True)
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    names = told.stdout.decode("utf-8", "replace").split("\n")[1:]
    return frozenset(name.strip() for name in names if name.strip() and name.strip() not in {"osd", "equ"})


def lines(page: ByteArray, language: str) -> list[list[Seen]]:
    """Recognise a page (height, width, 3), blue, green, red. Raises `Unreadable` (CRASHED)."""
    height, width = page.shape[:2]
    picture = b"P5 %d %d 255\n" % (width, height) + page.mean(axis=2).astype("uint8").tobytes()
    known = installed()
    packs = [PACKS[language]] if language else sorted(known, key=lambda name: (name != "eng", name))[:_MOST_PACKS]
    command = ["tesseract", "stdin", "stdout", "-l", "+".join(packs), "--dpi", str(DPI), "tsv"]
    try:
        done = subprocess.run(command, input=picture, capture_output=True, timeout=_PAGE_S, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise Unreadable(Reason.CRASHED, type(error).__name__) from None
    return _lines(done.stdout.decode("utf-8", "replace"), width, height)


def _lines(table: str, width: int, height: int) -> list[list[Seen]]:
    """Its table of words, in the order of reading → lines."""
    found: dict[tuple[str, ...], list[Seen]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] != _WORD or not (row["text"] or "").strip() or float(row["conf"]) < _LEAST:
            continue
        left, top = int(row["left"]) / width, int(row["top"]) / height
        box = (left, top, left + int(row["width"]) / width, top + int(row["height"]) / height)
        found.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(Seen(row["text"], box))
    return list(found.values())
