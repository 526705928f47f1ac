"""A published list of words with vectors → embeddings.npy and tokenizer.json (or pieces.model), as kind WORDS.

Reads GloVe's text (a word and its numbers a line), word2vec's and fastText's text (the same behind a line with the two
sizes), word2vec's binary, each also with gzip, and BPEmb (one of the lists beside a SentencePiece model). Lists begin
with the most frequent words, so the first MOST_WORDS are kept. Streams: a list of ten gigabytes needs only the memory
of what is kept. Refuses (`ModelUnfit`) lines that do not fit, numbers that are none, and files that end early.

Text in a list is nobody's to trust: a word that is no UTF-8, or too long, or was there before, is left out.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import warnings
import zlib
from typing import IO, TYPE_CHECKING, Any, cast

import numpy as np

from onyx_desktop.errors import ModelUnfit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import numpy.typing as npt

    from onyx_desktop.domain import FloatArray

    Halves = npt.NDArray[np.float16]
    Rows = Iterator[tuple[bytes, FloatArray]]

MOST_WORDS = 400_000
_MOST_DIMENSIONS = 4096
_LONGEST_WORD = 200
_LONGEST_LINE = 1 << 20
_FARTHEST_BLANK = 4096
_BLOCK_ROWS = 4096
_HEADER = re.compile(rb"\s*(\d{1,10}) (\d{1,4})\s*")
_ENDINGS = (".txt", ".vec", ".bin")


def lists(folder: Path) -> list[Path]:
    """The files of a folder that may be such lists, the largest first."""
    found = [path for path in folder.rglob("*") if path.is_file() and is_list(path)]
    return sorted(found, key=lambda path: path.stat().st_size, reverse=True)


def is_list(path: Path) -> bool:
    """Whether a file's name is that of a list."""
    return path.name.lower().removesuffix(".gz").endswith(_ENDINGS)


def pieces_beside(path: Path) -> Path | None:
    """BPEmb's SentencePiece model to a list: lang.wiki.bpe.vs10000.d100.w2v.bin → lang.wiki.bpe.vs10000.model."""
    models = [each for each in path.parent.glob("*.model") if path.name.startswith(each.stem)]
    return max(models, key=lambda each: len(each.stem), default=None)


def make(path: Path, pieces: Path | None, target: Path) -> int:
    """Write the files of a WORDS model to `target`; give the dimensions. pieces: of BPEmb. Raises `ModelUnfit`."""
    target.mkdir(parents=True, exist_ok=True)
    try:
        words, table = _read(path)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ModelUnfit(path, f"the file is damaged: {error}") from error
    if pieces is not None:
        table = _by_piece(pieces, words, table)
        shutil.copyfile(pieces, target / "pieces.model")
    else:
        table = np.concatenate([table, np.zeros((1, table.shape[1]), np.float16)])  # of unknown words
        (target / "tokenizer.json").write_text(_tokenizer(words), encoding="utf-8")
    np.save(target / "embeddings.npy", table)
    return int(table.shape[1])


def _read(path: Path) -> tuple[dict[str, int], Halves]:
    """Words → places, and the table (words, dimensions) float16."""
    places: dict[str, int] = {}
    blocks: list[Halves] = []
    with _opened(path) as stream, warnings.catch_warnings(), np.errstate(over="ignore"):  # infinite, and refused below
        warnings.simplefilter("error", DeprecationWarning)
        for word, row in _rows(path, stream):
            name = _name(word)
            if not name or name in places:
                continue
            if len(places) % _BLOCK_ROWS == 0:
                blocks.append(np.empty((_BLOCK_ROWS, len(row)), np.float16))
            blocks[-1][len(places) % _BLOCK_ROWS] = row
            places[name] = len(places)
            if len(places) == MOST_WORDS:
                break
    if not places:
        raise ModelUnfit(path, "there are no words in it")
    table = np.concatenate(blocks)[: len(places)]
    if not np.isfinite(table).all():
        raise ModelUnfit(path, "it holds numbers that are none or far too large")
    return places, table


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if path.name.lower().endswith(".gz") else path.open("rb")


def _rows(path: Path, stream: IO[bytes]) -> Rows:
    first = stream.readline(_LONGEST_LINE)
    header = _HEADER.fullmatch(first)
    if header is None:
        return _text_rows(path, stream, first, len(first.split()) - 1, None)
    rows, dimensions = int(header[1]), int(header[2])
    if not 1 <= dimensions <= _MOST_DIMENSIONS:
        raise ModelUnfit(path, f"it claims {dimensions} numbers a word")
    second = stream.readline(_LONGEST_LINE)
    if _split(second, dimensions) is not None:
        return _text_rows(path, stream, second, dimensions, rows)
    if not path.name.lower().removesuffix(".gz").endswith(".bin"):
        raise ModelUnfit(path, f"word 1 is not followed by {dimensions} numbers")
    return _binary_rows(path, _Ahead(second, stream), dimensions, rows)


