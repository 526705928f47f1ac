"""A picture of a page → lines of words, by RapidOCR with the models that its package brings (PP-OCR on ONNX Runtime).

Only importer of rapidocr, and of that only when there is something to recognise. One set of models reads Latin script,
Chinese and Japanese alike; other scripts are the matter of Tesseract. Models are never fetched: those that are needed
lie in the package.
"""

from __future__ import annotations

import functools
import importlib.util
from typing import TYPE_CHECKING, Any

from onyx_desktop.documents.seen import Box, Seen, in_order

if TYPE_CHECKING:
    from onyx_desktop.domain import ByteArray

NAME = "RapidOCR"
DPI = 200
LANGUAGES = frozenset(
    [
        "af",
        "az",
        "bs",
        "ca",
        "cs",
        "cy",
        "da",
        "de",
        "en",
        "es",
        "et",
        "eu",
        "fi",
        "fr",
        "ga",
        "gl",
        "hr",
        "hu",
        "id",
        "is",
        "it",
        "ja",
        "ku",
        "la",
        "lb",
        "lt",
        "lv",
        "mi",
        "ms",
        "mt",
        "nl",
        "no",
        "oc",
        "pl",
        "pt",
        "qu",
        "rm",
        "ro",
        "sk",
        "sl",
        "sq",
        "sv",
        "sw",
        "tl",
        "tr",
        "uz",
        "vi",
        "zh",
    ]
)
"""Those of PP-OCRv6."""

_SPARE = 0.1
_SCORE = 0.5  # below it a line is more likely a stain than a word


@functools.cache
def installed() -> bool:
    """Whether the package is here; it is not loaded for that."""
    return importlib.util.find_spec("rapidocr") is not None


def lines(page: ByteArray) -> list[list[Seen]]:
    """Recognise a page (height, width, 3), blue, green, red."""
    found: Any = _engine()(page)
    if found.boxes is None or found.txts is None:
        return []
    height, width = page.shape[:2]
    read = []
    for corners, text, words in zip(found.boxes, found.txts, found.word_results, strict=True):
        box = _box(corners, width, height)
        read.append((box, _words(text, words, box, (width, height))))
    return in_order(read)


@functools.cache
def _engine() -> Any:  # noqa: ANN401 - a class of the package
    import rapidocr

    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": _SCORE,
            "Global.return_word_box": True,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _words(text: str, words: Any, line: Box, size: tuple[int, int]) -> list[Seen]:  # noqa: ANN401 - as the package has it
    """The words of a line; what the engine gives no box of its own has that of the line."""
    seen: list[Seen] = []
    at = 0
    for word, _, corners in words or ():
        begins = text.find(word, at) if word else -1
        if begins < 0 or corners is None:
            continue
        if text[at:begins].strip():  # the engine forgot something between
            seen.append(Seen(text[at:begins].strip(), line, joined=not text[:at].endswith(" ") and at > 0))
        seen.append(Seen(word, _box(corners, *size), joined=bool(seen) and not text[begins - 1].isspace()))
        at = begins + len(word)
    if rest := text[at:].strip():
        seen.append(Seen(rest, line, joined=bool(seen) and not text[at].isspace()))
    return seen


def _box(corners: Any, width: int, height: int) -> Box:  # noqa: ANN401 - four points, an array or a list
    """The engine's boxes are taller than the print."""
    across, down = [float(each[0]) / width for each in corners], [float(each[1]) / height for each in corners]
    spare = _SPARE * (max(down) - min(down))
    return min(across), min(down) + spare, max(across), max(down) - spare
