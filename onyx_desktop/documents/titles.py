"""Which of the titles that files claim to have are titles.

Programs write their own name, the name of a template or the path of the source into that field; such a title in a list
of results is worse than the file's name, and in a vector it is noise.
"""

from __future__ import annotations

import re

_PROGRAM = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)|powerpoint|word|openoffice|libreoffice)\b\s*(?:[-–:]|\w+$)", re.I
)
_EMPTY = re.compile(
    r"^(?:untitled|unbenannt|sans titre|sin t[ií]tulo|no title|title|none|null|unknown|document|dokument|presentation|"
    r"powerpoint presentation|slide|folie|template|default|layout|page|print|print job|scan|scanned document|"
    r"paper|manuscript|main|main document|article|draft|thesis|report|test|doc|book|output|file|new document|cover|"
    r"ingen lysbildetittel|kein folientitel|pas de titre de diapositive)[\s_\-]*\d*$",
    re.I,
)
_FILE_NAME = re.compile(
    r"\.(?:docx?|dotx?|rtf|odt|pdf|tex|dvi|ps|eps|pptx?|xlsx?|indd|qxd|pmd?|fm|wpd|txt|html?|tiff?|jpe?g|png|cdr|ai|p65)$",
    re.I,
)
_JOB = re.compile(r"^[\w.+~/\\:-]*[\d_/\\][\w.+~/\\:-]*$")
_SHORTEST = 3
_BEGINNING = 2000
_FIRST_LINE = re.compile(r"([^\n]{3,200})\n[ \t]*\n\s*([^\n]+)")
_NO_TITLE = re.compile(
    r"[,;:]$|^(?:dear|hi|hello|hallo|liebe|sehr geehrte|on .*wrote|from:|to:|date:)|[{}<>=|\\]", re.I
)


def plausible(title: str, stem: str) -> bool:
    """Whether a claimed title (one line) is worth more than the file's own name."""
    words = title.strip()
    if words and words.lower() == stem.lower():
        return True
    if len(words) < _SHORTEST or not any(letter.isalpha() for letter in words):
        return False
    if _PROGRAM.match(words) or _EMPTY.match(words) or _FILE_NAME.search(words) or "\ufffd" in words:
        return False
    letters = sum(letter.isalpha() or letter.isspace() for letter in words)
    return not _JOB.match(words) and letters * 2 >= len(words)


def first_line(text: str) -> str:
    """The first line of a text, if it stands alone above a longer paragraph, as titles do; else ""."""
    found = _FIRST_LINE.match(text.lstrip()[:_BEGINNING])
    if not found or len(found[2]) <= len(found[1]) or _NO_TITLE.search(line := found[1].strip()):
        return ""
    return line if len(line.split()) > 1 and plausible(line, "") else ""
