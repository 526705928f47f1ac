"""A text and its language → lexemes: what FTS5 indexes and what a question's words are compared by.

A lexeme is a word without case, accents and endings. Where words are not parted by blanks (Chinese, Japanese, Thai …,
and Korean, whose endings are glued on) it is two neighbouring signs. Endings are taken off by the language of the
document if the word is in its script, else by the usual one of the script: English words in a Chinese text end like
English ones. A stem that another than the script's usual stemmer made carries its mark, so that German "not" and the
English stem of "notes" stay two. The stemmers are Snowball's (Porter, 2001), for English the first Porter stemmer
(1980), which measured better, and a light one of our own for Hebrew, which Snowball lacks.

One for each thread: the stemmers are not safe to share.
"""

from __future__ import annotations

import itertools
import re
import sys
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import Stemmer

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

VERSION = f"1 snowball {Stemmer.version()} unicode {unicodedata.unidata_version}"
"""Names everything that changes a lexeme; words indexed under another version are made anew."""

_REMEMBERED = 60_000
_LONGEST_STEMMED = 48


_BLOCKS_WITH_MARKS = (  # the others, which are large, have none
    (0x300, 0x3100), (0xA660, 0xAC00), (0xFB1D, 0xFE30), (0xFF9E, 0xFFA0), (0x10000, 0x12000), (0x1D160, 0x1D250),
    (0x1E000, 0x1E960),
)  # fmt: skip


def _marks(*, combining: bool = False) -> str:
    """The signs that belong to the letter before them, or only those that fold away, as ranges of a character class."""
    ranges: list[list[int]] = []
    for code in itertools.chain.from_iterable(itertools.starmap(range, _BLOCKS_WITH_MARKS)):
        mark = unicodedata.category(chr(code))[0] == "M" or code in {0x200C, 0x200D, 0xFF9E, 0xFF9F}
        if unicodedata.combining(chr(code)) if combining else mark:
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges) + "\xad" * (not combining)


