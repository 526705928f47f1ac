"""A part of a query → the words on its chip, and why it means nothing where it does not.

The words are those of the query language, so that who reads a chip learns what to type. All of it by Qt's translation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop.domain import Mode
from onyx_desktop.domain.languages import LANGUAGES
from onyx_desktop.ranking.query_values import TYPE_ALIASES
from onyx_desktop.ui.wording import mode as mode_words
from onyx_desktop.ui.wording import say

if TYPE_CHECKING:
    from onyx_desktop.ranking.query import Part

_DAY = "Write a year, a month or a day: 2023, 2023-05 or 2023-05-31."
_WRONG = {
    "type": "“{0}” is no type of file. Write its ending, or a kind: pdf, docx, word, mail.",
    "in": "A folder is missing. Write its name: in:Contracts or in:\"Flat 3\".",
    "name": "A name is missing. Write a part of it: name:lease or name:*.pdf.",
    "from": "A name or an address is missing. Write a part of it: from:anna or from:example.org.",
    "to": "A name or an address is missing. Write a part of it: to:anna or to:example.org.",
    "subject": "Words are missing. Write a part of the subject: subject:invoice or subject:\"your lease\".",
    "lang": "“{0}” is no language that Onyx can tell. Write its name or its code: lang:German or lang:de.",
    "after": "“{0}” is no date. " + _DAY,
    "before": "“{0}” is no date. " + _DAY,
    "date": "“{0}” is no time. Write a year, a month, a day, or two of them: 2023 or 2023..2024-06.",
    "size": "“{0}” is no size. Write what is compared and a number: >1mb, <200kb or 1mb..5mb.",
    "page": "“{0}” is no page. Write numbers from 1: 4, 3..7 or 12..",
    "mode": "“{0}” is no way to search. Write words, meaning or auto.",
    "without": "Nothing is left to search in. Add words before you leave some out.",
    "near": "Nothing is left to search in. Add words before you leave some out.",
}  # fmt: skip
_NEGATIVE = "“{0}” cannot be turned round. Leave the minus out."
_KINDS = {
    "type": "type",
    "in": "in",
    "name": "name",
    "from": "from",
    "to": "sent to",
    "subject": "subject",
    "lang": "language",
    "after": "after",
    "before": "before",
    "date": "date",
    "size": "size",
    "page": "page",
    "mode": "mode",
    "without": "without",
    "near": "near",
}
_TYPES = {
    "word": "Word",
    "excel": "Tables",
    "slides": "Slides",
    "mail": "Mail",
    "text": "Text",
    "web": "Web pages",
    "book": "Books",
    "archive": "Archives",
    "markdown": "Markdown",
    "html": "Web pages",
    "image": "Pictures",
}
GROUPS = ("word", "excel", "slides", "mail", "web", "book", "archive")
"""The kinds of files that are counted together; every other ending is counted by itself."""


def label(part: Part) -> str:
    """What stands on the chip: "type: PDF", "not in: Old", "without: draft"."""
    kind = say(_KINDS[part.kind])
    negative = part.negative and part.kind != "without"
    return f"{say('not {0}').format(kind) if negative else kind}: {value(part) if part.understood else part.value}"


def value(part: Part) -> str:
    """The value as people write it."""
    match part.kind:
        case "type":
            return ", ".join(type_name(each.strip().lstrip(".").lower()) for each in part.value.split(","))
        case "lang":
            return ", ".join(language(each.strip()) for each in part.value.split(","))
        case "mode":
            return mode_words(Mode(part.value.lower()))
        case "near":
            return " … ".join(part.value.split())
        case _:
            return part.value


def why_wrong(part: Part) -> str:
    """Why a part means nothing, and what to write instead; "" for one that is understood."""
    if part.understood:
        return ""
    if part.negative and part.kind not in {"without", "near", "type", "in", "name", "lang", "from", "to", "subject"}:
        return say(_NEGATIVE).format(part.kind)
    return say(_WRONG[part.kind]).format(part.value)


def type_name(name: str) -> str:
    """A kind of file, or an ending without its dot, as people call it."""
    return say(_TYPES[name]) if name in _TYPES else name.upper()


def language(name: str) -> str:
    """A language by its code, in its own words; another name stays."""
    own = LANGUAGES.get(name.lower().partition("-")[0])
    return own[1][:1].upper() + own[1][1:] if own else name


def kind_of(suffix: str) -> str:
    """What `type:` calls an ending with its dot: its kind, or the ending itself."""
    return next((name for name in GROUPS if suffix in TYPE_ALIASES[name]), suffix.lstrip("."))