def _text_rows(path: Path, stream: IO[bytes], first: bytes, dimensions: int, expected: int | None) -> Rows:
    if not 1 <= dimensions <= _MOST_DIMENSIONS:
        raise ModelUnfit(path, "it is no list of words with numbers")
    line, number = first, 0
    while line:
        number += 1
        found = _split(line, dimensions)
        if found is None:
            raise ModelUnfit(path, f"word {number} is not followed by {dimensions} numbers")
        yield found
        line = stream.readline(_LONGEST_LINE)
    if expected is not None and number < expected:
        raise ModelUnfit(path, f"it ends after {number} of {expected} words")


def _split(line: bytes, dimensions: int) -> tuple[bytes, FloatArray] | None:
    """The word of a line and its numbers, or None if there are not so many. Some words hold blanks (GloVe 840B)."""
    word, _, rest = line.rstrip().partition(b" ")
    row = _numbers(rest)
    if row is None:
        parts = line.rstrip().rsplit(b" ", dimensions)
        word, row = parts[0], _numbers(b" ".join(parts[1:]))
    return (word, row) if row is not None and row.size == dimensions else None


def _numbers(text: bytes) -> FloatArray | None:
    try:
        return np.fromstring(text, dtype=np.float32, sep=" ")
    except (ValueError, DeprecationWarning):  # the warning in older numpy, made an error by `_read`
        return None


class _Ahead:
    """A stream of which some bytes were read already."""

    def __init__(self, read: bytes, stream: IO[bytes]) -> None:
        self._waiting, self._place = read, 0
        self._stream = stream

    def read(self, count: int) -> bytes:
        """So many bytes, fewer only at the end."""
        self._fill(count)
        found = self._waiting[self._place : self._place + count]
        self._place += len(found)
        return found

    def word(self) -> bytes:
        """The bytes before the next blank, which is read too; none when it is too far away to be one."""
        self._fill(_FARTHEST_BLANK)
        end = self._waiting.find(b" ", self._place, self._place + _FARTHEST_BLANK)
        found = self._waiting[self._place : max(end, self._place)]
        self._place = end + 1
        return found

    def _fill(self, count: int) -> None:
        while len(self._waiting) - self._place < count and (more := self._stream.read(1 << 20)):
            self._waiting, self._place = self._waiting[self._place :] + more, 0


def _binary_rows(path: Path, stream: _Ahead, dimensions: int, expected: int) -> Rows:
    for number in range(expected):
        word = stream.word().lstrip(b"\n")
        content = stream.read(4 * dimensions)
        if not word or len(content) < 4 * dimensions:
            raise ModelUnfit(path, f"it ends after {number} of {expected} words")
        yield word, np.frombuffer(content, "<f4")


def _name(word: bytes) -> str:
    try:
        return word.decode() if 0 < len(word) <= _LONGEST_WORD else ""
    except UnicodeDecodeError:
        return ""


def _tokenizer(words: Mapping[str, int]) -> str:
    """A tokenizer.json that knows the words; in lower case if the list is."""
    unknown = "[UNK]"
    while unknown in words:
        unknown = f"[{unknown}]"
    lower = all(word == word.lower() for word in words)
    definition: dict[str, Any] = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Lowercase"} if lower else None,
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": {**words, unknown: len(words)}, "unk_token": unknown},
    }
    return json.dumps(definition, ensure_ascii=False)


def _by_piece(path: Path, words: Mapping[str, int], table: Halves) -> Halves:
    """The rows in the order of the SentencePiece model's ids; zeros for a piece without a vector."""
    try:
        names = list(_piece_names(path.read_bytes()))
    except (IndexError, UnicodeDecodeError, ValueError) as error:
        raise ModelUnfit(path, "it is no SentencePiece model") from error
    known = [(place, words[name]) for place, name in enumerate(names) if name in words]
    if 2 * len(known) < len(names) or not names:
        raise ModelUnfit(path, f"it is of another list: {len(known)} of {len(names)} pieces have a vector")
    ordered = np.zeros((len(names), table.shape[1]), np.float16)
    places, rows = np.array(known).T
    ordered[places] = table[rows]
    return ordered


def _piece_names(content: bytes) -> Iterator[str]:
    """ModelProto.pieces[].piece (sentencepiece_model.proto): field 1, in it field 1."""
    for field, message in _fields(content):
        if field == 1:
            yield next((text.decode() for inner, text in _fields(message) if inner == 1), "")


def _fields(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of each field of a protocol buffer; nothing for those that are numbers."""
    place = 0
    while place < len(content):
        tag, place = _varint(content, place)
        length = {0: 0, 1: 8, 5: 4}.get(tag & 7)
        if tag & 7 == 0:
            _, place = _varint(content, place)
        elif tag & 7 == 2:
            length, place = _varint(content, place)
        if length is None or place + length > len(content):
            raise ValueError("no protocol buffer")
        yield tag >> 3, content[place : place + length]
        place += length


def _varint(content: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = content[place]
        value |= (byte & 127) << shift
        place, shift = place + 1, shift + 7
        if byte < 128:
            return value, place
        if shift > 63:
            raise ValueError("no number")
