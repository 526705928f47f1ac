"""Bytes → text: marks first, then UTF-8, then what the zero bytes say, then statistics.

Only importer of charset-normalizer. It tells scripts apart well, but not the Latin code pages (each decodes to some
letters), so among those the alphabets decide: in the right one all letters belong to one language, are small inside
words, and nothing but letters stands between letters. Refuses bytes that are no text in any way.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

from charset_normalizer import from_bytes

from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Reason

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with theirs
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE_BYTES = 1 << 16
_TOLERATED_DAMAGE = 0.02  # of the bytes beyond ASCII
_TOLERATED_CONTROLS = 0.02
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")  # as no text has them: no tab, end of line or page, escape
# statistics take a few umlauts for Chinese; so few signs that fit so well are Latin
_SPARSE, _PERFECT = 0.5, 0.95

# in this order where several fit equally well
_LATIN = (
    *("cp1252", "iso8859-15", "cp1250", "cp1254", "iso8859-2", "iso8859-16", "cp1257", "mac-roman", "cp850", "cp437"),
    "cp852",
)
_ALPHABETS = [
    set(letters + letters.upper())
    for letters in (
        "äöüß",
        "áéíóúüñ¿¡",
        "àâæçéèêëîïôùûüÿœ",
        "àèéìíòóù",
        "áâãàçéêíóôõú",
        "åäöé",
        "æøåé",
        "áéíóúýðþæö",
        "çğıöşüâ",
        "ăâîșț",
        "ăâîşţ",
        "ąćęłńóśźż",
        "áčďéěíňóřšťúůýž",
        "áäčďéíĺľňóôŕšťúýž",
        "áéíóöőúüű",
        "čćđšž",
        "äöõüšž",
        "ąčęėįšųūž",
        "āčēģīķļņšūž",
        "ëéèïöüó",
        "ăâđêôơưàáãèéìíòóõùúý\u0300\u0301\u0303\u0309\u0323",
    )
]
_ALPHABETS[8].add("İ")
_TYPOGRAPHY = set("“”‘’„‚«»‹›–—…•·§°©®™€£½²³×\u00a0")
_UTF7_RUN = re.compile(rb"\+[A-Za-z0-9+/]{3,}-?")


def decode(data: bytes) -> str:
    """Turn the bytes of a text file into text, without its mark. Raises `Unreadable` (DAMAGED) for binary data."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\0" in data:
        return _wide(data)
    text = _utf8(data)
    return _legacy(data) if text is None else text


def _utf8(data: bytes) -> str | None:
    """UTF-8, also with a few broken bytes (a cut file, a pasted line), or None."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        bad = text.count("\ufffd")
        good = sum(byte >= 0xC0 for byte in data) - bad
        return text if good > 0 and bad < _TOLERATED_DAMAGE * good else None
    if text.isascii():
        return _utf7(data) or _plain(text)
    return _plain(text)


def _utf7(data: bytes) -> str | None:
    """UTF-7, if most of the bytes lie in its shifted runs and they decode to letters."""
    sample = data[:_SAMPLE_BYTES]
    if sum(map(len, _UTF7_RUN.findall(sample))) * 2 < len(sample):
        return None
    try:
        text = data.decode("utf-7")
    except UnicodeDecodeError:
        return None
    foreign = [letter for letter in text[:_SAMPLE_BYTES] if letter > "\x7f"]
    letters = sum(unicodedata.category(letter)[0] in "LM" for letter in foreign)
    return text if foreign and letters > 0.9 * len(foreign) else None


def _wide(data: bytes) -> str:
    """UTF-16 and UTF-32 without a mark: the right one has spaces and line ends where a wrong one has none."""
    candidates = []
    for encoding, width in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        sample = data[: min(len(data), _SAMPLE_BYTES) // width * width]
        text = sample.decode(encoding, "replace")
        odd = sum(unicodedata.category(letter) in {"Cc", "Cn", "Co"} and letter not in "\t\n\r\f" for letter in text)
        odd += text.count("\ufffd")
        if text and odd <= _TOLERATED_CONTROLS * len(text):
            candidates.append((text.count(" ") + text.count("\n"), encoding))
    if candidates:
        return data.decode(max(candidates)[1], "replace")
    if data.count(b"\0") > _TOLERATED_CONTROLS * len(data):
        raise Unreadable(Reason.DAMAGED, "binary content")
    return decode(data.replace(b"\0", b""))


def _legacy(data: bytes) -> str:
    if data.count(b"@") > 0.1 * len(data) and b" " not in data:  # EBCDIC has its space there
        return _plain(data.decode("cp500"))
    sample = _sample(data)
    found = from_bytes(sample).best()
    encoding = found.encoding if found else "cp1252"
    latin = max([*_LATIN, encoding], key=lambda each: _fitness(sample, each))
    sparse = sum(byte > 0x7F for byte in sample) < _SPARSE * len(sample)
    if _is_latin(sample.decode(encoding, "replace")) or (sparse and _fitness(sample, latin) >= _PERFECT):
        encoding = latin
    return _plain(data.decode(encoding, "replace"))


def _sample(data: bytes) -> bytes:
    """Whole lines beyond ASCII from everywhere in the file, so that a long English preface decides nothing."""
    if len(data) <= _SAMPLE_BYTES:
        return data
    lines = [line for line in data.splitlines(keepends=True) if not line.isascii()]
    step = max(1, sum(map(len, lines)) // _SAMPLE_BYTES)
    return b"".join(lines[::step])[: 2 * _SAMPLE_BYTES]


def _is_latin(text: str) -> bool:
    """Whether the letters beyond ASCII are Latin for the most part, or there are none."""
    foreign = Counter(letter for letter in text if letter > "\x7f" and letter.isalpha())
    latin = sum(count for letter, count in foreign.items() if unicodedata.name(letter, "").startswith("LATIN"))
    return latin * 2 >= foreign.total()


def _fitness(sample: bytes, encoding: str) -> float:
    """How well a code page fits, at most 1: the share of signs in the best alphabet, less what no one writes."""
    try:
        text = sample.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return -9.0
    places = [index for index, letter in enumerate(text) if letter > "\x7f"]
    signs = Counter(text[index] for index in places)
    if not places:
        return 0.0
    typography = sum(signs[sign] for sign in _TYPOGRAPHY)
    letters = max(sum(count for sign, count in signs.items() if sign in alphabet) for alphabet in _ALPHABETS)
    odd = sum(_is_odd(text, index) for index in places)
    return (letters + 0.8 * typography - odd) / len(places)


def _is_odd(text: str, index: int) -> bool:
    """Tell a capital after a small letter, or a sign between two letters."""
    before, sign, after = text[index - 1 : index], text[index], text[index + 1 : index + 2]
    if sign.isalpha():
        return sign.isupper() and before.islower()
    return before.isalpha() and after.isalpha() and sign not in "’·\u00a0"


def _plain(text: str) -> str:
    """Refuse what decodes but is no text."""
    sample = text[:_SAMPLE_BYTES]
    controls = len(_CONTROL.findall(sample))
    if controls > _TOLERATED_CONTROLS * len(sample):
        raise Unreadable(Reason.DAMAGED, "binary content")
    return text