MARKS = _marks()
DENSE = (  # Thai, Lao, Myanmar, Khmer, kana, Chinese characters
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
_WORD = re.compile(rf"[^\W_]+(?:[{MARKS}]+[^\W_]*)*")
_COMBINING = re.compile(f"[{_marks(combining=True)}]+")
_ASCII_WORD = re.compile("[A-Za-z0-9]+")
_GLUED = re.compile(rf"(?!\W)[{DENSE}{HANGUL}]")
SEAM = re.compile(rf"(?<=[{DENSE}{MARKS}])\n(?!\W)(?=[{DENSE}])")  # a line end inside a text without blanks
_RUN = re.compile(rf"(?P<glued>(?:[{DENSE}][{MARKS}]*)+|(?:[{HANGUL}][{MARKS}]*)+)|(?:[^{DENSE}{HANGUL}]|[{MARKS}])+")
CLUSTER = re.compile(rf".[{MARKS}]*", re.DOTALL)
_SPLIT_WORD = re.compile(
    rf"(?!\W)[{DENSE}][{MARKS}]*(?:\n?(?!\W)[{DENSE}][{MARKS}]*)*|(?:(?!\W)[{HANGUL}][{MARKS}]*)+"
    rf"|[^\W_{DENSE}{HANGUL}](?:[^\W_{DENSE}{HANGUL}]|[{MARKS}])*"
)
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"})
_JOINERS = str.maketrans(dict.fromkeys((0xAD, 0x640, 0x200C, 0x200D)))
_FINAL_LETTERS = str.maketrans("ךםןףץ", "כמנפצ")
_HEBREW_BEGINNINGS = frozenset("והבלכמש")
_HEBREW_ENDINGS = {"ימ": 2, "ות": 2, "יה": 3, "ה": 2, "י": 3, "ת": 3}  # and so many letters must be left
_SIGNS = re.compile(r"[\x00-/:-@\[-`{-\x7f]+")  # that a letter may come apart into: "㏂"

_SCRIPTS = (  # first and last code point, name, and the stemmer of a word in a text of another script
    (0x41, 0x24F, "latin", "porter"), (0x1E00, 0x1EFF, "latin", "porter"), (0xFF21, 0xFF5A, "latin", "porter"),
    (0xFB00, 0xFB06, "latin", "porter"), (0x370, 0x3FF, "greek", "greek"), (0x1F00, 0x1FFF, "greek", "greek"),
    (0x400, 0x52F, "cyrillic", "russian"), (0x530, 0x58F, "armenian", "armenian"), (0x591, 0x5F4, "hebrew", "hebrew"),
    (0xFB1D, 0xFB4F, "hebrew", "hebrew"), (0x600, 0x77F, "arabic", "arabic"), (0xFB50, 0xFDFF, "arabic", "arabic"),
    (0xFE70, 0xFEFC, "arabic", "arabic"), (0x900, 0x97F, "devanagari", "hindi"), (0xB80, 0xBFF, "tamil", "tamil"),
)  # fmt: skip
_STEMMERS = {
    "latin": {
        "af": "", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "es": "spanish", "et": "estonian",
        "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hr": "serbian", "hu": "hungarian",
        "id": "indonesian", "is": "", "it": "italian", "lt": "lithuanian", "lv": "", "nl": "dutch", "no": "norwegian",
        "pl": "polish", "pt": "portuguese", "ro": "romanian", "sk": "czech", "sl": "", "sq": "", "sr": "serbian",
        "sv": "swedish", "sw": "", "tr": "turkish", "vi": "",
    },
    "cyrillic": {"sr": "serbian", "bg": "", "mk": "", "uk": "", "be": ""},
    "arabic": {"fa": "persian", "ur": ""},
    "devanagari": {"mr": "", "ne": "nepali"},
}  # fmt: skip
_TAG = "\u00b7"
_ACCENTED_ENDINGS = {
    "spanish": re.compile(r"(?<=[cst])ion$"),
    "portuguese": re.compile(r"(?<=[cs])(?:ao|oes)$"),
}  # people type them without accents, and Snowball then does not know them


class Piece(NamedTuple):
    """A word's place and lexeme. signs: 0 for a word between blanks, 2 for a pair of signs, 1 for the last of a run."""

    start: int
    end: int
    lexeme: str
    signs: int = 0


class Lexemes(dict[str, str]):
    """Words of texts in one language → their lexemes; as a dictionary it is quick, and remembers."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._made: dict[str, Stemmer.Stemmer] = {}

    def of(self, text: str) -> str:
        """The lexemes of a text in order, parted by blanks: what is indexed."""
        if len(self) > _REMEMBERED:
            self.clear()
        if text.isascii():
            return " ".join(map(self.__getitem__, _ASCII_WORD.findall(text)))
        if _GLUED.search(text):
            text = SEAM.sub("", text)
        return " ".join(map(self.__getitem__, _WORD.findall(text)))

    def pieces(self, text: str, wanted: Container[str] | None = None) -> Iterator[Piece]:
        """The same lexemes with their places. wanted: of words between blanks only these; of the others all."""
        plain = text.isascii()
        for match in (_ASCII_WORD if plain else _SPLIT_WORD).finditer(text):
            word = match[0]
            if not plain and _GLUED.match(word):
                yield from _signs(match)
            elif (lexeme := self[word]) and (wanted is None or lexeme in wanted):
                yield Piece(match.start(), match.end(), lexeme)

    def __missing__(self, word: str) -> str:
        if word.isascii() or not _GLUED.search(word):
            return self._kept(word)
        return " ".join(" ".join(_pairs(run[0])) if run["glued"] else self._kept(run[0]) for run in _RUN.finditer(word))

    def _kept(self, word: str) -> str:
        """The lexeme of one word, whatever marks it bears: a Japanese one may stand behind a Latin letter."""
        lexeme = self.get(word)
        if lexeme is None:
            lexeme = self[word] = self._lexeme(word)
        return lexeme

    def _lexeme(self, word: str) -> str:
        normal = word if word.isascii() else unicodedata.normalize("NFKC", word).translate(_JOINERS)
        if self._language == "tr":
            normal = normal.replace("I", "ı").replace("İ", "i")
        lower = normal.lower()
        script, usual = _script(lower)
        algorithm = _STEMMERS.get(script, {}).get(self._language, usual)
        stem = _SIGNS.sub("", self._stem(lower, algorithm))
        return sys.intern(stem if algorithm == usual or not stem else f"{stem}{_TAG}{algorithm[:3]}")

    def _stem(self, lower: str, algorithm: str) -> str:
        if algorithm in {"porter", ""} or len(lower) > _LONGEST_STEMMED:
            lower = fold(lower)
            return self._snowball(algorithm, lower) if algorithm and 2 < len(lower) <= _LONGEST_STEMMED else lower
        if algorithm == "hebrew":
            return _hebrew(fold(lower))
        if algorithm in _ACCENTED_ENDINGS:
            lower = _ACCENTED_ENDINGS[algorithm].sub(_accented, lower)
        return fold(self._snowball(algorithm, lower))

    def _snowball(self, algorithm: str, lower: str) -> str:
        stemmer = self._made.get(algorithm)
        if stemmer is None:
            stemmer = self._made[algorithm] = Stemmer.Stemmer(algorithm, 0)
        return str(stemmer.stemWord(lower))


def differs(language: str) -> bool:
    """Whether texts in a language have other lexemes than those in none that is known."""
    return language == "tr" or any(language in known for known in _STEMMERS.values())


def fold(text: str) -> str:
    """Case and accents away, and letters that look like others with a stroke or an accent."""
    if text.isascii():
        return text.lower()
    alike = unicodedata.normalize("NFKC", text).casefold()
    apart = unicodedata.normalize("NFKD", alike).translate(_JOINERS)
    bare = _COMBINING.sub("", apart)
    return unicodedata.normalize("NFC", bare.translate(_LETTERS))


def _hebrew(word: str) -> str:
    """The light stem of a Hebrew word: every leading letter that may be a preposition or the article goes."""
    word = word.translate(_FINAL_LETTERS)
    while len(word) > 3 and word[0] in _HEBREW_BEGINNINGS:
        word = word[1:]
    for ending, left in _HEBREW_ENDINGS.items():
        if word.endswith(ending) and len(word) >= len(ending) + left:
            return word[: -len(ending)]
    return word


def glued(word: str) -> bool:
    """Whether a word has signs of a script without blanks."""
    return not word.isascii() and _GLUED.search(word) is not None


def _accented(ending: re.Match[str]) -> str:
    return {"ion": "ión", "ao": "ão", "oes": "ões"}[ending[0]]


def _script(word: str) -> tuple[str, str]:
    """The script of a word, and the stemmer it has where the document's language says nothing."""
    code = ord(word[0]) if word else 0  # a lone tatweel leaves nothing
    for first, last, script, usual in _SCRIPTS:
        if first <= code <= last:
            return script, usual
    return "", ""


def sign(cluster: str) -> str:
    """One sign of a text without blanks, as lexemes hold it."""
    return unicodedata.normalize("NFKC", cluster).casefold().translate(_JOINERS)


def _pairs(run: str) -> list[str]:
    signs = [sign(cluster) for cluster in CLUSTER.findall(run)]
    return [*(first + second for first, second in itertools.pairwise(signs)), signs[-1]]


def _signs(run: re.Match[str]) -> Iterator[Piece]:
    """Pairs of neighbouring signs with their places, and the last sign alone, so that each begins a lexeme."""
    clusters = [each for each in CLUSTER.finditer(run[0]) if each[0] != "\n"]
    begin = run.start()
    for first, second in itertools.pairwise(clusters):
        yield Piece(begin + first.start(), begin + second.end(), sign(first[0]) + sign(second[0]), 2)
    last = clusters[-1]
    yield Piece(begin + last.start(), begin + last.end(), sign(last[0]), 1)
